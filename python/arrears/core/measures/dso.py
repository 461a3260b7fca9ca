"""Days sales outstanding: for how many days of credit sales the receivables stand.

Sources: JD Edwards (current balance divided by sales), Dynamics 365 Finance (Credit statistics). Allianz Trade prints
22.3 for 35,000 / 50,000 x 31; the quotient is 21.7.
"""

from arrears.core.measures.measure import NO_SALES, SALES_MISSING, Figure, NotComputable, Number, quotient


def days_sales_outstanding(receivables: Number, credit_sales: Number | None, days: int) -> Figure:
    """Divide receivables at the end of a window by its credit sales, times its days.

    Sales gross or net, as the receivables are; None where they are not known.

    >>> days_sales_outstanding(35000, 50000, 31).rounded(1)
    Decimal('21.7')
    """
    if credit_sales is None:
        return NotComputable(SALES_MISSING)
    if credit_sales <= 0:
        return NotComputable(NO_SALES)
    return quotient(receivables, credit_sales, days)


def cost_of_a_day(receivables: Number, annual_rate: Number, dso: Number) -> Figure:
    """Give what one day of DSO costs a year: the financing of the receivables, spread over their days.

    ``annual_rate`` in percent. Source: Dun & Bradstreet, example calculation of DunTrade.

    >>> cost_of_a_day(12_000_000, 8, 41).rounded()
    Decimal('23414.63')
    """
    return quotient(receivables, dso, quotient(annual_rate, 100).value) if dso > 0 else NotComputable(NO_SALES)
