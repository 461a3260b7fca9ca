"""Taking back what a receipt paid: rows of opposite sign that name what they reverse, never a deletion."""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from arrears.runs.matching.matching_book import MatchingBook
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
    """Give the allocations of a receipt, credits used with it among them, that no row has reversed; with amounts."""
    table = book.tables["Allocations"]
    rows = [Row(table, number) for number in range(len(table)) if number not in book.sub_ledger.mirrors]
    reversed_ = Counter(_named(row, -1) for row in rows if row.text("reverses") == receipt)
    found = []
    for row in rows:
        amount, key = row.amount("amount"), _named(row, 1)
        if amount is None or row.text("reverses") or receipt not in (row.text("receipt"), _with(row)):
            continue
        if reversed_[key]:
            reversed_[key] -= 1
        else:
            found.append((row, amount))
    return found


def _with(row: Row) -> str:
    """Give the receipt that a use of a credit was posted with."""
    return row.text("reference") if row.text("kind") == "credit" else ""


def _named(row: Row, sign: int) -> tuple[object, ...]:
    amount = row.amount("amount")
    return (*(row.text(name) for name in ("item", "kind", "credit")), None if amount is None else sign * amount)
