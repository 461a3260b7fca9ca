"""Bringing rows into a table: those whose key is there are updated, the others are added below; nothing is removed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from arrears.runs.ports import KEEP, Keep, Rows, Table, Value


@dataclass(frozen=True, slots=True)
class Incoming:
    """Rows on their way into a table: their keys, and the columns they bring (None brings nothing)."""

    keys: Sequence[str]
    columns: Mapping[str, Sequence[Value]]
    only_if_blank: bool = False
    """Fill blank cells of known rows and leave the others: what a side list knows about a customer, for example."""


def upserted(table: Table, keys: Sequence[str], incoming: Incoming) -> Rows:
    """Give the table with the incoming rows in it; ``keys`` are those of the table's own rows."""
    row_of = {key: row for row, key in enumerate(keys)}
    new_keys = [key for key in dict.fromkeys(incoming.keys) if key not in row_of]
    for offset, key in enumerate(new_keys):
        row_of[key] = len(table) + offset
    columns = {name: _column(table, name, values, incoming, row_of) for name, values in incoming.columns.items()}
    kept: list[int | None] = [*range(len(table)), *([None] * len(new_keys))]
    return Rows(table.name, columns, kept)


def _column(
    table: Table, name: str, values: Sequence[Value], incoming: Incoming, row_of: Mapping[str, int]
) -> list[Value | Keep]:
    old = table.column(name)
    column: list[Value | Keep] = [KEEP] * len(table) + [None] * (len(row_of) - len(table))
    for key, value in zip(incoming.keys, values, strict=True):
        row = row_of[key]
        known = row < len(table)
        if value is None or (known and (value == old[row] or (incoming.only_if_blank and old[row] is not None))):
            continue
        column[row] = value
    return column


def appended(table: Table, columns: Mapping[str, Sequence[Value]]) -> Rows:
    """Give the table with rows added below."""
    count = len(next(iter(columns.values())))
    kept: list[int | None] = [*range(len(table)), *([None] * count)]
    return Rows(table.name, {name: [KEEP] * len(table) + list(values) for name, values in columns.items()}, kept)
