"""Statements as worksheets: one sheet an account, formulas that come to the stated balance, what is recorded."""

from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook
from tests import libreoffice
from tests.books import allocation, invoice, receipt, refreshed

from arrears.cli.screens import Screen
from arrears.errors import FileRefused, InputRefused
from arrears.office.new_book.month_book import build
from arrears.office.statements.statement_files import Forms, make_all
from arrears.office.tables import PARTS
from arrears.office.workbook_file import WorkbookFile
from arrears.runs.confirmations import confirmations
from arrears.runs.ports import Rows
from arrears.runs.statements import ACCOUNT, OPEN_ITEMS, THANKS, Asked

SCREEN = Screen("en", as_json=False)
FORMULA_NAME = "=1+1 Ltd / [x]"


def put(sheets, table, rows):
    keys = dict.fromkeys(key for row in rows for key in row)
    sheets.write([Rows(table, {key: [row.get(key) for row in rows] for key in keys}, [None] * len(rows))], {})


@pytest.fixture
def book(tmp_path):
    path = tmp_path / "Month.xlsx"
    path.write_bytes(build("en", PARTS["start"], {"base_currency": "EUR", "company": "Alder Ltd"}))
    with WorkbookFile.open(path) as sheets:
        sheets.add("receipts")
        put(
            sheets,
            "Customers",
            [{"customer": "C1", "name": FORMULA_NAME}, {"customer": "C2", "name": "样例公司", "language": "zh"}],
        )
        put(sheets, "Invoices", [
            invoice("R1", "100.00", document_date=date(2026, 9, 5)),
            invoice("R2", "50.50", document_date=date(2026, 10, 5)),
            invoice("G1", "-20.00", due=None, document_date=date(2026, 10, 7)), invoice("S1", "70", customer="C2"),
        ])  # fmt: skip
        put(sheets, "Receipts", [receipt("Z1", "45", on="2026-10-10")])
        put(sheets, "Allocations", [allocation("R1", "40", on="2026-10-10", receipt="Z1")])
        refreshed(sheets, "2026-10-31")
    return path


def made(book, kind=ACCOUNT, **forms):
    asked = Asked(kind, date(2026, 11, 2))
    return make_all(book, asked, Forms(None, book.parent / f"{kind}.xlsx", **forms), SCREEN)


def recorded(book):
    with WorkbookFile.open(book, keep=False) as sheets:
        return [(one.number, one.customer, str(one.balance)) for one in confirmations(sheets)]


@pytest.mark.parametrize("kind", [ACCOUNT, OPEN_ITEMS])
def test_every_account_has_a_sheet_and_a_confirmation(book, kind):
    answer = made(book, kind)
    workbook = load_workbook(answer["sheets"])
    assert workbook.sheetnames == ["Statements", "C1 EUR =1+1 Ltd - -x-", "C2 EUR 样例公司"]
    assert answer["confirmations"] == ["202610-0001", "202610-0002"]
    assert recorded(book) == [("202610-0001", "C1", "85.5"), ("202610-0002", "C2", "70")]
    texts = [cell.value for row in workbook["C2 EUR 样例公司"].iter_rows() for cell in row if cell.value]
    assert "对账回执  ·  202610-0002" in texts


def test_the_two_forms_state_one_balance_and_so_share_their_confirmations(book):
    first, second = made(book, ACCOUNT), made(book, OPEN_ITEMS)
    assert first["confirmations"] == second["confirmations"]
    assert len(recorded(book)) == 2


def test_a_draft_records_nothing(book):
    before = book.read_bytes()
    assert made(book, recorded=False)["confirmations"] == []
    assert book.read_bytes() == before


def test_a_text_of_the_customers_is_never_a_formula(book):
    sheet = load_workbook(made(book)["sheets"]).worksheets[1]
    cell = next(cell for row in sheet.iter_rows() for cell in row if cell.value == FORMULA_NAME)
    assert cell.data_type == "s"


@pytest.mark.libreoffice
@pytest.mark.parametrize("kind", [ACCOUNT, OPEN_ITEMS])
def test_the_formulas_come_to_the_stated_balance(book, kind, tmp_path):
    libreoffice.needed()
    answer = made(book, kind)
    anew = load_workbook(libreoffice.recalculate(Path(answer["sheets"]), tmp_path / "anew"), data_only=True)
    for number, one in enumerate(answer["statements"], 1):
        sheet = anew.worksheets[number]
        slip = next(row for row in sheet.iter_rows() if str(row[0].value or "").startswith("☐"))
        assert slip[6].value == pytest.approx(float(one["balance"]))
        values = [cell.value for row in sheet.iter_rows() for cell in row]
        assert not [value for value in values if isinstance(value, str) and value.startswith("#")]


def test_a_file_that_is_there_already_is_not_written_over_and_nothing_is_recorded(book):
    (book.parent / f"{ACCOUNT}.xlsx").write_bytes(b"mine")
    with pytest.raises(FileRefused, match="exists-already"):
        made(book)
    assert recorded(book) == []


def test_nowhere_and_thanks_on_sheets_are_refused(book):
    with pytest.raises(InputRefused, match="statement-place-missing"):
        make_all(book, Asked(ACCOUNT, date(2026, 11, 2)), Forms(None), SCREEN)
    with pytest.raises(InputRefused, match="statement-not-on-sheets"):
        made(book, THANKS)


def test_word_statements_with_a_slip_are_recorded_once(book):
    asked = Asked(ACCOUNT, date(2026, 11, 2))
    for _ in range(2):
        answer = make_all(book, asked, Forms(book.parent / "out"), SCREEN)
    assert answer["confirmations"] == ["202610-0001", "202610-0002"]
    assert [one[1] for one in recorded(book)] == ["C1", "C2"]
    open_items = make_all(book, Asked(OPEN_ITEMS, date(2026, 11, 2)), Forms(book.parent / "out"), SCREEN)
    assert open_items["confirmations"] == []
