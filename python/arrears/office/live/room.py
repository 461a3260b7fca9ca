"""Room around a table of the open workbook: Excel lets a table grow over whatever stands there."""

from typing import Any

from arrears.core.problems import Place
from arrears.errors import BookRefused
from arrears.office.live.host_cells import formulas_of
from arrears.office.live.row_marks import notes_of
from arrears.office.xlsx.areas import LAST_ROW, Area, column_letters


def area_of(rng: Any) -> Area:
    """Give the place of a range."""
    rows, columns = rng.shape
    return Area(rng.column, rng.row, rng.column + columns - 1, rng.row + rows - 1)


def cells(sheet: Any, area: Area) -> Any:
    """Give the range of an area."""
    return sheet.range((area.top, area.left), (area.bottom, area.right))


def refuse_taken(sheet: Any, table: Area, grown: int) -> None:
    """Refuse to let a table grow over cells that are filled, noted or merged, over another table, or off the sheet.

    Raises BookRefused ``too-many-rows``, ``rows-below-table`` or ``merged-in-table``.
    """
    title = str(sheet.name)
    below = Area(table.left, table.bottom + 1, table.right, table.bottom + grown)
    if below.bottom > LAST_ROW:
        raise BookRefused("too-many-rows", Place(sheet=title), str(below.bottom))
    found = in_the_way(sheet, below) or _first_noted(sheet, below)
    if found is not None:
        raise BookRefused("rows-below-table", Place(sheet=title, cell=found), found, rows=grown)
    if cells(sheet, below).merge_cells is not False:  # None where only some are
        raise BookRefused("merged-in-table", Place(sheet=title, cell=str(below)), str(below))


def _first_noted(sheet: Any, area: Area) -> str | None:
    """Find a cell with a note: it would come to stand at a record that it does not speak of."""
    noted = min(notes_of(sheet, area), default=None)
    return None if noted is None else f"{column_letters(area.left + noted[1])}{area.top + noted[0]}"


def refuse_below_totals(sheet: Any, table: Area) -> None:
    """Refuse to change the size of a table with a totals row while something stands anywhere below it.

    Raises BookRefused ``below-totals-row``.
    """
    found = below(sheet, table)
    if found is not None:
        title = str(sheet.name)
        raise BookRefused("below-totals-row", Place(sheet=title, cell=found), found, sheet=title)


def below(sheet: Any, table: Area) -> str | None:
    """Find the first filled cell anywhere below a table.

    A totals row has to be switched off and on when the size changes, and Excel may move what stands below it.
    """
    bottom = area_of(sheet.used_range).bottom
    return (
        _first_filled(sheet, Area(table.left, table.bottom + 1, table.right, bottom)) if bottom > table.bottom else None
    )


def in_the_way(sheet: Any, area: Area) -> str | None:
    """Find another table that reaches into an area, or the first cell there that holds anything."""
    others = ((str(other.name), area_of(other.range)) for other in sheet.tables)
    return next((name for name, place in others if place.meets(area)), None) or _first_filled(sheet, area)


def _first_filled(sheet: Any, area: Area) -> str | None:
    """Find the first cell that holds anything, be it a formula that shows nothing."""
    for n, row in enumerate(formulas_of(cells(sheet, area))):
        for column, typed in enumerate(row):
            if typed not in {None, ""}:
                return f"{column_letters(area.left + column)}{area.top + n}"
    return None
