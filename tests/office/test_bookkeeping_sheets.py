"""Postings, credit balances, revaluation and bills in a real workbook: LibreOffice finds the written figures."""

from datetime import date
from decimal import Decimal

import pytest
from openpyxl import load_workbook
from tests import libreoffice
from tests.books import allocation, invoice, no_rates, receipt

from arrears.core.bookkeeping.postings import USES
from arrears.office import book_making
from arrears.office.headings import heading, sheet_title
from arrears.office.table_spec import Role
from arrears.office.tables import TABLES
from arrears.office.workbook_file import WorkbookFile
from arrears.runs.dunning.procedures_table import add_part
from arrears.runs.ports import Rows
from arrears.runs.refresh import refresh

AS_OF = date(2026, 10, 31)
PARTS = ("receipts", "postings", "fx", "bills")
SHEETS = ("Postings", "Reclassification", "Revaluation", "Bills")
D = Decimal


def rows(table, *lines):
    keys = dict.fromkeys(key for line in lines for key in line)
    return Rows(table, {key: [line.get(key) for line in lines] for key in keys}, [None] * len(lines))


def make_book(folder, language, base="CNY"):
    """Make a book with something of everything on its sheets, refreshed as of a month-end."""
    folder.mkdir(exist_ok=True)
    path = book_making.new_book(folder / "Month.xlsx", None, language, base, ())
    names = {
        "en": ("Alder Ltd", "Birch GmbH", "Cedar SA"),
        "zh": ("上海桤木贸易有限公司", "宁波白桦电子有限公司", "雪松（苏州）机械有限公司"),
    }
    customers = [{"customer": f"C{n}", "name": name} for n, name in enumerate(names[language], 1)]
    usd = {"currency": "USD", "posting_date": date(2026, 8, 31)}
    of_birch = {"customer": "C2", "currency": "CNY", "received": date(2026, 10, 5)}
    bills = [
        {"kind": "bank acceptance", "number": "1305100000012", "item": "B2", "amount": D(300)},
        {"kind": "cheque", "number": "C-17", "item": "B3", "amount": D(50)},
        {"kind": "commercial acceptance", "number": "2308", "item": "B4", "amount": D(70),
         "discounted_on": date(2026, 10, 12), "discount_cost": D("1.25"), "maturity": date(2027, 1, 9)},
        {"kind": "bank acceptance", "number": "2309", "item": "B5", "amount": D(80), "recourse": False,
         "endorsed_on": date(2026, 10, 15)},
        {"kind": "commercial acceptance", "number": "2310", "item": "B6", "amount": D(90),
         "dishonoured_on": date(2026, 10, 20)},
    ]  # fmt: skip
    with WorkbookFile.open(path) as sheets:
        for part in PARTS:
            add_part(sheets, part)
        sheets.write([
            rows("Customers", *customers),
            rows("Invoices",
                 invoice("A1", "1000.10", base_amount=D("7105.71"), **usd),
                 invoice("A2", "100", base_amount=D("720"), **usd),
                 invoice("J1", "70000", currency="JPY", base_amount=D("3300"), posting_date=date(2026, 8, 31)),
                 invoice("B1", "119", customer="C2", currency="CNY", net=D(100), vat=D(19)),
                 *(invoice(f"B{n}", f"{n}00", customer="C2", currency="CNY") for n in range(2, 7)),
                 invoice("K1", "-500", customer="C3", currency="CNY"),
                 invoice("K2", "120", customer="C3", currency="CNY"),
                 invoice("I2026-00001", "12.50", customer="C2", currency="CNY", kind="interest note", state="to post",
                         net=D("11.79"), vat=D("0.71"))),
            rows("Receipts",
                 receipt("R1", "600", currency="USD", base_amount=D("4200")),
                 receipt("R2", "25", customer="C3", currency="CNY", state="to post")),
            rows("Allocations",
                 allocation("A1", "600", currency="USD", receipt="R1", state="to post"),
                 allocation("B1", "2.38", currency="CNY", kind="discount", state="to post")),
            rows("ExchangeRates",
                 {"currency": "USD", "rate_date": AS_OF, "kind": "closing", "rate": D("7.1052"), "source": "PBOC"},
                 {"currency": "JPY", "rate_date": AS_OF, "kind": "closing", "rate": D("4.6521"), "units": 100,
                  "quotation": "direct", "source": "PBOC"}),
            rows("Bills", *({**of_birch, **one} for one in bills)),
        ], {})  # fmt: skip
        refresh(sheets, AS_OF, no_rates)
    return path


def checked(path, language):
    """Give every figure beside a formula, with the value that stands in the formula's cell."""
    book = load_workbook(path, data_only=True)
    found = []
    for name in SHEETS:
        sheet = book[sheet_title(name, language)]
        head, *body = sheet[sheet.tables[name].ref]
        place = {cell.value: n for n, cell in enumerate(head)}
        for column in TABLES[name].columns:
            if column.role is Role.CHECK:
                n = place[heading(name, column.key, language)]
                found += [((name, column.key, row[n].row), row[n].value) for row in body]
    return found


@pytest.mark.libreoffice
def test_libreoffice_finds_the_written_figures_and_follows_one_that_is_changed_by_hand(tmp_path):
    paths = {language: make_book(tmp_path / language, language) for language in ("en", "zh")}
    written = {language: checked(path, language) for language, path in paths.items()}
    named = {language: path.rename(tmp_path / f"{language}.xlsx") for language, path in paths.items()}
    named["changed"] = changed_by_hand(named["en"])
    made = libreoffice.recalculate_all(list(named.values()), tmp_path / "out")
    for language, figures in written.items():
        again = dict(checked(made[named[language]], language))
        assert len(figures) > 50
        assert {place: value for place, value in figures if again[place] != pytest.approx(value)} == {}
    again = dict(checked(made[named["changed"]], "en"))
    assert again["Revaluation", "base_revalued_check", 6] == pytest.approx(400.10 * 8)
    assert again["Postings", "voucher_check", 6] != 0


def changed_by_hand(path):
    """Give a copy of a book with another closing rate and another debit."""
    book = load_workbook(path)
    for name, column, figure in (("Revaluation", "rate", 8), ("Postings", "base_debit", 1)):
        head = [cell.value for cell in book[name][5]]
        book[name].cell(6, head.index(heading(name, column, "en")) + 1).value = figure
    book.save(path.with_name("changed.xlsx"))
    return path.with_name("changed.xlsx")


def test_the_accounts_are_those_of_a_chinese_company_and_every_voucher_has_its_account(tmp_path):
    with WorkbookFile.open(make_book(tmp_path, "zh"), keep=False) as sheets:
        tables = sheets.read("Accounts", "Postings")
    assert tuple(tables["Accounts"].column("use")) == USES
    assert None not in tables["Postings"].column("account")
    assert {"1122", "1002", "2203", "6603", "1121"} <= set(tables["Postings"].column("account"))


def test_a_bill_typed_in_is_read_back_with_its_state_and_risk(tmp_path):
    with WorkbookFile.open(make_book(tmp_path, "en"), keep=False) as sheets:
        bills = sheets.read("Bills")["Bills"]
    assert list(bills.column("state")) == ["held", "held", "discounted", "endorsed", "dishonoured"]
    assert list(bills.column("at_risk")) == [300, 50, 70, 0, 0]
    assert list(bills.column("under_way")) == [0, 50, 0, 0, 0]
