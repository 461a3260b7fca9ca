"""A range as Excel's own object model shows it (``Value2``, ``Formula``), over cells of Calc, with Excel's limits."""

from datetime import datetime, timedelta
from typing import Any

from tests.calc.formula_text import in_excel

from arrears.office.live.host_cells import ERRORS, LONGEST_TEXT

LONGEST_TYPED = 8_192
"""What Excel takes as a formula, or as a text in an array of them."""

_ERROR_CELLS = 4
_DATE_CELLS = 2
_CODES = {text: code for code, text in ERRORS.items()}
_CALC_ERRORS = {502: "#VALUE!", 503: "#NUM!", 519: "#VALUE!", 524: "#REF!", 525: "#NAME?", 508: "#NAME?",
                532: "#DIV/0!", 32767: "#N/A"}  # fmt: skip


class HostError(Exception):
    """Excel would have refused."""


class ComRange:
    """A cell range with the members of Excel's Range that Arrears uses."""

    def __init__(self, cells: Any, count: Any) -> None:
        """Take Calc's cells; ``count`` is told of every call to the host."""
        self._cells = cells
        self._count = count

    @property
    def Value2(self) -> Any:  # noqa: N802 - Excel's name
        """The values: texts, floats, error numbers, None."""
        self._count("read")
        rows = [[None if cell == "" else cell for cell in row] for row in self._cells.getDataArray()]
        place = self._cells.RangeAddress
        for area in self._cells.queryFormulaCells(_ERROR_CELLS).getRangeAddresses():
            for row in range(area.StartRow - place.StartRow, area.EndRow - place.StartRow + 1):
                for column in range(area.StartColumn - place.StartColumn, area.EndColumn - place.StartColumn + 1):
                    error = self._cells.getCellByPosition(column, row).getError()
                    rows[row][column] = _CODES[_CALC_ERRORS.get(error, "#VALUE!")]
        return rows[0][0] if len(rows) == len(rows[0]) == 1 else tuple(map(tuple, rows))

    @property
    def Value(self) -> Any:  # noqa: N802
        """The values with dates as the host's own kind."""
        shown = self.Value2
        rows = [list(row) for row in shown] if isinstance(shown, tuple) else [[shown]]
        place = self._cells.RangeAddress
        for area in self._cells.queryContentCells(_DATE_CELLS).getRangeAddresses():
            for row in range(area.StartRow - place.StartRow, area.EndRow - place.StartRow + 1):
                for column in range(area.StartColumn - place.StartColumn, area.EndColumn - place.StartColumn + 1):
                    rows[row][column] = datetime(1899, 12, 30) + timedelta(rows[row][column])  # noqa: DTZ001
        return rows[0][0] if len(rows) == len(rows[0]) == 1 else tuple(map(tuple, rows))

    @Value2.setter
    def Value2(self, grid: Any) -> None:  # noqa: N802
        self._write(grid, LONGEST_TEXT)

    @property
    def Formula(self) -> Any:  # noqa: N802
        """What was typed in: formulas in Excel's notation, other cells as text."""
        self._count("read")
        known: dict[str, str] = {}
        rows = []
        values = self._cells.getDataArray()
        for typed, shown in zip(self._cells.getFormulaArray(), values, strict=True):
            rows.append(tuple(_typed(one, value, known) for one, value in zip(typed, shown, strict=True)))
        return rows[0][0] if len(rows) == len(rows[0]) == 1 else tuple(rows)

    @Formula.setter
    def Formula(self, grid: Any) -> None:  # noqa: N802
        self._write(grid, LONGEST_TYPED)

    def _write(self, grid: Any, longest: int) -> None:
        self._count("write")
        rows = [list(row) for row in grid] if isinstance(grid, tuple | list) else [[grid]]
        self._refuse(rows, longest)
        values = [[_stored(cell) for cell in row] for row in rows]
        self._cells.setDataArray(tuple(map(tuple, values)))
        for column in range(len(rows[0])):
            self._type_column(column, [row[column] for row in rows])

    def _refuse(self, rows: list[list[Any]], longest: int) -> None:
        place = self._cells.RangeAddress
        shape = place.EndRow - place.StartRow + 1, place.EndColumn - place.StartColumn + 1
        if (len(rows), len(rows[0])) != shape:
            raise HostError(f"{len(rows)} x {len(rows[0])} cells for a range of {shape}")
        if self._cells.Spreadsheet.isProtected():
            raise HostError("the sheet is protected")
        if any(isinstance(cell, str) and len(cell) > longest + 1 for row in rows for cell in row):
            raise HostError("a text longer than a cell takes")

    def _type_column(self, column: int, cells: list[Any]) -> None:
        """Type in what is not plain: formulas, down as far as they are the same, and texts Excel would interpret."""
        row = 0
        while row < len(cells):
            if not _is_typed(cells[row]):
                row += 1
                continue
            last = row
            while last + 1 < len(cells) and cells[last + 1] == cells[row] and "[" in cells[row]:
                last += 1
            self._cells.getCellByPosition(column, row).FormulaLocal = cells[row]
            self._fill_down(column, row, last)
            row = last + 1

    def _fill_down(self, column: int, first: int, last: int) -> None:
        """Copy a cell down, twice as many rows each time; Calc's own filling leaves folded columns out."""
        done = 1
        while done < last - first + 1:
            more = min(done, last - first + 1 - done)
            source = self._cells.getCellRangeByPosition(column, first, column, first + more - 1)
            target = self._cells.getCellByPosition(column, first + done)
            self._cells.Spreadsheet.copyRange(target.CellAddress, source.RangeAddress)
            done += more


def _typed(typed: str, value: Any, known: dict[str, str]) -> str:
    if not typed.startswith("=") or typed == value:
        return typed.removeprefix("'")
    if typed not in known:
        known[typed] = in_excel(typed)
    return known[typed]


def _is_typed(cell: Any) -> bool:
    return isinstance(cell, str) and bool(cell) and not cell.startswith("'")


def _stored(cell: Any) -> Any:
    if isinstance(cell, str):
        return cell[1:] if cell.startswith("'") else ""
    return "" if cell is None else float(cell)
