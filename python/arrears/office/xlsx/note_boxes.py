"""The boxes that notes are shown in: shapes of a VML drawing, each naming the cell of its note.

Excel writes such drawings with tags that XML does not allow (an open ``<br>`` in the text of a button), so they are cut
as bytes, and every shape that does not move stays as it was.
"""

import re
from collections.abc import Callable, Iterator

from arrears.office.xlsx.areas import LAST_ROW
from arrears.office.xlsx.xml_part import parse, serialise

At = tuple[int, int]
"""Row and column of a cell, from 1."""

_PREFIX = rb"(?:[\w.-]+:)?"
_SHAPE = re.compile(rb"<(%b)shape(?=[\s>])[^>]*(?<!/)>" % _PREFIX)
_OF_NOTE = re.compile(rb"""<%bClientData\s[^>]*ObjectType\s*=\s*["']Note["']""" % _PREFIX)
_ROW = re.compile(rb"(<%bRow\s*>\s*)(\d+)" % _PREFIX)
_COLUMN = re.compile(rb"(<%bColumn\s*>\s*)(\d+)" % _PREFIX)
_ANCHOR = re.compile(rb"(<%bAnchor\s*>)\s*(\d+(?:\s*,\s*-?\d+){7})" % _PREFIX)
_ROWS, _COLUMNS = (2, 6), (0, 4)
"""Where they stand among the eight numbers of an anchor, which are column, offset, row, offset of two corners."""


def moved_boxes(drawing: bytes, name: str, place: Callable[[At], At | None]) -> bytes:
    """Let the boxes of notes go to the cells that ``place`` gives for their own; those it gives None for go.

    Raises FileRefused ``damaged-file`` for a drawing in two-byte characters that is no XML.
    """
    drawing, written, end = _plain(drawing, name), [], 0
    for start, stop in _shapes(drawing):
        written += [drawing[end:start], _followed(drawing[start:stop], place)]
        end = stop
    return b"".join((*written, drawing[end:]))


def _shapes(drawing: bytes) -> Iterator[tuple[int, int]]:
    """Find beginning and end of every shape with content; none is within another."""
    opening = _SHAPE.search(drawing)
    while opening is not None:
        closing = re.compile(rb"</%bshape\s*>" % re.escape(opening[1])).search(drawing, opening.end())
        if closing is None:
            return
        yield opening.start(), closing.end()
        opening = _SHAPE.search(drawing, closing.end())


def _followed(shape: bytes, place: Callable[[At], At | None]) -> bytes:
    row, column = _ROW.search(shape), _COLUMN.search(shape)
    if row is None or column is None or not _OF_NOTE.search(shape):
        return shape
    before = int(row[2]) + 1, int(column[2]) + 1
    after = place(before)
    if after is None:
        return b""
    return shape if after == before else _shifted(shape, before, after)


def _shifted(shape: bytes, before: At, after: At) -> bytes:
    """Name the new cell, and let the box stand to it as it stood to the old one, as far as the sheet's edge lets it."""

    def anchored(match: re.Match[bytes]) -> bytes:
        numbers = [int(number) for number in match[2].split(b",")]
        for edges, by in ((_ROWS, after[0] - before[0]), (_COLUMNS, after[1] - before[1])):
            shift = min(max(by, -numbers[edges[0]]), LAST_ROW - 1 - numbers[edges[1]])
            for edge in edges:
                numbers[edge] += shift
        return match[1] + b", ".join(b"%d" % number for number in numbers)

    shape = _ROW.sub(rb"\g<1>%d" % (after[0] - 1), shape, count=1)
    shape = _COLUMN.sub(rb"\g<1>%d" % (after[1] - 1), shape, count=1)
    return _ANCHOR.sub(anchored, shape, count=1)


def _plain(drawing: bytes, name: str) -> bytes:
    return serialise(parse(drawing, name)) if b"\0" in drawing[:4] else drawing
