"""Collection effectiveness index: the part of what could be collected in a period that was collected, in percent.

CEI = (opening + credit sales - closing) / (opening + credit sales - closing not yet due) x 100. Some pages divide the
sales of the whole period by its months first (the figure then mixes a month with a quarter); that is not adopted:
opening, sales and closing here are of one and the same period.
"""

from fractions import Fraction

from arrears.core.measures.measure import (
    NOTHING_TO_COLLECT,
    OPENING_MISSING,
    SALES_MISSING,
    Figure,
    NotComputable,
    Number,
    quotient,
)


def collection_effectiveness(
    opening: Number | None, credit_sales: Number | None, closing: Number, closing_not_due: Number
) -> Figure:
    """Give the index in percent; None where opening receivables or sales are not known.

    >>> collection_effectiveness(300_000, 360_000, 280_000, 180_000).rounded()
    Decimal('79.17')
    """
    if opening is None:
        return NotComputable(OPENING_MISSING)
    if credit_sales is None:
        return NotComputable(SALES_MISSING)
    available = Fraction(opening) + Fraction(credit_sales)
    could_be = available - Fraction(closing_not_due)
    if could_be <= 0:
        return NotComputable(NOTHING_TO_COLLECT)
    return quotient(available - Fraction(closing), could_be, 100)
