"""Money: minor units, rounding half away from zero, sums that never overflow."""

from decimal import ROUND_HALF_UP, Decimal, localcontext

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from arrears.core import money
from arrears.errors import InputRefused

INT64 = st.integers(-(2**61), 2**61)


@pytest.mark.parametrize(
    ("amount", "currency", "minor"),
    [
        ("1.005", "EUR", 101),
        ("-1.005", "EUR", -101),
        ("1.004999", "EUR", 100),
        ("0.5", "JPY", 1),
        ("1.0005", "KWD", 1001),
        ("99999999999999.99", "CNY", 9999999999999999),
    ],
)
def test_more_decimals_than_the_currency_has_round_half_away_from_zero(amount: str, currency: str, minor: int) -> None:
    assert money.to_minor(Decimal(amount), currency) == minor


@given(INT64, st.sampled_from(["EUR", "JPY", "KWD", "CLF"]))
def test_minor_units_go_to_major_units_and_back(minor: int, currency: str) -> None:
    assert money.to_minor(money.to_major(minor, currency), currency) == minor


def test_a_column_of_amounts_takes_each_rows_own_decimals() -> None:
    assert money.majors([150, 150, 150], ["EUR", "JPY", "KWD"]) == [Decimal("1.50"), Decimal(150), Decimal("0.150")]


@given(st.integers(-(10**30), 10**30), st.integers(1, 10**15))
def test_division_rounds_as_decimal_half_up_does(numerator: int, denominator: int) -> None:
    with localcontext(prec=80):
        exact = (Decimal(numerator) / Decimal(denominator)).quantize(Decimal(1), rounding=ROUND_HALF_UP)
    assert money.divide_half_away(numerator, denominator) == int(exact)


@given(st.lists(st.integers(-(10**15), 10**15), max_size=20), st.integers(1, 10**6))
def test_columns_divide_like_single_numbers_in_either_width(numbers: list[int], denominator: int) -> None:
    expected = [money.divide_half_away(n, denominator) for n in numbers]
    assert money.half_away(np.array(numbers, dtype=np.int64), denominator).tolist() == expected
    assert money.half_away(np.array(numbers, dtype=object), denominator).tolist() == expected


@given(st.lists(INT64, max_size=30))
def test_a_sum_beyond_the_columns_width_is_still_exact(numbers: list[int]) -> None:
    assert money.exact_sum(np.array(numbers, dtype=np.int64)) == sum(numbers)


def test_group_sums_near_the_limit_are_exact() -> None:
    column = np.array([2**61, 2**61 - 1, -(2**61), -5, 7], dtype=np.int64)
    assert money.sums_by(np.array([0, 0, 0, 1, 1]), column, 3).tolist() == [2**61 - 1, 2, 0]


def test_a_group_sum_that_no_longer_fits_is_refused_not_wrapped() -> None:
    column = np.array([2**62, 2**62], dtype=np.int64)
    with pytest.raises(InputRefused, match="sum-too-large"):
        money.sums_by(np.array([0, 0]), column, 1)
    with pytest.raises(InputRefused, match="sum-too-large"):
        money.running_sums(column, np.array([0, 0]))


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(-(2**55), 2**55)), max_size=30))
def test_group_sums_and_running_sums_agree_with_adding_by_hand(rows: list[tuple[int, int]]) -> None:
    rows.sort(key=lambda row: row[0])
    group = np.array([g for g, _ in rows], dtype=np.int64)
    column = np.array([amount for _, amount in rows], dtype=np.int64)
    sums, running = [0] * 4, []
    for g, amount in rows:
        sums[g] += amount
        running.append(sums[g])
    assert money.sums_by(group, column, 4).tolist() == sums
    assert money.running_sums(column, group).tolist() == running


@given(st.lists(st.integers(-(2**62), 2**62), max_size=10), st.decimals(0, 100, places=3))
def test_percent_is_exact_at_any_size(numbers: list[int], percent: Decimal) -> None:
    expected = [money.divide_half_away(n * int(percent * 1000), 100_000) for n in numbers]
    assert money.percent_of(np.array(numbers, dtype=np.int64), percent).tolist() == expected


def test_every_exact_half_cent_rounds_away_from_zero() -> None:
    halves = np.arange(1, 10_001, 2) * 10  # 5 % of these is x.5 minor units
    assert (money.percent_of(halves, Decimal(5)) == halves // 20 + 1).all()
    assert (money.percent_of(-halves, Decimal(5)) == -(halves // 20) - 1).all()
