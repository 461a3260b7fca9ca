"""Months as workbook files: what people added goes along, a stopped machine leaves whole files, re-saving verifies."""

import shutil
from pathlib import Path

import openpyxl
import pytest
from tests.command_line import answered, arrears
from tests.crash.stopped_months import faults_of_lock, faults_of_next
from tests.libreoffice import recalculate
from tests.samples.typed_cells import add_column, table_rows, type_in

from arrears.core.month.calendar_month import Month
from arrears.office.months.month_files import named
from arrears.office.workbook_file import WorkbookFile
from arrears.office.xlsx.package import Package
from arrears.office.xlsx.package_graft import graft

ITEMS = """Customer,Name,Document no.,Document date,Due date,Currency,Open amount
C001,Alder,RE-1,2026-08-01,2026-08-31,EUR,100.50
C001,Alder,RE-2,2026-08-05,2026-09-04,EUR,250.00
C002,Birch,RE-3,2026-09-10,2026-10-10,EUR,75.25
C002,Birch,GU-4,2026-10-11,,EUR,-20.00
"""
PAID = """Receipt no.,Customer,Value date,Currency,Amount,Document no.
Z-1,C001,2026-10-20,EUR,60.50,RE-1
Z-2,C001,2026-10-25,EUR,250.00,RE-2
"""
OCTOBER, NOVEMBER, DECEMBER = "Month.xlsx", "Month 2026-11.xlsx", "Month 2026-12.xlsx"


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    return a_month(tmp_path_factory.mktemp("months"))


def a_month(folder: Path) -> Path:
    """Make a month of a few items, with a column and a sheet of somebody's own."""
    book = folder / OCTOBER
    answered("new", book, "--language", "en", "--set", "company=Harbour Ltd", "--set", "bank_details=Bank")
    (folder / "items.csv").write_text(ITEMS)
    (folder / "paid.csv").write_text(PAID)
    answered("import", book, folder / "items.csv", "--as", "open-items", "--list-date", "2026-10-15")
    answered("import", book, folder / "paid.csv", "--as", "receipts")
    answered("refresh", book, "--as-of", "2026-10-31")
    add_column(book, "Invoices", "Region", ["North", "South", "East", "West"])
    add_column(book, "Invoices", "Twice", [201.0, 500.0, 150.5, -40.0], "Invoices[[#This Row],[Gross]]*2")
    type_in(book, "Invoices", "Document no.", {"RE-1": {"Note": "rang on Friday"}})
    own = openpyxl.Workbook()
    own.active.title = "My notes"
    own.active["B2"] = "ask Birch about GU-4"
    own.active["B2"].font = openpyxl.styles.Font(bold=True, color="FF7030A0")
    stream = folder / "own.xlsx"
    own.save(stream)
    _graft(book, stream)
    answered("refresh", book)
    return folder


def _graft(book: Path, other: Path) -> None:
    book.write_bytes(graft(Package.read(book), other.read_bytes()))


@pytest.fixture
def folder(made, tmp_path):
    shutil.copytree(made, tmp_path / "books")
    return tmp_path / "books"


def cell(book: Path, sheet: str, address: str):
    return openpyxl.load_workbook(book)[sheet][address]


def test_three_months_keep_what_people_added(folder):
    for book, month, following in ((OCTOBER, "2026-11", NOVEMBER), (NOVEMBER, "2026-12", DECEMBER)):
        answer = answered("next", folder / book, month)
        assert (Path(answer["book"]).name, answer["opening"]) == (following, {"EUR": "95.25"})
    rows = {row["Document no."]: row for row in table_rows(folder / DECEMBER, "Invoices")}
    assert {key: (row["Region"], row["Note"], row["Twice"]) for key, row in rows.items()} == {
        "RE-1": ("North", "rang on Friday", 201.0), "RE-3": ("East", "", 150.5), "GU-4": ("West", "", -40.0),
    }  # fmt: skip
    note = cell(folder / DECEMBER, "My notes", "B2")
    assert (note.value, note.font.b, note.font.color.rgb) == ("ask Birch about GU-4", True, "FF7030A0")
    own = next(sheet.part for sheet in Package.read(folder / OCTOBER).sheets if sheet.name == "My notes")
    parts = [Package.read(folder / name).part(own) for name in (OCTOBER, NOVEMBER, DECEMBER)]
    assert parts[0] == parts[1] == parts[2]


