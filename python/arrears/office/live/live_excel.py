"""Sheets on the open workbook: a table is read once and written once, whatever its rows; nothing else is touched."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import Any

from arrears.core.problems import Place
from arrears.errors import BookRefused, InputRefused
from arrears.office.blocks import BLOCKS
from arrears.office.book_names import BOOKS_NAME, LANGUAGE_NAME
from arrears.office.cells import day_of_serial
from arrears.office.live.changes import LiveBlock, TableChange, WrittenTable
from arrears.office.live.host_cells import Grid, as_it_is, cell_of, is_formula, values_of
from arrears.office.live.live_table import LiveTable
from arrears.office.live.new_sheets import AddedSheets, add_sheets
from arrears.office.live.quiet import quiet
from arrears.office.table_cells import check_formula, only_people_write, plain, read_table, shown
from arrears.office.table_columns import keys_of_headings, language_of
from arrears.office.table_spec import Role
from arrears.office.tables import PARTS, TABLES
from arrears.office.xlsx.moved_formulas import TableMove
from arrears.runs.ports import KEEP, Rows, Table, Value
from arrears.texts import LANGUAGES


class LiveExcel:
    """The open workbook as ``Sheets``; ``written`` are the tables changed since it was taken up, for undoing."""

    def __init__(self, book: Any) -> None:
        """Take up an open xlwings book; refuses one that is not of Arrears."""
        self.book = book
        self.written: dict[str, WrittenTable] = {}
        self.written_blocks: dict[str, LiveBlock] = {}
        self.added: list[AddedSheets] = []
        self.saved = False
        self._read: dict[str, Table] = {}
        if "Invoices" not in self._tables:
            name = "table-missing" if self._constant(LANGUAGE_NAME) in LANGUAGES else "not-a-book"
            raise BookRefused(name, self.name, "Invoices", table="Invoices")

    @property
    def name(self) -> str:
        """The workbook's name."""
        return str(self.book.name)

    @property
    def changed(self) -> bool:
        """Tell whether anything was written since the book was taken up, saved or not."""
        return bool(self.saved or self.written or self.written_blocks or self.added)

    @property
    def path(self) -> Path:
        """Where the workbook was last saved; raises BookRefused ``book-unsaved``."""
        return place_of(self.book)

    @cached_property
    def language(self) -> str:
        """The language the book was made in."""
        said = self._constant(LANGUAGE_NAME)
        return said if said in LANGUAGES else language_of("Invoices", self._tables["Invoices"].headings)

    @property
    def books_id(self) -> str:
        """The id of the set of books; blank in a workbook made before there were any."""
        return self._constant(BOOKS_NAME)

    def has(self, table: str) -> bool:
        """Tell whether the book has the table."""
        return table in self._tables

    def read(self, *tables: str) -> dict[str, Table]:
        """Read tables in bulk."""
        for name in tables:
            if name not in self._read:
                self._read[name] = self._typed(name)
        return {name: self._read[name] for name in tables}

    def block(self, name: str) -> list[list[Value]]:
        """Read a named fixed-size block."""
        days = BLOCKS[name].days if name in BLOCKS else ()
        cells = values_of(self._named(name))
        return [[self._plain(raw, is_day=n in days) for n, raw in enumerate(row)] for row in cells]

    def _plain(self, raw: object, *, is_day: bool) -> Value:
        if is_day and isinstance(raw, float):
            return day_of_serial(raw, from_1904=self._from_1904)
        return plain(raw)

    def add(self, part: str) -> None:
        """Add the sheets of a part; nothing if they are there."""
        if part not in PARTS:
            raise InputRefused("part-unknown", found=part, parts=", ".join(p for p in PARTS if p != "start"))
        missing = [table for table in PARTS[part] if not self.has(table)]
        if missing:
            with quiet(self.book.app):
                self.added.append(add_sheets(self.book, self.language, missing))
            self._look_again()

    def write(self, rows: Sequence[Rows], blocks: Mapping[str, Sequence[Sequence[Value]]]) -> None:
        """Write tables and named fixed-size blocks; what was written goes back if the host refuses a part of it."""
        changes = [self._change(one) for one in rows]
        live_blocks = [self._block_change(name, values) for name, values in blocks.items() if name in self._names]
        steps: list[TableChange | LiveBlock] = [*changes, *live_blocks]
        done: list[TableChange | LiveBlock] = []
        with quiet(self.book.app):
            try:
                for change in steps:
                    done.append(change)
                    change.apply()
            except Exception:
                for change in reversed(done):
                    change.restore()
                raise
        self._remember(changes)
        for block in live_blocks:
            former = self.written_blocks.get(block.name, block)
            self.written_blocks[block.name] = replace(former, grid=block.grid)

    def save(self) -> None:
        """Save the workbook where it is; what was written up to now is not put back any more."""
        self.book.save()
        self._forget_written()
        self.saved = True

    def discard(self) -> None:
        """Put back what was written since the book was taken up or saved."""
        with quiet(self.book.app):
            for one in self.written.values():
                one.restore(self._table(one.name))
            for block in self.written_blocks.values():
                block.restore()
            for added in reversed(self.added):
                added.remove(self.book)
        self._forget_written()
        self._look_again()

    def put_back(self, one: WrittenTable) -> bool:
        """Put a table back as it was before; False, and nothing is done, where it was changed since it was written."""
        table = self._tables.get(one.name)
        if table is None or table.cells() != one.after:
            return False
        table.refuse_unwritable(len(one.before))
        with quiet(self.book.app):
            one.restore(table)
        self._read.pop(one.name, None)
        return True

    def take_out(self, added: AddedSheets) -> bool:
        """Remove sheets that were added; False, and nothing is done, where something stands in one of their tables."""
        if not all(self.has(name) and not len(self.read(name)[name]) for name in added.tables):
            return False
        with quiet(self.book.app):
            added.remove(self.book)
        self._look_again()
        return True

    def _forget_written(self) -> None:
        self.written.clear()
        self.written_blocks.clear()
        self.added.clear()
        self._read.clear()

    def _look_again(self) -> None:
        """Find tables and names anew: sheets came or went."""
        for known in ("_tables", "_names"):
            self.__dict__.pop(known, None)

    def _typed(self, name: str) -> Table:
        live = self._table(name)
        return read_table(
            name, live.sheet, live.headings, live.values, live.cell_name,
            lambda n, key: only_people_write(name, key, calculated=key is None and live.calculated(n)),
            from_1904=self._from_1904,
        )  # fmt: skip

    def _change(self, rows: Rows) -> TableChange:
        live, known = self._table(rows.table), self.read(rows.table)[rows.table]
        live.refuse_unwritable(len(rows.kept))
        keys = keys_of_headings(rows.table, live.headings, live.sheet)
        body_rows = [row - live.body.top for row in known.rows]
        kept = [None if row is None else body_rows[row] for row in rows.kept]
        before = live.cells()
        same = kept == list(range(len(before)))
        grid: Grid = [[None] * len(keys) if row is None else list(before[row]) for row in kept]
        ours = [n for n, key in enumerate(keys) if key is not None and key in rows.columns]
        for n in ours:
            self._fill(grid, n, str(keys[n]), rows, live)
        if not same:
            self._move_formulas(grid, ours, kept, live)
        headings = [rows.titles.get(str(key), text) for key, text in zip(keys, live.headings, strict=True)]
        hidden = {n: rows.hidden[key] for n, key in enumerate(keys) if key is not None and key in rows.hidden}
        written = WrittenTable(rows.table, before, live.headings, {n: live.hidden(n) for n in hidden}, [])
        return TableChange(live, written, grid, ours if same else None, headings, hidden)

    def _fill(self, grid: Grid, n: int, key: str, rows: Rows, live: LiveTable) -> None:
        column = TABLES[rows.table].column(key)
        formula = None
        if column.role is Role.CHECK:
            formula = check_formula(rows.table, key, live.headings, live.sheet, self.language)
        move = TableMove(live.sheet, live.body, live.body.top + max(len(grid), 1) - 1)
        for index, value in enumerate(rows.columns[key]):
            if formula is not None:
                grid[index][n] = f"={move.formula(formula, index)}"
            elif value is not KEEP:
                written = shown(value, column, self.language)
                grid[index][n] = cell_of(written, from_1904=self._from_1904)  # type: ignore[arg-type]  # not KEEP

    def _move_formulas(self, grid: Grid, ours: Sequence[int], kept: Sequence[int | None], live: LiveTable) -> None:
        """Let the user's formulas follow the rows they stand in."""
        move = TableMove(live.sheet, live.body, live.body.top + max(len(grid), 1) - 1)
        for index, row in enumerate(kept):
            if row is None or row == index:
                continue
            for n, cell in enumerate(grid[index]):
                if n not in ours and isinstance(cell, str) and cell.startswith("="):
                    grid[index][n] = f"={move.formula(cell[1:], index - row)}"

    def _remember(self, changes: Sequence[TableChange]) -> None:
        for change in changes:
            after = change.live.cells()
            former = self.written.get(change.name, change.written)
            self.written[change.name] = replace(former, after=after)
            self._read.pop(change.name, None)

    def _block_change(self, name: str, values: Sequence[Sequence[Value]]) -> LiveBlock:
        """Prepare a block; its formulas stay what they are, the host computes them."""
        rng = self._named(name)
        if (len(values), {len(row) for row in values}) != (rng.shape[0], {rng.shape[1]}):
            raise BookRefused("block-changed", Place(sheet=str(rng.sheet.name)), name)
        before = as_it_is(rng)
        cells = [[cell_of(value, from_1904=self._from_1904) for value in row] for row in values]
        pairs = [zip(*rows, strict=True) for rows in zip(before, cells, strict=True)]
        grid = [[old if is_formula(old) else new for old, new in row] for row in pairs]
        return LiveBlock(name, rng, before, grid)

    @cached_property
    def _tables(self) -> dict[str, LiveTable]:
        found = ((sheet, table) for sheet in self.book.sheets for table in sheet.tables)
        return {str(table.name): LiveTable(sheet, table) for sheet, table in found if table.name in TABLES}

    def _table(self, name: str) -> LiveTable:
        if name not in self._tables:
            raise BookRefused("table-missing", self.name, name, table=name)
        return self._tables[name]

    @cached_property
    def _names(self) -> dict[str, Any]:
        return {str(name.name): name for name in self.book.names}

    def _named(self, name: str) -> Any:
        if name not in self._names:
            raise BookRefused("block-missing", self.name, name)
        return self._names[name].refers_to_range

    def _constant(self, name: str) -> str:
        return str(self._names[name].refers_to).removeprefix("=").strip('"') if name in self._names else ""

    @cached_property
    def _from_1904(self) -> bool:
        return bool(getattr(self.book.api, "Date1904", False))


def place_of(book: Any) -> Path:
    """Give the file of an open workbook; raises BookRefused ``book-unsaved`` for one that has none on this computer."""
    try:
        path = Path(str(book.fullname))
    except Exception as case:  # xlwings cannot find the folder that a workbook on OneDrive or SharePoint is kept in
        raise BookRefused("book-unsaved", str(book.name), str(book.name)) from case
    if not path.is_absolute():
        raise BookRefused("book-unsaved", str(book.name), str(book.name))
    return path
