"""Open-items lists as snapshots: three of them replayed, and the days between them rebuilt."""

import copy
from datetime import date
from decimal import Decimal

import pytest
from tests.books import a_book, balances, invoice, problems, refreshed, totals
from tests.listings import bring

from arrears.errors import InputRefused, ListRefused

WEEK_1 = """
    customer | name  | document_no | kind        | document_date | due_date   | currency | gross   | remaining
    007      | Alder | RE-1        |             | 2026-09-01    | 2026-10-01 | EUR      | 100.00  | 100.00
    007      | Alder | RE-2        |             | 2026-09-02    | 2026-10-02 | EUR      | 200.00  | 150.00
    7        | Birch | RE-1        |             | 2026-09-03    | 2026-10-03 | EUR      | 70.00   | 70.00
    7        | Birch | GU-1        | credit note | 2026-09-04    |            | EUR      | 20.00   | 20.00
    7        | Birch | ZA-1        | receipt     | 2026-09-05    |            | EUR      | -5.00   | -5.00
"""
WEEK_2 = """
    customer | name  | document_no | kind        | document_date | due_date   | currency | gross   | remaining
    007      | Alder | RE-1        |             | 2026-09-01    | 2026-10-15 | EUR      | 100.00  | 60.00
    7        | Birch | RE-1        |             | 2026-09-03    | 2026-10-03 | EUR      | 70.00   | 70.00
    7        | Birch | GU-1        | credit note | 2026-09-04    |            | EUR      | 20.00   | 12.50
    7        | Birch | RE-9        |             | 2026-10-07    | 2026-11-06 | EUR      | 33.00   | 33.00
"""
WEEK_3 = """
    customer | name  | document_no | kind        | document_date | due_date   | currency | gross   | remaining
    007      | Alder | RE-2        |             | 2026-09-02    | 2026-10-02 | EUR      | 200.00  | 30.00
    7        | Birch | RE-9        |             | 2026-10-07    | 2026-11-06 | EUR      | 33.00   | 33.00
"""


def three_weeks():
    book = a_book()
    bring(book, WEEK_1, "2026-10-05", file="week1.csv")
    bring(book, WEEK_2, "2026-10-12", file="week2.csv")
    bring(book, WEEK_3, "2026-10-19", file="week3.csv")
    return book


def counts(imported):
    return {name: change.count for name, change in imported.changes.items() if change.count}


def test_every_change_of_a_later_list_is_named_with_its_amount():
    book = a_book()
    assert counts(bring(book, WEEK_1, "2026-10-05")) == {"new": 5}
    second = bring(book, WEEK_2, "2026-10-12")
    assert counts(second) == {"new": 1, "changed": 2, "vanished": 2, "changed_terms": 1, "unchanged": 1}
    assert second.changes["changed"].amounts == {"EUR": Decimal("-32.50")}
    assert second.changes["vanished"].amounts == {"EUR": Decimal("-145.00")}
    assert second.ties
    third = bring(book, WEEK_3, "2026-10-19")
    assert counts(third) == {"vanished": 3, "reappeared": 1, "unchanged": 1}


@pytest.mark.parametrize(
    ("day", "total"),
    [("2026-10-05", "295.00"), ("2026-10-06", "295.00"), ("2026-10-07", "328.00"), ("2026-10-12", "150.50"),
     ("2026-10-18", "150.50"),
          ("2026-10-19", "63.00"), ("2026-12-31", "63.00")],
)  # fmt: skip
def test_the_book_shows_on_every_day_what_the_list_before_it_said_and_what_was_posted_since(day, total):
    assert totals(refreshed(three_weeks(), day)) == {"EUR": (total, total)}


def test_a_later_list_changes_no_earlier_day():
    book = a_book()
    bring(book, WEEK_1, "2026-10-05")
    refreshed(book, "2026-10-08")
    before = balances(book)
    bring(book, WEEK_2, "2026-10-12")
    bring(book, WEEK_3, "2026-10-19")
    refreshed(book, "2026-10-08")
    assert {key: amount for key, amount in balances(book).items() if key != "RE-9"} == before


def test_the_same_file_twice_changes_nothing():
    book = three_weeks()
    before = copy.deepcopy(book.tables)
    again = bring(book, WEEK_3, "2026-10-19", file="week3.csv")
    assert again.already == "2026-11-02T08:00:00Z"
    assert book.tables == before


def test_an_unchanged_list_of_a_later_day_changes_no_balance():
    book = a_book()
    bring(book, WEEK_1, "2026-10-05")
    refreshed(book, "2026-10-12")
    before = balances(book)
    again = bring(book, WEEK_1 + "\n", "2026-10-12", file="again.csv")
    assert counts(again) == {"unchanged": 5}
    refreshed(book, "2026-10-12")
    assert balances(book) == before


def test_a_day_before_the_first_list_is_refused_by_name():
    with pytest.raises(InputRefused) as refusal:
        refreshed(three_weeks(), "2026-10-04")
    assert (refusal.value.name, refusal.value.values["first"]) == ("before-first-list", "2026-10-05")


def test_a_list_older_than_the_last_is_refused_and_changes_nothing():
    book = three_weeks()
    before = copy.deepcopy(book.tables)
    with pytest.raises(InputRefused, match="list-older"):
        bring(book, WEEK_1 + "\n", "2026-10-18", file="late.csv")
    assert book.tables == before


