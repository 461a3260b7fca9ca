"""Check: every problem with its cell, nothing changed."""

import copy

from tests.books import a_book, invoice
from tests.listings import bring

from arrears.runs.check import check


def test_a_check_lists_problems_of_the_book_and_of_its_imports_and_changes_nothing():
    book = a_book({"Invoices": [invoice("A", "1", currency="?")]}, policy={"buckets": "many"})
    text = "customer | document_no | document_date | currency | gross\n C1 | B | | EUR | 2.00"
    bring(book, text, kind="invoices")
    before = copy.deepcopy((book.tables, book.blocks))
    writes = book.calls["write"]
    found = check(book)
    assert [(p.name, p.where.cell) for p in found.problems] == [
        ("setting-unreadable", "B6"),
        ("currency-unknown", "G5"),
    ]
    assert [row["place"] for row in found.listed] == ["list.csv, row 2"]
    assert (book.tables, book.blocks) == before
    assert book.calls["write"] == writes


def test_a_check_needs_no_as_of_date():
    assert check(a_book(as_of=None)).problems == []
