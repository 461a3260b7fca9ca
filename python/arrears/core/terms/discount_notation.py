"""Reading discounts, spelled in the letters of ``core.term_words``: 2/10, 14 Tage 2% Skonto, 3/10-50x, 2/10 EOM."""

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from arrears.core.terms.deadline_notation import EVENTS
from arrears.core.terms.deadlines import (
    Base,
    Deadline,
    Unit,
    after_days,
    days,
    from_month_end,
    months,
    next_pay_day,
    on_day,
)
from arrears.core.terms.term_words import Letters
from arrears.core.terms.terms import Discount

_QUALIFIER = r"(?P<by>[>l]?(?:[EeFf]>?[DRAS]?|[DRASOIM]))?"
_EXTRA = r"(?:[,>]?#d?x)?"
FORMS = (
    re.compile(rf"(?P<rate>[%#])s?/(?P<days>[#°])d?{_EXTRA}d?{_QUALIFIER}(?:/(?=n?#))?"),
    re.compile(rf"(?P<days>#)[djw]{_QUALIFIER}(?P<rate>%)s?"),
    re.compile(rf"(?P<rate>%)s?,?l?(?P<days>[#°])(?:[djw])?{_EXTRA}{_QUALIFIER}s?"),
)
_DAYS_THEN_RATE = rf"(?P<days>#)[djw]{_QUALIFIER},?(?P<rate>%)s?"
FORMS_WITH_COMMA = (FORMS[0], re.compile(_DAYS_THEN_RATE), FORMS[2])
"""Days and their percent may be set off by a comma (14 days, 3%, 30 days net); tried where plain forms give none."""


def take(letters: Letters, forms: Sequence[re.Pattern[str]]) -> tuple[tuple[Discount, ...], Letters]:
    """Take the discounts out of a notation, leftmost first; give them best first, and what is left of it."""
    found: list[Discount] = []
    while match := _first(letters, forms):
        found.append(_discount(letters, match))
        letters = letters.without(match.start(), match.end(), ",")
    return tuple(sorted(found, key=lambda step: -step.percent)), _net_sign(letters)


def _first(letters: Letters, forms: Sequence[re.Pattern[str]]) -> re.Match[str] | None:
    found = (match for form in forms for match in form.finditer(letters.letters))
    matches = [match for match in found if letters.letters[max(match.start() - 1, 0) : match.start()] != "n"]
    return min(matches, key=lambda match: match.start(), default=None)


def _net_sign(letters: Letters) -> Letters:
    """Take the stroke out of n/30, and the commas at the ends."""
    for match in reversed(list(re.finditer("(?<=n)/|(?<=,)/", letters.letters))):
        letters = letters.without(*match.span())
    return letters


def _discount(letters: Letters, match: re.Match[str]) -> Discount:
    percent = letters.numbers[match.start("rate")] or Decimal(0)
    count = letters.number(match.start("days"))
    extra = re.search("#d?x", match[0])
    if extra:
        count += letters.number(match.start() + extra.start())
    if "w" in match[0]:
        count *= 7
    return Discount(percent, _qualified(count, (match["by"] or "").strip(">l")))


def _qualified(count: int, by: str) -> Deadline:
    """Give the last day of a discount: plain, or in the month after (EOM, prox), or after an event (ROG), or both."""
    base = next((EVENTS[letter] for letter in by if letter in EVENTS), Base.DOCUMENT)
    if by[:1] in ("E", "e"):
        return from_month_end(count).counted_from(base)
    if by[:1] in ("F", "f"):
        return Deadline((months(1), on_day(count)), base)
    if by == "M":
        return Deadline((next_pay_day(15), days(count)))
    return after_days(count, base)


def counted_by(step: Discount, by: str) -> Discount:
    """Give a plain discount the qualifier that was set off from it (2/10, EOM); others stay as they are."""
    units = [one.unit for one in step.deadline.steps]
    if step.deadline.base is not Base.DOCUMENT or units != [Unit.DAYS]:
        return step
    return replace(step, deadline=_qualified(step.deadline.steps[0].numbers[0], by))
