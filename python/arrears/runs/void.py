"""Void issued letters: by a further entry of the journal, never by deletion."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from arrears.errors import InputRefused, JournalRefused
from arrears.runs.dunning.issue_conditions import refuse_missing_journal
from arrears.runs.items.item_levels import ItemLevels
from arrears.runs.letters.letter_history import History
from arrears.runs.letters.letter_rows import day, text
from arrears.runs.letters.letter_sheets import LetterSheets
from arrears.runs.letters.register_rows import voided
from arrears.runs.ports import Clock, Journal, Sheets


@dataclass(frozen=True, slots=True)
class Voided:
    """Letters that count no more; ``sent``: those of them that had already gone out, so that the customer has them."""

    numbers: Sequence[str]
    sent: Sequence[str]


def void(sheets: Sheets, journal: Journal, clock: Clock, numbers: Sequence[str], reason: str = "") -> Voided:
    """Void letters; without numbers, those that the register gives a void reason and the journal does not know as void.

    Items that still stand as the letter left them go back to the level and the date before it, so that the next
    refresh proposes anew. Numbers stay taken and files stay where they are. The journal gets the SHA-256 of the reason.
    Raises InputRefused ``letter-unknown``, ``letter-void`` or ``void-reason-missing``, JournalRefused ``run-cut-off``
    or ``journal-missing``.
    """
    with journal.held():
        history = History(journal.entries())
        books = LetterSheets(sheets)
        refuse_missing_journal(books, history, journal.where)
        refuse_cut_off(history)
        reasons = dict.fromkeys(numbers, reason.strip()) if numbers else _typed(books, history)
        _refuse(reasons, history)
        levels = ItemLevels(books.tables["Invoices"])
        # The latest first: each letter gives back the level that the one before it left.
        for number in sorted(reasons, reverse=True):
            run, planned = history.letter(number)
            levels.withdraw(planned, run.letter_date)
        for number in sorted((n for run in history.runs for n in run.voided & run.written.keys()), reverse=True):
            run, planned = history.letter(number)
            levels.withdraw_further(planned, run.letter_date)
        for number, why in reasons.items():
            digest = hashlib.sha256(why.encode()).hexdigest()
            journal.append({"kind": "void", "number": number, "reason": digest, "at": clock.now()})
        if reasons:
            sheets.write(voided(books, levels, reasons), {"JournalHead": [[len(journal.seals), journal.seals[-1]]]})
        return Voided(list(reasons), [number for number in reasons if _sent(number, books, history)])


def refuse_cut_off(history: History) -> None:
    """Refuse to go on while a run of letters is not finished."""
    if history.cut_off is not None:
        raise JournalRefused("run-cut-off", found=", ".join(letter.number for letter in history.cut_off.letters[:5]))


def _typed(books: LetterSheets, history: History) -> dict[str, str]:
    """Read the void reasons that were typed on the register and are not in the journal yet."""
    table = books.tables["Letters"]
    rows = {text(table, "number", row): text(table, "void_reason", row) for row in range(len(table))}
    counting = {letter.number for _, letter in history.letters()}
    return {number: why for number, why in rows.items() if why and number in counting}


def _refuse(reasons: Mapping[str, str], history: History) -> None:
    for number, why in reasons.items():
        run, _ = history.letter(number)
        if number in run.voided:
            raise InputRefused("letter-void", found=number)
        if not why:
            raise InputRefused("void-reason-missing", found=number)


def _sent(number: str, books: LetterSheets, history: History) -> bool:
    run, _ = history.letter(number)
    table = books.tables["Letters"]
    rows = [row for row in range(len(table)) if text(table, "number", row) == number]
    known = run.dispatched.get(number)
    return any(day(table, "sent_on", row) for row in rows) or bool(known and known.sent_on)
