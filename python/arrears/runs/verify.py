"""Verify what was issued: the journal's chain, the files, the register."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from arrears.core.problems import Place, Problem
from arrears.errors import JournalRefused
from arrears.runs.letter_history import History, Planned, Run
from arrears.runs.ports import Journal, LetterFiles, Sheets, Table, Value


@dataclass(frozen=True, slots=True)
class Verified:
    """What a verification found; ``ok`` means no fault."""

    entries: int
    faults: Sequence[Problem | JournalRefused]

    @property
    def ok(self) -> bool:
        """Tell whether everything agrees."""
        return not self.faults


def verify(journal: Journal, files: LetterFiles, sheets: Sheets | None = None) -> Verified:
    """Compare the journal with itself, with the files it names and, where given, with the book's register.

    Faults are problems: ``run-unfinished``, ``letter-missing``, ``letter-changed``, ``register-unknown``,
    ``register-differs``; a changed journal is reported as its refusal, and then nothing else is compared.
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
        faults += _register_faults(history, sheets.read("Letters")["Letters"])
    return Verified(len(entries), faults)


def _file_faults(history: History, files: LetterFiles) -> Iterator[Problem]:
    for run in history.runs:
        for number, written in run.written.items():
            digest = files.digest(number)
            if digest is None:
                yield Problem("letter-missing", Place(), number)
            elif digest != written.sha256:
                yield Problem("letter-changed", Place(), number)


def _register_faults(history: History, table: Table) -> Iterator[Problem]:
    known = {planned.number: (run, planned) for run in history.runs for planned in run.letters}
    for row, number in enumerate(table.column("number")):
        if number is None:
            continue
        if str(number) not in known:
            yield Problem("register-unknown", table.place(row, "number"), str(number))
            continue
        for key, value in _recorded(*known[str(number)]).items():
            found = table.column(key)[row]
            if key in table.columns and found != value:
                values = {"number": str(number), "journal": str(value)}
                shown = "" if found is None else str(found)
                yield Problem("register-differs", table.place(row, key), shown, values=values)


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
