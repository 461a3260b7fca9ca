"""Shares in percent: what is overdue, what was collected of what fell due, what came in for what was sold."""

from arrears.core.measures.measure import (
    NO_SALES,
    NOTHING_DUE,
    NOTHING_OPEN,
    SALES_MISSING,
    Figure,
    NotComputable,
    Number,
    quotient,
)


def overdue_ratio(overdue: Number, receivables: Number) -> Figure:
    """Give the overdue part of the receivables (debit balances, before credits not applied) in percent.

    >>> overdue_ratio(30, 120).rounded()
    Decimal('25.00')
    """
    return quotient(overdue, receivables, 100) if receivables > 0 else NotComputable(NOTHING_OPEN)


def collection_rate(collected: Number, due: Number) -> Figure:
    """Give what was paid of the amounts that were to be paid in a period, in percent (回款率).

    ``due``: overdue at the beginning, and what fell due until the end. ``collected``: what was paid of these by then.
    """
    return quotient(collected, due, 100) if due > 0 else NotComputable(NOTHING_DUE)


def cash_return(received: Number, sales: Number | None) -> Figure:
    """Give the receipts of a period for its sales, in percent (资金回笼率); says how much came in, not how well.

    >>> cash_return(90, None)
    NotComputable(reason='sales missing')
    """
    if sales is None:
        return NotComputable(SALES_MISSING)
    return quotient(received, sales, 100) if sales > 0 else NotComputable(NO_SALES)
