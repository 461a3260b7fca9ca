"""A list of invoices or a ledger that shows an interest note makes it posted, and its voucher with it."""

from datetime import date

import pytest
from tests.books import a_book, no_rates, refreshed
from tests.listings import bring

from arrears.runs.charge import charge
from arrears.runs.postings import add_part

FIRST = """
    customer | document_no | document_date | due_date   | currency | gross    | remaining
    C1       | A           | 2025-12-01    | 2025-12-31 | EUR      | 36500.00 | 36500.00
"""
NOTE = """
    customer | document_no | document_date | currency | gross  | kind
    C1       | {number}    | 2026-01-31    | EUR      | 310.00 | {kind}
"""


def a_noted_book():
    book = a_book({}, as_of=date(2026, 1, 31), policy={"interest": "contract", "interest_rate": "10"})
    bring(book, FIRST, "2026-01-31")
    charge(book, None, no_rates)
    add_part(book)
    refreshed(book, "2026-01-31")
    return book


def note(book):
    row = next(row for row in book.rows("Invoices") if row["kind"] == "interest note")
    return row["document_no"], row["state"], str(row["gross"])


@pytest.mark.parametrize("kind", ["interest note", "invoice", "debit note", "-"])
def test_a_list_of_invoices_that_shows_the_note_makes_it_and_its_voucher_posted(kind):
    book = a_noted_book()
    text = NOTE.format(number="I2026-00001", kind=kind)
    imported = bring(book, text, None, kind="invoices", file="invoices.csv")
    assert imported.problems == ()
    refreshed(book, "2026-01-31")
    assert note(book) == ("I2026-00001", "posted", "310.00")
    assert len(book.rows("Invoices")) == 2
    assert [row["state"] for row in book.rows("InterestCharges")] == ["posted"]
    assert {row["state"] for row in book.rows("Postings")} == {"posted"}


def test_a_list_of_other_invoices_says_nothing_about_it():
    book = a_noted_book()
    bring(book, NOTE.format(number="RE-9", kind="invoice"), None, kind="invoices", file="invoices.csv")
    assert note(book)[1] == "to post"
