"""A book of an earlier version, open: what its tables lack is put in, as the command line puts it into its file."""

import shutil

import pytest
from tests.calc.book_contents import contents, differences
from tests.calc.ribbon import press
from tests.command_line import answered
from tests.office.test_older_books import LATER, older
from tests.samples.books import month

from arrears.office.live.live_excel import LiveExcel
from arrears.office.older_books import LATER_COLUMNS
from arrears.office.table_columns import keys_of_headings
from arrears.office.workbook_file import WorkbookFile

pytestmark = pytest.mark.libreoffice


@pytest.fixture
def books(application, tmp_path):
    """An older book's file, and a copy of it that is open."""
    path = tmp_path / "Book.xlsx"
    month("month_en", path)
    for table in ("Receipts", "Allocations", "ControlAccounts"):
        older(path, table, LATER[table] - 2 if table == "ControlAccounts" else LATER[table])
    opened = application.books.open(shutil.copy(path, tmp_path / "Open.xlsx"))
    yield path, opened
    opened.close()


def headings(book, table):
    read = LiveExcel(book).read(table)[table]
    return list(book.sheets[read.sheet].tables[table].header_row_range.api.Value2[0])


def test_an_open_older_book_gets_the_columns_and_names_that_its_file_would(application, books):
    path, opened = books
    answered("tie-out", path)
    before = {table: headings(opened, table) for table in LATER}
    assert press(application, "tie_out")
    with WorkbookFile.open(path, keep=False) as file:
        for table in LATER:
            keys = keys_of_headings(table, headings(opened, table), "")
            assert set(LATER_COLUMNS[table]) <= set(keys)
            assert headings(opened, table)[: len(before[table])] == before[table]
        assert differences(contents(LiveExcel(opened)), contents(file)) == []
    assert {"ControlTiedAs", "ControlBalance"} <= {name.name for name in opened.names}


def test_a_run_that_is_refused_takes_the_columns_out_again(books):
    _, opened = books
    before = {table: headings(opened, table) for table in LATER}
    names = {name.name for name in opened.names}
    live = LiveExcel(opened)
    live.add("receipts")
    live.discard()
    assert {table: headings(opened, table) for table in LATER} == before
    assert {name.name for name in opened.names} == names


def test_a_table_with_other_cells_beside_it_stays_as_it_is(books):
    _, opened = books
    read = LiveExcel(opened).read("Allocations")["Allocations"]
    rng = opened.sheets[read.sheet].tables["Allocations"].range
    beside = opened.sheets[read.sheet].range(
        (rng.row + 1, rng.column + rng.shape[1]), (rng.row + 1, rng.column + rng.shape[1])
    )
    beside.api.Formula = "'mine"
    before = headings(opened, "Allocations")
    LiveExcel(opened).add("receipts")
    assert headings(opened, "Allocations") == before
    assert beside.api.Value2 == "mine"
