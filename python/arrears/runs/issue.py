"""Issue letters from the proposals: never one twice, never one lost, whatever stops the run."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from arrears.core.letters import Content, content, levels_after, may_be_demanded, template_of
from arrears.core.money import to_major
from arrears.core.reasons import Reason, reason
from arrears.errors import InputRefused, JournalRefused, ProposalRefused
from arrears.runs.letter_history import History, Planned, Run, Written, opening
from arrears.runs.letter_sheets import Account, LetterSheets, ProposedLetter
from arrears.runs.ports import Clock, Journal, Letter, LetterWriter, Sheets, Value
from arrears.runs.register_rows import RegisterEntry, written_back

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
class Remark:
    """Something to know about one customer's letter; ``why`` has its words in the texts, section ``reasons``."""

    customer: str
    currency: str
    why: Reason


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


@dataclass(frozen=True, slots=True)
class _Draft:
    """A letter ready to be written, with what the journal will say about it."""

    planned: Planned
    content: Content
    letter: Letter


def issue(
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
    after they were proposed, JournalRefused ``journal-missing`` or ``run-changed``, InputRefused ``as-of-missing`` or
    ``letter-before-as-of``, and whatever the templates are refused for, before anything is written.
    """
    with journal.held():
        history = History(journal.entries())
        books = LetterSheets(sheets)
        _refuse_missing_journal(books, history)
        desk = _Desk(sheets, writer, journal, clock, issued_by)
        finished: list[RegisterEntry] = []
        if history.cut_off is not None:
            finished = desk.finish(books, history.cut_off)
            history, books = History(journal.entries()), LetterSheets(sheets)
        day = letter_date or max(clock.today(), books.as_of)
        if day < books.as_of:
            raise InputRefused("letter-before-as-of", found=day.isoformat(), as_of=books.as_of.isoformat())
        return desk.work_off(books, history, day, finished)


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
        _refuse_stale(books)
        restored = self._restored(books, history)
        known = {entry.planned.account for entry in restored}
        drafts, skipped = self._drafts([p for p in books.proposed if p.send and p.account not in known], books, history, day)
        run = Run(day, books.as_of, [draft.planned for draft in drafts])
        entries = restored
        if drafts:
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
            remarks=[remark for draft in drafts for remark in _remarks(draft, books)],
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

    def _written(self, run: Run, drafts: Mapping[str, _Draft], books: LetterSheets) -> list[RegisterEntry]:
        """Write the files that are missing, each followed by its journal line; give the register rows of the run."""
        for planned in run.unwritten:
            _, digest = self.writer.write(drafts[planned.number].letter)
            written = Written(digest, self.clock.now())
            self.journal.append({"kind": "written", "number": planned.number, "sha256": digest, "at": written.at})
            run.written[planned.number] = written
        kept = [planned for planned in run.letters if planned.number not in run.voided]
        return [self._entry(planned, run, drafts.get(planned.number), books) for planned in kept]

    def _entry(self, planned: Planned, run: Run, draft: _Draft | None, books: LetterSheets) -> RegisterEntry:
        return RegisterEntry(
            planned=planned,
            letter_date=run.letter_date,
            as_of=run.as_of,
            name=books.addressee(planned.account).name,
            file=str(self.writer.path(draft.letter)) if draft else "",
            issued_by=self.issued_by,
            issued_at=run.written[planned.number].at,
            content=draft.content if draft else None,
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
    ) -> tuple[list[_Draft], list[Remark]]:
        reached = history.level_reached()
        number = history.next_number(PREFIX, day.year)
        drafts: list[_Draft] = []
        skipped = []
        for proposed in proposals:
            against = _against(proposed, books, reached, day)
            if against is not None:
                skipped.append(Remark(*proposed.account, against))
                continue
            name = f"{PREFIX}{day.year}-{number + len(drafts):05d}"
            template = proposed.template or template_of(proposed.level)
            language = books.language_of(proposed.account)
            drafts.append(self._draft(name, proposed.account, proposed.level, template, language, books, day, books.as_of))
        return drafts, skipped

    def _again(self, planned: Planned, run: Run, books: LetterSheets) -> _Draft | None:
        """Draft a letter of an earlier run anew; None where it would not be the very same letter."""
        draft = self._draft(
            planned.number, planned.account, planned.level, planned.template, planned.language, books,
            run.letter_date, run.as_of,
        )  # fmt: skip
        return draft if draft.planned.content == planned.content else None

    def _draft(
        self, number: str, account: Account, level: int, template: str, language: str, books: LetterSheets,
        day: date, as_of: date,
    ) -> _Draft:  # fmt: skip
        addressee = books.addressee(account)
        said = content(
            addressee, account[1], books.items.get(account, []), books.policy, number=number, level=level, as_of=as_of,
            letter_date=day, unapplied=books.unapplied.get(account, 0),
        )  # fmt: skip
        letter = Letter(number, template, language, said.fields, said.rows, addressee.name)
        levels = levels_after(said.items, level, as_of, books.policy)
        print_of = _fingerprint(letter, self.writer.check(template, language))
        stamp = books.stamp(account, as_of)
        return _Draft(Planned(number, *account, level, template, language, stamp, print_of, levels), said, letter)


def _refuse_missing_journal(books: LetterSheets, history: History) -> None:
    known = {letter.number for run in history.runs for letter in run.letters}
    missing = sorted(books.registered - known)
    if missing:
        raise JournalRefused("journal-missing", found=", ".join(missing[:5]))


def _refuse_stale(books: LetterSheets) -> None:
    stale = [
        proposed.account[0]
        for proposed in books.proposed
        if proposed.send and proposed.stamp != books.stamp(proposed.account, books.as_of)
    ]
    if stale:
        raise ProposalRefused("proposal-stale", found=", ".join(dict.fromkeys(stale)))


def _against(proposed: ProposedLetter, books: LetterSheets, reached: Mapping[str, int], day: date) -> Reason | None:
    """Say why a proposal marked to send gets no letter."""
    account = proposed.account
    stop = books.stop_of(account)
    if stop:
        return reason("customer-stopped", stop=stop)
    held = max((until for until in (books.hold_of(account), proposed.hold_until) if until), default=None)
    if held is not None and held >= day:
        return reason("customer-held", until=held)
    if proposed.level < 1:
        return reason("level-missing")
    return _nothing_to_say(proposed, books, reached, day)


def _nothing_to_say(
    proposed: ProposedLetter, books: LetterSheets, reached: Mapping[str, int], day: date
) -> Reason | None:
    account = proposed.account
    everything = books.items.get(account, [])
    items = [item for item in everything if may_be_demanded(item, books.as_of, day)]
    if not items:
        return reason("nothing-claimable")
    said = content(
        books.addressee(account), account[1], everything, books.policy, number="", level=proposed.level,
        as_of=books.as_of, letter_date=day, unapplied=books.unapplied.get(account, 0),
    )  # fmt: skip
    if said.total <= said.credits:
        claimed, covered = to_major(said.total, account[1]), to_major(said.credits, account[1])
        return reason("credits-cover", claim=claimed, unapplied=covered, currency=account[1])
    after = levels_after(items, proposed.level, books.as_of, books.policy)
    if all(level <= reached.get(key, 0) for key, level in after.items()):
        return reason("level-already-sent", level=proposed.level)
    return None


def _remarks(draft: _Draft, books: LetterSheets) -> list[Remark]:
    """Name what a careful clerk would look at before posting."""
    account = draft.planned.account
    missing = {
        "address-missing": books.addressee(account).address,
        "company-missing": books.policy.company,
        "bank-details-missing": books.policy.bank_details,
    }
    found = [Remark(*account, reason(name)) for name, cell in missing.items() if not cell]
    if draft.content.credits:
        amount = to_major(draft.content.credits, account[1])
        exposure = to_major(draft.content.total - draft.content.credits, account[1])
        found.append(Remark(*account, reason("credits-deducted", unapplied=amount, exposure=exposure, currency=account[1])))
    return found


def _issued(entry: RegisterEntry, runs: Sequence[Run]) -> IssuedLetter:
    planned = entry.planned
    written = next(run.written[planned.number] for run in reversed(runs) if planned.number in run.written)
    return IssuedLetter(planned.number, *planned.account, planned.level, entry.file, written.sha256)


def _fingerprint(letter: Letter, template: str) -> str:
    """Give the SHA-256 of everything a letter says, and of the template it is said with."""
    said = [letter.number, letter.language, template, _plain(letter.fields), [_plain(row) for row in letter.rows], letter.file_name]
    return hashlib.sha256(json.dumps(said, sort_keys=True).encode("ascii")).hexdigest()


def _plain(fields: Mapping[str, Value]) -> dict[str, str | None]:
    return {name: None if value is None else f"{type(value).__name__} {value}" for name, value in fields.items()}
