"""Statements written from a workbook file: kinds side by side, the same again, and what a person changed."""

from datetime import date
from pathlib import Path

import pytest
from tests.books import invoice, refreshed

from arrears.cli.screens import Screen
from arrears.cli.views import stated
from arrears.errors import FileRefused
from arrears.office.new_book.month_book import build
from arrears.office.statements.statement_files import write_statements
from arrears.office.tables import PARTS
from arrears.office.workbook_file import WorkbookFile
from arrears.runs.ports import Rows
from arrears.runs.statements import ACCOUNT, OPEN_ITEMS, Asked

SCREEN = Screen("en", as_json=False)


@pytest.fixture
def book(tmp_path):
    path = tmp_path / "Month.xlsx"
    path.write_bytes(build("en", PARTS["start"], {"base_currency": "EUR"}))
    with WorkbookFile.open(path) as sheets:
        items = [invoice("R1", "100.00", due="2026-09-30"), invoice("R2", "50.00", customer="C2", due="2026-09-30")]
        columns = {key: [item[key] for item in items] for key in items[0]}
        sheets.write([Rows("Invoices", columns, [None] * len(items))], {})
        refreshed(sheets, "2026-10-31")
    return path


def written(book, kind=OPEN_ITEMS):
    return write_statements(book, book.parent / "out", Asked(kind, date(2026, 11, 2)), SCREEN)


def test_two_kinds_stand_side_by_side_in_one_folder(book):
    files = {Path(one["file"]) for kind in (OPEN_ITEMS, ACCOUNT) for one in written(book, kind)["letters"]}
    assert len(files) == 4
    assert set((book.parent / "out").glob("*.docx")) == files


def test_the_same_again_says_that_nothing_was_new(book):
    first, again = written(book), written(book)
    assert [one["unchanged"] for one in first["letters"]] == [False, False]
    assert [one["unchanged"] for one in again["letters"]] == [True, True]
    assert [one["sha256"] for one in again["letters"]] == [one["sha256"] for one in first["letters"]]
    folder = again["folder"]
    assert stated(SCREEN, first) == [f"Letters written: 2, to {folder}"]
    assert stated(SCREEN, again) == [f"In {folder} already, unchanged: 2 letters."]


def test_what_a_person_changed_is_not_written_over(book):
    path = Path(written(book)["letters"][0]["file"])
    path.write_bytes(b"mine")
    with pytest.raises(FileRefused, match="letter-edited"):
        written(book)
    assert path.read_bytes() == b"mine"
