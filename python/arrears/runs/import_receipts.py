"""Receipts of a list, in Receipts; one that names the document it pays is allocated to it."""

from collections import Counter
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from arrears.core.money import to_minor
from arrears.core.problems import Problem
from arrears.runs.import_allocations import Allocated, write_allocations
from arrears.runs.import_context import Context, change_of
from arrears.runs.item_finder import ItemFinder
from arrears.runs.ports import Value
from arrears.runs.upsert import Incoming

_DESCRIPTIVE = ("name", "instrument", "bank_account", "payer", "reference", "posting_date", "base_amount", "note")
_EDITED = ("note",)
_DAYS = ("value_date", "posting_date", "document_date", "effective_date")


class ListedReceipt(NamedTuple):
    """A receipt of the list, positive; ``settles`` when it is the settled date of a document that says so."""

    key: str
    row: int
    amount: Decimal
    day: date
    settles: bool = False


class ReceiptKeys:
    """Gives each receipt of a list a key of its own: its number, or what else tells it from others, and how often."""

    def __init__(self) -> None:
        """Start with none."""
        self._times: Counter[str] = Counter()

    def __call__(self, key: str) -> str:
        """Give a key; the second receipt of the same number is told from the first."""
        self._times[key] += 1
        return key if self._times[key] == 1 else f"{key}/{self._times[key]}"


def bring_in_receipts(context: Context) -> None:
    """Bring in receipts; one that names the document it pays is allocated to it."""
    keys = ReceiptKeys()
    receipts = [receipt for row in range(len(context.listing)) for receipt in listed_receipt(context, row, keys)]
    write_receipts(context, receipts)
    write_allocations(context, _named_items(context, receipts), key=("item", "kind", "receipt"))
    context.customers_known(receipt.row for receipt in receipts)


def listed_receipt(context: Context, row: int, keys: ReceiptKeys) -> list[ListedReceipt]:
    """Read a row as a receipt; none where it cannot be used. A ledger writes receipts as negative."""
    amount, day = context.amount(row, "amount", "gross", "remaining"), context.day(row, *_DAYS)
    if not context.usable(row, amount, dated=day is not None) or amount is None or day is None:
        return []
    received = amount if context.listing.kind == "receipts" else -amount
    number = context.text("receipt_key", row) or context.text("document_no", row)
    told = (context.text("customer", row) or context.text("payer", row), day.isoformat(), format(received, "f"))
    key = keys(number or "/".join((*told, context.text("reference", row))).rstrip("/"))
    return [ListedReceipt(key, row, context.rounded(received, row), day)]


def write_receipts(context: Context, receipts: Sequence[ListedReceipt]) -> None:
    """Bring receipts into Receipts by their keys."""
    if not receipts:
        return
    context.sheets.add("receipts")
    table = context.sheets.read("Receipts")["Receipts"]
    own_keys = [str(key) for key in table.column("receipt_key")]
    rows = [receipt.row for receipt in receipts]
    columns: dict[str, Sequence[Value]] = {
        "receipt_key": [receipt.key for receipt in receipts],
        "customer": [context.text("customer", row) or None for row in rows],
        "name": [context.text("name", row) or None for row in rows],
        "value_date": [receipt.day for receipt in receipts],
        "currency": [context.currency(row) for row in rows],
        "amount": [receipt.amount for receipt in receipts],
    }
    described = context.described(table, _DESCRIPTIVE, rows)
    # What a document says of itself is not what its payment says.
    columns |= {name: [None if r.settles else v for r, v in zip(receipts, values, strict=True)]
                for name, values in described.items() if name != "name"}  # fmt: skip
    keys = [receipt.key for receipt in receipts]
    context.bring_in(table, own_keys, Incoming(keys, columns, _EDITED), rows)
    known = frozenset(own_keys)
    context.changes["receipts"] = change_of(
        (receipt.key, context.currency(receipt.row), to_minor(receipt.amount, context.currency(receipt.row)))
        for receipt in receipts
        if receipt.key not in known
    )


def _named_items(context: Context, receipts: Sequence[ListedReceipt]) -> list[Allocated]:
    """Allocate each receipt to the item its row names; one that is not found leaves it on account."""
    if not {"item", "document_no"} & set(context.listing.columns):
        return []
    finder = ItemFinder(context)
    allocated = []
    for receipt in receipts:
        row = receipt.row
        own_number = "" if context.text("receipt_key", row) else context.text("document_no", row)
        named = context.text("item", row) or ("" if own_number else context.text("document_no", row))
        if not named:
            continue
        item, currency = finder.find(context.text("customer", row), named), context.currency(row)
        if item is None:
            context.problems.append(Problem("item-not-found", context.place(row), named))
        elif finder.currency[item] != currency:
            context.problems.append(Problem("allocation-currency-differs", context.place(row), named))
        else:
            allocated.append(
                Allocated(item, "cash", receipt.key, "", row, currency, receipt.amount, receipt.day, receipt.day)
            )
    return allocated
