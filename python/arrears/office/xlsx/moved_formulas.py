"""Formulas whose cells move: which references follow, which stay.

A row of a table moves as a record: what its formulas say of their own record, or of the records above and below,
moves with it; what they say of cells outside the table stays. References that cover the whole body of the table
follow its new last row. Structured references need nothing.
"""

import re
from dataclasses import dataclass, replace

from arrears.office.xlsx.areas import LAST_ROW, Area, column_letters, column_number

_CELL = r"(\$?)([A-Z]{1,3})(\$?)([0-9]{1,7})"
_QUALIFIER = r"(?:'(?:[^']|'')+'|(?:\[[^\]]*\])?[^\W\d][\w.]*(?::[^\W\d][\w.]*)?)!"
_END = r"(?![\w.(!\[])"
_BRACKETS = r"\[(?:[^\[\]']|'.|\[(?:[^\[\]']|'.)*\])*\]"
_COLUMNS = r"(\$?)([A-Z]{1,3}):(\$?)([A-Z]{1,3})" + _END
_TOKEN = re.compile(
    rf'"(?:[^"]|"")*"|(?<![\w.$!\]\'])({_QUALIFIER})?(?:{_CELL}(?::{_CELL})?{_END}|{_COLUMNS})|{_QUALIFIER}|{_BRACKETS}'
)
_LAST_COLUMN = 16_384


@dataclass(frozen=True, slots=True)
class _Corner:
    """One corner of a reference; a dollar fixes its column or its row."""

    column_dollar: str
    column: str
    row_dollar: str
    row: int

    def __str__(self) -> str:
        return f"{self.column_dollar}{self.column}{self.row_dollar}{self.row}"


@dataclass(frozen=True, slots=True)
class TableMove:
    """How references follow when a table's rows are rewritten: the body before, and its last row after."""

    sheet: str
    body: Area
    bottom: int
    header_rows: int = 1
    totals_rows: int = 0

    @property
    def bottoms(self) -> dict[int, int]:
        """Old last rows (of the body, of the whole table) and the new ones."""
        end = self.body.bottom + self.totals_rows
        return {end: self.bottom + self.totals_rows, self.body.bottom: self.bottom}

    def formula(self, formula: str, rows: int, sheet: str | None = None) -> str:
        """Rewrite a formula whose cell moves down by ``rows``; ``sheet`` is where it stands, if not with the table.

        >>> TableMove("Items", Area(1, 7, 9, 20), 30).formula("J$2*F7+SUM(F$7:F$20)", 5)
        'J$2*F12+SUM(F$7:F$30)'
        """
        home = self.sheet if sheet is None else sheet

        def follow(match: re.Match[str]) -> str:
            if match[3] is None or _sheet_named(match[1], home) != self.sheet:
                return match[0]
            return (match[1] or "") + self._reference(match, rows)

        return _TOKEN.sub(follow, formula)

    def area(self, area: Area) -> Area | None:
        """Let an area that ends with the body follow it; None when nothing of it is left."""
        if not area.shares_columns(self.body) or area.top > self.body.bottom or area.bottom < self.body.top:
            return area
        bottom = self.bottoms.get(area.bottom)
        if bottom is None:
            bottom = min(area.bottom, self.bottom) if area.bottom < self.body.bottom else area.bottom
        return area.down_to(bottom) if area.top <= bottom else None

    def names(self, refers_to: str) -> str:
        """Let the areas of a defined name follow that reach from the first body row, or above, to the last."""

        def follow(match: re.Match[str]) -> str:
            if match[3] is None or match[7] is None or _sheet_named(match[1], "") != self.sheet:
                return match[0]
            first, last = _corners(match)
            bottom = self.bottoms.get(last.row, last.row)
            touches = _area(first, last).shares_columns(self.body) and first.row <= self.body.top
            return f"{match[1]}{first}:{replace(last, row=bottom)}" if touches else match[0]

        return _TOKEN.sub(follow, refers_to)

    def _reference(self, match: re.Match[str], rows: int) -> str:
        first, last = _corners(match)
        if match[7] is None:
            return _text(self._moved(first, rows))
        if self._covers(first, last):
            return f"{first}:{replace(last, row=self.bottoms[last.row])}"
        return f"{_text(self._moved(first, rows))}:{_text(self._moved(last, rows))}"

    def _covers(self, first: _Corner, last: _Corner) -> bool:
        """Tell a reference to the whole body; a running total (one end fixed, the other not) is none."""
        inside = self.body.left <= column_number(first.column) and column_number(last.column) <= self.body.right
        tops = (self.body.top, self.body.top - self.header_rows)
        return inside and first.row_dollar == last.row_dollar and first.row in tops and last.row in self.bottoms

    def _moved(self, corner: _Corner, rows: int) -> _Corner:
        own = self.body.left <= column_number(corner.column) <= self.body.right
        if corner.row_dollar or not own or not self.body.top - self.header_rows <= corner.row <= self.body.bottom:
            return corner
        return replace(corner, row=corner.row + rows)


def copied(formula: str, rows: int, columns: int) -> str:
    """Rewrite a formula as Excel does on copying: every reference without a dollar moves.

    >>> copied("A1+$B$2+SUM(C:C)", 2, 1)
    'B3+$B$2+SUM(D:D)'
    """

    def follow(match: re.Match[str]) -> str:
        qualifier = match[1] or ""
        if match[11] is not None:
            ends = (_shifted(match[10], match[11], columns), _shifted(match[12], match[13], columns))
            return qualifier + ":".join(ends) if all(ends) else "#REF!"
        if match[3] is None:
            return match[0]
        corners = _corners(match)[: 1 if match[7] is None else 2]
        return qualifier + ":".join(_text(_copied(corner, rows, columns)) for corner in corners)

    return _TOKEN.sub(follow, formula)


def _corners(match: re.Match[str]) -> tuple[_Corner, _Corner]:
    first = _Corner(match[2], match[3], match[4], int(match[5]))
    return first, first if match[7] is None else _Corner(match[6], match[7], match[8], int(match[9]))


def _area(first: _Corner, last: _Corner) -> Area:
    return Area(column_number(first.column), first.row, column_number(last.column), last.row)


def _text(corner: _Corner) -> str:
    return str(corner) if corner.column and 1 <= corner.row <= LAST_ROW else "#REF!"


def _copied(corner: _Corner, rows: int, columns: int) -> _Corner:
    column = _shifted("", corner.column, 0 if corner.column_dollar else columns)
    return replace(corner, column=column, row=corner.row + (0 if corner.row_dollar else rows))


def _shifted(dollar: str, letters: str, columns: int) -> str:
    number = column_number(letters) + (0 if dollar else columns)
    return dollar + column_letters(number) if 1 <= number <= _LAST_COLUMN else ""


def _sheet_named(qualifier: str | None, home: str) -> str:
    """Read the sheet out of ``'My sheet'!`` or ``Sheet1!``; a reference without one means its own sheet."""
    if not qualifier:
        return home
    name = qualifier[:-1]
    return name[1:-1].replace("''", "'") if name.startswith("'") else name
