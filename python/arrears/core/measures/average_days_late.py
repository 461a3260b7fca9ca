"""Average days late and days to pay, by the last payment of each invoice.

Source: Business Central (only the last payment of an invoice counts); days before the due date count as negative.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from arrears.core.dates import Days
from arrears.core.measures.measure import NOTHING_PAID, Figure, NotComputable, quotient
from arrears.core.money import exact_sum

Numbers = NDArray[np.int64]


def average_days(days: Sequence[int] | Numbers) -> Figure:
    """Average whole days, one per paid invoice: days after the due date, or after the document date.

    >>> average_days([7, 4]).rounded(0), average_days([-12, 2]).rounded(0)
    (Decimal('6'), Decimal('-5'))
    """
    column = np.asarray(days, dtype=np.int64)
    return quotient(exact_sum(column), column.size) if column.size else NotComputable(NOTHING_PAID)


def days_between(first: Days, last: Days) -> Numbers:
    """Count the days from one day to another, row by row; rows without either day are left out.

    >>> days_between(np.array(["2026-01-31"], dtype="M8[D]"), np.array(["2026-02-07"], dtype="M8[D]"))
    array([7])
    """
    known = ~(np.isnat(first) | np.isnat(last))
    days: Numbers = (last[known] - first[known]).astype(np.int64)
    return days
