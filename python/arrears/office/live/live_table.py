"""One table of the open workbook: read at once, its rows rewritten at once, its size following."""

from collections.abc import Collection, Sequence
from functools import cached_property
from typing import Any

from arrears.core.problems import Place
from arrears.errors import BookRefused
from arrears.office.live import row_marks
from arrears.office.live.busy import is_busy
from arrears.office.live.host_cells import (
    Grid,
    formulas_of,
    is_formula,
    kept_cells,
    put,
    put_formulas,
    values_of,
    would_lose_arrays,
)
from arrears.office.live.room import refuse_below_totals, refuse_taken
from arrears.office.live.row_marks import RowMarks
from arrears.office.live.table_frame import TableFrame
from arrears.office.live.taken import settled
from arrears.office.xlsx.added_columns import NewColumn
from arrears.office.xlsx.areas import Area, column_letters
from arrears.office.xlsx.moved_formulas import TableMove


class LiveTable:
    """A table where it stands in the open workbook, as it was when it was first looked at."""

    def __init__(self, sheet: Any, table: Any) -> None:
        """Look at an xlwings table on its sheet."""
        self._frame = TableFrame(sheet, table)
        self.sheet = str(sheet.name)

    @property
    def area(self) -> Area:
        """The cells of the table, its header and totals with them."""
        return self._frame.area

    @property
    def body(self) -> Area:
        """The rows between header and totals."""
        return self._frame.body

    @cached_property
    def _values(self) -> Grid:
        return values_of(self._frame.table.range)

    @property
    def headings(self) -> list[str]:
        """The texts of the header cells."""
        known = self.__dict__.get("_values")
        row = known[0] if known else values_of(self._frame.range(self.area.down_to(self.area.top)))[0]
        return ["" if cell is None else str(cell) for cell in row]

    @property
    def values(self) -> Grid:
        """The body's values."""
        return self._values[1 : self.body.bottom - self.area.top + 1]

    @cached_property
    def formulas(self) -> Grid:
        """What was typed into the body's cells."""
        return formulas_of(self._frame.range(self.body))

    def cells(self) -> Grid:
        """Give the body as it would have to be written to stay as it is."""
        return kept_cells(self.values, self.formulas)

    def calculated(self, column: int) -> bool:
        """Tell a column whose every cell is a formula."""
        return all(isinstance(row[column], str) and row[column].startswith("=") for row in self.formulas)

    def model_formula(self, column: int) -> str | None:
        """Give the formula, without ``=``, that fills a whole column, as it stands in its first row; None without."""
        if not self.calculated(column):
            return None
        move = TableMove(self.sheet, self.body, self.body.bottom)
        first = str(self.formulas[0][column])[1:]
        if move.formula(first, 1) == first:  # as with structured references
            same = all(row[column] == f"={first}" for row in self.formulas)
        else:
            same = all(move.formula(first, n) == str(row[column])[1:] for n, row in enumerate(self.formulas))
        return first if same else None

    def cell_name(self, row: int, column: int) -> tuple[str, int]:
        """Give column letters and sheet row of a body cell, both numbers from 0."""
        return column_letters(self.area.left + column), self.body.top + row

    def look_again(self, name: str) -> None:
        """Read the table once more, and refuse one that was changed or taken away since it was first read.

        Results of formulas may differ: they follow what was written meanwhile. Raises BookRefused ``table-missing`` or
        ``table-changed``.
        """
        before, area = self.__dict__.get("_values"), self.area
        try:
            now = self._frame.find()
        except Exception as case:
            if is_busy(case):
                raise
            raise BookRefused("table-missing", Place(sheet=self.sheet), name, table=name) from case
        if before is None:
            return
        if now != area:
            raise BookRefused("table-changed", Place(sheet=self.sheet), self.sheet)
        self._forget()
        body = [(row, [None] * len(row)) for row in self._values[:1]]  # headings
        body += zip(self.values, self.formulas, strict=True)
        for n, (row, typed) in enumerate(body):
            for column, (cell, said) in enumerate(zip(row, typed, strict=True)):
                if cell != before[n][column] and not (is_formula(said) and said != cell):
                    place = f"{column_letters(self.area.left + column)}{self.area.top + n}"
                    raise BookRefused("table-changed", Place(sheet=self.sheet, cell=place), self.sheet)

    def refuse_unwritable(self, rows: int) -> None:
        """Refuse a protected or filtered sheet, and one with something in the way of a table of so many rows.

        Raises BookRefused ``sheet-protected``, ``sheet-filtered``, ``below-totals-row``, ``too-many-rows``,
        ``rows-below-table`` or ``merged-in-table``.
        """
        refuse_protected(self._frame.sheet)
        own = getattr(self._frame.table.api, "AutoFilter", None)  # none on macOS, and where its buttons are off
        if (own is not None and own.FilterMode) or getattr(self._frame.sheet.api, "FilterMode", False):
            raise BookRefused("sheet-filtered", Place(sheet=self.sheet), self.sheet)
        grown = max(rows, 1) - len(self.values)
        if grown and self._frame.has_totals:
            refuse_below_totals(self._frame.sheet, self.area)
        if grown > 0:
            refuse_taken(self._frame.sheet, self.area, grown)

    def refuse_unmovable(self, kept: Sequence[int | None]) -> None:
        """Refuse new rows where something cannot go with the old ones; ``kept``: for each new row the old one, or None.

        Raises BookRefused ``comments-in-table`` or ``arrays-in-table``.
        """
        row_marks.refuse_threads(self._frame.sheet, self.body, kept)
        if would_lose_arrays(self._frame.range(self.body)):
            raise BookRefused("arrays-in-table", Place(sheet=self.sheet), self.sheet)

    def noted(self) -> dict[int, list[str]]:
        """Give what the notes at the body's cells say, by row from 0."""
        said: dict[int, list[str]] = {}
        for (row, _), text in sorted(row_marks.notes_of(self._frame.sheet, self.body).items()):
            said.setdefault(row, []).append(text)
        return said

    def marks(self) -> RowMarks:
        """Find notes, links and hidden rows."""
        return row_marks.marks_of(self._frame.sheet, self.body)

    def place(self, marks: RowMarks) -> None:
        """Put notes and hidden rows where they belong."""
        row_marks.place(self._frame.sheet, self.body, marks)

    def rewrite(self, grid: Grid, formulas: Collection[int] = ()) -> None:
        """Write new rows; an empty table has one blank row. New rows look like the last one.

        ``formulas``: columns whose formulas are Arrears' own.
        """
        self._frame.find()  # as it is, also after a write that failed half way
        rows = grid or [[None] * (self.area.right - self.area.left + 1)]
        before = self.body
        body = before.down_to(before.top + len(rows) - 1)
        if body == before:
            self._fill(body, range(len(rows[0])), rows, formulas)
        else:
            with self._frame.down_to(body.bottom):
                self._fill(body, range(len(rows[0])), rows, formulas)
        self._settle(rows, range(len(rows[0])))

    def rewrite_columns(self, columns: Sequence[int], grid: Grid, formulas: Collection[int] = ()) -> None:
        """Write some columns of the rows as they stand, neighbours together."""
        self._fill(self.body, columns, grid, formulas)
        self._settle(grid, columns)

    def widen(self, columns: Sequence[NewColumn]) -> bool:
        """Add blank columns at the right end; False, and nothing is done, where something stands in the way."""
        refuse_protected(self._frame.sheet)
        self._forget()
        return self._frame.widen(columns)

    def narrow(self, count: int) -> None:
        """Take columns at the right end away again."""
        self._forget()
        self._frame.narrow(count)

    def _fill(self, body: Area, columns: Sequence[int], grid: Grid, formulas: Collection[int]) -> None:
        for run in _runs(columns, formulas):
            rng = self._frame.range(Area(body.left + run[0], body.top, body.left + run[-1], body.bottom))
            write = put_formulas if run[0] in formulas else put
            write(rng, [[row[n] for n in run] for row in grid])

    def _settle(self, grid: Grid, columns: Sequence[int]) -> None:
        """See that the host took what was written, and keep what it says for the next question."""
        headings = self._values[:1]
        self._forget()
        values, typed = settled(self._frame.sheet, self.body, grid, columns)
        self.__dict__["_values"] = [*headings, *values]
        self.__dict__["formulas"] = typed

    def rename(self, headings: Sequence[str]) -> None:
        """Write the header row; by way of other headings where one moves: a host keeps them apart at every moment."""
        before, row = self.headings, self._frame.range(self.area.down_to(self.area.top))
        there = {text.casefold(): n for n, text in enumerate(before)}
        if any(there.get(text.casefold(), n) != n for n, text in enumerate(headings)):
            apart = [
                new if new == old else f"{n}|{new}" for n, (old, new) in enumerate(zip(before, headings, strict=True))
            ]
            put(row, [[f"'{text}" for text in apart]])
        put(row, [[f"'{text}" for text in headings]])
        self._values[0] = list(headings)

    def hidden(self, column: int) -> bool:
        """Tell whether a sheet column is hidden."""
        return bool(self._top(column).columns.hidden)

    def hide(self, column: int, *, hidden: bool) -> None:
        """Hide or show a sheet column."""
        self._top(column).columns.hidden = hidden

    def _top(self, column: int) -> Any:
        number = self.area.left + column
        return self._frame.range(Area(number, self.area.top, number, self.area.top))

    def _forget(self) -> None:
        self.__dict__.pop("_values", None)
        self.__dict__.pop("formulas", None)


def refuse_protected(sheet: Any) -> None:
    """Refuse a sheet that is protected; raises BookRefused ``sheet-protected``."""
    if getattr(sheet.api, "ProtectContents", False):
        title = str(sheet.name)
        raise BookRefused("sheet-protected", Place(sheet=title), title)


def _runs(columns: Sequence[int], formulas: Collection[int]) -> list[list[int]]:
    """Put neighbours together, formulas apart from other cells."""
    runs: list[list[int]] = []
    for column in sorted(columns):
        if runs and runs[-1][-1] == column - 1 and (runs[-1][0] in formulas) == (column in formulas):
            runs[-1].append(column)
        else:
            runs.append([column])
    return runs
