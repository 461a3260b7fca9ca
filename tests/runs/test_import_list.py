"""Importing: the record of it, the same file again, the mapping remembered, problems kept by file."""

import copy
from datetime import date
from decimal import Decimal

import pytest
from tests.books import a_book, refreshed
from tests.listings import FixedClock, bring, listing

from arrears.core.problems import Place, Problem, Severity
from arrears.runs.import_list import KINDS, import_list, remembered_mappings

ITEMS = """
    customer | document_no | document_date | currency | remaining
    C1       | A           | 2026-09-01    | EUR      | 100.00
    C1       | B           | 2026-09-01    | USD      | 50.00
    C1       | B           | 2026-09-01    | USD      | 7.00
"""


def test_an_import_is_recorded_once_a_currency_with_what_was_read_and_left_out():
    book = a_book()
    bring(book, ITEMS, "2026-10-31")
    rows = book.rows("Imports")
    assert [(row["currency"], row["sum_read"], row["read"], row["left_out"]) for row in rows] == [
        ("EUR", Decimal("100.00"), 3, 1), ("USD", Decimal("57.00"), 3, 1),
    ]  # fmt: skip
    assert (rows[0]["imported_by"], rows[0]["imported_at"], rows[0]["list_date"]) == (
        "Ada", "2026-11-02T08:00:00Z", date(2026, 10, 31),
    )  # fmt: skip


def test_a_printed_total_is_recorded_with_its_difference():
    made = listing(ITEMS.replace("USD", "EUR"))
    printed = {**{name: getattr(made, name) for name in made.__slots__}, "printed_totals": {"remaining": Decimal(150)}}
    book = a_book()
    import_list(book, type(made)(**printed), FixedClock(), "Ada", list_date=date(2026, 10, 31))
    assert [(row["printed_total"], row["difference"]) for row in book.rows("Imports")] == [(150, 7)]


@pytest.mark.parametrize("kind", ["open-items", "invoices", "receipts", "balances"])
def test_the_same_file_again_changes_nothing_whatever_its_kind(kind):
    text = """
        customer | document_no | receipt_key | document_date | value_date | currency | remaining | amount | balance
        C1       | A           | R1          | 2026-09-01    | 2026-09-01 | EUR      | 10.00     | 10.00  | 10.00
    """
    book = a_book()
    bring(book, text, "2026-10-31", kind)
    before = copy.deepcopy(book.tables)
    assert bring(book, text, "2026-10-31", kind).already
    assert book.tables == before


def test_balances_of_accounts_stand_on_the_day_their_row_names_before_that_of_the_list():
    text = """
        account | currency | balance_date | balance
        1200    | EUR      | 2026-09-30   | 10.00
        1201    | EUR      |              | 20.00
    """
    book = a_book()
    bring(book, text, "2026-10-31", "balances")
    assert [row["balance_date"] for row in book.rows("ControlAccounts")] == [date(2026, 9, 30), date(2026, 10, 31)]
    whole = text.replace("2026-09-30", "2026-08-31").replace("EUR      |   ", "EUR | 2026-08-31")
    bring(book, whole, None, "balances")
    assert {row["balance_date"].month for row in book.rows("ControlAccounts")} == {8, 9, 10}


def test_every_kind_of_list_there_is_can_be_brought_in():
    assert set(KINDS) == {"open-items", "invoices", "ledger", "receipts", "allocations", "customers", "balances"}


def test_the_mapping_is_remembered_by_the_headings():
    book = a_book()
    assert remembered_mappings(book) == {}
    bring(book, ITEMS, "2026-10-31")
    ((fingerprint, mapping),) = remembered_mappings(book).items()
    assert fingerprint.split("|")[0].strip() == "customer"
    assert mapping["remaining"] == "remaining"


def test_problems_of_a_list_replace_those_of_the_same_file_and_outlive_a_refresh():
    book = a_book()
    found = [
        Problem("amount-unreadable-in-list", Place(file="list.csv", row=9), "many", Severity.LEFT_OUT, {"column": "D"})
    ]
    bring(book, ITEMS, "2026-10-30", problems=found)
    assert [row["place"] for row in book.rows("Problems")] == ["list.csv, row 9", "list.csv, row 4"]
    refreshed(book)
    assert {row["place"] for row in book.rows("Problems")} >= {"list.csv, row 9", "list.csv, row 4"}
    bring(book, ITEMS.replace("7.00", "8.00"), "2026-10-31")
    assert [row["place"] for row in book.rows("Problems") if "list.csv" in row["place"]] == ["list.csv, row 4"]


def test_sums_are_never_added_over_currencies():
    done = bring(a_book(), ITEMS, "2026-10-31")
    assert done.totals == {"EUR": Decimal("100.00"), "USD": Decimal("57.00")}
    assert done.changes["new"].amounts == {"EUR": Decimal("100.00"), "USD": Decimal("50.00")}
