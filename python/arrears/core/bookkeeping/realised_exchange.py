"""Realised exchange: what the receipt or the credit was booked at, less what the item it settles releases.

IAS 21.28 and CAS 19 art. 11: settling at another rate than the booked one gives a difference in profit or loss.
"""

import numpy as np

from arrears.core.ledger import Ledger
from arrears.core.money import Minor, pro_rata


def spent_base(ledger: Ledger) -> Minor:
    """Give, per allocation, the base its receipt or credit gives up, in minor units; 0 without a source.

    Pro rata in the order in which allocations count, so that the last one takes the remainder and what is left agrees
    with ``Ledger.base_unapplied`` and ``Ledger.base_balances`` of any day.
    """
    allocations, items, receipts = ledger.allocations, ledger.items, ledger.receipts
    spent = np.zeros(len(allocations.amount), dtype=np.int64)
    whole = {"receipt": (receipts.amount, receipts.base), "credit": (-items.gross, -items.base)}
    used = [] if receipts.used is None else receipts.used.tolist()
    left = {("receipt", n): int(receipts.amount[n]) - before for n, before in enumerate(used) if before}
    # What settles a credit from outside (its own rows as an item) leaves less of it to use.
    settles_credit = np.isin(allocations.item, np.unique(allocations.credit[allocations.credit >= 0]))
    for n in np.argsort(ledger.counted_from(), kind="stable").tolist():
        amount = int(allocations.amount[n])
        if settles_credit[n]:
            _take(left, ("credit", int(allocations.item[n])), -amount, *whole["credit"])
        if allocations.receipt[n] >= 0:
            spent[n] = _take(left, ("receipt", int(allocations.receipt[n])), amount, *whole["receipt"])
        elif allocations.credit[n] >= 0:
            spent[n] = _take(left, ("credit", int(allocations.credit[n])), amount, *whole["credit"])
    return spent


def realised(ledger: Ledger) -> Minor:
    """Give, per allocation, the exchange difference realised by it in base currency: positive is a gain."""
    allocations = ledger.allocations
    joined = (allocations.receipt >= 0) | (allocations.credit >= 0)
    return np.where(joined, spent_base(ledger) - allocations.base, 0)


def _take(left: dict[tuple[str, int], int], key: tuple[str, int], amount: int, wholes: Minor, bases: Minor) -> int:
    whole, base = int(wholes[key[1]]), int(bases[key[1]])
    before = left.get(key, whole)
    left[key] = before - amount
    return pro_rata(base, before, whole) - pro_rata(base, before - amount, whole)
