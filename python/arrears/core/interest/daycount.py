"""Day counts: how many days a period has and of how long a year, as exact fractions."""

from datetime import date, timedelta
from fractions import Fraction
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from arrears.core.dates import Days

Numbers = NDArray[np.int64]

_FIXED = {"act/365": 365, "act/360": 360}

Part = tuple[date, date, int, int]
"""First day, last day (both inclusive), days counted, days of the year they are a fraction of."""


def parts(first_day: date, last_day: date, convention: str) -> list[Part]:
    """Split a period of whole days, both inclusive, into parts that have one year length each.

    ``act/365`` and ``act/360`` count calendar days. ``act/act`` (ISDA 2006, 4.16(b)) splits at each turn between a
    common and a leap year. ``30/360`` is 30E/360 (ISDA 2006, 4.16(g)): every month has 30 days, day 31 counts as 30.
    ISDA's period from D1 to D2 is the days from D1 to the day before D2.

    >>> parts(date(2023, 12, 31), date(2024, 1, 1), "act/act")
    [(datetime.date(2023, 12, 31), datetime.date(2023, 12, 31), 1, 365), \
(datetime.date(2024, 1, 1), datetime.date(2024, 1, 1), 1, 366)]
    """
    if last_day < first_day:
        return []
    if convention in _FIXED:
        return [(first_day, last_day, (last_day - first_day).days + 1, _FIXED[convention])]
    if convention == "30/360":
        return [(first_day, last_day, _thirties(last_day + timedelta(days=1)) - _thirties(first_day), 360)]
    if convention != "act/act":
        raise ValueError(convention)
    ends = [first_day, *turns(first_day, last_day, convention), last_day + timedelta(days=1)]
    return [
        (start, end - timedelta(days=1), (end - start).days, year_days(start.year)) for start, end in pairwise(ends)
    ]


def fraction(first_day: date, last_day: date, convention: str) -> Fraction:
    """Give a period of whole days, both inclusive, as an exact fraction of a year."""
    return sum((Fraction(days, year) for _, _, days, year in parts(first_day, last_day, convention)), Fraction(0))


def turns(first_day: date, last_day: date, convention: str) -> list[date]:
    """Give the days within a period, its first left out, on which the length of the year changes."""
    if convention != "act/act":
        return []
    years = range(first_day.year + 1, last_day.year + 1)
    return [date(year, 1, 1) for year in years if year_days(year) != year_days(year - 1)]


def year_days(year: int) -> int:
    """Give the days of a calendar year."""
    return (date(year, 12, 31) - date(year, 1, 1)).days + 1


def _thirties(day: date) -> int:
    return 360 * day.year + 30 * day.month + min(day.day, 30)


def counts(first_day: Days, last_day: Days, convention: str) -> tuple[Numbers, Numbers]:
    """Count columns of periods, both days inclusive, none across a turn of ``turns``: days and days of the year."""
    calendar_days = (last_day - first_day).astype(np.int64) + 1
    if convention == "30/360":
        days = _thirties_of(last_day + 1) - _thirties_of(first_day)
        return days, np.full(days.shape, 360, dtype=np.int64)
    if convention in _FIXED:
        return calendar_days, np.full(calendar_days.shape, _FIXED[convention], dtype=np.int64)
    years = first_day.astype("datetime64[Y]")
    length = (years + 1).astype("datetime64[D]") - years.astype("datetime64[D]")
    return calendar_days, length.astype(np.int64)


def _thirties_of(days: Days) -> Numbers:
    months = days.astype("datetime64[M]")
    day_of_month = (days - months.astype("datetime64[D]")).astype(np.int64) + 1
    thirties: Numbers = 30 * months.astype(np.int64) + np.minimum(day_of_month, 30)
    return thirties
