"""Cells of the open workbook in bulk: one call to the host a range, at Excel's own precision.

``Value2`` and ``Formula`` are asked for, not ``Value``: that one hands over cells in a currency format as decimals cut
to four places, and dates as the host's own kind. macOS has no ``Value2``; its values are plain.
"""

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from arrears.errors import BookRefused
from arrears.office.cells import CellError
from arrears.runs.ports import Value

Grid = list[list[Any]]
ERRORS = {
    -2146826281: "#DIV/0!",
    -2146826246: "#N/A",
    -2146826259: "#NAME?",
    -2146826288: "#NULL!",
    -2146826252: "#NUM!",
    -2146826265: "#REF!",
    -2146826273: "#VALUE!",
    -2146826245: "#SPILL!",
    -2146826238: "#CALC!",
}
"""Excel's error values as COM hands them over (CVErr, VT_ERROR)."""
_EPOCH = date(1899, 12, 30)
_EPOCH_1904 = date(1904, 1, 1)
LONGEST_TEXT = 32_767
"""What a cell of Excel takes."""
LONGEST_TYPED = 8_000
"""What can be typed into a cell in one go (Excel takes 8,192 characters as a formula)."""


def values_of(rng: Any) -> Grid:
    """Give the values of a range as rows: text, float, bool, ``CellError``, None."""
    api = rng.api
    found = api.Value2 if hasattr(api, "Value2") else rng.raw_value
    return [[_read(value) for value in row] for row in _rows(found, rng.shape)]


def dates_of(rng: Any) -> list[list[date | None]]:
    """Tell which cells of a range show a day, by their number formats, and which; as rows."""
    rows = _rows(rng.raw_value, rng.shape)
    return [[cell.date() if isinstance(cell, datetime) else None for cell in row] for row in rows]


def formulas_of(rng: Any) -> Grid:
    """Give what was typed into the cells of a range as rows: a formula as text with ``=``, else its value as text."""
    api = rng.api
    found = api.Formula if hasattr(api, "Value2") else rng.formula
    return _rows(found, rng.shape)


def as_it_is(rng: Any) -> Grid:
    """Give a range as it would have to be written to stay as it is."""
    return kept_cells(values_of(rng), formulas_of(rng))


def kept_cells(values: Grid, formulas: Grid) -> Grid:
    """Give what to write so that cells stay as they are, of their values and what was typed into them."""
    rows = zip(values, formulas, strict=True)
    return [[kept_cell(v, f) for v, f in zip(shown, typed, strict=True)] for shown, typed in rows]


def is_formula(cell: Any) -> bool:
    """Tell whether what is to be written is a formula; text has an apostrophe before it."""
    return isinstance(cell, str) and cell.startswith("=")


def put(rng: Any, grid: Sequence[Sequence[Any]]) -> None:
    """Write what ``cell_of`` and ``kept_cell`` made into a range, all at once; only very long texts go cell by cell."""
    api = rng.api
    cells = tuple(tuple("" if cell is None or _is_long(cell) else cell for cell in row) for row in grid)
    if hasattr(api, "Value2"):
        api.Formula = cells
    else:
        api.formula.set([list(row) for row in cells])
    for row, column in ((r, c) for r, line in enumerate(grid) for c, cell in enumerate(line) if _is_long(cell)):
        place = rng.row + row, rng.column + column
        rng.sheet.range(place, place).raw_value = grid[row][column]


def cell_of(value: Value, *, from_1904: bool) -> Any:
    """Give what to write for a value: text behind an apostrophe, so that the host reads neither number nor formula.

    >>> cell_of("=1+1", from_1904=False), cell_of(Decimal("12.50"), from_1904=False)
    ("'=1+1", 12.5)
    """
    if value is None or isinstance(value, bool | float):
        return value
    if isinstance(value, date):
        return float((value - (_EPOCH_1904 if from_1904 else _EPOCH)).days)
    if isinstance(value, int | Decimal):
        return float(value)
    text = str(value)
    length = len(text.encode("utf-16-le", "surrogatepass")) // 2
    if length > LONGEST_TEXT:
        raise BookRefused("text-too-long", found=text[:40], length=length)
    return f"'{text}" if text else None


def kept_cell(value: Any, formula: Any) -> Any:
    """Give what to write so that a cell stays as it is: its formula, or its value; an error stays the error it is.

    A text that looks like a formula is one only where the cell shows something else.
    """
    if isinstance(formula, str) and formula.startswith("=") and formula != value:
        return formula
    if isinstance(value, CellError):
        return value.text
    return f"'{value}" if isinstance(value, str) and value else value


def _is_long(cell: Any) -> bool:
    return isinstance(cell, str) and len(cell) > LONGEST_TYPED


def _rows(found: Any, shape: tuple[int, int]) -> Grid:
    """Give a host's answer as rows: a single cell comes bare, a range as tuples."""
    if shape == (1, 1) and not isinstance(found, list | tuple):
        return [[found]]
    rows = [list(row) if isinstance(row, list | tuple) else [row] for row in found]
    return rows if len(rows) == shape[0] else [[cell for row in rows for cell in row]]


def _read(value: Any) -> Any:
    if isinstance(value, int) and not isinstance(value, bool):
        return CellError(ERRORS[value]) if value in ERRORS else float(value)
    return None if value == "" else value
