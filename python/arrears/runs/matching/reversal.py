"""Taking back what a receipt paid: rows of opposite sign that name what they reverse, never a deletion."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from arrears.runs.matching.matching_book import MatchingBook
from arrears.runs.matching.taken_back import returns_undone, reversed_by
from arrears.runs.ports import Value
from arrears.runs.reading import Row

_SAME = ("item", "kind", "credit", "currency", "reference")


@dataclass(frozen=True, slots=True)
class Reversal:
    """One reversal: of which receipt, by which receipt (a return, an undoing) or by itself, on which days, by whom."""

    receipt: str
    by_receipt: str
    effective: date | None
    """When it takes effect; None: as what it reverses did, as if that had never been."""
    posted: date
    entered: date
    by: str
    approved_by: str = ""
    of_here: bool = False
    """Whether only what was decided here is taken back, and not what lists of the ledger brought in."""


def reversed_allocations(book: MatchingBook, reversal: Reversal) -> list[dict[str, Value]]:
    """Give the rows that take back every allocation of a receipt which nothing has taken back yet."""
    rows = []
    standing = _standing(book, reversal.receipt)
    for row, amount in (one for one in standing if one[0].text("state") or not reversal.of_here):
        base = row.amount("base_amount")
        cells: dict[str, Value] = {name: row.cell(name) for name in _SAME}
        cells |= {
            "receipt": reversal.by_receipt if row.text("receipt") else None,
            "amount": -amount,
            "base_amount": None if base is None else -base,
            "effective_date": reversal.effective or row.day("effective_date", "posting_date"),
            "posting_date": max(reversal.posted, row.day("posting_date") or reversal.posted),
            "entered_on": reversal.entered,
            "entered_by": reversal.by,
            "approved_by": reversal.approved_by or None,
            "reverses": reversal.receipt,
            "state": "to post",
        }
        rows.append(cells)
    return rows


def _standing(book: MatchingBook, receipt: str) -> list[tuple[Row, Decimal]]:
    """Give the allocations of a receipt, credits used with it among them, that no row has reversed; with amounts.

    Those of a returned payment are the rows that took back what the payment had paid.
    """
    table, returns = book.tables["Allocations"], reversed_by(book.tables["Receipts"], receipt)
    rows = [Row(table, number) for number in range(len(table)) if number not in book.sub_ledger.mirrors]
    reversed_, found = _reversed(book, rows, receipt, returns), []
    for row in rows:
        amount, key = row.amount("amount"), _named(row, 1)
        of_it = receipt in (row.text("receipt"), _with(row, receipt))
        if amount is None or not of_it or row.text("reverses") != returns:
            continue
        if reversed_[key]:
            reversed_[key] -= 1
        else:
            found.append((row, amount))
    return found


def _reversed(book: MatchingBook, rows: Sequence[Row], receipt: str, returns: str) -> Counter[tuple[object, ...]]:
    """Count what of a receipt is reversed already, but for returns that were undone.

    ``returns``: the payment that it took back, if it is a return. Uses of credits name no return; those that a former
    return of the same payment took back are reversed with it.
    """
    receipts = book.tables["Receipts"]
    gone, former = returns_undone(receipts, receipt), returns_undone(receipts, returns) if returns else ()
    reversed_ = Counter(_named(row, -1) for row in rows if row.text("reverses") == receipt)
    reversed_ -= Counter(_named(row, 1) for row in rows if row.text("reverses") in gone)
    return reversed_ + Counter(
        _named(row, -1) for row in rows if row.text("reverses") in former and not row.text("receipt")
    )


def _with(row: Row, receipt: str) -> str:
    """Give the receipt that a use of a credit was posted with; a use that was taken back was so by the one return."""
    if row.text("kind") != "credit":
        return ""
    return receipt if row.text("reverses") else row.text("reference")


def _named(row: Row, sign: int) -> tuple[object, ...]:
    amount = row.amount("amount")
    return (*(row.text(name) for name in ("item", "kind", "credit")), None if amount is None else sign * amount)
