"""Rows of Receipts that are money given back to a customer, and no payment that came back."""

from arrears.core.matching.refunds import says_refund
from arrears.runs.items.undone_receipts import is_undoing
from arrears.runs.reading import Row


def is_refund(row: Row) -> bool:
    """Tell whether a row of Receipts is a refund: money out whose instrument says so, and no undoing of money in."""
    return (row.amount("amount") or 0) < 0 and says_refund(row.text("instrument")) and not is_undoing(row)
