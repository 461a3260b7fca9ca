"""Prices of slices: the bound of int64, rounding per total, slice or day, minimum and maximum."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from arrears.core.interest.interest_terms import InterestTerms
from arrears.core.interest.pricing import numerators, priced
from arrears.core.interest.slices import Slices
from arrears.core.money import LARGEST, divide_half_away

TOTAL, SLICE, DAILY = (InterestTerms(rounding=rounding) for rounding in ("total", "slice", "daily amount"))


def slices(balances: list[int], rate: str = "1", days: int = 1, year: int = 1) -> Slices:
    """Give slices of one item with these balances."""
    count = len(balances)
    numbers = np.zeros(count, dtype=np.int64)
    day = np.full(count, np.datetime64(date(2025, 1, 1)))
    return Slices(
        numbers, day, day, numbers + days, np.array(balances, dtype=np.int64), numbers, numbers + year, numbers,
        numbers, (Decimal(rate),), (("", False),),
    )  # fmt: skip


def test_int64_serves_up_to_the_bound_and_python_integers_beyond_it() -> None:
    # Twice the numerator and the denominator (100) have to stay below the bound.
    last = (LARGEST - 100 - 1) // 2
    for balance, kind in ((last, np.int64), (last + 1, np.object_)):
        numerator, denominator = numerators(slices([balance]))
        assert (numerator.dtype.type, denominator) == (kind, 100)
        assert priced(slices([balance]), TOTAL).amount.tolist() == [divide_half_away(balance, 100)]


def test_the_bound_counts_every_slice_of_an_item_since_they_are_added_up() -> None:
    half = (LARGEST - 100 - 1) // 4
    assert numerators(slices([half, half]))[0].dtype == np.int64
    assert numerators(slices([half, half, half]))[0].dtype == np.object_
    assert priced(slices([half] * 3), TOTAL).amount.sum() == divide_half_away(3 * half, 100)


@pytest.mark.parametrize(("rate", "amount"), [("0.5", 1), ("-0.5", -1), ("0.49", 0), ("-0.49", 0), ("-1.5", -2)])
def test_halves_are_rounded_away_from_zero_on_both_sides(rate: str, amount: int) -> None:
    for terms in (TOTAL, SLICE, DAILY):
        assert priced(slices([100], rate), terms).amount.tolist() == [amount]


def test_what_is_rounded_is_the_total_each_slice_or_the_daily_amount() -> None:
    three = slices([100_00] * 3, "8.5", days=50, year=365)
    assert priced(three, TOTAL).amount.tolist() == [116, 116, 117]  # 3 x 116.44 = 349.32
    assert priced(three, SLICE).amount.tolist() == [116, 116, 116]
    assert priced(three, DAILY).amount.tolist() == [100, 100, 100]  # 2.33 a day -> 2


@given(st.lists(st.integers(1, 10**15), min_size=1, max_size=12), st.decimals(-50, 50, places=4), st.integers(1, 400))
def test_the_total_is_the_exact_sum_rounded_once_at_any_size(balances: list[int], rate: Decimal, days: int) -> None:
    found = priced(slices(balances, str(rate), days, 365), TOTAL)
    exact = sum((Fraction(balance * days, 36_500) * Fraction(rate) for balance in balances), Fraction(0))
    assert int(found.amount.sum()) == divide_half_away(exact.numerator, exact.denominator)
    alone = [priced(slices([balance], str(rate), days, 365), TOTAL).amount[0] for balance in balances[:-1]]
    assert found.amount.tolist()[:-1] == alone


def test_slices_of_nothing_cost_nothing() -> None:
    none = replace(slices([]), rates=(), sources=())
    assert priced(none, TOTAL).amount.tolist() == []
