"""Tables as people leave them in the open workbook: filtered, with hidden rows, notes, totals, words below."""

import shutil
from decimal import Decimal

import pytest
from tests.calc.book_contents import contents, differences
from tests.calc.engine.office_process import uno
from tests.calc.month_walk import prepare
from tests.calc.ribbon import cell, press

from arrears.errors import BookRefused
from arrears.office.live.live_excel import LiveExcel
from arrears.runs.ports import KEEP, Rows

pytestmark = pytest.mark.libreoffice

_EQUAL = 2
"""com.sun.star.sheet.FilterOperator2.EQUAL."""

FIRST = """\
Customer,Name,Document no.,Document date,Due date,Currency,Amount
C1,Alder GmbH,RE-1,2026-09-10,2026-10-10,EUR,119.00
C2,Birch Ltd,RE-2,2026-08-01,2026-08-31,EUR,300.00
C3,Cedar SA,RE-3,2026-07-01,2026-07-31,EUR,45.50
"""
SECOND = FIRST + "C0,Ash AG,RE-0,2026-10-01,2026-10-31,EUR,70.00\nC2,Birch Ltd,RE-4,2026-06-01,2026-06-30,EUR,12.00\n"


@pytest.fixture
def lists(tmp_path):
    (tmp_path / "second.csv").write_text(SECOND, encoding="utf-8")
    return tmp_path


@pytest.fixture(scope="module")
def first(tmp_path_factory):
    return prepare(tmp_path_factory.mktemp("first"), FIRST)


@pytest.fixture
def book(application, first, tmp_path, monkeypatch):
    monkeypatch.setenv("ARREARS_LANGUAGE", "en")
    opened = application.books.open(shutil.copy(first, tmp_path / "Month.xlsx"))
    yield opened
    opened.close()


def import_again(application, lists):
    return press(application, "import", lists / "second.csv", "", True)


def refused(application, lists):
    """Give what is told where the import is refused before anything is asked about it."""
    return press(application, "import", lists / "second.csv", "")


def table_of(book, name):
    return book.sheets[LiveExcel(book).read(name)[name].sheet].tables[name]


def row_of(book, table, key, value):
    """Give the sheet row of a record."""
    read = LiveExcel(book).read(table)[table]
    return read.rows[list(read.column(key)).index(value)]


def filter_by(book, name, heading, text):
    """Show only the rows of a table that have a text in a column."""
    table = table_of(book, name)
    field = uno().createUnoStruct("com.sun.star.sheet.TableFilterField2")
    field.Field, field.IsNumeric = table.header_row_range.api.Value2[0].index(heading), False
    field.StringValue, field.Operator = text, _EQUAL
    fields = uno().Any("[]com.sun.star.sheet.TableFilterField2", (field,))
    uno().invoke(table.impl.database.getFilterDescriptor(), "setFilterFields2", (fields,))
    table.impl.database.refresh()


def show_all(book, name):
    """Take the filter of a table away."""
    table = table_of(book, name)
    none = uno().Any("[]com.sun.star.sheet.TableFilterField2", ())
    uno().invoke(table.impl.database.getFilterDescriptor(), "setFilterFields2", (none,))
    cells = table.range.impl.cells_
    cells.filter(cells.createFilterDescriptor(True))
    cells.Rows.IsVisible = True


def test_a_filtered_table_is_refused_in_a_sentence_and_written_once_it_shows_all(application, book, lists, calc_only):
    before = contents(LiveExcel(book))
    filter_by(book, "Invoices", "Customer", "C2")
    told = refused(application, lists)
    assert any("filtered" in line for line in told), told
    assert differences(contents(LiveExcel(book)), before) == []
    show_all(book, "Invoices")
    import_again(application, lists)
    assert len(LiveExcel(book).read("Invoices")["Invoices"]) == 5


def test_a_note_and_a_hidden_row_stay_with_their_record(application, book, lists):
    for table, key in (("Invoices", "document_no"), ("Escalation", "customer")):
        for value in ("RE-2", "C2") if key == "document_no" else ("C2",):
            if value in LiveExcel(book).read(table)[table].column(key):
                sheet = book.sheets[LiveExcel(book).read(table)[table].sheet]
                at = row_of(book, table, key, value)
                sheet.range((at, 3), (at, 3)).add_note(f"about {value}")
                sheet.range((at, 1), (at, 1)).api.EntireRow.Hidden = True
    before = marked(book)
    assert len(before) == 2
    import_again(application, lists)
    press(application, "refresh", "2026-12-31")
    assert marked(book) == before
    read = LiveExcel(book).read("Escalation")["Escalation"]
    sheet, last = book.sheets[read.sheet], read.rows[-1]
    sheet.range((last, 4), (last, 4)).add_note("written since")
    since = marked(book)
    assert len(since) == 3
    press(application, "undo")
    assert before <= marked(book) <= since


