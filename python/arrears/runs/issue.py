"""Issue letters from the proposals: never one twice, never one lost, whatever stops the run."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from arrears import texts
from arrears.core.letters import template_of
from arrears.errors import JournalRefused
from arrears.runs.issue_conditions import (
    letter_day,
    refuse_missing_journal,
    refuse_outdated,
    refuse_stale,
    refuse_unreadable,
    refuse_without_sender,
)
from arrears.runs.letter_draft import Draft, LetterTerms, Remark, against, drafted, remarks
from arrears.runs.letter_history import History, Planned, Run, Written, opening
from arrears.runs.letter_sheets import LetterSheets, ProposedLetter
from arrears.runs.ports import Clock, Journal, LetterWriter, Sheets, Value
from arrears.runs.register_rows import RegisterEntry, written_back

__all__ = ["Issued", "IssuedLetter", "Remark", "abandon", "issue"]

PREFIX = "L"
"""What letter numbers begin with: L2026-00001."""


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

    ``skipped``: proposals marked to send that got no letter, and why. ``remarks``: letters worth a look before posting.
    ``register``: the rows added to the Letters sheet.
    """

    letter_date: date
    letters: Sequence[IssuedLetter] = ()
    finished: Sequence[str] = ()
    skipped: Sequence[Remark] = ()
    remarks: Sequence[Remark] = ()
    register: Sequence[Mapping[str, Value]] = ()


def issue(  # noqa: PLR0917 - the ports in the order of every run
    sheets: Sheets,
    writer: LetterWriter,
    journal: Journal,
    clock: Clock,
    letter_date: date | None = None,
    issued_by: str = "",
) -> Issued:
    """Write a letter for every proposal marked to send, and record it.

    The letter date is today's, or the as-of date where that is later. A run that was cut off is finished first, with
    the numbers and the content it was opened with. Raises ProposalRefused ``proposal-stale`` where figures changed
    after they were proposed or ``refresh-needed`` where the sheets show older ones, ``proposal-unreadable``,
    ``sender-missing``, JournalRefused ``journal-missing`` or ``run-changed``, InputRefused ``as-of-missing``,
    ``letter-before-as-of`` or ``letter-date-missing``, and whatever the templates are refused for, before anything is written.
    """
    with journal.held():
        history = History(journal.entries())
        books = LetterSheets(sheets)
        refuse_missing_journal(books, history)
        desk = _Desk(sheets, writer, journal, clock, issued_by)
        finished: list[RegisterEntry] = []
        if history.cut_off is not None:
            finished = desk.finish(books, history.cut_off)
            history, books = History(journal.entries()), LetterSheets(sheets)
        refuse_unreadable(books)
        refuse_outdated(books)
        return desk.work_off(books, history, letter_day(books, clock, letter_date), finished)


def abandon(sheets: Sheets, writer: LetterWriter, journal: Journal, clock: Clock, issued_by: str = "") -> Sequence[str]:
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
        _Desk(sheets, writer, journal, clock, issued_by).finish(LetterSheets(sheets), run)
        return given_up


