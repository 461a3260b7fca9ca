"""Tables and blocks of a workbook rewritten inside its package; every part not concerned stays byte for byte."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from arrears.core.problems import Place
from arrears.errors import BookRefused
from arrears.office.xlsx.areas import Area, column_letters
from arrears.office.xlsx.cell_xml import CellWriter
from arrears.office.xlsx.moved_formulas import TableMove
from arrears.office.xlsx.package import Package, TableEntry
from arrears.office.xlsx.package_guard import MOST_UNPACKED
from arrears.office.xlsx.renamed_headings import follow_headings, reference_renamed
from arrears.office.xlsx.row_notes import RowNotes
from arrears.office.xlsx.sheet_formulas import SheetFormulas
from arrears.office.xlsx.sheet_part import SheetPart
from arrears.office.xlsx.sheet_ranges import extent, follow, hide_column, measure, move_links
from arrears.office.xlsx.sheet_values import put_values
from arrears.office.xlsx.table_part import TablePart
from arrears.office.xlsx.table_rows import TableRows, Tails
from arrears.office.xlsx.workbook_part import block_area, recalculated, without_chain
from arrears.runs.ports import Keep, Value


@dataclass(frozen=True, slots=True)
class TableEdit:
    """New rows of one table.

    ``columns``: heading -> new values, or KEEP for a cell to leave as it is, all of one length, which is the new number
    of rows. ``kept``: for each new row the old body row (from 0, among all body rows) whose other cells it keeps, or
    None.
    ``formulas``: heading -> formula without ``=``; the column's values become its results, and relative references
    count from the first body row. ``renamed``: old heading -> new; ``columns`` and the others use the old ones.
    ``hidden``: heading -> whether its sheet column is hidden. ``blank``: old body rows (from 0) that held no record.
    """

    table: str
    columns: Mapping[str, Sequence[Value | Keep]]
    kept: Sequence[int | None]
    formulas: Mapping[str, str] = field(default_factory=dict)
    renamed: Mapping[str, str] = field(default_factory=dict)
    hidden: Mapping[str, bool] = field(default_factory=dict)
    blank: Collection[int] = ()


def edit(package: Package, tables: Sequence[TableEdit], blocks: Mapping[str, Sequence[Sequence[Value]]]) -> bytes:
    """Write tables and blocks (defined name -> rows of values) into a workbook and give its new bytes.

    Raises BookRefused ``signed-book``, ``table-missing``, ``column-missing``, ``rows-below-table``,
    ``merged-in-table``, ``too-many-rows``, ``too-large-book``, ``text-too-long``, ``block-missing`` or
    ``block-changed``.
    """
    if package.signed:
        raise BookRefused("signed-book", Place(file=package.name))
    return _Edit(package).made(tables, blocks)


class _Edit:
    """The sheets that are open, and what has to be replaced."""

    def __init__(self, package: Package) -> None:
        self._package = package
        self._sheets: dict[str, SheetPart] = {}
        self._notes: dict[str, RowNotes] = {}
        self._replaced: dict[str, bytes] = {}
        self._moves: list[TableMove] = []
        self._formulas_changed = False

    def made(self, tables: Sequence[TableEdit], blocks: Mapping[str, Sequence[Sequence[Value]]]) -> bytes:
        if len({table.table.casefold() for table in tables}) < len(tables):
            raise ValueError("a table is written once in one go")
        for table in tables:
            self._table(table)
        for name, values in blocks.items():
            self._block(name, values)
        for wanted in tables:
            if wanted.renamed:
                follow_headings(self._package, self._sheets, self._replaced, wanted.table, wanted.renamed)
        for part in list(self._sheets):
            self._replaced[part] = self._sheets.pop(part).content()
        for notes in self._notes.values():
            self._replaced.update(notes.changed())
        self._replaced[self._package.workbook_part] = recalculated(
            self._package, self._moves, lambda text: _renamed(text, tables)
        )
        dropped: set[str] = set()
        if self._formulas_changed:
            rewritten, dropped = without_chain(self._package)
            self._replaced.update(rewritten)
        if sum(map(len, self._replaced.values())) > MOST_UNPACKED:
            raise BookRefused("too-large-book", Place(file=self._package.name), Path(self._package.name).name)
        return self._package.rewritten(self._replaced, drop=dropped)

    def _sheet(self, part: str) -> SheetPart:
        if part not in self._sheets:
            self._sheets[part] = SheetPart(self._package.part(part), part)
        return self._sheets[part]

    def _writer(self, sheet: SheetPart) -> CellWriter:
        return CellWriter(sheet.prefix, date1904=self._package.date1904)

    def _table(self, wanted: TableEdit) -> None:
        entry = self._package.table(wanted.table)
        if entry is None:
            raise BookRefused("table-missing", Place(file=self._package.name), wanted.table, table=wanted.table)
        letters = _letters(entry, wanted)
        sheet = self._sheet(entry.sheet_part)
        part = TablePart(self._package.xml(entry.part))
        kept = list(wanted.kept) or [None]
        body = entry.body
        move = TableMove(entry.sheet, body, body.top + len(kept) - 1, entry.header_rows, entry.totals_rows)
        notes = self._notes.setdefault(entry.sheet_part, RowNotes(self._package, entry.sheet_part))
        _refuse_over_notes(notes, entry, move)
        formulas = SheetFormulas(sheet)
        had_formulas = formulas.any(range(body.top, body.bottom + 1))
        calculated = {letters[heading] for heading in part.calculated() if heading in letters and wanted.kept}
        tails = self._tails(sheet, wanted, letters, move)
        TableRows(sheet, entry.area, move, tails, calculated).write(kept)
        self._formulas_changed |= had_formulas or bool(wanted.formulas)
        placed = _placed(move, kept)
        self._follow(sheet, entry, move, placed)
        if not wanted.kept and 0 in wanted.blank:  # an empty table's blank row is still that
            placed[body.top] = body.top
        notes.follow(move, placed, {body.top + row for row in wanted.blank})
        self._describe(sheet, entry, wanted, move.bottom)
        self._moves.append(move)

    def _tails(
        self, sheet: SheetPart, wanted: TableEdit, letters: Mapping[str, str], move: TableMove
    ) -> dict[str, Tails]:
        """Write the values of the named columns as cells; an empty table has one blank row, without formulas."""
        writer = self._writer(sheet)
        if not wanted.kept:
            return {letters[heading]: [b"/>"] for heading in wanted.columns}
        tails: dict[str, Tails] = {}
        for heading, values in wanted.columns.items():
            formula = wanted.formulas.get(heading)
            try:
                if formula is None:
                    tails[letters[heading]] = writer.tails(values)
                else:
                    texts = _down(formula, len(values), move)
                    tails[letters[heading]] = writer.formula_tails(texts, values)
            except BookRefused as case:  # the row is not on the sheet yet: its column says where
                case.where = Place(sheet=move.sheet, cell=heading)
                raise
        return tails

    def _follow(self, sheet: SheetPart, entry: TableEntry, move: TableMove, placed: Mapping[int, int]) -> None:
        follow(sheet.root, move)
        move_links(sheet.root, move.body, placed)
        measure(sheet.root, _extent(sheet, entry.area))

    def _describe(self, sheet: SheetPart, entry: TableEntry, wanted: TableEdit, bottom: int) -> None:
        """Write the table part, headings and hidden columns."""
        part = TablePart(self._package.xml(entry.part))
        part.resize(entry.area.down_to(bottom + entry.totals_rows), entry.totals_rows)
        for heading, values in wanted.columns.items():
            if heading in wanted.formulas or not any(isinstance(value, Keep) for value in values):
                part.calculate(heading, wanted.formulas.get(heading))
        numbers = {heading: entry.area.left + index for index, heading in enumerate(entry.headings)}
        for heading, hidden in wanted.hidden.items():
            hide_column(sheet.root, numbers[heading], hidden=hidden)
        part.rename(wanted.renamed)
        for old, new in wanted.renamed.items():
            cell = Area(numbers[old], entry.area.top, numbers[old], entry.area.top)
            put_values(sheet, self._writer(sheet), cell, [[new]])
        self._replaced[entry.part] = part.content()

    def _block(self, name: str, values: Sequence[Sequence[Value]]) -> None:
        title, area = block_area(self._package, name)
        rows, columns = area.bottom - area.top + 1, area.right - area.left + 1
        if len(values) != rows or any(len(row) != columns for row in values):
            raise BookRefused("block-changed", Place(sheet=title, cell=str(area)), name)
        entry = next((s for s in self._package.sheets if s.name.casefold() == title.casefold()), None)
        if entry is None:
            raise BookRefused("block-missing", Place(file=self._package.name), name)
        sheet = self._sheet(entry.part)
        put_values(sheet, self._writer(sheet), area, values)
        measure(sheet.root, _extent(sheet, area))


def _letters(entry: TableEntry, wanted: TableEdit) -> dict[str, str]:
    """Give the column letters of a table's headings, having seen that the edit fits the table."""
    letters = {heading: column_letters(entry.area.left + index) for index, heading in enumerate(entry.headings)}
    for heading in (*wanted.columns, *wanted.renamed, *wanted.hidden):
        if heading not in letters:
            where = Place(sheet=entry.sheet, cell=entry.ref)
            raise BookRefused("column-missing", where, ", ".join(entry.headings), table=wanted.table, columns=heading)
    rows = entry.body.bottom - entry.body.top + 1
    if any(len(values) != len(wanted.kept) for values in wanted.columns.values()):
        raise ValueError(f"columns of {wanted.table} differ in length from its {len(wanted.kept)} rows")
    if any(source is not None and not 0 <= source < rows for source in wanted.kept):
        raise ValueError(f"{wanted.table} has {rows} rows; a kept one lies outside")
    return letters


