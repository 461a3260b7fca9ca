"""Rows of a text file that have more cells than there are headings: an amount that fell apart at its own comma."""

import re
from collections.abc import Sequence

from arrears.office.exports.grid import Grid, Row, is_blank
from arrears.office.exports.header_row import Header

_FIRST_PART = re.compile(r"\s*[^\w,.]{0,3}\d{1,3}\s*")
_NEXT_PART = re.compile(r"\s*\d{1,3}(?:[.,]\d+)?[-)]?\s*")


class RowWidth:
    """How many cells the rows under some headings may have; in a sheet, any number: what stands beside is a note."""

    def __init__(self, grid: Grid, header: Header, amounts: Sequence[int]) -> None:
        """Take the columns of amounts by index."""
        self._header, self._amounts, self._delimiter = header, amounts, grid.delimiter
        columns = len(header.headings)
        widths = (len(row) for _, row in grid.below(header.row) if len(row) >= columns) if grid.delimiter else ()
        self._usual = min(widths, default=columns)
        """More than the headings only where every row ends in a delimiter."""

    def surplus(self, row: Row) -> str:
        """Give what a row has too much, as it stands in the file; empty text where the row fits."""
        if not self._delimiter or len(row) <= len(self._header.headings):
            return ""
        beyond = [str(cell).strip() for cell in row[self._header.named :] if not is_blank(cell)]
        if beyond:
            return self._delimiter.join(beyond)
        return self._parts_of_amount(row) if len(row) > self._usual else ""

    def _parts_of_amount(self, row: Row) -> str:
        """Give an amount that lies in two cells, with a blank last column to make room for them."""
        for index in self._amounts:
            first, following = str(row[index] or ""), str(row[index + 1] or "")
            if _FIRST_PART.fullmatch(first) and _NEXT_PART.fullmatch(following):
                return f"{first.strip()}{self._delimiter}{following.strip()}"
        return ""