def test_the_new_month_belongs_to_the_same_books_and_starts_at_its_end(folder):
    answered("next", folder / OCTOBER, "2026-11")
    with (
        WorkbookFile.open(folder / OCTOBER, keep=False) as old,
        WorkbookFile.open(folder / NOVEMBER, keep=False) as new,
    ):
        assert old.books_id == new.books_id
        assert str(new.block("AsOf")[0][0]) == "2026-11-30"


def test_opening_twice_changes_nothing_and_another_file_is_in_the_way(folder):
    answered("next", folder / OCTOBER, "2026-11")
    before = (folder / NOVEMBER).read_bytes()
    assert answered("next", folder / OCTOBER, "2026-11")["already"] is True
    assert (folder / NOVEMBER).read_bytes() == before
    shutil.copy(folder / OCTOBER, folder / DECEMBER)
    assert arrears("next", folder / OCTOBER, "2026-11", "--out", folder / DECEMBER, "--json").code == 2


def test_a_file_is_named_after_its_month():
    november = Month.read("2026-11")
    assert [named(Path(name), november) for name in ("AR_202610.xlsx", "2026.10 AR.xlsm", "AR 4711.xlsx")] == [
        "AR_202611.xlsx", "2026.11 AR.xlsm", "AR 4711 2026-11.xlsx",
    ]  # fmt: skip


def test_nothing_is_written_into_a_locked_month(folder):
    answered("lock", folder / OCTOBER, "--by", "Ben")
    before = (folder / OCTOBER).read_bytes()
    for words in (
        ("refresh", folder / OCTOBER), ("import", folder / OCTOBER, folder / "paid.csv", "--as", "receipts"),
        ("propose", folder / OCTOBER), ("issue", folder / OCTOBER, "--out", folder / "letters"),
        ("charge", folder / OCTOBER), ("sign-off", folder / OCTOBER, "--prepared-by", "Ann"),
    ):  # fmt: skip
        ran = arrears(*words, "--json")
        assert (ran.code, ran.answer["error"]["name"]) == (2, "book-locked"), words
    assert answered("lock", folder / OCTOBER)["already"] is True
    assert (folder / OCTOBER).read_bytes() == before
    assert answered("verify", folder / OCTOBER)["lock"] == {"month": "2026-10", "kept": True}


def test_a_changed_cell_of_a_locked_file_is_named(folder):
    answered("lock", folder / OCTOBER)
    type_in(folder / OCTOBER, "Invoices", "Document no.", {"RE-3": {"Gross": 75.26}})
    [changed] = answered("verify", folder / OCTOBER)["changed"]
    assert changed == {
        "name": "locked-cell-changed",
        "sheet": "Open items",
        "cell": "H8",
        "was": "75.25",
        "now": "75.26",
    }
    assert arrears("verify", folder / OCTOBER).code == 1


def test_what_libreoffice_saves_again_still_verifies(folder):
    answered("lock", folder / OCTOBER)
    shutil.copy(recalculate(folder / OCTOBER, folder / "saved"), folder / OCTOBER)
    answer = answered("verify", folder / OCTOBER)
    assert (answer["lock"], answer["changed"]) == ({"month": "2026-10", "kept": True}, [])


