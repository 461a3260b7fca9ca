"""Sheets on a real workbook file: what people add stays, what is written is right, whatever they renamed."""

import hashlib
from datetime import date
from decimal import Decimal
from io import BytesIO

import openpyxl
import pytest
from openpyxl.utils import get_column_letter, range_boundaries
from tests import libreoffice
from tests.books import allocation, invoice, receipt, refreshed

from arrears.errors import BookRefused, FileRefused
from arrears.office import workbook_file
from arrears.office.new_book.month_book import build
from arrears.office.tables import PARTS
from arrears.office.workbook_file import WorkbookFile
from arrears.runs.ports import Rows

START = PARTS["start"]


def a_file(tmp_path, language="en", tables=START, **policy):
    path = tmp_path / "Month.xlsx"
    path.write_bytes(build(language, tables, {"base_currency": "EUR", **policy}))
    return path


def put(sheets, table, rows):
    columns = {key: [row.get(key) for row in rows] for key in dict.fromkeys(key for row in rows for key in row)}
    sheets.write([Rows(table, columns, [None] * len(rows))], {})


def with_items(path, rows, **more):
    with WorkbookFile.open(path) as sheets:
        for table, lines in {"Invoices": rows, **more}.items():
            put(sheets, table, lines)
        refreshed(sheets, "2026-10-31")
    return path


def changed(path, change):
    """Let a person change the file; openpyxl stands for Excel."""
    book = openpyxl.load_workbook(path)
    change(book)
    stream = BytesIO()
    book.save(stream)
    path.write_bytes(stream.getvalue())


def table_of(book, name):
    return next((sheet, sheet.tables[name]) for sheet in book.worksheets if name in sheet.tables)


def rows_of(path, table, data_only=True):
    sheet, found = table_of(openpyxl.load_workbook(path, data_only=data_only), table)
    lines = [[cell.value for cell in row] for row in sheet[found.ref]]
    return [dict(zip(lines[0], line, strict=True)) for line in lines[1:]]


def add_column(book, table, heading, values):
    sheet, found = table_of(book, table)
    left, top, right, bottom = range_boundaries(found.ref)
    sheet.cell(top, right + 1, heading)
    for n, value in enumerate(values, 1):
        sheet.cell(top + n, right + 1, value)
    found.ref = f"{get_column_letter(left)}{top}:{get_column_letter(right + 1)}{bottom}"
    column = openpyxl.worksheet.table.TableColumn(id=max(c.id for c in found.tableColumns) + 1, name=heading)
    if values and str(values[0]).startswith("="):
        column.calculatedColumnFormula = openpyxl.worksheet.table.TableFormula(attr_text=values[0].removeprefix("="))
    found.tableColumns.append(column)
    found.autoFilter.ref = found.ref


def rename_heading(book, table, old, new):
    sheet, found = table_of(book, table)
    left, top, right, _ = range_boundaries(found.ref)
    for column in range(left, right + 1):
        if sheet.cell(top, column).value == old:
            sheet.cell(top, column, new)
    next(column for column in found.tableColumns if column.name == old).name = new


def three(**more):
    return [invoice(f"I{n}", "100.00", customer=f"C{n}", **more) for n in (1, 2, 3)]


@pytest.mark.parametrize("language", ["en", "zh"])
def test_what_is_written_is_read_back_the_same(tmp_path, language):
    path = a_file(tmp_path, language)
    with WorkbookFile.open(path) as sheets:
        put(sheets, "Invoices", [invoice("00417", "-12.34", customer="007", disputed=Decimal("0.01"))])
    with WorkbookFile.open(path) as sheets:
        table = sheets.read("Invoices")["Invoices"]
        assert sheets.language == language
    assert [table.column(key)[0] for key in ("customer", "document_no", "kind", "due_date", "gross", "disputed")] == [
        "007", "00417", "credit note", date(2026, 9, 30), Decimal("-12.34"), Decimal("0.01"),
    ]  # fmt: skip
    assert table.problems == []


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_new_book_is_refreshed_empty_and_twice_alike(tmp_path, language):
    path = a_file(tmp_path, language)
    for _ in range(2):
        with WorkbookFile.open(path) as sheets:
            assert refreshed(sheets, "2026-10-31").problems == []
    with WorkbookFile.open(path) as sheets:
        assert refreshed(sheets).figures.as_of == date(2026, 10, 31)


def test_refreshed_twice_the_file_is_the_same_byte_for_byte(tmp_path):
    path = with_items(a_file(tmp_path), three())
    once = path.read_bytes()
    with WorkbookFile.open(path) as sheets:
        refreshed(sheets, "2026-10-31")
    assert path.read_bytes() == once


