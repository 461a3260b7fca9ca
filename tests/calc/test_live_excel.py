"""The open workbook gives what the file gives, and takes what the file takes."""

from decimal import Decimal

import pytest
from tests.calc.engine import CALLS
from tests.full.live import run_counted
from tests.full.report import Section

from arrears.office.book_making import new_book
from arrears.office.live.live_excel import LiveExcel
from arrears.office.workbook_file import WorkbookFile
from arrears.runs.ports import KEEP, Rows

pytestmark = pytest.mark.libreoffice


@pytest.fixture
def path(tmp_path):
    return new_book(tmp_path / "Month.xlsx", None, "en", "EUR", ["Company=Alder Ltd"])


@pytest.fixture
def live(application, path):
    book = application.books.open(str(path))
    yield LiveExcel(book)
    book.close()


def customers(*rows):
    columns = {"customer": [r[0] for r in rows], "name": [r[1] for r in rows], "credit_limit": [r[2] for r in rows]}
    return Rows("Customers", columns, [None] * len(rows))


def test_the_open_book_reads_as_its_file_does(live, path):
    with WorkbookFile.open(path, keep=False) as file:
        assert (live.language, live.books_id, live.name) == (file.language, file.books_id, file.name)
        for name in ("Policy", "Invoices", "Customers", "Escalation"):
            ours, theirs = live.read(name)[name], file.read(name)[name]
            assert {k: list(v) for k, v in ours.columns.items()} == {k: list(v) for k, v in theirs.columns.items()}
            assert (ours.sheet, list(ours.rows), ours.letters) == (theirs.sheet, list(theirs.rows), theirs.letters)
        assert live.block("AsOf") == file.block("AsOf")


def test_what_is_written_is_read_back(live):
    live.write([customers(("C1", "=HYPERLINK()", Decimal("1000.55")), ("00017", "O'Neil 1-2", None))], {})
    table = live.read("Customers")["Customers"]
    assert list(table.column("customer")) == ["C1", "00017"]
    assert list(table.column("name")) == ["=HYPERLINK()", "O'Neil 1-2"]
    assert list(table.column("credit_limit")) == [Decimal("1000.55"), None]


def test_kept_rows_keep_what_a_person_wrote_and_follow_it(live):
    live.write([customers(("C1", "Alder", None), ("C2", "Birch", None))], {})
    row = live.read("Customers")["Customers"]
    note = row.letters["note"]
    live.book.sheets[row.sheet].range(f"{note}{row.rows[1]}").api.Formula = "'call first"
    again = LiveExcel(live.book)
    again.read("Customers")
    again.write([Rows("Customers", {"name": ["Birch & Co", KEEP]}, [1, 0])], {})
    table = LiveExcel(live.book).read("Customers")["Customers"]
    assert list(table.column("name")) == ["Birch & Co", "Alder"]
    assert list(table.column("note")) == ["call first", None]


def test_a_table_shrinks_to_one_blank_row(live):
    live.write([customers(("C1", "Alder", None), ("C2", "Birch", None))], {})
    live.write([customers()], {})
    assert len(LiveExcel(live.book).read("Customers")["Customers"]) == 0


def test_the_number_of_calls_does_not_depend_on_the_rows(live, calc_only):
    counts = []
    for size in (10, 1_000):
        live.write([customers(("C0", "Alder", None))], {})
        CALLS.clear()
        taken = LiveExcel(live.book)
        taken.write([customers(*((f"C{n}", f"Customer {n}", Decimal(n)) for n in range(size)))], {})
        taken.read("Customers")
        counts.append(dict(CALLS))
        live = LiveExcel(live.book)
    assert counts[0] == counts[1]


def test_a_whole_run_asks_the_host_as_often_for_500_open_items_as_for_10(application, tmp_path, calc_only):
    section = Section("calls")
    assert run_counted(section, application, tmp_path, 10) == run_counted(section, application, tmp_path, 500)
    assert section.failures == []


def test_a_part_is_added_with_its_formulas_on_the_open_book(live):
    live.add("receipts")
    assert [live.has(name) for name in ("Receipts", "Allocations")] == [True, True]
    assert len(live.read("Receipts")["Receipts"]) == 0


def test_a_run_is_put_back_where_nobody_changed_it_since(live):
    live.write([customers(("C1", "Alder", None))], {})
    taken = LiveExcel(live.book)
    taken.write([customers(("C9", "Other", None), ("C8", "Third", None))], {})
    assert taken.stands(taken.written["Customers"])
    taken.put_back(taken.written["Customers"])
    assert list(LiveExcel(live.book).read("Customers")["Customers"].column("customer")) == ["C1"]


def looks(sheet):
    """What may be typed into cells of the rows 6 to 8, their indent, and where the rules of the sheet apply."""
    found = []
    for row in (6, 7, 8):
        cells = [sheet.range(f"{letter}{row}").impl.cells_.getCellByPosition(0, 0) for letter in ("A", "I", "M")]
        checks = [(cell.Validation.Type.value, cell.Validation.getFormula1()) for cell in cells]
        found.append([*(formula if kind == "LIST" else kind for kind, formula in checks), cells[0].ParaIndent > 0])
    rules = sheet.range("A1").impl.cells_.Spreadsheet.ConditionalFormats.getConditionalFormats()
    return found, [rule.Range.getRangeAddressesAsString() for rule in rules]


def test_new_rows_have_drop_downs_colours_and_indent_and_give_them_back(live, calc_only, monkeypatch):
    monkeypatch.setattr(live.book.app.impl, "selected", None)
    sheet = live.book.sheets["Customers"]
    sheet.range("B2").select()
    live.write([customers(("C1", "Alder", None))], {})
    (first, *_), _ = looks(sheet)
    taken = LiveExcel(live.book)
    taken.write([customers(*((f"C{n}", "Any", None) for n in range(3)))], {})
    assert looks(sheet) == ([first] * 3, ["Customers.A6:O8"])
    assert (first[0], first[2:]) == ("ANY", ["DATE", True])
    assert '"German"' in first[1]
    assert live.book.app.selection.address.replace("$", "") == "B2"
    taken.put_back(taken.written["Customers"])
    assert looks(sheet) == ([first, *[["ANY", "ANY", "ANY", False]] * 2], ["Customers.A6:O6"])
