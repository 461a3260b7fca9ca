"""Bringing rows into a table: those whose key is there are updated, the others are added below; nothing is removed."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from arrears.runs.ports import KEEP, Keep, Rows, Table, Value


@dataclass(frozen=True, slots=True)
class Incoming:
    """Rows on their way into a table: their keys, and the columns they bring (None brings nothing)."""

    keys: Sequence[str]
    columns: Mapping[str, Sequence[Value]]
    fill_only: Collection[str] = ()
    """Columns that people edit in the workbook: filled where they are blank, never overwritten."""


def upserted(table: Table, keys: Sequence[str], incoming: Incoming) -> Rows:
    """Give the table with the incoming rows in it; ``keys`` are those of the table's own rows."""
    row_of = rows_of_keys(keys)
    new_keys = [key for key in dict.fromkeys(incoming.keys) if key not in row_of]
    row_of |= {key: len(table) + offset for offset, key in enumerate(new_keys)}
    rows = [row_of[key] for key in incoming.keys]
    total = len(table) + len(new_keys)
    columns = {
        name: _column(table, name, values, rows, total, fill_only=name in incoming.fill_only)
        for name, values in incoming.columns.items()
    }
    return Rows(table.name, columns, [*range(len(table)), *([None] * len(new_keys))])


def rows_of_keys(keys: Sequence[str]) -> dict[str, int]:
    """Give the row of each key, the first one where a key stands twice."""
    row_of: dict[str, int] = {}
    for row, key in enumerate(keys):
        row_of.setdefault(key, row)
    return row_of


def _column(
    table: Table, name: str, values: Sequence[Value], rows: Sequence[int], total: int, *, fill_only: bool
) -> list[Value | Keep]:
    old = table.column(name)
    column: list[Value | Keep] = [KEEP] * len(table) + [None] * (total - len(table))
    for row, value in zip(rows, values, strict=True):
        known = row < len(table)
        if value is None or (known and (value == old[row] or (fill_only and old[row] is not None))):
            continue
        column[row] = value
    return column


def appended(table: Table, columns: Mapping[str, Sequence[Value]]) -> Rows:
    """Give the table with rows added below."""
    count = len(next(iter(columns.values())))
    kept: list[int | None] = [*range(len(table)), *([None] * count)]
    return Rows(table.name, {name: [KEEP] * len(table) + list(values) for name, values in columns.items()}, kept)
