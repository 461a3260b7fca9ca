"""Sheets are printed large enough to be read, and every page says which rows it shows."""

from functools import cache
from io import BytesIO

import pytest
from openpyxl import load_workbook
from openpyxl.utils import get_column_letter

from arrears.office.book_making import new_book
from arrears.office.headings import sheet_title
from arrears.office.new_book import month_book
from arrears.office.new_book.print_setup import READABLE, pages_wide
from arrears.office.tables import PARTS, TABLES
from arrears.office.workbook_file import WorkbookFile

_PAGE = 11.69 - 2 * 0.25
"""Inches between the margins of A4, landscape."""
_SQUEEZED = 50
"""Per cent for the widest tables, which two pages side by side hold no larger."""


@cache
def built():
    return load_workbook(BytesIO(month_book.build("en", [name for name in TABLES if name != "Policy"])))


def inches(sheet, columns):
    shown = [sheet.column_dimensions[get_column_letter(n)] for n in columns]
    return sum((column.width * 7 + 5) / 96 for column in shown if not column.hidden)


@pytest.mark.parametrize("name", ["Ageing", "Measures", "Receipts", "Reconciliation", "Differences", "Problems"])
def test_a_table_that_fits_one_readable_page_is_printed_on_one(name):
    sheet = built()[sheet_title(name, "en")]
    whole = inches(sheet, range(1, len(TABLES[name].columns) + 1))
    assert sheet.page_setup.fitToWidth == (1 if whole * READABLE / 100 <= _PAGE else 2)


def test_no_table_is_printed_too_small_to_be_read_and_a_second_page_names_its_rows():
    for name, spec in TABLES.items():
        if name == "Policy":
            continue
        sheet = built()[sheet_title(name, "en")]
        whole = inches(sheet, range(1, len(spec.columns) + 1))
        pages, titles = sheet.page_setup.fitToWidth, sheet.print_title_cols
        if pages == 1:
            assert _PAGE / whole * 100 >= READABLE, name
            continue
        assert titles, f"{name}: nothing says whose row the second page goes on with"
        last = titles.replace("$", "").split(":")[1]
        repeated = inches(sheet, range(1, sheet[f"{last}1"].column + 1))
        assert 2 * _PAGE / (whole + repeated) * 100 >= _SQUEEZED, name
        assert sheet.page_setup.pageOrder == "overThenDown"


def test_hidden_columns_take_no_paper_and_one_wider_than_a_page_has_a_page_to_itself():
    assert pages_wide([14, 0, 0, 14], 1) == 1
    assert pages_wide([10, 300, 10], 1) == 3


def test_the_ageing_of_the_usual_buckets_is_one_page_and_of_all_eight_two():
    seven = month_book.build("en", ["Ageing"], {"buckets": "30, 60, 90, 120, 150, 180, 365"})
    assert load_workbook(BytesIO(month_book.build("en", ["Ageing"]))).worksheets[0].page_setup.fitToWidth == 1
    assert load_workbook(BytesIO(seven)).worksheets[0].page_setup.fitToWidth == 2


def test_sheets_that_a_part_brings_later_are_set_up_as_those_of_a_new_workbook(tmp_path):
    path = new_book(tmp_path / "Book.xlsx", None, "en", "EUR", [])
    with WorkbookFile.open(path) as sheets:
        for part in ("bills", "tie-out"):
            sheets.add(part)
    book, first = load_workbook(path), len(PARTS["start"])
    assert len(book.worksheets) > first
    for sheet in book.worksheets[first:]:
        assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9), sheet.title
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert sheet.print_title_rows == "$5:$5"
        assert "&F" in sheet.oddFooter.center.text
