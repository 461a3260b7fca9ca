"""Reading payment terms as people write them; a notation that has two readings is told, never guessed.

parse("2/10 net 30")                                  -> Terms
parse("45 jours fin de mois")                         -> Ambiguous: ``why`` and ``readings``, each with its terms
parse("45 jours fin de mois", ["days-first"])         -> Terms
parse("10 EOM", document_date=date(2026, 3, 28))      -> Ambiguous: ``month-cutoff``
parse("as agreed")                                    -> None
"""

import re
from collections.abc import Collection
from dataclasses import replace
from datetime import date
from itertools import pairwise, product

from arrears.core.terms import deadline_notation, discount_notation, instalment_notation, post_dating, written_terms
from arrears.core.terms.deadline_notation import Meant
from arrears.core.terms.deadlines import MONTH_END, Base, Deadline, Unit, cutoff, days, on_day
from arrears.core.terms.discount_notation import FORMS, FORMS_WITH_COMMA
from arrears.core.terms.instalments import make_whole
from arrears.core.terms.term_readings import Ambiguous, Reading, chosen
from arrears.core.terms.term_words import Letters, plain, spelled
from arrears.core.terms.terms import Discount, Terms

LONGEST = 200
"""A cell beyond this holds prose, not a notation."""
CUTOFF = 26
"""The day of the US custom: a document dated from then on counts as the next month's (EOM, proximo)."""
LARGEST_DISCOUNT = 30
"""Percent; 50% 30 days is no discount but a part of instalments."""
_CUTOFF_CHOICE = re.compile(r"cutoff-(\d{1,2})")
_SAMPLES = (date(2026, 1, 1), date(2026, 1, 10), date(2024, 2, 29), date(2026, 8, 31))
"""Document dates that discounts are tried on: do they follow each other, can they end by the due date?"""

Found = tuple[tuple[str, ...], Terms]


def parse(text: str, choices: Collection[str] = (), document_date: date | None = None) -> Terms | Ambiguous | None:
    """Read payment terms; None if the notation is not known.

    ``choices`` answer by name what a notation leaves open (``core.term_readings``). The cutoff of an EOM or proximo
    term is asked for only where the ``document_date`` lets it matter.

    >>> str(parse("2/10 net 30")), str(parse("14 Tage 2% Skonto, 30 Tage netto")), parse("soon")
    ('2%/10 days, net 30 days', '2%/14 days, net 30 days', None)
    """
    if len(text) > written_terms.LONGEST:
        return None
    simple = plain(text)
    if known := written_terms.read(simple):
        return known if _sound(known) else None
    if len(simple) > LONGEST:
        return None
    simple, dated = post_dating.take(simple)
    letters = spelled(simple)
    if letters is None or not letters.letters:
        return None
    why, found = _readings(letters)
    if dated:
        found = [(names, replace(terms, dated=dated)) for names, terms in found]
    if re.search("[EF]", letters.letters):
        why, found = _with_cutoff(why, found, choices, document_date)
    readings = tuple(Reading(names, terms) for names, terms in found)
    if not readings or not why:
        return readings[0].terms if readings else None
    return chosen(Ambiguous(text, why, readings), choices)


def _readings(letters: Letters) -> tuple[tuple[str, ...], list[Found]]:
    """Give the questions a notation leaves open, and each combination of answers with its terms."""
    if (split := instalment_notation.read(letters)) is not None:
        return split[0], [one for one in split[1] if _sound(one[1])]
    for forms in (FORMS, FORMS_WITH_COMMA):
        discounts, rest = discount_notation.take(letters, forms)
        why, found = _with_net(discounts, rest)
        if found:
            return why, found
    return (), []


def _with_net(discounts: tuple[Discount, ...], rest: Letters) -> tuple[tuple[str, ...], list[Found]]:
    if any(step.percent > LARGEST_DISCOUNT for step in discounts):
        return (), []
    left = rest.letters.strip(",uo")
    if discounts and left in ("", "E", "F", "D"):
        return _without_net(tuple(discount_notation.counted_by(step, left) for step in discounts))
    meant = deadline_notation.read(rest.dropping("uo") if discounts else rest)
    return _combined(discounts, meant) if meant else ((), [])


def _without_net(discounts: tuple[Discount, ...]) -> tuple[tuple[str, ...], list[Found]]:
    """Give the two customs for terms that name no due date (2/10)."""
    last = discounts[-1].deadline
    later = _later(last, 20)
    found: list[Found] = [
        (("20-days-after-discount",), Terms(later, discounts)),
        (("due-with-discount",), Terms(last, discounts)),
    ]
    return ("net-missing",), [one for one in found if _sound(one[1])]


def _later(deadline: Deadline, count: int) -> Deadline:
    *before, last = deadline.steps or (days(0),)
    if last.unit is Unit.DAYS:
        return replace(deadline, steps=(*before, days(last.numbers[0] + count)))
    return deadline.then(days(count))