def test_the_note_at_a_record_that_goes_is_listed(application, book, lists):
    read = LiveExcel(book).read("Escalation")["Escalation"]
    at = row_of(book, "Escalation", "customer", "C2")
    book.sheets[read.sheet].range((at, 3), (at, 3)).add_note("wants a copy of RE-2")
    without = "".join(line for line in FIRST.splitlines(keepends=True) if "C2" not in line)
    (lists / "open.csv").write_text(without.replace("Amount", "Open amount"), encoding="utf-8")
    press(application, "import", lists / "open.csv", "2026-12-30", True)
    press(application, "refresh", "2026-12-31")
    assert "C2" not in LiveExcel(book).read("Escalation")["Escalation"].column("customer")
    said = LiveExcel(book).read("Problems")["Problems"].column("found")
    assert any("wants a copy of RE-2" in str(text) for text in said), said


def marked(book):
    """Give the records that bear a note or are hidden: table, record, note, hidden."""
    found = set()
    for table, key in (("Invoices", "document_no"), ("Escalation", "customer")):
        read = LiveExcel(book).read(table)[table]
        sheet = book.sheets[read.sheet]
        notes = {note.location.row: note.text for note in sheet.notes}
        for row, name in zip(read.rows, read.column(key), strict=True):
            hidden = sheet.range((row, 1), (row, 1)).api.EntireRow.Hidden
            if row in notes or hidden:
                found.add((table, name, notes.get(row), hidden))
        assert len(notes) == len([one for one in found if one[0] == table]), "no note stands elsewhere"
    return found


def totals(book):
    table = table_of(book, "Invoices")
    rng = table.range
    row = rng.row + rng.shape[0] - 1
    read = LiveExcel(book).read("Invoices")["Invoices"]
    return book.sheets[read.sheet].range(f"{read.letters['gross']}{row}")


def test_a_totals_row_follows_with_the_users_own_formula(application, book, lists):
    table_of(book, "Invoices").show_totals = True
    letters = LiveExcel(book).read("Invoices")["Invoices"].letters["gross"]
    header = table_of(book, "Invoices").header_row_range
    gross = header.sheet.range(f"{letters}{header.row}").api.Value2
    totals(book).api.Formula = f'=SUMIFS(Invoices[{gross}],Invoices[Customer],"C2")*2'
    assert totals(book).api.Value2 == 600
    import_again(application, lists)
    assert totals(book).api.Value2 == 624
    assert len(LiveExcel(book).read("Invoices")["Invoices"]) == 5
    press(application, "undo")
    assert totals(book).api.Value2 == 600
    assert totals(book).api.Formula.startswith("=SUMIFS(Invoices")


def test_what_stands_below_a_totals_row_is_not_moved(application, book, lists):
    table_of(book, "Invoices").show_totals = True
    at = totals(book)
    remark = at.sheet.range((at.row + 30, at.column), (at.row + 30, at.column))
    remark.api.Formula = "'checked by M. Bell"
    before = contents(LiveExcel(book))
    told = refused(application, lists)
    assert any("totals row" in line for line in told), told
    assert remark.api.Value2 == "checked by M. Bell"
    assert differences(contents(LiveExcel(book)), before) == []


def test_what_stands_further_below_stays_where_it_is(application, book, lists):
    at = cell(book, "Invoices", "gross", 2)
    remark = at.sheet.range((at.row + 9, at.column), (at.row + 10, at.column))
    remark.api.Formula = (("'signed",), ("=1+1",))
    import_again(application, lists)
    press(application, "refresh", "2026-11-30")
    press(application, "undo")
    assert remark.api.Formula == (("signed",), ("=1+1",))


def test_merged_cells_below_are_refused(application, book, lists, calc_only):
    at = cell(book, "Invoices", "gross", 2)
    at.sheet.range((at.row + 2, at.column), (at.row + 2, at.column + 1)).impl.cells_.merge(True)
    told = refused(application, lists)
    assert any("merged" in line for line in told), told
    assert len(LiveExcel(book).read("Invoices")["Invoices"]) == 3


def test_rows_typed_in_between_reading_and_writing_are_not_lost(book):
    live = LiveExcel(book)
    live.read("Invoices")
    cell(book, "Invoices", "gross", 1).api.Formula = 999.0
    with pytest.raises(BookRefused, match="table-changed"):
        live.write([Rows("Invoices", {"gross": [Decimal(1), KEEP, KEEP]}, [0, 1, 2])], {})
    assert cell(book, "Invoices", "gross", 1).api.Value2 == 999.0
    assert cell(book, "Invoices", "gross", 0).api.Value2 == 119.0


def test_a_table_deleted_between_reading_and_writing_is_named(book, calc_only):
    live = LiveExcel(book)
    live.read("Customers")
    sheet = book.sheets[live.read("Customers")["Customers"].sheet]
    book.impl.document.DatabaseRanges.removeByName("Customers")
    book.impl.tables_by_sheet = None
    typed = sheet.range("A1:C9").api.Formula
    with pytest.raises(BookRefused, match="table-missing"):
        live.write([Rows("Customers", {"name": ["X", KEEP, KEEP]}, [0, 1, 2])], {})
    assert sheet.range("A1:C9").api.Formula == typed
