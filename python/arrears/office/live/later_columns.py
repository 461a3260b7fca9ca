"""Columns and names that came with a later version, put into an open workbook that an earlier one made."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from arrears.office.live.live_table import LiveTable
from arrears.office.older_books import LATER_COLUMNS, lacking_columns, meanings, unknown_names


@dataclass(frozen=True, slots=True)
class LaterColumns:
    """What was put in: names, and of each table that became wider the number of new columns."""

    names: Sequence[str]
    columns: Mapping[str, int]

    def remove(self, book: Any, tables: Mapping[str, LiveTable]) -> None:
        """Take it out again."""
        for name in self.names:
            if name in book.names:
                book.names[name].delete()
        for name, count in self.columns.items():
            if name in tables:
                tables[name].narrow(count)


def bring_up_to_date(book: Any, tables: Mapping[str, LiveTable], names: Sequence[str], language: str) -> LaterColumns:
    """Add the later columns to the tables that lack them, and the names that formulas of other sheets read.

    A table beside which something stands in the way stays as it is; what needs the column says so.
    """
    columns = {}
    for name in LATER_COLUMNS:
        if name in tables:
            table = tables[name]
            lacking = lacking_columns(name, table.headings, table.sheet, language)
            if lacking and table.widen(lacking):
                columns[name] = len(lacking)
    wanted = unknown_names(names)
    concerned = {table for table, _ in wanted.values() if table in tables}
    said = meanings(wanted, {name: (tables[name].headings, tables[name].sheet) for name in concerned})
    for name, meant in said.items():
        book.names.add(name, f"={meant}")
    return LaterColumns(list(said), columns)
