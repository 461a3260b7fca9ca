"""Which receipts were taken back: their payments returned, or undone here; and which returns were undone again."""

from collections.abc import Iterator

from arrears.runs.items.refunds import is_refund
from arrears.runs.items.undone_receipts import ENDING
from arrears.runs.ports import Table
from arrears.runs.reading import Row


def taken_back(table: Table | None) -> frozenset[str]:
    """Name the receipts that were returned or undone; one that was refunded stands, and one whose return was undone."""
    rows = [] if table is None else list(_rows(table))
    keys = {row.text("receipt_key") for row in rows}
    standing = (row for row in rows if f"{row.text('receipt_key')}{ENDING}" not in keys and not is_refund(row))
    return frozenset(row.text("reverses") for row in standing if row.text("reverses"))


def returns_undone(table: Table, receipt: str) -> frozenset[str]:
    """Name the returns of a receipt that were undone."""
    keys = {row.text("receipt_key") for row in _rows(table)}
    returns = (row.text("receipt_key") for row in _rows(table) if row.text("reverses") == receipt)
    return frozenset(key for key in returns if f"{key}{ENDING}" in keys)


def reversed_by(table: Table, receipt: str) -> str:
    """Give the receipt whose payment a return took back; nothing for any other receipt, a refund among them."""
    row = next((row for row in _rows(table) if row.text("receipt_key") == receipt), None)
    return "" if row is None or is_refund(row) else row.text("reverses")


def _rows(table: Table) -> Iterator[Row]:
    return (Row(table, number) for number in range(len(table)))
