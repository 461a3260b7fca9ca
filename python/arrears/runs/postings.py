"""Postings: draw up what the ledger must hear, and remember what was handed over to it."""

from collections.abc import Sequence
from datetime import date

from arrears.runs.bookkeeping.accounts_table import add_accounts
from arrears.runs.bookkeeping.journal import JournalVoucher, journal, marked_exported, to_export
from arrears.runs.figures import RateFinder
from arrears.runs.items.term_rules import WorkingDaysFinder, monday_to_friday
from arrears.runs.policy_table import policy_of
from arrears.runs.ports import Sheets
from arrears.runs.refresh import Refreshed, refresh

PART = "postings"


def draw_up(
    sheets: Sheets, as_of: date | None, rates: RateFinder, working_days: WorkingDaysFinder = monday_to_friday
) -> Refreshed:
    """Add the sheets of postings where the book lacks them, with the accounts to fill in, and refresh the book."""
    add_part(sheets)
    return refresh(sheets, as_of, rates, working_days)


def add_part(sheets: Sheets) -> None:
    """Add the sheets of postings; Ledger accounts lists every use, in a book kept in CNY with the usual accounts."""
    sheets.add(PART)
    add_accounts(sheets, policy_of(sheets)[0].base_currency)


def vouchers_of(sheets: Sheets) -> list[JournalVoucher]:
    """Give the vouchers of the book."""
    return journal(sheets.read("Postings")["Postings"], policy_of(sheets)[0].base_currency)


def to_hand_over(sheets: Sheets, through: date, *, again: bool) -> list[JournalVoucher]:
    """Give the vouchers to export: what is new up to a day, or all that is still to post if asked for again."""
    return to_export(vouchers_of(sheets), through, again=again)


def remember(sheets: Sheets, vouchers: Sequence[JournalVoucher], said: str) -> None:
    """Mark vouchers as exported, so that the next export leaves them out and no refresh rewrites them."""
    if vouchers:
        sheets.write([marked_exported(sheets.read("Postings")["Postings"], vouchers, said)], {})
