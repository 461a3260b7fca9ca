"""A month on the open workbook comes to the same as on its file, table by table."""

import shutil
from datetime import date
from pathlib import Path

import pytest

from arrears.office.book_making import new_book
from arrears.office.calendars import working_days
from arrears.office.list_files import bring_in
from arrears.office.live.live_excel import LiveExcel
from arrears.office.rate_files import rate_series
from arrears.office.tables import TABLES
from arrears.office.workbook_file import WorkbookFile
from arrears.runs.refresh import refresh

pytestmark = pytest.mark.libreoffice

SAMPLES = Path(__file__).resolve().parents[2] / "sample_workbooks"
AS_OF = date(2026, 10, 31)


def month(sheets, folder):
    for name, kind in (("customers.csv", "customers"), ("invoices.xlsx", "invoices"), ("receipts.csv", "receipts"),
                       ("allocations.csv", "allocations")):  # fmt: skip
        bring_in(
            sheets, folder / name, kind=kind, list_date=None, dates=None, decimal=None, currency=None, sheet=None,
            complete=True, accept_vanished=False,
        )  # fmt: skip
    refresh(sheets, AS_OF, rate_series, working_days)


def contents(sheets):
    said = {}
    for name in TABLES:
        if sheets.has(name):
            table = sheets.read(name)[name]
            columns = {key: list(column) for key, column in table.columns.items() if key not in {"imported_at"}}
            said[name] = columns, list(table.rows), [p.name for p in table.problems]
    return said


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_month_on_the_open_book_comes_to_the_same_as_on_its_file(application, tmp_path, language):
    currency = {"en": "EUR", "zh": "CNY"}[language]
    path = new_book(tmp_path / "File.xlsx", None, language, currency, [])
    twin = shutil.copy(path, tmp_path / "Open.xlsx")
    lists = SAMPLES / f"month_{language}"
    with WorkbookFile.open(path) as file:
        month(file, lists)
        wanted = contents(file)
    book = application.books.open(str(twin))
    try:
        month(LiveExcel(book), lists)
        found = contents(LiveExcel(book))
    finally:
        book.close()
    assert found.keys() == wanted.keys()
    assert differences(found, wanted) == []


def differences(found, wanted):
    """Name the columns that differ, with the first cell of each."""
    said = []
    for table, (columns, rows, problems) in wanted.items():
        ours = found[table]
        said += [(table, "rows")] * (rows != ours[1]) + [(table, problems, ours[2])] * (problems != ours[2])
        for key in sorted({*columns, *ours[0]}):
            pairs = zip(columns.get(key, ()), ours[0].get(key, ()), strict=False)
            said += [(table, key, n, *pair) for n, pair in enumerate(pairs) if pair[0] != pair[1]][:1]
    return said
