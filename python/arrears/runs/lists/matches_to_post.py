"""What was matched here is to post until a list of the ledger shows it; then it is posted, and never counts twice.

An open-items list shows it where it lists an item as the book has it. Where it lists the item as it was without the
match, the ledger has not posted it yet: the item stays matched here, to post. Where it says anything else, the list is
the record. A list of receipts shows a receipt made here of a line of the bank by the same money: it takes the ledger's
number then.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import numpy as np

from arrears.core.dates import as_day
from arrears.core.matching.booked_receipts import booked_receipts
from arrears.core.matching.incoming import Incoming
from arrears.core.matching.snapshot import BookItems, OpenItemsList
from arrears.core.money import CURRENCIES, to_minor
from arrears.runs.carried import in_place, read_present
from arrears.runs.items.undone_receipts import ENDING
from arrears.runs.lists.import_context import Context
from arrears.runs.ports import KEEP, Keep, Table, Value
from arrears.runs.reading import Row, fits
from arrears.runs.sub_ledger import SubLedger, load

_NAMING = {
    "Receipts": ("receipt_key", "reverses"),
    "Allocations": ("receipt", "reference", "reverses"),
    "Bank": ("receipt",),
    "Matching": ("receipt", "returns", "refund_of"),
}
"""Columns that name receipts, by table."""


def as_the_ledger_has_it(context: Context, book: BookItems, listed: OpenItemsList) -> BookItems:
    """Give the book with the balances that a list is to be compared with; what the list shows is posted from now on."""
    tables = read_present(context.sheets, "Invoices", "Receipts", "Allocations", "Imports", "Months")
    table = tables.get("Allocations")
    if table is None or "to post" not in table.column("state"):
        return book
    sub_ledger = load(context.base_currency, tables)
    waiting = _waiting(sub_ledger, table, listed.list_date)
    remaining = dict(zip(listed.key, listed.remaining.tolist(), strict=True))
    balance, shown = book.balance.copy(), set[int]()
    for item in {int(n) for _, n in waiting}:
        rows = [row for row, of_item in waiting if of_item == item]
        matched = sum(_amount(sub_ledger, row, item) for row in rows)
        key = book.key[item]
        if key not in remaining and not listed.complete:
            continue
        if remaining.get(key, 0) == int(balance[item]) + matched and matched:
            balance[item] += matched
        else:
            shown.update(rows)
    _mark_posted(context, tables, sub_ledger, shown)
    return replace(book, balance=balance)


def _waiting(sub_ledger: SubLedger, table: Table, day: date) -> list[tuple[int, int]]:
    """Give the allocations to post that count by a day (rows of the ledger), each with the items it moves."""
    ledger, states = sub_ledger.ledger, table.column("state")
    counted = np.flatnonzero(ledger.counted_from() <= as_day(day)).tolist()
    rows = [n for n in counted if states[sub_ledger.allocation_rows[n]] == "to post"]
    sides = (ledger.allocations.item, ledger.allocations.credit)
    return [(n, int(side[n])) for n in rows for side in sides if side[n] >= 0]


def _amount(sub_ledger: SubLedger, row: int, item: int) -> int:
    """Give what an allocation took from an item's balance."""
    allocations = sub_ledger.ledger.allocations
    return int(allocations.amount[row]) * (1 if allocations.item[row] == item else -1)


def _mark_posted(context: Context, tables: dict[str, Table], sub_ledger: SubLedger, shown: set[int]) -> None:
    if not shown:
        return
    table = tables["Allocations"]
    rows = {sub_ledger.allocation_rows[n] for n in shown}
    states: list[Value | Keep] = ["posted" if n in rows else KEEP for n in range(len(table))]
    changes = [in_place(table, {"state": states})]
    receipts = tables.get("Receipts")
    if receipts is not None:
        named = {str(table.column("receipt")[n] or table.column("reference")[n] or "") for n in rows}
        keys = [str(key or "") for key in receipts.column("receipt_key")]
        held = zip(keys, receipts.column("state"), strict=True)
        posted: list[Value | Keep] = ["posted" if key in named and state == "to post" else KEEP for key, state in held]
        changes.append(in_place(receipts, {"state": posted}))
    context.sheets.write(changes, {})


def receipts_now_posted(context: Context, listed: Sequence[Incoming]) -> None:
    """Give receipts made here the numbers under which a list of the ledger's receipts shows the same money."""
    tables = read_present(context.sheets, *_NAMING)
    table = tables.get("Receipts")
    if table is None or "to post" not in table.column("state"):
        return
    known = {str(key) for key in table.column("receipt_key")}
    new = [one for one in listed if one.key not in known]
    undone = {str(key) for key in table.column("reverses") if f"{key}{ENDING}" in known}
    rows = [Row(table, number) for number in range(len(table)) if table.column("receipt_key")[number] not in undone]
    held = [one for one in map(_held, rows) if one is not None]
    found = booked_receipts(new, held, lambda one: (one.customer,) if one.customer else ())
    names = {held[m].key: new[n].key for n, m in found.items()}
    if names:
        context.sheets.write([in_place(one, _renamed(one, names)) for one in tables.values()], {})


def _held(row: Row) -> Incoming | None:
    """Give a receipt, or the return of one, that was made here."""
    amount, currency, day = row.amount("amount"), row.text("currency").upper(), row.day("value_date", "posting_date")
    undoes = row.text("receipt_key").endswith(ENDING)
    if row.text("state") != "to post" or undoes or amount is None or day is None:
        return None
    if currency not in CURRENCIES or not fits(amount, currency):
        return None
    minor, customer = to_minor(amount, currency), row.text("customer")
    return Incoming(row.text("receipt_key"), currency, minor, day, customer=customer, reference=row.text("reference"))


def _renamed(table: Table, names: dict[str, str]) -> dict[str, list[Value | Keep]]:
    columns: dict[str, list[Value | Keep]] = {}
    for name in _NAMING[table.name]:
        if name in table.columns:
            columns[name] = [names.get(str(cell), KEEP) if cell else KEEP for cell in table.column(name)]
    if table.name == "Receipts":
        columns["state"] = ["posted" if str(key) in names else KEEP for key in table.column("receipt_key")]
    return columns
