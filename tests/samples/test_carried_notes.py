"""Sorted tables, notes, own columns: after imports and refreshes each stands at its item or customer."""

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from tests import libreoffice
from tests.command_line import answered
from tests.samples import books
from tests.samples.typed_cells import add_column, formulas, sort, table_rows, type_in

TWICE = "Invoices[[#This Row],[Balance]]*2"
SHARE = "Ageing[[#This Row],[Overdue]]/MAX(1,Ageing[[#This Row],[Total]])"


@pytest.fixture(scope="module")
def month(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The English month as an accountant left it: own columns, notes, edits, and every table sorted another way."""
    book = tmp_path_factory.mktemp("month") / "month.xlsx"
    books.month("month_en", book)
    items, customers = table_rows(book, "Invoices"), table_rows(book, "Ageing")
    add_column(book, "Invoices", "My comment", [f"mine {row['Item key']}" for row in items])
    add_column(book, "Invoices", "Twice", [Decimal(str(row["Balance"] or 0)) * 2 for row in items], TWICE)
    add_column(book, "Ageing", "Region", [f"region {account(row)}" for row in customers])
    add_column(book, "Ageing", "Share", [Decimal(0) for _ in customers], SHARE)
    keys = [str(row["Item key"]) for row in items[::7]]
    type_in(book, "Invoices", "Item key", {k: {"Note": f"note {k}", "Hold until": date(2026, 12, 24)} for k in keys})
    for table, step, word in (("Ageing", 3, "note"), ("Escalation", 2, "call"), ("Customers", 4, "knows")):
        codes = [str(row["Customer"]) for row in table_rows(book, table)[::step]]
        type_in(book, table, "Customer", {code: {"Note": f"{word} {code}"} for code in codes})
    sort(book, "Invoices", lambda row: (str(row["Currency"]), -float(str(row["Gross"] or 0))))
    sort(book, "Ageing", lambda row: str(row["Name"]), descending=True)
    sort(book, "Customers", lambda row: str(row["Name"])[::-1])
    sort(book, "Escalation", lambda row: str(row["Name"]), descending=True)
    return book


def account(row: dict[str, Any]) -> str:
    """Give the customer and currency of a row."""
    return f"{row['Customer']} {row['Currency']}"


def work_on(book: Path, folder: Path) -> Path:
    """Give a copy to work on."""
    copy = folder / "work.xlsx"
    copy.write_bytes(book.read_bytes())
    return copy


@pytest.mark.parametrize("as_of", ["2026-10-31", "2026-11-30", "2026-08-31"])
def test_notes_and_own_columns_stand_at_their_item_after_sorting_and_a_refresh(
    month: Path, tmp_path: Path, as_of: str
) -> None:
    book = work_on(month, tmp_path)
    before = table_rows(book, "Invoices")
    answered("refresh", book, "--as-of", as_of)
    after = table_rows(book, "Invoices")
    assert [row["Item key"] for row in after] == [row["Item key"] for row in before], "rows stay as they were sorted"
    for old, new in zip(before, after, strict=True):
        assert new["My comment"] == f"mine {new['Item key']}"
        assert (new["Note"], new["Hold until"]) == (old["Note"], old["Hold until"])
        assert new["Note"] in ("", f"note {new['Item key']}", old["Note"])
    assert sum(row["Note"] == f"note {row['Item key']}" for row in after) == len(before[::7])
    assert set(formulas(book, "Invoices", "Twice")) == {TWICE}


@pytest.mark.parametrize("as_of", ["2026-10-31", "2026-11-30", "2026-08-31"])
def test_what_was_written_at_a_customer_stands_there_or_is_named_under_problems(
    month: Path, tmp_path: Path, as_of: str
) -> None:
    book = work_on(month, tmp_path)
    before = table_rows(book, "Ageing")
    problems = answered("refresh", book, "--as-of", as_of)["problems"]
    after = {account(row): row for row in table_rows(book, "Ageing") if row["Customer"]}
    named = " ".join(one["found"] for one in problems)
    for old in before:
        new = after.get(account(old))
        if new is None:
            assert old["Region"] in named
            assert str(old["Note"]) in named
        else:
            assert (new["Region"], new["Note"]) == (old["Region"], old["Note"])
    assert set(formulas(book, "Ageing", "Share")) <= {SHARE, ""}
    rows_with = [row for row in table_rows(book, "Ageing") if row["Region"]]
    assert all(row["Region"] == f"region {account(row)}" for row in rows_with)


def test_notes_on_customers_and_proposals_stay_too(month: Path, tmp_path: Path) -> None:
    book = work_on(month, tmp_path)
    expected = {table: notes(book, table) for table in ("Customers", "Escalation")}
    assert len(expected["Customers"]) == 10
    assert expected["Escalation"]
    problems = answered("refresh", book, "--as-of", "2026-11-30")["problems"]
    assert notes(book, "Customers") == expected["Customers"]
    named = " ".join(one["found"] for one in problems)
    kept = notes(book, "Escalation")
    assert {customer: note for customer, note in expected["Escalation"].items() if note not in named} == kept


@pytest.mark.libreoffice
def test_own_formulas_compute_on_the_sorted_and_refreshed_rows(month: Path, tmp_path: Path) -> None:
    book = work_on(month, tmp_path)
    answered("refresh", book, "--as-of", "2026-11-30")
    made = libreoffice.recalculate(book, tmp_path / "recalculated")
    written, computed = table_rows(book, "Invoices"), table_rows(made, "Invoices")
    for row, calculated in zip(written, computed, strict=True):
        assert calculated["Item key"] == row["Item key"]
        assert round(float(calculated["Twice"]), 6) == round(2 * float(row["Balance"] or 0), 6)
    changed = [row for row, calculated in zip(written, computed, strict=True) if row["Twice"] != calculated["Twice"]]
    assert changed, "the canary: results stored before the refresh were computed anew"


def test_notes_stand_at_their_items_when_the_next_list_comes(tmp_path: Path) -> None:
    book = tmp_path / "messy.xlsx"
    weeks = list(books.WEEKS.items())
    books.messy(book, dict(weeks[:1]))
    items = table_rows(book, "Invoices")
    add_column(book, "Invoices", "My comment", [f"mine {row['Item key']}" for row in items])
    type_in(book, "Invoices", "Item key", {str(row["Item key"]): {"Note": f"note {row['Item key']}"} for row in items})
    for file, day in weeks[1:]:
        sort(book, "Invoices", lambda row: str(row["Document no."])[::-1])
        answered("import", book, books.SAMPLES / file, "--list-date", day)
        answered("refresh", book, "--as-of", day)
    after = {str(row["Item key"]): row for row in table_rows(book, "Invoices")}
    assert len(after) > len(items)
    for row in items:
        key = str(row["Item key"])
        assert (after[key]["My comment"], after[key]["Note"]) == (f"mine {key}", f"note {key}")
    new = set(after) - {str(row["Item key"]) for row in items}
    assert all(not after[key]["My comment"] and not after[key]["Note"] for key in new)


def notes(book: Path, table: str) -> dict[str, str]:
    """Give the notes of a table by customer."""
    return {str(row["Customer"]): str(row["Note"]) for row in table_rows(book, table) if row["Note"]}
