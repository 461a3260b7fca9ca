"""Sheets on the open workbook: a table is read once and written once, whatever its rows; nothing else is touched."""

from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import Any

from arrears.core.problems import Place
from arrears.errors import BookRefused, InputRefused
from arrears.office.blocks import BLOCKS
from arrears.office.book_names import BOOKS_NAME, LANGUAGE_NAME, checked_id
from arrears.office.cells import day_of_serial
from arrears.office.live.busy import insist, is_busy
from arrears.office.live.changes import BlockChange, TableChange, WrittenBlock, WrittenTable
from arrears.office.live.host_cells import as_it_is, cell_of, is_formula, put, values_of
from arrears.office.live.later_columns import LaterColumns, bring_up_to_date
from arrears.office.live.live_table import LiveTable, refuse_protected
from arrears.office.live.new_rows import table_change
from arrears.office.live.new_sheets import AddedSheets, add_sheets, refuse_fixed
from arrears.office.live.quiet import quiet
from arrears.office.table_cells import only_people_write, plain, read_table
from arrears.office.table_columns import language_of
from arrears.office.tables import PARTS, TABLES
from arrears.runs.ports import Rows, Table, Value
from arrears.texts import LANGUAGES


class LiveExcel:
    """The open workbook as ``Sheets``; ``written`` are the tables changed since it was taken up, for undoing.

    Columns that an older book lacked stay when a run is undone; they are taken out only where the run is refused.
    """

    def __init__(self, book: Any) -> None:
        """Take up an open xlwings book; refuses one that is not of Arrears."""
        self.book = book
        self.written: dict[str, WrittenTable] = {}
        self.written_blocks: dict[str, WrittenBlock] = {}
        self.added: list[AddedSheets] = []
        self.saved = False
        self._read: dict[str, Table] = {}
        self._later: LaterColumns | None = None
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
        return checked_id(self._constant(BOOKS_NAME))

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
        """Add the sheets of a part, and what the tables of an older book lack; nothing if all is there."""
        if part not in PARTS:
            raise InputRefused("part-unknown", found=part, parts=", ".join(p for p in PARTS if p != "start"))
        missing = [table for table in PARTS[part] if not self.has(table)]
        if missing:
            refuse_fixed(self.book)
            with quiet(self.book.app):
                self.added.append(add_sheets(self.book, self.language, missing))
            self._look_again()
        self._bring_up_to_date()

    def _bring_up_to_date(self) -> None:
        """Put in what came with a later version, once; columns of a table that was read already are read again."""
        if self._later is None:
            with quiet(self.book.app):
                self._later = bring_up_to_date(self.book, self._tables, list(self._names), self.language)
            self._look_again()
            for table in self._later.columns:
                self._read.pop(table, None)

    def write(self, rows: Sequence[Rows], blocks: Mapping[str, Sequence[Sequence[Value]]]) -> None:
        """Write tables and named fixed-size blocks; what was written goes back if the host refuses a part of it."""
        changes = [self._change(one) for one in rows]
        live_blocks = [self._block_change(name, values) for name, values in blocks.items() if name in self._names]
        steps: list[TableChange | BlockChange] = [*changes, *live_blocks]
        with quiet(self.book.app), ExitStack() as undoing:
            for change in steps:
                undoing.callback(insist, change.restore)  # each goes back even where another one cannot
                insist(change.apply)
            undoing.pop_all()
        self._remember(changes)
        for block in live_blocks:
            written = block.written()
            former = self.written_blocks.get(block.name, written)
            self.written_blocks[block.name] = replace(former, after=written.after)

    def save(self) -> None:
        """Save the workbook where it is; what was written up to now is not put back any more."""
        self.book.save()
        self._forget_written()
        self.saved = True

    def discard(self) -> None:
        """Put back what was written since the book was taken up or saved."""
        with quiet(self.book.app), ExitStack() as undoing:
            if self._later is not None:
                undoing.callback(self._later.remove, self.book, self._tables)
            for added in self.added:
                undoing.callback(added.remove, self.book)
            for block in self.written_blocks.values():
                undoing.callback(insist, self._restore_block, block)
            for one in self.written.values():
                undoing.callback(insist, self._restore, one)
        self._forget_written()
        self._later = None
        self._look_again()

    def stands(self, one: WrittenTable) -> bool:
        """Tell whether a table is as it was written; raises BookRefused where it then could not be put back."""
        table = self._tables.get(one.name)
        if table is None or table.cells() != one.after:
            return False
        one.refuse_unrestorable(table)
        return True

    def put_back(self, one: WrittenTable) -> None:
        """Put a table back as it was before it was written."""
        with quiet(self.book.app):
            self._restore(one)
        self._read.pop(one.name, None)

    def block_stands(self, one: WrittenBlock) -> bool:
        """Tell whether a named block is as it was written; raises BookRefused where it then could not be put back."""
        if one.name not in self._names or as_it_is(self._named(one.name)) != one.after:
            return False
        refuse_protected(self._named(one.name).sheet)
        return True

    def put_block_back(self, one: WrittenBlock) -> None:
        """Put a named block back as it was before it was written."""
        with quiet(self.book.app):
            self._restore_block(one)

    def take_out(self, added: AddedSheets) -> bool:
        """Remove sheets that were added; False, and nothing is done, where something stands in one of their tables.

        So it is where one of the sheets has another name by now.
        """
        titles = {self._tables[name].sheet for name in added.tables if self.has(name)}
        if not titles <= set(added.titles) or not all(
            self.has(name) and not len(self.read(name)[name]) for name in added.tables
        ):
            return False
        with quiet(self.book.app):
            added.remove(self.book)
        self._look_again()
        return True

    def _restore(self, one: WrittenTable) -> None:
        one.restore(self._table(one.name))

    def _restore_block(self, one: WrittenBlock) -> None:
        put(self._named(one.name), one.before)

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
            from_1904=self._from_1904, notes=live.noted(),
        )  # fmt: skip

    def _change(self, rows: Rows) -> TableChange:
        live, known = self._table(rows.table), self.read(rows.table)[rows.table]
        live.look_again(rows.table)
        live.refuse_unwritable(len(rows.kept))
        return table_change(live, known, rows, self.language, from_1904=self._from_1904)

    def _remember(self, changes: Sequence[TableChange]) -> None:
        for change in changes:
            after = change.live.cells()
            former = self.written.get(change.name)
            written = change.written if former is None else former.followed(change.written)
            self.written[change.name] = replace(written, after=after)
            self._read.pop(change.name, None)

    def _block_change(self, name: str, values: Sequence[Sequence[Value]]) -> BlockChange:
        """Prepare a block; its formulas stay what they are, the host computes them."""
        rng = self._named(name)
        refuse_protected(rng.sheet)
        if (len(values), {len(row) for row in values}) != (rng.shape[0], {rng.shape[1]}):
            raise BookRefused("block-changed", Place(sheet=str(rng.sheet.name)), name)
        before = as_it_is(rng)
        cells = [[cell_of(value, from_1904=self._from_1904) for value in row] for row in values]
        pairs = [zip(*rows, strict=True) for rows in zip(before, cells, strict=True)]
        grid = [[old if is_formula(old) else new for old, new in row] for row in pairs]
        return BlockChange(name, rng, before, grid)

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
        try:
            return self._names[name].refers_to_range
        except Exception as case:  # its cells were deleted, or it names none
            if is_busy(case):
                raise
            raise BookRefused("block-missing", self.name, name) from case

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
