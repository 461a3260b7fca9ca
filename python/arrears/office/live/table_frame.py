"""Where a table stands in the open workbook, and how it gets another size; its totals row comes along."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

from arrears.office.live.busy import insist
from arrears.office.live.host_cells import Grid, as_it_is, is_formula, put
from arrears.office.live.room import area_of, below, cells, in_the_way
from arrears.office.live.row_looks import RowLooks, forget_validation
from arrears.office.xlsx.added_columns import NewColumn
from arrears.office.xlsx.areas import Area
from arrears.office.xlsx.moved_formulas import TableMove


class TableFrame:
    """The cells of a table on its sheet."""

    def __init__(self, sheet: Any, table: Any) -> None:
        """Look at an xlwings table."""
        self.sheet = sheet
        self.table = table
        self.find()

    @property
    def body(self) -> Area:
        """The rows between header and totals."""
        return replace(self.area, top=self.area.top + 1, bottom=self.area.bottom - self.has_totals)

    def find(self) -> Area:
        """Look where the table stands now, and whether it has a totals row."""
        self.has_totals = bool(self.table.show_totals)
        self.area = area_of(self.table.range)
        return self.area

    def range(self, area: Area) -> Any:
        """Give cells of the sheet."""
        return cells(self.sheet, area)

    @contextmanager
    def down_to(self, bottom: int) -> Iterator[None]:
        """Give the body another last row; it is filled in the block. New rows look like the last one."""
        before = self.body
        looks = RowLooks(self.sheet, replace(before, top=before.bottom)) if bottom > before.bottom else None
        with self._totals_aside(self.area.right):
            self.table.resize(self.range(replace(self.area, bottom=bottom)))
            if looks is not None:
                insist(looks.give, bottom)
            yield
            if bottom < before.bottom:
                gone = self.range(replace(before, top=bottom + 1))
                gone.clear()
                forget_validation(gone)

    def widen(self, columns: Sequence[NewColumn]) -> bool:
        """Add blank columns at the right end; False, and nothing is done, where something stands in the way."""
        beside = replace(self.area, left=self.area.right + 1, right=self.area.right + len(columns))
        if in_the_way(self.sheet, beside) or (self.has_totals and below(self.sheet, self.area)):
            return False
        top, bottom = self.area.top, self.body.bottom
        with self._totals_aside(self.area.right):
            self.table.resize(self.range(replace(self.area, right=beside.right, bottom=bottom)))
            for number, column in enumerate(columns, beside.left):
                like = self.area.left + column.like
                shown = self.range(Area(like, top + 1, like, top + 1)).number_format
                put(self.range(Area(number, top, number, top)), [[f"'{column.heading}"]])
                body = self.range(Area(number, top + 1, number, bottom))
                body.number_format, body.column_width = shown, column.width
        return True

    def narrow(self, count: int) -> None:
        """Take columns at the right end away again."""
        right = self.area.right - count
        gone = replace(self.area, left=right + 1)
        with self._totals_aside(right):
            self.table.resize(self.range(replace(self.area, right=right, bottom=self.body.bottom)))
            self.range(gone).clear()

    @contextmanager
    def _totals_aside(self, right: int) -> Iterator[None]:
        """Switch the totals row off meanwhile: what becomes of it when the size changes is not foreseen.

        What stood in it up to the column ``right`` stands in it afterwards, whatever the host made of it; its formulas
        over all rows follow the new last one.
        """
        if not self.has_totals:
            yield
            self.find()
            return
        totals = replace(self.area, top=self.area.bottom, right=right)
        body, typed = self.body, as_it_is(self.range(totals))
        self.table.show_totals = False
        try:
            yield
        finally:
            insist(self._totals_again, body, totals, typed)

    def _totals_again(self, body: Area, totals: Area, typed: Grid) -> None:
        self.table.show_totals = True
        row = self.find().bottom
        place = self.range(replace(totals, top=row, bottom=row))
        move = TableMove(str(self.sheet.name), body, row - 1, totals_rows=1)
        grown = row - totals.top
        cells = [[f"={move.formula(one[1:], grown)}" if is_formula(one) else one for one in line] for line in typed]
        if as_it_is(place) != cells:
            put(place, cells)
