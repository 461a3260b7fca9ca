"""Ageing any list around the selected cell, of any workbook, onto one new sheet beside it; the list is not touched."""

import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import typer

from arrears.addin.desk import Desk
from arrears.addin.dialog_screen import DialogScreen, mark
from arrears.addin.follow_ups import FOLLOW_UPS
from arrears.addin.session import GivenUp, said
from arrears.cli import app
from arrears.cli.options import required_day
from arrears.cli.screens import NOT_RUN, make_screen
from arrears.office.book_making import USUAL_CURRENCY
from arrears.office.cells import CellError
from arrears.office.headings import heading, sheet_title
from arrears.office.live.host_cells import Grid, dates_of, put_formulas, values_of
from arrears.office.live.new_sheets import refuse_fixed
from arrears.office.live.quiet import quiet
from arrears.office.safe_names import safe_name
from arrears.office.system_clock import SystemClock
from arrears.office.table_columns import keys_of_headings
from arrears.office.xlsx.areas import Area, column_letters
from arrears.texts import user_language

MOST_ABOVE = 1_000_000
"""Blank cells above a list that are kept, so that its rows are named as on the sheet."""
ASKED = ("dates", "decimal")
"""The options that are asked for where a list can be read in two ways."""


@dataclass(frozen=True, slots=True)
class Aged:
    """An aged list: where it stood, the columns by key, headings and rows, and what was said while it was read."""

    cells: Any
    keys: Sequence[str]
    headings: Sequence[str]
    rows: Grid
    screen: DialogScreen

    @property
    def read(self) -> int:
        """The rows that were aged."""
        return int(self.screen.answer["read"])

    @property
    def columns_known(self) -> int:
        """The columns that were taken for something."""
        return len(self.screen.answer["mapping"])

    def left_out(self, language: str) -> dict[str, list[str]]:
        """Give what does not count, row by row, and all problems, each under a title."""
        colon, answer, word = mark("colon", language), self.screen.answer, self.screen.word
        rows = [
            word("row-left-out", row=out["row"], reason=out["reason"])
            + (f" ({out['amount']})" if out["amount"] else "")
            for out in answer["left_out"]
        ]
        found = [
            f"{one['where']}{colon}{one['wrong']}" if one["where"] else str(one["wrong"]) for one in answer["problems"]
        ]
        below = {said("aged-left-out", language, count=len(rows)): rows}
        return below | ({word("problems", count=len(found)): found} if found else {})


def age_list(application: Any, desk: Desk) -> list[str]:
    """Age the selected list; what it was taken for is shown before a sheet is made."""
    language, cells = user_language(), application.selection
    if cells is None:
        return [said("choose-list", language)]
    as_of = desk.text(said("list-as-of", language), SystemClock().today().isoformat())
    if as_of is None:
        raise GivenUp
    reader = _Reader(desk, as_of.strip(), language)
    read = [reader.aged(area) for area in _areas(cells)]
    understood = [one for one in read if isinstance(one, Aged)]
    if not understood:
        return next(one for one in read if isinstance(one, list))
    aged = reader.in_a_currency(max(reversed(understood), key=lambda one: (one.read, one.columns_known)))
    if isinstance(aged, list):
        return aged
    source = _source(aged.cells, language)
    if not desk.agreed("\n".join([source, *aged.screen.told, said("ask-aged-sheet", language)])):
        raise GivenUp
    title = _write(aged, required_day(as_of.strip()), language)
    counted = aged.screen.word("rows-read", read=aged.read, left_out=len(aged.screen.answer["left_out"]))
    return [counted, said("aged-sheet", language, sheet=title)]


def _areas(cells: Any) -> Iterator[Any]:
    """Give the ranges that may be meant: the selection as far as there is anything, for one cell the list around it.

    Blank rows and columns end the region around a cell, not a list; so all that the sheet holds is tried too, and the
    columns around the cell for themselves, because other lists may stand beside.
    """
    sheet = cells.sheet
    used = _area(sheet.used_range)
    if len(cells) > 1:
        chosen = _common(_area(cells), used)
        yield _range(sheet, chosen or used)
        return
    around = _area(cells.current_region)
    within = Area(around.left, used.top, around.right, used.bottom)
    yield _range(sheet, used)
    if within != used:
        yield _range(sheet, within)


def _area(cells: Any) -> Area:
    rows, columns = cells.shape
    return Area(cells.column, cells.row, cells.column + columns - 1, cells.row + rows - 1)


def _common(one: Area, other: Area) -> Area | None:
    left, top = max(one.left, other.left), max(one.top, other.top)
    right, bottom = min(one.right, other.right), min(one.bottom, other.bottom)
    return Area(left, top, right, bottom) if left <= right and top <= bottom else None


def _range(sheet: Any, area: Area) -> Any:
    return sheet.range((area.top, area.left), (area.bottom, area.right))


def _source(cells: Any, language: str) -> str:
    return said("aged-source", language, sheet=cells.sheet.name, cells=cells.address.replace("$", ""))


