"""What the next month carries of a ledger: everything open, and as much of the past as later figures rest on.

    carried(ledger, closing_day, needed) -> Carried(items, receipts, allocations, used, used_credits)

A month carries the items that are open at its closing or still needed, with all their allocations: interest with part
payments, discounts and ageing of any later day are then those of the former book. Items that are settled for good stay
behind. A receipt or a credit that paid both kinds is carried too; what it gave to items left behind becomes one figure,
so that nobody's whole history hangs on one open item.
"""

from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from arrears.core.dates import as_day
from arrears.core.ledger import Ledger
from arrears.core.money import Minor

Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Needed:
    """What is kept besides what is open: per item and per receipt of the ledger."""

    items: Flags
    receipts: Flags

    @classmethod
    def nothing(cls, ledger: Ledger) -> "Needed":
        """Ask for nothing more."""
        return cls(np.zeros(len(ledger.items.key), np.bool_), np.zeros(len(ledger.receipts.key), np.bool_))


@dataclass(frozen=True, slots=True)
class Carried:
    """What goes along, as flags per row of the ledger, and what was used for things that stay behind.

    ``used``: per receipt, minor units, what items left behind took of it, what an earlier month counted included.
    ``credits``: per credit, what was used of it for items left behind; ``credits_base`` the base amount that released.
    """

    closing_day: date
    items: Flags
    receipts: Flags
    allocations: Flags
    used: Minor
    credits: Minor
    credits_base: Minor


def carried(ledger: Ledger, closing_day: date, needed: Needed) -> Carried:
    """Say what the month after a closing day carries; a day before the ledger's first is refused.

    Kept are items with a balance, in whatever currency, those posted later, and those that anything posted or effective
    later concerns; of receipts likewise. Sources of kept items' allocations go along.
    """
    day = as_day(closing_day)
    allocations = ledger.allocations
    later = (ledger.counted_from() > day) | (allocations.effective_date > day)
    items = (ledger.balances(closing_day) != 0) | (ledger.base_balances(closing_day) != 0) | needed.items
    items |= ledger.items.posting_date > day
    items[allocations.item[later]] = True
    from_credit = allocations.credit >= 0
    items[allocations.credit[later & from_credit]] = True
    items = _with_sources(ledger, items)
    kept = items[allocations.item]
    from_receipt = allocations.receipt >= 0
    receipts = (ledger.unapplied(closing_day) != 0) | (ledger.base_unapplied(closing_day) != 0) | needed.receipts
    receipts |= ledger.receipts.posting_date > day
    receipts[allocations.receipt[kept & from_receipt]] = True
    left = ~kept
    used = np.zeros(len(ledger.receipts.key), dtype=np.int64)
    if ledger.receipts.used is not None:
        used += ledger.receipts.used
    np.add.at(used, allocations.receipt[left & from_receipt], allocations.amount[left & from_receipt])
    credits_ = np.zeros(len(ledger.items.key), dtype=np.int64)
    np.add.at(credits_, allocations.credit[left & from_credit], allocations.amount[left & from_credit])
    base = _released(ledger, closing_day, items & (credits_ != 0))
    return Carried(closing_day, items, receipts, kept, used, credits_, base)


def _with_sources(ledger: Ledger, items: Flags) -> Flags:
    """Add the credits that kept items were settled with, and those these were settled with in turn."""
    allocations, found = ledger.allocations, items.copy()
    from_credit = allocations.credit >= 0
    while True:
        named = np.unique(allocations.credit[from_credit & found[allocations.item]])
        if found[named].all():
            return found
        found[named] = True


def _released(ledger: Ledger, closing_day: date, credits_: Flags) -> Minor:
    """Give the base amount that one figure for former uses of credits has to release, so that each keeps what it held.

    Where kept uses remain, a credit's base is pro rata whatever this says.
    """
    allocations = ledger.allocations
    own = np.zeros(len(ledger.items.key), dtype=np.int64)
    posted = ledger.counted_from() <= as_day(closing_day)
    np.add.at(own, allocations.item[posted], allocations.base[posted])
    released: Minor = np.where(credits_, ledger.items.base - own - ledger.base_balances(closing_day), 0)
    return released
