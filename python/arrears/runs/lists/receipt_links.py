"""The ERP's list is the record: after an import, what lists cleared is set right and names the receipts behind it.

Allocations that came after a list replace what it cleared, so that items show on list dates what the lists said; then
receipts are linked to what is left (``core/matching/receipt_use.py``). Both are worked out anew each time: any order of
imports comes to the same.
"""

from collections.abc import Mapping
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from arrears.core.dates import as_day
from arrears.core.ledger import ALLOCATION_KINDS, Allocations, Ledger
from arrears.core.matching.receipt_use import Links, used_up
from arrears.runs.items.items_table import CREDIT_KINDS
from arrears.runs.lists.cleared_book import CLEARED, Book, Spot, book_of, rows_of_spots
from arrears.runs.lists.clearing_rows import clearing_parts, write_clearings
from arrears.runs.lists.import_context import Context
from arrears.runs.lists.list_dates import list_dates
from arrears.runs.ports import Listing, Sheets


def settle(context: Context, before: Book | None) -> Book:
    """Set right what the lists cleared, after an import that found the book as it was ``before``; give the book.

    ``before`` is None after an open-items list: that has set the items right itself.
    """
    book = book_of(context)
    if not book.days or "Allocations" not in book.tables:
        return book
    moved = {} if before is None else _moved(before, book)
    ledger, clearing = _adjusted(book, moved)
    links = used_up(ledger, clearing, _named(book), book.days, _taken_back(book))
    spots = _changed_spots(book, moved, links)
    if not spots:
        return book
    write_clearings(
        context, book, {spot: clearing_parts(book, rows, spot, moved, links) for spot, rows in spots.items()}, spots
    )
    return book_of(context)


def link_receipts(sheets: Sheets, base_currency: str, by: str) -> None:
    """Link receipts that were made here to what lists cleared before: the same money must not count twice."""
    if sheets.has("Imports") and list_dates(sheets.read("Imports")["Imports"]):
        nothing = Listing(by, "", "", "", 0, {}, {}, ())
        settle(Context(sheets, nothing, base_currency, None, complete=False), None)


def _moved(before: Book, after: Book) -> dict[Spot, int]:
    """Say by how much more an import reduces each item the book had, on dates whose list says what is open.

    A complete list says it of every item of the book, another one of the items it cleared something of.
    """
    row_of = {key: n for n, key in enumerate(after.ledger.items.key)}
    kept = [(n, row_of[key]) for n, key in enumerate(before.ledger.items.key) if key in row_of]
    old, new = (np.array(rows, dtype=np.intp) for rows in zip(*kept, strict=True)) if kept else (_NONE, _NONE)
    complete = set(list_dates(after.tables.get("Imports"), complete=True))
    cleared = set(rows_of_spots(after))
    total = np.zeros(len(new), dtype=np.int64)
    moved: dict[Spot, int] = {}
    for day in after.days:
        reduced = before.ledger.balances(day)[old] - after.ledger.balances(day)[new] - total
        for n in np.flatnonzero(reduced).tolist():
            spot = int(new[n]), as_day(day)
            if day in complete or spot in cleared:
                moved[spot] = int(reduced[n])
                total[n] += moved[spot]
    return moved


_NONE = np.zeros(0, dtype=np.intp)


def _adjusted(book: Book, moved: Mapping[Spot, int]) -> tuple[Ledger, NDArray[np.bool_]]:
    """Give the ledger in which clearings are less by what allocations took over."""
    allocations, count = book.ledger.allocations, len(moved)
    none = np.full(count, -1, dtype=np.int32)
    days = np.array([day for _, day in moved], dtype="datetime64[D]")
    added = Allocations(
        item=np.array([item for item, _ in moved], dtype=np.int32),
        receipt=none,
        credit=none,
        kind=np.full(count, ALLOCATION_KINDS.index(CLEARED), dtype=np.int32),
        amount=-np.array(list(moved.values()), dtype=np.int64),
        base=np.zeros(count, dtype=np.int64),
        effective_date=days,
        posting_date=days,
    )
    joined = {name: np.concatenate([getattr(allocations, name), getattr(added, name)]) for name in added.__slots__}
    clearing = np.concatenate([book.clearing, np.ones(count, dtype=np.bool_)])
    return replace(book.ledger, allocations=Allocations(**joined)), clearing


def _named(book: Book) -> dict[int, int]:
    """Find for each receipt the one credit item of its account that bears its number."""
    items, receipts, invoices = book.ledger.items, book.ledger.receipts, book.tables["Invoices"]
    numbers, kinds = invoices.column("document_no"), invoices.column("kind")
    found: dict[tuple[str, int, int], list[int]] = {}
    for n, row in enumerate(book.sub_ledger.item_rows):
        if kinds[row] in CREDIT_KINDS:
            account = str(numbers[row] or ""), int(items.customer[n]), int(items.currency[n])
            found.setdefault(account, []).append(n)
    named = {}
    for n, key in enumerate(receipts.key):
        same = found.get((key, int(receipts.customer[n]), int(receipts.currency[n])), [])
        if len(same) == 1:
            named[n] = same[0]
    return named


def _taken_back(book: Book) -> dict[int, int]:
    """Find the receipt of the same account that a refund gives back, or that an undoing or a return takes back."""
    table, receipts = book.tables.get("Receipts"), book.ledger.receipts
    if table is None or "reverses" not in table.columns:
        return {}
    row_of, found = {key: n for n, key in enumerate(receipts.key)}, {}
    accounts = list(zip(receipts.customer.tolist(), receipts.currency.tolist(), strict=True))
    for n, row in enumerate(book.sub_ledger.receipt_rows):
        other = row_of.get(str(table.column("reverses")[row] or ""))
        if other is not None and accounts[n] == accounts[other]:
            found[n] = other
    return found


def _changed_spots(book: Book, moved: Mapping[Spot, int], links: Links) -> dict[Spot, list[int]]:
    """Give the items and list dates whose clearings change, with the rows of the ledger that stand there."""
    rows, linked = rows_of_spots(book), book.sub_ledger.ledger.allocations
    changed = {}
    for spot in (*rows, *(spot for spot in {**moved, **links} if spot not in rows)):
        now: dict[int, int] = {}
        for n in rows.get(spot, []):
            receipt = int(linked.receipt[n])
            now[receipt] = now.get(receipt, 0) + int(linked.amount[n])
        now.pop(-1, None)
        if spot in moved or now != dict(links.get(spot, {})):
            changed[spot] = rows.get(spot, [])
    return changed
