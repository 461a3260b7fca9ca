"""The annual cost of forgoing a discount."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from arrears.core.discounts.discount_cost import effective, nominal


@pytest.mark.parametrize(
    ("percent", "days", "basis", "simple", "compounded"),
    [
        ("2", 20, 360, "36.7347", "43.8569"),
        ("2", 20, 365, "37.2449", "44.5853"),
        ("1", 20, 365, "18.4343", "20.1317"),
        ("2", 40, 365, "18.6224", "20.2436"),
        ("3", 45, 360, "24.7423", "27.5928"),
        ("2", 22, 360, "33.3952", "39.1789"),
        ("0.5", 1, 365, "183.4171", "523.1255"),
    ],
)
def test_the_cost_is_what_the_formulas_give_in_floats_too(
    percent: str, days: int, basis: int, simple: str, compounded: str
) -> None:
    assert nominal(Decimal(percent), days, basis) == Decimal(simple)
    assert effective(Decimal(percent), days, basis) == Decimal(compounded)


@pytest.mark.parametrize(("percent", "days"), [("2", 0), ("2", -5), ("0", 20), ("100", 20)])
def test_where_nothing_is_deferred_or_deducted_there_is_no_rate(percent: str, days: int) -> None:
    assert nominal(Decimal(percent), days) is None
    assert effective(Decimal(percent), days) is None


@given(st.decimals("0.01", "30", places=2), st.integers(1, 120), st.sampled_from([360, 365]))
def test_over_whole_years_compounding_meets_the_exact_power(percent: Decimal, years: int, basis: int) -> None:
    # Deferring a whole year compounds once: both rates are the same.
    assert nominal(percent, basis, basis) == effective(percent, basis, basis)


@given(st.decimals("0.01", "30", places=2), st.integers(1, 364))
def test_compounding_within_a_year_costs_more(percent: Decimal, days: int) -> None:
    simple, compounded = nominal(percent, days), effective(percent, days)
    assert simple is not None
    assert compounded is not None
    assert compounded >= simple
