"""The Open items table as items of the ledger."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import NamedTuple

import numpy as np

from arrears.core.dates import as_days
from arrears.core.ledger import ITEM_KINDS, Items
from arrears.core.matching.item_key import item_key
from arrears.core.money import divide_half_away, exponent, to_minor
from arrears.runs.ports import Table
from arrears.runs.reading import TO_POST, Difference, Reading, Row, fits

CREDIT_KINDS = ("credit note", "red invoice", "on-account")
_DAYS = ("document_date", "posting_date", "due_date")


@dataclass(frozen=True, slots=True)
class ItemsRead:
    """The items, with the row of the table each came from, and whether its base amount is known."""

    items: Items
    rows: Sequence[int]
    base_known: Sequence[bool]


class _Item(NamedTuple):
    row: int
    key: str
    customer: int
    currency: int
    kind: int
    document_date: date
    posting_date: date
    due_date: date
    gross: int
    base: int | None
    disputed: int
    net: int


def read_items(reading: Reading, table: Table, due_days: Sequence[date | None]) -> ItemsRead:
    """Read every item that can be used; ``due_days``: of each row, by its terms where the cell is blank."""
    seen: set[str] = set()
    read = [_item(reading, Row(table, number), due_days[number], seen) for number in range(len(table))]
    found = [item for item in read if item is not None]
    items = Items(
        key=tuple(item.key for item in found),
        customer=np.array([item.customer for item in found], dtype=np.int32),
        currency=np.array([item.currency for item in found], dtype=np.int32),
        kind=np.array([item.kind for item in found], dtype=np.int32),
        document_date=as_days([item.document_date for item in found]),
        posting_date=as_days([item.posting_date for item in found]),
        due_date=as_days([item.due_date for item in found]),
        gross=np.array([item.gross for item in found], dtype=np.int64),
        base=np.array([item.base or 0 for item in found], dtype=np.int64),
        disputed=np.array([item.disputed for item in found], dtype=np.int64),
        net=np.array([item.net for item in found], dtype=np.int64),
    )
    return ItemsRead(items, [item.row for item in found], [item.base is not None for item in found])


def _item(reading: Reading, row: Row, due: date | None, seen: set[str]) -> _Item | None:
    sign = -1 if row.text("kind") in CREDIT_KINDS and (row.amount("gross") or 0) > 0 else 1
    if reading.unusable(row, ("customer", "currency", "gross"), "gross", sign):
        reading.lost.add(row.text("item_key"))
        return None
    document_day, posting_day = row.day(*_DAYS), row.day("posting_date", *_DAYS)
    amount = row.amount("gross")
    if document_day is None or posting_day is None or amount is None:
        reading.leave_out("required-missing", row, "document_date" if amount is not None else "gross", "gross", sign)
        reading.lost.add(row.text("item_key"))
        return None
    kind = row.text("kind") or ("credit note" if amount < 0 else "invoice")
    key = row.text("item_key") or key_of_row(row, kind, document_day)
    if key in seen:
        reading.leave_out("key-doubled", row, "document_no", "gross", sign)
        return None
    seen.add(key)
    currency = row.text("currency").upper()
    amount = _signed(reading, row, kind, amount)
    gross = reading.counted(amount, currency, row, "gross")
    if row.text("state") == "to post":
        reading.differences.append(Difference(TO_POST, currency, amount, posting_day, row, "gross"))
    return _Item(
        row.number, key, reading.customers(row.text("customer")), reading.currencies(currency), ITEM_KINDS.index(kind),
        document_day, posting_day, due or document_day, gross, _base(reading, row, currency, gross),
        reading.optional(row, "disputed", currency) or 0, _net(row, currency, gross),
    )  # fmt: skip


def key_of_row(row: Row, kind: str, document_day: date) -> str:
    """Give the key of an item that bears none: its customer, kind, document number, year, instalment and account."""
    instalment = row.cell("instalment")
    return item_key(
        row.text("customer"), kind, row.text("document_no"), document_day.year,
        instalment if isinstance(instalment, int) else None, row.text("control_account"),
    )  # fmt: skip


def _signed(reading: Reading, row: Row, kind: str, amount: Decimal) -> Decimal:
    if kind in CREDIT_KINDS and amount > 0:
        reading.report("credit-positive", row, "gross", amount)
        return -amount
    return amount


def _net(row: Row, currency: str, gross: int) -> int:
    """Give the amount without VAT, of the sign of the gross; the gross where the row names no VAT."""
    whole, net, vat = abs(gross), _size(row, "net", currency), _size(row, "vat", currency)
    found = net if net is not None else whole - vat if vat is not None else whole
    kept = found if 0 <= found <= whole else whole
    return kept if gross >= 0 else -kept


def _size(row: Row, key: str, currency: str) -> int | None:
    amount = row.amount(key)
    return abs(to_minor(amount, currency)) if amount is not None and fits(amount, currency) else None


def _base(reading: Reading, row: Row, currency: str, gross: int) -> int | None:
    """Give the booked base amount, of the sign of the gross; by the booked rate where there is none."""
    booked = reading.optional(row, "base_amount", reading.base_currency)
    if booked is not None:
        return abs(booked) if gross >= 0 else -abs(booked)
    if currency == reading.base_currency:
        return gross
    rate = row.amount("booked_rate")
    if rate is None or not fits(rate * abs(gross), reading.base_currency):
        return None
    numerator, denominator = rate.as_integer_ratio()
    shift = exponent(reading.base_currency) - exponent(currency)
    numerator, denominator = numerator * 10 ** max(shift, 0), denominator * 10 ** max(-shift, 0)
    return divide_half_away(gross * numerator, denominator)
