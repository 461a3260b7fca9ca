"""The Dashboard and the sheets of measures in a file: LibreOffice computes every figure anew and finds the same."""

from datetime import date
from decimal import Decimal

import pytest
from openpyxl import load_workbook
from tests import libreoffice
from tests.books import allocation, invoice, no_rates, receipt

from arrears.core.measures.month_measures import MEASURES
from arrears.office.headings import heading, sheet_title
from arrears.office.new_book.month_book import build
from arrears.office.sheets.dashboard_blocks import DASHBOARD_BLOCKS, TILE_ROW
from arrears.office.table_spec import Role
from arrears.office.tables import PARTS, TABLES
from arrears.office.workbook_file import WorkbookFile
from arrears.runs.confirmations import DIFFERS, STATEMENT, Reply, Sent, record_reply, record_sent
from arrears.runs.ports import Rows
from arrears.runs.refresh import refresh
from arrears.texts import LANGUAGES

HEADER = 5
CHECKED = {"Measures": {"figure_check": "figure"}, "Budget": {"difference_check": "difference", "achieved_check":
           "achieved"}, "CustomerMeasures": {"overdue_percent_check": "overdue_percent", "interest_lost_check":
           "interest_lost"}, "Confirmations": {"difference_check": "difference"}}  # fmt: skip


def put(sheets, table, rows):
    keys = dict.fromkeys(key for row in rows for key in row)
    sheets.write([Rows(table, {key: [row.get(key) for row in rows] for key in keys}, [None] * len(rows))], {})


@pytest.fixture(scope="module", params=LANGUAGES)
def book(request, tmp_path_factory):
    path = tmp_path_factory.mktemp("board") / f"Month {request.param}.xlsx"
    path.write_bytes(build(request.param, PARTS["start"], {"base_currency": "EUR", "financing_rate": "6.5"}))
    with WorkbookFile.open(path) as sheets:
        for part in ("receipts", "measures", "statements"):
            sheets.add(part)
        put(sheets, "Invoices", [
            invoice("A1", "500.33", due="2026-08-31", document_date=date(2026, 8, 1)),
            invoice("A2", "300.00", due="2026-10-15", document_date=date(2026, 9, 10)),
            invoice("B1", "700.10", customer="C2", due="2026-11-15", document_date=date(2026, 10, 12)),
            invoice("U1", "1000", customer="C3", currency="JPY", due="2026-10-01", base_amount=Decimal(7)),
        ])  # fmt: skip
        put(sheets, "Receipts", [receipt("R1", "300", on="2026-10-20")])
        put(sheets, "Allocations", [allocation("A2", "300", on="2026-10-20", receipt="R1")])
        put(sheets, "Sales", [
            {"month": date(2026, month, 28), "currency": "EUR", "gross": Decimal(amount)}
            for month, amount in ((8, "500.33"), (9, "300"), (10, "707.10"))
        ])  # fmt: skip
        put(sheets, "Budget", [{"month": date(2026, 10, 1), "currency": "EUR", "planned": Decimal(400)}])
        as_of = date(2026, 10, 31)
        record_sent(sheets, [Sent(STATEMENT, "C1", "One", "EUR", as_of, Decimal("500.33"), as_of)])
        record_reply(sheets, "202610-0001", Reply(DIFFERS, as_of, Decimal("400.13")))
        refresh(sheets, as_of, no_rates)
    return path, request.param


@pytest.fixture(scope="module")
def recalculated(book, tmp_path_factory):
    libreoffice.needed()
    made = libreoffice.recalculate(book[0], tmp_path_factory.mktemp("anew"))
    return load_workbook(book[0], data_only=True), load_workbook(made, data_only=True), book[1]


def column(workbook, table, key, language):
    sheet = workbook[sheet_title(table, language)]
    heads = [cell.value for cell in sheet[HEADER]]
    at = heads.index(heading(table, key, language))
    return [row[at].value for row in sheet.iter_rows(min_row=HEADER + 1, max_row=sheet.max_row)]


@pytest.mark.libreoffice
def test_every_check_column_comes_out_as_the_result_beside_it(recalculated):
    _, anew, language = recalculated
    compared = 0
    for table, pairs in CHECKED.items():
        assert set(pairs) == {c.key for c in TABLES[table].columns if c.role is Role.CHECK}
        for check, result in pairs.items():
            both = zip(column(anew, table, check, language), column(anew, table, result, language), strict=True)
            for found, written in both:
                assert (found or 0) == pytest.approx(float(written or 0), abs=0.001), (table, check)
                compared += written is not None
    assert compared > 100


@pytest.mark.libreoffice
def test_the_dashboard_comes_out_as_the_file_was_written(recalculated):
    written, anew, language = recalculated
    title = sheet_title("Dashboard", language)
    grid = DASHBOARD_BLOCKS["DashGrid"]
    figures = 0
    for name in ("DashGrid", "DashReasons"):
        place = DASHBOARD_BLOCKS[name]
        for down in range(place.rows):
            for across in range(place.columns):
                at = place.row + down, place.column + across
                first, second = written[title].cell(*at).value, anew[title].cell(*at).value
                assert (first or "") == (second or "") or float(first) == pytest.approx(second), at
                figures += isinstance(second, int | float)
    assert figures > 30
    now = grid.column + grid.columns - 1
    dso = anew[title].cell(grid.row + list(MEASURES).index("dso"), now).value
    tiles = [cell.value for cell in anew[title][TILE_ROW + 1] if cell.value is not None]
    assert dso in tiles
    assert written[title].cell(TILE_ROW + 1, 2).value is None  # the file holds no value there: it was computed


@pytest.mark.libreoffice
def test_no_sheet_of_measures_shows_an_error(recalculated):
    _, anew, language = recalculated
    for key in (*CHECKED, "Sales", "Definitions", "Dashboard"):
        sheet = anew[sheet_title(key, language)]
        values = [cell.value for row in sheet.iter_rows() for cell in row]
        assert not [value for value in values if isinstance(value, str) and value.startswith("#")], key


def test_the_dashboard_has_five_charts_on_one_landscape_page(book):
    path, language = book
    sheet = load_workbook(path)[sheet_title("Dashboard", language)]
    assert len(sheet._charts) == 5
    assert sheet.page_setup.orientation == "landscape"
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 2)
    assert len(sheet.print_area.split(",")) == 2
