"""Verify what was issued: the journal's chain, the files, the register."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import islice

from arrears.core.month.events import LOCKED, REOPENED
from arrears.core.problems import Place, Problem
from arrears.errors import BookRefused, JournalRefused
from arrears.runs.letters.letter_history import History, Planned, Run
from arrears.runs.ports import Journal, LetterFiles, Sheets, Table, Value


@dataclass(frozen=True, slots=True)
class Verified:
    """What a verification found; ``ok`` means no fault."""

    entries: int
    faults: Sequence[Problem | JournalRefused]

    @property
    def readable(self) -> bool:
        """Tell whether the journal could be read."""
        return not any(isinstance(fault, JournalRefused) for fault in self.faults)

    @property
    def ok(self) -> bool:
        """Tell whether everything agrees."""
        return not self.faults


def verify(journal: Journal, files: LetterFiles, sheets: Sheets | None = None) -> Verified:
    """Compare the journal with itself, with the files it names and, where given, with the book's register.

    Faults are problems: ``run-unfinished``, ``letter-missing``, ``letter-changed``, ``letter-unrecorded``,
    ``register-unknown``, ``register-differs``, ``register-lacks``, ``void-unrecorded``, ``void-unregistered``,
    ``journal-cut``, ``journal-missing``; a changed journal is reported as its refusal, and then nothing else is
    compared.
    """
    try:
        entries = journal.entries()
    except JournalRefused as refusal:
        return Verified(0, [refusal])
    history = History(entries)
    faults = [*_file_faults(history, files)]
    if history.cut_off is not None:
        unfinished = ", ".join(letter.number for letter in history.cut_off.letters)
        faults.append(Problem("run-unfinished", Place(), unfinished))
    if sheets is not None:
        missing = [] if entries else list(_missing_journal(sheets))
        faults += missing or _head_faults(journal.seals, sheets)
        faults += _register_faults(history, sheets.read("Letters")["Letters"])
    return Verified(len(entries), faults)


def _file_faults(history: History, files: LetterFiles) -> Iterator[Problem]:
    for run in history.runs:
        for number, written in run.written.items():
            if number in run.voided:  # it counts no more, and may be thrown away
                continue
            digest = files.digest(number)
            if digest is None:
                yield Problem("letter-missing", Place(), number)
            elif digest != written.sha256:
                yield Problem("letter-changed", Place(), number)
    known = {letter.number for run in history.runs for letter in run.letters}
    yield from (Problem("letter-unrecorded", Place(), number) for number in files.heads() if number not in known)


def _missing_journal(sheets: Sheets) -> Iterator[Problem]:
    """Name a journal that is not there although the book says that something was written into it."""
    if _noted(sheets)[0]:
        yield Problem("journal-missing", Place(), sheets.name)
    elif sheets.has("Months"):
        table = sheets.read("Months")["Months"]
        turns = (row for row, event in enumerate(table.column("event")) if event in (LOCKED, REOPENED))
        yield from (Problem("journal-missing", table.place(row, "event"), sheets.name) for row in islice(turns, 1))


def _noted(sheets: Sheets) -> tuple[int, Value]:
    """Give how many entries the journal had when letters were last recorded in the book, and the seal of the last."""
    try:
        count, seal = sheets.block("JournalHead")[0]
    except BookRefused:  # a book made before heads were noted
        return 0, None
    return (int(count) if isinstance(count, int | Decimal) else 0), seal


def _head_faults(seals: Sequence[str], sheets: Sheets) -> Iterator[Problem]:
    """Compare the journal with how far it had come when letters were last recorded in the book."""
    noted, seal = _noted(sheets)
    if noted and (len(seals) < noted or seals[noted - 1] != seal):
        yield Problem("journal-cut", Place(), str(noted), values={"entries": str(len(seals))})


def _register_faults(history: History, table: Table) -> Iterator[Problem]:
    known = {planned.number: (run, planned) for run in history.runs for planned in run.letters}
    for row, number in enumerate(table.column("number")):
        if number is None:
            continue
        if str(number) not in known:
            yield Problem("register-unknown", table.place(row, "number"), str(number))
            continue
        if "void_reason" in table.columns:
            yield from _void_faults(table, row, void=str(number) in known[str(number)][0].voided)
        for key, value in _recorded(*known[str(number)]).items():
            found = table.column(key)[row]
            if key in table.columns and found != value:
                values = {"number": str(number), "journal": str(value)}
                shown = "" if found is None else str(found)
                yield Problem("register-differs", table.place(row, key), shown, values=values)
    registered = {str(number) for number in table.column("number") if number is not None}
    lacking = (planned.number for _, planned in history.ended() if planned.number not in registered)
    yield from (Problem("register-lacks", Place(sheet=table.sheet), number) for number in lacking)


def _void_faults(table: Table, row: int, *, void: bool) -> Iterator[Problem]:
    said, number = bool(table.column("void_reason")[row]), str(table.column("number")[row])
    if said and not void:
        yield Problem("void-unrecorded", table.place(row, "void_reason"), number)
    elif void and not said:
        yield Problem("void-unregistered", table.place(row, "void_reason"), number)


def _recorded(run: Run, planned: Planned) -> Mapping[str, Value | date]:
    return {
        "customer": planned.customer,
        "currency": planned.currency,
        "level": planned.level,
        "template": planned.template,
        "letter_date": run.letter_date,
        "as_of": run.as_of,
        "items": len(planned.items),
    }
