"""What was paid off of the items that letters were about: whom to thank, and for what."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from operator import index

from arrears.core.dates import as_dates
from arrears.core.ledger import ALLOCATION_KINDS
from arrears.core.letters.letter_items import claim
from arrears.core.letters.letters import OpenItem
from arrears.runs.dunning.undertakings import NO_PAYMENT
from arrears.runs.letters.letter_rows import Account
from arrears.runs.letters.letter_sheets import LetterSheets


@dataclass(slots=True)
class Settled:
    """Items of one account that were paid off, and the day of the last payment."""

    paid_on: date
    items: list[OpenItem] = field(default_factory=list)


@dataclass(slots=True)
class _Paid:
    """How an item was settled: when the last of it was, its last payment, and whether it was written off in part."""

    done_on: date
    paid_on: date | None = None
    written_off: bool = False


def settled_items(books: LetterSheets, first_day: date) -> Mapping[Account, Settled]:
    """Give what was paid off from a day to the as-of date of the items that letters were about, by account.

    An account with anything past due still to ask for is left out: thanks would be read as a receipt for all of it. So
    is an item that was written off in part, or settled without any payment.
    """
    ledger, found = books.sub_ledger.ledger, dict[Account, Settled]()
    balances = ledger.balances(books.as_of)
    for n, paid in _payments(books).items():
        if balances[n] or paid.written_off or paid.paid_on is None or paid.done_on < first_day:
            continue
        item = books.item(books.sub_ledger.item_rows[n])
        account = ledger.customers[ledger.items.customer[n]], ledger.currencies[ledger.items.currency[n]]
        if item.gross > 0 and (item.level or item.last_letter) and not _past_due(books, account):
            settled = found.setdefault(account, Settled(paid.paid_on))
            settled.items.append(item)
            settled.paid_on = max(settled.paid_on, paid.paid_on)
    return found


def _past_due(books: LetterSheets, account: Account) -> bool:
    open_items = books.items.get(account, ())
    return any(item.due_date and item.due_date < books.as_of and claim(item) > 0 for item in open_items)


def _payments(books: LetterSheets) -> Mapping[int, _Paid]:
    """Give how each item of the ledger was settled up to the as-of date, as far as it was."""
    ledger, found = books.sub_ledger.ledger, dict[int, _Paid]()
    allocated, days = ledger.allocations, as_dates(ledger.counted_from())
    for n, day in enumerate(days):
        if day is None or day > books.as_of:
            continue
        kind, paid = ALLOCATION_KINDS[allocated.kind[n]], found.setdefault(index(allocated.item[n]), _Paid(day))
        paid.done_on = max(paid.done_on, day)
        paid.written_off |= kind == "write-off"
        if kind not in NO_PAYMENT and allocated.credit[n] < 0:
            paid.paid_on = max(paid.paid_on or day, day)
    return found
