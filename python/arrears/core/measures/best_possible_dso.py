"""Best possible DSO: the days the receivables would stand if nothing were overdue; the rest is delinquent.

Sources: apruve.com and money-zine.com (definition only); JD Edwards calls it days credit granted, and the difference
delinquent DSO; waycalculator.com calls the difference average days delinquent.
"""

from fractions import Fraction

from arrears.core.measures.dso import days_sales_outstanding
from arrears.core.measures.measure import Figure, Number


def best_possible_dso(not_due: Number, credit_sales: Number | None, days: int) -> Figure:
    """Divide what is not yet due by the credit sales of the window, times its days.

    >>> best_possible_dso(20000, 50000, 30).rounded()
    Decimal('12.00')
    """
    return days_sales_outstanding(not_due, credit_sales, days)


def delinquent_dso(receivables: Number, not_due: Number, credit_sales: Number | None, days: int) -> Figure:
    """Give the days that are owed to delay alone, DSO less best possible DSO: of the receivables what is not "not due".

    >>> delinquent_dso(50_000, 20_000, 50_000, 30).rounded()
    Decimal('18.00')
    """
    return days_sales_outstanding(Fraction(receivables) - Fraction(not_due), credit_sales, days)
