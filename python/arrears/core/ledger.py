"""The open-item ledger as columns: items, receipts and allocations, and the balance of each on any day."""

from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from arrears.core.dates import Days, as_day
from arrears.core.money import Minor, pro_rata
from arrears.errors import InputRefused

Codes = NDArray[np.int32]
"""Positions in a tuple of texts, one per row; -1 where the row has none."""

ITEM_KINDS = (
    "invoice",
    "debit note",
    "credit note",
    "red invoice",
    "interest note",
    "fee",
    "prepayment request",
    "retention",
    "unbilled",
    "opening",
    "on-account",
)
STATES = ("to post", "posted")
"""What was decided here is to post until a list of the ledger system shows it."""
ALLOCATION_KINDS = (
    "cash",
    "discount",
    "credit",
    "write-off",
    "exchange",
    "bank charge",
    "withholding tax",
    "contra",
    "rounding",
    "bill",
    "cleared in ERP",
    "brought forward",
)


@dataclass(frozen=True, slots=True)
class Items:
    """Open items, one per document or instalment; amounts in minor units of the row's currency, credits negative.

    ``posting_date`` is never missing: an item without one is in the book on no day. Readers put the document date.
    """

    key: tuple[str, ...]
    customer: Codes
    currency: Codes
    kind: Codes
    document_date: Days
    posting_date: Days
    due_date: Days
    gross: Minor
    base: Minor
    """Booked amount in base currency, minor units."""
    disputed: Minor
    """The disputed part of the balance."""
    net: Minor | None = None
    """The amount without VAT, equal to ``gross`` where it holds none; needed only where the net amount bears interest.
    """


@dataclass(frozen=True, slots=True)
class Receipts:
    """Receipts, positive, in minor units of the row's currency."""

    key: tuple[str, ...]
    customer: Codes
    currency: Codes
    value_date: Days
    posting_date: Days
    amount: Minor
    base: Minor
    used: Minor | None = None
    """What was used of each before the ledger's first day, by allocations that it does not hold; None: nothing."""


@dataclass(frozen=True, slots=True)
class Allocations:
    """What reduces which item: ``item`` always, and the receipt or the credit (an item) it is taken from, else -1.

    ``amount`` is positive: it reduces the item's balance, raises a credit's (negative) balance, uses up a receipt.
    """

    item: Codes
    receipt: Codes
    credit: Codes
    kind: Codes
    amount: Minor
    base: Minor
    effective_date: Days
    posting_date: Days


@dataclass(frozen=True, slots=True)
class Ledger:
    """Everything the sub-ledger knows; ``customers`` and ``currencies`` are what the codes point into."""

    customers: tuple[str, ...]
    currencies: tuple[str, ...]
    base_currency: str
    items: Items
    receipts: Receipts
    allocations: Allocations
    first_day: date | None = None
    """The first day balances can be rebuilt for: that of the opening, else of the first open-items list."""

    def balances(self, as_of: date) -> Minor:
        """Give each item's open balance at the end of a day, in minor units.

        Amount if posted by then, less allocations posted by then, plus what was taken from it as a credit
        (an allocation posted later leaves both sides open).
        Refuses a day before the ledger's first.
        """
        self.refuse_before_first_day(as_of)
        posted = self._posted(as_of)
        balance = np.where(self.items.posting_date <= as_day(as_of), self.items.gross, 0)
        amount = self.allocations.amount
        np.subtract.at(balance, self.allocations.item[posted], amount[posted])
        from_credit = posted & (self.allocations.credit >= 0)
        np.add.at(balance, self.allocations.credit[from_credit], amount[from_credit])
        return balance

    def base_balances(self, as_of: date) -> Minor:
        """Give each item's open balance in base currency at booked amounts, in minor units.

        An item keeps its base less what its allocations released; a credit that was used keeps its own base pro rata,
        whatever the other side was booked at: the difference is realised exchange, not a balance.
        """
        self.refuse_before_first_day(as_of)
        posted = self._posted(as_of)
        balance = np.where(self.items.posting_date <= as_day(as_of), self.items.base, 0)
        np.subtract.at(balance, self.allocations.item[posted], self.allocations.base[posted])
        used = np.unique(self.allocations.credit[posted & (self.allocations.credit >= 0)])
        balance[used] = _kept(self.items.base[used], self.balances(as_of)[used], self.items.gross[used])
        return balance

    def unapplied(self, as_of: date) -> Minor:
        """Give what each receipt posted by a day still holds unallocated then, positive, in minor units."""
        left = self.receipts.amount if self.receipts.used is None else self.receipts.amount - self.receipts.used
        held = np.where(self.receipts.posting_date <= as_day(as_of), left, 0)
        taken = self._posted(as_of) & (self.allocations.receipt >= 0)
        np.subtract.at(held, self.allocations.receipt[taken], self.allocations.amount[taken])
        return held

    def base_unapplied(self, as_of: date) -> Minor:
        """Give what each receipt holds unallocated, in base currency at its own booked amount, pro rata."""
        return _kept(self.receipts.base, self.unapplied(as_of), self.receipts.amount)

    def refuse_before_first_day(self, as_of: date) -> None:
        """Refuse a day that lies before the first open-items list."""
        if self.first_day is not None and as_of < self.first_day:
            raise InputRefused("before-first-list", found=as_of.isoformat(), first=self.first_day.isoformat())

    def counted_from(self) -> Days:
        """Give the day from which each allocation counts: once it is posted, and both sides it joins are too."""
        allocations = self.allocations
        day = np.maximum(allocations.posting_date, self.items.posting_date[allocations.item])
        sides = ((allocations.receipt, self.receipts.posting_date), (allocations.credit, self.items.posting_date))
        for side, posted in sides:
            taken = side >= 0
            day[taken] = np.maximum(day[taken], posted[side[taken]])
        return day

    def _posted(self, as_of: date) -> NDArray[np.bool_]:
        return np.asarray(self.counted_from() <= as_day(as_of), dtype=np.bool_)


def _kept(base: Minor, left: Minor, whole: Minor) -> Minor:
    """Give the base of what is left of each whole: all or nothing at once, the rest row by row in exact integers."""
    kept = np.where(left == whole, base, 0)
    for row in np.flatnonzero((left != 0) & (left != whole) & (base != 0)).tolist():
        kept[row] = pro_rata(int(base[row]), int(left[row]), int(whole[row]))
    return kept
