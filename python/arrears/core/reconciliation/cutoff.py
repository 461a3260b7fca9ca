"""Cut-off: what is posted in one period and dated in another, and by how much the balance depends on it."""

from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from arrears.core.dates import Days, as_day
from arrears.core.ledger import Codes
from arrears.core.money import Minor

CHECKS = ("posted, dated later", "posted, dated earlier", "dated, posted later", "dated, posted earlier")
"""Where only one of the two dates lies in the period, and on which side the other one lies."""


@dataclass(frozen=True, slots=True)
class CutOff:
    """Rows whose posting date and document date lie on two sides of an end of the period.

    ``shift``: by how much the closing balance would be higher if document dates counted; minor units, signed.
    """

    row: NDArray[np.int64]
    check: Codes
    """Position in ``CHECKS``."""
    shift: Minor

    def __len__(self) -> int:
        return self.row.size


def cut_off(posted: Days, dated: Days, amount: Minor, first: date, last: date) -> CutOff:
    """Find the rows of a period that another period claims too; ``amount`` is what a row adds to the balance.

    >>> days = np.array(["2026-10-31", "2026-11-01"], dtype="datetime64[D]")
    >>> found = cut_off(days, days[::-1], np.array([500, 700]), date(2026, 10, 1), date(2026, 10, 31))
    >>> [CHECKS[code] for code in found.check], found.shift.tolist()
    (['posted, dated later', 'dated, posted later'], [-500, 700])
    """
    start, end = as_day(first), as_day(last)
    posted_within, dated_within = (posted >= start) & (posted <= end), (dated >= start) & (dated <= end)
    cases = (
        posted_within & (dated > end), posted_within & (dated < start), dated_within & (posted > end),
        dated_within & (posted < start),
    )  # fmt: skip
    check = np.full(posted.shape, -1, dtype=np.int32)
    for code, case in enumerate(cases):
        check[case] = code
    rows = np.flatnonzero(check >= 0)
    found = check[rows]
    shift = np.where(found == 0, -amount[rows], np.where(found == 2, amount[rows], 0))
    return CutOff(rows.astype(np.int64), found, shift.astype(np.int64))
