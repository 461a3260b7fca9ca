"""Day counts: exact fractions of a year, by the four conventions."""

import json
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.vectors import vectors

from arrears.core.dates import as_days
from arrears.core.interest import daycount

CONVENTIONS = ("act/365", "act/360", "act/act", "30/360")
DAYS = st.dates(date(1999, 1, 1), date(2035, 12, 31))


def test_published_fractions_are_met() -> None:
    names = {"act_365": "act/365", "act_360": "act/360", "act_act_isda": "act/act", "e30_360": "30/360"}
    cases = json.loads(vectors("interest/day_count.json").read_text(encoding="utf-8"))["vectors"]
    for case in cases:
        start, end = (date.fromisoformat(case["inputs"][key]) for key in ("start", "end"))
        for key, convention in names.items():
            counted = daycount.fraction(start, end - timedelta(days=1), convention)
            expected = Decimal(case["expected"][key])
            assert abs(counted - Fraction(expected)) <= Fraction(case["tolerance"]), (case["id"], convention)


def test_a_leap_year_is_one_year_by_act_act_and_a_little_more_by_act_365() -> None:
    first, last = date(2024, 1, 1), date(2024, 12, 31)
    assert daycount.fraction(first, last, "act/act") == 1
    assert daycount.fraction(first, last, "act/365") == Fraction(366, 365)
    assert daycount.fraction(first, last, "30/360") == 1


def test_act_act_splits_only_where_the_year_length_changes() -> None:
    parts = daycount.parts(date(2023, 7, 1), date(2026, 6, 30), "act/act")
    assert [(str(a), str(b), n, y) for a, b, n, y in parts] == [
        ("2023-07-01", "2023-12-31", 184, 365),
        ("2024-01-01", "2024-12-31", 366, 366),
        ("2025-01-01", "2026-06-30", 546, 365),
    ]


def test_an_unknown_convention_is_an_error_not_a_default() -> None:
    with pytest.raises(ValueError, match="bus/252"):
        daycount.parts(date(2026, 1, 1), date(2026, 1, 31), "bus/252")


@given(DAYS, st.integers(0, 1500), st.integers(0, 1500), st.sampled_from(CONVENTIONS))
def test_adjoining_periods_add_up(first: date, length: int, more: int, convention: str) -> None:
    middle = first + timedelta(days=length)
    last = middle + timedelta(days=1 + more)
    whole = daycount.fraction(first, last, convention)
    parts = daycount.fraction(first, middle, convention) + daycount.fraction(middle + timedelta(1), last, convention)
    assert whole == parts


@given(DAYS, st.integers(0, 1500), st.sampled_from(CONVENTIONS))
def test_columns_count_as_single_periods_do(first: date, length: int, convention: str) -> None:
    parts = daycount.parts(first, first + timedelta(days=length), convention)
    days, years = daycount.counts(as_days([p[0] for p in parts]), as_days([p[1] for p in parts]), convention)
    assert list(zip(days.tolist(), years.tolist(), strict=True)) == [(n, y) for _, _, n, y in parts]
