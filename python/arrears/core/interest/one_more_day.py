"""What one more day would add to interest: which debts bear on it, at which rate, and within which limits."""

from bisect import bisect_left
from dataclasses import replace
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from arrears.core.dates import as_day
from arrears.core.interest.interest_terms import InterestTerms
from arrears.core.interest.principal import Debts
from arrears.core.interest.rates import RateSeries
from arrears.core.ledger import Ledger
from arrears.core.money import LARGEST, Minor, to_minor

_DAY = timedelta(days=1)


def run_on(late: Debts, as_of: date, terms: InterestTerms) -> NDArray[np.bool_]:
    """Tell which debts may bear interest on the day after a day, as far as their days go."""
    if as_of == date.max:
        return np.zeros(late.item.size, dtype=np.bool_)
    on: NDArray[np.bool_] = late.last_day == as_day(as_of)
    if terms.longest_days is not None:
        on &= late.first_day + terms.longest_days > as_day(as_of) + 1
    return on


def carried(series: RateSeries, day: date) -> RateSeries:
    """Give a series through a day: its rate where it is known, else the last one before; no rows after that day."""
    rows = list(series.rows[: bisect_left(series.rows, day + _DAY, key=lambda row: row.from_day)])
    known = [row for row in rows if row.rate is not None and not row.stand_in]
    if not known or (known[-1] is rows[-1] and (known[-1].until is None or known[-1].until >= day)):
        return series
    before = [row if row.until and row.until < day else replace(row, until=day - _DAY) for row in rows]
    kept = [row for row in before if row.until is not None and row.from_day <= row.until]
    return replace(series, rows=(*kept, replace(known[-1], from_day=day, until=day)))


def within(terms: InterestTerms, ledger: Ledger, item: NDArray[np.int64], before: Minor, more: Minor) -> Minor:
    """Give what is charged of one more day: nothing below the minimum so far, and nothing beyond the maximum.

    ``before``: per debt the interest so far, ``more`` that of the day.
    """
    codes = ledger.items.currency[item]
    least = np.array([to_minor(terms.minimum, code) for code in ledger.currencies], dtype=np.int64)[codes]
    most = np.array(
        [LARGEST if terms.maximum is None else to_minor(terms.maximum, code) for code in ledger.currencies],
        dtype=np.int64,
    )[codes]
    added: Minor = np.clip(before + more, 0, most) - np.clip(before, 0, most)
    added[before < least] = 0
    return added