def test_a_sorted_table_a_column_of_values_one_of_formulas_and_a_note_stand_at_their_customer(tmp_path):
    path = with_items(a_file(tmp_path), three())

    def by_hand(book):
        sheet, found = table_of(book, "Ageing")
        left, top, _, _ = range_boundaries(found.ref)
        lines = [[cell.value for cell in row] for row in sheet[found.ref]][1:]
        for n, line in enumerate(sorted(lines, reverse=True), 1):
            for column, value in enumerate(line, left):
                sheet.cell(top + n, column, value)
        headings = [cell.value for cell in sheet[top]]
        sheet.cell(top + 1, headings.index("Note") + 1, "about C3")
        add_column(book, "Ageing", "Mine", ["x3", "x2", "x1"])
        add_column(book, "Ageing", "Twice", ["=2*Ageing[[#This Row],[Total]]"] * 3)

    changed(path, by_hand)
    with WorkbookFile.open(path) as sheets:
        put(sheets, "Invoices", [*three(), invoice("I0", "1", customer="C0")])
        done = refreshed(sheets, "2026-10-31")
    rows = rows_of(path, "Ageing")
    assert [(row["Customer"], row["Note"], row["Mine"]) for row in rows] == [
        ("C0", None, None), ("C1", None, "x1"), ("C2", None, "x2"), ("C3", "about C3", "x3"),
    ]  # fmt: skip
    assert {row["Twice"] for row in rows_of(path, "Ageing", data_only=False)} == {"=2*Ageing[[#This Row],[Total]]"}
    assert done.problems == []


def test_a_column_that_a_formula_fills_is_nobodys_note(tmp_path):
    path = with_items(a_file(tmp_path), three())
    changed(path, lambda book: add_column(book, "Ageing", "Twice", ["=2*Ageing[[#This Row],[Total]]"] * 3))
    with WorkbookFile.open(path) as sheets:
        assert list(sheets.read("Ageing")["Ageing"].noted) == ["", "", ""]


def test_a_note_whose_customer_is_gone_becomes_a_problem(tmp_path):
    path = with_items(a_file(tmp_path), three())
    changed(path, lambda book: add_column(book, "Ageing", "Mine", ["x1", "x2", "x3"]))
    with WorkbookFile.open(path) as sheets:
        put(sheets, "Invoices", three()[1:])
        done = refreshed(sheets, "2026-10-31")
    assert [(p.name, p.found) for p in done.problems] == [("note-without-row", "x1")]
    assert [row["Found"] for row in rows_of(path, "Problems")] == ["x1"]


def test_a_renamed_sheet_is_written_under_its_new_name(tmp_path):
    path = with_items(a_file(tmp_path), [*three(), invoice("I9", "1", currency="?")])
    changed(path, lambda book: setattr(table_of(book, "Invoices")[0], "title", "Offene Posten"))
    with WorkbookFile.open(path) as sheets:
        done = refreshed(sheets, "2026-10-31")
    assert [p.where.sheet for p in done.problems] == ["Offene Posten"]
    assert [row["Sheet or file"] for row in rows_of(path, "Problems")] == ["Offene Posten"]


def test_a_heading_in_the_other_language_keeps_its_column_and_the_formulas_name_it(tmp_path):
    path = with_items(a_file(tmp_path), three())
    changed(path, lambda book: rename_heading(book, "Invoices", "Gross", "原币金额"))
    with WorkbookFile.open(path) as sheets:
        assert "gross" in sheets.read("Invoices")["Invoices"].columns
        assert sheets.language == "en"
        refreshed(sheets, "2026-10-30")
    formula = rows_of(path, "Invoices", data_only=False)[0]["Balance by formula"]
    assert "[原币金额]" in formula
    assert "[Gross]" not in formula


def test_an_optional_column_that_was_deleted_is_done_without(tmp_path):
    path = with_items(a_file(tmp_path), three())

    def without_last(book):
        for table in ("Customers", "Ageing"):
            sheet, found = table_of(book, table)
            left, top, right, bottom = range_boundaries(found.ref)
            for row in range(top, bottom + 1):
                sheet.cell(row, right).value = None
            found.ref = f"{get_column_letter(left)}{top}:{get_column_letter(right - 1)}{bottom}"
            found.autoFilter.ref = found.ref
            del found.tableColumns[-1]

    changed(path, without_last)
    with WorkbookFile.open(path) as sheets:
        done = refreshed(sheets, "2026-10-31")
    assert done.problems == []
    assert "Note" not in rows_of(path, "Ageing")[0]


def test_a_lost_required_column_is_refused_with_the_sheet_and_changes_nothing(tmp_path):
    path = with_items(a_file(tmp_path), three())
    changed(path, lambda book: rename_heading(book, "Invoices", "Gross", "Betrag"))
    before = path.read_bytes()
    with pytest.raises(BookRefused) as refusal, WorkbookFile.open(path) as sheets:
        refreshed(sheets, "2026-10-31")
    assert (refusal.value.name, refusal.value.where.sheet) == ("column-missing", "Open items")
    assert path.read_bytes() == before


