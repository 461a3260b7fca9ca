"""What must hold before any letter is written; each refusal says what to do first."""

from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal

from arrears.core.money import majors
from arrears.core.policy import Policy
from arrears.errors import InputRefused, JournalRefused, ProposalRefused
from arrears.runs.letter_history import History
from arrears.runs.letter_sheets import LetterSheets
from arrears.runs.ports import Clock, Table
from arrears.runs.sub_ledger import SubLedger, load

OLDEST_FIGURES = timedelta(days=31)
"""Figures older than this are not sent out under today's date unless a letter date is named."""


def letter_day(books: LetterSheets, clock: Clock, wished: date | None) -> date:
    """Give the date of the letters: as wished, else today; refuses one before the figures or, unasked, long after."""
    day = wished or max(clock.today(), books.as_of)
    if day < books.as_of:
        raise InputRefused("letter-before-as-of", found=day.isoformat(), as_of=books.as_of.isoformat())
    if wished is None and day - books.as_of > OLDEST_FIGURES:
        raise InputRefused("letter-date-missing", found=books.as_of.isoformat())
    return day


def refuse_missing_journal(books: LetterSheets, history: History, where: str) -> None:
    """Refuse a book whose register names letters that the journal, looked for at ``where``, does not know."""
    known = {letter.number for run in history.runs for letter in run.letters}
    missing = sorted(books.registered - known)
    if missing:
        raise JournalRefused("journal-missing", where=where, found=", ".join(missing[:5]))


def refuse_outdated(books: LetterSheets) -> None:
    """Refuse to write letters on figures that a refresh would change: imports or edits came after the last one."""
    changed = _changed_accounts(load(books.policy.base_currency, books.tables), books.tables, books.as_of)
    if changed:
        raise ProposalRefused("refresh-needed", found=", ".join(sorted(changed)[:5]), as_of=books.as_of.isoformat())


def refuse_unreadable(books: LetterSheets) -> None:
    """Refuse an Escalation sheet with a cell that cannot be read: nobody's letter may be lost to a slip of the pen."""
    problems = books.tables["Escalation"].problems
    if problems:
        first = problems[0]
        raise ProposalRefused("proposal-unreadable", first.where, first.found, count=len(problems))


def refuse_stale(books: LetterSheets) -> None:
    """Refuse proposals whose figures or rules changed after they were made."""
    stale = [
        proposed.account[0]
        for proposed in books.proposed
        if proposed.send and proposed.stamp != books.stamp(proposed.account, books.as_of)
    ]
    if stale:
        raise ProposalRefused("proposal-stale", found=", ".join(dict.fromkeys(stale)))


def refuse_without_sender(policy: Policy) -> None:
    """Refuse letters that would not say who writes and where to pay."""
    lacking = [setting for setting in ("company", "bank_details") if not getattr(policy, setting)]
    if lacking:
        raise ProposalRefused("sender-missing", setting=lacking[0])


def _changed_accounts(sub_ledger: SubLedger, tables: Mapping[str, Table], as_of: date) -> set[str]:
    ledger = sub_ledger.ledger
    changed: set[str] = set()
    parts = (
        (ledger.balances(as_of), ledger.items, sub_ledger.item_rows, "Invoices", "balance"),
        (ledger.unapplied(as_of), ledger.receipts, sub_ledger.receipt_rows, "Receipts", "unapplied"),
    )
    for minor, documents, rows, table, key in parts:
        if table not in tables:
            continue
        currencies = [ledger.currencies[code] for code in documents.currency.tolist()]
        shown = tables[table].column(key)
        now = zip(majors(minor.tolist(), currencies), documents.customer.tolist(), rows, strict=True)
        changed |= {ledger.customers[code] for amount, code, row in now if (shown[row] or Decimal(0)) != amount}
    return changed
