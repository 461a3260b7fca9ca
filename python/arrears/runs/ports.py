"""What runs need from the outside, as Protocols; ``office`` fulfils them, tests may too."""

from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import Enum
from pathlib import PurePath
from typing import Any, Protocol

from arrears.core.problems import Place, Problem


class Keep(Enum):
    """A cell to leave as it is in the row that is kept."""

    KEEP = "keep"


KEEP = Keep.KEEP
Value = None | str | int | Decimal | date | bool
"""A typed cell: blank, text, whole number, amount or rate, day, yes/no."""


class Blank(Sequence[Value]):
    """A column that the sheet does not have: blank in every row."""

    def __init__(self, length: int) -> None:
        """Take the number of rows."""
        self.length = length

    def __len__(self) -> int:
        return self.length

    def __getitem__(self, index: Any) -> Any:
        if isinstance(index, slice):
            return Blank(len(range(*index.indices(self.length))))
        if not -self.length <= index < self.length:
            raise IndexError(index)
        return None


@dataclass(frozen=True, slots=True)
class Table:
    """A table of the workbook, read once: typed columns by their stable keys, blank rows skipped.

    ``columns`` holds only the columns the sheet has; a cell that could not be read is None and has a Problem.
    ``rows`` are the sheet row numbers. ``noted`` is what people wrote in each row: columns of their own, editable ones.
    """

    name: str
    sheet: str
    columns: Mapping[str, Sequence[Value]]
    rows: Sequence[int]
    letters: Mapping[str, str]
    noted: Sequence[str] = ()
    problems: Sequence[Problem] = ()

    def __len__(self) -> int:
        return len(self.rows)

    def column(self, key: str) -> Sequence[Value]:
        """Give a column, blank where the sheet lacks it."""
        return self.columns.get(key) or Blank(len(self.rows))

    def place(self, row: int, key: str) -> Place:
        """Point at a cell: the ``row``-th row read, column ``key``."""
        return Place(sheet=self.sheet, cell=f"{self.letters.get(key, '')}{self.rows[row]}")


@dataclass(frozen=True, slots=True)
class Rows:
    """New rows of a table, written in one go.

    ``columns``: key -> values, all of one length, or KEEP; columns not named keep their cells, the user's own too.
    ``kept``: for each new row the index (in the last ``Table`` read) of the row whose other cells it keeps, or None.
    """

    table: str
    columns: Mapping[str, Sequence[Value | Keep]]
    kept: Sequence[int | None]
    titles: Mapping[str, str] = field(default_factory=dict)
    """Headings that follow the policy (ageing buckets, bands), by column key."""
    hidden: Mapping[str, bool] = field(default_factory=dict)
    """Columns to hide or show, by key."""


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

    def block(self, name: str) -> list[list[Value]]:
        """Read a named fixed-size block."""

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
    fingerprint: str = ""
    """Of the headings; a later list with the same headings is mapped the same way."""
    printed_date: date | None = None
    """The one key date that the file prints above its headings."""

    def __len__(self) -> int:
        return len(self.source_rows)

    def column(self, name: str) -> Sequence[Value]:
        """Give a column, blank where the list lacks it."""
        return self.columns.get(name) or Blank(len(self.source_rows))


@dataclass(frozen=True, slots=True)
class Letter:
    """One letter to write: the template's merge fields, the fields of each item, and the rows of other regions.

    ``head``: the journal's last seal before the letter's own line; the file carries it.
    """

    number: str
    template: str
    language: str
    fields: Mapping[str, Value]
    rows: Sequence[Mapping[str, Value]]
    file_name: str
    regions: Mapping[str, Sequence[Mapping[str, Value]]] = field(default_factory=dict)
    head: str = ""


class LetterWriter(Protocol):
    """Writes letters as files."""

    def check(self, template: str, language: str) -> str:
        """Check a template before anything is written, refusing it by name; give the SHA-256 of its bytes."""

    def path(self, letter: Letter) -> PurePath:
        """Give the path a letter is, or would be, written to."""

    def refuse_taken(self, letter: Letter) -> None:
        """Refuse, before anything is written, a number whose place holds something other than this very letter."""

    def found(self, number: str, sha256: str) -> PurePath | None:
        """Find the file of a letter written earlier, unchanged; None if it is not where letters are written to."""

    def write(self, letter: Letter) -> tuple[PurePath, str]:
        """Write one letter durably (temporary file, flush, rename); give its path and the SHA-256 of its bytes."""

    def digest(self, letter: Letter) -> str:
        """Give the SHA-256 of the bytes a letter has, or would have."""

    def put(self, name: str, content: bytes) -> PurePath:
        """Write a file as it was written before, durably; one that is there already must be the very same."""


class LetterFiles(Protocol):
    """The folder of written letters, read again."""

    def digest(self, number: str) -> str | None:
        """Give the SHA-256 of the file that bears a letter's number; None if there is none."""

    def heads(self) -> Mapping[str, str]:
        """Give the letters that are there: number -> the seal each names as the journal's last before its own."""

    def content(self, number: str, sha256: str) -> tuple[str, bytes] | None:
        """Give the name and the bytes of a letter's unchanged file; None if it is not there."""


class Journal(Protocol):
    """The append-only record of what was issued."""

    @property
    def where(self) -> str:
        """Where it is kept, there or not."""

    @property
    def seals(self) -> Sequence[str]:
        """The seal of each entry, oldest first, as last read or written; it stands for all entries up to its own."""

    def entries(self) -> Sequence[Mapping[str, object]]:
        """Give all entries, oldest first; refuses a journal that was cut or changed."""

    def append(self, entry: Mapping[str, object]) -> None:
        """Add one entry durably."""

    def held(self) -> AbstractContextManager[None]:
        """Keep every other run out until the end of the block; refuses when one is at work."""


class Clock(Protocol):
    """The only reader of the time of day."""

    def today(self) -> date:
        """Give today's date."""

    def now(self) -> str:
        """Give the time now, ISO 8601 in UTC, to the second."""
