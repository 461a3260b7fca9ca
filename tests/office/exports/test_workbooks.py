"""Workbooks: sheets, cells, errors, formulas, identifiers."""

import zipfile
from datetime import date, datetime
from decimal import Decimal

import openpyxl
import pytest

from arrears.errors import FileRefused, InputRefused, ListRefused
from arrears.office.exports.identifiers import read_identifiers
from arrears.office.exports.listing import read_listing

HEAD = ["Customer No.", "Invoice No.", "Invoice Date", "Amount Due"]


def test_the_sheet_with_the_list_is_taken_and_said(read_book):
    listing = read_book({"Cover": [["Notes", "for you"]], "Data": [HEAD, ["7", "1", date(2026, 1, 31), 5]]})
    assert listing.sheet == "Data"
    assert any("Taken from sheet Data" in note for note in listing.notes)


@pytest.mark.parametrize("above", [61, 400])
def test_a_list_far_down_is_found_and_its_rows_are_named_as_they_stand(read_book, above):
    rows = [[None]] * above
    listing = read_book({"S": [*rows, ["Debtors"], HEAD, ["7", "1", date(2026, 1, 31), 5], ["8", "2", None, "n/a"]]})
    assert (listing.header_row, list(listing.source_rows)) == (above + 2, [above + 3])
    assert [out.row for out in listing.left_out] == [above + 4]


def test_headings_in_two_rows_are_read_together_and_a_voucher_is_a_document(read_book):
    upper = ["Customer", None, "Voucher", "Document date", "Open amount"]
    listing = read_book({"S": [upper, ["No.", "Name"], ["7", "Alder", "V-1", date(2026, 1, 31), 5]]})
    assert [listing.column(key) for key in ("customer", "name", "document_no")] == [["7"], ["Alder"], ["V-1"]]
    listing = read_book({"S": [["Voucher", *HEAD], ["V-1", "7", "1", date(2026, 1, 31), 5]]})
    assert listing.column("document_no") == ["1"]


def test_a_named_sheet_is_taken_and_an_unknown_one_refused(read_book):
    sheets = {"A": [HEAD, ["7", "1", date(2026, 1, 31), 5]], "B": [HEAD, ["8", "2", date(2026, 1, 31), 6]]}
    assert read_book(sheets, sheet="B").column("customer") == ["8"]
    with pytest.raises(InputRefused) as refused:
        read_book(sheets, sheet="C")
    assert refused.value.name == "sheet-missing"


def test_hidden_sheets_come_last(tmp_path):
    book = openpyxl.Workbook()
    book.active.title = "Hidden"
    book.active.sheet_state = "hidden"
    for sheet in (book.active, book.create_sheet("Shown")):
        sheet.append([*HEAD, "Customer Name"] if sheet.title == "Hidden" else HEAD)
        sheet.append([sheet.title, "1", date(2026, 1, 31), 5])
    book.active = 1
    book.save(tmp_path / "list.xlsx")
    assert read_listing(tmp_path / "list.xlsx", kind=None, currency="EUR").sheet == "Shown"


def test_numbers_as_identifiers_lose_their_float_and_cents_stay_exact(read_book):
    listing = read_book({"S": [HEAD, [100045, 7.0, datetime(2026, 1, 31, 12, 42), 0.1 + 0.2]]})  # noqa: DTZ001
    assert listing.column("customer") == ["100045"]
    assert listing.column("document_no") == ["7"]
    assert listing.column("document_date") == [date(2026, 1, 31)]
    assert listing.column("remaining") == [Decimal("0.3")]


def test_identifiers_that_excel_has_rounded_are_problems(read_book):
    listing = read_book(
        {"S": [HEAD, ["A", 12345678901234567890, date(2026, 1, 31), 5], ["B", "1.23457E+19", date(2026, 1, 31), 6]]}
    )
    assert [(p.name, p.where.cell) for p in listing.problems] == [
        ("identifier-rounded", "B2"),
        ("identifier-rounded", "B3"),
    ]
    assert len(listing) == 2


