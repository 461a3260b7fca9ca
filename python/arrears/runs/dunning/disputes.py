"""The Disputes table: what customers contest of which item, from when until when."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal

import numpy as np

from arrears.core.money import to_minor
from arrears.core.problems import Problem
from arrears.runs.lists.named_items import NamedItems, day_in, party
from arrears.runs.ports import Table
from arrears.runs.sub_ledger import SubLedger


def disputed_rows(tables: Mapping[str, Table], as_of: date) -> Mapping[int, Decimal | None]:
    """Give what is disputed on a day by row of Open items, in major units; None: the whole item.

    A dispute counts from the day it was opened to the day before it was resolved; several of one item add up.
    """
    table = tables.get("Disputes")
    if table is None:
        return {}
    items, found = NamedItems(tables["Invoices"]), dict[int, Decimal | None]()
    for row in range(len(table)):
        opened, resolved = day_in(table.column("opened")[row]), day_in(table.column("resolved")[row])
        whom, amount = party(table, row), table.column("amount")[row]
        if not whom.item or (opened and opened > as_of) or (resolved and resolved <= as_of):
            continue
        for item in items.rows(whom):
            held = found.get(item, Decimal(0))
            found[item] = held + amount if isinstance(amount, Decimal) and held is not None else None
    return found


def with_disputes(sub_ledger: SubLedger, tables: Mapping[str, Table], as_of: date) -> SubLedger:
    """Give the sub-ledger with what the Disputes table holds: of each item the larger of that and its own column."""
    disputes = disputed_rows(tables, as_of)
    if not disputes:
        return sub_ledger
    ledger = sub_ledger.ledger
    items = ledger.items
    disputed = items.disputed.copy()
    for n, row in enumerate(sub_ledger.item_rows):
        if row in disputes:
            amount = disputes[row]
            currency = ledger.currencies[items.currency[n]]
            own = max(int(items.gross[n]), 0) if amount is None else to_minor(amount, currency)
            disputed[n] = max(int(disputed[n]), own)
    return replace(sub_ledger, ledger=replace(ledger, items=replace(items, disputed=disputed.astype(np.int64))))


def dispute_problems(tables: Mapping[str, Table]) -> list[Problem]:
    """Report disputes of items that the book does not have."""
    table = tables.get("Disputes")
    if table is None:
        return []
    items = NamedItems(tables["Invoices"])
    named = ((row, party(table, row)) for row in range(len(table)))
    return [
        Problem("arrangement-item-unknown", table.place(row, "item"), whom.item)
        for row, whom in named
        if whom.item and not items.rows(whom)
    ]
