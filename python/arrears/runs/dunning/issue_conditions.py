"""What must hold before any letter is written, and what bars single letters; each says what to do first.

A person may decide otherwise with a reason: for one letter in its row of the Escalation sheet, for a whole run with
``despite``, which the journal keeps.
"""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal

from arrears.core.letters.letters import may_be_demanded, set_beyond
from arrears.core.money import majors
from arrears.core.policy import Policy
from arrears.core.reasons import Reason, reason
from arrears.errors import InputRefused, JournalRefused, ProposalRefused
from arrears.runs.letters.letter_history import History
from arrears.runs.letters.letter_rows import ProposedLetter
from arrears.runs.letters.letter_sheets import LetterSheets
from arrears.runs.ports import Clock, Table, Value
from arrears.runs.reading import Row
from arrears.runs.sub_ledger import SubLedger

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
    changed = _changed_accounts(books.sub_ledger, books.tables, books.as_of)
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


def refuse_unexplained(books: LetterSheets, letter_date: date) -> None:
    """Refuse a level set higher than its items reach by themselves without a reason, a legal one without an approver.

    Raises ProposalRefused ``level-unexplained`` or ``level-unapproved``.
    """
    for proposed in (proposed for proposed in books.proposed if proposed.send and proposed.level > 0):
        account, policy = proposed.account, books.policy_for(proposed.account)
        items = [item for item in books.items.get(account, []) if may_be_demanded(item, books.as_of, letter_date)]
        reached = set_beyond(items, proposed.level, books.as_of, policy)
        if reached is None:
            continue
        levels = {"level": str(proposed.level), "reached": str(reached)}
        if not proposed.reason:
            raise ProposalRefused("level-unexplained", proposed.place, found=account[0], **levels)
        if books.procedure_of(account).is_legal(proposed.level) and not proposed.approved_by:
            raise ProposalRefused("level-unapproved", proposed.place, found=account[0], **levels)


def refuse_old_receipts(books: LetterSheets, letter_date: date, despite: str) -> None:
    """Refuse letters where the last list that shows what was received is too old: who has paid since is not known.

    A reason for the run, or for every letter of it, is taken. A book that nothing was ever imported into is kept by
    hand and says nothing of the kind. Raises ProposalRefused ``receipts-outdated``.
    """
    last, most = receipts_known(books.tables.get("Imports")), books.policy.receipts_age
    unexplained = [proposed for proposed in books.proposed if proposed.send and not proposed.reason]
    if last is None or (letter_date - last).days <= most or despite or not unexplained:
        return
    values = {"days": str((letter_date - last).days), "most": str(most), "letter_date": letter_date.isoformat()}
    raise ProposalRefused("receipts-outdated", found=last.isoformat(), **values)


def refuse_unknown_money(books: LetterSheets, letter_date: date, despite: str) -> None:
    """Refuse letters while the bank holds money of nobody known yet: whoever sent it may be asked to pay again.

    A reason for the run, or for every letter of it, is taken. Raises ProposalRefused ``bank-lines-open``.
    """
    unknown = books.pending(letter_date).unknown
    unexplained = [proposed for proposed in books.proposed if proposed.send and not proposed.reason]
    if not unknown or despite or not unexplained:
        return
    sums: dict[str, Decimal] = {}
    for currency, amount in unknown:
        sums[currency] = sums.get(currency, Decimal(0)) + amount
    amounts = ", ".join(f"{amount:,} {currency}" for currency, amount in sorted(sums.items()))
    raise ProposalRefused("bank-lines-open", found=str(len(unknown)), amounts=amounts)


def barred(proposed: ProposedLetter, books: LetterSheets, despite: str = "") -> Reason | None:
    """Say why a letter may not go out unless a person decides so: a key account, or rows of the customer left out."""
    if books.is_key_account(proposed.account) and not proposed.released:
        return reason("release-missing")
    lost = _left_out(books.tables["Problems"])
    left_out = next((lost[one] for one in books.owners(proposed.account) if one in lost), None)
    if left_out is not None and not (proposed.reason or despite):
        return reason("rows-left-out", place=left_out)
    return None


def refuse_without_sender(policy: Policy) -> None:
    """Refuse letters that would not say who writes and where to pay."""
    lacking = [setting for setting in ("company", "bank_details") if not getattr(policy, setting)]
    if lacking:
        raise ProposalRefused("sender-missing", setting=lacking[0])


_SHOWING_RECEIPTS = frozenset({"receipts", "allocations", "open-items", "ledger", "invoices", "bank"})
"""Kinds of lists from which one sees what was paid; bank statements are recorded under the last day they speak of."""


def receipts_known(imports: Table | None) -> date | None:
    """Give the day up to which imported lists show what was received."""
    rows = [] if imports is None else [Row(imports, number) for number in range(len(imports))]
    days = (_day_of(row) for row in rows if row.text("kind") in _SHOWING_RECEIPTS)
    return max((day for day in days if day is not None), default=None)


def _day_of(row: Row) -> date | None:
    """Give the day a list was drawn up for, else the day it was imported."""
    listed, imported = row.day("list_date"), row.text("imported_at")[:10]
    try:
        return listed or date.fromisoformat(imported)
    except ValueError:
        return None


def _left_out(problems: Table) -> Mapping[str, str]:
    """Give, by customer, where a row of theirs was left out."""
    cells: Mapping[str, Sequence[Value]] = {
        key: problems.column(key) for key in ("customer", "severity", "place", "cell")
    }
    found: dict[str, str] = {}
    for customer, severity, place, cell in zip(*cells.values(), strict=True):
        if customer and severity == "left out":
            found.setdefault(str(customer), "!".join(str(part) for part in (place, cell) if part))
    return found


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
