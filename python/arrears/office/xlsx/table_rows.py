"""The rows of one table inside a worksheet part, rewritten: new values, kept cells, formulas that move along."""

import re
from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

from arrears.core.problems import Place
from arrears.errors import BookRefused
from arrears.office.xlsx.areas import LAST_ROW, Area, column_letters, column_number
from arrears.office.xlsx.moved_formulas import TableMove
from arrears.office.xlsx.sheet_formulas import SheetFormulas
from arrears.office.xlsx.sheet_part import Cell, SheetPart, style_of
from arrears.office.xlsx.sheet_ranges import merged

Tails = Sequence[bytes | None]
"""What follows address and style of a column's cells; None keeps the cell of the old row."""


class _Divided(NamedTuple):
    """A row's cells left of the table, in it, and right of it."""

    left: bytes
    middle: bytes
    right: bytes


class TableRows:
    """Rewrites the body of one table of an open sheet."""

    def __init__(
        self,
        sheet: SheetPart,
        area: Area,
        move: TableMove,
        columns: Mapping[str, Tails],
        calculated: Collection[str],
    ) -> None:
        """Take the sheet, the table's whole area, where its rows go, the tails of new cells, the calculated columns.

        Columns go by their letters.
        """
        self._sheet = sheet
        self._area = area
        self._move = move
        self._columns = columns
        self._calculated = calculated
        self._replaced = sheet.cells_of(columns)
        self._formulas = SheetFormulas(sheet)
        self._end = move.bottom + move.totals_rows
        self._model: dict[str, Cell] = {}
        self._styles: dict[str, bytes] = {}
        self._fills: dict[str, bytes | None] = {}
        self._letters = [column_letters(number) for number in range(area.left, area.right + 1)]

    def write(self, kept: Sequence[int | None]) -> None:
        """Write the new body: new cells in the named columns, elsewhere the cells of old body row ``kept[i]``.

        Raises BookRefused ``rows-below-table``, ``merged-in-table`` or ``too-many-rows``.
        """
        self._refuse()
        top, bottom, end = self._move.body.top, self._move.bottom, max(self._area.bottom, self._end)
        self._formulas.expand_shared(range(top, self._area.bottom + 1))
        self._model = {cell.letters: cell for cell in self._sheet.cells(top)}
        self._styles = {letters: cell.style for letters, cell in self._model.items()}
        old = {row: self._divided(row) for row in range(top, end + 1)}
        hidden = {row for row in old if row in self._sheet.rows and self._sheet.rows[row].hidden}
        totals = [self._totals(old, number) for number in range(1, self._move.totals_rows + 1)]
        for index, source in enumerate(kept):
            row = top + index
            if source is None:
                cells = self._new_record(row, index)
            else:
                cells = self._record(row, index, top + source, old[top + source].middle)
            self._place(row, old[row], cells, hidden=source is not None and top + source in hidden)
        for row in range(bottom + 1, end + 1):
            total = totals.pop(0) if totals else b""
            self._place(row, old[row], total, hidden=False)
        if bottom != self._move.body.bottom:
            self._formulas.follow(self._move, range(top, self._end + 1))

    def _record(self, row: int, index: int, before: int, cells: bytes) -> bytes:
        """Write a row that keeps the cells of an old one."""
        quick = self._quick(row, index, before, cells)
        if quick is not None:
            return quick
        start = self._sheet.start
        written = []
        found = set()
        for cell in self._sheet.cut(cells, before):
            tail = self._columns[cell.letters][index] if cell.letters in self._columns else None
            if tail is None:
                written.append(self._formulas.moved(cell, before, row, self._move))
            else:
                written.append(start(cell.letters, row) + cell.style + tail)
            found.add(cell.letters)
        if not found.issuperset(self._columns):
            written = self._completed(written, row, index)
        return b"".join(written)

    def _quick(self, row: int, index: int, before: int, cells: bytes) -> bytes | None:
        """Write a row without cutting it: where every cell is written the usual way, and no formula has to move."""
        resized = self._move.bottom != self._move.body.bottom
        if not self._sheet.usual(cells):
            return None
        mark = self._formulas.mark
        to_move = cells.count(mark) if resized or before != row else 0
        if before != row:
            cells = self._sheet.renumbered(cells, row)
        columns = self._columns

        def new(match: re.Match[bytes]) -> bytes:
            nonlocal to_move
            tail = columns[match[2].decode()][index]
            if tail is None:
                return match[0]
            to_move -= match[0].count(mark) if to_move else 0
            return match[1] + style_of(match[3]) + tail

        written, found = self._replaced.subn(new, cells)
        return written if found == len(columns) and to_move == 0 else None

    def _completed(self, written: list[bytes], row: int, index: int) -> list[bytes]:
        """Add the new cells whose place in the old row was empty."""
        placed = {cell.letters: cell.raw for cell in self._sheet.cut(b"".join(written), row)}
        for letters, tails in self._columns.items():
            tail = tails[index]
            if letters not in placed and tail is not None:
                placed[letters] = self._opening(letters, row) + tail
        return [placed[letters] for letters in sorted(placed, key=column_number)]

    def _opening(self, letters: str, row: int) -> bytes:
        """Begin a cell in the format of the first body row."""
        return self._sheet.start(letters, row) + self._styles.get(letters, b"")

    def _new_record(self, row: int, index: int) -> bytes:
        """Write a row of a new record: blank where nothing is given, calculated columns filled as Excel fills them."""
        written = []
        for letters in self._letters:
            tail = self._columns[letters][index] if letters in self._columns else None
            if tail is not None:
                written.append(self._opening(letters, row) + tail)
            elif letters in self._model:
                formula = self._filled(letters, row) if letters in self._calculated else b""
                written.append(self._opening(letters, row) + (formula or b"/>"))
        return b"".join(written)

    def _filled(self, letters: str, row: int) -> bytes:
        """Give the formula of a calculated column at a row; most are the same in every row and written out once."""
        top, model = self._move.body.top, self._model[letters]
        if letters not in self._fills:
            first, second = (self._formulas.bare(model, top, number, self._move) for number in (top, top + 1))
            self._fills[letters] = first if first == second else None
        same = self._fills[letters]
        return self._formulas.bare(model, top, row, self._move) if same is None else same

    def _totals(self, old: Mapping[int, _Divided], number: int) -> bytes:
        """Give a totals row at its new place; ``number`` counts from the body's last row."""
        before, row = self._move.body.bottom + number, self._move.bottom + number
        cells = self._sheet.cut(old[before].middle, before)
        return b"".join(self._formulas.moved(cell, before, row, self._move) for cell in cells)

    def _place(self, row: int, old: _Divided, cells: bytes, *, hidden: bool) -> None:
        content = old.left + cells + old.right
        if not content and row not in self._sheet.rows:
            return
        placed = self._sheet.put(row, content)
        if hidden != placed.hidden:
            (placed.hide if hidden else placed.show)()
        if not content and not placed.attributes:
            del self._sheet.rows[row]

    def _divided(self, row: int) -> _Divided:
        found = self._sheet.rows.get(row)
        if found is None:
            return _Divided(b"", b"", b"")
        if self._sheet.within(found.cells, self._area.left, self._area.right):
            return _Divided(b"", found.cells, b"")
        sides: tuple[list[bytes], list[bytes], list[bytes]] = ([], [], [])
        for cell in self._sheet.cut(found.cells, row):
            number = column_number(cell.letters)
            sides[0 if number < self._area.left else 1 if number <= self._area.right else 2].append(cell.raw)
        return _Divided(*(b"".join(side) for side in sides))

    def _refuse(self) -> None:
        sheet, end = self._move.sheet, self._end
        if end > LAST_ROW:
            raise BookRefused("too-many-rows", Place(sheet=sheet), str(end))
        whole = self._area.down_to(max(end, self._area.bottom))
        for area in merged(self._sheet.root):
            if area.meets(whole):
                raise BookRefused("merged-in-table", Place(sheet=sheet, cell=str(area)), str(area))
        for row in range(self._area.bottom + 1, end + 1):
            for cell in self._sheet.cells(row):
                if self._area.left <= column_number(cell.letters) <= self._area.right and self._formulas.filled(cell):
                    where = Place(sheet=sheet, cell=f"{cell.letters}{row}")
                    raise BookRefused("rows-below-table", where, f"{cell.letters}{row}", rows=end - self._area.bottom)
