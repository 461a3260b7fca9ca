"""Receipts that a person left on account: proposed again with little confidence until something new is there."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from arrears.core.dates import as_day
from arrears.core.matching.confidence import LEFT
from arrears.core.matching.incoming import Payable, Proposed
from arrears.core.reasons import reason
from arrears.runs.matching.matching_book import MatchingBook
from arrears.runs.matching.sources import RECEIPT, Source

COLUMN = "left_on_account"
"""The day as of which a person left on account what the receipt holds; blank: nobody has, or it is asked for again."""


def left_on(source: Source) -> date | None:
    """Give the day as of which a person left a receipt on account."""
    return source.row.day(COLUMN) if source.kind == RECEIPT else None


def rest_of(payables: Sequence[Payable], proposals: Sequence[Proposed]) -> list[Payable]:
    """Give the items with what proposals leave of them: what was decided before comes last."""
    taken: dict[int, int] = {}
    for line in (line for one in proposals for line in one.lines):
        taken[line.item] = taken.get(line.item, 0) + line.paid + line.deducted
    rest = list(payables)
    for n, amount in taken.items():
        rest[n] = replace(rest[n], balance=rest[n].balance - amount)
    return rest


def decided_before(book: MatchingBook, source: Source, proposed: Proposed) -> Proposed:
    """Give a proposal for a receipt that was left on account: as it is where it names an item posted since."""
    day, posted = left_on(source), book.sub_ledger.ledger.items.posting_date
    if day is None or any(posted[line.item] > as_day(day) for line in proposed.lines):
        return proposed
    why = (reason("match-left-on-account", day=day), *proposed.reasons)
    return replace(proposed, confidence=min(proposed.confidence, LEFT), reasons=why)
