"""Three weeks of an ERP's messy list on the command line: every change named, totals tie, nothing counted twice."""

import hashlib
import json
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from tests.command_line import answered, arrears
from tests.samples.books import SAMPLES
from tests.samples.typed_cells import table_rows

TOLD = json.loads((SAMPLES / "messy_erp_expected.json").read_text(encoding="utf-8"))
WEEKS = TOLD["weeks"]


@pytest.fixture(scope="module")
def weeks(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[dict[str, Any]]]:
    """A book with the three lists imported, and what each import answered."""
    book = tmp_path_factory.mktemp("messy") / "book.xlsx"
    answered("new", book, "--language", "en", "--currency", TOLD["currency"])
    return book, [answered("import", book, SAMPLES / w["file"], "--list-date", w["list_date"]) for w in WEEKS]


@pytest.mark.parametrize("week", range(3))
def test_every_change_is_named_by_its_key_with_its_total(weeks: Any, week: int) -> None:
    answer, told = weeks[1][week], WEEKS[week]
    assert {name: sorted(change["keys"]) for name, change in answer["changes"].items()} == {
        name: change["keys"] for name, change in told["changes"].items()
    }
    for name, change in told["changes"].items():
        assert answer["changes"][name]["items"] == change["count"], name
        assert sum(map(Decimal, answer["changes"][name]["amounts"].values())) == Decimal(change["amount"]), name


@pytest.mark.parametrize("week", range(3))
def test_totals_tie_list_changes_and_printed_total(weeks: Any, week: int) -> None:
    answer, told = weeks[1][week], WEEKS[week]
    assert answer["ties"] is True
    assert answer["read"] == told["rows"]
    assert answer["totals"] == {TOLD["currency"]: told["total"]}
    assert Decimal(answer["printed_totals"]["remaining"]) == Decimal(told["total"])
    counted = [Decimal(told["changes"][name]["amount"]) for name in ("new", "changed", "vanished", "reappeared")]
    assert Decimal(told["total_before"]) + sum(counted) == Decimal(told["total"])


@pytest.mark.parametrize("week", range(3))
def test_every_list_date_can_be_rebuilt_from_the_last_book(weeks: Any, week: int, tmp_path: Path) -> None:
    book = copied(weeks[0], tmp_path)
    answer = answered("refresh", book, "--as-of", WEEKS[week]["list_date"])
    currency = answer["currencies"][TOLD["currency"]]
    assert currency["open"] == WEEKS[week]["total"]
    assert Decimal(answer["control"][TOLD["currency"]]["difference"]) == 0
    buckets = sum(Decimal(bucket["amount"]) for bucket in currency["buckets"].values())
    assert buckets + Decimal(currency["unapplied"]) == Decimal(WEEKS[week]["total"])


@pytest.mark.parametrize("week", range(3))
def test_each_item_has_the_balance_that_its_list_showed(weeks: Any, week: int, tmp_path: Path) -> None:
    book = copied(weeks[0], tmp_path)
    answered("refresh", book, "--as-of", WEEKS[week]["list_date"])
    balances = {
        str(row["Item key"]): Decimal(str(row["Balance"])) for row in table_rows(book, "Invoices") if row["Balance"]
    }
    assert balances == listed(SAMPLES / WEEKS[week]["file"])


def test_between_two_lists_the_earlier_one_still_stands(weeks: Any, tmp_path: Path) -> None:
    book = copied(weeks[0], tmp_path)
    answer = answered("refresh", book, "--as-of", "2026-10-15")
    new = [row for row in table_rows(book, "Invoices") if "2026-10-09" < day_of(row["Document date"]) <= "2026-10-15"]
    later = sum(Decimal(str(row["Balance"] or 0)) for row in new)
    assert Decimal(answer["currencies"][TOLD["currency"]]["open"]) == Decimal(WEEKS[0]["total"]) + later


