"""Ageing by two views in one pass, how late each item is and how old its document, and its sums with their control."""

from dataclasses import dataclass
from datetime import date
from typing import Final

import numpy as np
from numpy.typing import NDArray

from arrears.core.buckets import CLOSED, NOT_DUE, UNAPPLIED, Bands, Buckets, Numbers
from arrears.core.dates import as_day
from arrears.core.fifo import settle_oldest_first
from arrears.core.ledger import Codes, Ledger
from arrears.core.money import Minor, exact_sum, sums_by

__all__ = [
    "CLOSED", "FIFO", "NOT_DUE", "OPEN_ITEM", "UNAPPLIED",
    "AgeTotals", "Ageing", "Bands", "Buckets", "Control", "CurrencyAgeing", "CustomerAgeing",
    "age", "by_currency", "by_customer", "check_total", "days_past_due",
]  # fmt: skip

OPEN_ITEM: Final = "open item"
FIFO: Final = "FIFO"


@dataclass(frozen=True, slots=True)
class Ageing:
    """Every item and receipt aged at the end of a day; amounts in minor units, one row per item or receipt."""

    as_of: date
    buckets: Buckets
    bands: Bands
    fifo: frozenset[int]
    """The customers (codes) seen by the FIFO view instead of item by item."""
    balance: Minor
    base: Minor
    days: Numbers
    """Days past due of a debit balance, by due date, by document date where it is missing; 0 when not due."""
    bucket: Numbers
    """Index into the buckets, or UNAPPLIED or CLOSED."""
    band: Numbers
    """Index into the bands, or UNAPPLIED or CLOSED."""
    unapplied: Minor
    """What each receipt still holds, positive."""
    unapplied_base: Minor


def age(ledger: Ledger, as_of: date, buckets: Buckets, bands: Bands, fifo: frozenset[int] = frozenset()) -> Ageing:
    """Age every item by its balance at the end of a day; refuses a day before the ledger's first."""
    balance, base = ledger.balances(as_of), ledger.base_balances(as_of)
    held, held_base = ledger.unapplied(as_of), ledger.base_unapplied(as_of)
    if fifo:
        balance, base, held, held_base = settle_oldest_first(ledger, fifo, (balance, base), (held, held_base))
    owed = balance > 0
    late = np.where(owed, days_past_due(ledger, as_of), 0)
    standing = np.where(balance == 0, CLOSED, UNAPPLIED)
    return Ageing(
        as_of=as_of,
        buckets=buckets,
        bands=bands,
        fifo=fifo,
        balance=balance,
        base=base,
        days=late,
        bucket=np.where(owed, buckets.index(late), standing),
        band=np.where(owed, bands.index(ledger.items.document_date, as_of), standing),
        unapplied=held,
        unapplied_base=held_base,
    )


def days_past_due(ledger: Ledger, as_of: date) -> Numbers:
    """Count the days from each item's due date (document date where missing) to a day; 0 when not due."""
    due = np.where(np.isnat(ledger.items.due_date), ledger.items.document_date, ledger.items.due_date)
    elapsed = np.where(np.isnat(due), 0, (as_day(as_of) - due).astype(np.int64))
    return np.maximum(elapsed, 0)


@dataclass(frozen=True, slots=True)
class AgeTotals:
    """Sums of an ageing, one row per group; amounts in minor units of the row's currency.

    ``total = not_due + buckets + unapplied = bands + unapplied``, to the unit. ``unapplied`` holds credit balances and
    receipts not allocated, negative. Columns of ``buckets`` and ``counts``: the overdue buckets; of ``bands``: all.
    """

    customer: Codes
    """Customer codes; -1 for receipts of nobody known. All -1 in totals by currency."""
    currency: Codes
    total: Minor
    not_due: Minor
    buckets: Minor
    unapplied: Minor
    bands: Minor
    overdue: Minor
    oldest_days: Numbers
    items: Numbers
    """Items with a balance, credits among them."""
    base_total: Minor
    view: tuple[str, ...]
    """How the row was aged: ``open item`` or ``FIFO``."""
    not_due_count: Numbers
    counts: Numbers
    unapplied_count: Numbers
    """Credit balances and receipts that make up ``unapplied``."""
    band_counts: Numbers

    def __len__(self) -> int:
        return self.total.size


CustomerAgeing = AgeTotals
"""An ageing per customer and currency."""
CurrencyAgeing = AgeTotals
"""An ageing per currency."""


@dataclass(frozen=True, slots=True)
class Control:
    """One currency's open items by the ledger against the buckets of an ageing; in minor units, any size."""

    currency: str
    items: int
    buckets: int

    @property
    def difference(self) -> int:
        """Buckets less items: 0, or something was lost or counted twice."""
        return self.buckets - self.items


