"""Identifiers as text: every digit and leading zero kept, and told where a spreadsheet has already lost some."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from arrears.office.exports.grid import Raw

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u200b\u200e\u200f\ufeff]|_x00[01][0-9A-F]_")
_ROUNDED = re.compile(r"[+-]?\d(?:[.,]\d+)?E\+?\d{2,3}", re.I)
_DIGITS_KEPT = 15
"""Excel keeps this many digits of a number."""


def text_of(cell: Raw) -> str | None:
    """Give a cell as plain text: control characters and doubled spaces gone, numbers without a float's tail.

    >>> text_of(100045.0), text_of("  A\\u3000 B\\n"), text_of('="00123"'), text_of("'0042")
    ('100045', 'A B', '00123', '0042')
    """
    if cell is None:
        return None
    if isinstance(cell, str):
        return _text(cell)
    if isinstance(cell, float):
        return format(int(cell), "d") if cell == int(cell) and abs(cell) < 1e21 else format(cell, ".15g")
    if isinstance(cell, date):
        return (cell.date() if isinstance(cell, datetime) else cell).isoformat()
    return str(cell)


def _text(cell: str) -> str | None:
    if _is_clean(cell):
        return cell
    text = " ".join(_CONTROL.sub(" ", cell).split())
    if text.startswith('="') and text.endswith('"'):
        text = text[2:-1]
    return text.lstrip("'") or None


def _is_clean(text: str) -> bool:
    """Tell, quickly, that a text needs nothing done: most cells of a list."""
    return text.isprintable() and text[0] not in " '=" and text[-1] != " " and "  " not in text and "_x0" not in text


def is_rounded(cell: Raw) -> bool:
    """Tell whether a spreadsheet has already rounded an identifier.

    >>> is_rounded(1.2345678901234567e19), is_rounded("1.23457E+19"), is_rounded(123456789012345.0), is_rounded("12E")
    (True, True, False, False)
    """
    if isinstance(cell, float | int) and not isinstance(cell, bool):
        return abs(cell) >= float(10**_DIGITS_KEPT)
    return isinstance(cell, str) and bool(_ROUNDED.fullmatch(cell.strip()))


@dataclass(slots=True)
class Identifiers:
    """A column of identifiers, with the rows whose digits are lost and the width that shows lost zeros."""

    values: list[str | None]
    rounded: dict[int, str] = field(default_factory=dict)
    zeros_lost: int | None = None
    """The first row whose leading zeros seem lost: a shorter number among texts of one width that have them."""


def read_identifiers(cells: Sequence[Raw]) -> Identifiers:
    """Read a column of identifiers."""
    read = Identifiers([text_of(cell) for cell in cells])
    for index, cell in enumerate(cells):
        if is_rounded(cell):
            read.rounded[index] = str(cell)
    widths = {len(c) for c in cells if isinstance(c, str) and c.isdigit()}
    if len(widths) == 1 and any(isinstance(c, str) and c.isdigit() and c.startswith("0") for c in cells):
        width = widths.pop()
        shorter = (n for n, c in enumerate(cells) if isinstance(c, float | int) and len(text_of(c) or "") < width)
        read.zeros_lost = next(shorter, None)
    return read
