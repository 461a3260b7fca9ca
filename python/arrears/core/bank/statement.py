"""A bank statement and its lines, whatever the format it came in."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from arrears.core.problems import Problem


@dataclass(frozen=True, slots=True)
class Line:
    """One entry of a statement: money in is positive, money out negative, in major units.

    ``payer`` is the other party: who paid, or on money out who was paid. ``pending`` entries are announced and not yet
    booked; ``returned`` ones give back a payment. ``parts`` are the payments of a collective entry, where the file
    lists them and they add up to it.
    """

    amount: Decimal
    booking_date: date | None = None
    value_date: date | None = None
    payer: str = ""
    payer_account: str = ""
    reference: str = ""
    end_to_end: str = ""
    bank_reference: str = ""
    kind: str = ""
    balance: Decimal | None = None
    pending: bool = False
    returned: bool = False
    row: int | None = None
    parts: "tuple[Line, ...]" = ()

    def payments(self) -> "Iterator[Line]":
        """Give the single payments of the entry; what they do not say themselves, the entry says for them."""
        for part in self.parts:
            yield replace(
                part,
                booking_date=part.booking_date or self.booking_date,
                value_date=part.value_date or self.value_date,
                bank_reference=part.bank_reference or self.bank_reference,
                kind=part.kind or self.kind,
                pending=self.pending,
                returned=part.returned or self.returned,
                row=self.row,
            )
        if not self.parts:
            yield self


@dataclass(frozen=True, slots=True)
class Statement:
    """One statement of one account in one currency; what the file does not say is blank or None.

    ``opening`` and ``closing`` are the booked balances. ``interim`` statements report entries during the day and close
    nothing. ``problems`` are what could not be read, or does not add up.
    """

    account: str = ""
    currency: str = ""
    number: str = ""
    opening: Decimal | None = None
    opening_date: date | None = None
    closing: Decimal | None = None
    closing_date: date | None = None
    first_day: date | None = None
    last_day: date | None = None
    lines: tuple[Line, ...] = ()
    bank: str = ""
    name: str = ""
    interim: bool = False
    problems: tuple[Problem, ...] = ()

    def booked(self) -> list[Line]:
        """Give the lines that count: those already booked."""
        return [line for line in self.lines if not line.pending]

    def days(self) -> list[date]:
        """Give the days its booked lines were booked on."""
        return [day for line in self.booked() if (day := line.booking_date or line.value_date)]

    def first(self) -> date | None:
        """Give the first day it speaks of."""
        return self.first_day or min(self.days(), default=None) or self.opening_date

    def last(self) -> date | None:
        """Give the last day it speaks of."""
        return self.last_day or self.closing_date or max(self.days(), default=None)
