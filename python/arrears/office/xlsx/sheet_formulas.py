"""The formulas of an open worksheet part: moved with their cells, written out where they were shared."""

import re
from collections.abc import Callable, Collection

from arrears.office.xlsx.areas import Area, column_number
from arrears.office.xlsx.cell_xml import unescaped
from arrears.office.xlsx.moved_formulas import TableMove, copied
from arrears.office.xlsx.sheet_part import Cell, SheetPart
from arrears.office.xlsx.xml_part import markup

_SHARED = re.compile(rb"""(?<!\S)t\s*=\s*["']shared["']""")
_INDEX = re.compile(rb"""(?<!\S)si\s*=\s*["'](\d+)["']""")
_REF = re.compile(rb"""(?<!\S)ref\s*=\s*["']([^"']+)["']""")


class SheetFormulas:
    """Changes the formulas in the cells of one sheet."""

    def __init__(self, sheet: SheetPart) -> None:
        """Take the open sheet."""
        self._sheet = sheet
        p = re.escape(sheet.prefix.encode())
        self.mark = b"<%bf" % sheet.prefix.encode()
        self._formula = re.compile(rb"<%bf(?=[\s/>])([^>]*?)(?:/>|>(.*?)</%bf\s*>)" % (p, p), re.DOTALL)
        self._content = re.compile(rb"<%b(?:v|f|is)(?=[\s/>])" % p)

    def filled(self, cell: Cell) -> bool:
        """Tell whether a cell holds anything but its format."""
        return self._content.search(cell.raw) is not None

    def any(self, rows: Collection[int]) -> bool:
        """Tell whether rows hold a formula."""
        found = self._sheet.rows
        return any(row in found and self.mark in found[row].cells for row in rows)

    def moved(self, cell: Cell, before: int, row: int, move: TableMove) -> bytes:
        """Give a cell's markup at another row, its formula moved along."""
        rest = cell.raw[len(self._sheet.start(cell.letters, before)) :]
        if self.mark in rest:
            rest = self._formula.sub(lambda match: self._moved(match, row - before, move), rest)
        return self._sheet.start(cell.letters, row) + rest

    def bare(self, cell: Cell, before: int, row: int, move: TableMove) -> bytes:
        """Give the tail of a cell that has another cell's formula and no result yet; nothing if that has none."""
        match = self._formula.search(cell.raw)
        if match is None or not match[2]:
            return b""
        p = self._sheet.prefix.encode()
        formula = move.formula(unescaped(match[2].decode()), row - before)
        return b"><%bf>%b</%bf></%bc>" % (p, markup(formula).encode(), p, p)

    def follow(self, move: TableMove, but: Collection[int]) -> None:
        """Let the formulas outside some rows follow the table's new last row."""
        last = str(move.body.bottom).encode()
        for number, row in self._sheet.rows.items():
            if number not in but and self.mark in row.cells and last in row.cells:
                row.cells = self._formula.sub(lambda match: self._moved(match, 0, move), row.cells)

    def rewritten(self, change: Callable[[str], str]) -> bool:
        """Change the text of every formula of the sheet; tell whether any did change."""
        touched = False
        for row in self._sheet.rows.values():
            if self.mark in row.cells:
                cells = self._formula.sub(lambda match: self._with_text(match, change), row.cells)
                touched |= cells != row.cells
                row.cells = cells
        return touched

    def expand_shared(self, rows: Collection[int]) -> None:
        """Write out the formulas that cells of these rows share, in all cells of the sheet that share them."""
        sharing = [number for number, row in self._sheet.rows.items() if b"shared" in row.cells]
        masters: dict[bytes, tuple[str, int, int]] = {}
        wanted = set()
        for number in sharing:
            for cell in self._sheet.cells(number):
                match = self._formula.search(cell.raw)
                if match is None or not _SHARED.search(match[1]):
                    continue
                index = _index(match)
                if match[2]:
                    masters.setdefault(index, (unescaped(match[2].decode()), number, column_number(cell.letters)))
                if number in rows:
                    wanted.add(index)
        for number in sharing if wanted else ():
            cells = self._sheet.cells(number)
            self._sheet.rows[number].cells = b"".join(self._expanded(cell, number, masters, wanted) for cell in cells)

    def _expanded(
        self, cell: Cell, row: int, masters: dict[bytes, tuple[str, int, int]], wanted: Collection[bytes]
    ) -> bytes:
        match = self._formula.search(cell.raw)
        if match is None or not _SHARED.search(match[1]) or _index(match) not in wanted:
            return cell.raw
        master = masters.get(_index(match))
        if master is None:
            return cell.raw
        formula, master_row, master_column = master
        text = copied(formula, row - master_row, column_number(cell.letters) - master_column)
        p = self._sheet.prefix.encode()
        written = b"<%bf>%b</%bf>" % (p, markup(text).encode(), p)
        return cell.raw[: match.start()] + written + cell.raw[match.end() :]

    def _moved(self, match: re.Match[bytes], rows: int, move: TableMove) -> bytes:
        moved = self._with_text(match, lambda formula: move.formula(formula, rows))
        if rows and _REF.search(match[1]):
            return _REF.sub(lambda ref: _lowered(ref, rows), moved, count=1)
        return moved

    def _with_text(self, match: re.Match[bytes], change: Callable[[str], str]) -> bytes:
        if not match[2]:
            return match[0]
        before = unescaped(match[2].decode())
        after = change(before)
        if after == before:
            return match[0]
        start, end = match.span(2)
        return match[0][: start - match.start()] + markup(after).encode() + match[0][end - match.start() :]


def _index(match: re.Match[bytes]) -> bytes:
    found = _INDEX.search(match[1])
    return found[1] if found else b""


def _lowered(match: re.Match[bytes], rows: int) -> bytes:
    """Move the area of an array formula down with its cell."""
    area = Area.read(match[1].decode())
    return b'ref="%b"' % str(Area(area.left, area.top + rows, area.right, area.bottom + rows)).encode()
