"""Receipts of a list, in Receipts; one that names the document it pays is allocated to it."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from arrears.core.matching.incoming import Incoming as IncomingPayment
from arrears.core.matching.receipt_match import Held, Received, keyed
from arrears.core.money import CURRENCIES, to_minor
from arrears.core.problems import Problem
from arrears.runs.lists.before_opening import Posted, opening_of, settled_before
from arrears.runs.lists.import_allocations import Allocated, write_allocations
from arrears.runs.lists.import_context import Context, change_of
from arrears.runs.lists.item_finder import ItemFinder
from arrears.runs.lists.matches_to_post import receipts_now_posted
from arrears.runs.ports import Value
from arrears.runs.reading import Row, fits
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


def bring_in_receipts(context: Context) -> None:
    """Bring in receipts; one that names the document it pays is allocated to it."""
    read = [receipt for row in range(len(context.listing)) for receipt in listed_receipt(context, row)]
    receipts_now_posted(context, [_incoming(context, one) for one in read])
    receipts = since_opening(context, with_keys(context, read))
    write_receipts(context, receipts)
    write_allocations(context, _named_items(context, receipts), key=("item", "kind", "receipt"))
    context.customers_known(receipt.row for receipt in receipts)


def listed_receipt(context: Context, row: int) -> list[ListedReceipt]:
    """Read a row as a receipt; none where it cannot be used. A ledger writes receipts as negative.

    Its key is its number, or what else tells it from others, until ``with_keys``.
    """
    amount, day = context.amount(row, "amount", "gross", "remaining"), context.day(row, *_DAYS)
    if not context.usable(row, amount, dated=day is not None) or amount is None or day is None:
        return []
    received = amount if context.listing.kind == "receipts" else -amount
    number = context.text("receipt_key", row) or context.text("document_no", row)
    told = (context.text("customer", row) or context.text("payer", row), day.isoformat(), format(received, "f"))
    key = number or "/".join((*told, context.text("reference", row))).rstrip("/")
    return [ListedReceipt(key, row, context.rounded(received, row), day)]


def with_keys(context: Context, receipts: Sequence[ListedReceipt]) -> list[ListedReceipt]:
    """Give each receipt the key of the one in the book that it is, else one of its own."""
    if not receipts:
        return []
    context.sheets.add("receipts")
    keys = keyed([_received(context, one) for one in receipts], held_receipts(context))
    for one, key in zip(receipts, keys, strict=True):
        if key.recurs:
            values = {"book": key.recurs}
            context.problems.append(Problem("receipt-number-recurs", context.place(one.row), one.key, values=values))
    return [one._replace(key=key.key) for one, key in zip(receipts, keys, strict=True)]


def since_opening(context: Context, receipts: Sequence[ListedReceipt]) -> list[ListedReceipt]:
    """Leave out receipts of before the opening that did not come along: they were used up in the former month."""
    posted = [Posted(one.key, context.day(one.row, "posting_date") or one.day) for one in receipts]
    known = frozenset(one.key for one in held_receipts(context)) if receipts else frozenset()
    gone = settled_before(context, posted, known)
    return [one for one in receipts if one.key not in gone]


def _received(context: Context, receipt: ListedReceipt) -> Received:
    currency = context.currency(receipt.row)
    customer = context.text("customer", receipt.row)
    numbered = bool(context.text("receipt_key", receipt.row) or context.text("document_no", receipt.row))
    return Received(receipt.key, customer, receipt.day, currency, to_minor(receipt.amount, currency), numbered)


def _incoming(context: Context, receipt: ListedReceipt) -> IncomingPayment:
    said, reference = _received(context, receipt), context.text("reference", receipt.row)
    amount, customer = said.amount, said.customer
    return IncomingPayment(said.number, said.currency, amount, receipt.day, reference=reference, customer=customer)


def held_receipts(context: Context) -> list[Held]:
    """Give the receipts of the book that can be compared."""
    table = context.sheets.read("Receipts")["Receipts"]
    held = []
    for number in range(len(table)):
        row = Row(table, number)
        key, currency, amount = row.text("receipt_key"), row.text("currency").upper(), row.amount("amount")
        if key and amount is not None and currency in CURRENCIES and fits(amount, currency):
            day = row.day("value_date", "posting_date")
            received = Received(key, row.text("customer"), day, currency, to_minor(amount, currency))
            held.append(Held(key, received))
    return held


def write_receipts(context: Context, receipts: Sequence[ListedReceipt]) -> None:
    """Bring receipts into Receipts by their keys."""
    if not receipts:
        return
    context.sheets.add("receipts")
    table = context.sheets.read("Receipts")["Receipts"]
    own_keys = [str(key) for key in table.column("receipt_key")]
    before = {one.key: one.received for one in held_receipts(context)}
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
    _report(context, receipts, before)


def _report(context: Context, receipts: Sequence[ListedReceipt], before: Mapping[str, Received]) -> None:
    """Report the receipts that are new, and those that say anything else than they did."""
    new, changed = [], []
    for receipt in receipts:
        said, held = _received(context, receipt), before.get(receipt.key)
        if held is None:
            new.append((receipt.key, said.currency, said.amount))
        elif said.told != held.told and (said.customer or said.told[1:] != held.told[1:]):
            same = held.amount if held.currency == said.currency else 0
            changed.append((receipt.key, said.currency, said.amount - same))
    context.changes["receipts"] = change_of(new)
    context.more("changed", changed)


def _named_items(context: Context, receipts: Sequence[ListedReceipt]) -> list[Allocated]:
    """Allocate each receipt to the item its row names; one that is not found leaves it on account."""
    if not {"item", "document_no"} & set(context.listing.columns):
        return []
    finder, opened = ItemFinder(context), opening_of(context)
    allocated = []
    for receipt in receipts:
        row = receipt.row
        own_number = "" if context.text("receipt_key", row) else context.text("document_no", row)
        named = context.text("item", row) or ("" if own_number else context.text("document_no", row))
        if not named:
            continue
        item, currency = finder.find(context.text("customer", row), named), context.currency(row)
        if item is None and opened is not None and receipt.day <= opened:
            continue  # settled in the former month, and what the receipt gave to it is known
        if item is None:
            context.problems.append(Problem("item-not-found", context.place(row), named))
        elif finder.currency[item] != currency:
            context.problems.append(Problem("allocation-currency-differs", context.place(row), named))
        else:
            allocated.append(
                Allocated(item, "cash", receipt.key, "", row, currency, receipt.amount, receipt.day, receipt.day)
            )
    return allocated
