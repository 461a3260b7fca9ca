"""The parts of dunning in a real workbook: added, typed into, refreshed, read again."""

from datetime import date
from decimal import Decimal

import pytest
from tests.books import invoice, no_rates

from arrears.office import book_making
from arrears.office.workbook_file import WorkbookFile
from arrears.runs.dunning.procedures_table import add_part
from arrears.runs.ports import Rows
from arrears.runs.refresh import refresh

PARTS = {"disputes": ("Disputes", "Promises", "Plans", "Contacts"), "procedures": ("Procedures",)}


@pytest.fixture(params=["en", "zh"])
def book(request, tmp_path):
    path = book_making.new_book(tmp_path / "Month.xlsx", None, request.param, "EUR", ())
    with WorkbookFile.open(path) as sheets:
        for part in PARTS:
            add_part(sheets, part)
    return path


def rows(table, *lines):
    keys = dict.fromkeys(key for line in lines for key in line)
    return Rows(table, {key: [line.get(key) for line in lines] for key in keys}, [None] * len(lines))


def test_each_part_adds_its_sheets_and_those_of_procedures_hold_the_presets(book):
    with WorkbookFile.open(book, keep=False) as sheets:
        assert all(sheets.has(table) for tables in PARTS.values() for table in tables)
        procedures = sheets.read("Procedures")["Procedures"]
    assert (len(procedures), procedures.problems) == (13, [])
    assert set(procedures.column("actor")) == {"sales", "finance", "credit control", "legal"}


def test_what_people_write_there_counts_and_comes_back_with_its_results(book):
    with WorkbookFile.open(book) as sheets:
        names = list(dict.fromkeys(sheets.read("Procedures")["Procedures"].column("procedure")))
        sheets.write(
            [
                rows("Invoices", *(invoice(c, "100", customer=f"C{n}") for n, c in enumerate("ABC", start=1))),
                rows("Customers", {"customer": "C1", "procedure": names[1], "key_account": True}),
                rows("Disputes", {"item": "C", "opened": date(2026, 10, 1), "amount": Decimal(30)}),
                rows("Promises", {"customer": "C2", "promised_on": date(2026, 10, 1), "until": date(2026, 10, 9)}),
            ],
            {},
        )
        refresh(sheets, date(2026, 10, 31), no_rates)
    with WorkbookFile.open(book, keep=False) as sheets:
        tables = sheets.read("Escalation", "Promises", "Problems")
    table = tables["Escalation"]
    found = {customer: row for row, customer in enumerate(table.column("customer"))}
    assert (table.column("send")[found["C1"]], table.column("actor")[found["C1"]]) == (False, "sales")
    assert table.column("disputed")[found["C3"]] == 30
    assert table.column("flags")[found["C2"]]
    assert tables["Promises"].column("state")[0] == "broken"
    assert len(tables["Problems"]) == 0