def test_cells_that_cannot_be_read_are_problems_with_their_address(tmp_path):
    path = with_items(a_file(tmp_path), three())

    def by_hand(book):
        sheet, found = table_of(book, "Invoices")
        _, top, _, _ = range_boundaries(found.ref)
        headings = [cell.value for cell in sheet[top]]
        sheet.cell(top + 1, headings.index("Gross") + 1, "12,50")
        sheet.cell(top + 2, headings.index("Due date") + 1, "soon")
        sheet.cell(top + 3, headings.index("Kind") + 1, "cash")

    changed(path, by_hand)
    with WorkbookFile.open(path) as sheets:
        done = refreshed(sheets, "2026-10-31")
    found = [(p.name, p.severity.value, p.found) for p in done.problems]
    assert ("amount-unreadable", "left out", "12,50") in found
    assert ("date-unreadable", "warning", "soon") in found
    assert ("choice-unknown", "warning", "cash") in found
    assert all(p.where.cell for p in done.problems if p.name.endswith(("unreadable", "unknown")))


def test_a_command_rewrites_the_package_a_fixed_number_of_times_whatever_the_rows(tmp_path, monkeypatch):
    counts = []
    for number in (3, 200):
        path = a_file(tmp_path)
        with WorkbookFile.open(path) as sheets:
            put(sheets, "Invoices", [invoice(f"I{n}", "1") for n in range(number)])
            calls = []
            monkeypatch.setattr(
                workbook_file, "edit", lambda *a, of=workbook_file.edit, calls=calls: (calls.append(1), of(*a))[1]
            )
            refreshed(sheets, "2026-10-31")
            monkeypatch.undo()
            counts.append(len(calls))
    assert counts == [1, 1]


def test_discarded_changes_are_not_saved(tmp_path):
    path = a_file(tmp_path)
    before = hashlib.sha256(path.read_bytes()).digest()
    with WorkbookFile.open(path) as sheets:
        put(sheets, "Invoices", three())
        sheets.discard()
        assert len(sheets.read("Invoices")["Invoices"]) == 0
    assert hashlib.sha256(path.read_bytes()).digest() == before


def test_the_former_file_stays_beside_the_new_one(tmp_path):
    path = a_file(tmp_path)
    before = path.read_bytes()
    with_items(path, three())
    assert (tmp_path / "Month.previous.xlsx").read_bytes() == before


def test_a_file_open_in_excel_is_refused_and_stays(tmp_path):
    path = a_file(tmp_path)
    (tmp_path / "~$Month.xlsx").write_bytes(b"")
    before = path.read_bytes()
    with pytest.raises(FileRefused, match="open-elsewhere"):
        with_items(path, three())
    assert path.read_bytes() == before


def test_a_workbook_of_another_program_is_refused_by_name(tmp_path):
    path = tmp_path / "Other.xlsx"
    openpyxl.Workbook().save(path)
    with pytest.raises(BookRefused, match="not-a-book"), WorkbookFile.open(path):
        pass


@pytest.mark.libreoffice
def test_the_formulas_give_the_balances_with_credits_used_and_rows_left_out(tmp_path):
    libreoffice.needed()
    path = a_file(tmp_path, tables=(*START, *PARTS["receipts"]))
    rows = [
        invoice("A", "100"),
        invoice("N", "-50"),
        invoice("B", "30", due="2026-12-31"),
        invoice("K", "1.5", currency="KWD"),
    ]
    with_items(
        path, rows, Receipts=[receipt("R", "70")],
        Allocations=[
            allocation("B", "10", receipt="R"), allocation("A", "20", kind="credit", credit="N"),
            allocation("A", "40", receipt="R"), allocation("A", "7", receipt="gone"),
            allocation("A", "3", on="2026-11-30", receipt="R"),
        ],
    )  # fmt: skip
    with WorkbookFile.open(path) as sheets:
        refreshed(sheets, "2026-10-31")
    computed = rows_of(libreoffice.recalculate(path, tmp_path / "out"), "Invoices")
    assert {row["Item key"]: row["Balance by formula"] for row in computed} == {"A": 40, "N": -30, "B": 20, "K": 1.5}
    for row in computed:
        assert (row["Days by formula"], row["Bucket by formula"]) == (row["Days past due"], row["Ageing bucket"])


def test_open_items_converted_to_a_range_are_named_as_the_missing_table(tmp_path):
    path = a_file(tmp_path)
    book = openpyxl.load_workbook(path)
    sheet = next(sheet for sheet in book if "Invoices" in sheet.tables)
    del sheet.tables["Invoices"]
    book.save(path)
    with pytest.raises(BookRefused, match="table-missing") as refusal, WorkbookFile.open(path):
        pass
    assert refusal.value.values == {"table": "Invoices"}
