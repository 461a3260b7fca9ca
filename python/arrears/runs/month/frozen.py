"""The contents of a book as a lock freezes them: tables in canonical form, packed into rows of a hidden sheet."""

import base64
import hashlib
import zlib
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from arrears.core.month.canonical import Cell, Contents, contents
from arrears.runs.ports import Sheets, Table, Value

HOME = "Home"
"""The name under which what stands on Home outside its tables is frozen."""
_MOST_IN_CELL = 8_000
"""Characters of a packed table in one cell; Excel takes 32,767, of which 8,192 can be typed in many cells at once."""
_MOST_UNPACKED = 1 << 30
"""Bytes of a table's contents: more was not made by a lock."""
_DECIMALS = 6
"""To which numbers are taken: beyond them only the noise of floats differs from one program to another."""


class Identity(NamedTuple):
    """What a lock has to know of a table: the columns whose values identify a row, and those that formulas fill."""

    key: Sequence[str]
    formulas: frozenset[str] = frozenset()


Keys = Mapping[str, Identity]
"""The tables that a lock freezes."""


def contents_of(sheets: Sheets, keys: Keys) -> dict[str, Contents]:
    """Give the contents of every table of the book that is frozen, and the as-of date."""
    tables = sheets.read(*(name for name in keys if sheets.has(name)))
    found = {HOME: contents(HOME, {"as_of": [_plain(sheets.block("AsOf")[0][0])]}, ())}
    return found | {name: table_contents(table, keys[name].key) for name, table in tables.items()}


def table_contents(table: Table, key: Sequence[str]) -> Contents:
    """Give the contents of a table as it was read."""
    columns = {name: [_plain(value) for value in values] for name, values in table.columns.items()}
    return contents(table.name, columns, key)


def _plain(value: Value) -> Cell:
    return round(value, _DECIMALS) if isinstance(value, Decimal) else value


def checksum(all_contents: Mapping[str, Contents]) -> str:
    """Give the SHA-256 that stands for all tables: of the lines of their names and checksums, in their order."""
    lines = (f"{name} {all_contents[name].checksum}" for name in sorted(all_contents))
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def packed(all_contents: Iterable[Contents]) -> list[tuple[str, int, str]]:
    """Pack contents into cells: table, part, text."""
    cells = []
    for one in all_contents:
        text = base64.b64encode(zlib.compress(one.text.encode(), 6)).decode("ascii")
        parts = [text[start : start + _MOST_IN_CELL] for start in range(0, len(text), _MOST_IN_CELL)]
        cells += [(one.table, number, part) for number, part in enumerate(parts, start=1)]
    return cells


def unpacked(frozen: Table) -> dict[str, Contents | None]:
    """Read packed contents; None for a table whose cells do not fit together any more."""
    parts: dict[str, dict[int, str]] = {}
    rows = zip(*(frozen.column(name) for name in ("table", "part", "content")), strict=True)
    for table, part, text in rows:
        if table is not None and isinstance(part, int | Decimal):
            parts.setdefault(str(table), {})[int(part)] = str(text or "")
    return {table: _unpacked("".join(text for _, text in sorted(cells.items()))) for table, cells in parts.items()}


def _unpacked(text: str) -> Contents | None:
    try:
        stream = zlib.decompressobj()
        content = stream.decompress(base64.b64decode(text, validate=True), _MOST_UNPACKED)
        if not stream.eof:
            return None
        return Contents.read(content.decode())
    except (ValueError, KeyError, TypeError, zlib.error):
        return None
