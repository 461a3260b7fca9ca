"""The sample files: made the same every time, and read as what they were made to be."""

import json
import subprocess
import sys
import zipfile
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from tests.fake_sheets import FakeSheets

from arrears.core.ledger import Ledger
from arrears.core.money import to_major
from arrears.office.book_making import new_book
from arrears.office.exports.listing import read_listing
from arrears.office.tables import TABLES
from arrears.office.workbook_file import WorkbookFile
from arrears.runs.carried import read_present
from arrears.runs.import_list import Imported, import_list
from arrears.runs.ports import Sheets
from arrears.runs.sub_ledger import load

SAMPLES = Path(__file__).resolve().parents[2] / "sample_workbooks"
MONTH_LISTS = (
    ("customers.csv", "customers"),
    ("invoices.xlsx", "invoices"),
    ("receipts.csv", "receipts"),
    ("allocations.csv", "allocations"),
    ("control_accounts.csv", "balances"),
)


class Evening:
    """A clock that stands."""

    def today(self) -> date:
        return date(2026, 11, 3)

    def now(self) -> str:
        return "2026-11-03T18:00:00Z"


def build(folder: Path, *words: str) -> None:
    script = [sys.executable, str(SAMPLES / "build_samples.py"), *(words or ("--out", str(folder)))]
    subprocess.run(script, check=True)


def contents(file: Path) -> object:
    """Give a file's bytes; of a workbook, its parts, so that another zlib is no difference."""
    if file.suffix != ".xlsx":
        return file.read_bytes()
    with zipfile.ZipFile(file) as package:
        return {info.filename: (info.date_time, package.read(info)) for info in package.infolist()}


def brought_in(sheets: Sheets, file: Path, kind: str, list_date: date | None = None) -> Imported:
    listing = read_listing(file, kind=kind, currency="EUR")
    return import_list(sheets, listing, Evening(), "tester", list_date=list_date)


def ledger_of(sheets: FakeSheets, base: str) -> Ledger:
    return load(base, read_present(sheets, "Invoices", "Receipts", "Allocations", "Imports")).ledger


def test_building_the_samples_again_gives_the_files_that_are_kept(tmp_path: Path) -> None:
    build(tmp_path)
    made = sorted(file.relative_to(tmp_path) for file in tmp_path.rglob("*") if file.is_file())
    assert len(made) == 21
    for name in made:
        assert contents(SAMPLES / name) == contents(tmp_path / name), name


def test_building_twice_gives_equal_bytes(tmp_path: Path) -> None:
    first, second = tmp_path / "first", tmp_path / "second"
    build(first)
    build(second)
    for file in first.rglob("*.*"):
        assert file.read_bytes() == (second / file.relative_to(first)).read_bytes(), file.name


def test_the_large_list_has_as_many_items_as_asked_for(tmp_path: Path) -> None:
    build(tmp_path, "--large", str(tmp_path), "--items", "500")
    listing = read_listing(tmp_path / "large_open_items.csv", kind="open-items", currency="EUR")
    assert (len(listing), len(listing.left_out), len(listing.problems)) == (500, 0, 0)


def test_three_lists_of_the_messy_erp_tell_every_change_and_tie() -> None:
    told = json.loads((SAMPLES / "messy_erp_expected.json").read_text(encoding="utf-8"))
    sheets = FakeSheets({name: [] for name in ("Policy", "Invoices", "Customers", "Problems")})
    for week in told["weeks"]:
        day = date.fromisoformat(week["list_date"])
        imported = brought_in(sheets, SAMPLES / week["file"], "open-items", day)
        assert imported.ties
        assert len(imported.listing) == week["rows"]
        assert dict(imported.totals) == {"EUR": Decimal(week["total"])}
        assert imported.listing.printed_totals["remaining"] == Decimal(week["total"])
        assert _as_told(imported) == {name: _told(change) for name, change in week["changes"].items()}
        assert to_major(int(ledger_of(sheets, "EUR").balances(day).sum()), "EUR") == Decimal(week["total"])
    for week in told["weeks"]:
        balances = ledger_of(sheets, "EUR").balances(date.fromisoformat(week["list_date"]))
        assert to_major(int(balances.sum()), "EUR") == Decimal(week["total"]), "earlier list dates stay what they were"


def _as_told(imported: Imported) -> dict[str, tuple[int, Decimal, list[str]]]:
    return {
        name: (change.count, sum(change.amounts.values(), Decimal(0)), sorted(change.keys))
        for name, change in imported.changes.items()
    }


def _told(change: Mapping[str, Any]) -> tuple[int, Decimal, list[str]]:
    return change["count"], Decimal(change["amount"]), change["keys"]


@pytest.mark.parametrize("name", ["month_en", "month_zh"])
def test_a_month_comes_to_the_figures_it_was_made_with(name: str, tmp_path: Path) -> None:
    told = json.loads((SAMPLES / name / "expected.json").read_text(encoding="utf-8"))
    as_of, base, book = date.fromisoformat(told["as_of"]), next(iter(told["currencies"])), tmp_path / "month.xlsx"
    new_book(book, None, name[-2:], base)
    for file, kind in MONTH_LISTS:
        with WorkbookFile.open(book) as sheets:
            imported = brought_in(sheets, SAMPLES / name / file, kind, as_of if kind == "balances" else None)
        assert imported.problems == (), file
    with WorkbookFile.open(book) as sheets:
        sub_ledger = load(base, read_present(sheets, "Invoices", "Receipts", "Allocations"))
    assert list(sub_ledger.problems) == []
    ledger = sub_ledger.ledger
    items, balances, held = ledger.items, ledger.balances(as_of), ledger.unapplied(as_of)
    for code, figures in told["currencies"].items():
        own = items.currency == ledger.currencies.index(code)
        debits, credits_open = balances[own & (balances > 0)], balances[own & (balances < 0)]
        unapplied = held[ledger.receipts.currency == ledger.currencies.index(code)]
        assert len(debits) == figures["items"]
        assert to_major(int(-credits_open.sum()), code) == Decimal(figures["open_credit_notes"])
        assert to_major(int(unapplied.sum()), code) == Decimal(figures["unapplied_receipts"])
        assert to_major(int(debits.sum() + credits_open.sum() - unapplied.sum()), code) == Decimal(figures["open"])
        late = (np.datetime64(as_of) - items.due_date[own & (balances > 0)]).astype(int)
        low = -(10**6)
        for bucket in figures["buckets"]:
            high = 10**6 if bucket["to_day"] is None else bucket["to_day"]
            within = debits[(low < late) & (late <= high)]
            assert (len(within), to_major(int(within.sum()), code)) == (bucket["items"], Decimal(bucket["amount"]))
            low = high


def test_the_samples_name_every_column_they_need() -> None:
    listing = read_listing(SAMPLES / "month_en" / "invoices.xlsx", kind="invoices", currency="EUR")
    wanted = {"customer", "name", "document_no", "document_date", "due_date", "terms", "currency", "gross", "level"}
    assert wanted <= set(listing.mapping)
    assert {"level", "last_letter", "disputed", "hold_until"} <= {column.key for column in TABLES["Invoices"].columns}
