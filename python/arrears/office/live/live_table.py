"""One table of the open workbook: read at once, its rows rewritten at once, its size following."""

from collections.abc import Sequence
from functools import cached_property
from typing import Any

from arrears.core.problems import Place
from arrears.errors import BookRefused
from arrears.office.live.host_cells import Grid, formulas_of, kept_cells, put, values_of
from arrears.office.xlsx.areas import Area, column_letters


class LiveTable:
    """A table where it stands in the open workbook, as it was when it was first looked at."""

    def __init__(self, sheet: Any, table: Any) -> None:
        """Look at an xlwings table on its sheet."""
        self._sheet = sheet
        self._table = table
        self.sheet = str(sheet.name)
        rng = table.range
        rows, columns = rng.shape
        self.area = Area(rng.column, rng.row, rng.column + columns - 1, rng.row + rows - 1)
        self._has_totals = bool(table.show_totals)

    @property
    def body(self) -> Area:
        """The rows between header and totals."""
        return Area(self.area.left, self.area.top + 1, self.area.right, self.area.bottom - self._has_totals)

    @cached_property
    def _values(self) -> Grid:
        return values_of(self._table.range)

    @property
    def headings(self) -> list[str]:
        """The texts of the header cells."""
        return ["" if cell is None else str(cell) for cell in self._values[0]]

    @property
    def values(self) -> Grid:
        """The body's values."""
        return self._values[1 : self.body.bottom - self.area.top + 1]

    @cached_property
    def formulas(self) -> Grid:
        """What was typed into the body's cells."""
        return formulas_of(self._range(self.body))

    def cells(self) -> Grid:
        """Give the body as it would have to be written to stay as it is."""
        return kept_cells(self.values, self.formulas)

    def calculated(self, column: int) -> bool:
        """Tell a column whose every cell is a formula."""
        return all(isinstance(row[column], str) and row[column].startswith("=") for row in self.formulas)

    def cell_name(self, row: int, column: int) -> tuple[str, int]:
        """Give column letters and sheet row of a body cell, both numbers from 0."""
        return column_letters(self.area.left + column), self.body.top + row

    def refuse_unwritable(self, rows: int) -> None:
        """Refuse a protected or filtered sheet, and one with something in the rows the table would grow into.

        Raises BookRefused ``sheet-protected``, ``sheet-filtered`` or ``rows-below-table``.
        """
        if getattr(self._sheet.api, "ProtectContents", False):
            raise BookRefused("sheet-protected", Place(sheet=self.sheet), self.sheet)
        filtered = getattr(self._table.api, "AutoFilter", None)  # none on macOS, and where its buttons are off
        if filtered is not None and filtered.FilterMode:
            raise BookRefused("sheet-filtered", Place(sheet=self.sheet), self.sheet)
        grown = max(rows, 1) - len(self.values)
        if grown <= 0:
            return
        below = Area(self.area.left, self.area.bottom + 1, self.area.right, self.area.bottom + grown)
        for n, row in enumerate(values_of(self._range(below))):
            taken = next((c for c, cell in enumerate(row) if cell not in {None, ""}), None)
            if taken is not None:
                cell = f"{column_letters(below.left + taken)}{below.top + n}"
                raise BookRefused("rows-below-table", Place(sheet=self.sheet, cell=cell), str(row[taken]), rows=grown)

    def rewrite(self, grid: Grid) -> None:
        """Write new rows; an empty table has one blank row. New rows look like the first one."""
        rows = grid or [[None] * (self.area.right - self.area.left + 1)]
        before, wanted = self.body, len(rows)
        body = before.down_to(before.top + wanted - 1)
        if wanted != len(self.values):
            if self._has_totals:
                self._table.show_totals = False
            self._table.resize(self._range(Area(self.area.left, self.area.top, self.area.right, body.bottom)))
        if wanted > len(self.values):
            first = before.down_to(before.top)
            self._range(first).autofill(self._range(body), "fill_formats")
        put(self._range(body), rows)
        if wanted < len(self.values):
            self._range(Area(before.left, body.bottom + 1, before.right, before.bottom)).clear()
        if wanted != len(self.values) and self._has_totals:
            self._table.show_totals = True
        self.area = self.area.down_to(body.bottom + self._has_totals)
        self._forget()

    def rewrite_columns(self, columns: Sequence[int], grid: Grid) -> None:
        """Write some columns of the rows as they stand, neighbours together."""
        for run in _runs(columns):
            place = Area(self.body.left + run[0], self.body.top, self.body.left + run[-1], self.body.bottom)
            put(self._range(place), [[row[n] for n in run] for row in grid])
        self._forget()

    def rename(self, headings: Sequence[str]) -> None:
        """Write the header row."""
        put(self._table.header_row_range, [[f"'{text}" for text in headings]])
        self._forget()

    def hidden(self, column: int) -> bool:
        """Tell whether a sheet column is hidden."""
        return bool(self._top(column).columns.hidden)

    def hide(self, column: int, *, hidden: bool) -> None:
        """Hide or show a sheet column."""
        self._top(column).columns.hidden = hidden

    def _top(self, column: int) -> Any:
        number = self.area.left + column
        return self._range(Area(number, self.area.top, number, self.area.top))

    def _forget(self) -> None:
        self.__dict__.pop("_values", None)
        self.__dict__.pop("formulas", None)

    def _range(self, area: Area) -> Any:
        return self._sheet.range((area.top, area.left), (area.bottom, area.right))


def _runs(columns: Sequence[int]) -> list[list[int]]:
    runs: list[list[int]] = []
    for column in sorted(columns):
        if runs and runs[-1][-1] == column - 1:
            runs[-1].append(column)
        else:
            runs.append([column])
    return runs
