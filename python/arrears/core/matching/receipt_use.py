"""Receipts used up by open-items lists: which clearing of which list a receipt stands behind, list by list.

An open-items list is the whole ledger on its day: a receipt posted by then was used for something the list no longer
shows, or the list shows it on account. Nothing of it may stand beside the list, or the same money counts twice.
"""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from arrears.core.dates import as_day
from arrears.core.ledger import ALLOCATION_KINDS, ITEM_KINDS, Ledger

Account = tuple[int, int]
"""Customer and currency, as codes."""
Links = Mapping[tuple[int, np.datetime64], Mapping[int, int]]
"""By item and list date, what each receipt (its row) gives to the clearings there, in minor units.

What goes beyond the clearings stands there as a receipt used and as the same amount taken back without a source: the
balance of the item stays.
"""

_NONE: Mapping[int, int] = MappingProxyType({})
_CASH = ALLOCATION_KINDS.index("cash")
_ON_ACCOUNT = ITEM_KINDS.index("on-account")


def used_up(
    ledger: Ledger, clearing: NDArray[np.bool_], named: Mapping[int, int], days: Sequence[date],
    takes_back: Mapping[int, int] = _NONE,
) -> Links:  # fmt: skip
    """Say which receipts the lists used up, list date by list date, oldest receipt and oldest item first.

    ``clearing``: the allocations that came from lists; they name no receipt yet. ``named``: for a receipt, the credit
    item that bears its number. ``takes_back``: for a refund, or what undoes a receipt, the receipt that it names; what
    the one gives back the other does not hold. Balances of items stay what they are.
    """
    use = _Use(ledger, clearing, named, takes_back)
    for day in days:
        use.on(day)
    return use.links


class _Use:
    """What is linked so far; amounts in minor units."""

    def __init__(
        self, ledger: Ledger, clearing: NDArray[np.bool_], named: Mapping[int, int], takes_back: Mapping[int, int]
    ) -> None:
        self.links: dict[tuple[int, np.datetime64], dict[int, int]] = {}
        self._ledger = ledger
        self._named = named
        self._takes_back = takes_back
        self._cleared = _by_day(ledger, clearing)
        self._cash = _without_source(ledger, clearing)
        self._linked = np.zeros(len(ledger.receipts.key), dtype=np.int64)
        self._free = _never_allocated(ledger)
        self._stands_for: dict[int, int] = defaultdict(int)
        """By item, what it stands for of receipts: what they gave beyond its clearings."""
        self._on_account = _by_account(ledger, np.flatnonzero(ledger.items.kind == _ON_ACCOUNT))
        self._cash_items = _by_account(ledger, np.array(sorted(self._cash), dtype=np.intp))

    def on(self, day: date) -> None:
        """Use up what receipts hold at the end of a list date."""
        self._day = as_day(day)
        self._held = self._ledger.unapplied(day) - self._linked
        if not self._held.any():
            return
        self._balance = self._ledger.balances(day)
        self._left = self._cleared.get(self._day, {})
        rows = _by_account(self._ledger, np.array(list(self._left), dtype=np.intp))
        for account, receipts in _receipts_by_account(self._ledger, np.flatnonzero(self._held)).items():
            self._of_account(account, receipts, rows.get(account, []))

    def _of_account(self, account: Account, receipts: Sequence[int], rows: Sequence[int]) -> None:
        self._set_off(receipts)
        on_account = self._on_account.get(account, [])
        given_back = sorted((row for row in rows if self._left[row] < 0), key=lambda row: row not in on_account)
        for receipt in receipts:
            if receipt in self._named:
                self._stand(self._named[receipt], receipt, self._shown(self._named[receipt]))
            own = [row for row in given_back if row == self._named.get(receipt)]
            for row in (*own, *given_back):
                self._clear(row, receipt, -min(-self._left[row], max(0, -self._held[receipt])))
        taken = [row for row in rows if self._left[row] > 0]
        _pour(receipts, taken, self._spare, lambda row: self._left[row], self._clear)
        _pour(receipts, on_account, self._open, self._shown, self._stand)
        _pour(receipts, self._cash_items.get(account, []), self._open, self._paid, self._stand)
        for receipt in receipts:
            if self._named_by_now(receipt):  # the list shows what is left of it; the rest was used
                self._stand(self._named[receipt], receipt, self._open(receipt))

    def _set_off(self, receipts: Sequence[int]) -> None:
        """Set what was given back off against the receipt it names, then others; what was undone gives nothing back."""
        for receipt in reversed(receipts):
            if receipt in self._takes_back:
                for other in (self._takes_back[receipt], *receipts):
                    own, its = int(self._held[receipt]), int(self._held[other])
                    if own * its < 0:
                        amount = min(abs(own), abs(its)) * (1 if own > 0 else -1)
                        self._held[receipt] -= amount
                        self._held[other] += amount

    def _shown(self, item: int) -> int:
        """Give what a credit shows open on the day beyond the receipts it stands for already."""
        return -int(self._balance[item]) - self._stands_for[item]

    def _named_by_now(self, receipt: int) -> bool:
        return receipt in self._named and bool(self._ledger.items.posting_date[self._named[receipt]] <= self._day)

    def _paid(self, item: int) -> int:
        """Give what was paid on an item by the day, by nobody knows which receipt."""
        return sum(amount for posted, amount in self._cash[item] if posted <= self._day) - self._stands_for[item]

    def _open(self, receipt: int) -> int:
        return int(self._held[receipt])

    def _spare(self, receipt: int) -> int:
        """Give what a receipt holds and no allocation of a later day takes: that was on account on this day."""
        return int(min(self._held[receipt], self._free[receipt]))

    def _clear(self, item: int, receipt: int, amount: int) -> None:
        self._left[item] -= int(amount)
        self._give(item, receipt, int(amount))

    def _stand(self, item: int, receipt: int, most: int) -> None:
        amount = max(0, min(most, self._open(receipt)))
        self._stands_for[item] += amount
        self._give(item, receipt, amount)

    def _give(self, item: int, receipt: int, amount: int) -> None:
        if not amount:
            return
        given = self.links.setdefault((item, self._day), {})
        given[receipt] = given.get(receipt, 0) + amount
        for column, sign in ((self._held, -1), (self._free, -1), (self._linked, 1)):
            column[receipt] += sign * amount


