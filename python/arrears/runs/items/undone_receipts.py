"""Rows of Receipts that undo another one: its number, with an ending."""

from arrears.runs.reading import Row

ENDING = "/undone"
"""How the number ends under which a receipt is undone."""


def is_undoing(row: Row) -> bool:
    """Tell whether a row of Receipts undoes another one."""
    reversed_ = row.text("reverses")
    return bool(reversed_) and row.text("receipt_key") == f"{reversed_}{ENDING}"
