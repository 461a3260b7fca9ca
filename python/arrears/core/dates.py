"""Days as columns: datetime64[D], with NaT where a day is missing."""

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
