"""A worksheet part: its rows as bytes, everything around them as a small tree.

A sheet of 100,000 rows holds millions of cells; as a tree they would take gigabytes. So the rows stay bytes, cut
only where they are touched, and only what surrounds them (formats, validations, links) is parsed.
"""

import operator
import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from lxml import etree

from arrears.errors import FileRefused
from arrears.office.xlsx.areas import column_letters, column_number
from arrears.office.xlsx.cell_xml import unescaped
from arrears.office.xlsx.xml_part import child, parse, same_namespace, serialise

_SHEET_DATA = re.compile(rb"<((?:[\w.-]+:)?)sheetData(?=[\s/>])[^>]*?(/?)>")
_ENCODING = rb"""encoding\s*=\s*["'](?i:utf-8)["'][^>]*"""
_UTF8 = re.compile(rb"\A(?:\xef\xbb\xbf)?\s*(?:<\?xml(?:(?!encoding)[^>])*(?:%b)?\?>)?\s*<[^?\0]" % _ENCODING)
_ROW_NUMBER = re.compile(rb"""(?<!\S)r\s*=\s*["'](\d+)["']\s?""")
_CELL_ADDRESS = re.compile(rb"""(?<!\S)r\s*=\s*["']([A-Z]+)\d+["']\s?""")
_ADDRESS = re.compile(rb'"([A-Z]+)\d+"')
_STYLE = re.compile(rb"""(?<!\S)s\s*=\s*["'](\d+)["']""")
_SPANS = re.compile(rb"""\s*(?<!\S)spans\s*=\s*["'][^"']*["']""")
_HIDDEN = re.compile(rb"""\s*(?<!\S)hidden\s*=\s*["']([^"']*)["']""")


@dataclass(slots=True)
class Row:
    """A row: its attributes without ``r``, and its cells as they stand in the part."""

    attributes: bytes
    cells: bytes = b""

    @property
    def hidden(self) -> bool:
        """Whether the row is hidden, by hand or by a filter."""
        match = _HIDDEN.search(self.attributes)
        return match is not None and match[1] in (b"1", b"true")

    def hide(self) -> None:
        """Hide the row."""
        self.show()
        self.attributes += b' hidden="1"'

    def show(self) -> None:
        """Show the row."""
        self.attributes = _HIDDEN.sub(b"", self.attributes)

    def unspan(self) -> None:
        """Drop the hint which columns the row fills; it may no longer be true."""
        self.attributes = _SPANS.sub(b"", self.attributes)


class Cell(NamedTuple):
    """A cell: its whole markup beginning with its address, its column letters, its attributes but the address."""

    raw: bytes
    letters: str
    attributes: bytes

    @property
    def style(self) -> bytes:
        """The cell's style attribute with a space in front, or nothing."""
        return style_of(self.attributes)


class SheetPart:
    """A worksheet part opened for changes: ``rows`` by number, and ``root``, the tree around them."""

    def __init__(self, content: bytes, name: str = "") -> None:
        """Open the part; raises FileRefused ``damaged-file`` when it is not a worksheet."""
        content = _plain(content, name)
        match = _SHEET_DATA.search(content)
        if match is None:
            raise FileRefused("damaged-file", name, name)
        self.prefix = match[1].decode()
        end = match.end() if match[2] else content.rindex(b"</%ssheetData" % match[1])
        tail = content[end:] if match[2] else content[content.index(b">", end) + 1 :]
        opening = match[0] if match[2] else match[0][:-1] + b"/>"
        self.root = parse(content[: match.start()] + opening + tail, name)
        p = re.escape(match[1])
        self._cell = re.compile(
            rb'(<%bc(?:\s+r="([A-Z]+)\d+")?(?=[\s/>])([^>]*?)(?:/>|>.*?</%bc\s*>))' % (p, p), re.DOTALL
        )
        self._cell_open = b"<%bc r=" % match[1]
        self._numbered_cell = re.compile(rb'(<%bc r="[A-Z]+)\d+"' % p)
        numbered = list(_numbered(content, match.end(), end, match[1]))
        self.rows = dict(numbered)
        if len(self.rows) < len(numbered):
            raise FileRefused("damaged-file", name, name)
        self._ordered = list(self.rows) == sorted(self.rows)

    def cells(self, row: int) -> list[Cell]:
        """Cut a row into its cells, each with its address written out."""
        found = self.rows.get(row)
        return [] if found is None else self.cut(found.cells, row)

    def cut(self, cells: bytes, row: int) -> list[Cell]:
        """Cut the cells of a row; one without an address follows its neighbour."""
        opening = self._cell_open
        listed: list[Cell] = []
        for raw, letters, attributes in self._cell.findall(cells):
            if letters and raw.startswith(opening):
                listed.append(Cell(raw, letters.decode(), attributes))
            else:
                before = column_number(listed[-1].letters) if listed else 0
                listed.append(self._addressed(raw, before, row))
        return listed

    def _addressed(self, raw: bytes, before: int, row: int) -> Cell:
        """Write a cell's address the usual way: first of its attributes, in double quotes."""
        match = self._cell.match(raw)
        if match is None:  # pragma: no cover - it was cut by the same pattern
            raise ValueError(raw)
        attributes = match[3]
        named = _CELL_ADDRESS.search(attributes)
        if named is not None:
            attributes = attributes[: named.start()] + attributes[named.end() :]
        letters = match[2] or (named[1] if named else column_letters(before + 1).encode())
        attributes = b" " + attributes.strip() if attributes.strip() else b""
        content = raw[match.end(3) :]
        return Cell(b'%s"%s%d"' % (self._cell_open, letters, row) + attributes + content, letters.decode(), attributes)

    def usual(self, cells: bytes) -> bool:
        """Tell whether every cell of a row begins with its address, written the usual way."""
        return cells.count(b"<%bc" % self.prefix.encode()) == cells.count(self._cell_open + b'"')

    def renumbered(self, cells: bytes, row: int) -> bytes:
        """Give usual cells another row number (split and join: three times quicker than substitution)."""
        parts = self._numbered_cell.split(cells)
        pairs = map(operator.add, parts[::2], parts[1::2])
        return (b'%d"' % row).join((*pairs, parts[-1]))

    def cells_of(self, columns: Collection[str]) -> re.Pattern[bytes]:
        """Make a pattern for the usual cells of some columns: beginning with address, letters, other attributes."""
        p = re.escape(self.prefix.encode())
        letters = "|".join(columns).encode() or b"(?!)"
        return re.compile(rb'(<%bc r="(%b)\d+")([^>]*?)(?:/>|>.*?</%bc\s*>)' % (p, letters, p), re.DOTALL)

    def within(self, cells: bytes, left: int, right: int) -> bool:
        """Tell, without cutting, whether all cells of a row stand in these columns; False when in doubt."""
        if not cells.startswith(self._cell_open):
            return not cells
        last = cells.rfind(self._cell_open)
        edges = (_ADDRESS.match(cells, at + len(self._cell_open)) for at in (0, last))
        columns = [column_number(edge[1].decode()) for edge in edges if edge]
        addressed = cells.rfind(b"<%bc" % self.prefix.encode()) == last
        return len(columns) == 2 and addressed and left <= columns[0] and columns[1] <= right

    def start(self, letters: str, row: int) -> bytes:
        """Write the beginning of a cell, up to and with its address."""
        return b'%s"%s%d"' % (self._cell_open, letters.encode(), row)

    def content(self) -> bytes:
        """Write the part anew."""
        around = serialise(self.root)
        match = _SHEET_DATA.search(around)
        if match is None:  # pragma: no cover - the tree always holds it
            raise ValueError("the sheet data is gone")
        opening = match[0][:-2].rstrip() + b">"
        closing = b"</%ssheetData>" % match[1]
        return b"".join((around[: match.start()], opening, *self._written(), closing, around[match.end() :]))

    def _written(self) -> Iterator[bytes]:
        p = self.prefix.encode()
        for number in self.rows if self._ordered else sorted(self.rows):
            row = self.rows[number]
            if row.cells:
                yield b'<%brow r="%d"%b>%b</%brow>' % (p, number, row.attributes, row.cells, p)
            else:
                yield b'<%brow r="%d"%b/>' % (p, number, row.attributes)

    def put(self, number: int, cells: bytes) -> Row:
        """Give a row new cells; the row is made where there is none."""
        row = self.rows.get(number)
        if row is None:
            row = self.rows[number] = Row(b"")
            self._ordered = False
        row.cells = cells
        row.unspan()
        return row


