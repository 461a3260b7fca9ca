"""Issue letters from the proposals: never one twice, never one lost, whatever stops the run."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from arrears import texts
from arrears.errors import JournalRefused, TemplateRefused
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
from arrears.runs.letters.letter_batch import drafts_of
from arrears.runs.letters.letter_draft import Draft, LetterTerms, Remark, drafted, remarks
from arrears.runs.letters.letter_history import History, Planned, Run, Written, opening
from arrears.runs.letters.letter_sheets import LetterSheets
from arrears.runs.letters.lost_letters import LostLetters, lost_letters
from arrears.runs.letters.register_rows import RegisterEntry, given_back, written_back
from arrears.runs.ports import Clock, Journal, LetterWriter, Rows, Sheets, Value

__all__ = ["Issued", "IssuedLetter", "Remark", "abandon", "issue"]


@dataclass(frozen=True, slots=True)
class IssuedLetter:
    """A letter on file."""

    number: str
    customer: str
    currency: str
    level: int
    path: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Issued:
    """What a run of letters did: ``finished`` are letters of a run that had been cut off, ``letters`` all of them.

    ``restored``: letters issued earlier that the book lacked, an older copy or one that was not saved; they are in its
    register again. ``skipped``: proposals marked to send that got no letter, and why. ``remarks``: letters worth a look
    before posting. ``register``: the rows added to the Letters sheet.
    """

    letter_date: date
    letters: Sequence[IssuedLetter] = ()
    finished: Sequence[str] = ()
    restored: Sequence[IssuedLetter] = ()
    skipped: Sequence[Remark] = ()
    remarks: Sequence[Remark] = ()
    register: Sequence[Mapping[str, Value]] = ()


def issue(
    sheets: Sheets,
    writer: LetterWriter,
    journal: Journal,
    clock: Clock,
    letter_date: date | None = None,
    issued_by: str = "",
    despite: str = "",
    find: WorkingDaysFinder = monday_to_friday,
) -> Issued:
    """Write a letter for every proposal marked to send, and record it.

    The letter date is today's, or the as-of date where that is later. A run that was cut off is finished first, with
    the numbers and the content it was opened with. Letters on file that the book lacks come back into it first, and
    customers whose proposals were made without them get none before a refresh. ``despite``: why letters go out although
    receipts are not known up to their date or rows were left out; the journal keeps it. ``find`` gives the working days
    of a country, on which payment is asked for. Raises, before anything is written:
    ProposalRefused ``proposal-stale`` where figures changed after they were proposed, ``refresh-needed`` where the
    sheets show older ones, ``proposal-unreadable``, ``sender-missing``, JournalRefused ``journal-missing`` or
    ``run-changed``, FileRefused ``number-taken``, InputRefused ``as-of-missing``, ``letter-before-as-of`` or
    ``letter-date-missing``, and whatever the templates are refused for.
    """
    with journal.held():
        history = History(journal.entries())
        books = LetterSheets(sheets, find)
        refuse_missing_journal(books, history, journal.where)
        desk = _Desk(sheets, writer, journal, clock, issued_by)
        lost = lost_letters(books, history)
        before = _Before(desk.restore(books, lost), lost.remarks(books))
        if lost:
            books = LetterSheets(sheets, find)
        if history.cut_off is not None:
            before.finished.extend(desk.finish(books, history.cut_off))
            history, books = History(journal.entries()), LetterSheets(sheets, find)
        refuse_unreadable(books)
        refuse_outdated(books)
        day = letter_day(books, clock, letter_date)
        return desk.work_off(books, history, day, before, despite)


def abandon(
    sheets: Sheets,
    writer: LetterWriter,
    journal: Journal,
    clock: Clock,
    issued_by: str = "",
    find: WorkingDaysFinder = monday_to_friday,
) -> Sequence[str]:
    """Give up the letters of a cut-off run that were not written; record the rest, and give the numbers given up.

    Their numbers stay taken: journal and register have them as void. Without a cut-off run it does nothing.
    """
    with journal.held():
        run = History(journal.entries()).cut_off
        if run is None:
            return []
        given_up = [planned.number for planned in run.unwritten]
        for number in given_up:
            journal.append({"kind": "void", "number": number, "at": clock.now()})
        run.voided |= set(given_up)
        _Desk(sheets, writer, journal, clock, issued_by).finish(LetterSheets(sheets, find), run)
        return given_up


@dataclass(frozen=True, slots=True)
class _Before:
    """What was set right before new letters: those given back to the register, whom that concerns, those finished."""

    restored: Sequence[RegisterEntry]
    skipped: Sequence[Remark]
    finished: list[RegisterEntry] = field(default_factory=list)


class _Desk:
    """Where letters are drafted, written and recorded, in the one order that survives being stopped anywhere."""

    def __init__(self, sheets: Sheets, writer: LetterWriter, journal: Journal, clock: Clock, issued_by: str) -> None:
        self.sheets = sheets
        self.writer = writer
        self.journal = journal
        self.clock = clock
        self.issued_by = issued_by

    def work_off(self, books: LetterSheets, history: History, day: date, before: _Before, despite: str = "") -> Issued:
        """Issue what is proposed; ``before`` was set right in the same go."""
        refuse_stale(books)
        refuse_unexplained(books, day)
        refuse_old_receipts(books, day, despite)
        refuse_unknown_money(books, day, despite)
        sent = [proposed for proposed in books.proposed if proposed.send]
        drafts, skipped = drafts_of(sent, books, history, day, self.writer, despite)
        run = Run(day, books.as_of, [draft.planned for draft in drafts])
        entries: list[RegisterEntry] = []
        if drafts:
            refuse_without_sender(books.policy)
            for draft in drafts:
                self.writer.refuse_taken(draft.letter)
            head = self.journal.seals[-1] if self.journal.seals else ""
            self.journal.append(opening(run, head, self.clock.now(), despite))
            entries = self._written(run, {draft.planned.number: draft for draft in drafts}, books)
            self._record(written_back(books, entries))
            self.journal.append({"kind": "closed", "at": self.clock.now()})
        runs = [*history.runs, run]
        return Issued(
            letter_date=day,
            letters=[_issued(entry, runs) for entry in (*before.finished, *entries) if not entry.void],
            finished=[entry.planned.number for entry in before.finished],
            restored=[_issued(entry, runs) for entry in before.restored if not entry.void],
            skipped=[*before.skipped, *skipped],
            remarks=[remark for draft in drafts for remark in remarks(draft, books)],
            register=[entry.cells() for entry in (*before.restored, *before.finished, *entries)],
        )

    def restore(self, books: LetterSheets, lost: LostLetters) -> list[RegisterEntry]:
        """Give the book back what the journal knows and it lacks; its proposals without that count no more."""
        entries = [self._entry_on_file(planned, run, books) for run, planned in lost.letters]
        if lost:
            void = dict.fromkeys(lost.voided, texts.message("letter-voided", self.sheets.language))
            self._record(given_back(books, entries, lost.levels, lost.accounts, void))
        return entries

    def finish(self, books: LetterSheets, run: Run) -> list[RegisterEntry]:
        """Finish a run that was cut off: its missing files, its register rows, its closing line."""
        drafts = {planned.number: self._again(planned, run, books) for planned in run.letters}
        changed = [planned.customer for planned in run.unwritten if drafts[planned.number] is None]
        if changed:
            raise JournalRefused("run-changed", found=", ".join(sorted(set(changed))))
        entries = self._written(run, {number: draft for number, draft in drafts.items() if draft is not None}, books)
        fresh = [entry for entry in entries if entry.planned.number not in books.registered]
        if fresh:
            self._record(written_back(books, fresh))
        self.journal.append({"kind": "closed", "at": self.clock.now()})
        return fresh

    def _written(self, run: Run, drafts: Mapping[str, Draft], books: LetterSheets) -> list[RegisterEntry]:
        """Write the files that are missing, each followed by its journal line; give the register rows of the run."""
        for planned in run.unwritten:
            head = self.journal.seals[-1]
            _, digest = self.writer.write(replace(drafts[planned.number].letter, head=head))
            written = Written(digest, self.clock.now(), head)
            line = {"kind": "written", "number": planned.number, "sha256": digest, "head": head, "at": written.at}
            self.journal.append(line)
            run.written[planned.number] = written
        return [self._entry(planned, run, drafts.get(planned.number), books) for planned in run.letters]

    def _entry(self, planned: Planned, run: Run, draft: Draft | None, books: LetterSheets) -> RegisterEntry:
        written = run.written.get(planned.number)
        return RegisterEntry(
            planned=planned,
            letter_date=run.letter_date,
            as_of=run.as_of,
            name=books.addressee(planned.account).name,
            file=str(self.writer.path(draft.letter)) if draft and written else "",
            issued_by=self.issued_by,
            issued_at=written.at if written else "",
            content=draft.content if draft and written else None,
            void="" if written else texts.message("letter-not-written", self.sheets.language),
        )

    def _entry_on_file(self, planned: Planned, run: Run, books: LetterSheets) -> RegisterEntry:
        """Give the register row of a letter issued earlier: with amounts if it would be the same letter today."""
        void = texts.message("letter-voided", self.sheets.language) if planned.number in run.voided else ""
        try:
            draft = self._again(planned, run, books)
        except TemplateRefused:  # a template that has gone since is no matter: the letter is written
            draft = None
        written = run.written.get(planned.number)
        file = self.writer.found(planned.number, written.sha256) if written else None
        entry = replace(self._entry(planned, run, draft, books), file="" if file is None else str(file), issued_by="")
        return replace(entry, void=void) if written and void else entry

    def _record(self, rows: Sequence[Rows]) -> None:
        """Write rows of the book, and beside them how far the journal had come."""
        seals = self.journal.seals
        self.sheets.write(rows, {"JournalHead": [[len(seals), seals[-1]]]})

    def _again(self, planned: Planned, run: Run, books: LetterSheets) -> Draft | None:
        """Draft a letter of an earlier run anew; None where it would not be the very same letter."""
        draft = drafted(LetterTerms.of(planned, run), books, self.writer)
        return draft if draft.planned.content == planned.content else None


def _issued(entry: RegisterEntry, runs: Sequence[Run]) -> IssuedLetter:
    planned = entry.planned
    written = next(run.written[planned.number] for run in reversed(runs) if planned.number in run.written)
    return IssuedLetter(planned.number, *planned.account, planned.level, entry.file, written.sha256)
