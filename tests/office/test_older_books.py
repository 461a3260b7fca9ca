"""Books of an earlier version: what their tables lack is put in when a part is added, and nothing else moves."""

import pytest
from tests.command_line import answered
from tests.libreoffice import needed, recalculate
from tests.samples.books import AS_OF, month
from tests.samples.formula_cells import compare
from tests.samples.typed_cells import add_column, table_rows

from arrears.office.older_books import LATER_COLUMNS
from arrears.office.table_columns import keys_of_headings
from arrears.office.xlsx.areas import column_letters
from arrears.office.xlsx.package import Package
from arrears.office.xlsx.sheet_part import SheetPart
from arrears.office.xlsx.xml_part import child, children, serialise

LATER = {"ControlAccounts": 12, "Receipts": 4, "Allocations": 2}


def older(book, table, count, renamed=None):
    """Take the last columns of a table away, and the names that formulas read, as an earlier version had it."""
    package = Package.read(book)
    entry = package.table(table)
    described, sheet = package.xml(entry.part), SheetPart(package.part(entry.sheet_part))
    listed = child(described, "tableColumns")
    columns = children(listed, "tableColumn")
    for column in columns[len(columns) - count :]:
        listed.remove(column)
    for column in columns:
        column.set("name", (renamed or {}).get(column.get("name"), column.get("name")))
    listed.set("count", str(len(columns) - count))
    ref = str(type(entry.area)(entry.area.left, entry.area.top, entry.area.right - count, entry.area.bottom))
    described.set("ref", ref)
    child(described, "autoFilter").set("ref", ref)
    for number in range(entry.area.top, entry.area.bottom + 1):
        kept = sheet.cells(number)[: len(columns) - count]
        text = b"".join(cell.raw for cell in kept)
        for old, new in (renamed or {}).items():
            text = text.replace(old.encode(), new.encode())
        sheet.put(number, text)
    workbook = package.xml(package.workbook_part)
    names = child(workbook, "definedNames")
    for name in children(names, "definedName"):
        if name.text.startswith(f"{table}["):
            names.remove(name)
    parts = {
        entry.part: serialise(described), entry.sheet_part: sheet.content(), package.workbook_part: serialise(workbook),
    }  # fmt: skip
    book.write_bytes(package.rewritten(parts))


def headings(book, table):
    return Package.read(book).table(table).headings


@pytest.fixture(params=["en", "zh"])
def book(request, tmp_path):
    path = tmp_path / "Book.xlsx"
    month(f"month_{request.param}", path)
    if request.param == "zh":
        older(path, "ControlAccounts", LATER["ControlAccounts"] - 2, {"总账余额": "未收余额"})
    else:
        older(path, "ControlAccounts", LATER["ControlAccounts"] - 2)
    return path


def test_the_tie_out_of_an_older_book_has_all_columns_and_the_names_its_formulas_read(book):
    before = table_rows(book, "ControlAccounts")
    answer = answered("tie-out", book, "--as-of", AS_OF)
    assert {account["unknown"] for account in answer["accounts"]} == {"0.00"}
    names = {name.name for name in Package.read(book).names}
    assert {"ControlTiedAs", "ControlBalance", "AgeingTotal"} <= names
    for old, new in zip(before, table_rows(book, "ControlAccounts"), strict=True):
        assert [new[heading] for heading in list(old)[:4]] == [old[heading] for heading in list(old)[:4]]
    keys = keys_of_headings("ControlAccounts", headings(book, "ControlAccounts"), "")
    assert {"balance", *LATER_COLUMNS["ControlAccounts"]} <= set(keys)


def test_formulas_of_an_older_book_come_to_what_is_written(book, tmp_path):
    needed()
    answered("tie-out", book, "--as-of", AS_OF)
    assert compare(book, recalculate(book, tmp_path / "recalculated")).differing == []


def test_a_heading_of_an_earlier_version_is_still_that_column(book):
    assert answered("refresh", book, "--as-of", AS_OF)["as_of"] == AS_OF
    assert answered("tie-out", book)["accounts"][0]["control"] is not None


def test_columns_that_say_what_is_to_post_are_put_in(tmp_path):
    path = tmp_path / "Book.xlsx"
    month("month_en", path)
    for table, count in LATER.items():
        older(path, table, count - 2 if table == "ControlAccounts" else count)
    assert "State" not in {*headings(path, "Allocations"), *headings(path, "Receipts")}
    answered("refresh", path)
    told = table_rows(path, "Ageing")
    answered("add", path, "receipts")
    assert headings(path, "Allocations")[-2:] == ("Reference", "State")
    later = ("Used before opening", "State", "Reverses", "Left on account on")
    assert headings(path, "Receipts")[-4:] == later
    answered("refresh", path)
    assert table_rows(path, "Ageing") == told


def test_a_column_of_the_users_own_stays_where_it_is(tmp_path):
    path = tmp_path / "Book.xlsx"
    month("month_en", path)
    older(path, "Allocations", 1)
    entry = Package.read(path).table("Allocations")
    add_column(path, "Allocations", "Mine", ["x"] * (entry.body.bottom - entry.body.top + 1))
    answered("add", path, "receipts")
    assert headings(path, "Allocations")[-2:] == ("Mine", "State")
    assert {row["Mine"] for row in table_rows(path, "Allocations")} == {"x"}


def test_a_table_with_other_cells_beside_it_stays_as_it_is(tmp_path):
    path = tmp_path / "Book.xlsx"
    month("month_en", path)
    older(path, "Allocations", 1)
    package = Package.read(path)
    entry = package.table("Allocations")
    sheet = SheetPart(package.part(entry.sheet_part))
    beside = column_letters(entry.area.right + 1)
    row = entry.body.top
    cells = b"".join(cell.raw for cell in sheet.cells(row))
    sheet.put(row, cells + sheet.start(beside, row) + b"><v>7</v></c>")
    path.write_bytes(package.rewritten({entry.sheet_part: sheet.content()}))
    answered("add", path, "receipts")
    assert "State" not in headings(path, "Allocations")
