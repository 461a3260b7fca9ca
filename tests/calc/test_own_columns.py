"""Columns that people add to a table of the open workbook: values, formulas, and formulas that fill the column."""

import pytest
from tests.calc.ribbon import press, type_in

from arrears.office.book_making import new_book
from arrears.office.live.live_excel import LiveExcel

pytestmark = pytest.mark.libreoffice

FIRST = """\
Customer,Name,Document no.,Document date,Due date,Currency,Amount
C1,Alder GmbH,RE-1,2026-09-10,2026-10-10,EUR,119.00
C2,Birch Ltd,RE-2,2026-08-01,2026-08-31,EUR,300.00
"""
SECOND = FIRST + "C0,Ash AG,RE-0,2026-10-01,2026-10-31,EUR,70.00\nC3,Cedar SA,RE-3,2026-07-01,2026-07-31,EUR,45.50\n"


@pytest.fixture
def book(application, tmp_path, monkeypatch):
    monkeypatch.setenv("ARREARS_LANGUAGE", "en")
    for name, text in (("first.csv", FIRST), ("second.csv", SECOND)):
        (tmp_path / name).write_text(text, encoding="utf-8")
    opened = application.books.open(str(new_book(tmp_path / "Month.xlsx", None, "en", "EUR", ["Company=Alder Ltd"])))
    press(application, "import", tmp_path / "first.csv", "", True)
    yield opened
    opened.close()


def add_columns(book, *columns):
    """Widen the Invoices table by columns: heading and what is typed into its cells, row for row."""
    read = LiveExcel(book).read("Invoices")["Invoices"]
    sheet = book.sheets[read.sheet]
    rng = sheet.tables["Invoices"].range
    bottom, right = rng.row + rng.shape[0] - 1, rng.column + rng.shape[1] - 1
    sheet.tables["Invoices"].resize(sheet.range((rng.row, rng.column), (bottom, right + len(columns))))
    for number, (heading, typed) in enumerate(columns, right + 1):
        place = sheet.range((rng.row, number), (bottom, number))
        place.api.Formula = tuple((cell,) for cell in (f"'{heading}", *typed))


def own(book, heading):
    """Give a column of the user's own: document number to what is shown."""
    read = LiveExcel(book).read("Invoices")["Invoices"]
    rng = book.sheets[read.sheet].tables["Invoices"].range
    grid = rng.api.Value2
    number = grid[0].index(heading)
    numbers = dict(zip(read.rows, read.column("document_no"), strict=True))
    return {numbers[rng.row + n]: row[number] for n, row in enumerate(grid) if rng.row + n in numbers}


def amount_letters(book):
    read = LiveExcel(book).read("Invoices")["Invoices"]
    return read.letters["gross"], read.rows


def test_own_columns_follow_their_rows_and_fill_new_ones(application, book, tmp_path):
    gross, rows = amount_letters(book)
    half = [f"={gross}{row}/2" for row in rows]
    add_columns(book, ("Clerk", ["'00017", "'=note"]), ("Half", half), ("Guess", ["", f"={gross}{rows[1]}+1"]))
    press(application, "import", tmp_path / "second.csv", "", True)
    assert own(book, "Clerk") == {"RE-1": "00017", "RE-2": "=note", "RE-0": None, "RE-3": None}
    assert own(book, "Half") == {"RE-1": 59.5, "RE-2": 150.0, "RE-0": 35.0, "RE-3": 22.75}
    assert own(book, "Guess") == {"RE-1": None, "RE-2": 301.0, "RE-0": None, "RE-3": None}
    press(application, "undo")
    assert own(book, "Half") == {"RE-1": 59.5, "RE-2": 150.0}
    press(application, "import", tmp_path / "second.csv", "", True)
    press(application, "refresh", "2026-10-31")
    assert own(book, "Half")["RE-3"] == 22.75
    assert own(book, "Clerk")["RE-1"] == "00017"


def test_own_formulas_in_cells_formatted_as_text_stay_formulas(application, book, tmp_path):
    gross, rows = amount_letters(book)
    add_columns(book, ("Half", [f"={gross}{row}/2" for row in rows]))
    read = LiveExcel(book).read("Invoices")["Invoices"]
    rng = book.sheets[read.sheet].tables["Invoices"].range
    column = rng.column + rng.shape[1] - 1
    book.sheets[read.sheet].range((rows[0], column), (rows[-1], column)).number_format = "@"
    press(application, "import", tmp_path / "second.csv", "", True)
    assert own(book, "Half") == {"RE-1": 59.5, "RE-2": 150.0, "RE-0": 35.0, "RE-3": 22.75}
    grown = book.sheets[read.sheet].range((rows[0], column), (rows[-1] + 2, column))
    assert grown.number_format == "@"


def test_texts_stand_without_an_apostrophe_also_where_a_text_cell_would_keep_it(
    application, book, tmp_path, monkeypatch
):
    from tests.calc.engine.cell_formats import TAKES_APOSTROPHES  # noqa: PLC0415 - Excel has no such switch

    monkeypatch.setitem(TAKES_APOSTROPHES, "in text cells", True)
    press(application, "import", tmp_path / "second.csv", "", True)
    read = LiveExcel(book).read("Invoices")["Invoices"]
    assert sorted(read.column("document_no")) == ["RE-0", "RE-1", "RE-2", "RE-3"]


def test_an_own_column_of_the_ageing_follows_buckets_that_get_other_headings(application, book):
    press(application, "refresh", "2026-10-31")
    read = LiveExcel(book).read("Ageing")["Ageing"]
    sheet = book.sheets[read.sheet]
    rng = sheet.tables["Ageing"].range
    bottom, right = rng.row + rng.shape[0] - 1, rng.column + rng.shape[1]
    sheet.tables["Ageing"].resize(sheet.range((rng.row, rng.column), (bottom, right)))
    cells = ("'Twice", *["=Ageing[[#This Row],[31-60 days]]*2"] * (rng.shape[0] - 1))
    sheet.range((rng.row, right), (bottom, right)).api.Formula = tuple((cell,) for cell in cells)
    before = sheet.tables["Ageing"].range.api.Formula
    policy = LiveExcel(book).read("Policy")["Policy"]
    type_in(book, "Policy", "value", list(policy.column("setting")).index("buckets"), "'15, 45, 60")
    press(application, "refresh", "2026-10-31")
    after = sheet.tables["Ageing"].range.api.Formula
    assert {"1-15 days", "16-45 days", "46-60 days", "Twice"} <= set(after[0])
    assert all("16-45 days" in row[-1] for row in after[1:])
    press(application, "undo")
    assert sheet.tables["Ageing"].range.api.Formula == before
