"""What prevents a month from being signed off."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from arrears.core.reconciliation.tie_out import TieOut

POINTS = ("unknown-difference", "no-control-balance", "ageing-differs", "rows-left-out")


@dataclass(frozen=True, slots=True)
class OpenPoint:
    """One thing that prevents the sign-off of a day, in major units of the currency."""

    name: str
    as_of: date
    account: str
    currency: str
    amount: Decimal
    rows: int = 0
    """Rows it stands for, where it stands for rows."""

    @property
    def key(self) -> str:
        """Name the point: its name, day, account and currency.

        >>> OpenPoint("unknown-difference", date(2026, 10, 31), "1200", "EUR", Decimal("0.01")).key
        'unknown-difference|2026-10-31|1200|EUR'
        """
        return "|".join((self.name, self.as_of.isoformat(), self.account, self.currency))


@dataclass(frozen=True, slots=True)
class RowsLeftOut:
    """Rows that no total holds: how many, and what their known amounts come to."""

    currency: str
    rows: int
    amount: Decimal


def open_points(as_of: date, ties: Sequence[TieOut], left_out: Sequence[RowsLeftOut]) -> list[OpenPoint]:
    """List what prevents the sign-off: unknown differences, accounts without a balance, rows left out of totals."""
    points = []
    for tie in ties:
        unknown = tie.unknown
        if unknown:
            points.append(OpenPoint("unknown-difference", as_of, tie.account, tie.currency, unknown))
        if unknown is None and not tie.within:
            points.append(OpenPoint("no-control-balance", as_of, tie.account, tie.currency, tie.open_items))
        if tie.ageing != tie.open_items:
            points.append(OpenPoint("ageing-differs", as_of, tie.account, tie.currency, tie.ageing - tie.open_items))
    lost = (OpenPoint("rows-left-out", as_of, "", one.currency, one.amount, one.rows) for one in left_out if one.rows)
    return [*points, *lost]
