"""The ledger: what is open on any day, on both sides of every allocation."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from tests.ledgers import ledger
from tests.random_ledgers import DAYS, ledgers

from arrears.core.dates import as_dates
from arrears.core.ledger import Ledger
from arrears.errors import InputRefused

PART_PAID = """
    item 1 A EUR invoice 2024-01-01 2024-01-31 1000
    receipt R A EUR 2024-02-15 400
    alloc 1 R 400 2024-02-15
    alloc 1 - 100 2024-03-10
    alloc 1 - 500 2024-04-02
"""


@pytest.mark.parametrize(
    ("day", "open_cents"),
    [
        ("2023-12-31", 0),
        ("2024-01-31", 100000),
        ("2024-02-14", 100000),
        ("2024-02-15", 60000),
        ("2024-03-31", 50000),
        ("2024-04-02", 0),
    ],
)
def test_the_balance_of_a_past_day_is_rebuilt_from_what_was_posted_by_then(day: str, open_cents: int) -> None:
    assert ledger(PART_PAID).balances(date.fromisoformat(day)).tolist() == [open_cents]


def test_an_allocation_posted_later_leaves_both_sides_open() -> None:
    book = ledger(
        """
        item 1 A EUR invoice 2026-01-01 2026-01-31 100
        receipt R A EUR 2026-02-01 100
        alloc 1 R 100 2026-02-01 posted=2026-02-10
        """
    )
    assert (book.balances(date(2026, 2, 9)).tolist(), book.unapplied(date(2026, 2, 9)).tolist()) == ([10000], [10000])
    assert (book.balances(date(2026, 2, 10)).tolist(), book.unapplied(date(2026, 2, 10)).tolist()) == ([0], [0])


def test_a_prepayment_stays_on_account_until_its_invoice_is_in_the_book() -> None:
    book = ledger(
        """
        item 1 A EUR invoice 2026-03-01 2026-03-31 100
        receipt R A EUR 2026-02-01 100
        alloc 1 R 100 2026-02-01
        """
    )
    assert (book.balances(date(2026, 2, 28)).tolist(), book.unapplied(date(2026, 2, 28)).tolist()) == ([0], [10000])
    assert (book.balances(date(2026, 3, 1)).tolist(), book.unapplied(date(2026, 3, 1)).tolist()) == ([0], [0])


def test_a_credit_taken_from_one_document_reduces_the_other() -> None:
    book = ledger(
        """
        item 1 A EUR invoice 2026-01-01 2026-01-31 100
        item 2 A EUR credit_note 2026-01-15 - -30
        alloc 1 2 20 2026-02-01
        """
    )
    assert book.balances(date(2026, 1, 31)).tolist() == [10000, -3000]
    assert book.balances(date(2026, 2, 1)).tolist() == [8000, -1000]


def test_a_day_before_the_first_list_is_refused_by_name() -> None:
    book = ledger("item 1 A EUR invoice 2026-01-01 - 100", first_day=date(2026, 6, 30))
    with pytest.raises(InputRefused, match="before-first-list") as refusal:
        book.balances(date(2026, 6, 29))
    assert refusal.value.values == {"first": "2026-06-30"}
    assert book.balances(date(2026, 6, 30)).tolist() == [10000]


@given(ledgers(), DAYS)
def test_balances_equal_a_recomputation_by_hand(book: Ledger, as_of: date) -> None:
    items, allocations = book.items, book.allocations
    posted, received = as_dates(items.posting_date), as_dates(book.receipts.posting_date)
    balance = [Decimal(int(g)) if p and p <= as_of else Decimal(0) for g, p in zip(items.gross, posted, strict=True)]
    held = [
        Decimal(int(a)) if p and p <= as_of else Decimal(0) for a, p in zip(book.receipts.amount, received, strict=True)
    ]
    for row, day in enumerate(as_dates(allocations.posting_date)):
        item, receipt, credit = (int(c[row]) for c in (allocations.item, allocations.receipt, allocations.credit))
        sides = [
            posted[item],
            *([received[receipt]] if receipt >= 0 else []),
            *([posted[credit]] if credit >= 0 else []),
        ]
        if all(side is not None and side <= as_of for side in [day, *sides]):
            amount = Decimal(int(allocations.amount[row]))
            balance[item] -= amount
            if receipt >= 0:
                held[receipt] -= amount
            if credit >= 0:
                balance[credit] += amount
    assert book.balances(as_of).tolist() == balance
    assert book.unapplied(as_of).tolist() == held
