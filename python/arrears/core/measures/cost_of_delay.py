"""The cost of delay: the interest lost on what was overdue, at the company's own financing rate.

Beside bad debts it shows that late payment costs more than debts that fail. Interest claimed from customers is another
thing: it follows contract or statute, this one what the company itself pays for money.
"""

from datetime import date

import numpy as np
from numpy.typing import NDArray

from arrears.core.dates import as_day
from arrears.core.ledger import Ledger
from arrears.core.measures.measure import RATE_MISSING, Figure, NotComputable, Number, quotient
from arrears.core.money import LARGEST, Minor

YEAR = 365
"""Days of the year that a financing rate is spread over."""


def overdue_days(
    ledger: Ledger, first: date, last: date, amounts: tuple[Minor, Minor]
) -> NDArray[np.int64] | NDArray[np.object_]:
    """Add up, per item, its overdue balance of each day from ``first`` to ``last``: minor units times days, any size.

    An item is overdue from the day after its due date (document date where missing); a payment counts from its
    effective date. ``amounts``: what each item was booked at and what each allocation takes from it, both in one
    currency. Credits are never overdue.
    """
    items, allocations = ledger.items, ledger.allocations
    due = np.where(np.isnat(items.due_date), items.document_date, items.due_date)
    began = np.maximum(due, np.maximum(items.posting_date, as_day(first)) - 1)
    booked, taken = amounts
    of_item = np.where(booked > 0, _days_after(began, last), 0)
    rows = np.flatnonzero((of_item[allocations.item] > 0) & (allocations.posting_date <= as_day(last)))
    target = allocations.item[rows]
    of_taken = _days_after(np.maximum(began[target], allocations.effective_date[rows]), last)
    if not _fits(booked, of_item) or not _fits(taken[rows], of_taken):
        booked, taken = booked.astype(object), taken.astype(object)
    total = booked * of_item
    np.subtract.at(total, target, taken[rows] * of_taken)
    return total


def _fits(amounts: Minor, days: NDArray[np.int64]) -> bool:
    """Tell whether sums of the products, however many rows, stay exact in int64."""
    if amounts.size == 0:
        return True
    most = max(abs(int(amounts.min())), abs(int(amounts.max()))) * int(days.max()) * amounts.size
    return 2 * most < LARGEST


def _days_after(day: NDArray[np.datetime64], last: date) -> NDArray[np.int64]:
    elapsed = np.where(np.isnat(day), 0, (as_day(last) - day).astype(np.int64))
    return np.maximum(elapsed, 0)


def interest_lost(amount_days: Number, annual_rate: Number | None) -> Figure:
    """Give the interest on so many minor units times days at a rate in percent a year of 365 days, in minor units.

    >>> interest_lost(10_000 * 73, 5).rounded()
    Decimal('100.00')
    """
    if annual_rate is None:
        return NotComputable(RATE_MISSING)
    return quotient(amount_days, YEAR, quotient(annual_rate, 100).value)
