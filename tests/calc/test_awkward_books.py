"""Books and hosts as people leave them: protected, filtered, moved, unsaved, broken half way; nothing is lost."""

import shutil
from datetime import date
from decimal import Decimal
from pathlib import Path
from zipfile import ZipFile

import pytest
from tests.calc.book_contents import contents, differences
from tests.calc.ribbon import cell, press, type_in
from tests.command_line import arrears

from arrears.errors import BookRefused
from arrears.office.book_making import new_book
from arrears.office.live import live_table
from arrears.office.live.live_excel import LiveExcel
from arrears.office.system_clock import SystemClock
from arrears.office.workbook_file import WorkbookFile
from arrears.runs.ports import KEEP, Rows

pytestmark = pytest.mark.libreoffice

TRAPS = ("1-2", "MAR1", "=1+1", "00017", "1234567890123456", "1E5", "+49 30 1", "@A1", "TRUE", "'quoted", "31.12.2026")
"""Texts that a spreadsheet application takes for numbers, days, formulas or truth values where it may."""


class ComError(Exception):
    """As Windows hands over what Excel refuses."""

    hresult = -2146777998


@pytest.fixture
def path(tmp_path, monkeypatch):
    monkeypatch.setenv("ARREARS_LANGUAGE", "en")
    return new_book(tmp_path / "Month.xlsx", None, "en", "EUR", ["Company=Alder Ltd"])


@pytest.fixture
def book(application, path):
    opened = application.books.open(str(path))
    yield opened
    opened.close()


def customers(*names):
    columns = {"customer": [f"C{n}" for n in range(len(names))], "name": list(names)}
    return Rows("Customers", columns, [None] * len(names))


def names(book):
    return list(LiveExcel(book).read("Customers")["Customers"].column("name"))


def test_what_looks_like_something_else_stays_the_text_it_is(book):
    LiveExcel(book).write([customers(*TRAPS)], {})
    assert names(book) == list(TRAPS)
    LiveExcel(book).write(
        [Rows("Customers", {"customer": ["N0", *("N" * len(TRAPS))]}, [None, *range(len(TRAPS))])], {}
    )
    assert names(book) == [None, *TRAPS], "carried along with their rows"


def test_a_text_too_long_to_be_typed_is_written_all_the_same(book):
    long = "x" * 20_000
    LiveExcel(book).write([customers("A", long)], {})
    assert names(book) == ["A", long]


def test_a_column_and_a_formula_of_the_users_own_follow_their_rows(book):
    LiveExcel(book).write([customers("Alder", "Birch")], {})
    own_name = cell(book, "Customers", "name", 1).address.replace("$", "")
    type_in(book, "Customers", "credit_limit", 1, f"=1000+LEN({own_name})")
    LiveExcel(book).write([Rows("Customers", {"name": ["Birch & Co", KEEP, "New"]}, [1, 0, None])], {})
    limits = LiveExcel(book).read("Customers")["Customers"].column("credit_limit")
    assert list(limits) == [1000 + len("Birch & Co"), None, None]


def test_another_sheet_is_never_touched(book):
    own = book.sheets.add("Mine", after=book.sheets[0])
    own.range((1, 1), (2, 2)).api.Formula = (("'keep", "=1+1"), (3.5, "'00017"))
    LiveExcel(book).write([customers("Alder")], {})
    LiveExcel(book).add("bank")
    assert own.range((1, 1), (2, 2)).api.Value2 == (("keep", 2.0), (3.5, "00017"))
    assert own.range("B1").api.Formula == "=1+1"


def test_text_below_a_table_is_refused_before_it_is_written_over(book):
    live = LiveExcel(book)
    table = live.read("Customers")["Customers"]
    sheet = book.sheets[table.sheet]
    below = sheet.range(f"{table.letters['name']}8")
    below.api.Formula = "'my remark"
    with pytest.raises(BookRefused, match="rows-below-table"):
        live.write([customers(*"ABCDEF")], {})
    assert below.api.Value2 == "my remark"
    assert names(book) == []


def test_a_table_that_was_moved_is_found_where_it_stands(book):
    LiveExcel(book).write([customers("Alder", "Birch")], {})
    table = LiveExcel(book).read("Customers")["Customers"]
    sheet = book.sheets[table.sheet]
    sheet.range((1, 1), (1_048_576, 2)).insert("right")
    sheet.range((1, 1), (3, 16_384)).insert("down")
    moved = LiveExcel(book).read("Customers")["Customers"]
    assert moved.rows[0] != table.rows[0] or moved.letters["name"] != table.letters["name"]
    LiveExcel(book).write([customers("Alder", "Birch", "Cedar")], {})
    assert names(book) == ["Alder", "Birch", "Cedar"]


def test_an_error_cell_is_a_problem_with_its_place_not_a_figure(application, book):
    LiveExcel(book).write([Rows("Invoices", {"customer": ["C1"], "document_no": ["R1"]}, [None])], {})
    type_in(book, "Invoices", "gross", 0, "=1/0")
    table = LiveExcel(book).read("Invoices")["Invoices"]
    place = f"{table.letters['gross']}{table.rows[0]}"
    problem = next(one for one in table.problems if one.where.cell == place)
    assert problem.found == "#DIV/0!"
    assert press(application, "check")