def test_before_the_first_list_a_refresh_is_refused_by_name(weeks: Any, tmp_path: Path) -> None:
    book = copied(weeks[0], tmp_path)
    before = book.read_bytes()
    ran = arrears("refresh", book, "--as-of", "2026-10-08", "--json")
    assert ran.code == 2
    assert "2026-10-09" in ran.answer["error"]["wrong"] + ran.answer["error"]["do"]
    assert book.read_bytes() == before


@pytest.mark.parametrize("week", range(3))
def test_the_same_file_twice_changes_nothing(weeks: Any, week: int, tmp_path: Path) -> None:
    book = copied(weeks[0], tmp_path)
    before = digest(book)
    answer = answered("import", book, SAMPLES / WEEKS[week]["file"], "--list-date", WEEKS[week]["list_date"])
    assert answer["already_imported"]
    assert digest(book) == before
    assert answered("refresh", book, "--as-of", WEEKS[2]["list_date"])["currencies"]["EUR"]["open"] == WEEKS[2]["total"]


def test_a_dry_run_tells_the_changes_and_writes_nothing(weeks: Any, tmp_path: Path) -> None:
    book = tmp_path / "book.xlsx"
    answered("new", book, "--language", "en", "--currency", TOLD["currency"])
    answered("import", book, SAMPLES / WEEKS[0]["file"], "--list-date", WEEKS[0]["list_date"])
    before = digest(book)
    dry = answered("import", book, SAMPLES / WEEKS[1]["file"], "--list-date", WEEKS[1]["list_date"], "--dry-run")
    assert digest(book) == before
    assert dry["changes"] == weeks[1][1]["changes"]


def test_a_list_of_part_of_the_ledger_lets_nothing_vanish(weeks: Any, tmp_path: Path) -> None:
    book = tmp_path / "book.xlsx"
    answered("new", book, "--language", "en", "--currency", TOLD["currency"])
    answered("import", book, SAMPLES / WEEKS[0]["file"], "--list-date", WEEKS[0]["list_date"])
    part = answered("import", book, SAMPLES / WEEKS[1]["file"], "--list-date", WEEKS[1]["list_date"], "--partial")
    assert part["changes"]["vanished"]["items"] == 0
    gone = Decimal(WEEKS[1]["changes"]["vanished"]["amount"])
    refreshed = answered("refresh", book, "--as-of", WEEKS[1]["list_date"])
    assert Decimal(refreshed["currencies"]["EUR"]["open"]) == Decimal(WEEKS[1]["total"]) - gone


def listed(file: Path) -> dict[str, Decimal]:
    """Read what a list shows as open by item, with nothing of Arrears."""
    kinds = {"RV": "invoice", "DG": "credit note", "DZ": "on-account"}
    if file.suffix == ".csv":
        lines = [line.split(";") for line in file.read_text(encoding="cp1252").splitlines()]
    else:
        lines = [
            ["" if cell is None else str(cell) for cell in row] for row in openpyxl.load_workbook(file).active.values
        ]
    rows = [line for line in lines if len(line) > 9 and line[2] in kinds]
    return {f"{row[0]}|{kinds[row[2]]}|{row[3]}|{row[4][-4:]}": amount(row[9]) for row in rows}


def amount(text: str) -> Decimal:
    """Read an amount with its minus behind."""
    plain = text.strip('"').replace(",", "")
    return -Decimal(plain[:-1]) if plain.endswith("-") else Decimal(plain)


def copied(book: Path, folder: Path) -> Path:
    """Give a copy to work on."""
    work = folder / "work.xlsx"
    work.write_bytes(book.read_bytes())
    return work


def digest(book: Path) -> str:
    """Give the SHA-256 of a book."""
    return hashlib.sha256(book.read_bytes()).hexdigest()


def day_of(cell: object) -> str:
    """Give the day of a cell in ISO form."""
    return cell.isoformat()[:10] if isinstance(cell, date) else ""
