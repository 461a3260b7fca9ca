"""A listing in the making: the item rows, their columns as they stand and as typed, and all that is said about them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from arrears.core.problems import Place, Problem, Severity
from arrears.office.exports.grid import Grid, Raw, letters
from arrears.office.exports.header_row import Header
from arrears.office.exports.notes import Note
from arrears.office.exports.rows import SourceRow
from arrears.runs.ports import LeftOut, Value


@dataclass(slots=True)
class Draft:
    """``raw`` and ``columns`` are by field and parallel to ``numbers``, the rows' numbers in the file."""

    file: str
    grid: Grid
    header: Header
    kind: str
    numbers: list[int]
    raw: dict[str, list[Raw]]
    headings: dict[str, str]
    """Field -> heading as it stands in the file; what turns out not to be used leaves it again."""
    columns: dict[str, list[Value]] = field(default_factory=dict)
    left_out: list[LeftOut] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)

    @classmethod
    def of(cls, file: str, grid: Grid, header: Header, kind: str, items: Sequence[SourceRow]) -> "Draft":
        """Start from the item rows under a header."""
        raw = {name: [row.cells[index] for row in items] for name, index in header.mapping.items()}
        return cls(file, grid, header, kind, [row.number for row in items], raw, header.as_texts())

    def place(self, row: int, name: str) -> Place:
        """Point at a cell of the file: the ``row``-th item, the column of a field."""
        index = self.index(name)
        cell = f"{letters(self.grid.first_column + index)}{self.numbers[row]}" if index is not None else ""
        return Place(self.grid.sheet, cell, self.file, self.numbers[row])

    def index(self, name: str) -> int | None:
        """Give the index of a field's column; the open amount may stand in one called Balance."""
        moved = "balance" if name == "remaining" else name
        return self.header.mapping.get(name, self.header.mapping.get(moved))

    def mapping(self) -> dict[str, str]:
        """Give field -> heading in the order of the file's columns; what has no column of its own comes first."""
        return dict(sorted(self.headings.items(), key=lambda pair: -1 if (at := self.index(pair[0])) is None else at))

    def column(self, name: str) -> Sequence[Value]:
        """Give a typed column, blank where the list lacks it."""
        return self.columns.get(name) or [None] * len(self.numbers)

    def first_amount(self, row: int, names: Sequence[str]) -> Decimal | None:
        """Give the first of some amounts that a row has."""
        found = (self.columns[name][row] for name in names if name in self.columns)
        return next((value for value in found if isinstance(value, Decimal)), None)

    def warn(self, name: str, row: int, field_name: str, found: str) -> None:
        """Report a cell that was read, or is not needed, but is worth a look."""
        heading = self.headings.get(field_name, field_name)
        self.problems.append(Problem(name, self.place(row, field_name), found, Severity.WARNING, {"column": heading}))

    def leave_out(self, leaving: Sequence[bool], reason: str, amount_of: Callable[[int], Decimal | None]) -> None:
        """Take rows out of the listing, each with its reason and the amount it would have had."""
        for row, leaves in enumerate(leaving):
            if leaves:
                self.left_out.append(LeftOut(self.numbers[row], Note.of(reason, label=""), amount_of(row)))
        staying = [row for row, leaves in enumerate(leaving) if not leaves]
        if len(staying) == len(self.numbers):
            return
        self.numbers = [self.numbers[row] for row in staying]
        self.raw = {name: [column[row] for row in staying] for name, column in self.raw.items()}
        self.columns = {name: [column[row] for row in staying] for name, column in self.columns.items()}
