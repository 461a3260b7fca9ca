"""The clearings of lists as rows of Allocations: what each receipt stands behind, and what none is known for."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple

import numpy as np

from arrears.core.ledger import ALLOCATION_KINDS
from arrears.core.matching.receipt_use import Links
from arrears.core.money import pro_rata, to_major, to_minor
from arrears.runs.carried import orphaned
from arrears.runs.lists.cleared_book import CLEARED, Book, Spot
from arrears.runs.lists.import_context import Context
from arrears.runs.ports import KEEP, Keep, Rows, Value

_COLUMNS = (
    "item", "kind", "receipt", "currency", "amount", "base_amount", "effective_date", "posting_date", "entered_on",
    "entered_by",
)  # fmt: skip


class Part(NamedTuple):
    """One clearing as it is to stand: its kind, its effective date, its receipt (-1: none known), minor units."""

    kind: str
    effective: date
    receipt: int
    amount: int


def clearing_parts(book: Book, rows: Sequence[int], spot: Spot, moved: Mapping[Spot, int], links: Links) -> list[Part]:
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
                parts.append(Part(*kind, receipt, taken))
                whole[kind] -= taken
                given -= taken  # noqa: PLW2901 - what is left of it
        if given:
            parts.append(Part(CLEARED, day, receipt, given))
            whole[CLEARED, day] = whole.get((CLEARED, day), 0) - given
    return parts + [Part(*kind, -1, amount) for kind, amount in whole.items() if amount]


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


def write_clearings(
    context: Context, book: Book, parts: Mapping[Spot, Sequence[Part]], spots: Mapping[Spot, Sequence[int]]
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


def _placed(book: Book, parts: Sequence[Part], rows: Sequence[int]) -> Iterator[tuple[Part, int | None]]:
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


def _cells(context: Context, book: Book, spot: Spot, part: Part, row: int | None) -> dict[str, Value]:
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
