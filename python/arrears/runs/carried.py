"""Carrying what people wrote from a table's old rows to its new ones: by key, never by position."""

from collections.abc import Mapping, Sequence

from arrears.core.problems import Problem
from arrears.runs.ports import Keep, Rows, Sheets, Table, Value


def rows_by_key(
    old: Table, key: Sequence[str], columns: Mapping[str, Sequence[Value]]
) -> tuple[Rows, list[Problem]]:
    """Match new rows to old ones by the key columns; notes on rows that are gone become problems.

    Returns the rows to write, each keeping the other cells of its old row, and a problem ``note-without-row`` for
    every old row with something of a person's in it that no new row takes over.
    """
    old_rows: dict[tuple[str, ...], int] = {}
    for row, values in enumerate(_keys(old.column(k) for k in key)):
        old_rows.setdefault(values, row)
    kept = [old_rows.pop(values, None) for values in _keys(columns[k] for k in key)]
    taken = {row for row in kept if row is not None}
    orphaned = [
        Problem("note-without-row", old.place(row, key[0]), note, values={"key": " ".join(_row_key(old, key, row))})
        for row, note in enumerate(old.noted)
        if note and row not in taken
    ]
    return Rows(old.name, columns, kept), orphaned


def in_place(table: Table, columns: Mapping[str, Sequence[Value | Keep]]) -> Rows:
    """Write columns of a table beside its other cells, every row where it stands."""
    return Rows(table.name, columns, range(len(table)))


def read_present(sheets: Sheets, *names: str) -> dict[str, Table]:
    """Read those of the tables that the book has."""
    return sheets.read(*(name for name in names if sheets.has(name)))


def _keys(columns: object) -> list[tuple[str, ...]]:
    return [tuple("" if v is None else str(v) for v in row) for row in zip(*columns, strict=True)]  # type: ignore[call-overload]


def _row_key(table: Table, key: Sequence[str], row: int) -> tuple[str, ...]:
    return tuple(str(table.column(k)[row]) for k in key)
