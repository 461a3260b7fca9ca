"""The canonical contents of a table: typed values in the order of their keys, so that a re-saved file stays the same.

    contents(name, columns, key)   -> Contents       rows in the order of their keys
    contents.checksum              -> SHA-256 of them, whatever program wrote the file and in whatever order
    changes(was, now)              -> each cell that differs, each row that came or went

A value is written as its type and its plain notation: 5, 5.0 and 5.00 are one number; text is taken as it stands.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Final

Cell = None | str | int | Decimal | date | bool

BLANK: Final = ""
"""How a blank cell is written; no text is, as it bears its type."""


def canonical(value: Cell) -> str:
    """Write a typed value so that equal values are written alike, and no two others are.

    >>> [canonical(one) for one in (None, "5", 5, Decimal("5.00"), True, date(2026, 10, 31))]
    ['', 't5', 'n5', 'n5', 'yes', 'd2026-10-31']
    """
    if value is None:
        return BLANK
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, str):
        return f"t{value}"
    if isinstance(value, date):
        return f"d{value.isoformat()}"
    number = Decimal(value)
    return "n0" if not number else f"n{format(number.normalize(), 'f')}"


def shown(written: str) -> str:
    """Give a canonical value as people read it."""
    return written[1:] if written[:1] in ("t", "n", "d") else written


@dataclass(frozen=True)
class Contents:
    """A table: the keys of its columns, and its rows as canonical values, in the order of their keys.

    ``key`` names the columns that identify a row. ``at``: for each row its number in the table as it was read.
    """

    table: str
    columns: tuple[str, ...]
    key: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    at: tuple[int, ...] = ()

    @cached_property
    def checksum(self) -> str:
        """The SHA-256 of the contents, in hexadecimal."""
        return hashlib.sha256(self.text.encode()).hexdigest()

    @cached_property
    def text(self) -> str:
        """The contents as lines of JSON: a head, then the rows."""
        head = {"table": self.table, "columns": self.columns, "key": self.key}
        return "\n".join(json.dumps(part, ensure_ascii=False, separators=(",", ":")) for part in (head, *self.rows))

    @classmethod
    def read(cls, text: str) -> "Contents":
        """Read contents from their text; raises ValueError for anything else."""
        first, *rest = text.split("\n")
        head = json.loads(first)
        columns = tuple(head["columns"])
        rows = tuple(tuple(json.loads(line)) for line in rest)
        if any(len(row) != len(columns) for row in rows):
            raise ValueError(head["table"])
        return cls(head["table"], columns, tuple(head["key"]), rows)

    def keyed(self) -> dict[tuple[str, ...], int]:
        """Give the row of each key; of rows with one key the second is told from the first by its number."""
        named = [self.columns.index(name) for name in self.key if name in self.columns]
        places = named if named or not self.key else range(len(self.columns))
        times: dict[tuple[str, ...], int] = {}
        found = {}
        for number, row in enumerate(self.rows):
            key = tuple(row[place] for place in places)
            times[key] = times.get(key, 0) + 1
            found[*key, str(times[key])] = number
        return found


def contents(table: str, columns: Mapping[str, Sequence[Cell]], key: Sequence[str]) -> Contents:
    """Put a table into its canonical form; ``columns``: key -> values, all of one length."""
    names = tuple(columns)
    rows = list(zip(*([canonical(value) for value in values] for values in columns.values()), strict=True))
    places = [names.index(name) for name in key if name in columns]
    order = sorted(range(len(rows)), key=lambda n: ([rows[n][place] for place in places], rows[n]))
    return Contents(table, names, tuple(key), tuple(rows[n] for n in order), tuple(order))


@dataclass(frozen=True, slots=True)
class CellChange:
    """A cell that differs from what it was; ``row`` counts in the present contents, None where the row has gone.

    ``column`` is blank where the whole row came or went. ``was`` and ``now`` are canonical values.
    """

    table: str
    key: tuple[str, ...]
    column: str
    row: int | None
    was: str
    now: str


def changes(was: Contents, now: Contents) -> Iterator[CellChange]:
    """Name what differs, row by row; a column that has gone differs in every cell that was filled.

    A changed key shows as a row that went and one that came, unless all else in the row is the same: then as the cells
    of the key.
    """
    before, after = was.keyed(), now.keyed()
    position = {name: n for n, name in enumerate(now.columns)}
    gone = [key for key in before if key not in after]
    came = {key: after[key] for key in after if key not in before}
    for key, number in before.items():
        if key in after:
            yield from _cells(was, now, position, key, (number, after[key]))
    for key in gone:
        renamed = _renamed(was, now, position, before[key], came)
        if renamed is not None:
            yield from _cells(was, now, position, key, (before[key], came.pop(renamed)))
        else:
            yield CellChange(was.table, key[:-1], "", None, " ".join(filter(None, map(shown, key[:-1]))), BLANK)
    for key, number in came.items():
        yield CellChange(was.table, key[:-1], "", number, BLANK, " ".join(filter(None, map(shown, key[:-1]))))


def _cells(
    was: Contents, now: Contents, position: Mapping[str, int], key: tuple[str, ...], rows: tuple[int, int]
) -> Iterator[CellChange]:
    old, new = was.rows[rows[0]], now.rows[rows[1]]
    for name, value in zip(was.columns, old, strict=True):
        found = new[position[name]] if name in position else BLANK
        if found != value:
            yield CellChange(was.table, key[:-1], name, rows[1], value, found)


def _renamed(
    was: Contents, now: Contents, position: Mapping[str, int], row: int, came: Mapping[tuple[str, ...], int]
) -> tuple[str, ...] | None:
    """Find the row that came which differs from one that went in the least cells, and in fewer than half of them."""
    old = was.rows[row]

    def differing(number: int) -> int:
        new = now.rows[number]
        pairs = zip(was.columns, old, strict=True)
        return sum((new[position[name]] if name in position else BLANK) != value for name, value in pairs)

    if not came or len(came) > _MOST_COMPARED:
        return None
    nearest = min(came, key=lambda key: differing(came[key]))
    return nearest if 2 * differing(came[nearest]) < max(len(was.columns), 2) else None


_MOST_COMPARED = 200
"""Rows that came: beyond so many a table was replaced, and nobody changed a key by hand."""
