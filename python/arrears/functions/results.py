"""What a function gives back to a cell: numbers and days become floats here and nowhere else; faults stay faults."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from arrears.errors import Refusal
from arrears.functions.calling import caller

VALUE: Final = "#VALUE!"
NOT_AVAILABLE: Final = "#N/A"
ERRORS: Final = frozenset({
    "#NULL!", "#DIV/0!", VALUE, "#REF!", "#NAME?", "#NUM!", NOT_AVAILABLE, "#GETTING_DATA", "#SPILL!", "#CONNECT!",
    "#BLOCKED!", "#UNKNOWN!", "#FIELD!", "#CALC!",
})  # fmt: skip
"""Excel's error values; one that a function is given comes out as it went in."""

_EPOCHS: Final = {False: date(1899, 12, 30), True: date(1904, 1, 1)}


@dataclass(frozen=True, slots=True)
class Fault:
    """A cell that could not be computed: the error it shows, and why; no reason where it came in as an error."""

    error: str = VALUE
    reason: Refusal | None = None


@dataclass(frozen=True, slots=True)
class Percent:
    """A rate in percent, which a cell holds as Excel does: 8.25 % is 0.0825."""

    percent: Decimal


Result = None | str | bool | int | Decimal | date | Percent | Fault
"""What Python computes for one cell."""
Cell = str | bool | float | Fault
"""What the host gets for one cell."""
Outcome = Cell | list[list[Cell]]
"""What the host gets for a call."""


def outgoing(result: Result) -> Cell:
    """Give a result as the host takes it.

    >>> outgoing(Decimal("0.10")), outgoing(date(2026, 1, 31)), outgoing(Percent(Decimal("8.25"))), outgoing(None)
    (0.1, 46053.0, 0.0825, '')
    """
    if result is None:
        return ""
    if isinstance(result, str | bool | Fault):
        return result
    if isinstance(result, date):
        return float((result - _EPOCHS[caller().from_1904]).days)
    if isinstance(result, Percent):
        return float(result.percent.scaleb(-2))
    return float(result) + 0.0  # Decimal knows a -0, which Excel would show as -0.00


def table(rows: Sequence[Sequence[Result]]) -> list[list[Cell]]:
    """Give rows of results as the host takes them."""
    return [[outgoing(cell) for cell in row] for row in rows]
