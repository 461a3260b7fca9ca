"""Receivables turnover: how often a period's credit sales went through the average receivables.

Sources: CMA questions printed by gaodun.com; bit1024.com. Cash sales are no credit sales.
"""

from fractions import Fraction

from arrears.core.measures.measure import (
    NOTHING_OPEN,
    OPENING_MISSING,
    SALES_MISSING,
    Figure,
    NotComputable,
    Number,
    quotient,
)


def receivables_turnover(credit_sales: Number | None, opening: Number | None, closing: Number) -> Figure:
    """Divide a period's credit sales by the average of its opening and closing receivables.

    >>> receivables_turnover(15000, 2000, 3000).rounded()
    Decimal('6.00')
    """
    if opening is None:
        return NotComputable(OPENING_MISSING)
    return turnover_of_average(credit_sales, Fraction(Fraction(opening) + Fraction(closing), 2))


def turnover_of_average(credit_sales: Number | None, average: Number) -> Figure:
    """Divide credit sales by receivables that are averaged already.

    >>> turnover_of_average(3_600_000, 360_000).rounded(0)
    Decimal('10')
    """
    if credit_sales is None:
        return NotComputable(SALES_MISSING)
    return quotient(credit_sales, average) if average > 0 else NotComputable(NOTHING_OPEN)
