"""Record dispatch: when and how issued letters went out. Issued is not sent."""

from collections.abc import Mapping, Sequence
from dataclasses import fields, replace
from datetime import date, timedelta
from typing import Final

from arrears.core.problems import Problem
from arrears.errors import InputRefused
from arrears.runs.dunning.issue_conditions import refuse_missing_journal
from arrears.runs.items.item_levels import present
from arrears.runs.letters.letter_history import Dispatch, History
from arrears.runs.letters.letter_rows import day, text
from arrears.runs.letters.letter_sheets import LetterSheets
from arrears.runs.ports import KEEP, Clock, Journal, Keep, Rows, Sheets, Table, Value
from arrears.runs.void import refuse_cut_off

UNSENT_AFTER: Final = timedelta(days=5)
"""A letter that was not sent so many days after its date is reported."""
_ON_SHEET = tuple(each.name for each in fields(Dispatch) if each.name != "proof")


def dispatch(
    sheets: Sheets,
    journal: Journal,
    clock: Clock,
    numbers: Sequence[str],
    given: Dispatch,
    sent_by: str = "",
    proof_file: str = "",
) -> Sequence[str]:
    """Record how letters went out; without numbers, what was typed on the register and the journal does not know.

    What is given is added to what is known; the journal gets it without names of persons. Gives the numbers recorded.
    Raises InputRefused ``letter-unknown``, ``letter-void``, ``sent-before-issued`` or ``dispatch-empty``,
    JournalRefused ``run-cut-off`` or ``journal-missing``.
    """
    with journal.held():
        history = History(journal.entries())
        books = LetterSheets(sheets)
        refuse_missing_journal(books, history, journal.where)
        refuse_cut_off(history)
        if numbers and given == Dispatch():
            raise InputRefused("dispatch-empty", found=", ".join(numbers))
        table = books.tables["Letters"]
        typed = {text(table, "number", row): _typed(table, row) for row in range(len(table))}
        wanted = {number: _over(typed.get(number), given) for number in numbers} if numbers else _news(typed, history)
        for number, how in wanted.items():
            _refuse(number, how, history)
        for number, how in wanted.items():
            journal.append({"kind": "dispatched", "number": number, "at": clock.now(), **how.entry()})
        if wanted:
            others = {"sent_by": sent_by, "proof": proof_file} if numbers else {}
            sheets.write([_rows(table, wanted, others)], {"JournalHead": [[len(journal.seals), journal.seals[-1]]]})
        return list(wanted)


def dispatch_problems(letters: Table, as_of: date) -> list[Problem]:
    """Name the letters issued days ago and not sent, and those that came back: letter-unsent, letter-returned."""
    found = []
    for row in range(len(letters)):
        number, issued = text(letters, "number", row), day(letters, "letter_date", row)
        if not number or text(letters, "void_reason", row) or issued is None:
            continue
        how = _typed(letters, row)
        if how.returned_on is not None and how.delivered_on is None:
            returned = {"day": how.returned_on.isoformat()}
            found.append(Problem("letter-returned", letters.place(row, "returned_on"), number, values=returned))
        elif how.sent_on is None and as_of - issued > UNSENT_AFTER:
            late = {"day": issued.isoformat(), "days": str((as_of - issued).days)}
            found.append(Problem("letter-unsent", letters.place(row, "sent_on"), number, values=late))
    return found


def _typed(table: Table, row: int) -> Dispatch:
    """Read what the register says, in a book without one of the columns what it can."""
    known = {key for key in _ON_SHEET if key in table.columns}
    days = {key: day(table, key, row) for key in known if key.endswith("_on")}
    words = {key: text(table, key, row) for key in known if not key.endswith("_on")}
    return Dispatch(**days, **words)  # type: ignore[arg-type]  # days are days and words are words


def _over(known: Dispatch | None, given: Dispatch) -> Dispatch:
    changes = {each.name: value for each in fields(Dispatch) if (value := getattr(given, each.name))}
    return replace(known or Dispatch(), **changes)


def _news(typed: Mapping[str, Dispatch], history: History) -> dict[str, Dispatch]:
    """Give what was typed for letters that count and the journal does not have in that way."""
    news = {}
    for run, planned in history.letters():
        known = run.dispatched.get(planned.number, Dispatch())
        how = replace(typed.get(planned.number, Dispatch()), proof=known.proof)
        if how != known and (how.sent_on or how.returned_on or how.delivered_on):
            news[planned.number] = how
    return news


def _refuse(number: str, how: Dispatch, history: History) -> None:
    run, _ = history.letter(number)
    if number in run.voided:
        raise InputRefused("letter-void", found=number)
    first = min((each for each in (how.sent_on, how.delivered_on, how.returned_on) if each), default=None)
    if first is not None and first < run.letter_date:
        raise InputRefused("sent-before-issued", found=first.isoformat(), number=number, issued=str(run.letter_date))


def _rows(table: Table, wanted: Mapping[str, Dispatch], others: Mapping[str, str]) -> Rows:
    columns: dict[str, list[Value | Keep]] = {key: [] for key in (*_ON_SHEET, *others)}
    for row in range(len(table)):
        how = wanted.get(text(table, "number", row))
        for key, cells in columns.items():
            value = None if how is None else others.get(key) if key in others else getattr(how, key)
            cells.append(value or KEEP)
    return Rows("Letters", present(table, columns), range(len(table)))
