"""Payment and discount terms: when an item falls due, in which instalments, and until when which discount runs.

parse("2/10 net 30")                           -> Terms | Ambiguous | None     core/terms/term_notation.py
terms.due_date(document_date, calendar)        -> date
terms.discount_until(document_date, calendar)  -> [(last day, percent), ...]   best first
terms.instalments                              -> (Share, ...)                 amounts: core/terms/instalments.py
str(terms)                                     -> one notation that reads back as the same terms
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Final

from arrears.core.terms.deadlines import AT_ONCE, Base, Deadline, after_days
from arrears.core.terms.working_days import MONDAY_TO_FRIDAY, OffDays, WorkingDays


@dataclass(frozen=True, slots=True)
class Calendar:
    """What terms are counted in: the days of events, the working days, and what becomes of a last day that is none."""

    events: Mapping[Base, date] = field(default_factory=dict)
    """Only what is known: for the others the document date stands in."""
    working: WorkingDays = MONDAY_TO_FRIDAY
    off_days: OffDays = OffDays.STAY


PLAIN: Final = Calendar()
"""No event's day is known beside the document date, and a last day stays where it falls."""


@dataclass(frozen=True, slots=True)
class Discount:
    """So many percent off if paid by a deadline."""

    percent: Decimal
    deadline: Deadline


@dataclass(frozen=True, slots=True)
class Share:
    """What an instalment asks for, by a deadline: a part of the total or of what is left of it, or an amount.

    Exactly one of ``part`` and ``amount`` (major units) is given; with neither it asks for the rest.
    """

    deadline: Deadline
    part: Fraction | None = None
    amount: Decimal | None = None
    of_rest: bool = False
    """Whether the part is taken of what earlier instalments leave."""

    def __str__(self) -> str:
        """Write the instalment as it reads back: ``30% CIA``, ``1/3 net 30 days``, ``rest net 60 days``."""
        if self.part is not None:
            asked = _fraction(self.part) + (" of rest" if self.of_rest else "")
        else:
            asked = "rest" if self.amount is None else plain(self.amount)
        return f"{asked} {_asked(self.deadline)}"


@dataclass(frozen=True, slots=True)
class Terms:
    """What was agreed: the deadline of the whole amount (or last instalment), and discounts before it, best first."""

    net: Deadline = AT_ONCE
    discounts: tuple[Discount, ...] = ()
    instalments: tuple[Share, ...] = ()
    """Empty where the whole amount is asked for at once."""
    dated: date | None = None
    """Post-dating ("as of"): counted from this day instead of the document date."""

    @property
    def base(self) -> Base:
        """The event the due date is counted from."""
        return self.net.base

    def events_needed(self) -> frozenset[Base]:
        """Name the events, other than the document, whose days the terms count from."""
        return frozenset(deadline.base for deadline in self.deadlines()) - {Base.DOCUMENT}

    def deadlines(self) -> list[Deadline]:
        """List every deadline the terms name: of the whole, of discounts, of instalments."""
        return [self.net, *(step.deadline for step in self.discounts), *(share.deadline for share in self.instalments)]

    def last_day(self, deadline: Deadline, document_date: date, calendar: Calendar = PLAIN) -> date:
        """Give the last day of one of its deadlines."""
        start = calendar.events.get(deadline.base, self.dated or document_date)
        return calendar.working.moved(deadline.last_day(start, calendar.working), calendar.off_days)

    def due_date(self, document_date: date, calendar: Calendar = PLAIN) -> date:
        """Give the day by which all is due (with instalments, the last one's)."""
        return self.last_day(self.net, document_date, calendar)

    def discount_until(self, document_date: date, calendar: Calendar = PLAIN) -> list[tuple[date, Decimal]]:
        """Give the last day, inclusive, and the percent of each discount, best first."""
        return [(self.last_day(step.deadline, document_date, calendar), step.percent) for step in self.discounts]

    def with_cutoff(self, day: int) -> "Terms":
        """Let documents dated from this day of a month on count as the next month's (26: a US custom)."""
        return replace(
            self,
            net=self.net.with_cutoff(day),
            discounts=tuple(replace(step, deadline=step.deadline.with_cutoff(day)) for step in self.discounts),
            instalments=tuple(replace(share, deadline=share.deadline.with_cutoff(day)) for share in self.instalments),
        )

    def __str__(self) -> str:
        """Write the terms in one notation that reads back as the same terms (``core.written_terms``)."""
        steps = [f"{plain(step.percent)}%/{step.deadline}" for step in self.discounts]
        whole = "; ".join(map(str, self.instalments)) or _asked(self.net)
        return ", ".join([*steps, whole]) + (f" as of {self.dated.isoformat()}" if self.dated else "")


def plain(number: Decimal) -> str:
    """Write a number without trailing zeros or exponent."""
    return f"{number.normalize():f}"


def net(count: int, base: Base = Base.DOCUMENT) -> Terms:
    """Give plain terms: so many days after an event."""
    return Terms(after_days(count, base))


def in_instalments(*shares: Share) -> Terms:
    """Give terms that ask for the whole amount in instalments."""
    return Terms(shares[-1].deadline, instalments=shares)


NAMED: Final[Mapping[Deadline, str]] = {
    Deadline(base=Base.RECEIPT): "due on receipt",
    Deadline(base=Base.DELIVERY): "COD",
    Deadline(base=Base.ADVANCE): "CIA",
}


def _asked(deadline: Deadline) -> str:
    return NAMED.get(deadline) or f"net {deadline}"


def _fraction(part: Fraction) -> str:
    """Write a part as percent where that is a short decimal, else as a fraction."""
    percent = part * 100
    if 10**6 % percent.denominator:
        return str(part)
    return f"{plain(Decimal(percent.numerator * (10**6 // percent.denominator)).scaleb(-6))}%"
