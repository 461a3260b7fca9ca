"""The ERP's list is the record: after an import, what lists cleared is set right and names the receipts behind it.

Allocations that came after a list replace what it cleared, so that items show on list dates what the lists said; then
receipts are linked to what is left (``core/matching/receipt_use.py``). Both are worked out anew each time: any order of
imports comes to the same.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from arrears.core.dates import as_day
from arrears.core.ledger import ALLOCATION_KINDS, Allocations, Ledger
from arrears.core.matching.receipt_use import Links, used_up
from arrears.core.money import pro_rata, to_major, to_minor
from arrears.runs.carried import orphaned, read_present
from arrears.runs.items.items_table import CREDIT_KINDS
from arrears.runs.lists.import_context import Context
from arrears.runs.lists.list_dates import list_dates
from arrears.runs.month.month_log import opening_day
from arrears.runs.ports import KEEP, Keep, Listing, Rows, Sheets, Table, Value
from arrears.runs.sub_ledger import SubLedger, load

CLEARED = "cleared in ERP"
_OF_LISTS = frozenset({CLEARED, "brought forward"})
_COLUMNS = (
    "item", "kind", "receipt", "currency", "amount", "base_amount", "effective_date", "posting_date", "entered_on",
    "entered_by",
)  # fmt: skip
_TABLES = ("Invoices", "Receipts", "Allocations", "Imports", "Months")
Spot = tuple[int, np.datetime64]
"""An item (its row in the ledger) on a list date."""


class _Part(NamedTuple):
    """One clearing as it is to stand: its kind, its effective date, its receipt (-1: none known), minor units."""

    kind: str
    effective: date
    receipt: int
    amount: int


@dataclass(frozen=True, slots=True)
class Book:
    """The book with the clearings of its lists told apart; in ``ledger`` they name no receipt."""

    sub_ledger: SubLedger
    ledger: Ledger
    tables: Mapping[str, Table]
    clearing: NDArray[np.bool_]

    @property
    def days(self) -> list[date]:
        """The dates of all open-items lists since the opening, oldest first."""
        opened = opening_day(self.tables.get("Months"))
        return [day for day in list_dates(self.tables.get("Imports")) if opened is None or day > opened]


def book_of(context: Context) -> Book:
    """Read the book."""
    tables = read_present(context.sheets, *_TABLES)
    sub_ledger = load(context.base_currency, tables)
    ledger, table = sub_ledger.ledger, tables.get("Allocations")
    of_lists = [] if table is None else [_is_of_list(table, row) for row in sub_ledger.allocation_rows]
    opened = opening_day(tables.get("Months"))
    clearing = np.array(of_lists, dtype=np.bool_)
    if opened is not None:  # what lists cleared before stays as it came over
        clearing &= ledger.allocations.posting_date > as_day(opened)
    alone = replace(ledger.allocations, receipt=np.where(clearing, -1, ledger.allocations.receipt).astype(np.int32))
    return Book(sub_ledger, replace(ledger, allocations=alone), tables, clearing)


def settle(context: Context, before: Book | None) -> Book:
    """Set right what the lists cleared, after an import that found the book as it was ``before``; give the book.

    ``before`` is None after an open-items list: that has set the items right itself.
    """
    book = book_of(context)
    if not book.days or "Allocations" not in book.tables:
        return book
    moved = {} if before is None else _moved(before, book)
    ledger, clearing = _adjusted(book, moved)
    links = used_up(ledger, clearing, _named(book), book.days)
    spots = _changed_spots(book, moved, links)
    if not spots:
        return book
    _write(context, book, {spot: _parts(book, rows, spot, moved, links) for spot, rows in spots.items()}, spots)
    return book_of(context)


def link_receipts(sheets: Sheets, base_currency: str, by: str) -> None:
    """Link receipts that were made here to what lists cleared before: the same money must not count twice."""
    if sheets.has("Imports") and list_dates(sheets.read("Imports")["Imports"]):
        nothing = Listing(by, "", "", "", 0, {}, {}, ())
        settle(Context(sheets, nothing, base_currency, None, complete=False), None)


def _is_of_list(table: Table, row: int) -> bool:
    """Tell whether an allocation came from a list of open items: it bears the day it was entered on.

    What a list of documents brought forward does not, until a receipt is linked to it.
    """
    kind, entered = table.column("kind")[row], table.column("entered_on")[row]
    if table.column("credit")[row] is not None or kind not in _OF_LISTS:
        return False
    return entered is not None or (kind != CLEARED and table.column("receipt")[row] is None)


def _moved(before: Book, after: Book) -> dict[Spot, int]:
    """Say by how much more an import reduces each item the book had, on dates whose list says what is open.

    A complete list says it of every item of the book, another one of the items it cleared something of.
    """
    row_of = {key: n for n, key in enumerate(after.ledger.items.key)}
    kept = [(n, row_of[key]) for n, key in enumerate(before.ledger.items.key) if key in row_of]
    old, new = (np.array(rows, dtype=np.intp) for rows in zip(*kept, strict=True)) if kept else (_NONE, _NONE)
    complete = set(list_dates(after.tables.get("Imports"), complete=True))
    cleared = set(_rows_of_spots(after))
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


def _rows_of_spots(book: Book) -> dict[Spot, list[int]]:
    """Give the clearings (rows of the ledger) of each item and list date."""
    rows: dict[Spot, list[int]] = {}
    allocations = book.ledger.allocations
    for n in np.flatnonzero(book.clearing).tolist():
        rows.setdefault((int(allocations.item[n]), allocations.posting_date[n]), []).append(n)
    return rows


def _changed_spots(book: Book, moved: Mapping[Spot, int], links: Links) -> dict[Spot, list[int]]:
    """Give the items and list dates whose clearings change, with the rows of the ledger that stand there."""
    rows, linked = _rows_of_spots(book), book.sub_ledger.ledger.allocations
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


def _parts(book: Book, rows: Sequence[int], spot: Spot, moved: Mapping[Spot, int], links: Links) -> list[_Part]:
    """Lay out the clearings of an item and list date: what each receipt stands behind, and what none is known for."""
    day = _date(spot[1])
    allocations = book.ledger.allocations
    whole: dict[tuple[str, date], int] = {}
    for n in rows:
        kind = ALLOCATION_KINDS[allocations.kind[n]], _date(allocations.effective_date[n])
        whole[kind] = whole.get(kind, 0) + int(allocations.amount[n])
    _reduce(whole, moved.get(spot, 0), (CLEARED, day))
    parts = []
    for receipt, given in links.get(spot, {}).items():
        for kind, amount in whole.items():
            taken = max(min(amount, given), 0) if given > 0 else min(max(amount, given), 0)
            if taken:
                parts.append(_Part(*kind, receipt, taken))
                whole[kind] -= taken
                given -= taken  # noqa: PLW2901 - what is left of it
        if given:
            parts.append(_Part(CLEARED, day, receipt, given))
            whole[CLEARED, day] = whole.get((CLEARED, day), 0) - given
    return parts + [_Part(*kind, -1, amount) for kind, amount in whole.items() if amount]


def _date(day: np.datetime64) -> date:
    return date.fromisoformat(str(day))


def _reduce(whole: dict[tuple[str, date], int], amount: int, rest: tuple[str, date]) -> None:
    """Take an amount out of clearings of its sign, what is beyond them out of ``rest``."""
    for kind, held in whole.items():
        taken = max(min(held, amount), 0) if amount > 0 else min(max(held, amount), 0)
        whole[kind] -= taken
        amount -= taken
    if amount:
        whole[rest] = whole.get(rest, 0) - amount


def _write(
    context: Context, book: Book, parts: Mapping[Spot, Sequence[_Part]], spots: Mapping[Spot, Sequence[int]]
) -> None:
    """Write the clearings that change, each over a former one of its item and list date where there is one."""
    table = book.tables["Allocations"]
    over: dict[int, Mapping[str, Value]] = {}
    added: list[Mapping[str, Value]] = []
    gone: set[int] = set()
    for spot, rows in spots.items():
        free = [book.sub_ledger.allocation_rows[n] for n in rows]
        for part, row in _placed(book, parts[spot], free):
            cells = _cells(context, book, spot, part, row)
            if row is None:
                added.append(cells)
            else:
                over[row] = cells
                free.remove(row)
        gone.update(free)
    kept: list[int | None] = [row for row in range(len(table)) if row not in gone]
    lines = [over.get(row) for row in kept if row is not None] + list(added)
    columns: dict[str, Sequence[Value | Keep]] = {
        name: [KEEP if line is None else line[name] for line in lines] for name in _COLUMNS
    }
    kept += [None] * len(added)
    context.problems.extend(orphaned(table, "item", ("item", "receipt"), kept))
    context.sheets.write([Rows("Allocations", columns, kept)], {})


def _placed(book: Book, parts: Sequence[_Part], rows: Sequence[int]) -> Iterator[tuple[_Part, int | None]]:
    """Give each part a former row: the one of its own receipt first, else any of its kind, else none."""
    table, keys = book.tables["Allocations"], book.ledger.receipts.key
    free = list(rows)
    rest = []
    for part in parts:
        receipt = keys[part.receipt] if part.receipt >= 0 else ""
        same = [
            row for row in free
            if (table.column("kind")[row], str(table.column("receipt")[row] or "")) == (part.kind, receipt)
        ]  # fmt: skip
        if same:
            free.remove(same[0])
            yield part, same[0]
        else:
            rest.append(part)
    for part in rest:
        row = next((row for row in free if table.column("kind")[row] == part.kind), None)
        if row is not None:
            free.remove(row)
        yield part, row


def _cells(context: Context, book: Book, spot: Spot, part: _Part, row: int | None) -> dict[str, Value]:
    ledger, table = book.ledger, book.tables["Allocations"]
    item, day = spot[0], _date(spot[1])
    currency = ledger.currencies[ledger.items.currency[item]]
    base, held = (None, None) if row is None else (table.column("base_amount")[row], table.column("amount")[row])
    if isinstance(base, Decimal) and isinstance(held, Decimal):
        of_base = to_minor(base, book.ledger.base_currency)
        share = pro_rata(of_base, part.amount, to_minor(held, currency))
        base = to_major(share, book.ledger.base_currency)
    return {
        "item": ledger.items.key[item],
        "kind": part.kind,
        "receipt": ledger.receipts.key[part.receipt] if part.receipt >= 0 else None,
        "currency": currency,
        "amount": to_major(part.amount, currency),
        "base_amount": base,
        "effective_date": part.effective,
        "posting_date": day,
        "entered_on": day,
        "entered_by": context.listing.file if row is None else table.column("entered_by")[row],
    }
