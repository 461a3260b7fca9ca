"""Every movement of the sub-ledger, each in exactly one column of the roll-forward."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from arrears.core.dates import Days
from arrears.core.ledger import ALLOCATION_KINDS, ITEM_KINDS, Codes, Ledger
from arrears.core.money import Minor

COLUMNS = (
    "brought_forward",
    "invoices",
    "debit_notes",
    "interest_and_fees",
    "other_documents",
    "refunds",
    "returned_payments",
    "credit_notes",
    "receipts",
    "discounts",
    "write_offs",
    "bills",
    "contra",
    "withholding_tax",
    "bank_charges",
    "rounding",
    "transfers",
    "exchange",
    "cleared",
)
"""The columns between opening and closing, each signed by what it does to the balance."""
COLUMN_OF_ITEM: Mapping[str, str] = {
    "invoice": "invoices",
    "debit note": "debit_notes",
    "credit note": "credit_notes",
    "red invoice": "credit_notes",
    "interest note": "interest_and_fees",
    "fee": "interest_and_fees",
    "prepayment request": "other_documents",
    "retention": "other_documents",
    "unbilled": "other_documents",
    "opening": "brought_forward",
    "on-account": "receipts",
}
"""Items by kind; an on-account item that is owed is money given back, a refund."""
COLUMN_OF_ALLOCATION: Mapping[str, str] = {
    "cash": "receipts",
    "discount": "discounts",
    "credit": "credit_notes",
    "write-off": "write_offs",
    "exchange": "exchange",
    "bank charge": "bank_charges",
    "withholding tax": "withholding_tax",
    "contra": "contra",
    "rounding": "rounding",
    "bill": "bills",
    "cleared in ERP": "cleared",
    "brought forward": "brought_forward",
}
"""Allocations that are taken from no receipt and no credit, by kind; negative cash is a payment that came back."""


@dataclass(frozen=True, slots=True)
class ControlAccounts:
    """The control accounts, and which of them each item and receipt stands on (codes into ``names``)."""

    names: tuple[str, ...]
    of_item: Codes
    of_receipt: Codes


@dataclass(frozen=True, slots=True)
class Movements:
    """Movements as columns; ``amount`` in minor units of the row's currency, positive where it raises what is owed."""

    account: Codes
    customer: Codes
    currency: Codes
    day: Days
    column: Codes
    """Position in ``COLUMNS``."""
    amount: Minor
    item: Codes = field(repr=False)
    """Row of the item, -1 for a receipt's own movement; ``receipt`` likewise."""
    receipt: Codes = field(repr=False)

    def __len__(self) -> int:
        return self.amount.size


def movements_of(ledger: Ledger, accounts: ControlAccounts, receipts_in: Sequence[str] | None = None) -> Movements:
    """Give every movement; per account, customer and currency they add up to open items less unapplied receipts.

    What joins a receipt or a credit to an item moves nothing, unless the two stand on different accounts or with
    different customers: then it is a transfer, on both sides. ``receipts_in``: the column of each receipt's own
    movement; by its sign where none is said: a negative one is a payment that came back.
    """
    parts = [_documents(ledger, accounts), _receipts(ledger, accounts, receipts_in), *_settled(ledger, accounts)]
    joined = [np.concatenate([part[n] for part in parts]) for n in range(8)]
    return Movements(*joined)


def _codes_of(columns: Mapping[str, str], kinds: tuple[str, ...]) -> Codes:
    return np.array([COLUMNS.index(columns[kind]) for kind in kinds], dtype=np.int32)


def _documents(ledger: Ledger, accounts: ControlAccounts) -> tuple[NDArray[np.generic], ...]:
    items = ledger.items
    column = _codes_of(COLUMN_OF_ITEM, ITEM_KINDS)[items.kind]
    given_back = (items.kind == ITEM_KINDS.index("on-account")) & (items.gross > 0)
    column = np.where(given_back, COLUMNS.index("refunds"), column).astype(np.int32)
    rows = np.arange(items.gross.size, dtype=np.int32)
    none = np.full(rows.shape, -1, dtype=np.int32)
    return accounts.of_item, items.customer, items.currency, items.posting_date, column, items.gross, rows, none


def _receipts(
    ledger: Ledger, accounts: ControlAccounts, receipts_in: Sequence[str] | None
) -> tuple[NDArray[np.generic], ...]:
    receipts = ledger.receipts
    amount = receipts.amount if receipts.used is None else receipts.amount - receipts.used
    if receipts_in is None:
        receipts_in = ["returned_payments" if negative else "receipts" for negative in (receipts.amount < 0).tolist()]
    column = np.array([COLUMNS.index(name) for name in receipts_in], dtype=np.int32)
    rows = np.arange(amount.size, dtype=np.int32)
    none = np.full(rows.shape, -1, dtype=np.int32)
    return (
        accounts.of_receipt, receipts.customer, receipts.currency, receipts.posting_date, column, -amount,
        none, rows,
    )  # fmt: skip


def _settled(ledger: Ledger, accounts: ControlAccounts) -> list[tuple[NDArray[np.generic], ...]]:
    items, receipts, paid = ledger.items, ledger.receipts, ledger.allocations
    days = ledger.counted_from()
    by_receipt, by_credit = paid.receipt >= 0, (paid.receipt < 0) & (paid.credit >= 0)
    alone = ~(by_receipt | by_credit)
    column = _codes_of(COLUMN_OF_ALLOCATION, ALLOCATION_KINDS)[paid.kind]
    came_back = (paid.kind == ALLOCATION_KINDS.index("cash")) & (paid.amount < 0)
    column = np.where(came_back, COLUMNS.index("returned_payments"), column).astype(np.int32)
    target = (accounts.of_item[paid.item], items.customer[paid.item], items.currency[paid.item])
    source = tuple(own.copy() for own in target)
    of_receipt = (accounts.of_receipt, receipts.customer, receipts.currency)
    of_credit = (accounts.of_item, items.customer, items.currency)
    for own, at_receipt, at_credit in zip(source, of_receipt, of_credit, strict=True):
        own[by_receipt] = at_receipt[paid.receipt[by_receipt]]
        own[by_credit] = at_credit[paid.credit[by_credit]]
    moved = np.zeros(alone.shape, dtype=np.bool_)
    for own, its in zip(source, target, strict=True):
        moved |= own != its
    moved &= ~alone
    transfer = np.full(column.shape, COLUMNS.index("transfers"), dtype=np.int32)
    none = np.full(column.shape, -1, dtype=np.int32)
    return [
        _kept(alone, (*target, days, column, -paid.amount, paid.item, none)),
        _kept(moved, (*target, days, transfer, -paid.amount, paid.item, none)),
        _kept(moved, (*source, days, transfer, paid.amount, np.where(by_receipt, none, paid.credit), paid.receipt)),
    ]  # fmt: skip


def _kept(rows: NDArray[np.bool_], columns: tuple[NDArray[np.generic], ...]) -> tuple[NDArray[np.generic], ...]:
    return tuple(column[rows] for column in columns)
