"""What moved on customers' accounts, from the ledger: documents, receipts, and what settled items without either."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import numpy as np

from arrears.core.dunning.escalation import NEVER_CLAIMED
from arrears.core.ledger import ITEM_KINDS, Ledger

RECEIPT = "cash"
"""The kind that a receipt's movement has, as its allocations have."""


@dataclass(frozen=True, slots=True)
class AccountMovement:
    """One movement: account, day, what it is, the row of the item or receipt it comes from, and its amount (minor).

    ``amount`` is positive where it raises what the customer owes.
    """

    customer: int
    currency: int
    day: date
    kind: str
    item: int
    """Row of the ledger's items, -1 for a receipt."""
    receipt: int
    amount: int


def account_movements(ledger: Ledger, allocation_kinds: tuple[str, ...]) -> Iterator[AccountMovement]:
    """Give every movement on every account; per account they add up to its open items less its unapplied receipts.

    What only joins a receipt or credit to an item of the same account moves nothing. What nothing was billed for yet is
    left out, with what settled it.
    """
    unbilled = {n for n, kind in enumerate(ledger.items.kind) if ITEM_KINDS[kind] in NEVER_CLAIMED}
    yield from _documents(ledger, unbilled)
    yield from _receipts(ledger)
    yield from _settled(ledger, unbilled, allocation_kinds)


def _documents(ledger: Ledger, unbilled: set[int]) -> Iterator[AccountMovement]:
    items = ledger.items
    for n in range(len(items.key)):
        if n not in unbilled and not np.isnat(items.posting_date[n]):
            yield AccountMovement(
                int(items.customer[n]), int(items.currency[n]), items.posting_date[n].item(), ITEM_KINDS[items.kind[n]],
                n, -1, int(items.gross[n]),
            )  # fmt: skip


def _receipts(ledger: Ledger) -> Iterator[AccountMovement]:
    receipts = ledger.receipts
    amount = receipts.amount if receipts.used is None else receipts.amount - receipts.used
    for n in range(len(receipts.key)):
        if not np.isnat(receipts.posting_date[n]):
            yield AccountMovement(
                int(receipts.customer[n]), int(receipts.currency[n]), receipts.posting_date[n].item(), RECEIPT, -1, n,
                -int(amount[n]),
            )  # fmt: skip


def _settled(ledger: Ledger, unbilled: set[int], kinds: tuple[str, ...]) -> Iterator[AccountMovement]:
    items, receipts, paid = ledger.items, ledger.receipts, ledger.allocations
    days = ledger.counted_from()
    for n in range(paid.amount.size):
        item, receipt, credit = int(paid.item[n]), int(paid.receipt[n]), int(paid.credit[n])
        if np.isnat(days[n]):
            continue
        day, amount, kind = days[n].item(), int(paid.amount[n]), kinds[paid.kind[n]]
        target = (int(items.customer[item]), int(items.currency[item]))
        source = target
        if receipt >= 0:
            source = (int(receipts.customer[receipt]), int(receipts.currency[receipt]))
        elif credit >= 0:
            source = (int(items.customer[credit]), int(items.currency[credit]))
        taken = receipt >= 0 or (credit >= 0 and credit not in unbilled)
        if taken and source == target and item not in unbilled:
            continue
        if item not in unbilled:
            yield AccountMovement(*target, day, kind, item, -1, -amount)
        if taken:
            yield AccountMovement(*source, day, kind, credit, receipt, amount)
