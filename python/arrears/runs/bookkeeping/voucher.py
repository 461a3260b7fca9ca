"""A decision of the book as a voucher: its journal lines, before they have accounts and a number."""

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from arrears.core.bookkeeping.postings import Lines
from arrears.runs.bookkeeping.voucher_texts import NOTHING_SAID, About


@dataclass(frozen=True, slots=True)
class Voucher:
    """One decision's journal lines; ``source`` names the row it comes from, whatever place that row has moved to."""

    source: str
    kind: str
    day: date
    customer: str
    currency: str
    lines: Lines
    posted: bool = False
    """The row itself says that the ledger has it."""
    bank: str = ""
    """The ledger's account of the bank account concerned, where Bank accounts names it."""
    about: About = NOTHING_SAID


class MonthEndLine(NamedTuple):
    """What is posted at the month-end for one account or item and reversed on the next day."""

    kind: str
    key: str
    customer: str
    currency: str
    lines: Lines
