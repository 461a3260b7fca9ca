"""Count-back DSO: months of sales, the newest first, are taken off the receivables until nothing is left.

It follows the months' own sales, so that a strong month does not look like faster payment. Sources: Credit Today and
HighAko academy; benjipays (months of 30 days there, calendar months here).
"""

from collections.abc import Sequence
from fractions import Fraction

from arrears.core.measures.measure import SALES_MISSING, SALES_TOO_SHORT, Figure, NotComputable, Number, quotient


def count_back_dso(
    receivables: Number, sales_newest_first: Sequence[Number | None], days_newest_first: Sequence[int]
) -> Figure:
    """Count the days of the months that the receivables cover, the last of them pro rata.

    A month whose sales are None is missing; where the months run out before the receivables do, there is no figure.
    A month of no sales, or of more credit notes than sales, counts with all its days.

    >>> count_back_dso(212000, [100000, 80000, 70000], [30, 30, 30]).rounded()
    Decimal('73.71')
    """
    left, counted = Fraction(receivables), 0
    if left <= 0:
        return quotient(0, 1)
    for sales, days in zip(sales_newest_first, days_newest_first, strict=True):
        if sales is None:
            return NotComputable(SALES_MISSING)
        if left <= sales:
            return quotient(left, sales, days, counted)
        left -= Fraction(sales)
        counted += days
    return NotComputable(SALES_TOO_SHORT)
