"""A range as Excel's own object model shows it (``Value2``, ``Formula``), over cells of Calc, with Excel's limits."""

from datetime import datetime, timedelta
from typing import Any

from tests.calc.engine.com_conditions import ComConditions
from tests.calc.engine.formula_text import in_excel
from tests.calc.engine.limits import LONGEST_TYPED, refuse_cells
from tests.calc.engine.office_process import uno
from tests.calc.engine.typed_cells import write

from arrears.office.live.host_cells import ERRORS, LONGEST_TEXT

_ERROR_CELLS = 4
_DATE_CELLS = 2
_FREE = 1000
"""A column that nobody hides."""
_CODES = {text: code for code, text in ERRORS.items()}
_CALC_ERRORS = {502: "#VALUE!", 503: "#NUM!", 519: "#VALUE!", 524: "#REF!", 525: "#NAME?", 508: "#NAME?",
                532: "#DIV/0!", 32767: "#N/A"}  # fmt: skip


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
    def Text(self) -> str:  # noqa: N802
        """What a cell shows."""
        self._count("read")
        return str(self._cells.getCellByPosition(0, 0).String)

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

    @property
    def HasArray(self) -> bool:  # noqa: N802
        """Tell whether array formulas stand here; nobody types one into Calc's tables."""
        self._count("read")
        return False

    @property
    def EntireRow(self) -> "ComRows":  # noqa: N802
        """The rows of the sheet."""
        return ComRows(self._cells, self._count)

    @property
    def FormatConditions(self) -> ComConditions:  # noqa: N802
        """The conditional formats that apply to any of the cells."""
        return ComConditions(self._cells, self._count)

    @property
    def Validation(self) -> "ComValidation":  # noqa: N802
        """What may be typed in."""
        return ComValidation(self._cells, self._count)

    def _write(self, grid: Any, longest: int) -> None:
        self._count("write")
        rows = [list(row) for row in grid] if isinstance(grid, tuple | list) else [[grid]]
        refuse_cells(self._cells, rows, longest)
        write(self._cells, rows)


class ComValidation:
    """What may be typed into cells."""

    def __init__(self, cells: Any, count: Any) -> None:
        """Take the cells."""
        self._cells, self._count = cells, count

    def Delete(self) -> None:  # noqa: N802
        """Let anything be typed in."""
        self._count("write")
        free = self._cells.Validation
        free.Type = uno().Enum("com.sun.star.sheet.ValidationType", "ANY")
        self._cells.Validation = free


class ComRows:
    """Rows of a sheet, with what Excel says of them."""

    def __init__(self, cells: Any, count: Any) -> None:
        """Take cells of the rows."""
        object.__setattr__(self, "_cells", cells)
        object.__setattr__(self, "_count", count)

    def __getattr__(self, name: str) -> Any:
        """Tell whether all rows are hidden (True) or none (False); None where some are."""
        if name != "Hidden":
            raise AttributeError(name)
        self._count("read")
        place = self._cells.RangeAddress
        shown = self._cells.Rows.IsVisible
        column = self._cells.Spreadsheet.getCellRangeByPosition(_FREE, place.StartRow, _FREE, place.EndRow)
        areas = column.queryVisibleCells().getRangeAddresses()
        visible = sum(area.EndRow - area.StartRow + 1 for area in areas)
        if visible == place.EndRow - place.StartRow + 1:
            return False
        return None if visible or shown else True

    def __setattr__(self, name: str, hidden: Any) -> None:
        """Hide or show the rows."""
        self._count("write")
        self._cells.Rows.IsVisible = not hidden


def _typed(typed: str, value: Any, known: dict[str, str]) -> str:
    if not typed.startswith("=") or typed == value:
        return typed.removeprefix("'")
    if typed not in known:
        known[typed] = in_excel(typed)
    return known[typed]
