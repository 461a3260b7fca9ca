"""What paid the items, and when: cash of a period, the last payment of each item, what was written off."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from arrears.core.dates import NO_DAY, Days, as_day
from arrears.core.interest.principal import PAYMENTS
from arrears.core.ledger import ALLOCATION_KINDS, Ledger

Mask = NDArray[np.bool_]

CASH = ("cash", "bill", "cleared in ERP")
"""Kinds of allocations that stand for money received where no receipt does."""
_WRITTEN_OFF = ALLOCATION_KINDS.index("write-off")


@dataclass(frozen=True)
class Payments:
    """The allocations of a ledger, sorted once into what measures ask of them."""

    ledger: Ledger

    @cached_property
    def counted(self) -> Days:
        """The day from which each allocation counts."""
        return self.ledger.counted_from()

    @cached_property
    def paying(self) -> Mask:
        """The allocations that are payments, credits used on invoices not among them."""
        kinds = [ALLOCATION_KINDS.index(kind) for kind in PAYMENTS]
        return np.isin(self.ledger.allocations.kind, kinds) & (self.ledger.allocations.credit < 0)

    @cached_property
    def without_receipt(self) -> Mask:
        """The payments that no receipt of the book stands behind."""
        kinds = [ALLOCATION_KINDS.index(kind) for kind in CASH]
        allocations = self.ledger.allocations
        return np.isin(allocations.kind, kinds) & (allocations.credit < 0) & (allocations.receipt < 0)

    @cached_property
    def writing_off(self) -> Mask:
        """The allocations that are write-offs."""
        return np.asarray(self.ledger.allocations.kind == _WRITTEN_OFF, dtype=np.bool_)

    def within(self, first: date, last: date) -> Mask:
        """Give the allocations that count from a day between two."""
        return (self.counted >= as_day(first)) & (self.counted <= as_day(last))

    def last_payment(self, last: date) -> tuple[Days, Days]:
        """Give, per item, the effective day of its last payment by a day, and the day from which that counted."""
        allocations = self.ledger.allocations
        rows = np.flatnonzero(self.paying & (allocations.amount > 0) & (self.counted <= as_day(last)))
        paid = np.full(len(self.ledger.items.key), NO_DAY)
        counted = paid.copy()
        np.fmax.at(paid, allocations.item[rows], allocations.effective_date[rows])
        np.fmax.at(counted, allocations.item[rows], self.counted[rows])
        return paid, counted
