"""What is about to be written to the open workbook, and what puts it back: tables and named blocks."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from arrears.office.live.host_cells import Grid, as_it_is, put
from arrears.office.live.live_table import LiveTable
from arrears.office.live.row_marks import RowMarks


@dataclass(frozen=True, slots=True)
class WrittenTable:
    """A table that was written: cells, headings and hidden columns before, and its cells after.

    Cells are as they would be written again: a formula stands for itself, so that a result that follows other tables
    is no change of this one.
    """

    name: str
    before: Grid
    headings: Sequence[str]
    hidden: Mapping[int, bool]
    after: Grid
    marks: RowMarks | None = None
    """Notes, links and hidden rows before, where rows came, went or moved."""
    kept: Sequence[int | None] | None = None
    """Where they did: for each row as it was written the one it was before."""
    columns: frozenset[int] | None = None
    """Where they did not: the columns that were written."""

    def followed(self, later: "WrittenTable") -> "WrittenTable":
        """Give this with what a later write of the same run did to the rows."""
        marks, kept, columns = self.marks or later.marks, later.kept if self.kept is None else self.kept, None
        if self.kept is not None and later.kept is not None:
            kept = [None if row is None else self.kept[row] for row in later.kept]
        if self.columns is not None and later.columns is not None:
            columns = self.columns | later.columns
        return replace(self, marks=marks, kept=kept, columns=columns)

    def refuse_unrestorable(self, live: LiveTable) -> None:
        """Refuse what a write of the rows as they were would be refused for; raises BookRefused."""
        live.refuse_unwritable(len(self.before))
        if self.kept is not None:
            now = {row: index for index, row in enumerate(self.kept) if row is not None}
            live.refuse_unmovable([now.get(row) for row in range(len(self.before))])

    def restore(self, live: LiveTable) -> None:
        """Put everything back; notes made since stay with their records."""
        marks = self.marks
        if marks is not None and self.kept is not None:
            marks = live.marks().moved_back(self.kept, marks)
        self.put_back(live, marks)

    def put_back(self, live: LiveTable, marks: RowMarks | None) -> None:
        """Put everything back, with these marks; what is not Arrears' own is written only where rows moved."""
        if list(self.headings) != live.headings:
            live.rename(self.headings)  # first: formulas are written under the headings they name
        if self.columns is None:
            live.rewrite(self.before)
        else:
            live.rewrite_columns(sorted(self.columns), self.before)
        if marks is not None:
            live.place(marks)
        for column, hidden in self.hidden.items():
            live.hide(column, hidden=hidden)


@dataclass(frozen=True, slots=True)
class TableChange:
    """A table's new cells; ``columns``: only these change, the rows stay; None: rows come, go or move.

    ``formulas``: columns that hold formulas of Arrears' own. ``marks``: notes and hidden rows where they belong then.
    """

    live: LiveTable
    written: WrittenTable
    grid: Grid
    columns: Sequence[int] | None
    headings: Sequence[str]
    hidden: Mapping[int, bool]
    formulas: Collection[int] = ()
    marks: RowMarks | None = None

    @property
    def name(self) -> str:
        """The table."""
        return self.written.name

    def apply(self) -> None:
        """Write it."""
        if list(self.headings) != self.live.headings:
            self.live.rename(self.headings)
        if self.columns is None:
            self.live.rewrite(self.grid, self.formulas)
        else:
            self.live.rewrite_columns(self.columns, self.grid, self.formulas)
        if self.marks is not None:
            self.live.place(self.marks)
        for column, hidden in self.hidden.items():
            self.live.hide(column, hidden=hidden)

    def restore(self) -> None:
        """Put back what was there; it may be half written."""
        self.written.put_back(self.live, self.written.marks)


@dataclass(frozen=True, slots=True)
class WrittenBlock:
    """A named block that was written: its sheet, its cells before and after."""

    name: str
    sheet: str
    before: Grid
    after: Grid


@dataclass(frozen=True, slots=True)
class BlockChange:
    """A named block's new cells and those it has."""

    name: str
    rng: Any
    before: Grid
    grid: Grid

    def apply(self) -> None:
        """Write it."""
        if self.grid != self.before:
            put(self.rng, self.grid)

    def restore(self) -> None:
        """Put back what was there."""
        put(self.rng, self.before)

    def written(self) -> WrittenBlock:
        """Give what puts it back another time, with its cells as the host has them now."""
        after = self.before if self.grid == self.before else as_it_is(self.rng)
        return WrittenBlock(self.name, str(self.rng.sheet.name), self.before, after)