def _pour(
    receipts: Sequence[int],
    items: Sequence[int],
    held: Callable[[int], int],
    room: Callable[[int], int],
    give: Callable[[int, int, int], None],
) -> None:
    """Give what receipts hold to items that have room, in their orders, until either is used up."""
    waiting = iter(items)
    item = next(waiting, None)
    for receipt in receipts:
        while item is not None and held(receipt) > 0:
            amount = min(held(receipt), room(item))
            if amount > 0:
                give(item, receipt, amount)
            if amount <= 0 or room(item) <= 0:
                item = next(waiting, None)


def _by_day(ledger: Ledger, clearing: NDArray[np.bool_]) -> dict[np.datetime64, dict[int, int]]:
    """Add up the clearings of each list date by item."""
    rows: dict[np.datetime64, dict[int, int]] = {}
    allocations = ledger.allocations
    for n in np.flatnonzero(clearing):
        of_day = rows.setdefault(allocations.posting_date[n], {})
        item = int(allocations.item[n])
        of_day[item] = of_day.get(item, 0) + int(allocations.amount[n])
    return rows


def _without_source(ledger: Ledger, clearing: NDArray[np.bool_]) -> dict[int, list[tuple[np.datetime64, int]]]:
    """Give, by item, the payments that name neither receipt nor credit: money of some receipt, too."""
    allocations = ledger.allocations
    alone = ~clearing & (allocations.receipt < 0) & (allocations.credit < 0) & (allocations.kind == _CASH)
    counted = ledger.counted_from()
    payments: dict[int, list[tuple[np.datetime64, int]]] = {}
    for n in np.flatnonzero(alone):
        payments.setdefault(int(allocations.item[n]), []).append((counted[n], int(allocations.amount[n])))
    return payments


def _never_allocated(ledger: Ledger) -> NDArray[np.int64]:
    """Give what no allocation of any day takes from each receipt."""
    receipts = ledger.receipts
    free = receipts.amount.copy() if receipts.used is None else receipts.amount - receipts.used
    taken = ledger.allocations.receipt >= 0
    np.subtract.at(free, ledger.allocations.receipt[taken], ledger.allocations.amount[taken])
    return free


def _by_account(ledger: Ledger, items: NDArray[np.intp]) -> dict[Account, list[int]]:
    """Part items by account, oldest document first."""
    ordered = sorted(items.tolist(), key=lambda n: (ledger.items.document_date[n], ledger.items.key[n]))
    accounts: dict[Account, list[int]] = {}
    for n in ordered:
        accounts.setdefault((int(ledger.items.customer[n]), int(ledger.items.currency[n])), []).append(n)
    return accounts


def _receipts_by_account(ledger: Ledger, rows: NDArray[np.intp]) -> dict[Account, list[int]]:
    """Part receipts by account, oldest first."""
    receipts = ledger.receipts
    ordered = sorted(rows.tolist(), key=lambda n: (receipts.posting_date[n], receipts.value_date[n], receipts.key[n]))
    accounts: dict[Account, list[int]] = {}
    for n in ordered:
        accounts.setdefault((int(receipts.customer[n]), int(receipts.currency[n])), []).append(n)
    return accounts
