"""Weekends and holidays."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from arrears.core.dates import as_days
from arrears.core.terms.working_days import MONDAY_TO_FRIDAY, OffDays, WorkingDays

EASTER = WorkingDays(as_days([date(2026, 4, 3), date(2026, 4, 6)]), made_up=as_days([date(2026, 4, 11)]))


@pytest.mark.parametrize(
    ("day", "following", "previous"),
    [
        ("2026-04-02", "2026-04-02", "2026-04-02"),
        ("2026-04-03", "2026-04-07", "2026-04-02"),
        ("2026-04-05", "2026-04-07", "2026-04-02"),
        ("2026-04-11", "2026-04-11", "2026-04-11"),  # a Saturday that is worked
        ("2026-04-12", "2026-04-13", "2026-04-11"),
    ],
)
def test_a_day_off_moves_as_the_rule_says(day: str, following: str, previous: str) -> None:
    start = date.fromisoformat(day)
    assert EASTER.moved(start, OffDays.NEXT) == date.fromisoformat(following)
    assert EASTER.moved(start, OffDays.PREVIOUS) == date.fromisoformat(previous)
    assert EASTER.moved(start, OffDays.STAY) == start


def test_working_days_are_counted_from_the_next_one() -> None:
    assert EASTER.after(date(2026, 4, 2), 1) == date(2026, 4, 7)
    assert EASTER.after(date(2026, 4, 10), 1) == date(2026, 4, 11)
    assert MONDAY_TO_FRIDAY.after(date(2026, 4, 2), 0) == date(2026, 4, 2)


@given(st.dates(date(2000, 1, 1), date(2050, 1, 1)), st.sampled_from([OffDays.NEXT, OffDays.PREVIOUS]))
def test_a_moved_day_is_a_working_day_and_moves_no_further(day: date, rule: OffDays) -> None:
    moved = EASTER.moved(day, rule)
    assert EASTER.is_one(moved)
    assert EASTER.moved(moved, rule) == moved
    assert (moved >= day) if rule is OffDays.NEXT else (moved <= day)
