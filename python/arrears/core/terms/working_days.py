"""Weekends and holidays: on which day a last day falls that is not a working day."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum

import numpy as np

from arrears.core.dates import Days, as_day, as_days


class OffDays(StrEnum):
    """What becomes of a last day on a weekend or a holiday; countries and contracts differ, so it is said."""

    STAY = "stay"
    NEXT = "next working day"
    """BGB 193, 民法典 203."""
    PREVIOUS = "previous working day"


def _none() -> Days:
    return as_days([])


@dataclass(frozen=True, slots=True)
class WorkingDays:
    """A country's working days: its weekend, its holidays, and the weekend days worked in their stead (调休).

    ``holidays`` and ``made_up`` are sorted; ``weekend`` counts Monday as 0.
    """

    holidays: Days = field(default_factory=_none)
    made_up: Days = field(default_factory=_none)
    weekend: frozenset[int] = frozenset({5, 6})

    def is_one(self, day: date) -> bool:
        """Tell whether a day is a working day."""
        if _holds(self.made_up, day):
            return True
        return day.weekday() not in self.weekend and not _holds(self.holidays, day)

    def moved(self, day: date, off_days: OffDays) -> date:
        """Move a day that is no working day as the rule says.

        >>> WorkingDays().moved(date(2026, 11, 21), OffDays.NEXT)
        datetime.date(2026, 11, 23)
        """
        if off_days is OffDays.STAY:
            return day
        one = timedelta(days=1 if off_days is OffDays.NEXT else -1)
        while not self.is_one(day):
            day += one
        return day

    def after(self, day: date, count: int) -> date:
        """Count so many working days on; the day itself is day 0."""
        for _ in range(count):
            day = self.moved(day + timedelta(days=1), OffDays.NEXT)
        return day


MONDAY_TO_FRIDAY = WorkingDays()
"""Where no country is named."""


def _holds(days: Days, day: date) -> bool:
    at = int(np.searchsorted(days, as_day(day)))
    return at < days.size and bool(days[at] == as_day(day))