def by_customer(ledger: Ledger, ageing: Ageing) -> AgeTotals:
    """Add up an ageing per customer and currency that has anything open, in the order of their codes."""
    return _added(ledger, ageing, ledger.items.customer, ledger.receipts.customer)


def by_currency(ledger: Ledger, ageing: Ageing) -> AgeTotals:
    """Add up an ageing per currency that has anything open, in the order of the codes."""
    nobody = np.full(ledger.items.customer.shape, -1, dtype=np.int32)
    return _added(ledger, ageing, nobody, np.full(ledger.receipts.customer.shape, -1, dtype=np.int32))


def check_total(ledger: Ledger, ageing: Ageing, totals: AgeTotals) -> tuple[Control, ...]:
    """Compare buckets with the ledger's own open items and receipts, per currency."""
    balance, held = ledger.balances(ageing.as_of), ledger.unapplied(ageing.as_of)
    controls = []
    for code, currency in enumerate(ledger.currencies):
        items = exact_sum(balance[ledger.items.currency == code]) - exact_sum(held[ledger.receipts.currency == code])
        rows = totals.currency == code
        parts = (totals.not_due[rows], totals.buckets[rows].ravel(), totals.unapplied[rows])
        controls.append(Control(currency, items, sum(exact_sum(part) for part in parts)))
    return tuple(controls)


def _added(ledger: Ledger, ageing: Ageing, item_customer: Codes, receipt_customer: Codes) -> AgeTotals:
    width = len(ledger.currencies)
    is_open, is_held = ageing.bucket != CLOSED, ageing.unapplied != 0
    # A closed item may still carry base currency (the FIFO view); its account has then a row of its own.
    is_open |= ageing.base != 0
    is_held |= ageing.unapplied_base != 0
    accounts = np.concatenate(
        [
            (item_customer[is_open].astype(np.int64) + 1) * width + ledger.items.currency[is_open],
            (receipt_customer[is_held].astype(np.int64) + 1) * width + ledger.receipts.currency[is_held],
        ]
    )
    keys, group = np.unique(accounts, return_inverse=True)
    of_item, of_receipt = group[: int(is_open.sum())].astype(np.int64), group[int(is_open.sum()) :].astype(np.int64)
    return _filled(ageing, keys, (is_open, of_item), (is_held, of_receipt), width)


def _filled(
    ageing: Ageing,
    keys: Numbers,
    items: tuple[NDArray[np.bool_], Numbers],
    receipts: tuple[NDArray[np.bool_], Numbers],
    width: int,
) -> AgeTotals:
    (is_open, of_item), (is_held, of_receipt) = items, receipts
    n = keys.size
    balance, bucket, band = ageing.balance[is_open], ageing.bucket[is_open], ageing.band[is_open]
    held = ageing.unapplied[is_held]
    credit = bucket == UNAPPLIED
    buckets, counts = _spread(of_item, bucket, balance, n, ageing.buckets.overdue + 1)
    bands, band_counts = _spread(of_item, band, balance, n, ageing.bands.count)
    unapplied = sums_by(of_item[credit], balance[credit], n) - sums_by(of_receipt, held, n)
    customer = (keys // width - 1).astype(np.int32)
    oldest = np.zeros(n, dtype=np.int64)
    np.maximum.at(oldest, of_item, ageing.days[is_open])
    base = sums_by(of_item, ageing.base[is_open], n) - sums_by(of_receipt, ageing.unapplied_base[is_held], n)
    return AgeTotals(
        customer=customer,
        currency=(keys % width).astype(np.int32),
        total=sums_by(of_item, balance, n) - sums_by(of_receipt, held, n),
        not_due=buckets[:, NOT_DUE],
        buckets=buckets[:, 1:],
        unapplied=unapplied,
        bands=bands,
        overdue=buckets[:, 1:].sum(axis=1),
        oldest_days=oldest,
        items=np.bincount(of_item[bucket != CLOSED], minlength=n).astype(np.int64),
        base_total=base,
        view=tuple(FIFO if code in ageing.fifo else OPEN_ITEM for code in customer.tolist()),
        not_due_count=counts[:, NOT_DUE],
        counts=counts[:, 1:],
        unapplied_count=np.bincount(of_item[credit], minlength=n) + np.bincount(of_receipt[held != 0], minlength=n),
        band_counts=band_counts,
    )


def _spread(group: Numbers, place: Numbers, amount: Minor, groups: int, places: int) -> tuple[Minor, Numbers]:
    """Add amounts, and count them, by group (row) and place (column); places below 0 are left out."""
    placed = place >= 0
    cell = group[placed] * places + place[placed]
    sums = sums_by(cell, amount[placed], groups * places).reshape(groups, places)
    counts = np.bincount(cell, minlength=groups * places).astype(np.int64).reshape(groups, places)
    return sums, counts
