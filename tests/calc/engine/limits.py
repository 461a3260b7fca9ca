"""What Excel refuses and Calc would take; every one is refused here as Excel does."""

from typing import Any

LONGEST_TYPED = 8_192
"""What Excel takes as a formula, or as a text in an array of them."""
LONGEST_TITLE = 31


class HostError(Exception):
    """Excel would have refused."""


def refuse_cells(cells: Any, rows: list[list[Any]], longest: int) -> None:
    """Refuse values for a range that Excel would not take there."""
    place = cells.RangeAddress
    shape = place.EndRow - place.StartRow + 1, place.EndColumn - place.StartColumn + 1
    if (len(rows), len(rows[0])) != shape:
        raise HostError(f"{len(rows)} x {len(rows[0])} cells for a range of {shape}")
    if cells.Spreadsheet.isProtected():
        raise HostError("the sheet is protected")
    if any(isinstance(cell, str) and len(cell) > longest + 1 for row in rows for cell in row):
        raise HostError("a text longer than a cell takes")


def refuse_title(title: str) -> None:
    """Refuse a sheet name that Excel does not take."""
    if not 0 < len(title) <= LONGEST_TITLE:
        raise HostError(f"a sheet name of {len(title)} characters")
    if set(title) & set("[]:*?/\\") or title[0] == "'" or title[-1] == "'":
        raise HostError(f"the sheet name {title}")
