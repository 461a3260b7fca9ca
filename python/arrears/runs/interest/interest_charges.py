"""The Interest charged sheet: its records sorted by item, one block an item for the formulas beside the totals."""

from collections.abc import Mapping
from datetime import date

from arrears.runs.figures import Figures
from arrears.runs.ports import KEEP, Keep, Rows, Table, Value
from arrears.runs.reading import Row

Blocks = Mapping[str, tuple[int, int]]
"""The records of each item by its key: the 1-based first row and the number of rows."""


def charge_rows(figures: Figures) -> tuple[Rows | None, Blocks]:
    """Give the records sorted by item and day with the state of their notes, and the block of each item."""
    table = figures.tables.get("InterestCharges")
    if table is None:
        return None, {}
    order = sorted(range(len(table)), key=lambda number: _place(Row(table, number)))
    blocks: dict[str, tuple[int, int]] = {}
    for position, number in enumerate(order, 1):
        key = Row(table, number).text("item_key")
        first, count = blocks.get(key, (position, 0))
        blocks[key] = (first, count + 1)
    states = note_states(figures.tables["Invoices"])
    state: list[Value | Keep] = [states.get(Row(table, number).text("interest_note"), KEEP) for number in order]
    return Rows(table.name, {"state": state}, order), blocks


def note_states(invoices: Table) -> dict[str, str]:
    """Give the state of each interest note in Open items by its number; posted where nothing else is said."""
    rows = zip(invoices.column("document_no"), invoices.column("kind"), invoices.column("state"), strict=True)
    return {str(number): str(state or "posted") for number, kind, state in rows if kind == "interest note"}


def _place(row: Row) -> tuple[str, date, str]:
    return row.text("item_key"), row.day("through_day", "note_date") or date.min, row.text("interest_note")