class _Reader:
    """Reads cells as a list; what it has to ask for is asked once for all of them."""

    def __init__(self, desk: Desk, as_of: str, language: str) -> None:
        self._desk, self._as_of, self._language = desk, as_of, language
        self._options: dict[str, Any] = {}

    def aged(self, cells: Any) -> Aged | list[str]:
        """Age the cells of a list; sentences where they cannot be read as one."""
        with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
            listed = Path(folder) / safe_name("", Path(str(cells.sheet.book.name)).stem, ".xlsx")
            made = Path(folder) / "aged" / "Aged.xlsx"
            made.parent.mkdir()
            _as_file(cells, listed)
            screen = self._heard(listed, made)
            if screen.code == NOT_RUN:
                return screen.told
            screen.told = [line for line in screen.told if str(made) not in line]
            return Aged(cells, *_read(made, self._language), screen)

    def in_a_currency(self, aged: Aged) -> Aged | list[str]:
        """Age a list anew in the currency that it does not name; one that names it stays as it is."""
        usual = USUAL_CURRENCY[self._language]
        if "currency" in aged.screen.answer["mapping"] or set(aged.screen.answer["totals"]) != {usual}:
            return aged
        self._options["currency"] = self._ask("which-currency", [], usual)
        return aged if self._options["currency"].upper() == usual else self.aged(aged.cells)

    def _heard(self, listed: Path, made: Path) -> DialogScreen:
        while True:
            screen = self._once(listed, made)
            follow_up = FOLLOW_UPS.get(screen.refused.name) if screen.refused else None
            if follow_up is None or follow_up.option not in ASKED or follow_up.option in self._options:
                return screen
            self._options[follow_up.option] = follow_up.given(self._ask(follow_up.question, screen.told[:-1]))

    def _once(self, listed: Path, made: Path) -> DialogScreen:
        screen = DialogScreen(self._desk, self._language)
        token = make_screen.set(lambda _language, _as_json: screen)
        try:
            app.age(file=listed, as_of=self._as_of, out=made, language=self._language, **self._options)
        except typer.Exit:  # every command ends with an exit code
            pass
        finally:
            make_screen.reset(token)
        return screen

    def _ask(self, question: str, before: Sequence[str], given: str = "") -> str:
        answer = self._desk.text("\n".join([*before, said(question, self._language)]), given)
        if not answer:
            raise GivenUp
        return answer.strip()


def _as_file(cells: Any, path: Path) -> None:
    """Write the cells of a list as a file, on a sheet of the same name and in the same place; text stays text."""
    from openpyxl import Workbook  # noqa: PLC0415 - openpyxl is loaded only where sheets are made

    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = str(cells.sheet.name)
    above = cells.row - 1 if cells.row * (cells.column + cells.shape[1]) <= MOST_ABOVE else 0
    grid = zip(values_of(cells), dates_of(cells), strict=True)
    for number, (row, days) in enumerate(grid, start=above + 1):
        for column, (value, day) in enumerate(zip(row, days, strict=True), start=cells.column):
            shown = _shown(day or value)
            if shown is not None:
                cell = sheet.cell(number, column, shown)
                cell.data_type = "s" if isinstance(shown, str) else cell.data_type
    book.save(path)


def _shown(value: Any) -> Any:
    return value.text if isinstance(value, CellError) else value


def _read(made: Path, language: str) -> tuple[list[str], list[str], Grid]:
    """Read keys, headings and rows of the Ageing sheet that was made; names only if there are any."""
    from openpyxl import load_workbook  # noqa: PLC0415 - openpyxl is loaded only where sheets are made

    from arrears.office.new_book.aged_sheet import KEYS  # noqa: PLC0415

    sheet = load_workbook(made)[sheet_title("Ageing", language)]
    area = Area.read(sheet.tables["Ageing"].ref)
    rows = [[cell.value for cell in row] for row in sheet[str(area)]]
    keys = keys_of_headings("Ageing", [str(cell) for cell in rows[0]], sheet.title)
    shown = [
        n for n, key in enumerate(keys)
        if key in KEYS and not sheet.column_dimensions[column_letters(area.left + n)].hidden
        and (key != "name" or any(row[n] for row in rows[1:]))
    ]  # fmt: skip
    shown.sort(key=lambda n: KEYS.index(str(keys[n])))
    grid = [[row[n] for n in shown] for row in rows]
    return [str(keys[n]) for n in shown], [str(cell) for cell in grid[0]], [row for row in grid[1:] if any(row)]


def _write(aged: Aged, as_of: date, language: str) -> str:
    """Copy an aged list onto a new sheet behind that of the list, with formulas for the totals; give its name."""
    from arrears.office.new_book.aged_sheet import AgedSheet  # noqa: PLC0415 - openpyxl is loaded only where needed

    book = aged.cells.sheet.book
    refuse_fixed(book)
    there = {str(sheet.name).casefold() for sheet in book.sheets}
    title = _free(f"{sheet_title('Ageing', language)} {as_of.isoformat()}", there)
    head = [said("aged-title", language, day=as_of.isoformat()), _source(aged.cells, language)]
    total, below = heading("Ageing", "total", language), aged.left_out(language)
    sheet = AgedSheet(title, head, aged.keys, aged.headings, aged.rows, total, below)
    content, formulas = sheet.built(language)
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder, quiet(book.app):
        path = Path(folder) / "Arrears aged list.xlsx"
        path.write_bytes(content)
        source = book.app.books.open(str(path))
        try:
            source.sheets[title].copy(after=aged.cells.sheet)
        finally:
            source.close()
            book.activate()
        for place, formula in formulas.items():  # a formula that was copied would point to that file
            put_formulas(book.sheets[title].range(place), [[formula]])
    book.sheets[title].activate()
    return title


def _free(title: str, taken: set[str]) -> str:
    """Give a sheet name that no sheet has yet."""
    number, free = 2, title
    while free.casefold() in taken:
        free, number = f"{title} ({number})", number + 1
    return free
