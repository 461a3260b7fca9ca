"""Reading one deadline, spelled in the letters of ``core.term_words``; what has two meanings gives both by name."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from arrears.core.terms.deadlines import (
    MONTH_END,
    Base,
    Deadline,
    Step,
    Unit,
    from_month_end,
    months,
    next_pay_day,
    on_day,
)
from arrears.core.terms.term_words import Letters

EVENTS = {
    "R": Base.RECEIPT,
    "D": Base.DELIVERY,
    "A": Base.ACCEPTANCE,
    "S": Base.SHIPMENT,
    "O": Base.ORDER,
    "V": Base.ADVANCE,
}
_CLEAR_MONTH_DAY = 15
"""Up to here ``10 EOM`` can only mean a day of the following month; ``30 EOM`` has two readings."""


@dataclass(frozen=True, slots=True)
class Meant:
    """A deadline, or several by the name of the choice that leads to each, and the question they answer."""

    options: tuple[tuple[str, Deadline], ...]
    why: str = ""


def one(deadline: Deadline) -> Meant:
    """Give what has one meaning."""
    return Meant((("", deadline),))


_COUNT = "(?:#[dj]?|#[dwWmy]|#mu?#d)"
_ON = "(?:(?:l+#j?|l*°)(?:[uo]l?[#°]j?)*)"
_NEXT = "[FfX]"


def read(spelled: Letters) -> Meant | None:
    """Read one deadline; None where the letters make none.

    >>> from arrears.core.terms.term_words import spelled
    >>> read(spelled("30 days after delivery")).options[0][1]
    Deadline(steps=(Step(unit=<Unit.DAYS: 'days'>, numbers=(30,)),), base=<Base.DELIVERY: 'delivery'>)
    """
    bare = spelled.dropping("n,")
    if bare.letters.strip(">l") == "I":
        return one(Deadline())
    bare = bare.dropping("I")
    if bare.letters and not bare.letters.strip("k!>R") and bare.letters.strip(">"):
        return one(Deadline(base=Base.RECEIPT))
    bare = bare.dropping("k!")
    if at := bare.letters.find("DA") + 1:
        bare = bare.without(at - 1, at)  # delivered and accepted: from the acceptance
    bare = _trimmed(bare)
    for form, meaning in _FORMS:
        if re.fullmatch(form, bare.letters):
            return meaning(bare)
    return None


def _trimmed(spelled: Letters) -> Letters:
    """Take off an "after" that nothing follows or goes before ("after 30 days", "30 days from (the invoice)")."""
    if not any(letter in EVENTS for letter in spelled.letters):
        spelled = spelled.dropping("<")  # "before the 10th" means by then
    start = len(spelled.letters) - len(spelled.letters.lstrip(">"))
    end = len(spelled.letters.rstrip(">l"))
    return spelled.cut(start, end)


def _steps(spelled: Letters) -> tuple[Step, ...]:
    """Give the steps of a count: days, weeks, working days, months, years."""
    found = []
    for match in re.finditer("#([dwWmyj]?)", spelled.letters):
        number = spelled.number(match.start())
        steps = {"w": (Unit.DAYS, 7), "W": (Unit.WORKING_DAYS, 1), "m": (Unit.MONTHS, 1), "y": (Unit.MONTHS, 12)}
        unit, times = steps.get(match[1], (Unit.DAYS, 1))
        found.append(Step(unit, (number * times,)))
    return () if found == [Step(Unit.DAYS, (0,))] else tuple(found)


def _count(spelled: Letters) -> Letters:
    match = re.search("#mu?#d|#[dwWmyj]?", spelled.letters)
    return spelled.cut(*match.span()) if match else spelled.cut(0, 0)


def _plain(spelled: Letters) -> Meant | None:
    return one(Deadline(_steps(spelled)))


def _from_event(spelled: Letters) -> Meant | None:
    event = next(letter for letter in spelled.letters if letter in EVENTS)
    return one(Deadline(_steps(_count(spelled)), EVENTS[event]))


def _before_event(_: Letters) -> Meant | None:
    return one(Deadline(base=Base.ADVANCE))


def _month_end(_: Letters) -> Meant | None:
    return one(Deadline((MONTH_END,)))


def _next_month_end(spelled: Letters) -> Meant | None:
    return one(Deadline((months(2 if "X" in spelled.letters else 1), MONTH_END)))


def _after_month_end(spelled: Letters) -> Meant | None:
    return one(Deadline((MONTH_END, *_steps(_count(spelled)))))


def _count_and_month_end(spelled: Letters) -> Meant | None:
    steps = _steps(_count(spelled))
    paid_on = _pay_days(spelled, _count(spelled))
    first = Deadline((MONTH_END, *steps, *paid_on))
    days = [step.numbers[0] for step in steps if step.unit is Unit.DAYS]
    if "E" in spelled.letters and not paid_on and len(steps) == len(days) and sum(days) <= _CLEAR_MONTH_DAY:
        return one(first)
    last = Deadline((*steps, MONTH_END, *paid_on))
    options = [("month-end-first", first), ("days-first", last)]
    if "E" in spelled.letters and len(steps) == len(days) and sum(days) % 30 == 0:
        # In the United Kingdom 30, 60 and 90 days EOM stand for whole months.
        options.append(("following-month-end", Deadline((months(sum(days) // 30), MONTH_END, *paid_on))))
    return Meant(tuple(options), "month-end-order")


def _on_day_of_next_month(spelled: Letters) -> Meant | None:
    day = next(spelled.number(nth) for nth, letter in enumerate(spelled.letters) if letter in "#°")
    return one(Deadline((months(2 if "X" in spelled.letters else 1), on_day(day))))


def _pay_days(spelled: Letters, count: Letters) -> tuple[Step, ...]:
    after = spelled.letters.find(count.letters) + len(count.letters) if count.letters else 0
    found = [spelled.number(nth) for nth in range(after, len(spelled.letters)) if spelled.letters[nth] in "#°"]
    return (next_pay_day(*found),) if found else ()


def _on_pay_days(spelled: Letters) -> Meant | None:
    count = _count(spelled) if re.match(_COUNT, spelled.letters) else spelled.cut(0, 0)
    paid_on = _pay_days(spelled, count)
    if not paid_on:
        return None
    return one(Deadline((*_steps(count), *paid_on)))


def _on_a_day(spelled: Letters) -> Meant | None:
    """Net 10th, 每月25日: the next such day, or that day of the next month."""
    paid_on = _pay_days(spelled, spelled.cut(0, 0))[0]
    day = paid_on.numbers[0]
    options = (("next-such-day", Deadline((paid_on,))), ("day-of-next-month", Deadline((months(1), on_day(day)))))
    return Meant(options, "which-month")


def _statement(spelled: Letters) -> Meant | None:
    """月结30天: 30 days from the month's end, or 30 days or one month from the statement, which the document is."""
    steps = _steps(_count(spelled))
    days = steps[0].numbers[0] if steps and steps[0].unit is Unit.DAYS else 0
    options = [("from-month-end", Deadline((MONTH_END, *steps))), ("from-document", Deadline(steps))]
    if days and days % 30 == 0:
        options.append(("months-from-document", Deadline((months(days // 30),))))
    return Meant(tuple(options), "statement-date")


def _bare_statement(_: Letters) -> Meant | None:
    this, following = Deadline((MONTH_END,)), Deadline((months(1), MONTH_END))
    return Meant((("end-of-month", this), ("end-of-next-month", following)), "month-meant")


def _statement_next_month(spelled: Letters) -> Meant | None:
    """次月结30天: sources give the first of the month after next; others count from the end of a month."""
    steps = _steps(_count(spelled))
    days = sum(step.numbers[0] for step in steps)
    options = (
        ("first-after-next-month", Deadline((months(1 + days // 30), on_day(1)))),
        ("from-next-month-end", Deadline((months(1), MONTH_END, *steps))),
        ("from-this-month-end", from_month_end(days)),
    )
    return Meant(options if days and days % 30 == 0 else options[1:], "following-month")


def _middle(spelled: Letters) -> Meant | None:
    """Count from the next 15th: purchases from the 16th to the 15th are billed then."""
    return one(Deadline((next_pay_day(15), *_steps(_count(spelled)))))


_EVENT = f"[{''.join(EVENTS)}]"
_FORMS: tuple[tuple[str, Callable[[Letters], Meant | None]], ...] = (
    (_COUNT, _plain),
    ("<[DSA]V?|[DSA]<V?", _before_event),
    ("O>?V", _from_event),
    (rf"{_COUNT}>?[l]?{_EVENT}|{_EVENT}>?{_COUNT}|>?{_EVENT}", _from_event),
    ("l?[Ee]Z?", _month_end),
    (rf"l?{_NEXT}Z?[Ee]|l?[Ee]{_NEXT}|{_NEXT}Z", _next_month_end),
    (rf"[Ee]>?{_COUNT}|{_COUNT}>[Ee]", _after_month_end),
    (rf"{_COUNT}[Ee]{_ON}?", _count_and_month_end),
    (rf"l*[#°]l*>?{_NEXT}|Z?{_NEXT}Z?l*[#°]j?", _on_day_of_next_month),
    (rf"{_COUNT}{_ON}", _on_pay_days),
    (r"(?:l+#j?|l*°)", _on_a_day),
    (rf"Z{_COUNT}|{_COUNT}Z", _statement),
    ("Z", _bare_statement),
    (rf"{_NEXT}Z{_COUNT}", _statement_next_month),
    (rf"{_COUNT}M", _middle),
)
