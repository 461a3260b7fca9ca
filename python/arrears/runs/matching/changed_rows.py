"""Rows of a table that change where they stand, and rows that are added below them."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from arrears.runs.carried import in_place
from arrears.runs.ports import KEEP, Keep, Rows, Table, Value

Cells = dict[str, Value]
NOTHING: Mapping[int, Cells] = MappingProxyType({})


def changed(table: Table, cells: dict[int, Cells]) -> Rows:
    """Give a table with some cells of some rows changed, every row where it stands."""
    names = dict.fromkeys(key for row in cells.values() for key in row)
    columns: dict[str, Sequence[Value | Keep]] = {
        key: [cells[n][key] if n in cells and key in cells[n] else KEEP for n in range(len(table))] for key in names
    }
    return in_place(table, columns)


def added(table: Table, rows: Sequence[Cells], cells: Mapping[int, Cells] = NOTHING) -> Rows:
    """Give a table with rows added below, and some cells of those there are changed."""
    whole = [*(cells.get(n, {}) for n in range(len(table))), *rows]
    names = dict.fromkeys(name for row in whole for name in row)
    columns: dict[str, Sequence[Value | Keep]] = {
        name: [row.get(name, KEEP if n < len(table) else None) for n, row in enumerate(whole)] for name in names
    }
    return Rows(table.name, columns, [*range(len(table)), *([None] * len(rows))])
