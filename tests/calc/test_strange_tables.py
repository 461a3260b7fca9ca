"""Tables as any user may have made them, month after month on the open workbook and on a file: the same in the end."""

import random
import shutil

import pytest
from openpyxl import load_workbook
from tests.calc.book_contents import changed, snapshot
from tests.calc.month_walk import INVOICES, MORE
from tests.calc.ribbon import Twins, press

from arrears.office.live.live_excel import LiveExcel

pytestmark = pytest.mark.libreoffice

VALUES = ("'00017", "'=note", 12.5, "", "'甲乙", "'1-2", -3.0, True)
LATER = INVOICES.replace(INVOICES.splitlines(keepends=True)[2], "") + MORE + MORE.replace("0005", "0000")


def make_strange(book, dice):
    """Give open items own columns, rows above them, notes, hidden rows, a totals row; give the columns' headings."""
    read = LiveExcel(book).read("Invoices")["Invoices"]
    sheet = book.sheets[read.sheet]
    table = sheet.tables["Invoices"]
    if dice.random() < 0.5:
        sheet.range((1, 1), (dice.randint(1, 4), 16_384)).insert("down")
    left = dice.randint(0, 2)
    if left:
        sheet.range((1, 1), (1_048_576, left)).insert("right")
    read, rng = LiveExcel(book).read("Invoices")["Invoices"], table.range
    top, bottom, first, last = rng.row, rng.row + rng.shape[0] - 1, rng.column, rng.column + rng.shape[1] - 1
    gross, right = read.letters["gross"], dice.randint(1, 4)
    table.resize(sheet.range((top, first - left), (bottom, last + right)))
    headings = []
    for n, column in enumerate([*range(first - left, first), *range(last + 1, last + right + 1)]):
        kind = dice.choice(("values", "fills", "some", "total"))
        headings.append(f"Own {n} {kind}")
        rows = range(top + 1, bottom + 1)
        typed = {
            "values": [dice.choice(VALUES) for _ in rows],
            "fills": [f"={gross}{row}*2" for row in rows],
            "some": [f"={gross}{row}+1" if dice.random() < 0.5 else "" for row in rows],
            "total": [f"=SUM({gross}${top + 1}:{gross}${bottom})" for _ in rows],
        }[kind]
        sheet.range((top, column), (bottom, column)).api.Formula = ((f"'{headings[-1]}",), *((one,) for one in typed))
    for row in dice.sample(range(top + 1, bottom + 1), 2):
        sheet.range((row, last), (row, last)).add_note(f"note {row}")
        sheet.range((row, 1), (row, 1)).api.EntireRow.Hidden = dice.random() < 0.5
    if dice.random() < 0.5:
        table.show_totals = True
        sheet.range(f"{gross}{bottom + 1}").api.Formula = f"=SUM({gross}{top + 1}:{gross}{bottom})"
    return headings


def own_cells(grid, headings):
    """Give what own columns hold by document number, of the rows there were; Calc tells a file no column's formula."""
    head = ["" if cell is None else str(cell) for cell in grid[0]]
    number = head.index("Document no.")
    return {
        str(row[number]): [_told(row[head.index(one)]) for one in headings]
        for row in grid[1:]
        if str(row[number]).startswith("RE-") and row[number] in INVOICES
    }


def _told(cell):
    if isinstance(cell, bool) or cell in {"TRUE", "FALSE"}:
        return str(float(cell in {True, "TRUE"}))
    try:
        return str(float(cell)) if not str(cell).startswith("0") else str(cell)
    except (TypeError, ValueError):
        return str(cell or "")


def total(grid):
    """Give the last row's formula over all amounts, if there is one."""
    return next((cell for cell in grid[-1] if str(cell).startswith("=SUM(") and "$" not in cell), None)


def typed_in_file(path):
    for sheet in load_workbook(path).worksheets:
        if "Invoices" in sheet.tables:
            return [[cell.value for cell in row] for row in sheet[sheet.tables["Invoices"].ref]]
    raise AssertionError


def typed_in_book(book):
    sheet = book.sheets[LiveExcel(book).read("Invoices")["Invoices"].sheet]
    return sheet.tables["Invoices"].range.api.Formula


@pytest.mark.parametrize("seed", [1, 5])
def test_strange_tables_come_to_the_same_on_both_hosts(application, prepared, tmp_path, monkeypatch, seed):
    monkeypatch.setenv("ARREARS_LANGUAGE", "en")
    dice = random.Random(seed)  # noqa: S311 - dice, no secret
    (tmp_path / "open").mkdir()
    book = application.books.open(shutil.copy(prepared, tmp_path / "open" / "Month.xlsx"))
    try:
        headings = make_strange(book, dice)
        book.save()
        file = shutil.copy(tmp_path / "open" / "Month.xlsx", tmp_path / "Month.xlsx")
        twins = Twins(application, file, book)
        (tmp_path / "later.csv").write_text(LATER, encoding="utf-8")
        before = snapshot(book)
        twins.both(["import", tmp_path / "later.csv", "--yes"], "import", tmp_path / "later.csv", "", True)
        assert own_cells(typed_in_book(book), headings) == own_cells(typed_in_file(file), headings)
        assert total(typed_in_book(book)) == total(typed_in_file(file))
        imported = snapshot(book)
        twins.both(["refresh", "--as-of", "2026-11-30"], "refresh", "2026-11-30")
        assert own_cells(typed_in_book(book), headings) == own_cells(typed_in_file(file), headings)
        assert twins.differing() == []
        press(application, "undo")
        assert changed(imported, snapshot(book)) == []
        assert before.keys() == imported.keys()
    finally:
        book.close()
