"""Problems: bad rows are values with an address, reported together, never exceptions."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum


class Severity(StrEnum):
    """How much a problem weighs: the row is left out of every total, or it is used and worth a look."""

    LEFT_OUT = "left out"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Place:
    """Where something was found: a sheet and cell of the book, or a row of an imported file."""

    sheet: str = ""
    cell: str = ""
    file: str = ""
    row: int | None = None

    def __str__(self) -> str:
        """Write the place the way people point at it: ``Open items!F17`` or ``export.csv row 12``."""
        in_book = "!".join(part for part in (self.sheet, self.cell) if part)
        in_file = f"{self.file} row {self.row}" if self.row is not None else self.file
        return ": ".join(part for part in (in_file, in_book) if part)


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing an accountant should look at.

    ``name`` identifies the kind and its text (``data/texts/<language>.toml``, section ``problems``): what is wrong and
    what to do, with ``values`` filled in. ``amount`` is what a left-out row keeps out of the totals of ``currency``.
    """

    name: str
    where: Place
    found: str
    severity: Severity = Severity.WARNING
    values: Mapping[str, str] = field(default_factory=dict)
    amount: Decimal | None = None
    currency: str = ""
    customer: str = ""
    """Whose row it is, where that is known."""
