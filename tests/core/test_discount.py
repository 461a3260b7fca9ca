"""Discounts still open at a day."""

from datetime import date

import pytest
from tests.ledgers import ledger

from arrears.core.dates import as_dates
from arrears.core.discount import Discounts, open_discounts
from arrears.core.ledger import Ledger
from arrears.core.term_notation import parse
from arrears.core.terms import Terms

INVOICE = "item 1 A EUR invoice 2026-01-10 2026-02-09 1000"


def offered(book: Ledger, as_of: str, notation: str = "2/10, 1/20, net 30", grace: int = 0) -> Discounts:
    terms = parse(notation)
    assert isinstance(terms, Terms)
    return open_discounts(book, date.fromisoformat(as_of), [terms] * len(book.items.key), grace)


@pytest.mark.parametrize(
    ("as_of", "until", "cents"),
    [
        ("2026-01-10", date(2026, 1, 20), 2000),
        ("2026-01-20", date(2026, 1, 20), 2000),
        ("2026-01-21", date(2026, 1, 30), 1000),
        ("2026-01-30", date(2026, 1, 30), 1000),
        ("2026-01-31", None, 0),
    ],
)
def test_the_last_day_is_inclusive_and_steps_follow_each_other(as_of: str, until: date | None, cents: int) -> None:
    found = offered(ledger(INVOICE), as_of)
    assert (as_dates(found.until), found.amount.tolist()) == ([until], [cents])


def test_grace_days_lengthen_it_but_the_agreed_day_is_shown() -> None:
    found = offered(ledger(INVOICE), "2026-01-23", "2/10 net 30", grace=3)
    assert (as_dates(found.until), found.amount.tolist()) == ([date(2026, 1, 20)], [2000])
    assert offered(ledger(INVOICE), "2026-01-24", "2/10 net 30", grace=3).amount.tolist() == [0]


@pytest.mark.parametrize(("gross", "notation", "cents"), [("0.25", "2/10 net 30", 1), ("10.50", "5/10 net 30", 53)])
def test_half_a_cent_rounds_away_from_zero(gross: str, notation: str, cents: int) -> None:
    book = ledger(f"item 1 A EUR invoice 2026-01-10 2026-02-09 {gross}")
    assert offered(book, "2026-01-15", notation).amount.tolist() == [cents]


def test_closed_items_credits_and_items_without_terms_have_none() -> None:
    book = ledger(
        """
        item 1 A EUR invoice 2026-01-10 2026-02-09 1000
        item 2 A EUR credit_note 2026-01-10 - -100
        alloc 1 - 1000 2026-01-12
        """
    )
    assert offered(book, "2026-01-15").amount.tolist() == [0, 0]
    assert open_discounts(ledger(INVOICE), date(2026, 1, 15), [None]).amount.tolist() == [0]


def test_a_discount_is_taken_once_per_item() -> None:
    book = ledger(INVOICE + "\nalloc 1 - 490 2026-01-12\nalloc 1 - 10 2026-01-12 kind=discount")
    assert offered(book, "2026-01-15").amount.tolist() == [0]


def test_it_is_taken_on_the_gross_but_never_more_than_the_balance() -> None:
    book = ledger(INVOICE + "\nalloc 1 - 500 2026-01-12")
    assert offered(book, "2026-01-15").amount.tolist() == [2000]
    book = ledger(INVOICE + "\nalloc 1 - 990 2026-01-12")
    assert offered(book, "2026-01-15").amount.tolist() == [1000]


def test_an_item_not_yet_posted_offers_none() -> None:
    assert offered(ledger(INVOICE + " posted=2026-01-18"), "2026-01-15").amount.tolist() == [0]
