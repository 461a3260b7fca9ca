"""Promises, plans and disputes at the end of a month: what of them goes along, and the money they still count on."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from arrears.core.dates import as_day
from arrears.core.month.carrying import Needed
from arrears.runs.dunning.undertakings import Agreed, agreed_in, groups_of, standing, whom_meant
from arrears.runs.figures import Figures
from arrears.runs.lists.named_items import NamedItems, party
from arrears.runs.ports import Table


@dataclass(frozen=True, slots=True)
class UndertakingsLeft:
    """The rows of Promises and Plans that go along, and what these count: items, receipts of the ledger."""

    rows: Mapping[str, frozenset[int]]
    needed: Needed


def undertakings_left(figures: Figures) -> UndertakingsLeft:
    """Keep every promise and plan that is not wholly kept, with whatever was received towards it."""
    needed = Needed.nothing(figures.sub_ledger.ledger)
    rows: dict[str, set[int]] = {"Promises": set(), "Plans": set()}
    stands = standing(figures.sub_ledger, figures.tables, figures.as_of, figures.policy.promise_grace)
    items = NamedItems(figures.tables["Invoices"])
    read: dict[str, set[int]] = {"Promises": set(), "Plans": set()}
    for group in groups_of(agreed_in(figures.tables)):
        table = group[0].table
        read[table].update(one.row for one in group)
        results = stands.results.get(table, {})
        states = [results[one.row][1] if one.row in results else "open" for one in group]
        if any(state != "kept" for state in states):
            rows[table].update(one.row for one in group)
            _need(figures, items, group[0], needed)
    for table, known in read.items():  # rows that cannot be read wait for whoever corrects them
        count = len(figures.tables[table]) if table in figures.tables else 0
        rows[table].update(set(range(count)) - known)
    return UndertakingsLeft({table: frozenset(kept) for table, kept in rows.items()}, needed)


def _need(figures: Figures, items: NamedItems, one: Agreed, needed: Needed) -> None:
    """Mark what came in since something was agreed: receipts of the account, items settled with them."""
    ledger, since = figures.sub_ledger.ledger, as_day(one.agreed)
    item_of = {row: n for n, row in enumerate(figures.sub_ledger.item_rows)}
    meant = [item_of[row] for row in items.rows(whom_meant(items, one.whom)) if row in item_of]
    accounts = {(int(ledger.items.customer[n]), int(ledger.items.currency[n])) for n in meant}
    if one.whom.item:
        needed.items[meant] = True
    allocations = ledger.allocations
    recent = np.isin(allocations.item, meant) & (ledger.counted_from() >= since)
    needed.items[allocations.item[recent]] = True
    for customer, currency in accounts:
        own = (ledger.receipts.customer == customer) & (ledger.receipts.currency == currency)
        needed.receipts[own & (ledger.receipts.posting_date >= since)] = True


def disputes_left(disputes: Table, invoices: Table, kept: frozenset[int]) -> list[int]:
    """Give the rows of Disputes that go along: all but those of items that stay behind; ``kept``: rows of invoices."""
    items = NamedItems(invoices)
    named = ((row, items.rows(party(disputes, row))) for row in range(len(disputes)))
    return [row for row, meant in named if not meant or kept.intersection(meant)]
