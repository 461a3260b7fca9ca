"""Text lists in which no headings are found at first: other encodings and delimiters, tried until known headings stand.

Short files tell neither for sure: cells padded with tabs look parted by tabs, letters of Central and Eastern Europe or
of Japan look like others.
"""

import csv
import io
from collections.abc import Iterator

from arrears.errors import ListRefused
from arrears.office.bank.list_head import find_head
from arrears.office.exports.grid import Grid, Row
from arrears.office.exports.text_grid import DELIMITERS, decode

_ENCODINGS = ("cp1250", "cp1251", "cp932", "cp950", "gb18030", "cp1252")


def with_headings(content: bytes, file: str) -> Grid | None:
    """Read a text list in that encoding and with that delimiter in which most headings are known; None if none are."""
    found = [(known, grid) for grid in _grids(content) if (known := _headings_known(grid, file))]
    return max(found, key=lambda pair: pair[0])[1] if found else None


def _grids(content: bytes) -> Iterator[Grid]:
    for text in _texts(content):
        for delimiter in DELIMITERS:
            try:
                rows = list(csv.reader(io.StringIO(text, newline=None), delimiter=delimiter))
            except csv.Error:
                continue
            cells: list[Row] = [[cell if cell.strip() else None for cell in row] for row in rows]
            yield Grid(sheet="", rows=cells, evidence="," if delimiter == ";" else "", delimiter=delimiter)


def _texts(content: bytes) -> Iterator[str]:
    text, encoding = decode(content)
    yield text
    if encoding.startswith("utf"):
        return
    for other in _ENCODINGS:
        try:
            yield content.decode(other)
        except UnicodeDecodeError:
            continue


def _headings_known(grid: Grid, file: str) -> int:
    try:
        return sum(len(columns) for columns in find_head(grid, file).columns.values())
    except ListRefused:
        return 0
