"""When claims become time-barred."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from arrears.core.limitation import LIMITATIONS, Limitation

DAYS = st.dates(date(1990, 1, 1), date(2100, 1, 1))


def test_three_years_end_on_the_day_of_the_same_date() -> None:
    assert LIMITATIONS["CN"].last_day(date(2023, 11, 30)) == date(2026, 11, 30)
    assert LIMITATIONS["CN"].last_day(date(2024, 2, 29)) == date(2027, 2, 28)


def test_a_demand_starts_the_whole_period_anew() -> None:
    assert LIMITATIONS["CN"].last_day(date(2023, 11, 30), date(2025, 6, 10)) == date(2028, 6, 10)


def test_a_demand_before_the_claim_was_due_starts_nothing() -> None:
    assert LIMITATIONS["CN"].last_day(date(2023, 11, 30), date(2023, 11, 29)) == date(2026, 11, 30)


def test_german_periods_end_with_a_year() -> None:
    assert LIMITATIONS["DE"].last_day(date(2023, 1, 1)) == date(2026, 12, 31)
    assert LIMITATIONS["DE"].last_day(date(2023, 12, 31)) == date(2026, 12, 31)
    assert not LIMITATIONS["DE"].restarts


@given(DAYS, DAYS, st.integers(1, 30))
def test_a_later_start_never_ends_earlier(due: date, other: date, years: int) -> None:
    rule = Limitation(years)
    early, late = sorted((due, other))
    assert rule.last_day(early) <= rule.last_day(late) == rule.last_day(early, late)
