"""Disputes on their sheet: what is contested is neither claimed nor raises a level, from the day it was opened."""

from datetime import date
from decimal import Decimal

import pytest
from tests.books import a_book, invoice, refreshed


def book_with(*disputes, **item):
    return a_book({"Invoices": [invoice("A", "100", **item)], "Disputes": disputes})


def disputed(**more):
    return {"item": "A", "opened": date(2026, 10, 1)} | more


def figures(book, as_of=None):
    refreshed(book, as_of)
    (row,) = book.rows("Escalation")
    return row["disputed"], row["exposure"], row["send"]


def test_a_disputed_part_is_left_out_and_the_rest_is_still_claimed():
    assert figures(book_with(disputed(amount=Decimal(30)))) == (30, 70, True)


def test_without_an_amount_the_whole_item_is_disputed():
    assert figures(book_with(disputed())) == (100, 0, False)


def test_several_disputes_of_an_item_add_up_and_the_items_own_column_is_the_least():
    two = (disputed(amount=Decimal(30)), disputed(amount=Decimal(20), opened=date(2026, 10, 2)))
    assert figures(book_with(*two))[0] == 50
    assert figures(book_with(*two, disputed=Decimal(60)))[0] == 60


@pytest.mark.parametrize(
    ("days", "counts"), [({"opened": date(2026, 11, 1)}, 0), ({"resolved": date(2026, 10, 31)}, 0),
                         ({"resolved": date(2026, 11, 1)}, 30)],
)  # fmt: skip
def test_a_dispute_counts_from_the_day_it_was_opened_until_it_is_resolved(days, counts):
    assert figures(book_with(disputed(amount=Decimal(30)) | days))[0] == counts


def test_a_dispute_of_an_item_that_is_not_in_the_book_is_named():
    book = book_with(disputed(item="Z"))
    assert figures(book) == (0, 100, True)
    assert [(row["place"], row["cell"], row["found"]) for row in book.rows("Problems")] == [("Disputes", "B5", "Z")]


def test_the_customer_tells_equal_document_numbers_apart():
    items = [invoice("7", "100", item_key="K1"), invoice("7", "90", customer="C2", item_key="K2")]
    book = a_book({"Invoices": items, "Disputes": [disputed(item="7", customer="C2")]})
    refreshed(book)
    assert {row["customer"]: row["disputed"] for row in book.rows("Escalation")} == {"C1": 0, "C2": 90}
