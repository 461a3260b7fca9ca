"""The contents of workbooks, table by table, and where two differ."""

from collections.abc import Mapping
from pathlib import PurePath
from typing import Any

from arrears.office.blocks import BLOCKS
from arrears.office.table_spec import Role
from arrears.office.tables import TABLES

_OF_THE_MOMENT = {"sha256", "content", "contents"}
"""Columns that hold a checksum of a time of day; those of times end in ``_at``."""


def contents(sheets: Any) -> dict[str, Any]:
    """Give every table's columns, the sheet rows they stand in and the problems of its cells."""
    said = {}
    for name in TABLES:
        if sheets.has(name):
            table = sheets.read(name)[name]
            columns = {key: list(column) for key, column in table.columns.items() if not _is_of_the_moment(key)}
            columns |= {"file": [PurePath(str(cell)).name for cell in table.columns.get("file", ())]}
            said[name] = columns, list(table.rows), [p.name for p in table.problems]
    return said


def snapshot(book: Any) -> dict[str, Any]:
    """Give what is typed into every table of Arrears and every block of Home, and the sheets there are."""
    tables = {
        table.name: table.range.api.Formula for sheet in book.sheets for table in sheet.tables if table.name in TABLES
    }
    blocks = {name.name: name.refers_to_range.api.Formula for name in book.names if name.name in BLOCKS}
    return {"sheets": [sheet.name for sheet in book.sheets], **tables, **blocks}


def changed(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[str]:
    """Name the tables, blocks and sheets in which two snapshots differ."""
    return [name for name in {**before, **after} if before.get(name) != after.get(name)]


def _is_of_the_moment(key: str) -> bool:
    return key in _OF_THE_MOMENT or key.endswith("_at")


def differences(found: Any, wanted: Any) -> list[Any]:
    """Name the columns that differ, with the first cell of each.

    A file need not hold the results of its formulas; where it does, the open workbook computes the same.
    """
    said: list[Any] = []
    for table, (columns, rows, problems) in wanted.items():
        ours = found[table]
        said += [(table, "rows", ours[1], rows)] * (rows != ours[1])
        said += [(table, problems, ours[2])] * (problems != ours[2])
        for key in sorted({*columns, *ours[0]}):
            computed = key != "file" and TABLES[table].column(key).role is Role.CHECK
            pairs = enumerate(zip(columns.get(key, ()), ours[0].get(key, ()), strict=False))
            told = [(n, cell, found) for n, (cell, found) in pairs if not (computed and cell is None)]
            said += [(table, key, *one) for one in told if one[1] != one[2]][:1]
    return said
