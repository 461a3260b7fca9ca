"""The Receipts table as receipts of the ledger."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

import numpy as np

from arrears.core.dates import as_days
from arrears.core.ledger import Receipts
from arrears.runs.ports import Table
from arrears.runs.reading import Reading, Row


class _Receipt(NamedTuple):
    row: int
    key: str
    customer: int
    currency: int
    value_date: date
    posting_date: date
    amount: int
    base: int
    used: int


def read_receipts(reading: Reading, table: Table | None) -> tuple[Receipts, Sequence[int]]:
    """Read every receipt that can be used, with the row of the table each came from."""
    seen: set[str] = set()
    read = [] if table is None else [_receipt(reading, Row(table, number), seen) for number in range(len(table))]
    found = [receipt for receipt in read if receipt is not None]
    receipts = Receipts(
        key=tuple(receipt.key for receipt in found),
        customer=np.array([receipt.customer for receipt in found], dtype=np.int32),
        currency=np.array([receipt.currency for receipt in found], dtype=np.int32),
        value_date=as_days([receipt.value_date for receipt in found]),
        posting_date=as_days([receipt.posting_date for receipt in found]),
        amount=np.array([receipt.amount for receipt in found], dtype=np.int64),
        base=np.array([receipt.base for receipt in found], dtype=np.int64),
        used=np.array([receipt.used for receipt in found], dtype=np.int64),
    )
    return receipts, [receipt.row for receipt in found]


def _receipt(reading: Reading, row: Row, seen: set[str]) -> _Receipt | None:
    key = row.text("receipt_key")
    if reading.unusable(row, ("receipt_key", "currency", "amount"), "amount", -1):
        reading.lost.add(key)
        return None
    value_day, posting_day = row.day("value_date", "posting_date"), row.day("posting_date", "value_date")
    amount = row.amount("amount")
    if value_day is None or posting_day is None or amount is None:
        reading.leave_out("required-missing", row, "value_date" if amount is not None else "amount", "amount", -1)
        reading.lost.add(key)
        return None
    if key in seen:
        reading.leave_out("key-doubled", row, "receipt_key", "amount", -1)
        return None
    seen.add(key)
    currency = row.text("currency").upper()
    received = reading.counted(amount, currency, row, "amount", sign=-1)
    booked = reading.optional(row, "base_amount", reading.base_currency)
    own = received if currency == reading.base_currency else 0
    return _Receipt(
        row.number, key, reading.customers(row.text("customer")), reading.currencies(currency), value_day, posting_day,
        received, own if booked is None else booked, reading.optional(row, "used_before", currency) or 0,
    )  # fmt: skip
