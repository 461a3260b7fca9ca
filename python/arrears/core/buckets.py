"""Ageing buckets by days past due, and disclosure bands by the age of the document."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

import numpy as np
from numpy.typing import NDArray

from arrears.core.dates import Days, add_years, as_day

Numbers = NDArray[np.int64]

CLOSED: Final = -2
"""The bucket of an item whose balance is zero."""
UNAPPLIED: Final = -1
"""The bucket of a credit balance: outside the buckets, never netted away."""
NOT_DUE: Final = 0


@dataclass(frozen=True, slots=True)
class Buckets:
    """Ageing buckets by upper limits in days past due, each inclusive; the last bucket is open-ended.

    The due day itself is not late, so bucket 0, not due, takes days of 0 and less.
    """

    limits: tuple[int, ...]

    @property
    def overdue(self) -> int:
        """The number of overdue buckets."""
        return len(self.limits) + 1

    def index(self, days: Numbers) -> Numbers:
        """Give the bucket of each number of days past due.

        >>> Buckets((30, 60)).index(np.array([-5, 0, 1, 30, 31, 60, 61]))
        array([0, 0, 1, 1, 2, 2, 3])
        """
        return np.where(days > 0, np.searchsorted(np.array(self.limits), days, side="left") + 1, NOT_DUE)


@dataclass(frozen=True, slots=True)
class Bands:
    """Disclosure bands by document date: inclusive upper limits of so many years (``y``) or days (``d``)."""

    limits: tuple[tuple[int, str], ...]

    @property
    def count(self) -> int:
        """The number of bands."""
        return len(self.limits) + 1

    def index(self, document_date: Days, as_of: date) -> Numbers:
        """Give the band of each document date; a limit is passed on the day after it is reached.

        >>> Bands(((1, "y"),)).index(np.array(["2024-02-29", "2024-03-01"], dtype="M8[D]"), date(2025, 3, 1))
        array([1, 0])
        """
        passed = np.zeros(document_date.shape, dtype=np.int64)
        for number, unit in self.limits:
            passed += document_date <= as_day(_last_past(number, unit, as_of))
        return passed


def _last_past(number: int, unit: str, as_of: date) -> date:
    """Find the last document date whose limit lies before ``as_of``."""
    if unit == "d":
        return as_of - timedelta(days=number + 1)
    day = add_years(as_of, -number) + timedelta(days=1)
    while add_years(day, number) >= as_of:
        day -= timedelta(days=1)
    return day