def test_leading_zeros_lost_in_part_of_a_column_are_a_problem():
    assert read_identifiers(["00048571", "00001928", 1012092.0]).zeros_lost == 2
    assert read_identifiers(["00048571", "00001928", "1012092"]).zeros_lost is None
    assert read_identifiers(["48571001", 1012092.0]).zeros_lost is None


def with_cells(path, cells: str) -> None:
    """Put raw XML cells into row 2 of the first sheet of a workbook of one list."""
    book = openpyxl.Workbook()
    book.active.append(HEAD)
    book.active.append(["7", "1", "2026-01-31", "MARK"])
    book.active.append(["8", "2", "2026-01-31", 6])
    book.save(path)
    with zipfile.ZipFile(path) as old:
        parts = {name: old.read(name) for name in old.namelist()}
    sheet = parts["xl/worksheets/sheet1.xml"].decode()
    start = sheet.index('<c r="D2"')
    parts["xl/worksheets/sheet1.xml"] = (sheet[:start] + cells + sheet[sheet.index("</row>", start) :]).encode()
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for name, content in parts.items():
            new.writestr(name, content)


def test_an_error_cell_is_told_from_a_blank_one(tmp_path):
    path = tmp_path / "list.xlsx"
    with_cells(path, '<c r="D2" t="e"><v>#N/A</v></c>')
    listing = read_listing(path, kind="open-items", currency="EUR")
    assert [(p.name, p.found, p.where.cell) for p in listing.problems] == [
        ("error-cell-in-list", "#N/A", "D2"),
        ("row-incomplete", "", "D2"),
    ]
    assert [row.row for row in listing.left_out] == [2]


def test_a_formula_constant_without_a_stored_result_is_its_number(tmp_path):
    path = tmp_path / "list.xlsx"
    with_cells(path, '<c r="D2"><f>-1499.5</f></c>')
    assert read_listing(path, kind="open-items", currency="EUR").column("remaining") == [Decimal("-1499.5"), 6]


def test_a_formula_without_a_stored_result_is_a_problem_never_nothing(tmp_path):
    path = tmp_path / "list.xlsx"
    with_cells(path, '<c r="D2"><f>D3*2</f><v></v></c>')
    listing = read_listing(path, kind="open-items", currency="EUR")
    assert ("formula-not-calculated", "=D3*2") in {(p.name, p.found) for p in listing.problems}


def test_a_stray_cell_in_the_last_corner_is_refused_before_it_asks_for_the_whole_plane(tmp_path):
    book = openpyxl.Workbook()
    book.active.append(HEAD)
    book.active["XFD1048576"] = 1
    book.save(tmp_path / "list.xlsx")
    with pytest.raises(FileRefused) as refused:
        read_listing(tmp_path / "list.xlsx", kind=None, currency="EUR")
    assert refused.value.name == "sheet-too-large"


def test_dates_of_a_1904_book_are_read_right(tmp_path):
    book = openpyxl.Workbook()
    book.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904
    book.active.append(HEAD)
    book.active.append(["7", "1", date(2026, 1, 31), 5])
    book.active.append(["7", "2", 44591.0, 5])
    book.save(tmp_path / "list.xlsx")
    listing = read_listing(tmp_path / "list.xlsx", kind=None, currency="EUR")
    assert listing.column("document_date") == [date(2026, 1, 31), date(2026, 1, 31)]


def test_a_list_that_starts_at_another_column_names_the_right_cells(tmp_path):
    book = openpyxl.Workbook()
    for column, text in enumerate(HEAD, start=3):
        book.active.cell(8, column, text)
    for column, value in enumerate(["7", "1", "2026-02-30", 5], start=3):
        book.active.cell(9, column, value)
    for column, value in enumerate(["7", "2", "2026-02-20", 5], start=3):
        book.active.cell(10, column, value)
    book.save(tmp_path / "list.xlsx")
    listing = read_listing(tmp_path / "list.xlsx", kind=None, currency="EUR")
    assert listing.header_row == 8
    assert listing.problems[0].where.cell == "E9"
    assert listing.problems[0].where.sheet == "Sheet"


def test_a_workbook_of_empty_sheets_is_refused(read_book):
    with pytest.raises(ListRefused) as refused:
        read_book({"A": [], "B": []})
    assert refused.value.name == "list-empty"
