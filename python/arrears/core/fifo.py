"""The FIFO view: for accounts that are never cleared, receipts and credits count against the oldest due items first."""

import numpy as np
from numpy.typing import NDArray

from arrears.core.ledger import Ledger
from arrears.core.money import Minor, divide_half_away, running_sums, sums_by

Numbers = NDArray[np.int64]
Amounts = tuple[Minor, Minor]
"""The same rows in document currency and in base currency."""


def settle_oldest_first(
    ledger: Ledger, customers: frozenset[int], items: Amounts, receipts: Amounts
) -> tuple[Minor, Minor, Minor, Minor]:
    """Settle the open balances of some customers oldest due first, per currency; a view, nothing is posted.

    ``items`` are balances of items, ``receipts`` what receipts hold. What is told (allocations) stays; only what is
    left on both sides meets. Gives items' balances and base, receipts' holdings and base after it. Base currency is
    released pro rata, and a view makes no exchange difference: what is left over stays with the last row still open.
    """
    group, order = _groups(ledger, customers)
    amount = np.concatenate([items[0], -receipts[0]])[order]
    base = np.concatenate([items[1], -receipts[1]])[order]
    met = _met(np.maximum(amount, 0), group, np.maximum(-amount, 0))
    met -= _met(np.maximum(-amount, 0), group, np.maximum(amount, 0))
    after, after_base = amount - met, _remaining_base(amount, base, met)
    _keep_base(group, base, after, after_base)
    rows = np.concatenate([items[0], -receipts[0]])
    rows_base = np.concatenate([items[1], -receipts[1]])
    rows[order], rows_base[order] = after, after_base
    n = items[0].size
    return rows[:n], rows_base[:n], -rows[n:], -rows_base[n:]


def _groups(ledger: Ledger, customers: frozenset[int]) -> tuple[Numbers, Numbers]:
    """Number the accounts (customer and currency) and give the rows of theirs, items then receipts, oldest first."""
    items, receipts = ledger.items, ledger.receipts
    customer = np.concatenate([items.customer, receipts.customer]).astype(np.int64)
    currency = np.concatenate([items.currency, receipts.currency]).astype(np.int64)
    due = np.where(np.isnat(items.due_date), items.document_date, items.due_date)
    received = np.where(np.isnat(receipts.value_date), receipts.posting_date, receipts.value_date)
    day = np.concatenate([due, received])
    rows = np.flatnonzero(np.isin(customer, np.array(sorted(customers), dtype=np.int64)))
    account = customer[rows] * (len(ledger.currencies) + 1) + currency[rows]
    sequence = np.lexsort((day[rows], account))
    _, group = np.unique(account[sequence], return_inverse=True)
    return group.astype(np.int64), rows[sequence]


def _met(amount: Minor, group: Numbers, against: Minor) -> Minor:
    """Tell how much of each amount (0 or more, oldest first within its group) the group's other side meets."""
    groups = int(group[-1]) + 1 if group.size else 0
    left = sums_by(group, against, groups)[group] - (running_sums(amount, group) - amount)
    return np.minimum(np.maximum(left, 0), amount)


def _remaining_base(amount: Minor, base: Minor, met: Minor) -> Minor:
    after = np.where(met == amount, 0, base)
    for row in np.flatnonzero((met != 0) & (met != amount)):  # one a side of an account at most
        whole = abs(int(amount[row]))
        after[row] = int(base[row]) - divide_half_away(int(base[row]) * abs(int(met[row])), whole)
    return after


def _keep_base(group: Numbers, base: Minor, after: Minor, after_base: Minor) -> None:
    """Put what pro rata release left over in base currency on each account's last open row, else on its last row."""
    left = np.zeros(int(group.max()) + 1 if group.size else 0, dtype=np.int64)
    np.add.at(left, group, base - after_base)
    for number in np.flatnonzero(left):
        rows = np.flatnonzero(group == number)
        still_open = rows[after[rows] != 0]
        after_base[still_open[-1] if still_open.size else rows[-1]] += left[number]
