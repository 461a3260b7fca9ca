"""Writing cells in bulk, as Excel's ``Formula`` takes them: typed in, so that texts may turn out numbers or days."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from tests.calc.engine.cell_formats import as_text


def write(cells: Any, rows: list[list[Any]]) -> None:
    """Fill a range: plain values at once, then column by column what has to be typed."""
    rows = as_text(cells, rows)
    values = [[_stored(cell) for cell in row] for row in rows]
    with _notes_kept(cells.Spreadsheet.Annotations):
        cells.setDataArray(tuple(map(tuple, values)))
    for column in range(len(rows[0])):
        _type_column(cells, column, [row[column] for row in rows])


@contextmanager
def _notes_kept(notes: Any) -> Iterator[None]:
    """Leave notes where they are, as Excel does; Calc drops those of cells it fills in bulk."""
    before = [(note.Position, note.String) for note in map(notes.getByIndex, range(notes.Count))]
    yield
    after = {(note.Position.Column, note.Position.Row) for note in map(notes.getByIndex, range(notes.Count))}
    for place, text in before:
        if (place.Column, place.Row) not in after:
            notes.insertNew(place, text)


def _type_column(cells: Any, column: int, typed: list[Any]) -> None:
    """Type in what is not plain: formulas, down as far as they are the same, and texts Excel would interpret."""
    row = 0
    while row < len(typed):
        if not _is_typed(typed[row]):
            row += 1
            continue
        last = row
        while last + 1 < len(typed) and typed[last + 1] == typed[row] and "[" in typed[row]:
            last += 1
        cells.getCellByPosition(column, row).FormulaLocal = typed[row]
        _fill_down(cells, column, row, last)
        row = last + 1


def _fill_down(cells: Any, column: int, first: int, last: int) -> None:
    """Copy a cell down, twice as many rows each time; Calc's own filling leaves folded columns out."""
    done = 1
    while done < last - first + 1:
        more = min(done, last - first + 1 - done)
        source = cells.getCellRangeByPosition(column, first, column, first + more - 1)
        target = cells.getCellByPosition(column, first + done)
        cells.Spreadsheet.copyRange(target.CellAddress, source.RangeAddress)
        done += more


def _is_typed(cell: Any) -> bool:
    return isinstance(cell, str) and bool(cell) and not cell.startswith("'")


def _stored(cell: Any) -> Any:
    if isinstance(cell, str):
        return cell[1:] if cell.startswith("'") else ""
    return "" if cell is None else float(cell)
