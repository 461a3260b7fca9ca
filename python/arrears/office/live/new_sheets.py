"""New sheets in the open workbook: built as a file, copied over by the host, their formulas typed in anew.

A formula of a copied sheet would point back to the file it came from; typed in again it means the open workbook.
"""

import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

from arrears.office.formulas import NAMED_COLUMNS, formula
from arrears.office.live.host_cells import put
from arrears.office.table_spec import Role
from arrears.office.tables import TABLES


@dataclass(frozen=True, slots=True)
class AddedSheets:
    """Sheets that were added, with their tables; ``names``: what each name they brought meant before, if anything."""

    tables: Sequence[str]
    titles: Sequence[str]
    names: Mapping[str, str | None]

    def remove(self, book: Any) -> None:
        """Take the sheets out again."""
        for name, meant in self.names.items():
            if meant is not None:
                book.names.add(name, meant)
            elif name in book.names:
                book.names[name].delete()
        for title in self.titles:
            if title in [sheet.name for sheet in book.sheets]:
                book.sheets[title].delete()


def add_sheets(book: Any, language: str, tables: Sequence[str]) -> AddedSheets:
    """Add the sheets of tables at the end of an open book, with the names that their formulas read."""
    wanted = _built(language, tables)[1]
    there = {str(name.name): str(name.refers_to) for name in book.names}
    added = AddedSheets(tables, wanted.sheetnames, {name: there.get(name) for name in wanted.defined_names})
    _copy(book, _with_what_they_read(language, tables), wanted.sheetnames)
    for name, defined in wanted.defined_names.items():  # one that came along with a copy is replaced
        book.names.add(name, f"={defined.attr_text}")
    for title in wanted.sheetnames:
        for row in wanted[title].iter_rows():
            for cell in row:
                if cell.data_type == "f":
                    put(book.sheets[title].range(cell.coordinate), [[str(cell.value)]])
    return added


def _with_what_they_read(language: str, tables: Sequence[str]) -> bytes:
    """Build tables with those that their formulas read: a host mends a file whose formulas lack a table."""
    wanted: list[str] = []
    needed = _closed({*tables, "Policy"}, language)
    while len(wanted) < len(needed):
        wanted = [name for name in TABLES if name in needed]
        content, built = _built(language, wanted)
        needed |= _read_by(built)
    return content


def _closed(tables: set[str], language: str) -> set[str]:
    """Give tables with all that the formulas of their columns read, and those of these; without building anything."""
    known: set[str] = set()
    while tables - known:
        name = min(tables - known)
        known.add(name)
        checks = (column.key for column in TABLES[name].columns if column.role is Role.CHECK)
        tables = tables | _named_in("\n".join(formula(name, key, language) for key in checks))
    return known


def _built(language: str, tables: Sequence[str]) -> tuple[bytes, Any]:
    """Build sheets as a file; give its bytes and the workbook they hold."""
    from openpyxl import load_workbook  # noqa: PLC0415 - openpyxl is loaded only where sheets are made

    from arrears.office.new_book.month_book import build  # noqa: PLC0415

    content = build(language, tables)
    return content, load_workbook(BytesIO(content))


def _read_by(built: Any) -> set[str]:
    cells = (cell.value for sheet in built.worksheets for row in sheet.iter_rows() for cell in row)
    return _named_in("\n".join(cell for cell in cells if isinstance(cell, str) and cell.startswith("=")))


def _named_in(formulas: str) -> set[str]:
    named = {table for name, (table, _) in NAMED_COLUMNS.items() if name in formulas}
    return named | {name for name in TABLES if f"{name}[" in formulas}


def _copy(book: Any, content: bytes, titles: Sequence[str]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "Arrears new sheets.xlsx"
        path.write_bytes(content)
        source = book.app.books.open(str(path))
        try:
            last = book.sheets[len(book.sheets) - 1]
            for title in titles:
                last = source.sheets[title].copy(after=last)
        finally:
            source.close()
            book.activate()
