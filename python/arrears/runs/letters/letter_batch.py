"""The letters that a book's proposals lead to, as drafts: for issuing them, or for saying what issuing would do."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from arrears.core.letters.letters import template_of
from arrears.runs.dunning.issue_conditions import (
    letter_day,
    refuse_missing_journal,
    refuse_old_receipts,
    refuse_outdated,
    refuse_stale,
    refuse_unexplained,
    refuse_unknown_money,
    refuse_unreadable,
    refuse_without_sender,
)
from arrears.runs.items.term_rules import WorkingDaysFinder, monday_to_friday
from arrears.runs.letters.letter_draft import Draft, LetterTerms, Remark, against, drafted, remarks
from arrears.runs.letters.letter_history import History
from arrears.runs.letters.letter_rows import ProposedLetter
from arrears.runs.letters.letter_sheets import LetterSheets
from arrears.runs.letters.lost_letters import lost_letters
from arrears.runs.ports import Clock, Journal, LetterWriter, Sheets

PREFIX = "L"
"""What letter numbers begin with: L2026-00001."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What issuing would do: letters as they would be written, those of a cut-off run, those given back to the book."""

    letter_date: date
    letters: Sequence[Draft]
    finished: Sequence[str]
    restored: Sequence[str]
    skipped: Sequence[Remark]
    remarks: Sequence[Remark]


def plan(
    sheets: Sheets,
    writer: LetterWriter,
    journal: Journal,
    clock: Clock,
    letter_date: date | None = None,
    despite: str = "",
    find: WorkingDaysFinder = monday_to_friday,
) -> Plan:
    """Say what ``issue`` would do, and record nothing; raises what it would raise."""
    history = History(journal.entries())
    books = LetterSheets(sheets, find)
    refuse_missing_journal(books, history, journal.where)
    refuse_unreadable(books)
    refuse_outdated(books)
    day = letter_day(books, clock, letter_date)
    refuse_stale(books)
    refuse_unexplained(books, day)
    refuse_old_receipts(books, day, despite)
    refuse_unknown_money(books, day, despite)
    lost = lost_letters(books, history)
    unfinished = history.cut_off.unwritten if history.cut_off else []
    known = {*lost.accounts, *(planned.account for planned in unfinished)}
    asked = [proposed for proposed in books.proposed if proposed.send and proposed.account not in known]
    drafts, skipped = drafts_of(asked, books, history, day, writer, despite)
    if drafts:
        refuse_without_sender(books.policy)
    for draft in drafts:
        writer.refuse_taken(draft.letter)
    return Plan(
        letter_date=day,
        letters=drafts,
        finished=[planned.number for planned in unfinished],
        restored=[planned.number for _, planned in lost.letters],
        skipped=[*lost.remarks(books), *skipped],
        remarks=[remark for draft in drafts for remark in remarks(draft, books)],
    )


def drafts_of(
    proposals: Sequence[ProposedLetter],
    books: LetterSheets,
    history: History,
    day: date,
    writer: LetterWriter,
    despite: str = "",
) -> tuple[list[Draft], list[Remark]]:
    """Draft the letters of proposals, numbered on from the journal; say of the others why they get none."""
    number = history.next_number(PREFIX, day.year)
    drafts: list[Draft] = []
    skipped = []
    for proposed in proposals:
        why = against(proposed, books, history, day, despite)
        if why is not None:
            skipped.append(Remark(*proposed.account, why))
            continue
        name = f"{PREFIX}{day.year}-{number + len(drafts):05d}"
        template = proposed.template or template_of(proposed.level)
        language = books.language_of(proposed.account)
        terms = LetterTerms(name, *proposed.account, proposed.level, template, language, day, books.as_of)
        drafts.append(drafted(terms, books, writer))
    return drafts, skipped