class _Desk:
    """Where letters are drafted, written and recorded, in the one order that survives being stopped anywhere."""

    def __init__(self, sheets: Sheets, writer: LetterWriter, journal: Journal, clock: Clock, issued_by: str) -> None:
        self.sheets = sheets
        self.writer = writer
        self.journal = journal
        self.clock = clock
        self.issued_by = issued_by

    def work_off(self, books: LetterSheets, history: History, day: date, finished: list[RegisterEntry]) -> Issued:
        """Issue what is proposed; ``finished`` was issued just before, for a run that had been cut off."""
        refuse_stale(books)
        restored = self._restored(books, history)
        known = {entry.planned.account for entry in restored}
        asked = [proposed for proposed in books.proposed if proposed.send and proposed.account not in known]
        drafts, skipped = self._drafts(asked, books, history, day)
        run = Run(day, books.as_of, [draft.planned for draft in drafts])
        entries = restored
        if drafts:
            refuse_without_sender(books.policy)
            self.journal.append(opening(run.letters, day, books.as_of, self.clock.now()))
            entries = [*restored, *self._written(run, {draft.planned.number: draft for draft in drafts}, books)]
        if entries:
            self.sheets.write(written_back(books, entries), {})
        if drafts:
            self.journal.append({"kind": "closed", "at": self.clock.now()})
        everything = [*finished, *entries]
        runs = [*history.runs, run]
        return Issued(
            letter_date=day,
            letters=[_issued(entry, runs) for entry in everything if not entry.void],
            finished=[entry.planned.number for entry in (*finished, *restored)],
            skipped=skipped,
            remarks=[remark for draft in drafts for remark in remarks(draft, books)],
            register=[entry.cells() for entry in everything],
        )

    def finish(self, books: LetterSheets, run: Run) -> list[RegisterEntry]:
        """Finish a run that was cut off: its missing files, its register rows, its closing line."""
        drafts = {planned.number: self._again(planned, run, books) for planned in run.letters}
        changed = [planned.customer for planned in run.unwritten if drafts[planned.number] is None]
        if changed:
            raise JournalRefused("run-changed", found=", ".join(sorted(set(changed))))
        entries = self._written(run, {number: draft for number, draft in drafts.items() if draft is not None}, books)
        fresh = [entry for entry in entries if entry.planned.number not in books.registered]
        if fresh:
            self.sheets.write(written_back(books, fresh), {})
        self.journal.append({"kind": "closed", "at": self.clock.now()})
        return fresh

    def _written(self, run: Run, drafts: Mapping[str, Draft], books: LetterSheets) -> list[RegisterEntry]:
        """Write the files that are missing, each followed by its journal line; give the register rows of the run."""
        for planned in run.unwritten:
            _, digest = self.writer.write(drafts[planned.number].letter)
            written = Written(digest, self.clock.now())
            self.journal.append({"kind": "written", "number": planned.number, "sha256": digest, "at": written.at})
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

    def _restored(self, books: LetterSheets, history: History) -> list[RegisterEntry]:
        """Find letters on file whose register rows the book lacks: it was not saved, or an older copy is open."""
        asked = {(proposed.account, proposed.stamp) for proposed in books.proposed if proposed.send}
        return [
            self._entry(planned, run, self._again(planned, run, books), books)
            for run, planned in history.letters()
            if (planned.account, planned.stamp) in asked
            and planned.number in run.written
            and planned.number not in books.registered
        ]

    def _drafts(
        self, proposals: Sequence[ProposedLetter], books: LetterSheets, history: History, day: date
    ) -> tuple[list[Draft], list[Remark]]:
        reached = history.level_reached()
        number = history.next_number(PREFIX, day.year)
        drafts: list[Draft] = []
        skipped = []
        for proposed in proposals:
            why = against(proposed, books, reached, day)
            if why is not None:
                skipped.append(Remark(*proposed.account, why))
                continue
            name = f"{PREFIX}{day.year}-{number + len(drafts):05d}"
            template = proposed.template or template_of(proposed.level)
            language = books.language_of(proposed.account)
            terms = LetterTerms(name, *proposed.account, proposed.level, template, language, day, books.as_of)
            drafts.append(drafted(terms, books, self.writer))
        return drafts, skipped

    def _again(self, planned: Planned, run: Run, books: LetterSheets) -> Draft | None:
        """Draft a letter of an earlier run anew; None where it would not be the very same letter."""
        draft = drafted(LetterTerms.of(planned, run), books, self.writer)
        return draft if draft.planned.content == planned.content else None


def _issued(entry: RegisterEntry, runs: Sequence[Run]) -> IssuedLetter:
    planned = entry.planned
    written = next(run.written[planned.number] for run in reversed(runs) if planned.number in run.written)
    return IssuedLetter(planned.number, *planned.account, planned.level, entry.file, written.sha256)
