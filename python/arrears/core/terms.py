"""Payment and discount terms: when an item falls due, and until when which discount may be taken."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum

from arrears.core.dates import add_months, month_end


class Base(StrEnum):
    """The event a deadline is counted from; where its day is not known, the document date stands in."""

    DOCUMENT = "document"
    RECEIPT = "receipt"
    DELIVERY = "delivery"
    ADVANCE = "advance"
    """To be paid before delivery."""


class MonthEnd(StrEnum):
    """Where the step to the end of the month falls among the days of a deadline; sources disagree, so terms say it."""

    NONE = "none"
    FIRST = "month end, then days"
    LAST = "days, then month end"


@dataclass(frozen=True, slots=True)
class Deadline:
    """A last day: so many months and days after a day, which itself is day 0; a day the month lacks is its last."""

    days: int = 0
    months: int = 0
    month_end: MonthEnd = MonthEnd.NONE

    def last_day(self, start: date) -> date:
        """Give the last day, inclusive.

        >>> Deadline(days=10, month_end=MonthEnd.FIRST).last_day(date(2026, 6, 16))
        datetime.date(2026, 7, 10)
        """
        if self.month_end is MonthEnd.FIRST:
            start = month_end(start)
        reached = add_months(start, self.months) + timedelta(days=self.days)
        return month_end(reached) if self.month_end is MonthEnd.LAST else reached


@dataclass(frozen=True, slots=True)
class Discount:
    """So many percent off if paid by a deadline."""

    percent: Decimal
    deadline: Deadline


@dataclass(frozen=True, slots=True)
class Terms:
    """What was agreed: the deadline for the whole amount, and the discounts before it, best first."""

    net: Deadline
    discounts: tuple[Discount, ...] = ()
    base: Base = Base.DOCUMENT

    def due_date(self, document_date: date) -> date:
        """Give the due date of a document (or of the base event, where its day is known)."""
        return self.net.last_day(document_date)

    def discount_until(self, document_date: date) -> list[tuple[date, Decimal]]:
        """Give the last day, inclusive, and the percent of each discount, best first."""
        return [(step.deadline.last_day(document_date), step.percent) for step in self.discounts]

    def __str__(self) -> str:
        """Write the terms in one notation that reads back as the same terms."""
        steps = [f"{step.percent.normalize():f}%{_written(step.deadline, '/')}" for step in self.discounts]
        return ", ".join([*steps, _NAMED.get((self.base, self.net)) or f"net {_written(self.net)}{_AFTER[self.base]}"])


_AFTER = {
    Base.DOCUMENT: "",
    Base.RECEIPT: " after receipt",
    Base.DELIVERY: " after delivery",
    Base.ADVANCE: " before delivery",
}
_NAMED = {
    (Base.RECEIPT, Deadline()): "due on receipt",
    (Base.DELIVERY, Deadline()): "COD",
    (Base.ADVANCE, Deadline()): "CIA",
}


def _written(deadline: Deadline, before: str = "") -> str:
    months = f"{deadline.months} month{'s' if deadline.months > 1 else ''}" if deadline.months else ""
    days = f"{deadline.days} days" if deadline.days or not months else ""
    count = " ".join(part for part in (months, days) if part)
    step = {MonthEnd.NONE: "", MonthEnd.FIRST: " from month end", MonthEnd.LAST: " then month end"}
    return f"{before}{count}{step[deadline.month_end]}"
