"""Working days of countries."""

from datetime import date

import pytest

from arrears.core.terms.working_days import OffDays
from arrears.errors import InputRefused
from arrears.office.calendars import working_days


@pytest.mark.parametrize(
    ("country", "day", "works"),
    [
        ("DE", "2026-05-01", False),
        ("DE", "2026-11-01", False),  # a Sunday
        ("DE-BY", "2026-01-06", False),
        ("DE-BE", "2026-01-06", True),
        ("GB-ENG", "2026-12-28", False),  # Boxing Day on a Saturday, observed on Monday
        ("US", "2026-11-26", False),
        ("CN", "2026-10-01", False),
        ("CN", "2026-10-07", False),
        ("CN", "2026-10-10", True),  # a Saturday worked for the National Day week
        ("CN", "2026-10-11", False),
        ("CN", "2026-02-28", True),
        ("SA", "2026-11-20", False),  # Friday
        ("SA", "2026-11-22", True),  # Sunday
    ],
)
def test_holidays_weekends_and_days_made_up_are_known(country: str, day: str, works: bool) -> None:
    assert working_days(country).is_one(date.fromisoformat(day)) is works


def test_a_last_day_in_the_national_day_week_moves_past_it() -> None:
    assert working_days("cn").moved(date(2026, 10, 3), OffDays.NEXT) == date(2026, 10, 8)
    assert working_days("CN").moved(date(2026, 10, 3), OffDays.PREVIOUS) == date(2026, 9, 30)


@pytest.mark.parametrize("country", ["XX", "DE-XX", "Germany", ""])
def test_a_country_that_is_not_known_is_refused(country: str) -> None:
    with pytest.raises(InputRefused, match="holidays-unknown"):
        working_days(country)
