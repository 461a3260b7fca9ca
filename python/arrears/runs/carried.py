"""Carrying what people wrote from a table's old rows to its new ones: by key, never by position."""

from collections.abc import Mapping, Sequence

from arrears.core.problems import Problem
from arrears.runs.ports import Keep, Rows, Sheets, Table, Value


def rows_by_key(old: Table, key: Sequence[str], columns: Mapping[str, Sequence[Value]]) -> tuple[Rows, list[Problem]]:
    """Match new rows to old ones by the key columns; notes on rows that are gone become problems.

    Returns the rows to write, each keeping the other cells of its old row, and a problem ``note-without-row`` for
    every old row with something of a person's in it that no new row takes over.
    """
    old_rows: dict[tuple[str, ...], list[int]] = {}
    for row, values in reversed(list(enumerate(_keys([old.column(name) for name in key])))):
        old_rows.setdefault(values, []).append(row)
    kept = [rows.pop() if (rows := old_rows.get(values)) else None for values in _keys([columns[name] for name in key])]
    return Rows(old.name, columns, kept), orphaned(old, key[0], key, kept)


def orphaned(old: Table, cell: str, key: Sequence[str], kept: Sequence[int | None]) -> list[Problem]:
    """Give a problem for every old row with something of a person's in it that no new row keeps."""
    taken = frozenset(kept)
    return [
        Problem("note-without-row", old.place(row, cell), note, values={"key": _named(old, key, row)})
        for row, note in enumerate(old.noted)
        if note and row not in taken
    ]


def in_place(table: Table, columns: Mapping[str, Sequence[Value | Keep]]) -> Rows:
    """Write columns of a table beside its other cells, every row where it stands."""
    return Rows(table.name, columns, range(len(table)))


def read_present(sheets: Sheets, *names: str) -> dict[str, Table]:
    """Read those of the tables that the book has."""
    return sheets.read(*(name for name in names if sheets.has(name)))


def _keys(columns: Sequence[Sequence[Value]]) -> list[tuple[str, ...]]:
    return [tuple("" if value is None else str(value) for value in row) for row in zip(*columns, strict=True)]


def _named(table: Table, key: Sequence[str], row: int) -> str:
    values = (table.column(name)[row] for name in key)
    return " ".join(str(value) for value in values if value is not None)
