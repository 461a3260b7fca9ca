"""New sheets in the open workbook: built as a file, copied over by the host, their formulas typed in anew.

A formula of a copied sheet would point back to the file it came from; typed in again it means the open workbook.
"""

import tempfile
from collections.abc import Collection, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from functools import cache, lru_cache
from io import BytesIO
from pathlib import Path
from typing import Any

from arrears.errors import BookRefused
from arrears.office.formulas import NAMED_COLUMNS, formula
from arrears.office.live.host_cells import put_formulas
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


def refuse_fixed(book: Any) -> None:
    """Refuse a workbook whose structure is protected: no sheet can be added; raises BookRefused ``book-protected``."""
    if getattr(book.api, "ProtectStructure", False):
        raise BookRefused("book-protected", str(book.name), str(book.name))


def add_sheets(book: Any, language: str, tables: Sequence[str]) -> AddedSheets:
    """Add the sheets of tables at the end of an open book, with the names that their formulas read.

    All of them or none. Raises BookRefused ``name-clash`` for a sheet, table or name that the book has already.
    """
    wanted = _built(language, tuple(tables))[1]
    there = {str(name.name): str(name.refers_to) for name in book.names}
    _refuse_clashes(book, wanted.sheetnames, tables, there)
    added = AddedSheets(tables, wanted.sheetnames, {name: there.get(name) for name in wanted.defined_names})
    with ExitStack() as undoing:
        undoing.callback(added.remove, book)
        _copy(book, _with_what_they_read(language, tables), wanted.sheetnames)
        for name, defined in wanted.defined_names.items():  # one that came along with a copy is replaced
            book.names.add(name, f"={defined.attr_text}")
        for title in wanted.sheetnames:
            for row in wanted[title].iter_rows():
                for cell in row:
                    if cell.data_type == "f":
                        put_formulas(book.sheets[title].range(cell.coordinate), [[str(cell.value)]])
        undoing.pop_all()
    return added


def _refuse_clashes(book: Any, titles: Sequence[str], tables: Sequence[str], names: Collection[str]) -> None:
    """Refuse what a host would give another name: the sheet that is filled would be the user's own."""
    sheets = {str(sheet.name).casefold(): sheet for sheet in book.sheets}
    taken = {str(table.name).casefold() for sheet in sheets.values() for table in sheet.tables}
    taken |= {name.casefold() for name in names}
    found = [*(one for one in titles if one.casefold() in sheets), *(one for one in tables if one.casefold() in taken)]
    if found:
        raise BookRefused("name-clash", str(book.name), found[0])


def _with_what_they_read(language: str, tables: Sequence[str]) -> bytes:
    """Build tables with those that their formulas read: a host mends a file whose formulas lack a table.

    With what Home reads known beforehand one building does, as a rule.
    """
    wanted: list[str] = []
    needed = _closed({*tables, *_read_by_home(language)}, language)
    while len(wanted) < len(needed):
        wanted = [name for name in TABLES if name in needed]
        content, built = _built(language, tuple(wanted))
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


@cache
def _read_by_home(language: str) -> frozenset[str]:
    return frozenset({"Policy", *_read_by(_built(language, ("Policy",))[1])})


@lru_cache(maxsize=8)
def _built(language: str, tables: tuple[str, ...]) -> tuple[bytes, Any]:
    """Build sheets as a file; give its bytes and the workbook they hold, which is read only.

    Each is kept: one press asks for the same sheets several times, and the server for the next press lives on.
    """
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
                if last.name != title:  # a chart sheet has the name
                    last.delete()
                    raise BookRefused("name-clash", str(book.name), title)
        finally:
            source.close()
            book.activate()
