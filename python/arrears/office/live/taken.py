"""Whether a host took what was written as it was meant; where it did not, it is written once more, the plain way.

Excel makes text of a formula or a figure that is put into a cell in the format Text. Such a cell is given the format
General for as long as it is written to.
"""

from collections.abc import Sequence
from typing import Any

from arrears.core.problems import Place
from arrears.errors import BookRefused
from arrears.office.live.host_cells import Grid, formulas_of, put, values_of
from arrears.office.xlsx.areas import Area, column_letters

_PLAIN = "General"


def settled(sheet: Any, area: Area, grid: Grid, columns: Sequence[int]) -> tuple[Grid, Grid]:
    """Give an area's values and what was typed into it, having seen that ``columns`` hold what ``grid`` says.

    Raises BookRefused ``cell-not-taken``.
    """
    values, typed = _read(sheet, area)
    wrong = _wrong(grid, values, typed, columns)
    if not wrong:
        return values, typed
    for column in sorted({column for _, column in wrong}):
        rows = [row for row, other in wrong if other == column]
        _retype(sheet, area, grid, column, (rows[0], rows[-1]))
    values, typed = _read(sheet, area)
    wrong = _wrong(grid, values, typed, columns)
    if wrong:
        row, column = wrong[0]
        cell = f"{column_letters(area.left + column)}{area.top + row}"
        raise BookRefused("cell-not-taken", Place(sheet=str(sheet.name), cell=cell), str(grid[row][column])[:40])
    return values, typed


def is_taken(wanted: Any, value: Any, typed: Any) -> bool:
    """Tell whether a cell holds what was written: text, figure, truth value or formula.

    >>> is_taken("'00017", "00017", "00017"), is_taken("=1+1", "=1+1", "=1+1"), is_taken(5.0, "5", "5")
    (True, False, False)
    """
    is_formula = isinstance(typed, str) and typed.startswith("=") and typed != value
    if wanted is None or wanted == "":
        return value is None
    if not isinstance(wanted, str):
        return not is_formula and _same_figure(wanted, value)
    if wanted.startswith("="):
        return is_formula
    return not wanted.startswith("'") or (isinstance(value, str) and not is_formula and value != wanted)


def _same_figure(wanted: Any, value: Any) -> bool:
    """Tell whether a figure arrived, to the 15 digits that Excel keeps of what is typed in."""
    return isinstance(value, float | bool) and (value == wanted or f"{value:.15g}" == f"{wanted:.15g}")


def _retype(sheet: Any, area: Area, grid: Grid, column: int, rows: tuple[int, int]) -> None:
    """Write rows of a column once more, as far as they share a format; where they do not, half by half."""
    first, last = rows
    number = area.left + column
    rng = sheet.range((area.top + first, number), (area.top + last, number))
    shown = rng.number_format
    if shown is not None or first == last:
        rng.number_format = _PLAIN
        try:
            put(rng, [[row[column]] for row in grid[first : last + 1]])
        finally:
            rng.number_format = shown
        return
    middle = (first + last) // 2
    _retype(sheet, area, grid, column, (first, middle))
    _retype(sheet, area, grid, column, (middle + 1, last))


def _wrong(grid: Grid, values: Grid, typed: Grid, columns: Sequence[int]) -> list[tuple[int, int]]:
    rows = enumerate(zip(grid, values, typed, strict=True))
    return [(n, c) for n, (cells, shown, said) in rows for c in columns if not is_taken(cells[c], shown[c], said[c])]


def _read(sheet: Any, area: Area) -> tuple[Grid, Grid]:
    rng = sheet.range((area.top, area.left), (area.bottom, area.right))
    return values_of(rng), formulas_of(rng)
