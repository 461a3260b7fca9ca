"""What a sheet's own XML tells and the reading library does not: error cells, formulas without a stored result,
and how far the cells reach, before anyone asks for all of them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO

from lxml import etree

from arrears.errors import FileRefused
from arrears.office.exports.grid import number_of
from arrears.office.xlsx.package import Package

_ROW = re.compile(rb'<(?:\w+:)?row\b[^>]*?\br="(\d{1,9})"')
_CELL = re.compile(rb'<(?:\w+:)?c\b[^>]*?\br="([A-Za-z]{1,4})\d')
_CELLS = re.compile(rb"<(?:\w+:)?c[ >/]")
_ERROR = re.compile(rb'\bt="e"')
_NO_RESULT = re.compile(
    rb"(?:</(?:\w+:)?f>|<(?:\w+:)?f\b[^>]*/>)\s*(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v>\s*</(?:\w+:)?v>)?\s*</(?:\w+:)?c>"
)
_ALWAYS_FINE = 4_000_000
_SPARSEST = 8
"""A sheet may reach over this many cells for each one it has; a stray far-off cell must not ask for the whole plane."""


@dataclass(frozen=True, slots=True)
class SheetMarks:
    """Error cells and uncalculated formulas by (row, column), counted from 1."""

    errors: dict[tuple[int, int], str] = field(default_factory=dict)
    uncalculated: dict[tuple[int, int], str] = field(default_factory=dict)


def refuse_far_reaching(package: Package, part: str, sheet: str) -> None:
    """Refuse a sheet whose cells reach over far more rows and columns than they fill."""
    xml = package.part(part)
    rows = max((int(number) for number in _ROW.findall(xml)), default=0)
    columns = max((number_of(name.decode()) for name in {m[1] for m in _CELL.finditer(xml)}), default=0)
    reach = rows * columns
    if reach > _ALWAYS_FINE and reach > _SPARSEST * sum(1 for _ in _CELLS.finditer(xml)):
        raise FileRefused("sheet-too-large", package.name, found=sheet)


def sheet_marks(package: Package, part: str) -> SheetMarks:
    """Find a sheet's error cells and the formulas whose results are not stored; looked for only where there are any."""
    xml = package.part(part)
    marks = SheetMarks()
    if not _ERROR.search(xml) and not _NO_RESULT.search(xml):
        return marks
    for row, column, cell in _cells(xml):
        value = cell.findtext("{*}v")
        formula = cell.findtext("{*}f")
        if cell.get("t") == "e":
            marks.errors[row, column] = value or "#?"
        elif cell.find("{*}f") is not None and not value and cell.get("t") != "str":
            marks.uncalculated[row, column] = f"={formula or ''}"
    return marks


def _cells(xml: bytes) -> Iterator[tuple[int, int, etree._Element]]:
    """Walk the cells with their places; rows and cells without one follow the one before."""
    row = column = 0
    events = etree.iterparse(BytesIO(xml), events=("start", "end"), tag=("{*}row", "{*}c"), resolve_entities=False)
    for event, element in events:
        is_row = etree.QName(element).localname == "row"
        if is_row and event == "start":
            given = element.get("r")
            row, column = int(given) if given and given.isdigit() else row + 1, 0
        elif is_row:
            element.clear()
        elif event == "end":
            name = "".join(c for c in element.get("r") or "" if c.isalpha())
            column = number_of(name) if name else column + 1
            yield row, column, element
