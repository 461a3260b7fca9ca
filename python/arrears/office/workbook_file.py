"""Sheets on a workbook file: tables read in bulk, written inside the package, the file replaced once at the end."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path

from python_calamine import CalamineWorkbook

from arrears.errors import BookRefused, FileRefused, InputRefused
from arrears.office import cells
from arrears.office.book_names import LANGUAGE_NAME, books_id, constant
from arrears.office.files import read_file, refuse_open, replace_file
from arrears.office.table_cells import check_formula, only_people_write, plain, read_table, shown
from arrears.office.table_columns import keys_of_headings, language_of
from arrears.office.table_spec import Role
from arrears.office.tables import PARTS, TABLES
from arrears.office.xlsx.areas import Area, column_letters
from arrears.office.xlsx.package import Package, TableEntry
from arrears.office.xlsx.package_guard import guard
from arrears.office.xlsx.package_writer import TableEdit, edit
from arrears.office.xlsx.row_notes import texts_by_row
from arrears.office.xlsx.sheet_part import error_cells
from arrears.office.xlsx.table_part import TablePart
from arrears.office.xlsx.workbook_part import block_area
from arrears.runs.month.month_log import refuse_locked
from arrears.runs.ports import Rows, Table, Value
from arrears.texts import LANGUAGES


class WorkbookFile:
    """A workbook file as ``Sheets``; changes gather in memory until ``save``."""

    def __init__(self, package: Package, path: Path) -> None:
        """Work on a package that was read from a path."""
        self.path = path
        self._package = package
        self._saved = package
        self._reader: CalamineWorkbook | None = None
        self._grids: dict[str, list[list[object]]] = {}
        self._rows: dict[str, tuple[Sequence[int], TableEntry]] = {}
        self._tables: dict[str, Table] = {}
        if package.table("Invoices") is None:
            if constant(package, LANGUAGE_NAME) in LANGUAGES:
                raise BookRefused("table-missing", path.name, "Invoices", table="Invoices")
            raise BookRefused("not-a-book", path.name, path.name)
        self.language = _language(package)

    @classmethod
    @contextmanager
    def open(cls, path: Path, *, keep: bool = True, locked: bool = False) -> Iterator["WorkbookFile"]:
        """Open a workbook, and save what changed when the work ends without a refusal; ``keep`` False saves nothing.

        A month that is locked is refused (BookRefused ``book-locked``) unless ``locked`` lets it in or nothing is kept.
        """
        guard(path)
        if keep:
            refuse_open(path)
        book = cls(Package.read(path), path)
        if keep and not locked:
            refuse_locked(book)
        yield book
        if keep:
            book.save()

    @property
    def name(self) -> str:
        """The file's name."""
        return self.path.name

    @property
    def books_id(self) -> str:
        """The id of the set of books; blank in a workbook made before there were any."""
        return books_id(self._package)

    @property
    def content(self) -> bytes:
        """The workbook as it stands, with what was written since it was opened."""
        return self._package.content

    def save(self) -> None:
        """Replace the file by what was written; nothing if nothing was, and not if somebody else saved it meanwhile."""
        if self._package is not self._saved:
            if read_file(self.path) != self._saved.content:
                raise FileRefused("changed-meanwhile", str(self.path), self.path.name)
            replace_file(self.path, self._package.content)
            self._saved = self._package

    def discard(self) -> None:
        """Forget what was written since the book was opened or saved."""
        if self._package is not self._saved:
            self._change(self._saved.content)
            self._saved = self._package

    def has(self, table: str) -> bool:
        """Tell whether the book has the table."""
        return self._package.table(table) is not None

    def read(self, *tables: str) -> dict[str, Table]:
        """Read tables in bulk."""
        for name in tables:
            if name not in self._tables:
                self._tables[name] = self._read(name)
        return {name: self._tables[name] for name in tables}

    def block(self, name: str) -> list[list[Value]]:
        """Read a named fixed-size block."""
        sheet, area = block_area(self._package, name)
        grid = self._grid(sheet)
        return [
            [plain(_cell(grid, row, column)) for column in range(area.left, area.right + 1)]
            for row in range(area.top, area.bottom + 1)
        ]

    def add(self, part: str) -> None:
        """Add the sheets of a part, and what the tables of an older book lack; nothing if all is there."""
        from arrears.office.new_book.month_book import build  # noqa: PLC0415 - openpyxl is loaded only where sheets are made
        from arrears.office.older_books import brought_up_to_date  # noqa: PLC0415
        from arrears.office.xlsx.package_graft import graft  # noqa: PLC0415

        if part not in PARTS:
            raise InputRefused("part-unknown", found=part, parts=", ".join(p for p in PARTS if p != "start"))
        missing = [table for table in PARTS[part] if not self.has(table)]
        if missing:
            self._change(graft(self._package, build(self.language, missing)))
        current = brought_up_to_date(self._package, self.language)
        if current is not self._package:
            self._change(current.content)

    def write(self, rows: Sequence[Rows], blocks: Mapping[str, Sequence[Sequence[Value]]]) -> None:
        """Write tables and blocks; the file follows at ``save``."""
        edits = [self._edit(one) for one in rows]
        present = {
            name: values for name, values in blocks.items() if any(one.name == name for one in self._package.names)
        }
        self._change(edit(self._package, edits, present))

    def _change(self, content: bytes) -> None:
        self._package = Package(content, self._package.name)
        self._reader = None
        self._grids.clear()
        self._rows.clear()
        self._tables.clear()

    def _entry(self, table: str) -> TableEntry:
        entry = self._package.table(table)
        if entry is None:
            raise BookRefused("table-missing", self.path.name, table, table=table)
        return entry

    def _grid(self, sheet: str) -> list[list[object]]:
        if sheet not in self._grids:
            # Opened once for all sheets: opening takes a quarter of a second where there are 100,000 rows.
            self._reader = self._reader or CalamineWorkbook.from_filelike(BytesIO(self._package.content))
            self._grids[sheet] = self._reader.get_sheet_by_name(sheet).to_python(skip_empty_area=False)  # type: ignore[assignment]
        return self._grids[sheet]

    def _read(self, name: str) -> Table:
        entry = self._entry(name)
        table = read_table(
            name, entry.sheet, entry.headings, self._body(entry),
            lambda row, column: (column_letters(entry.body.left + column), entry.body.top + row),
            lambda n, key: only_people_write(name, key, calculated=entry.headings[n] in self._calculated(entry)),
            from_1904=self._package.date1904, notes=texts_by_row(self._package, entry.sheet_part, entry.body),
        )  # fmt: skip
        self._rows[name] = ([row - entry.body.top for row in table.rows], entry)
        return table

    def _calculated(self, entry: TableEntry) -> Collection[str]:
        return TablePart(self._package.xml(entry.part)).calculated()

    def _body(self, entry: TableEntry) -> list[list[object]]:
        grid, area = self._grid(entry.sheet), entry.body
        width = area.right - area.left + 1
        body = [list(row[area.left - 1 : area.right]) for row in grid[area.top - 1 : area.bottom]]
        body += [[] for _ in range(area.bottom - area.top + 1 - len(body))]
        for row in body:
            row.extend([None] * (width - len(row)))
        for address, text in error_cells(self._package.part(entry.sheet_part)).items():
            cell = Area.read(address)
            if cell.meets(area):
                body[cell.top - area.top][cell.left - area.left] = cells.CellError(text)
        return body

    def _edit(self, rows: Rows) -> TableEdit:
        if rows.table not in self._rows:
            self._read(rows.table)
        body_rows, entry = self._rows[rows.table]
        keys = keys_of_headings(rows.table, entry.headings, entry.sheet)
        columns, calculated = {}, dict[str, str]()
        for key, text in zip(keys, entry.headings, strict=True):
            if key is None or key not in rows.columns:
                continue
            column = TABLES[rows.table].column(key)
            columns[text] = [shown(value, column, self.language) for value in rows.columns[key]]
            if column.role is Role.CHECK:
                formula = check_formula(rows.table, key, entry.headings, entry.sheet, self.language)
                calculated |= {} if formula is None else {text: formula}
        kept = [None if row is None else body_rows[row] for row in rows.kept]
        text_of = dict(zip(keys, entry.headings, strict=True))
        renamed = {text_of[key]: title for key, title in rows.titles.items() if text_of.get(key, title) != title}
        hidden = {text_of[key]: is_hidden for key, is_hidden in rows.hidden.items() if key in text_of}
        blank = set(range(entry.body.bottom - entry.body.top + 1)).difference(body_rows)
        return TableEdit(rows.table, columns, kept, calculated, renamed, hidden, blank)


def _language(package: Package) -> str:
    """Tell the language a book was made in: its own name for it says so, else the headings of Open items do."""
    said = constant(package, LANGUAGE_NAME)
    entry = package.table("Invoices")
    return said if said in LANGUAGES or entry is None else language_of("Invoices", entry.headings)


def _cell(grid: list[list[object]], row: int, column: int) -> object:
    return grid[row - 1][column - 1] if row <= len(grid) and column <= len(grid[row - 1]) else None
