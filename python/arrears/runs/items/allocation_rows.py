"""The rows of Allocations: sorted by item, a mirror row for every use of a credit, one block an item for formulas."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from arrears.core.dates import as_dates
from arrears.core.problems import Problem
from arrears.runs.carried import orphaned
from arrears.runs.figures import Figures
from arrears.runs.items.item_vat import net_and_vat
from arrears.runs.ports import KEEP, Keep, Rows, Table, Value
from arrears.runs.reading import Row

Blocks = Mapping[str, tuple[int, int]]
"""The allocations of each item by key: the 1-based first row and the number of rows."""

_MIRRORED = ("item", "kind", "credit", "currency", "amount", "base_amount", "effective_date", "posting_date")


class _Line(NamedTuple):
    """A row to write: the item whose block it belongs to, the row it keeps, the row it says, its cells as a mirror."""

    item: str
    kept: int | None
    source: int | None
    mirror: Mapping[str, Value] | None = None


def allocation_rows(figures: Figures) -> tuple[Rows | None, Blocks, list[Problem]]:
    """Give the Allocations sorted by item, each item's block, and a problem for every note on a mirror that is gone.

    A mirror (kind credit, of opposite sign, on the credit's own item) lets the balance formula read one sorted block
    per item; it is derived here, and skipped when the table is read. Rows that were left out stand below all blocks.
    """
    table = figures.tables.get("Allocations")
    if table is None:
        return None, {}, []
    mirrors = figures.sub_ledger.mirrors
    counted = frozenset(figures.sub_ledger.allocation_rows)
    real = [Row(table, number) for number in range(len(table)) if number not in mirrors]
    lines = [_Line(row.text("item"), row.number, row.number) for row in real if row.number in counted]
    lines += _mirrors(table, [row for row in real if row.number in counted and row.text("credit")], mirrors)
    lines.sort(key=lambda line: line.item)
    blocks: dict[str, tuple[int, int]] = {}
    for position, line in enumerate(lines, 1):
        first, count = blocks.get(line.item, (position, 0))
        blocks[line.item] = (first, count + 1)
    lines += [_Line(row.text("item"), row.number, None) for row in real if row.number not in counted]
    columns: dict[str, Sequence[Value | Keep]] = {
        name: [KEEP if line.mirror is None else line.mirror[name] for line in lines] for name in _MIRRORED
    }
    days = dict(
        zip(figures.sub_ledger.allocation_rows, as_dates(figures.sub_ledger.ledger.counted_from()), strict=True)
    )
    columns["counted_from"] = [None if line.source is None else days[line.source] for line in lines]
    split = net_and_vat(figures)
    for place, name in enumerate(("net_part", "vat_part")):
        columns[name] = [
            None if line.mirror or line.source not in split else split[line.source][place] for line in lines
        ]
    kept = [line.kept for line in lines]
    return Rows("Allocations", columns, kept), blocks, orphaned(table, "item", ("item", "credit"), kept)


def _mirrors(table: Table, uses: Sequence[Row], mirrors: frozenset[int]) -> list[_Line]:
    """Derive the mirrors of the uses of credits; each keeps what people wrote on the one there was before."""
    before: dict[tuple[Value, ...], list[int]] = {}
    for number in sorted(mirrors, reverse=True):
        row = Row(table, number)
        before.setdefault(tuple(row.cell(name) for name in _MIRRORED), []).append(number)
    lines = []
    for row in uses:
        cells = _mirror(row)
        same = before.get(tuple(cells[name] for name in _MIRRORED))
        lines.append(_Line(row.text("credit"), same.pop() if same else None, row.number, cells))
    return lines


def _mirror(row: Row) -> dict[str, Value]:
    amount, base = row.amount("amount"), row.amount("base_amount")
    return {
        "item": row.cell("credit"),
        "kind": "credit",
        "credit": row.cell("item"),
        "currency": row.cell("currency"),
        "amount": None if amount is None else -amount,
        "base_amount": None if base is None else -base,
        "effective_date": row.cell("effective_date"),
        "posting_date": row.cell("posting_date"),
    }
