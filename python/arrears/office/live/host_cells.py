"""Cells of the open workbook in bulk: one call to the host a range, at Excel's own precision.

``Value2`` is asked for, not ``Value``: that one hands over cells in a currency format as decimals cut to four places,
and dates as the host's own kind. ``Formula2`` is asked for, not ``Formula``: that one says nothing of whether a formula
reads a whole range or its own row of it, so that a formula written back could come to another figure; Excel before 2021
has no other. macOS has neither; its values are plain.
"""

import sys
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
    -2146826245: "#GETTING_DATA",
    -2146826243: "#SPILL!",
    -2146826242: "#CONNECT!",
    -2146826241: "#BLOCKED!",
    -2146826240: "#UNKNOWN!",
    -2146826239: "#FIELD!",
    -2146826238: "#CALC!",
}
"""Excel's error values as COM hands them over (VT_ERROR: 0x800A0000 and the number of ``XlCVError``)."""
_ANY_ERROR = range(-2146828288, -2146824192)
"""What COM hands over as a whole number is an error, also one that a later Excel may bring; figures come as floats."""
_EPOCH = date(1899, 12, 30)
_EPOCH_1904 = date(1904, 1, 1)
LONGEST_TEXT = 32_767
"""What a cell of Excel takes."""
LONGEST_TYPED = 8_000
"""What can be typed into a cell in one go (Excel takes 8,192 characters as a formula)."""
ON_MAC = sys.platform == "darwin"
_NOTATIONS: dict[type, str] = {}
"""By the kind of host: the member that says what was typed in without loss."""
_NO_MEMBER = {-2147352570, -2147352573}
"""DISP_E_UNKNOWNNAME, DISP_E_MEMBERNOTFOUND."""


def values_of(rng: Any) -> Grid:
    """Give the values of a range as rows: text, float, bool, ``CellError``, None."""
    found = rng.raw_value if ON_MAC else rng.api.Value2
    return [[_read(value) for value in row] for row in _rows(found, rng.shape)]


def dates_of(rng: Any) -> list[list[date | None]]:
    """Tell which cells of a range show a day, by their number formats, and which; as rows."""
    rows = _rows(rng.raw_value, rng.shape)
    return [[cell.date() if isinstance(cell, datetime) else None for cell in row] for row in rows]


def formulas_of(rng: Any) -> Grid:
    """Give what was typed into the cells of a range as rows: a formula as text with ``=``, else its value as text."""
    found = rng.formula if ON_MAC else getattr(rng.api, _notation(rng))
    return _rows(found, rng.shape)


def as_it_is(rng: Any) -> Grid:
    """Give a range as it would have to be written to stay as it is."""
    return kept_cells(values_of(rng), formulas_of(rng))


def kept_cells(values: Grid, formulas: Grid) -> Grid:
    """Give what to write so that cells stay as they are, of their values and what was typed into them."""
    rows = zip(values, formulas, strict=True)
    return [[kept_cell(v, f) for v, f in zip(shown, typed, strict=True)] for shown, typed in rows]


def would_lose_arrays(rng: Any) -> bool:
    """Tell whether a range holds array formulas that a host would make ordinary ones of: Excel before 2021."""
    return not ON_MAC and _notation(rng) == "Formula" and rng.api.HasArray is not False  # None where only some are


def is_formula(cell: Any) -> bool:
    """Tell whether what is to be written is a formula; text has an apostrophe before it."""
    return isinstance(cell, str) and cell.startswith("=")


def put(rng: Any, grid: Sequence[Sequence[Any]]) -> None:
    """Write what ``cell_of`` and ``kept_cell`` made into a range, all at once; only very long texts go cell by cell."""
    _type_in(rng, grid, "" if ON_MAC else _notation(rng))


def put_formulas(rng: Any, grid: Sequence[Sequence[Any]]) -> None:
    """Write formulas of Arrears' own: they mean what they mean in every version of Excel, where nothing spills."""
    _type_in(rng, grid, "Formula")


def _type_in(rng: Any, grid: Sequence[Sequence[Any]], notation: str) -> None:
    cells = tuple(tuple("" if cell is None or _is_long(cell) else cell for cell in row) for row in grid)
    if ON_MAC:
        rng.api.formula.set([list(row) for row in cells])
    else:
        setattr(rng.api, notation, cells)
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
    length = _length(text)
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


def _notation(rng: Any) -> str:
    """Tell which member a host has, asked once of one cell: what is missing cannot be set, only waited for."""
    host = type(getattr(rng, "impl", rng))
    if host not in _NOTATIONS:
        place = rng.row, rng.column
        _NOTATIONS[host] = "Formula2" if _has(rng.sheet.range(place, place).api, "Formula2") else "Formula"
    return _NOTATIONS[host]


def _has(api: Any, member: str) -> bool:
    try:
        getattr(api, member)
    except AttributeError:
        return False
    except Exception as case:  # Windows hands over an error of COM for a member that a version does not have
        if next(iter(case.args), None) in _NO_MEMBER:
            return False
        raise
    return True


def _is_long(cell: Any) -> bool:
    return isinstance(cell, str) and len(cell) * 2 > LONGEST_TYPED and _length(cell) > LONGEST_TYPED


def _length(text: str) -> int:
    """Count characters as Excel does: those outside the first plane count twice."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def _rows(found: Any, shape: tuple[int, int]) -> Grid:
    """Give a host's answer as rows: a single cell comes bare, a range as tuples."""
    if shape == (1, 1) and not isinstance(found, list | tuple):
        return [[found]]
    rows = [list(row) if isinstance(row, list | tuple) else [row] for row in found]
    return rows if len(rows) == shape[0] else [[cell for row in rows for cell in row]]


def _read(value: Any) -> Any:
    if isinstance(value, int) and not isinstance(value, bool):
        return CellError(ERRORS.get(value, "#UNKNOWN!")) if value in _ANY_ERROR else float(value)
    return None if value == "" else value
