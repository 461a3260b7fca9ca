"""The FIFO view: receipts and credits count against the oldest due items first."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st
from tests.ledgers import ledger
from tests.random_ledgers import DAYS, ledgers

from arrears.core.ageing import Bands, Buckets, age, by_customer
from arrears.core.ledger import Ledger

BUCKETS, BANDS = Buckets((30, 60)), Bands(((1, "y"),))
UNCLEARED = """
    item 1 A EUR invoice 2026-06-01 2026-07-01 100
    item 2 A EUR invoice 2026-05-01 2026-06-01 80
    item 3 A EUR invoice 2026-08-01 2026-09-01 60
    receipt R A EUR 2026-09-15 120
"""


def test_the_oldest_due_item_is_settled_first_and_the_view_says_so() -> None:
    book = ledger(UNCLEARED)
    result = age(book, date(2026, 9, 30), BUCKETS, BANDS, frozenset({0}))
    assert result.balance.tolist() == [6000, 0, 6000]
    assert result.unapplied.tolist() == [0]
    assert by_customer(book, result).view == ("FIFO",)


def test_other_customers_stay_item_by_item() -> None:
    book = ledger(UNCLEARED)
    result = age(book, date(2026, 9, 30), BUCKETS, BANDS, frozenset({1}))
    assert result.balance.tolist() == [10000, 8000, 6000]
    assert by_customer(book, result).view == ("open item",)


def test_what_is_paid_in_excess_stays_unapplied() -> None:
    book = ledger(UNCLEARED + "\nreceipt S A EUR 2026-09-16 200")
    result = age(book, date(2026, 9, 30), BUCKETS, BANDS, frozenset({0}))
    assert result.balance.tolist() == [0, 0, 0]
    assert result.unapplied.tolist() == [0, 8000]


def test_receipts_posted_later_do_not_count_yet() -> None:
    result = age(ledger(UNCLEARED), date(2026, 9, 14), BUCKETS, BANDS, frozenset({0}))
    assert result.balance.tolist() == [10000, 8000, 6000]


def test_base_currency_is_released_pro_rata_and_none_is_lost() -> None:
    book = ledger(
        """
        item 1 A USD invoice 2026-06-01 2026-07-01 100 base=90
        receipt R A USD 2026-09-15 40 base=30
        """
    )
    result = age(book, date(2026, 9, 30), BUCKETS, BANDS, frozenset({0}))
    assert (result.balance.tolist(), result.unapplied_base.tolist()) == ([6000], [0])
    assert result.base.tolist() == [6000]  # 90 booked less 30 received, as the control account has it


@given(ledgers(), DAYS)
def test_the_view_moves_nothing_between_accounts_and_leaves_one_side_open(book: Ledger, as_of: date) -> None:
    plain = by_customer(book, age(book, as_of, BUCKETS, BANDS))
    view = by_customer(book, age(book, as_of, BUCKETS, BANDS, frozenset(range(len(book.customers)))))
    keys = {
        (c, k): t for c, k, t in zip(view.customer.tolist(), view.currency.tolist(), view.total.tolist(), strict=True)
    }
    for c, k, total in zip(plain.customer.tolist(), plain.currency.tolist(), plain.total.tolist(), strict=True):
        assert keys.get((c, k), 0) == total
    if (book.unapplied(as_of) >= 0).all():
        owed = view.not_due + view.overdue
        assert ((owed == 0) | (view.unapplied == 0)).all()


@given(st.lists(st.integers(1, 10**6), min_size=1, max_size=8), st.integers(1, 10**7))
def test_settling_equals_doing_it_by_hand(cents: list[int], paid: int) -> None:
    lines = [f"item {n} A JPY invoice 2026-01-{n + 1:02} 2026-02-{n + 1:02} {c}" for n, c in enumerate(cents)]
    book = ledger("\n".join([*lines, f"receipt R A JPY 2026-03-01 {paid}"]))
    left, expected = paid, []
    for amount in cents:
        expected.append(amount - min(amount, left))
        left -= min(amount, left)
    result = age(book, date(2026, 3, 31), BUCKETS, BANDS, frozenset({0}))
    assert (result.balance.tolist(), result.unapplied.tolist()) == (expected, [left])