def style_of(attributes: bytes) -> bytes:
    """Give the style among a cell's attributes with a space in front, or nothing."""
    match = _STYLE.search(attributes)
    return b' s="%b"' % match[1] if match else b""


def error_cells(content: bytes, name: str = "") -> Mapping[str, str]:
    """Find the cells of a worksheet part that hold an Excel error: address -> error."""
    if b't="e"' not in content and b"t='e'" not in content and b"\0" not in content[:8]:
        return {}
    sheet = SheetPart(content, name)
    value = re.compile(rb"<%bv[^>]*>(.*?)</" % re.escape(sheet.prefix.encode()))
    kind = re.compile(rb"""(?<!\S)t=["']e["']""")
    found = {}
    for number, row in sheet.rows.items():
        if b"t=" not in row.cells:
            continue
        for cell in sheet.cut(row.cells, number):
            if kind.search(cell.attributes):
                match = value.search(cell.raw)
                found[f"{cell.letters}{number}"] = unescaped(match[1].decode()) if match else ""
    return found


def spliced(root: etree._Element, name: str, before: tuple[str, ...]) -> etree._Element:
    """Find a child of a worksheet or workbook, or make it at the place the schema gives it: before the named ones."""
    found = child(root, name)
    if found is not None:
        return found
    made = etree.Element(same_namespace(root, name))
    position = len(root)
    for index, element in enumerate(root):
        if isinstance(element.tag, str) and etree.QName(element).localname in before:
            position = index
            break
    root.insert(position, made)
    return made


def _numbered(content: bytes, start: int, end: int, prefix: bytes) -> Iterator[tuple[int, Row]]:
    """Find the rows with their numbers; one without a number follows its neighbour."""
    opening = re.compile(rb"<%brow(?=[\s/>])([^>]*?)(/?)>" % re.escape(prefix))
    start_mark, end_mark = b"<%brow" % prefix, b"</%brow" % prefix
    number = 0
    at = content.find(start_mark, start, end)
    while at >= 0:
        match = opening.match(content, at)
        close = -1 if match is None or match[2] else content.find(end_mark, match.end(), end)
        if match is not None:
            cells = content[match.end() : close] if close >= 0 else b""
            attributes = match[1]
            named = _ROW_NUMBER.search(attributes)
            number = int(named[1]) if named else number + 1
            if named:
                attributes = attributes[: named.start()] + attributes[named.end() :]
            attributes = attributes.strip()
            yield number, Row(b" " + attributes if attributes else b"", cells)
        at = content.find(start_mark, max(at + 1, close), end)


def _plain(content: bytes, name: str) -> bytes:
    """Bring a part into the form that can be cut as bytes: UTF-8, no comments, CDATA or processing instructions."""
    if _UTF8.match(content) and b"<!" not in content and content.find(b"<?", 8) < 0:
        return content
    return serialise(parse(content, name))
