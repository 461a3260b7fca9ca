"""The Allocations table as allocations of the ledger; rows that only mirror the use of a credit are no allocations."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import NamedTuple

import numpy as np

from arrears.core.dates import as_days
from arrears.core.ledger import ALLOCATION_KINDS, Allocations, Items, Receipts
from arrears.core.money import pro_rata
from arrears.runs.ports import Table
from arrears.runs.reading import Reading, Row

BESIDE_A_RECEIPT = ("discount", "write-off", "exchange", "bank charge", "withholding tax", "rounding")
"""Kinds that reduce an item beside a payment: a receipt they name says with which one, and is not used up by them."""


@dataclass(frozen=True, slots=True)
class AllocationsRead:
    """The allocations, with the row of the table each came from, and the rows that are mirrors."""

    allocations: Allocations
    rows: Sequence[int]
    mirrors: frozenset[int]


class _Allocation(NamedTuple):
    row: int
    item: int
    receipt: int
    credit: int
    kind: int
    amount: int
    base: int | None
    effective_date: date
    posting_date: date


class _Sides(NamedTuple):
    """What an allocation may join: items and receipts by key, with their currencies."""

    items: Mapping[str, int]
    receipts: Mapping[str, int]
    item_currency: Sequence[int]
    receipt_currency: Sequence[int]
    currencies: Sequence[str]

    def code(self, item: int) -> str:
        """Give the currency of an item."""
        return self.currencies[self.item_currency[item]]


def read_allocations(reading: Reading, table: Table | None, items: Items, receipts: Receipts) -> AllocationsRead:
    """Read every allocation whose two sides are in the book; base amounts as booked, else pro rata."""
    mirrors = frozenset[int]() if table is None else mirrors_of(table, items)
    sides = _Sides(
        {key: n for n, key in enumerate(items.key)}, {key: n for n, key in enumerate(receipts.key)},
        items.currency.tolist(), receipts.currency.tolist(), list(reading.currencies.numbers),
    )  # fmt: skip
    rows = [] if table is None else [Row(table, number) for number in range(len(table)) if number not in mirrors]
    found = [allocation for row in rows if (allocation := _allocation(reading, row, sides)) is not None]
    allocations = Allocations(
        item=np.array([one.item for one in found], dtype=np.int32),
        receipt=np.array([one.receipt for one in found], dtype=np.int32),
        credit=np.array([one.credit for one in found], dtype=np.int32),
        kind=np.array([one.kind for one in found], dtype=np.int32),
        amount=np.array([one.amount for one in found], dtype=np.int64),
        base=np.zeros(len(found), dtype=np.int64),
        effective_date=as_days([one.effective_date for one in found]),
        posting_date=as_days([one.posting_date for one in found]),
    )
    base = np.array(released_base(items, allocations, [one.base for one in found]), dtype=np.int64)
    return AllocationsRead(replace(allocations, base=base), [one.row for one in found], mirrors)


def mirrors_of(table: Table, items: Items) -> frozenset[int]:
    """Find the rows that only mirror the use of a credit, for the formulas: they stand on the credit's own item.

    A mirror is negative and names what the credit was used for; a positive one answers a reversal.
    """
    credits_ = {key for key, gross in zip(items.key, items.gross.tolist(), strict=True) if gross < 0}
    mirrors = set()
    reversals: list[int] = []
    reversed_: Counter[tuple[object, ...]] = Counter()
    for number in range(len(table)):
        row = Row(table, number)
        amount = row.amount("amount")
        if row.cell("kind") != "credit" or amount is None or row.cell("credit") is None:
            continue
        mirrored = row.text("item") in credits_ and row.text("credit") not in credits_
        if mirrored and amount < 0:
            mirrors.add(number)
        elif mirrored:
            reversals.append(number)
        elif amount < 0:
            reversed_[_use(row, "item", "credit", 1)] += 1
    for number in reversals:
        use = _use(Row(table, number), "credit", "item", -1)
        if reversed_[use]:
            reversed_[use] -= 1
            mirrors.add(number)
    return frozenset(mirrors)


def released_base(items: Items, allocations: Allocations, booked: Sequence[int | None]) -> list[int]:
    """Give the base amount each allocation releases: as booked, else pro rata, the last one taking the remainder.

    An allocation releases base pro rata. In posting order, the base left after each allocation is
    the item's base in proportion to what is left of it, so that a settled item keeps no base.
    """
    released = [0] * len(booked)
    left: dict[int, int] = {}
    taken: dict[int, int] = {}
    for n in np.argsort(allocations.posting_date, kind="stable").tolist():
        item = int(allocations.item[n])
        gross, base = int(items.gross[item]), int(items.base[item])
        taken[item] = taken.get(item, 0) + int(allocations.amount[n])
        before = left.get(item, base)
        own = booked[n]
        after = before - own if own is not None else pro_rata(base, gross - taken[item], gross)
        released[n], left[item] = before - after, after
    return released


def _allocation(reading: Reading, row: Row, sides: _Sides) -> _Allocation | None:
    named = row.text("receipt") or row.text("credit")
    # Open items lack it only where nothing it was taken from lacks it too.
    if reading.unusable(row, ("item", "amount", "posting_date"), "amount", 0 if named else -1):
        return None
    item = sides.items.get(row.text("item"))
    if item is None:
        reading.leave_out("allocation-without-item", row, "item", "amount", 0 if named else -1)
        return None
    receipt, credit = _source(row, "receipt", sides.receipts), _source(row, "credit", sides.items)
    if receipt is None or credit is None:
        missing = "receipt" if receipt is None else "credit"
        lost = row.text(missing) in reading.lost
        reading.leave_out(
            "allocation-without-source", row, missing, "amount", 0 if lost else -1, currency=sides.code(item)
        )
        return None
    currency = sides.item_currency[item]
    if not _of_one_currency(row, sides, currency, receipt, credit):
        reading.leave_out("allocation-currency-differs", row, "item", "amount", 0)
        return None
    if row.text("kind") in BESIDE_A_RECEIPT:
        receipt = -1
    amount, posting_day = row.amount("amount"), row.day("posting_date")
    effective_day = row.day("effective_date", "posting_date")
    if amount is None or posting_day is None or effective_day is None:
        return None
    code = sides.currencies[currency]
    joined = receipt >= 0 or credit >= 0
    minor = reading.minor(amount, code, row, "amount") if joined else reading.counted(amount, code, row, "amount", -1)
    kind = ALLOCATION_KINDS.index(row.text("kind") or ("credit" if credit >= 0 else "cash"))
    base = reading.optional(row, "base_amount", reading.base_currency)
    return _Allocation(row.number, item, receipt, credit, kind, minor, base, effective_day, posting_day)


def _source(row: Row, key: str, known: Mapping[str, int]) -> int | None:
    """Find what an allocation is taken from: -1 where it names none, None where the book does not have it."""
    named = row.text(key)
    return known.get(named) if named else -1


def _of_one_currency(row: Row, sides: _Sides, currency: int, receipt: int, credit: int) -> bool:
    said = row.text("currency").upper()
    of_receipt = currency if receipt < 0 else sides.receipt_currency[receipt]
    of_credit = currency if credit < 0 else sides.item_currency[credit]
    return of_receipt == of_credit == currency and said in ("", sides.currencies[currency])


def _use(row: Row, item: str, credit: str, sign: int) -> tuple[object, ...]:
    amount = row.amount("amount")
    signed = None if amount is None else sign * amount
    return row.text(item), row.text(credit), signed, row.day("effective_date", "posting_date"), row.day("posting_date")
