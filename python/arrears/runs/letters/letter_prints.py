"""Issued letters to print together: the very letters, made anew from the book."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from arrears.core.problems import Place, Problem
from arrears.runs.items.term_rules import WorkingDaysFinder, monday_to_friday
from arrears.runs.letters.letter_draft import as_issued
from arrears.runs.letters.letter_history import History
from arrears.runs.letters.letter_sheets import LetterSheets
from arrears.runs.ports import Journal, Letter, LetterWriter, Sheets


@dataclass(frozen=True, slots=True)
class Prints:
    """Letters in the order asked for, the dates they bear, and a problem for each that cannot be made anew."""

    letters: Sequence[Letter]
    dates: Sequence[date]
    problems: Sequence[Problem]


def letters_to_print(
    sheets: Sheets,
    writer: LetterWriter,
    journal: Journal,
    numbers: Sequence[str],
    find: WorkingDaysFinder = monday_to_friday,
) -> Prints:
    """Make written letters anew for printing, by their numbers; one that would read otherwise today is a problem.

    The problem is ``print-changed``. Raises InputRefused ``letter-unknown``.
    """
    history, books = History(journal.entries()), LetterSheets(sheets, find)
    letters, dates, problems = list[Letter](), set[date](), list[Problem]()
    for run, planned in (history.letter(number) for number in numbers):
        letter = as_issued(planned, run, books, writer)
        if letter is None:
            problems.append(Problem("print-changed", Place(), planned.number))
        else:
            letters.append(letter)
            dates.add(run.letter_date)
    return Prints(letters, sorted(dates), problems)
