"""The Matching sheet in a workbook file: LibreOffice finds what is left and what stays on account, edits among them."""

from datetime import date
from decimal import Decimal

import pytest
from openpyxl import load_workbook
from tests import libreoffice
from tests.books import invoice
from tests.listings import FixedClock

from arrears.office.book_making import new_book
from arrears.office.headings import heading, sheet_title
from arrears.office.name_similarity import similarity
from arrears.office.workbook_file import WorkbookFile
from arrears.runs.match import post_matches, propose_matches
from arrears.runs.upsert import appended
from arrears.texts import LANGUAGES

ITEMS = [
    invoice("INV-26-0001", "100", customer="C1"), invoice("INV-26-0002", "250.50", customer="C1"),
    invoice("INV-26-0003", "80.10", customer="C2"), invoice("CN-1", "-0.30", customer="C1"),
]  # fmt: skip


def line(key, amount, payer, reference):
    day = date(2026, 10, 20)
    return {
        "account": "DE1", "currency": "EUR", "booking_date": day, "value_date": day, "amount": Decimal(amount),
        "payer": payer, "reference": reference, "state": "open", "line_key": key,
    }  # fmt: skip


def fill(sheets, table, rows):
    names = dict.fromkeys(name for row in rows for name in row)
    columns = {name: [row.get(name) for row in rows] for name in names}
    sheets.write([appended(sheets.read(table)[table], columns)], {})


def made(path, language):
    new_book(path, None, language, "EUR", ["base_currency=EUR", "match_tolerance=0.05"])
    with WorkbookFile.open(path) as sheets:
        sheets.add("bank")
        fill(sheets, "Customers", [{"customer": "C1", "name": "Alder Ltd"}, {"customer": "C2", "name": "Birch GmbH"}])
        fill(sheets, "Invoices", ITEMS)
        fill(sheets, "Bank", [
            line("L1", "350.20", "Alder Ltd", "INV-26-0001, INV-26-0002, CN-1"),
            line("L2", "50.05", "Birch GmbH", "INV-26-0003"), line("L3", "30.07", "Birch GmbH", "INV-26-0003"),
            line("L4", "12.34", "Peter Sample", "thanks"),
        ])  # fmt: skip
        propose_matches(sheets, date(2026, 10, 31), similarity, FixedClock(), "jo")


def columns(path, language, *keys):
    sheet = load_workbook(path, data_only=True)[sheet_title("Matching", language)]
    rows = list(sheet.iter_rows(min_row=5, values_only=True))
    places = [rows[0].index(heading("Matching", key, language)) for key in keys]
    source = rows[0].index(heading("Matching", "source", language))
    return [tuple(row[n] for n in places) for row in rows[1:] if row[source]]


@pytest.mark.libreoffice
@pytest.mark.parametrize("language", LANGUAGES)
def test_libreoffice_finds_what_is_left_open_and_on_account(tmp_path, language):
    book = tmp_path / "Book.xlsx"
    made(book, language)
    done = libreoffice.recalculate(book, tmp_path / "lo")
    rows = columns(done, language, "document_no", "left_open", "left_check", "unassigned", "unassigned_check")
    assert len(rows) == 6
    for number, left, left_again, rest, rest_again in rows:
        assert rest_again == pytest.approx(rest, abs=1e-9)
        assert (left_again or 0) == pytest.approx(left or 0, abs=1e-9), number
    assert {row[0]: row[2] for row in rows if row[0]} == {
        "INV-26-0001": 0,
        "INV-26-0002": 0,
        "CN-1": 0,
        "INV-26-0003": 0,
    }
    assert rows[-1][4] == pytest.approx(12.34)


def test_accepting_in_the_file_posts_and_the_file_is_read_again(tmp_path):
    book = tmp_path / "Book.xlsx"
    made(book, "zh")
    edited = load_workbook(book)
    sheet = edited[sheet_title("Matching", "zh")]
    headings = [cell.value for cell in sheet[5]]
    for row in range(6, 9):
        sheet.cell(row, headings.index(heading("Matching", "accept", "zh")) + 1).value = "是"
    edited.save(book)
    with WorkbookFile.open(book) as sheets:
        done = post_matches(sheets, date(2026, 10, 31), similarity, FixedClock(), "jo")
        assert len(done.receipts) == 1
        assert [row["kind"] for row in done.allocations] == ["credit", "cash", "cash"]
        assert list(sheets.read("Matching")["Matching"].column("state")).count("posted") == 3