def test_a_late_correction_is_listed_then_carried_over(folder):
    answered("next", folder / OCTOBER, "2026-11")
    (folder / "late.csv").write_text(PAID.splitlines()[0] + "\nZ-3,C002,2026-10-30,EUR,75.25,RE-3\n")
    answered("import", folder / OCTOBER, folder / "late.csv", "--as", "receipts")
    answered("refresh", folder / OCTOBER)
    before = (folder / NOVEMBER).read_bytes()
    listed = answered("refresh-opening", folder / NOVEMBER, "--from", folder / OCTOBER, "--dry-run")["differences"]
    assert {(one["what"], one["table"], one["amount"]) for one in listed} == {
        ("added", "Receipts", "75.25"), ("added", "Allocations", "75.25"),
    }  # fmt: skip
    assert (folder / NOVEMBER).read_bytes() == before
    answered("refresh-opening", folder / NOVEMBER, "--from", folder / OCTOBER)
    assert answered("refresh-opening", folder / NOVEMBER, "--from", folder / OCTOBER)["differences"] == []
    assert answered("refresh", folder / NOVEMBER)["control"]["EUR"]["open_items"] == "20.00"


def test_two_open_months_never_send_one_level_twice(folder):
    answered("next", folder / OCTOBER, "2026-11")
    answered("propose", folder / OCTOBER)
    sent = answered("issue", folder / OCTOBER, "--out", folder / "letters", "--letter-date", "2026-11-02",
                    "--despite", "receipts come once a week")["letters"]  # fmt: skip
    assert sent
    answered("refresh", folder / NOVEMBER, "--as-of", "2026-11-02")
    again = answered("issue", folder / NOVEMBER, "--out", folder / "letters", "--letter-date", "2026-11-02",
                     "--despite", "receipts come once a week")  # fmt: skip
    assert (again["letters"], {one["number"] for one in again["restored"]}) == (
        [], {one["number"] for one in sent},
    )  # fmt: skip


@pytest.mark.parametrize(("at", "how"), [(2, "middle"), (4, "after"), (3, "full")])  # all: tests.full stopped-months
def test_stopped_anywhere_the_next_month_is_there_whole_or_not_at_all(made, tmp_path, at, how):
    assert list(faults_of_next(made, tmp_path / "work", at, how)) == []


@pytest.mark.parametrize(("at", "how"), [(3, "middle"), (6, "before"), (9, "full")])
def test_stopped_anywhere_a_lock_is_finished_by_the_next_try(made, tmp_path, at, how):
    assert list(faults_of_lock(made, tmp_path / "work", at, how)) == []


def test_the_new_month_takes_lists_that_reach_back_and_those_of_its_own(folder):
    answered("next", folder / OCTOBER, "2026-11")
    (folder / "nov.csv").write_text(PAID + "Z-0,C001,2026-10-16,EUR,5.00,RE-2\nZ-4,C001,2026-11-10,EUR,15.00,RE-1\n")
    received = answered("import", folder / NOVEMBER, folder / "nov.csv", "--as", "receipts")
    assert [one["name"] for one in received["problems"]] == ["rows-before-opening"]
    (folder / "list.csv").write_text(
        ITEMS.splitlines()[0]
        + "\nC001,Alder,RE-1,2026-08-01,2026-08-31,EUR,25.00\nC001,Alder,RE-2,2026-08-05,2026-09-04,EUR,250.00"
        "\nC002,Birch,RE-5,2026-11-10,2026-12-10,EUR,12.00\nC002,Birch,GU-4,2026-10-11,,EUR,-20.00\n"
    )
    listed = answered(
        "import", folder / NOVEMBER, folder / "list.csv", "--as", "open-items", "--list-date", "2026-11-30"
    )
    assert listed["ties"] is True
    done = answered("refresh", folder / NOVEMBER, "--as-of", "2026-11-30")
    assert done["control"]["EUR"]["open_items"] == "267.00"
    assert "opening-differs" not in {one["name"] for one in done["problems"]}
    early = arrears(
        "import", folder / NOVEMBER, folder / "list.csv", "--as", "open-items", "--list-date", "2026-10-31", "--json"
    )
    assert (early.code, early.answer["error"]["name"]) == (2, "list-before-opening")