def test_a_list_without_a_list_date_is_refused():
    with pytest.raises(InputRefused, match="list-date-missing"):
        bring(a_book(), WEEK_1)


def test_a_partial_list_lets_nothing_vanish():
    book = a_book()
    bring(book, WEEK_1, "2026-10-05")
    done = bring(book, WEEK_2, "2026-10-12", complete=False)
    assert "vanished" not in counts(done)
    assert totals(refreshed(book, "2026-10-12")) == {"EUR": ("295.50", "295.50")}


def test_a_list_of_no_usable_row_is_refused_instead_of_clearing_the_book():
    book = a_book()
    bring(book, WEEK_1, "2026-10-05")
    with pytest.raises(ListRefused, match="list-empty"):
        bring(book, WEEK_2.replace("EUR", "XYZ"), "2026-10-12")


def test_rows_left_out_of_a_list_warn_that_their_items_count_as_cleared():
    book = a_book()
    bring(book, WEEK_1, "2026-10-05")
    done = bring(book, WEEK_2.replace("EUR      | 70.00 ", "XYZ      | 70.00 "), "2026-10-12")
    assert {problem.name for problem in done.problems} == {"currency-unknown", "left-out-counts-cleared"}


def test_items_of_customers_told_apart_by_leading_zeros_stay_apart():
    book = a_book()
    bring(book, WEEK_1, "2026-10-05")
    keys = [row["item_key"] for row in book.rows("Invoices")]
    assert keys[0] == "007|invoice|RE-1|2026"
    assert keys[2] == "7|invoice|RE-1|2026"
    assert [row["customer"] for row in book.rows("Customers")] == ["007", "7"]


def test_credit_notes_and_receipts_on_account_are_rows_of_their_own_outside_the_buckets():
    book = a_book()
    bring(book, WEEK_1, "2026-10-05")
    refreshed(book, "2026-10-05")
    birch = next(row for row in book.rows("Ageing") if row["customer"] == "7")
    assert (birch["unapplied"], birch["total"]) == (Decimal("-25.00"), Decimal("45.00"))
    assert [row["kind"] for row in book.rows("Invoices")][3:] == ["credit note", "on-account"]


def test_a_document_without_any_date_stays_one_item_over_the_turn_of_the_year():
    undated = "customer | document_no | currency | remaining\n C1 | RE-1 | EUR | 10.00"
    book = a_book()
    bring(book, undated, "2026-12-31")
    assert counts(bring(book, undated + "\n\n", "2027-01-31")) == {"unchanged": 1}
    assert [row["document_date"] for row in book.rows("Invoices")] == [date(2026, 12, 31)]


def test_what_people_edit_is_filled_and_never_overwritten():
    heading = "customer | document_no | document_date | currency | remaining | disputed | note\n"
    book = a_book()
    bring(
        book, heading + "C1 | A | 2026-09-01 | EUR | 10.00 | | \n C1 | B | 2026-09-01 | EUR | 10.00 | |", "2026-10-05"
    )
    book.tables["Invoices"]["note"][0] = "called"
    done = bring(
        book, heading + "C1 | A | 2026-09-01 | EUR | 10 | 2 | x\n C1 | B | 2026-09-01 | EUR | 10 | | y", "2026-10-12"
    )
    assert [(row.get("note"), row.get("disputed")) for row in book.rows("Invoices")] == [("called", 2), ("y", None)]
    assert [(p.name, p.found, p.values["book"]) for p in done.problems] == [("edit-kept", "x", "called")]


def test_a_whole_list_supersedes_the_problems_earlier_lists_left():
    book = a_book()
    bring(book, WEEK_1.replace("EUR      | 70.00 ", "XYZ      | 70.00 "), "2026-10-05", file="week1.csv")
    assert [row["place"] for row in book.rows("Problems")] == ["week1.csv, row 4"]
    refreshed(book, "2026-10-05")
    assert len([row for row in book.rows("Problems") if row["place"].startswith("week1.csv")]) == 1
    bring(book, WEEK_2, "2026-10-12", file="week2.csv")
    assert not book.rows("Problems") or "week1.csv" not in str(book.rows("Problems"))


def test_rows_that_an_import_left_out_are_listed_differences():
    account = {"account": "1200", "currency": "EUR", "balance_date": date(2026, 10, 5), "balance": Decimal("115.00")}
    book = a_book({"ControlAccounts": [account]})
    text = """
        customer | document_no | document_date | currency | remaining
        C1       | A           | 2026-09-01    | EUR      | 100.00
        C1       | A           | 2026-09-01    | EUR      | 15.00
    """
    bring(book, text, "2026-10-05")
    done = refreshed(book, "2026-10-05")
    assert done.ties[0].listed == {"left out of imports": Decimal("-15.00")}
    assert done.ties[0].unknown == 0


def test_an_item_entered_by_hand_is_cleared_when_the_list_lacks_it():
    book = a_book({"Invoices": [invoice("HAND", "10")]})
    done = bring(book, WEEK_1, "2026-10-05")
    assert done.changes["vanished"].keys == ("HAND",)
    assert problems(refreshed(book, "2026-10-05")) == []
