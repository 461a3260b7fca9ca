"""What receipts leave for the debt, where something goes ahead of it and payments come back."""

from datetime import date, timedelta
from decimal import Decimal

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.ledgers import ledger

from arrears.core.interest.interest import Interest, InterestTerms, charge

TEN = InterestTerms(rate=Decimal(10))
FIRST = InterestTerms(rate=Decimal(10), order="interest first")


def charged(terms: InterestTerms, ahead: int, *receipts: tuple[date, int]) -> Interest:
    lines = [f"alloc 1 - {Decimal(cents).scaleb(-2)} {day}" for day, cents in receipts]
    book = ledger("\n".join(["item 1 A EUR invoice 2025-01-01 2025-01-31 1000", *lines]))
    return charge(book, date(2025, 3, 31), [terms], {}, ahead=np.array([ahead], dtype=np.int64))


@pytest.mark.parametrize("terms", [TEN, FIRST])
def test_a_payment_of_costs_that_comes_back_leaves_the_debt_as_it_was(terms: InterestTerms) -> None:
    found = charged(terms, 5000, (date(2025, 2, 10), 5000), (date(2025, 2, 20), -5000))
    assert (found.amount.tolist(), found.principal.tolist(), found.ahead.tolist()) == ([1616], [100_000], [5000])


def test_what_comes_back_beyond_all_payments_is_owed_on_top() -> None:
    found = charged(TEN, 5000, (date(2025, 2, 10), 3000), (date(2025, 2, 20), -4000))
    assert (found.principal.tolist(), found.ahead.tolist()) == ([101_000], [5000])


@given(
    st.lists(
        st.tuples(st.integers(0, 40), st.integers(1, 30_000), st.one_of(st.none(), st.integers(0, 15))),
        min_size=1,
        max_size=5,
    ),
    st.integers(0, 40_000),
    st.sampled_from([TEN, FIRST]),
)
def test_once_every_payment_came_back_all_is_owed_as_before(
    paid: list[tuple[int, int, int | None]], ahead: int, terms: InterestTerms
) -> None:
    start = date(2025, 2, 1)
    receipts = [(start + timedelta(days=day), cents) for day, cents, _ in paid]
    back = [
        (day + timedelta(days=later or 0), -cents) for (day, cents), (_, _, later) in zip(receipts, paid, strict=True)
    ]
    found = charged(terms, ahead, *receipts, *back)
    assert (found.principal.tolist(), found.paid.tolist(), found.ahead.tolist()) == ([100_000], [0], [ahead])


@given(st.integers(0, 20), st.integers(1, 50_000), st.integers(1, 50_000), st.sampled_from([TEN, FIRST]))
def test_a_payment_that_only_covers_costs_and_its_return_cost_no_interest(
    day: int, ahead: int, cents: int, terms: InterestTerms
) -> None:
    paid = date(2025, 2, 1) + timedelta(days=day)
    part = min(cents, ahead)
    back = charged(terms, ahead, (paid, part), (paid + timedelta(days=5), -part))
    assert back.amount.tolist() == charged(terms, ahead).amount.tolist()


def test_what_was_owed_on_the_first_day_of_interest_is_told() -> None:
    book = ledger(
        """
        item 1 A EUR invoice 2025-01-01 2025-01-31 1000
        alloc 1 - 100 2025-01-20
        alloc 1 - 300 2025-02-20
        item 2 A EUR invoice 2025-01-01 2025-04-30 1000
        item 3 A EUR invoice 2025-01-01 2025-01-31 1000
        alloc 3 - 1000 2025-01-31
        """
    )
    found = charge(book, date(2025, 3, 31), [TEN] * 3, {})
    assert found.began.tolist() == [90_000, 0, 0]
    dear = InterestTerms(rate=Decimal(10), minimum=Decimal(5000))
    assert charge(book, date(2025, 3, 31), [dear] * 3, {}).began.tolist() == [90_000, 0, 0]
