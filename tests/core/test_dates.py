"""Days: columns with missing days, and steps by month that stay in the month."""

from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from arrears.core import dates

DAYS = st.dates(date(1950, 1, 1), date(2150, 12, 31))


@given(st.lists(st.one_of(st.none(), DAYS)))
def test_a_column_of_days_gives_back_the_dates_it_was_made_of(days: list[date | None]) -> None:
    assert dates.as_dates(dates.as_days(days)) == days


def test_a_missing_day_is_not_on_or_before_any_day() -> None:
    column = dates.as_days([None, date(2026, 1, 1)])
    assert (column <= dates.as_day(date(2026, 1, 1))).tolist() == [False, True]
    assert np.isnat(dates.NO_DAY)


@pytest.mark.parametrize(
    ("day", "months", "reached"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2024, 1, 31), 1, date(2024, 2, 29)),
        (date(2026, 3, 31), -1, date(2026, 2, 28)),
        (date(2026, 12, 15), 1, date(2027, 1, 15)),
        (date(2026, 1, 15), -1, date(2025, 12, 15)),
    ],
)
def test_a_day_the_month_lacks_becomes_its_last(day: date, months: int, reached: date) -> None:
    assert dates.add_months(day, months) == reached


@given(DAYS, st.integers(-40, 40))
def test_years_go_by_twelve_months_and_29_february_becomes_28(day: date, years: int) -> None:
    reached = dates.add_years(day, years)
    assert (reached.year, reached.month) == (day.year + years, day.month)
    assert reached.day == day.day or (day.month, day.day, reached.day) == (2, 29, 28)


@given(DAYS)
def test_the_day_after_a_months_end_is_a_first(day: date) -> None:
    end = dates.month_end(day)
    assert (end.month, (end + timedelta(days=1)).day) == (day.month, 1)