def test_a_write_that_fails_half_way_puts_everything_back(application, book, monkeypatch):
    LiveExcel(book).write([customers("Alder", "Birch")], {})
    before = contents(LiveExcel(book))
    state = application.screen_updating, application.calculation, application.enable_events
    put, count = live_table.put, iter(range(99))

    def failing(rng, grid):
        if next(count) == 1:
            raise OSError("the host is gone for a moment")
        put(rng, grid)

    monkeypatch.setattr(live_table, "put", failing)
    invoices = Rows("Invoices", {"customer": ["C1", "C2"], "gross": [Decimal(1), Decimal(2)]}, [None, None])
    with pytest.raises(OSError, match="for a moment"):
        LiveExcel(book).write([customers("X", "Y", "Z"), invoices], {})
    assert differences(contents(LiveExcel(book)), before) == []
    assert (application.screen_updating, application.calculation, application.enable_events) == state


def test_a_protected_sheet_is_refused_in_a_sentence(application, book):
    LiveExcel(book).write([customers("Alder")], {})
    before = contents(LiveExcel(book))
    sheet = LiveExcel(book).read("Escalation")["Escalation"].sheet
    book.sheets[sheet].api.Protect("")
    try:
        told = press(application, "refresh", "2026-10-31")
    finally:
        book.sheets[sheet].api.Unprotect("")
    assert any("protected" in line for line in told), told
    assert differences(contents(LiveExcel(book)), before) == []


@pytest.mark.parametrize(("fault", "word"), [(ComError(), "being edited"), (ZeroDivisionError(), "unforeseen")])
def test_a_fault_in_the_host_ends_in_a_sentence(application, book, monkeypatch, fault, word):
    before = contents(LiveExcel(book))

    def failing(*_):
        raise fault

    for where in ("values_of", "put"):
        monkeypatch.setattr(live_table, where, failing)
        told = press(application, "refresh", "2026-10-31") if where == "put" else press(application, "next_step")
        assert told, where
        monkeypatch.undo()
        monkeypatch.setenv("ARREARS_LANGUAGE", "en")
        assert any(word in line for line in told) or where == "values_of", told
        assert not any("Traceback" in line or "File " in line for line in told)
    assert differences(contents(LiveExcel(book)), before) == []


def test_a_book_that_was_never_saved_is_refused(application, book, calc_only):
    kept, book.impl._fullname = book.impl._fullname, "Book1"
    try:
        told = press(application, "refresh")
    finally:
        book.impl._fullname = kept
    assert any("not in a folder of this computer" in line for line in told), told


def test_the_active_one_of_two_books_is_meant(application, book, tmp_path):
    other = application.books.open(str(new_book(tmp_path / "Other.xlsx", None, "en", "EUR", [])))
    try:
        for one in (book, other):
            LiveExcel(one).write([customers("Alder")], {})
        number = LiveExcel(other).read("Customers")["Customers"].column("customer")[0]
        press(application, "contact", str(number), "Ms Osei", "in the other book")
        assert LiveExcel(other).has("Contacts")
        assert not LiveExcel(book).has("Contacts")
    finally:
        other.close()


def from_1904(path):
    """Let a workbook without any days in its cells count them from 1904."""
    with ZipFile(path) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    workbook = parts["xl/workbook.xml"].decode()
    parts["xl/workbook.xml"] = workbook.replace("<workbookPr", '<workbookPr date1904="1"', 1).encode()
    with ZipFile(path, "w") as package:
        for name, content in parts.items():
            package.writestr(name, content)


def test_days_counted_from_1904_are_the_same_days_read_and_written(application, path, tmp_path):
    plain = Path(shutil.copy(path, tmp_path / "From 1900.xlsx"))
    from_1904(path)
    listed = tmp_path / "invoices.csv"
    listed.write_text(
        "Customer,Name,Document no.,Document date,Due date,Currency,Amount\n"
        "C1,Alder,R1,2026-02-28,2026-03-01,EUR,10.00\nC1,Alder,R2,1999-12-31,2024-02-29,EUR,20.00\n",
        encoding="utf-8",
    )
    for words in (("import", listed, "--yes"), ("refresh", "--as-of", "2026-10-31")):
        assert arrears(words[0], plain, *words[1:]).code in {0, 1}
    opened = application.books.open(str(path))
    try:
        assert opened.api.Date1904
        press(application, "import", listed, "", True)
        press(application, "refresh", "2026-10-31")
        with WorkbookFile.open(plain, keep=False) as wanted:
            assert differences(contents(LiveExcel(opened)), contents(wanted)) == []
        due = LiveExcel(opened).read("Invoices")["Invoices"].column("due_date")
        assert list(due) == [date(2026, 3, 1), date(2024, 2, 29)]
        assert [row[0] for row in LiveExcel(opened).block("AsOf")] == [date(2026, 10, 31)]
        serial = cell(opened, "Invoices", "due_date", 1).api.Value2
        assert serial == (date(2024, 2, 29) - date(1904, 1, 1)).days
        assert cell(opened, "Invoices", "due_date", 1).api.Text.endswith(("29", "2024"))
        type_in(opened, "Invoices", "due_date", 1, "'2024-03-31")
        press(application, "refresh", "2026-10-31")
        assert LiveExcel(opened).read("Invoices")["Invoices"].column("due_date")[1] == date(2024, 3, 31)
        press(application, "contact", "C1", "Ms Osei", "called")
        row = LiveExcel(opened).read("Contacts")["Contacts"]
        assert list(row.column("contacted_on")) == [SystemClock().today()]
    finally:
        opened.close()


def test_a_book_that_is_not_of_arrears_is_refused(application, tmp_path):
    from openpyxl import Workbook  # noqa: PLC0415

    Workbook().save(tmp_path / "Plain.xlsx")
    opened = application.books.open(str(tmp_path / "Plain.xlsx"))
    try:
        assert any("Age this list" in line for line in press(application, "refresh"))
    finally:
        opened.close()


def test_without_a_book_one_sentence_says_so(application):
    assert press(application, "refresh") == ["No workbook is open."]
