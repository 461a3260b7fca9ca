"""What the former month, as it stands now, would give to a month that was opened from it: rows of cells by table."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from arrears.core.month.carrying import carried
from arrears.core.month.opening_changes import Cells
from arrears.runs.figures import Figures, RateFinder
from arrears.runs.month.carried_rows import CarriedRows
from arrears.runs.month.month_needs import needed
from arrears.runs.month.undertakings_left import undertakings_left
from arrears.runs.ports import KEEP, Rows, Table, Value

ITEM_FACTS = (
    "customer", "kind", "document_no", "document_date", "posting_date", "currency", "gross", "net", "vat",
    "booked_rate", "base_amount", "control_account",
)  # fmt: skip
"""What of an item an opening settles; all else about it may have moved on since."""
RECEIPT_FACTS = ("customer", "value_date", "posting_date", "currency", "amount", "base_amount", "used_before")
ALLOCATION_FACTS = (
    "item", "kind", "receipt", "credit", "currency", "amount", "base_amount", "effective_date", "posting_date",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class OpeningRows:
    """The rows of before an opening: items and receipts by key, allocations, interest charged by note and item."""

    items: Mapping[str, Cells]
    receipts: Mapping[str, Cells]
    allocations: Sequence[Cells]
    charges: Mapping[str, Cells]


def offered(figures: Figures, rates: RateFinder, items: Collection[str], receipts: Collection[str]) -> OpeningRows:
    """Give what the former month carries over, with everything of those items and receipts that the new one has."""
    ledger, left = figures.sub_ledger.ledger, undertakings_left(figures)
    more = needed(figures, rates(figures.tables.get("InterestRates")), left)
    for n, key in enumerate(ledger.items.key):
        more.items[n] |= key in items
    for n, key in enumerate(ledger.receipts.key):
        more.receipts[n] |= key in receipts
    made = CarriedRows(figures, carried(ledger, figures.as_of, more), left)
    carried_over = {one.table: one for one in made.rows()}
    return _rows(figures, lambda table: _carried(table, carried_over[table.name]), figures.as_of)


def in_book(figures: Figures, opening_day: date) -> OpeningRows:
    """Give the rows of before the opening as the book has them; mirrors and rows left out of totals are no part.

    Under the name ``ROW`` each bears its number in its table.
    """
    return _rows(figures, lambda table: [(n, _row(table, n) | {ROW: n}) for n in range(len(table))], opening_day)


ROW = ""
"""Under this name a row of the book bears its number in its table."""

Lines = list[tuple[int | None, dict[str, Value]]]
"""Rows of cells with the row of the table each stands in; None for one that stands for others."""


def _rows(figures: Figures, lines: Callable[[Table], Lines], day: date) -> OpeningRows:
    """Give what was posted by a day: items and receipts in the ledger, allocations that are no mirrors."""
    sub, tables = figures.sub_ledger, figures.tables
    item_of = dict(zip(sub.item_rows, sub.ledger.items.key, strict=True))
    receipt_of = dict(zip(sub.receipt_rows, sub.ledger.receipts.key, strict=True))
    counted = frozenset(sub.allocation_rows)

    def known(name: str) -> Lines:
        return lines(tables[name]) if name in tables else []

    items = {item_of[n]: cells | {"item_key": item_of[n]} for n, cells in known("Invoices") if n in item_of}
    receipts = {receipt_of[n]: cells for n, cells in known("Receipts") if n in receipt_of}
    return OpeningRows(
        {key: cells for key, cells in items.items() if _by(cells, day)},
        {key: cells for key, cells in receipts.items() if _by(cells, day)},
        [cells for n, cells in known("Allocations") if (n is None or n in counted) and _by(cells, day)],
        {f"{cells.get('interest_note')}|{cells.get('item_key')}": cells for _, cells in known("InterestCharges")},
    )


def _carried(table: Table, made: Rows) -> Lines:
    found: Lines = []
    for n, row in enumerate(made.kept):
        cells = {} if row is None else _row(table, row)
        for name, values in made.columns.items():
            value = values[n]
            if value is not KEEP:
                cells[name] = value
        found.append((row, cells))
    return found


def _row(table: Table, row: int) -> dict[str, Value]:
    return {name: values[row] for name, values in table.columns.items()}


def _by(cells: Cells, day: date) -> bool:
    """Tell whether a row was posted by a day: by its posting date, else its document or value date."""
    days = (cells.get(name) for name in ("posting_date", "document_date", "value_date", "due_date"))
    posted = next((one for one in days if isinstance(one, date)), None)
    return posted is not None and posted <= day
