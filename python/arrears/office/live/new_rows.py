"""A table's new rows made into cells: what is written, what is kept, which formulas move with their rows."""

from collections.abc import Sequence

from arrears.office.live.changes import TableChange, WrittenTable
from arrears.office.live.host_cells import Grid, cell_of, is_formula
from arrears.office.live.live_table import LiveTable
from arrears.office.table_cells import check_formula, shown
from arrears.office.table_columns import keys_of_headings
from arrears.office.table_spec import Role
from arrears.office.tables import TABLES
from arrears.office.xlsx.moved_formulas import TableMove
from arrears.office.xlsx.renamed_headings import reference_renamed
from arrears.runs.ports import KEEP, Rows, Table


def table_change(live: LiveTable, known: Table, rows: Rows, language: str, *, from_1904: bool) -> TableChange:
    """Prepare the change of a table from what was read to new rows.

    ``from_1904``: how the workbook counts days. Raises BookRefused ``comments-in-table`` or ``arrays-in-table``.
    """
    keys = keys_of_headings(rows.table, live.headings, live.sheet)
    body_rows = [row - live.body.top for row in known.rows]
    kept = [None if row is None else body_rows[row] for row in rows.kept]
    before = live.cells()
    same = kept == list(range(len(before)))
    marks = None
    if not same:
        live.refuse_unmovable(kept)
        marks = live.marks()
    grid: Grid = [[None] * len(keys) if row is None else list(before[row]) for row in kept]
    ours = [n for n, key in enumerate(keys) if key is not None and key in rows.columns]
    formulas = [n for n in ours if _fill_formula(grid, n, str(keys[n]), rows, live, language)]
    for n in ours:
        if n not in formulas:
            _fill_values(grid, n, str(keys[n]), rows, language, from_1904=from_1904)
    if not same:
        _move_formulas(grid, ours, kept, live)
        calculated = [n for n, key in enumerate(keys) if n not in ours and _is_calculated(rows.table, key)]
        _fill_new_rows(grid, calculated, kept, live)
    headings = [rows.titles.get(str(key), text) for key, text in zip(keys, live.headings, strict=True)]
    _follow_headings(grid, rows.table, live.headings, headings)
    hidden = {n: rows.hidden[key] for n, key in enumerate(keys) if key is not None and key in rows.hidden}
    written = WrittenTable(
        rows.table, before, live.headings, {n: live.hidden(n) for n in hidden}, [], marks,
        None if same else kept, frozenset(ours) if same else None,
    )  # fmt: skip
    placed = None if marks is None else marks.moved(kept)
    return TableChange(live, written, grid, ours if same else None, headings, hidden, formulas, placed)


def _fill_formula(grid: Grid, n: int, key: str, rows: Rows, live: LiveTable, language: str) -> bool:
    """Fill a column with the formula that is Arrears' own; False, and nothing is done, where it has none."""
    if TABLES[rows.table].column(key).role is not Role.CHECK:
        return False
    formula = check_formula(rows.table, key, live.headings, live.sheet, language)
    if formula is None:
        return False
    for row, typed in zip(grid, _down(formula, range(len(grid)), _move(live, grid)), strict=True):
        row[n] = typed
    return True


def _fill_values(grid: Grid, n: int, key: str, rows: Rows, language: str, *, from_1904: bool) -> None:
    column = TABLES[rows.table].column(key)
    for row, value in zip(grid, rows.columns[key], strict=True):
        if value is not KEEP:
            row[n] = cell_of(shown(value, column, language), from_1904=from_1904)  # type: ignore[arg-type]  # not KEEP


def _is_calculated(table: str, key: str | None) -> bool:
    """Tell a column whose formula goes into new rows too, if it fills the column: one's own, or a check."""
    return key is None or TABLES[table].column(key).role is Role.CHECK


def _move_formulas(grid: Grid, ours: Sequence[int], kept: Sequence[int | None], live: LiveTable) -> None:
    """Let the user's formulas follow the rows they stand in, and their ranges over all rows the size of the table."""
    move, moved = _move(live, grid), dict[tuple[str, int], str]()
    others = [n for n in range(len(live.headings)) if n not in ours]
    resized = move.bottom != move.body.bottom
    for index, row in enumerate(kept):
        if row is None or (row == index and not resized):
            continue
        for n in others:
            if is_formula(grid[index][n]):
                key = grid[index][n], index - row
                if key not in moved:  # most formulas of a column are the same text
                    moved[key] = f"={move.formula(key[0][1:], key[1])}"
                grid[index][n] = moved[key]


def _follow_headings(grid: Grid, table: str, before: Sequence[str], headings: Sequence[str]) -> None:
    """Let formulas name columns by their new headings: they are written when those stand there already."""
    renamed = {old: new for old, new in zip(before, headings, strict=True) if old != new}
    known: dict[str, str] = {}
    for row in grid if renamed else ():
        for n, cell in enumerate(row):
            if is_formula(cell):
                if cell not in known:
                    known[cell] = f"={reference_renamed(cell[1:], table, renamed)}"
                row[n] = known[cell]


def _fill_new_rows(grid: Grid, columns: Sequence[int], kept: Sequence[int | None], live: LiveTable) -> None:
    """Put the formula that fills a column into its new rows, as Excel does."""
    move = _move(live, grid)
    new = [index for index, row in enumerate(kept) if row is None]
    for n in columns if new else ():
        model = live.model_formula(n)
        for index, typed in zip(new, _down(model, new, move), strict=True) if model is not None else ():
            grid[index][n] = typed


def _down(formula: str, rows: Sequence[int], move: TableMove) -> list[str]:
    """Give a column's formula for rows; most are the same everywhere, written with structured references."""
    first = move.formula(formula, 0)
    if move.formula(formula, 1) == first:
        return [f"={first}"] * len(rows)
    return [f"={move.formula(formula, row)}" for row in rows]


def _move(live: LiveTable, grid: Grid) -> TableMove:
    """Tell how references follow when a table gets the rows of a grid."""
    bottom = live.body.top + max(len(grid), 1) - 1
    return TableMove(live.sheet, live.body, bottom, totals_rows=live.area.bottom - live.body.bottom)
