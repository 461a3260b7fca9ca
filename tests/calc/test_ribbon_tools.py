"""Ageing any list, new workbooks, parts, checking and help."""

from datetime import date

import pytest
from openpyxl import Workbook
from tests.calc.book_contents import contents, differences
from tests.calc.ribbon import press, pressed
from tests.command_line import arrears

from arrears.office.live.live_excel import LiveExcel
from arrears.office.workbook_file import WorkbookFile

pytestmark = pytest.mark.libreoffice


@pytest.fixture(autouse=True)
def english(monkeypatch):
    monkeypatch.setenv("ARREARS_LANGUAGE", "en")


@pytest.fixture
def listed(application, tmp_path):
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "Debtors"
    sheet.append(["My debtors"])
    sheet.append([])
    sheet.append(["Customer", "Document no.", "Document date", "Due date", "Currency", "Open amount"])
    for row in (["C1", "00017", date(2026, 8, 1), date(2026, 9, 30), "EUR", 119.05],
                ["C1", "00018", date(2026, 10, 1), date(2026, 11, 30), "EUR", 80.5],
                ["C2", "00019", date(2026, 6, 1), date(2026, 7, 1), "USD", 40],
                ["C2", "00020", None, None, "USD", "n/a"]):  # fmt: skip
        sheet.append(row)
    book.save(tmp_path / "Plain.xlsx")
    opened = application.books.open(str(tmp_path / "Plain.xlsx"))
    yield opened
    opened.close()


def test_any_list_is_aged_onto_one_new_sheet_and_is_not_changed_itself(application, listed):
    sheet = listed.sheets["Debtors"]
    sheet.range("B5").select()
    before = sheet.range("A1:F7").api.Formula
    desk = pressed(application, "age_list", "2026-10-31", True)
    assert "Due date · Due date" in desk.asked[-1], "the mapping is shown before a sheet is made"
    assert [one.name for one in listed.sheets] == ["Debtors", "Ageing 2026-10-31"]
    assert sheet.range("A1:F7").api.Formula == before
    rows = [row for row in listed.sheets["Ageing 2026-10-31"].range("A1:L12").api.Value2 if any(row)]
    head = next(row for row in rows if "Currency" in row)
    total = head.index("Total")
    found = {(row[0], row[head.index("Currency")]): row[total] for row in rows if row[total] not in ("Total", None, "")}
    assert found == {("C1", "EUR"): 199.55, ("C2", "USD"): 40.0, ("Total", "EUR"): 199.55, ("Total", "USD"): 40.0}
    assert any("left out: 1" in line for line in desk.told), desk.told
    assert any(str(row[0]).startswith("Row 7") or "7" in str(row[0]) for row in rows[-1:]), rows[-1]


def test_a_second_ageing_gets_a_sheet_of_its_own_and_no_is_no(application, listed):
    listed.sheets["Debtors"].range("A3:F6").select()
    assert pressed(application, "age_list", "2026-10-31", False).told == []
    press(application, "age_list", "2026-10-31", True)
    listed.sheets["Debtors"].range("A3:F6").select()
    press(application, "age_list", "2026-10-31", True)
    assert len(listed.sheets) == 3


def test_a_new_workbook_is_made_and_opened(application, tmp_path):
    told = press(application, "new", tmp_path, "Receivables", "EUR", "Alder Ltd")
    made = application.books.active
    try:
        assert str(tmp_path / "Receivables.xlsx") in told[0]
        assert LiveExcel(made).language == "en"
        typed = tmp_path / "Typed.xlsx"
        assert arrears("new", typed, "--currency", "EUR", "--set", "Company=Alder Ltd").code == 0
        with WorkbookFile.open(typed, keep=False) as sheets:
            assert differences(contents(LiveExcel(made)), contents(sheets)) == []
        assert press(application, "check")
        told = press(application, "help")
        assert any("Arrears 0" in line for line in told), told
        assert press(application, "next_step")
    finally:
        made.close()


def test_an_ambiguous_list_is_asked_about_once_more(application, tmp_path):
    press(application, "new", tmp_path, "Receivables", "EUR", "Alder Ltd")
    made = application.books.active
    try:
        lines = [
            "Customer,Document no.,Document date,Due date,Currency,Amount",
            "C1,R1,01/02/2026,03/04/2026,EUR,10.00",
        ]
        (tmp_path / "list.csv").write_text("\n".join(lines), encoding="utf-8")
        desk = pressed(application, "import", tmp_path / "list.csv", "", "dmy", True)
        assert any("dmy" in question for question in desk.asked)
        days = LiveExcel(made).read("Invoices")["Invoices"].column("due_date")
        assert list(days) == [date(2026, 4, 3)]
    finally:
        made.close()
