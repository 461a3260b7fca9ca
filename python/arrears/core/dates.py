"""Days as columns: datetime64[D], with NaT where a day is missing."""

from calendar import monthrange
from collections.abc import Sequence
from datetime import date

import numpy as np
from numpy.typing import NDArray

Days = NDArray[np.datetime64]
"""One day per row; NaT where the row has none."""

NO_DAY = np.datetime64("NaT", "D")


def as_days(dates: Sequence[date | None]) -> Days:
    """Turn dates into a column of days; None becomes NaT.

    >>> as_days([date(2026, 1, 31), None])
    array(['2026-01-31',        'NaT'], dtype='datetime64[D]')
    """
    return np.array(["NaT" if d is None else d for d in dates], dtype="datetime64[D]")


def as_day(day: date) -> np.datetime64:
    """Turn one date into a NumPy day."""
    return np.datetime64(day, "D")


def as_dates(days: Days) -> list[date | None]:
    """Turn a column of days back into dates; NaT becomes None."""
    return [d if isinstance(d, date) else None for d in days.astype("datetime64[D]").tolist()]


def month_end(day: date) -> date:
    """Give the last day of a day's month."""
    return day.replace(day=monthrange(day.year, day.month)[1])


def add_months(day: date, months: int) -> date:
    """Go some months on (or back); a day the month lacks becomes its last day.

    >>> add_months(date(2026, 1, 31), 1), add_months(date(2024, 3, 31), -1)
    (datetime.date(2026, 2, 28), datetime.date(2024, 2, 29))
    """
    count = day.year * 12 + day.month - 1 + months
    year, month = count // 12, count % 12 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def add_years(day: date, years: int) -> date:
    """Go some years on (or back); 29 February becomes 28 February where there is none."""
    return add_months(day, 12 * years)
