"""Sheets on a workbook file: tables read in bulk, written inside the package, the file replaced once at the end."""

from collections.abc import Mapping, Sequence
from contextlib import contextmanager
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from python_calamine import CalamineWorkbook

from arrears.core.problems import Place, Problem
from arrears.errors import BookRefused, FileRefused, InputRefused
from arrears.office import cells, formulas
from arrears.office.areas import Area, column_letters
from arrears.office.files import read_file, refuse_open, replace_file
from arrears.office.headings import choice, setting_of
from arrears.office.package import Package, TableEntry
from arrears.office.package_guard import guard
from arrears.office.package_writer import TableEdit, edit
from arrears.office.sheet_part import error_cells
from arrears.office.table_columns import keys_of_headings, language_of
from arrears.office.workbook_part import block_area
from arrears.office.tables import PARTS, TABLES, Column, Role, Type
from arrears.runs.ports import KEEP, Keep, Rows, Table, Value


class WorkbookFile:
    """A workbook file as ``Sheets``; changes gather in memory until ``save``."""

    def __init__(self, package: Package, path: Path) -> None:
        """Work on a package that was read from a path."""
        self.path = path
        self._package = package
        self._saved = package
        self._grids: dict[str, list[list[object]]] = {}
        self._rows: dict[str, tuple[Sequence[int], TableEntry]] = {}
        if package.table("Invoices") is None:
            raise BookRefused("not-a-book", path.name, path.name)
        self.language = language_of("Invoices", self._entry("Invoices").headings)

    @classmethod
    @contextmanager
    def open(cls, path: Path, *, keep: bool = True) -> Iterator["WorkbookFile"]:
        """Open a workbook, and save what changed when the work ends without a refusal; ``keep`` False saves nothing."""
        guard(path)
        if keep:
            refuse_open(path)
        book = cls(Package.read(path), path)
        yield book
        if keep:
            book.save()

    @property
    def name(self) -> str:
        """The file's name."""
        return self.path.name

    def save(self) -> None:
        """Replace the file by what was written; nothing if nothing was, and not if somebody else saved it meanwhile."""
        if self._package is not self._saved:
            if read_file(self.path) != self._saved.content:
                raise FileRefused("changed-meanwhile", str(self.path), self.path.name)
            replace_file(self.path, self._package.content)
            self._saved = self._package

    def has(self, table: str) -> bool:
        """Tell whether the book has the table."""
        return self._package.table(table) is not None

    def read(self, *tables: str) -> dict[str, Table]:
        """Read tables in bulk."""
        return {name: self._read(name) for name in tables}

    def block(self, name: str) -> list[list[Value]]:
        """Read a named fixed-size block."""
        sheet, area = block_area(self._package, name)
        grid = self._grid(sheet)
        from_1904 = self._package.date1904
        return [
            [_plain(_cell(grid, row, column), from_1904=from_1904) for column in range(area.left, area.right + 1)]
            for row in range(area.top, area.bottom + 1)
        ]

    def add(self, part: str) -> None:
        """Add the sheets of a part; nothing if they are there."""
        from arrears.office.month_book import build
        from arrears.office.package_graft import graft

        if part not in PARTS:
            raise InputRefused("part-unknown", found=part, parts=", ".join(p for p in PARTS if p != "start"))
        missing = [table for table in PARTS[part] if not self.has(table)]
        if missing:
            self._change(graft(self._package, build(self.language, missing)))

    def write(self, rows: Sequence[Rows], blocks: Mapping[str, Sequence[Sequence[Value]]]) -> None:
        """Write tables and blocks; the file follows at ``save``."""
        edits = [self._edit(one) for one in rows]
        present = {name: values for name, values in blocks.items() if any(one.name == name for one in self._package.names)}
        self._change(edit(self._package, edits, present))

    def _change(self, content: bytes) -> None:
        self._package = Package(content, self._package.name)
        self._grids.clear()
        self._rows.clear()

    def _entry(self, table: str) -> TableEntry:
        entry = self._package.table(table)
        if entry is None:
            raise BookRefused("table-missing", self.path.name, table, table=table)
        return entry

    def _grid(self, sheet: str) -> list[list[object]]:
        if sheet not in self._grids:
            workbook = CalamineWorkbook.from_filelike(BytesIO(self._package.content))
            self._grids[sheet] = workbook.get_sheet_by_name(sheet).to_python(skip_empty_area=False)
        return self._grids[sheet]

    def _read(self, table: str) -> Table:
        entry = self._entry(table)
        keys = keys_of_headings(table, entry.headings, entry.sheet)
        body = self._body(entry)
        rows = [n for n, row in enumerate(body) if any(_filled(raw) for raw in row)]
        self._rows[table] = (rows, entry)
        letters = {key: column_letters(entry.body.left + n) for n, key in enumerate(keys) if key}
        sheet_rows = [entry.body.top + n for n in rows]
        columns: dict[str, list[Value]] = {}
        problems: list[Problem] = []
        for n, key in enumerate(keys):
            if key:
                columns[key] = self._typed([body[r][n] for r in rows], TABLES[table].column(key), entry, letters[key], sheet_rows, problems)
        own = [n for n, key in enumerate(keys) if key is None]
        edited = [n for n, key in enumerate(keys) if key and TABLES[table].column(key).role is Role.EDIT]
        noted = [" ".join(cells.shown(body[r][n]) for n in (*edited, *own) if _filled(body[r][n])) for r in rows]
        return Table(table, entry.sheet, columns, sheet_rows, letters, noted, problems)

    def _body(self, entry: TableEntry) -> list[list[object]]:
        grid = self._grid(entry.sheet)
        area = entry.body
        body = [
            [_cell(grid, row, column) for column in range(area.left, area.right + 1)]
            for row in range(area.top, area.bottom + 1)
        ]
        for address, text in error_cells(self._package.part(entry.sheet_part)).items():
            cell = Area.read(address)
            if cell.meets(area):
                body[cell.top - area.top][cell.left - area.left] = cells.CellError(text)
        return body

    def _typed(
        self, raws: Sequence[object], column: Column, entry: TableEntry, letter: str, sheet_rows: Sequence[int], problems: list[Problem]
    ) -> list[Value]:
        if column.type is Type.DAY and self._package.date1904:
            raws = [cells.day_of_serial(raw, from_1904=True) if isinstance(raw, float) else raw for raw in raws]
        values: list[Value] = []
        for raw, row in zip(raws, sheet_rows, strict=True):
            value, problem = cells.typed(raw, column, Place(sheet=entry.sheet, cell=f"{letter}{row}"))
            values.append(setting_of(str(value)) or value if column.key == "setting" else value)
            if problem is not None and column.role not in (Role.RESULT, Role.CHECK):
                problems.append(problem)
        return values

    def _edit(self, rows: Rows) -> TableEdit:
        if rows.table not in self._rows:
            self._read(rows.table)
        body_rows, entry = self._rows[rows.table]
        keys = keys_of_headings(rows.table, entry.headings, entry.sheet)
        columns, calculated = {}, {}
        for key, text in zip(keys, entry.headings, strict=True):
            if key is None or key not in rows.columns:
                continue
            column = TABLES[rows.table].column(key)
            columns[text] = [self._shown(value, column) for value in rows.columns[key]]
            if column.role is Role.CHECK:
                calculated[text] = formulas.formula(rows.table, key, self.language).removeprefix("=")
        kept = [None if row is None else body_rows[row] for row in rows.kept]
        text_of = dict(zip(keys, entry.headings, strict=True))
        renamed = {text_of[key]: title for key, title in rows.titles.items() if text_of.get(key, title) != title}
        hidden = {text_of[key]: is_hidden for key, is_hidden in rows.hidden.items() if key in text_of}
        return TableEdit(rows.table, columns, kept, calculated, renamed, hidden)

    def _shown(self, value: Value | Keep, column: Column) -> Value | Keep:
        if value is KEEP or value is None:
            return value
        if column.type is Type.CHOICE:
            return choice(str(value), self.language)
        if column.type is Type.YES:
            return choice("yes" if value else "no", self.language)
        if column.key == "setting":
            return heading_of_setting(str(value), self.language)
        return value


def heading_of_setting(setting: str, language: str) -> str:
    """Give the label of a policy setting."""
    from arrears.office.headings import words

    for group in words(language)["policy"].values():
        if setting in group:
            return str(group[setting][0])
    return setting


def _cell(grid: list[list[object]], row: int, column: int) -> object:
    return grid[row - 1][column - 1] if row <= len(grid) and column <= len(grid[row - 1]) else None


def _filled(raw: object) -> bool:
    return raw is not None and raw != "" and not (isinstance(raw, str) and not raw.strip())


def _plain(raw: object, *, from_1904: bool) -> Value:
    kind = Type.AMOUNT if isinstance(raw, float | int) and not isinstance(raw, bool) else Type.DAY if hasattr(raw, "year") else Type.TEXT
    value, _ = cells.typed(raw, Column("", kind), Place())
    return value
