"""What the ledger must still hear at the end of a month: vouchers that go along, and the rows they are drawn from."""

from collections.abc import Sequence

import numpy as np

from arrears.core.month.carrying import Carried, Needed
from arrears.runs.bookkeeping.bills_table import bills_in
from arrears.runs.bookkeeping.posting_kinds import MONTH_END
from arrears.runs.bookkeeping.vouchers import allocation_names
from arrears.runs.bookkeeping.written_vouchers import Written, written_vouchers
from arrears.runs.figures import Figures
from arrears.runs.ports import Rows, Table

_ENDED = ("collected", "dishonoured")


def need_unposted(figures: Figures, needed: Needed) -> None:
    """Mark what was decided here and is not posted yet, and the items of bills that may still be dishonoured."""
    posted = {one.source for one in _vouchers(figures) if one.posted}
    sub, allocations = figures.sub_ledger, figures.sub_ledger.ledger.allocations
    paid, received = figures.tables.get("Allocations"), figures.tables.get("Receipts")
    if paid is not None and "state" in paid.columns:
        names, states = allocation_names(paid), paid.column("state")
        for n, row in enumerate(sub.allocation_rows):
            if states[row] == "to post" and names[row] not in posted:
                needed.items[allocations.item[n]] = True
    if received is not None and "state" in received.columns:
        states = received.column("state")
        for n, row in enumerate(sub.receipt_rows):
            waits = states[row] == "to post" and f"Receipts|{sub.ledger.receipts.key[n]}" not in posted
            needed.receipts[n] |= waits
    bills, _ = bills_in(figures.tables, sub, figures.policy)
    for one in bills:
        if one.item >= 0 and one.bill.state_on(figures.as_of) not in _ENDED:
            needed.items[one.item] = True


def bills_left(figures: Figures, carried: Carried) -> Rows | None:
    """Give the bills that go along: all but those that came to their end, and their items with them."""
    table = figures.tables.get("Bills")
    if table is None:
        return None
    bills, _ = bills_in(figures.tables, figures.sub_ledger, figures.policy)
    gone = {
        one.row
        for one in bills
        if one.bill.state_on(figures.as_of) in _ENDED and (one.item < 0 or not carried.items[one.item])
    }
    return Rows("Bills", {}, [row for row in range(len(table)) if row not in gone])


def postings_left(figures: Figures, carried: Carried) -> Rows | None:
    """Give the vouchers that go along: those not posted, and posted ones whose decision goes along.

    The one with the highest number of its kind stays too, since numbers go on from it.
    """
    table = figures.tables.get("Postings")
    if table is None:
        return None
    held = _vouchers(figures)
    going, last = _sources(figures, carried), _last(held)
    kept = {
        row
        for one in held
        if not one.posted or one.number in last or (one.kind not in MONTH_END and one.source in going)
        for row in one.rows
    }
    return Rows("Postings", {}, [row for row in range(len(table)) if row in kept or not table.column("voucher")[row]])


def _vouchers(figures: Figures) -> list[Written]:
    table = figures.tables.get("Postings")
    return [] if table is None else written_vouchers(table)


def _last(held: Sequence[Written]) -> frozenset[str]:
    highest: dict[str, tuple[int, str]] = {}
    for one in held:
        head, _, number = one.number.rpartition("-")
        if number.isdecimal():
            highest[head] = max(highest.get(head, (0, "")), (int(number), one.number))
    return frozenset(name for _, name in highest.values())


def _sources(figures: Figures, carried: Carried) -> frozenset[str]:
    """Name the decisions that go along, as vouchers name them."""
    sub = figures.sub_ledger
    found = {f"Invoices|{sub.ledger.items.key[n]}" for n in np.flatnonzero(carried.items)}
    found |= {f"Receipts|{sub.ledger.receipts.key[n]}" for n in np.flatnonzero(carried.receipts)}
    paid: Table | None = figures.tables.get("Allocations")
    if paid is not None:
        names = allocation_names(paid)
        found |= {names[sub.allocation_rows[n]] for n in np.flatnonzero(carried.allocations).tolist()}
    return frozenset(found)
