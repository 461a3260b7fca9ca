"""What is about to be written to the open workbook, and what puts it back: tables and named blocks."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from arrears.office.live.host_cells import Grid, put
from arrears.office.live.live_table import LiveTable


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

    def restore(self, live: LiveTable) -> None:
        """Put everything back."""
        live.rewrite(self.before)
        if list(self.headings) != live.headings:
            live.rename(self.headings)
        for column, hidden in self.hidden.items():
            live.hide(column, hidden=hidden)


@dataclass(frozen=True, slots=True)
class TableChange:
    """A table's new cells; ``columns``: only these change, the rows stay; None: rows come, go or move."""

    live: LiveTable
    written: WrittenTable
    grid: Grid
    columns: Sequence[int] | None
    headings: Sequence[str]
    hidden: Mapping[int, bool]

    @property
    def name(self) -> str:
        """The table."""
        return self.written.name

    def apply(self) -> None:
        """Write it."""
        if list(self.headings) != self.live.headings:
            self.live.rename(self.headings)
        if self.columns is None:
            self.live.rewrite(self.grid)
        else:
            self.live.rewrite_columns(self.columns, self.grid)
        for column, hidden in self.hidden.items():
            self.live.hide(column, hidden=hidden)

    def restore(self) -> None:
        """Put back what was there."""
        self.written.restore(self.live)


@dataclass(frozen=True, slots=True)
class LiveBlock:
    """A named block's cells before it was written and after."""

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
