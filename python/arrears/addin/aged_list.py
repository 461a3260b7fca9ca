"""Ageing any list around the selected cell, of any workbook, onto one new sheet beside it; the list is not touched."""

import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import typer
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from arrears.addin.desk import Desk
from arrears.addin.dialog_screen import DialogScreen
from arrears.addin.session import GivenUp, said
from arrears.cli import app
from arrears.cli.options import required_day
from arrears.cli.screens import NOT_RUN, make_screen
from arrears.office.cells import CellError
from arrears.office.headings import heading, sheet_title
from arrears.office.live.host_cells import Grid, cell_of, dates_of, put, values_of
from arrears.office.live.quiet import quiet
from arrears.office.system_clock import SystemClock
from arrears.office.table_columns import keys_of_headings
from arrears.office.xlsx.areas import Area, column_letters
from arrears.texts import user_language

AMOUNTS = ("total", "not_due", "bucket_1", "bucket_2", "bucket_3", "bucket_4", "bucket_5", "bucket_6", "bucket_7",
           "bucket_8", "unapplied", "overdue")  # fmt: skip
KEYS = ("customer", "name", "currency", *AMOUNTS, "oldest_days", "items")
MOST_ROWS = 1_000_000
"""A range that is longer is a whole column; the list in it is meant."""
FIRST_ROW = 4
"""Of the headings on the new sheet."""


@dataclass(frozen=True, slots=True)
class Aged:
    """An aged list: headings and rows by customer and currency, and what was left out of it."""

    keys: Sequence[str]
    headings: Sequence[str]
    rows: Grid
    left_out: Sequence[str]


def age_list(application: Any, desk: Desk) -> list[str]:
    """Age the selected list; the mapping is shown before a sheet is made."""
    language, cells = user_language(), application.selection
    if cells is None:
        return [said("choose-list", language)]
    cells = cells.current_region if len(cells) == 1 or cells.shape[0] > MOST_ROWS else cells
    as_of = desk.text(said("list-as-of", language), SystemClock().today().isoformat())
    if as_of is None:
        raise GivenUp
    screen = DialogScreen(desk, language)
    aged = _aged(cells, as_of, screen)
    if aged is None:
        return screen.told
    if not desk.agreed("\n".join([*screen.told, said("ask-aged-sheet", language)])):
        raise GivenUp
    title = _write(cells, aged, required_day(as_of), language)
    read = screen.word("rows-read", read=screen.answer["read"], left_out=len(aged.left_out))
    return [read, said("aged-sheet", language, sheet=title)]


def _aged(cells: Any, as_of: str, screen: DialogScreen) -> Aged | None:
    """Age the cells of a list in a folder of their own; None where they cannot be read as a list."""
    token = make_screen.set(lambda _language, _as_json: screen)
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        listed, made = Path(folder) / "List.xlsx", Path(folder) / "Aged.xlsx"
        _as_file(values_of(cells), dates_of(cells), listed)
        try:
            app.age(file=listed, as_of=as_of, out=made, language=screen.language)
        except typer.Exit:
            pass
        finally:
            make_screen.reset(token)
        if screen.code == NOT_RUN:
            return None
        screen.told = [line for line in screen.told if str(made) not in line]
        sheet = load_workbook(made)[sheet_title("Ageing", screen.language)]
        first = cells.row
        left_out = [
            f"{screen.word('row')} {out['row'] + first - 1}: {out['reason']}" for out in screen.answer["left_out"]
        ]
        return Aged(*_read(sheet), left_out)


def _as_file(values: Grid, dates: Sequence[Sequence[date | None]], path: Path) -> None:
    """Write the cells of a list as a file; text stays text."""
    book = Workbook()
    sheet = book.worksheets[0]
    for row, days in zip(values, dates, strict=True):
        cells = [day or cell for cell, day in zip(row, days, strict=True)]
        sheet.append([cell.text if isinstance(cell, CellError) else cell for cell in cells])
        for cell in sheet[sheet.max_row]:
            if isinstance(cell.value, str):
                cell.data_type = "s"
    book.save(path)


def _read(sheet: Worksheet) -> tuple[list[str], list[str], Grid]:
    """Read keys, headings and rows of the Ageing sheet that was made, without the columns it hides."""
    area = Area.read(sheet.tables["Ageing"].ref)
    rows = [[cell.value for cell in row] for row in sheet[str(area)]]
    keys = keys_of_headings("Ageing", [str(cell) for cell in rows[0]], sheet.title)
    shown = [
        n for n, key in enumerate(keys)
        if key in KEYS and not sheet.column_dimensions[column_letters(area.left + n)].hidden
    ]  # fmt: skip
    shown.sort(key=lambda n: KEYS.index(str(keys[n])))
    grid = [[row[n] for n in shown] for row in rows]
    return [str(keys[n]) for n in shown], [str(cell) for cell in grid[0]], [row for row in grid[1:] if any(row)]


def _write(cells: Any, aged: Aged, as_of: date, language: str) -> str:
    """Write an aged list onto a new sheet behind that of the list, with formulas for the totals; give its name."""
    book = cells.sheet.book
    there = {str(sheet.name).casefold() for sheet in book.sheets}
    title = _free(f"{sheet_title('Ageing', language)} {as_of.isoformat()}", there)
    head = [
        [said("aged-title", language, day=as_of.isoformat())],
        [said("aged-source", language, sheet=cells.sheet.name, cells=cells.address.replace("$", ""))],
        [],
        list(aged.headings),
    ]
    body = [[_plain(cell) for cell in row] for row in aged.rows]
    totals = _totals(aged, heading("Ageing", "total", language))
    below = [[], [said("aged-left-out", language, count=len(aged.left_out))], *([line] for line in aged.left_out)]
    grid = [_texts(row) for row in head] + [*body, *totals, *(_texts(row) for row in below)]
    width = len(aged.keys)
    grid = [[*row, *[None] * (width - len(row))] for row in grid]
    with quiet(book.app):
        sheet = book.sheets.add(title, after=cells.sheet)
        put(sheet.range((1, 1), (len(grid), width)), grid)
        last = FIRST_ROW + len(body) + len(totals)
        for n, key in enumerate(aged.keys, start=1):
            place = sheet.range((FIRST_ROW, n), (last, n))
            if key in AMOUNTS:
                place.number_format = "#,##0.00"
            place.autofit()
    sheet.activate()
    return title


def _totals(aged: Aged, word: str) -> Grid:
    """Give a row for each currency that sums its rows."""
    column = aged.keys.index("currency")
    first, last = FIRST_ROW + 1, FIRST_ROW + len(aged.rows)
    letters = column_letters(column + 1)
    rows: Grid = []
    for code in dict.fromkeys(str(row[column]) for row in aged.rows):
        row: list[Any] = [None] * len(aged.keys)
        row[0], row[column] = f"'{word}", f"'{code}"
        for n, key in enumerate(aged.keys):
            if key in AMOUNTS:
                own = column_letters(n + 1)
                summed = f"{own}${first}:{own}${last}"
                row[n] = f'=SUMIF(${letters}${first}:${letters}${last},"{code}",{summed})'
        rows.append(row)
    return rows


def _plain(cell: Any) -> Any:
    return cell_of(cell, from_1904=False) if isinstance(cell, str) else cell


def _texts(row: Sequence[object]) -> list[Any]:
    return [f"'{cell}" for cell in row]


def _free(title: str, taken: set[str]) -> str:
    """Give a sheet name that no sheet has yet."""
    number, free = 2, title
    while free.casefold() in taken:
        free, number = f"{title} ({number})", number + 1
    return free
