"""What the book holds of the settlement of an item, and what a list of documents adds to it or takes back."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from arrears.core.dates import as_dates
from arrears.core.ledger import ALLOCATION_KINDS
from arrears.core.money import to_major
from arrears.runs.carried import read_present
from arrears.runs.lists.import_context import Context
from arrears.runs.ports import Rows, Table, Value
from arrears.runs.reading import Row
from arrears.runs.sub_ledger import load
from arrears.runs.upsert import appended

BROUGHT = ALLOCATION_KINDS.index("brought forward")
_CREDIT = ALLOCATION_KINDS.index("credit")


@dataclass(slots=True)
class Settled:
    """What settled an item, in minor units of its sign: by lists that gave the day, brought forward, and otherwise."""

    by_list: int = 0
    brought: int = 0
    otherwise: int = 0


@dataclass(frozen=True, slots=True)
class Settlements:
    """The settlements of the book by item key."""

    of: Mapping[str, Settled] = field(default_factory=dict)
    rows: Mapping[str, Sequence[int]] = field(default_factory=dict)
    """The rows of Allocations in which a list settled an item."""
    posted: Mapping[str, date] = field(default_factory=dict)
    """The day from which each item of the book counts."""


def receipt_key(item: str) -> str:
    """Name the receipt that a list of documents settles an item with: a corrected date stays one receipt."""
    return f"settles {item}"


def settlements(context: Context) -> Settlements:
    """Read what has settled the items of the book."""
    sub_ledger = load(context.base_currency, read_present(context.sheets, "Invoices", "Receipts", "Allocations"))
    items, receipts, entries = (sub_ledger.ledger.items, sub_ledger.ledger.receipts, sub_ledger.ledger.allocations)
    of: dict[str, Settled] = {}
    rows: dict[str, list[int]] = {}
    for n, (item, amount) in enumerate(zip(entries.item.tolist(), entries.amount.tolist(), strict=True)):
        key, receipt, credit = items.key[item], int(entries.receipt[n]), int(entries.credit[n])
        held = of.setdefault(key, Settled())
        itself = receipt < 0 and credit < 0 and entries.kind[n] == _CREDIT
        if itself or (receipt >= 0 and receipts.key[receipt] == receipt_key(key)):
            held.by_list += amount
            rows.setdefault(key, []).append(sub_ledger.allocation_rows[n])
        elif entries.kind[n] == BROUGHT:
            held.brought += amount
        else:
            held.otherwise += amount
        if credit >= 0:
            of.setdefault(items.key[credit], Settled()).otherwise -= amount
    days = as_dates(items.posting_date)
    return Settlements(of, rows, {key: day for key, day in zip(items.key, days, strict=True) if day is not None})


@dataclass(frozen=True, slots=True)
class Brought:
    """An amount brought forward on an item, in minor units: effective and posted on those days."""

    item: str
    currency: str
    amount: int
    effective: date
    posted: date


def write_brought(context: Context, rows: Sequence[Brought]) -> None:
    """Add amounts brought forward to Allocations."""
    if not rows:
        return
    context.sheets.add("receipts")
    columns: dict[str, Sequence[Value]] = {
        "item": [one.item for one in rows],
        "kind": ["brought forward"] * len(rows),
        "currency": [one.currency for one in rows],
        "amount": [to_major(one.amount, one.currency) for one in rows],
        "effective_date": [one.effective for one in rows],
        "posting_date": [one.posted for one in rows],
        "entered_by": [context.listing.file] * len(rows),
    }
    context.sheets.write([appended(context.sheets.read("Allocations")["Allocations"], columns)], {})


def take_back(context: Context, held: Settlements, items: Collection[str]) -> None:
    """Remove what lists of documents settled items with: their receipts and allocations."""
    gone = {row for item in items for row in held.rows.get(item, ())}
    if not gone:
        return
    tables = context.sheets.read("Receipts", "Allocations")
    keys = {receipt_key(item) for item in items}
    receipts = tables["Receipts"]
    context.sheets.write(
        [
            _without(tables["Allocations"], gone),
            _without(receipts, {n for n in range(len(receipts)) if Row(receipts, n).text("receipt_key") in keys}),
        ],
        {},
    )


def _without(table: Table, gone: Collection[int]) -> Rows:
    return Rows(table.name, {}, [n for n in range(len(table)) if n not in gone])
