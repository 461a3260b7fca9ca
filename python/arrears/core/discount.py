"""Discounts still open: what may be deducted if an item is paid on a day."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

import numpy as np
from numpy.typing import NDArray

from arrears.core.agreements import rows_by_agreement
from arrears.core.dates import NO_DAY, Days, as_day
from arrears.core.ledger import ALLOCATION_KINDS, ITEM_KINDS, Ledger
from arrears.core.money import Minor, percent_of
from arrears.core.terms import Terms

GRANTED_ON: Final = ("invoice", "debit note", "opening")
"""Kinds of items that discounts are granted on."""


@dataclass(frozen=True, slots=True)
class Discounts:
    """Per item, the best discount still open: its agreed last day (NaT if none) and its amount in minor units."""

    until: Days
    amount: Minor


def open_discounts(ledger: Ledger, as_of: date, terms: Sequence[Terms | None], grace: int = 0) -> Discounts:
    """Find the discount each item may still be paid with on a day.

    The last day is inclusive, ``grace`` more days are granted by policy. The amount is taken on the gross, rounded half
    away from zero, and never more than the balance; none on closed items, and none where one was taken (once per item).
    """
    items = ledger.items
    until = np.full(items.gross.shape, NO_DAY, dtype="datetime64[D]")
    amount = np.zeros(items.gross.shape, dtype=np.int64)
    for agreed, rows in rows_by_agreement(np.flatnonzero(_eligible(ledger, as_of)), terms):
        dates, which = np.unique(items.document_date[rows], return_inverse=True)
        steps = [agreed.discount_until(day) for day in dates.tolist()]
        for nth in reversed(range(len(agreed.discounts))):  # the best step is written last
            last = np.array([step[nth][0] for step in steps], dtype="datetime64[D]")[which]
            still = last + grace >= as_day(as_of)
            until[rows[still]] = last[still]
            amount[rows[still]] = percent_of(items.gross[rows[still]], agreed.discounts[nth].percent)
    return Discounts(until, np.minimum(amount, np.maximum(ledger.balances(as_of), 0)))


def _eligible(ledger: Ledger, as_of: date) -> NDArray[np.bool_]:
    items, allocations = ledger.items, ledger.allocations
    kinds = np.array([ITEM_KINDS.index(kind) for kind in GRANTED_ON])
    taken = np.zeros(items.gross.shape, dtype=np.int64)
    discounts = allocations.kind == ALLOCATION_KINDS.index("discount")
    discounts &= allocations.effective_date <= as_day(as_of)
    np.add.at(taken, allocations.item[discounts], allocations.amount[discounts])
    eligible: NDArray[np.bool_] = (
        np.isin(items.kind, kinds) & (ledger.balances(as_of) > 0) & (taken == 0) & ~np.isnat(items.document_date)
    )
    return eligible