def _combined(discounts: tuple[Discount, ...], meant: Meant) -> tuple[tuple[str, ...], list[Found]]:
    why = (meant.why,) if meant.why else ()
    found: list[Found] = []
    for name, net in meant.options:
        names = (name,) if name else ()
        terms = Terms(net, tuple(_alike(step, net) for step in discounts))
        found += [(names, terms)] if _sound(terms) else []
    if discounts and not why and _differ(discounts[-1].deadline, meant.options[0][1]):
        return _by_base(discounts, meant.options[0][1])
    return why, found


def _alike(step: Discount, net: Deadline) -> Discount:
    """Let a plain discount count the way the net term does: from the month's end (2/10, net 30 EOM), after an event."""
    deadline = step.deadline
    if deadline.base is not Base.DOCUMENT or not all(one.unit is Unit.DAYS for one in deadline.steps):
        return step
    if net.steps[:1] == (MONTH_END,) and len(net.steps) > 1:
        return replace(step, deadline=replace(deadline, steps=(MONTH_END, *deadline.steps)))
    if [one.unit for one in net.steps] == [Unit.MONTHS, Unit.DAY] and deadline.steps:
        return replace(step, deadline=Deadline((net.steps[0], on_day(deadline.steps[0].numbers[0]))))
    return replace(step, deadline=deadline.counted_from(net.base if net.base is not Base.ADVANCE else Base.DOCUMENT))


def _differ(discount: Deadline, net: Deadline) -> bool:
    """Tell whether a discount is counted in a way of its own while the net term is plain days (2/10 EOM, n/30)."""
    plain_net = net.base is Base.DOCUMENT and [step.unit for step in net.steps] == [Unit.DAYS]
    return plain_net and (discount.base is not Base.DOCUMENT or discount.monthly)


def _by_base(discounts: tuple[Discount, ...], net: Deadline) -> tuple[tuple[str, ...], list[Found]]:
    own = discounts[-1].deadline
    like = Deadline((MONTH_END, *net.steps)) if own.monthly else net.counted_from(own.base)
    both = [(("net-like-discount",), Terms(like, discounts)), (("net-from-document",), Terms(net, discounts))]
    in_time = [one for one in both if all(_end_by_due_date(one[1], day) for day in _SAMPLES)]
    found: list[Found] = [one for one in in_time if _sound(one[1])]
    if len(found) > 1:
        return ("net-base",), found
    return (), [((), terms) for _, terms in found]


def _with_cutoff(
    why: tuple[str, ...], found: list[Found], choices: Collection[str], document_date: date | None
) -> tuple[tuple[str, ...], list[Found]]:
    """Apply the cutoff chosen, or ask for it where the document's day lets it matter."""
    days_chosen = [int(match[1]) for choice in choices if (match := _CUTOFF_CHOICE.fullmatch(choice))]
    days_chosen = [day for day in days_chosen if cutoff(day).possible]
    if days_chosen:
        return why, [(names, _cut(names, terms, days_chosen[0])) for names, terms in found]
    matters = document_date is not None and document_date.day >= CUTOFF and "no-cutoff" not in choices
    if not matters or all(_cut(names, terms, CUTOFF) == terms for names, terms in found):
        return why, found
    both = product(found, ("no-cutoff", f"cutoff-{CUTOFF}"))
    asked = [((*one[0], cut), one[1] if cut == "no-cutoff" else _cut(*one, CUTOFF)) for one, cut in both]
    return (*why, "month-cutoff"), asked


def _cut(names: tuple[str, ...], terms: Terms, day: int) -> Terms:
    """Apply the cutoff, a US custom; the United Kingdom's reading knows none."""
    return terms if "following-month-end" in names else terms.with_cutoff(day)


def _sound(terms: Terms) -> bool:
    """Tell whether days exist, discounts fall with time and may end by the due date, and instalments are whole."""
    if not all(deadline.possible for deadline in terms.deadlines()):
        return False
    percents = [step.percent for step in terms.discounts]
    if any(not 0 < percent < 100 for percent in percents) or any(a <= b for a, b in pairwise(percents)):
        return False
    if not all(_one_after_the_other(terms, day) for day in _SAMPLES):
        return False
    return any(_end_by_due_date(terms, day) for day in _SAMPLES) and (
        not terms.instalments or make_whole(terms.instalments)
    )


def _one_after_the_other(terms: Terms, day: date) -> bool:
    deadlines = [step.deadline for step in terms.discounts]
    return all(a.last_day(day) < b.last_day(day) for a, b in pairwise(deadlines) if a.base is b.base)


def _end_by_due_date(terms: Terms, day: date) -> bool:
    deadlines = [step.deadline for step in terms.discounts if step.deadline.base is terms.base]
    return all(deadline.last_day(day) <= terms.net.last_day(day) for deadline in deadlines)
