"""The reconciling buttons, then sign-off, lock and the next month, come to what the command line makes."""

import shutil

import pytest
from tests.calc.month_walk import STATEMENT
from tests.calc.ribbon import Twins, cell, press, type_in
from tests.command_line import answered

from arrears.office.book_making import new_book
from arrears.office.workbook_file import WorkbookFile
from arrears.runs.ports import Rows

pytestmark = pytest.mark.libreoffice

INVOICES = """\
Customer,Name,Document no.,Document date,Due date,Currency,Amount,Control account
C1,Alder GmbH,RE-2026-0001,2026-09-10,2026-10-10,EUR,119.00,1122
C1,Alder GmbH,RE-2026-0002,2026-10-05,2026-11-04,EUR,200.00,1122
C2,Birch Ltd,RE-2026-0003,2026-10-01,2026-10-31,EUR,300.00,1122
"""
CONTROL = """\
Account,Currency,Balance Date,Balance
1122,EUR,2026-10-31,200.00
"""


@pytest.fixture
def twins(application, tmp_path, monkeypatch):
    monkeypatch.setenv("ARREARS_LANGUAGE", "en")
    for name, text in (("invoices.csv", INVOICES), ("control.csv", CONTROL), ("bank.sta", STATEMENT)):
        (tmp_path / name).write_text(text, encoding="utf-8")
    for name in ("file", "live"):
        (tmp_path / name).mkdir()
    file = new_book(tmp_path / "file" / "Month.xlsx", None, "en", "EUR", ["Company=Alder Ltd", "approval_amount=250"])
    book = application.books.open(shutil.copy(file, tmp_path / "live" / "Month.xlsx"))
    yield Twins(application, file, book)
    book.close()


def test_from_the_bank_statement_to_the_next_month(twins, tmp_path):
    application = twins.application
    invoices, control = tmp_path / "invoices.csv", tmp_path / "control.csv"
    twins.both(["import", invoices, "--yes"], "import", invoices, "", True)
    twins.both(["import", control, "--list-date", "2026-10-31", "--yes"], "import", control, "2026-10-31", True)
    twins.both(["refresh", "--as-of", "2026-10-31"], "refresh", "2026-10-31")
    twins.both(["bank import", tmp_path / "bank.sta"], "bank", tmp_path / "bank.sta")
    twins.both(["match"], "match")
    assert twins.differing() == []

    accepted = twins.sheets.read("Matching")["Matching"].column("accept")
    for row in range(len(accepted)):
        twins.write("Matching", "accept", row, True, "Yes")
    twins.write("Matching", "approved_by", 1, "R. Viewer", "")
    cell(twins.book, "Matching", "payer", 1).select()
    assert press(application, "approve", "R. Viewer")[0].startswith("Rows approved by R. Viewer: 1.")
    told = twins.both(["match", "--post"], "match", True)
    assert twins.differing() == []
    assert list(twins.sheets.read("Receipts")["Receipts"].column("amount")) == [119, 300]

    twins.both(["tie-out"], "tie_out")
    twins.both(["postings"], "postings", "1")
    accounts = len(twins.sheets.read("Accounts")["Accounts"])
    column = ("account", [f"{1200 + n}" for n in range(accounts)])
    with WorkbookFile.open(twins.file) as sheets:
        sheets.read("Accounts")
        sheets.write([Rows("Accounts", dict([column]), list(range(accounts)))], {})
    twins.sheets.write([Rows("Accounts", dict([column]), list(range(accounts)))], {})
    told = twins.both(["postings", "--export", "csv"], "postings", "csv", True)
    assert twins.differing() == []
    exported = [sorted(path.name for path in folder.glob("*.csv")) for folder in (twins.file.parent, twins.folder)]
    assert exported[0] == exported[1]
    assert any("4 vouchers to post, debits 838.00 EUR; 0 of them exported before" in line for line in told), told
    assert any("4 vouchers, debits 838.00 EUR, exported to" in line for line in told), told
    told = press(application, "undo")
    assert len(told) == 1
    assert "handed over as a file" in told[0]
    assert twins.differing() == []

    twins.both(["sign-off", "--prepared-by", "P. Reparer"], "lock", "P", "P. Reparer")
    words = ["sign-off", "--reviewed-by", "R. Viewer", "--override", "EUR=419.00"]
    twins.both(words, "lock", "R", "R. Viewer", "EUR=419.00")
    assert twins.differing() == []
    told = twins.both(["lock", "--by", "R. Viewer"], "lock", "L", "R. Viewer", True)
    assert twins.differing() == []
    assert answered("verify", twins.book.fullname)["lock"] == {"month": "2026-10", "kept": True}

    assert "stands in the letters journal" in press(application, "undo")[0]
    told = press(application, "refresh", "2026-10-31")
    assert any("locked" in line for line in told), told
    assert twins.differing() == []
    told = press(application, "contact", "C1", "Ms Osei", "will pay")
    assert any("locked" in line for line in told), told

    twins.both(["next", "2026-11"], "new", True, "2026-11")
    made = application.books.active
    try:
        assert made.name == "Month 2026-11.xlsx"
        following = Twins(application, twins.file.with_name("Month 2026-11.xlsx"), made)
        assert following.differing() == []
    finally:
        made.close()
    twins.book.activate()
    (told,) = press(application, "undo")
    assert told.startswith("New is not undone: the workbook was saved and the next month is a workbook of its own.")

    words = ["reopen", "--by", "R. Viewer", "--reason", "a late receipt"]
    told = twins.both(words, "lock", "O", "R. Viewer", "a late receipt")
    assert any("The workbook was saved." in line for line in told), told
    assert twins.differing() == []
    (told,) = press(application, "undo")
    assert told.startswith("Sign off and lock is not undone: it stands in the letters journal")
    assert twins.differing() == []


def test_a_match_without_the_second_persons_name_is_refused_and_nothing_is_posted(twins, tmp_path):
    application = twins.application
    press(application, "import", tmp_path / "invoices.csv", "", True)
    press(application, "refresh", "2026-10-31")
    press(application, "bank", tmp_path / "bank.sta")
    press(application, "match")
    for row in (0, 1):
        type_in(twins.book, "Matching", "accept", row, "Yes")
    before = len(twins.sheets.read("Receipts")["Receipts"])
    told = press(application, "match", True)
    assert any("Approved by" in line for line in told), told
    assert len(twins.sheets.read("Receipts")["Receipts"]) == before == 0
    with WorkbookFile.open(twins.folder / "Month.xlsx", keep=False) as saved:
        assert not saved.has("Matching")  # nothing saves the workbook but its user


def test_an_import_that_is_declined_leaves_no_trace(twins, tmp_path):
    told = press(twins.application, "import", tmp_path / "invoices.csv", "", False)
    assert told == ["Nothing was imported."] or told
    assert twins.differing() == []
