"""The number formats of cells: which are formatted as text, and what Excel makes of what is put into those."""

from collections.abc import Iterator
from typing import Any

TAKES_APOSTROPHES = {"in text cells": False}
"""Whether an apostrophe before a text shows in a cell that is formatted as text; not known of every Excel."""
_TEXT = 100
_PER_LOCALE = 10_000


def notations(cells: Any, formats: Any) -> set[str]:
    """Give the notations of the numbers in cells, by the formats of their workbook."""
    return {str(formats.getByKey(look.NumberFormat).FormatString) for look in _looks(cells)}


def as_text(cells: Any, rows: list[list[Any]]) -> list[list[Any]]:
    """Turn what is put into cells formatted as text into the texts that Excel makes of it."""
    place, made = cells.RangeAddress, rows
    for look in _looks(cells):
        if look.NumberFormat % _PER_LOCALE != _TEXT:
            continue
        made = [list(row) for row in rows] if made is rows else made
        area = look.RangeAddress
        for row in made[area.StartRow - place.StartRow : area.EndRow - place.StartRow + 1]:
            for n in range(area.StartColumn - place.StartColumn, area.EndColumn - place.StartColumn + 1):
                row[n] = _text(row[n])
    return made


def _text(cell: Any) -> Any:
    if cell is None or cell == "":
        return cell
    if isinstance(cell, str):
        return cell if cell.startswith("'") and not TAKES_APOSTROPHES["in text cells"] else f"'{cell}"
    return f"'{cell:g}"


def _looks(cells: Any) -> Iterator[Any]:
    """Give the ranges of cells that share a look."""
    looks = cells.getCellFormatRanges()
    return (looks.getByIndex(n) for n in range(looks.Count))
