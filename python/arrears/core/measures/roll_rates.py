"""Roll rates: what became of each ageing bucket within a month, and the part that went on to a later one.

What was written off counts as gone on, never as collected: a loss is the end of the road that the rate measures
(CAS 22 migration rates; leaving it out makes 70 % look like 50 %).
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from arrears.core.measures.measure import NOTHING_OPEN, Figure, NotComputable, Number, quotient
from arrears.core.money import Minor, sums_by

Numbers = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Rolled:
    """What became of the debit balances of each bucket, not due first; minor units, one row per bucket.

    ``opening = settled + written_off + stayed + rolled_on``.
    """

    opening: Minor
    settled: Minor
    """Paid, credited or otherwise taken off."""
    written_off: Minor
    stayed: Minor
    """Still open in the same bucket; in the last, open-ended one all that is still open."""
    rolled_on: Minor
    """Still open in a later bucket."""

    def rate(self, bucket: int, major: Callable[[int], Number] = int) -> Figure:
        """Give the part of a bucket that rolled on or was written off, in percent; ``major`` gives its parts' unit."""
        opening = int(self.opening[bucket])
        if opening <= 0:
            return NotComputable(NOTHING_OPEN)
        return quotient(major(int(self.rolled_on[bucket] + self.written_off[bucket])), major(opening), 100)


def rolled(opening: tuple[Minor, Numbers], closing: tuple[Minor, Numbers], written_off: Minor, buckets: int) -> Rolled:
    """Compare the balances and buckets of the same items at the beginning and the end of a period.

    ``opening`` and ``closing``: balance and bucket of each item, buckets below 0 are no debit balances.
    ``written_off``: what was written off of each item in between, positive; never more than what left it.
    """
    balance, bucket = opening
    owed = (bucket >= 0) & (balance > 0)
    place, before = bucket[owed], balance[owed]
    left = np.minimum(np.maximum(np.where(closing[1][owed] >= 0, closing[0][owed], 0), 0), before)
    lost = np.minimum(np.maximum(written_off[owed], 0), before - left)
    later = closing[1][owed] > place

    def added(amounts: Minor) -> Minor:
        return sums_by(place, amounts, buckets)

    return Rolled(
        added(before), added(before - left - lost), added(lost), added(np.where(later, 0, left)),
        added(np.where(later, left, 0)),
    )  # fmt: skip
