"""What runs need from the outside, as Protocols; ``office`` fulfils them, tests may too."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from pathlib import PurePath
from typing import Protocol

from arrears.core.problems import Place, Problem

Value = None | str | int | Decimal | date | bool
"""A typed cell: blank, text, whole number, amount or rate, day, yes/no."""


@dataclass(frozen=True, slots=True)
class Table:
    """A table of the workbook, read once: typed columns by their stable keys, blank rows skipped.

    ``columns`` holds only the columns the sheet has; a cell that could not be read is None and has a Problem.
    ``rows`` are the sheet row numbers. ``noted`` tells which rows carry anything in columns that are the user's own.
    """

    name: str
    sheet: str
    columns: Mapping[str, Sequence[Value]]
    rows: Sequence[int]
    letters: Mapping[str, str]
    noted: Sequence[bool] = ()
    problems: Sequence[Problem] = ()

    def __len__(self) -> int:
        return len(self.rows)

    def column(self, key: str) -> Sequence[Value]:
        """Give a column, blank where the sheet lacks it."""
        return self.columns.get(key, [None] * len(self.rows))

    def place(self, row: int, key: str) -> Place:
        """Point at a cell: the ``row``-th row read, column ``key``."""
        return Place(sheet=self.sheet, cell=f"{self.letters.get(key, '')}{self.rows[row]}")


@dataclass(frozen=True, slots=True)
class Rows:
    """New rows of a table, written in one go.

    ``columns``: key -> values, all of one length; columns not named keep their cells, and so do the user's own.
    ``kept``: for each new row the index (in the last ``Table`` read) of the row whose other cells it keeps, or None.
    """

    table: str
    columns: Mapping[str, Sequence[Value]]
    kept: Sequence[int | None]


class Sheets(Protocol):
    """A workbook with Arrears' tables, live or a file. Each method is one exchange with the host."""

    @property
    def language(self) -> str:
        """The language the book was made in: en or zh."""

    @property
    def name(self) -> str:
        """What the user calls the book: its file name."""

    def has(self, table: str) -> bool:
        """Tell whether the book has the table."""

    def read(self, *tables: str) -> dict[str, Table]:
        """Read tables in bulk; refuses, by name, one that is missing."""

    def add(self, part: str) -> None:
        """Add the sheets of a part; nothing if they are there."""

    def write(self, rows: Sequence[Rows], blocks: Mapping[str, Sequence[Sequence[Value]]]) -> None:
        """Write tables and named fixed-size blocks, all or nothing."""


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A row of an exported list that did not become an item, and why."""

    row: int
    reason: str
    amount: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Listing:
    """What was read from an exported list: typed columns by field, with how they were found.

    Fields are the column keys of the target table, and for lists also ``remaining`` (open amount), ``paid``,
    ``settled_date``, ``amount`` (signed). Amounts are Decimals in major units, debits positive, credits negative.
    ``printed_totals``: sums that the file itself prints (合计, Total), by field.
    """

    file: str
    sha256: str
    kind: str
    sheet: str
    header_row: int
    mapping: Mapping[str, str]
    columns: Mapping[str, Sequence[Value]]
    source_rows: Sequence[int]
    left_out: Sequence[LeftOut] = ()
    printed_totals: Mapping[str, Decimal] = field(default_factory=dict)
    problems: Sequence[Problem] = ()
    notes: Sequence[str] = ()

    def __len__(self) -> int:
        return len(self.source_rows)

    def column(self, name: str) -> Sequence[Value]:
        """Give a column, blank where the list lacks it."""
        return self.columns.get(name, [None] * len(self.source_rows))


@dataclass(frozen=True, slots=True)
class Letter:
    """One letter to write: the template's merge fields, and the fields of each invoice row."""

    number: str
    template: str
    language: str
    fields: Mapping[str, Value]
    rows: Sequence[Mapping[str, Value]]
    file_name: str


class LetterWriter(Protocol):
    """Writes letters as files."""

    def write(self, letter: Letter) -> tuple[PurePath, str]:
        """Write one letter durably (temporary file, flush, rename); give its path and the SHA-256 of its bytes."""


class Journal(Protocol):
    """The append-only record of what was issued."""

    def entries(self) -> Sequence[Mapping[str, object]]:
        """Give all entries, oldest first; refuses a journal that was cut or changed."""

    def append(self, entry: Mapping[str, object]) -> None:
        """Add one entry durably."""


class Clock(Protocol):
    """The only reader of the time of day."""

    def today(self) -> date:
        """Give today's date."""

    def now(self) -> str:
        """Give the time now, ISO 8601 in UTC, to the second."""
