"""Closing rates: as quoted, for so many units, in currencies of any decimals; published revaluations."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.core.test_published_cases import cases

from arrears.core.bookkeeping.revaluation import ExchangeRate, in_base, is_month_end


@pytest.mark.parametrize(
    ("minor", "currency", "base", "rate", "expected"),
    [
        (10000, "USD", "CNY", ExchangeRate(Decimal("7.1052")), 71052),
        (10000, "JPY", "CNY", ExchangeRate(Decimal("4.6521"), 100), 46521),
        (10000, "USD", "JPY", ExchangeRate(Decimal("149.555")), 14956),
        (1, "KWD", "EUR", ExchangeRate(Decimal("3.00")), 0),
        (5, "KWD", "EUR", ExchangeRate(Decimal("3.00")), 2),
        (10000, "GBP", "EUR", ExchangeRate(Decimal("0.8"), quotation="indirect"), 12500),
        (-10000, "USD", "EUR", ExchangeRate(Decimal("0.91115")), -9112),
    ],
)
def test_an_amount_is_turned_into_base_by_the_rate_as_it_is_quoted(minor, currency, base, rate, expected):
    assert in_base(minor, currency, base, rate) == expected


@given(
    st.integers(-(10**15), 10**15), st.decimals("0.000001", "99999", places=6), st.sampled_from([1, 100, 1000]),
    st.sampled_from(["direct", "indirect"]),
)  # fmt: skip
def test_the_result_is_the_nearest_minor_unit_and_turns_with_the_sign(minor, rate, units, quotation):
    found = in_base(minor, "USD", "EUR", ExchangeRate(rate, units, quotation))
    factor = Fraction(rate) / units
    exact = minor * factor if quotation == "direct" else minor / factor
    assert abs(found - exact) <= Fraction(1, 2)
    assert in_base(-minor, "USD", "EUR", ExchangeRate(rate, units, quotation)) == -found


def test_a_published_revaluation_upwards_gives_the_published_difference():
    case = cases("systems/as_of_reconstruction.json")["asof-erpnext-exchange-revaluation-up"]
    invoice, rate = case["inputs"]["invoice"], case["inputs"]["revaluation_rate"]
    booked = invoice["amount"] * invoice["rate"] * 100
    revalued = in_base(invoice["amount"] * 100, "USD", "INR", ExchangeRate(Decimal(rate)))
    assert revalued - booked == case["expected"]["revaluation_row"]["outstanding"] * 100


@pytest.mark.parametrize(("day", "last"), [((2026, 2, 28), True), ((2024, 2, 28), False), ((2026, 12, 31), True)])
def test_only_the_last_day_of_a_month_is_a_month_end(day, last):
    assert is_month_end(date(*day)) is last
