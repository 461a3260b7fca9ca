"""Open items, Allocations and Receipts as a refresh writes them; mirrors of credit uses for the formulas."""

import copy
from datetime import date
from decimal import Decimal

from tests.books import a_book, allocation, balances, invoice, problems, receipt, refreshed


def with_a_credit_used(**more):
    return a_book({
        "Invoices": [invoice("A", "100"), invoice("N", "-50"), invoice("B", "30")],
        "Receipts": [receipt("R", "70")],
        "Allocations": [
            allocation("B", "10", receipt="R"), allocation("A", "20", kind="credit", credit="N"),
            allocation("A", "40", receipt="R"),
        ],
        **more,
    })  # fmt: skip


def rows(book):
    return [(row["item"], row.get("credit"), str(row["amount"])) for row in book.rows("Allocations")]


def blocks(book):
    return {
        row["item_key"]: (row.get("first_allocation"), row.get("allocation_count")) for row in book.rows("Invoices")
    }


def test_allocations_are_sorted_by_item_with_a_mirror_for_every_use_of_a_credit():
    book = with_a_credit_used()
    refreshed(book)
    assert rows(book) == [("A", "N", "20"), ("A", None, "40"), ("B", None, "10"), ("N", "A", "-20")]
    assert blocks(book) == {"A": (1, 2), "B": (3, 1), "N": (4, 1)}
    assert balances(book) == {"A": "40.00", "N": "-30.00", "B": "20.00"}


def test_what_a_block_holds_adds_up_to_the_balance():
    book = with_a_credit_used()
    refreshed(book)
    lines = book.rows("Allocations")
    for row in book.rows("Invoices"):
        first, count = row["first_allocation"], row["allocation_count"]
        assert row["gross"] - sum(line["amount"] for line in lines[first - 1 : first - 1 + count]) == row["balance"]


def test_mirrors_are_derived_anew_each_time_and_never_counted():
    book = with_a_credit_used()
    refreshed(book)
    before = copy.deepcopy(book.tables)
    refreshed(book)
    assert book.tables == before


def test_a_reversed_use_of_a_credit_is_no_mirror_and_its_own_mirror_is_none_either():
    book = with_a_credit_used()
    book.put(
        "Allocations", [*book.rows("Allocations"), allocation("A", "-20", kind="credit", credit="N", on="2026-10-09")]
    )
    for _ in range(3):
        refreshed(book)
        assert balances(book) == {"A": "60.00", "N": "-50.00", "B": "20.00"}
        assert len(book.rows("Allocations")) == 6


def test_deleting_an_allocation_takes_its_mirror_with_it():
    book = with_a_credit_used()
    refreshed(book)
    book.put("Allocations", [row for row in book.rows("Allocations") if row.get("credit") != "N"])
    refreshed(book)
    assert rows(book) == [("A", None, "40"), ("B", None, "10")]
    assert balances(book)["N"] == "-50.00"


def test_a_note_on_a_mirror_stays_and_becomes_a_problem_with_it():
    book = with_a_credit_used()
    refreshed(book)
    book.tables["Allocations"]["note"][3] = "agreed by mail"
    refreshed(book)
    assert book.rows("Allocations")[3]["note"] == "agreed by mail"
    book.put("Allocations", [row for row in book.rows("Allocations") if row.get("credit") != "N"])
    assert "note-without-row" in problems(refreshed(book))


def test_an_allocation_left_out_stands_below_every_block():
    book = with_a_credit_used()
    book.put("Allocations", [allocation("A", "7", receipt="gone"), *book.rows("Allocations")])
    refreshed(book)
    assert rows(book)[-1] == ("A", None, "7")
    assert blocks(book)["A"] == (1, 2)
    assert balances(book)["A"] == "40.00"


def test_results_of_a_row_left_out_are_blank():
    book = a_book({"Invoices": [invoice("A", "1", currency="?", balance=Decimal(9), bucket="old")]})
    refreshed(book)
    assert not {"balance", "bucket", "days_past_due", "balance_check"} & set(book.rows("Invoices")[0])


def test_a_due_date_follows_from_the_terms_where_the_cell_is_blank():
    book = a_book({
        "Invoices": [
            invoice("A", "1", due=None, terms="2/10 net 30"), invoice("B", "1", due=None, customer="C2"),
            invoice("C", "1"), invoice("D", "1"),
        ],
        "Customers": [{"customer": "C2", "terms": "net 10"}],
    })  # fmt: skip
    refreshed(book)
    assert [row["due_date"] for row in book.rows("Invoices")][:2] == [date(2026, 9, 30), date(2026, 9, 10)]


def test_a_receipt_shows_what_it_still_holds():
    book = with_a_credit_used()
    refreshed(book)
    assert [str(row["unapplied"]) for row in book.rows("Receipts")] == ["20.00"]
