"""Interest notes to post: a list that lacks one settles nothing, and one that shows it makes it posted."""

from datetime import date
from decimal import Decimal

import pytest
from tests.books import a_book, no_rates, refreshed, totals
from tests.listings import bring

from arrears.runs.charge import charge

FIRST = """
    customer | document_no | document_date | due_date   | currency | gross    | remaining
    C1       | A           | 2025-12-01    | 2025-12-31 | EUR      | 36500.00 | 36500.00
    C1       | B           | 2026-01-05    | 2026-03-31 | EUR      | 100.00   | 100.00
"""
SHOWING = FIRST + "    C1 | {number} | {day} | 2026-02-10 | EUR | 310.00 | 310.00\n"


def a_noted_book():
    book = a_book({}, as_of=date(2026, 1, 31), policy={"interest": "contract", "interest_rate": "10"})
    bring(book, FIRST, "2026-01-31")
    charge(book, None, no_rates)
    return book


def note(book):
    row = next(row for row in book.rows("Invoices") if row["kind"] == "interest note")
    return row["document_no"], row["state"], str(row.get("balance"))


def test_a_complete_list_without_the_note_leaves_it_open_and_says_that_it_is_not_posted():
    book = a_noted_book()
    imported = bring(book, FIRST, "2026-02-07", file="february.csv")
    assert [(p.name, p.found) for p in imported.problems] == [("note-not-listed", "I2026-00001")]
    assert imported.changes["vanished"].count == 0
    assert imported.ties
    assert totals(refreshed(book, "2026-02-07")) == {"EUR": ("36910.00", "36910.00")}
    assert note(book) == ("I2026-00001", "to post", "310.00")


@pytest.mark.parametrize("kind", ["", "interest note", "invoice", "debit note", "fee"])
def test_a_list_that_shows_the_note_makes_it_posted_whatever_kind_it_calls_it(kind):
    book = a_noted_book()
    heading, rest = SHOWING.format(number="I2026-00001", day="2026-01-31").strip().split("\n", 1)
    lines = [f"{heading} | kind", *(f"{line} | {kind if 'I2026' in line else ''}" for line in rest.splitlines())]
    imported = bring(book, "\n".join(lines), "2026-02-07", file="february.csv")
    assert (imported.problems, imported.changes["new"].count) == ((), 0)
    refreshed(book, "2026-02-07")
    assert note(book) == ("I2026-00001", "posted", "310.00")
    assert [row["state"] for row in book.rows("InterestCharges")] == ["posted"]


def test_once_posted_it_is_settled_by_a_list_without_it():
    book = a_noted_book()
    bring(book, SHOWING.format(number="I2026-00001", day="2026-01-31"), "2026-02-07", file="february.csv")
    imported = bring(book, FIRST, "2026-02-14", file="later.csv")
    assert imported.changes["vanished"].amounts == {"EUR": Decimal("-310.00")}
    refreshed(book, "2026-02-14")
    assert note(book) == ("I2026-00001", "posted", "0.00")


def test_a_partial_list_says_nothing_about_it():
    book = a_noted_book()
    imported = bring(book, FIRST, "2026-02-07", file="part.csv", complete=False)
    assert imported.problems == ()
    assert note(book)[1] == "to post"


def test_interest_already_charged_stays_charged_whatever_the_lists_say():
    book = a_noted_book()
    bring(book, FIRST, "2026-02-07", file="february.csv")
    assert [one.note.amount for one in charge(book, date(2026, 2, 28), no_rates).notes] == [28_000]
