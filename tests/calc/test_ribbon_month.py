"""The whole month through the buttons of the ribbon comes to the same as on the command line."""

import shutil
from pathlib import Path
from zipfile import ZipFile

import pytest
from tests.calc.book_contents import contents, differences
from tests.calc.ribbon import Twins, cell, press, pressed
from tests.calc.test_month_on_the_open_book import SAMPLES

from arrears.cli.app import app
from arrears.cli.screens import outcome
from arrears.office.book_making import new_book
from arrears.office.live.live_excel import LiveExcel
from arrears.office.system_clock import user_name
from arrears.office.workbook_file import WorkbookFile

pytestmark = pytest.mark.libreoffice


def said(letter):
    """Give what a letter says; its bytes also carry the journal's head, which holds the time of day."""
    with ZipFile(letter) as package:
        return package.read("word/document.xml")


@pytest.fixture
def books(application, tmp_path, monkeypatch):
    monkeypatch.setenv("ARREARS_LANGUAGE", "en")
    (tmp_path / "file").mkdir()
    file = new_book(tmp_path / "file" / "Month.xlsx", None, "en", "EUR", ["Company=Alder Ltd", "Bank details=Bank; 1"])
    live = tmp_path / "live" / "Month.xlsx"
    live.parent.mkdir()
    shutil.copy(file, live)
    book = application.books.open(str(live))
    yield file, book
    book.close()


def test_the_month_through_the_ribbon_comes_to_what_the_command_line_makes(application, books, tmp_path, monkeypatch):
    file, book = books
    lists = SAMPLES / "month_en"
    for name in ("customers.csv", "invoices.xlsx", "receipts.csv", "allocations.csv"):
        assert outcome(app, ["import", str(file), str(lists / name), "--yes", "--json"]) in {0, 1}
        press(application, "import", lists / name, "", True)
    outcome(app, ["refresh", str(file), "--as-of", "2026-10-31", "--json"])
    told = press(application, "refresh", "2026-10-31")
    assert any("Next step" in line for line in told)
    with WorkbookFile.open(file, keep=False) as sheets:
        assert differences(contents(LiveExcel(book)), contents(sheets)) == []
    twins = Twins(application, file, book)
    twins.write("Escalation", "send", 0, False, "No")
    twins.write("Escalation", "level", 2, 1, "1")
    twins.write("Escalation", "edit_reason", 2, "gently: they pay soon", "gently: they pay soon")
    assert twins.differing() == []
    outcome(
        app,
        ["issue", str(file), "--out", str(file.parent / "letters"), "--letter-date", "2026-11-02", "--yes", "--json"],
    )
    told = press(application, "issue", Path(book.fullname).parent / "letters", "2026-11-02", True)
    written = sorted(path.name for path in (file.parent / "letters").glob("*.docx"))
    assert sorted(path.name for path in (Path(book.fullname).parent / "letters").glob("*.docx")) == written
    assert written
    for name in written:
        ours, theirs = (folder / "letters" / name for folder in (Path(book.fullname).parent, file.parent))
        assert said(ours) == said(theirs), name

    number = LiveExcel(book).read("Letters")["Letters"].column("number")[0]
    words = ["dispatch", str(file), number, "--sent-on", "2026-11-03", "--by", user_name(), "--channel", "post"]
    assert outcome(app, [*words, "--tracking", "RR1", "--json"]) == 0
    cell(book, "Letters", "customer", 0).select()
    assert any(number in line for line in press(application, "dispatch", "2026-11-03", "post", "RR1"))
    cell(book, "Customers", "name", 0).select()
    customer = LiveExcel(book).read("Customers")["Customers"].column("customer")[0]
    statements = file.parent / "statements", Path(book.fullname).parent / "statements"
    outcome(app, ["statement", str(file), "--out", str(statements[0]), "--customer", str(customer), "--json"])
    press(application, "statement", "open-items", statements[1])
    assert [path.name for path in statements[0].glob("*")] == [path.name for path in statements[1].glob("*")] != []
    with WorkbookFile.open(file, keep=False) as sheets:
        assert differences(contents(LiveExcel(book)), contents(sheets)) == []


def test_undoing_issued_letters_voids_them_and_they_stay_on_record(application, books):
    _, book = books
    press(application, "import", SAMPLES / "month_en" / "customers.csv", "", True)
    press(application, "import", SAMPLES / "month_en" / "invoices.xlsx", "", True)
    press(application, "refresh", "2026-10-31")
    folder = Path(book.fullname).parent / "letters"
    press(application, "issue", folder, "2026-11-02", True)
    issued = len(LiveExcel(book).read("Letters")["Letters"])
    assert issued == len(list(folder.glob("*.docx"))) > 0
    told = press(application, "undo", "wrong date")
    assert any("L2026-00001" in line for line in told), told
    letters = LiveExcel(book).read("Letters")["Letters"]
    assert len(letters) == issued
    assert set(letters.column("void_reason")) == {"wrong date"}


def test_a_closed_dialog_does_nothing(application, small):
    assert press(application, "import", None) == []


def test_a_refusal_is_told_in_two_sentences(application, small):
    told = press(application, "refresh", "31.10.2026")
    assert told
    assert not any("Traceback" in line for line in told)


@pytest.fixture
def small(application, prepared, tmp_path, monkeypatch):
    monkeypatch.setenv("ARREARS_LANGUAGE", "en")
    book = application.books.open(shutil.copy(prepared, tmp_path / "Month.xlsx"))
    yield book
    book.close()


@pytest.mark.parametrize("button", ["contact", "promise"])
def test_a_customer_number_of_nobody_is_refused_with_those_perhaps_meant(application, small, button):
    before = contents(LiveExcel(small))
    desk = pressed(application, button, "Birch")
    assert desk.told[0] == "Nobody in the workbook has the customer number 'Birch'."
    assert "for example C2 (Birch Ltd)" in desk.told[1]
    assert differences(contents(LiveExcel(small)), before) == []


def test_contacts_and_promises_are_noted_for_the_selected_customer(application, small):
    book = small
    customers = LiveExcel(book).read("Customers")["Customers"]
    book.sheets[customers.sheet].range(f"B{customers.rows[0]}").select()
    press(application, "contact", "Ms Osei", "will pay on Friday")
    press(application, "promise", "100.00", "2026-11-15", "Ms Osei")
    sheets = LiveExcel(book)
    noted = sheets.read("Contacts")["Contacts"]
    assert list(noted.column("said")) == ["will pay on Friday"]
    assert list(noted.column("customer")) == [customers.column("customer")[0]]
    assert [str(cell) for cell in sheets.read("Promises")["Promises"].column("until")] == ["2026-11-15"]
