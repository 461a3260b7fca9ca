"""Allocations of a list: which receipt or credit settled which item, with its dates."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from arrears.core.ledger import ALLOCATION_KINDS
from arrears.core.money import to_major, to_minor
from arrears.runs.carried import read_present
from arrears.runs.lists.import_context import Context, change_of
from arrears.runs.lists.item_finder import ItemFinder
from arrears.runs.ports import Table, Value
from arrears.runs.upsert import Incoming, upserted

_COLUMNS = ("item", "kind", "receipt", "credit", "amount", "effective_date", "posting_date")
_SAME = ("item", "kind", "receipt", "credit", "amount")
"""What stays the same when the date of an allocation is corrected."""


class Allocated(NamedTuple):
    """An allocation of the list: the item's key, and the receipt's or the credit's."""

    item: str
    kind: str
    receipt: str
    credit: str
    row: int
    currency: str
    amount: Decimal
    effective_date: date
    posting_date: date


def bring_in_allocations(context: Context) -> None:
    """Bring in allocations whose item, and receipt or credit, are in the book."""
    context.sheets.add("receipts")
    receipts = context.sheets.read("Receipts")["Receipts"]
    known = {str(key) for key in receipts.column("receipt_key")}
    finder = ItemFinder(context)
    rows = [_allocated(context, row, finder, known) for row in range(len(context.listing))]
    write_allocations(context, [one for one in rows if one is not None], key=_COLUMNS)


def write_allocations(context: Context, rows: Sequence[Allocated], *, key: Sequence[str]) -> None:
    """Bring allocations into Allocations: one that the book has under the columns of ``key`` is updated, not added.

    The same row twice in a list is two allocations, and stays two when the list is imported again.
    """
    if not rows:
        return
    table = context.sheets.read("Allocations")["Allocations"]
    columns: dict[str, Sequence[Value]] = {
        "item": [one.item for one in rows],
        "kind": [one.kind for one in rows],
        "receipt": [one.receipt or None for one in rows],
        "credit": [one.credit or None for one in rows],
        "currency": [one.currency for one in rows],
        "amount": [one.amount for one in rows],
        "effective_date": [one.effective_date for one in rows],
        "posting_date": [one.posting_date for one in rows],
        "entered_by": [context.listing.file for _ in rows],
    }
    keys = _keys([columns[name] for name in key])
    own_keys = _keys([table.column(name) for name in key])
    redated = _redated(context, table, columns, keys, own_keys)
    own_keys = [redated.get(row, its_key) for row, its_key in enumerate(own_keys)]
    states = dict(zip(own_keys, table.column("state"), strict=True))
    if "to post" in states.values():
        columns["state"] = ["posted" if states.get(its_key) == "to post" else None for its_key in keys]
    context.sheets.write([upserted(table, own_keys, Incoming(keys, columns, fill_only=("entered_by",)))], {})
    known = frozenset(own_keys)
    new = (
        (one.item, one.currency, to_minor(one.amount, one.currency))
        for one, its_key in zip(rows, keys, strict=True)
        if its_key not in known
    )
    context.changes["allocations"] = change_of(new)
    if redated:
        moved = frozenset(redated.values())
        changed = [one for one, its_key in zip(rows, keys, strict=True) if its_key in moved]
        context.more("changed", [(one.item, one.currency, to_minor(one.amount, one.currency)) for one in changed])


def _redated(
    context: Context,
    table: Table,
    columns: Mapping[str, Sequence[Value]],
    keys: Sequence[str],
    own_keys: Sequence[str],
) -> dict[int, str]:
    """Find rows of the book that the list brings with other dates: their number, and the key they bear in the list.

    Equal in item, kind, receipt or credit, and amount, from an earlier list of the same kind, and not in this one:
    a corrected date; or decided here and posted by the ledger on a day of its own. Payments that name no source may
    well be alike (instalments), and stay apart.
    """
    files = _files_of(context)
    waiting: dict[str, list[int]] = {}
    listed = frozenset(keys)
    for row, its_key in enumerate(own_keys):
        decided_here = table.column("state")[row] == "to post"
        if its_key not in listed and (decided_here or table.column("entered_by")[row] in files):
            waiting.setdefault(_undated(table.columns, row), []).append(row)
    known = frozenset(own_keys)
    redated: dict[int, str] = {}
    for n, its_key in enumerate(keys):
        named = columns["receipt"][n] or columns["credit"][n]
        same = waiting.get(_undated(columns, n)) if named and its_key not in known else None
        if same:
            redated[same.pop(0)] = its_key
    return redated


def _files_of(context: Context) -> frozenset[Value]:
    """Name the files that were imported as lists of the kind of this one."""
    imports = read_present(context.sheets, "Imports").get("Imports")
    if imports is None:
        return frozenset()
    pairs = zip(imports.column("file"), imports.column("kind"), strict=True)
    return frozenset(file for file, kind in pairs if file and kind == context.listing.kind)


def _undated(columns: Mapping[str, Sequence[Value]], row: int) -> str:
    return _cells([columns[name][row] if name in columns else None for name in _SAME])


def _allocated(context: Context, row: int, finder: ItemFinder, receipts: set[str]) -> Allocated | None:
    amount = context.amount(row, "amount", "gross", "paid")
    posted = context.day(row, "posting_date", "effective_date", "value_date")
    effective = context.day(row, "effective_date", "value_date", "posting_date")
    customer, named = context.text("customer", row), context.text("item", row) or context.text("document_no", row)
    item = finder.find(customer, named)
    receipt, credit = context.text("receipt", row) or context.text("receipt_key", row), context.text("credit", row)
    credit_item = finder.find(customer, credit) if credit else ""
    if amount is None or posted is None or effective is None:
        context.leave_out("amount-missing" if amount is None else "date-missing", row, named, amount)
    elif item is None:
        context.leave_out("item-not-found", row, named, amount)
    elif credit_item is None:
        context.leave_out("item-not-found", row, credit, amount)
    elif receipt and receipt not in receipts:
        context.leave_out("receipt-not-found", row, receipt, amount)
    elif "currency" in context.listing.mapping and context.currency(row) != finder.currency[item]:
        context.leave_out("allocation-currency-differs", row, named, amount)
    else:
        currency = finder.currency[item]
        kind = _kind(context.text("kind", row), credit)
        rounded = to_major(context.minor(amount, currency, row), currency)
        return Allocated(item, kind, receipt, credit_item, row, currency, rounded, effective, posted)
    return None


def _kind(said: str, credit: str) -> str:
    if said in ALLOCATION_KINDS:
        return said
    return "credit" if credit else "cash"


def _keys(columns: Sequence[Sequence[Value]]) -> list[str]:
    """Give each row a key of some columns; the second of the same cells is told from the first."""
    times: dict[str, int] = {}
    keys = []
    for row in zip(*columns, strict=True):
        cells = _cells(row)
        times[cells] = times.get(cells, 0) + 1
        keys.append(f"{cells}|{times[cells]}")
    return keys


def _cells(row: Sequence[Value]) -> str:
    return "|".join(format(v.normalize(), "f") if isinstance(v, Decimal) else str(v or "") for v in row)
