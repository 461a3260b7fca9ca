"""Reprint issued letters: the same bytes under the same number, never a new one."""

from collections.abc import Sequence
from pathlib import PurePath

from arrears.errors import InputRefused, JournalRefused
from arrears.runs.dunning.issue_conditions import refuse_missing_journal
from arrears.runs.issue import IssuedLetter
from arrears.runs.items.term_rules import WorkingDaysFinder, monday_to_friday
from arrears.runs.letters.letter_draft import as_issued
from arrears.runs.letters.letter_history import History, Planned, Run
from arrears.runs.letters.letter_sheets import LetterSheets
from arrears.runs.ports import Journal, LetterFiles, LetterWriter, Sheets


def reprint(
    sheets: Sheets,
    writer: LetterWriter,
    kept: Sequence[LetterFiles],
    journal: Journal,
    numbers: Sequence[str],
    find: WorkingDaysFinder = monday_to_friday,
) -> Sequence[IssuedLetter]:
    """Put letters into the writer's folder again as they were issued; without numbers, all that are not void.

    A letter is copied from the folders it was ``kept`` in where it is unchanged there, else made anew from the book
    where that gives the very same letter. Raises InputRefused ``letter-unknown``, ``letter-void``, JournalRefused
    ``reprint-changed`` where neither can be, ``journal-missing``.
    """
    history = History(journal.entries())
    books = LetterSheets(sheets, find)
    refuse_missing_journal(books, history, journal.where)
    wanted = [history.letter(number) for number in numbers] or [
        (run, planned) for run, planned in history.letters() if planned.number in run.written
    ]
    return [_again(run, planned, books, writer, kept) for run, planned in wanted]


def _again(
    run: Run, planned: Planned, books: LetterSheets, writer: LetterWriter, kept: Sequence[LetterFiles]
) -> IssuedLetter:
    if planned.number not in run.written or planned.number in run.voided:
        raise InputRefused("letter-void", found=planned.number)
    digest = run.written[planned.number].sha256
    found = next((content for each in kept if (content := each.content(planned.number, digest)) is not None), None)
    path = writer.put(*found) if found is not None else _made_anew(run, planned, books, writer)
    return IssuedLetter(planned.number, *planned.account, planned.level, str(path), digest)


def _made_anew(run: Run, planned: Planned, books: LetterSheets, writer: LetterWriter) -> PurePath:
    """Write a letter again whose file has gone; the journal's hashes say whether it is the very same one."""
    letter = as_issued(planned, run, books, writer)
    if letter is None or writer.digest(letter) != run.written[planned.number].sha256:
        raise JournalRefused("reprint-changed", found=planned.number)
    return writer.write(letter)[0]
