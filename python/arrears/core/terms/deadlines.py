"""Deadlines: the last day of a period that is counted from an event, step by step."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from arrears.core.dates import add_months, month_end
from arrears.core.terms.working_days import MONDAY_TO_FRIDAY, WorkingDays


class Base(StrEnum):
    """The event a deadline is counted from; where its day is not known, the document date stands in."""

    DOCUMENT = "document"
    RECEIPT = "receipt"
    """Receipt of the invoice."""
    DELIVERY = "delivery"
    """Receipt of the goods (ROG, 货到)."""
    ACCEPTANCE = "acceptance"
    SHIPMENT = "shipment"
    ORDER = "order"
    ADVANCE = "advance"
    """To be paid before delivery."""


_AFTER = {
    Base.DOCUMENT: "",
    Base.RECEIPT: " after receipt",
    Base.DELIVERY: " after delivery",
    Base.ACCEPTANCE: " after acceptance",
    Base.SHIPMENT: " after shipment",
    Base.ORDER: " after order",
    Base.ADVANCE: " before delivery",
}


class Unit(StrEnum):
    """What one step of a deadline does to the day reached so far."""

    DAYS = "days"
    WORKING_DAYS = "working days"
    """Counted in the calendar given, else Mondays to Fridays."""
    MONTHS = "months"
    MONTH_END = "month end"
    DAY = "day"
    """A day of the month reached; a day it lacks becomes its last."""
    PAY_DAY = "pay day"
    """The next of some days of the month, on or after the day reached."""
    CUTOFF = "cutoff"
    """From this day of a month on, a document counts as dated in the next month."""


_RANGES = {
    Unit.DAYS: (0, 3660),
    Unit.WORKING_DAYS: (0, 2600),
    Unit.MONTHS: (0, 120),
    Unit.DAY: (1, 31),
    Unit.PAY_DAY: (1, 31),
    Unit.CUTOFF: (2, 31),
}


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a deadline: a unit and its number (several for pay days, none for a month's end)."""

    unit: Unit
    numbers: tuple[int, ...] = ()

    def after(self, day: date, working: WorkingDays = MONDAY_TO_FRIDAY) -> date:
        """Give the day this step leads to."""
        number = self.numbers[0] if self.numbers else 0
        match self.unit:
            case Unit.DAYS:
                reached = day + timedelta(days=number)
            case Unit.WORKING_DAYS:
                reached = working.after(day, number)
            case Unit.MONTHS:
                reached = add_months(day, number)
            case Unit.MONTH_END:
                reached = month_end(day)
            case Unit.DAY:
                reached = _day_of_month(day, number)
            case Unit.PAY_DAY:
                reached = _next_of(day, self.numbers)
            case Unit.CUTOFF:
                reached = add_months(day.replace(day=1), 1) if day.day >= number else day
        return reached

    @property
    def possible(self) -> bool:
        """Whether a term can name it: days of a month that exist, no more than ten years or so."""
        least, most = _RANGES.get(self.unit, (0, 0))
        return all(least <= number <= most for number in self.numbers)

    def __str__(self) -> str:
        """Write the step as it reads back: ``10 days``, ``month end``, ``pay day 5 or 20``."""
        match self.unit:
            case Unit.MONTH_END:
                return "month end"
            case Unit.DAY | Unit.PAY_DAY | Unit.CUTOFF:
                return f"{self.unit} {' or '.join(map(str, self.numbers))}"
            case _:
                unit = self.unit.removesuffix("s") if self.numbers == (1,) else self.unit
                return f"{self.numbers[0]} {unit}"


_MOST_STEPS = 8
_NEXT_MONTH = ((Unit.MONTHS, Unit.DAY), (Unit.MONTHS, Unit.MONTH_END))


@dataclass(frozen=True, slots=True)
class Deadline:
    """A last day: steps taken one after the other from the day of an event, which itself is day 0."""

    steps: tuple[Step, ...] = ()
    base: Base = Base.DOCUMENT

    def last_day(self, start: date, working: WorkingDays = MONDAY_TO_FRIDAY) -> date:
        """Give the last day, inclusive.

        >>> from_month_end(10).last_day(date(2026, 6, 16))
        datetime.date(2026, 7, 10)
        """
        for step in self.steps:
            start = step.after(start, working)
        return start

    def __str__(self) -> str:
        """Write the deadline as it reads back: ``10 days from month end``, ``1 month then day 21 after delivery``."""
        return " then ".join(self._words() or ["0 days"]) + _AFTER[self.base]

    def _words(self) -> list[str]:
        words = [str(step) for step in self.steps]
        at = 1 if self.steps[:1] and self.steps[0].unit is Unit.CUTOFF else 0
        if [step.unit for step in self.steps[at : at + 2]] == [Unit.MONTH_END, Unit.DAYS]:
            words[at : at + 2] = [f"{words[at + 1]} from {words[at]}"]
        return words

    def counted_from(self, base: Base) -> "Deadline":
        """Give the same steps from another event."""
        return replace(self, base=base)

    def then(self, *steps: Step) -> "Deadline":
        """Give the deadline with further steps."""
        return replace(self, steps=self.steps + steps)

    @property
    def possible(self) -> bool:
        """Whether a term can name it."""
        return len(self.steps) <= _MOST_STEPS and all(step.possible for step in self.steps)

    @property
    def monthly(self) -> bool:
        """Whether it starts by leaving the month of its event, so that a cutoff day matters."""
        units = tuple(step.unit for step in self.steps[:2])
        return units[:1] == (Unit.MONTH_END,) or units in _NEXT_MONTH

    def with_cutoff(self, day: int) -> "Deadline":
        """Let documents dated from this day of a month on count as the next month's, where the deadline is monthly."""
        return replace(self, steps=(cutoff(day), *self.steps)) if self.monthly else self


AT_ONCE = Deadline()
"""Due on the day it is counted from."""
MONTH_END = Step(Unit.MONTH_END)


def days(count: int) -> Step:
    """Step so many days on."""
    return Step(Unit.DAYS, (count,))


def months(count: int) -> Step:
    """Step so many months on."""
    return Step(Unit.MONTHS, (count,))


def on_day(day: int) -> Step:
    """Step to a day of the month reached."""
    return Step(Unit.DAY, (day,))


def next_pay_day(*of_month: int) -> Step:
    """Step to the next of some days of the month."""
    return Step(Unit.PAY_DAY, of_month)


def cutoff(day: int) -> Step:
    """Step into the next month from this day of a month on."""
    return Step(Unit.CUTOFF, (day,))


def after_days(count: int, base: Base = Base.DOCUMENT) -> Deadline:
    """Give so many days after an event."""
    return Deadline((days(count),) if count else (), base)


def from_month_end(count: int) -> Deadline:
    """Give so many days after the end of the month."""
    return Deadline((MONTH_END, days(count)))


def _day_of_month(day: date, number: int) -> date:
    return day.replace(day=min(number, month_end(day).day))


def _next_of(day: date, numbers: Sequence[int]) -> date:
    reached = [_day_of_month(day, number) for number in numbers]
    ahead = [one for one in reached if one >= day]
    if ahead:
        return min(ahead)
    following = add_months(day.replace(day=1), 1)
    return min(_day_of_month(following, number) for number in numbers)
