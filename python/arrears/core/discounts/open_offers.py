"""Discounts still open on a day: what may be deducted if an item is paid then, and what forgoing that costs a year."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

import numpy as np
from numpy.typing import NDArray

from arrears.core.dates import as_day
from arrears.core.discounts.deductions import EARNED, Deduction, scaled
from arrears.core.discounts.discount_cost import nominal
from arrears.core.discounts.early_payment import DiscountRule, Offer, Open, deductible, open_offer
from arrears.core.ledger import ALLOCATION_KINDS, ITEM_KINDS, Ledger
from arrears.core.money import Minor

GRANTED_ON: Final = ("invoice", "debit note", "opening")
"""Kinds of items that discounts are granted on."""


@dataclass(frozen=True, slots=True)
class OpenOffer:
    """A discount that may still be taken on an item; minor units."""

    item: int
    offer: Offer
    amount: int
    to_pay: int
    """What settles the item with it."""
    annual_cost: Decimal | None
    """Percent a year, simple, 365 days, against paying on the due date; None where that is no later."""


def granting(ledger: Ledger) -> NDArray[np.bool_]:
    """Tell which items discounts are granted on at all."""
    kinds = np.array([ITEM_KINDS.index(kind) for kind in GRANTED_ON])
    known = ~np.isnat(ledger.items.document_date)
    result: NDArray[np.bool_] = np.isin(ledger.items.kind, kinds) & (ledger.items.gross > 0) & known
    return result


def open_offers(
    ledger: Ledger,
    as_of: date,
    offers: Sequence[Sequence[Offer]],
    rules: Sequence[DiscountRule],
    deducted: Sequence[Deduction],
    overdue: NDArray[np.bool_] | None = None,
) -> list[OpenOffer]:
    """Find the discount each item may still be paid with on a day, in the order of the items.

    ``rules``: one per currency of the ledger. ``deducted``: what was found taken by then; what it earned no longer
    counts as owed. ``overdue``: items whose customer has older items overdue, which bars them where the rule says so.
    """
    balances, taken, credited = ledger.balances(as_of), _sums(ledger, as_of, "discount"), _sums(ledger, as_of, "credit")
    earned = {one.item: one.granted for one in deducted if one.finding == EARNED and not one.booked}
    found = []
    for item, of_item in enumerate(offers):
        balance, rule = int(balances[item]) - earned.get(item, 0), rules[ledger.items.currency[item]]
        barred = rule.none_while_overdue and overdue is not None and overdue[item]
        if not of_item or balance <= 0 or barred:
            continue
        gross = int(ledger.items.gross[item])
        left = [scaled(offer, gross - int(credited[item]), gross) for offer in of_item]
        standing = Open(gross - int(credited[item]), balance, int(taken[item]) + earned.get(item, 0))
        offer, amount = open_offer(left, as_of, rule), deductible(standing, as_of, left, rule)
        if offer is not None and amount > 0:
            found.append(OpenOffer(item, offer, amount, balance - amount, _cost(ledger, item, offer)))
    return found


def older_overdue(ledger: Ledger, day: date) -> NDArray[np.bool_]:
    """Tell of each item whether its customer has an older document overdue on a day; none before the first list."""
    items = ledger.items
    barred = np.zeros(items.gross.size, dtype=np.bool_)
    if ledger.first_day is not None and day < ledger.first_day:
        return barred
    late = (ledger.balances(day) > 0) & (items.due_date < as_day(day)) & ~np.isnat(items.document_date)
    oldest = np.full(len(ledger.customers), np.datetime64("9999-12-31"), dtype="datetime64[D]")
    np.minimum.at(oldest, items.customer[late], items.document_date[late])
    result: NDArray[np.bool_] = items.document_date > oldest[items.customer]
    return result


def _sums(ledger: Ledger, as_of: date, kind: str) -> Minor:
    """Add up what allocations of a kind reduced each item by, up to a day."""
    allocations = ledger.allocations
    sums = np.zeros(ledger.items.gross.size, dtype=np.int64)
    counted = (allocations.kind == ALLOCATION_KINDS.index(kind)) & (ledger.counted_from() <= as_day(as_of))
    np.add.at(sums, allocations.item[counted], allocations.amount[counted])
    return sums


def _cost(ledger: Ledger, item: int, offer: Offer) -> Decimal | None:
    due = ledger.items.due_date[item].item()
    return None if due is None or offer.percent is None else nominal(offer.percent, (due - offer.until).days)