def _placed(move: TableMove, kept: Sequence[int | None]) -> dict[int, int]:
    """Tell to which rows the rows of the body come; one that is written twice counts where it stands first."""
    placed: dict[int, int] = {}
    for index, source in enumerate(kept):
        if source is not None:
            placed.setdefault(move.body.top + source, move.body.top + index)
    return placed


def _refuse_over_notes(notes: RowNotes, entry: TableEntry, move: TableMove) -> None:
    """Refuse to grow over a cell that bears a note, be it blank: the note would then stand at a record."""
    area, end = entry.area, move.bottom + move.totals_rows
    found = notes.first_in(Area(area.left, area.bottom + 1, area.right, end)) if end > area.bottom else None
    if found is not None:
        raise BookRefused("rows-below-table", Place(sheet=move.sheet, cell=found), found, rows=end - area.bottom)


def _down(formula: str, rows: int, move: TableMove) -> list[str]:
    """Give a column's formula for each row; most are the same everywhere, written with structured references."""
    if move.formula(formula, 1) == move.formula(formula, 0):
        return [move.formula(formula, 0)] * rows
    return [move.formula(formula, index) for index in range(rows)]


def _extent(sheet: SheetPart, area: Area) -> Area | None:
    """Measure the cells of a sheet: its columns as known or as wide as the area, its rows as they are."""
    known = extent(sheet.root)
    if known is None or not sheet.rows:
        return known
    left, right = min(known.left, area.left), max(known.right, area.right)
    return Area(left, min(sheet.rows), right, max(sheet.rows))


def _renamed(formula: str, tables: Sequence[TableEdit]) -> str:
    for wanted in tables:
        formula = reference_renamed(formula, wanted.table, wanted.renamed) if wanted.renamed else formula
    return formula
