"""Documents of many letters for printing, in the folder of the letters."""

import itertools
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from arrears import texts
from arrears.core.problems import Place, Problem
from arrears.errors import FileRefused
from arrears.office.calendars import working_days
from arrears.office.files import read_file, write_new
from arrears.office.journal_file import JournalFile
from arrears.office.open_book import open_book
from arrears.office.word.letter import WordLetters, template_folders
from arrears.office.word.package import same_parts
from arrears.runs.letters.letter_prints import Prints, letters_to_print
from arrears.runs.policy_table import policy_of
from arrears.runs.ports import Letter


def print_letters(
    book: Path, out: Path, numbers: Sequence[str], *, duplex: bool = False
) -> tuple[list[Path], list[Problem]]:
    """Put letters on file into documents for printing, one for each look of templates; give them, and the problems.

    Pages count anew in each letter; ``duplex`` lets each begin on a front page. Nothing is written over: a document
    that is there already stays, another takes the next name that is free. Problems: ``print-changed`` for a letter that
    the book no longer gives, ``print-failed`` for a document that could not be written.
    """
    if not numbers:
        return [], []
    with open_book(book, keep=False) as sheets:
        writer = WordLetters(template_folders(book), out, policy_of(sheets)[0].address_window)
        journal = JournalFile.beside(book, sheets.books_id)
        prints = letters_to_print(sheets, writer, journal, numbers, working_days)
        language = sheets.language
    made, problems = list[Path](), list(prints.problems)
    groups = writer.printed_together(prints.letters)
    for group in groups:
        name = _name(prints, language, group if len(groups) > 1 else ())
        try:
            made.append(_put(out, name, writer.combined(group, duplex=duplex)))
        except FileRefused:
            problems.append(Problem("print-failed", Place(), f"{name}.docx"))
    return made, problems


def _name(prints: Prints, language: str, group: Sequence[Letter]) -> str:
    """Name a document by the date of its letters, and by their languages where that tells it from others."""
    name = texts.message("print-name", language, days=_days(prints.dates, language))
    return " ".join((name, *dict.fromkeys(letter.language for letter in group)))


def _days(dates: Sequence[date], language: str) -> str:
    first, last = dates[0].isoformat(), dates[-1].isoformat()
    return first if first == last else texts.message("print-days", language, first=first, last=last)


def _put(folder: Path, name: str, content: bytes) -> Path:
    for n in itertools.count(1):
        path = folder / (f"{name}.docx" if n == 1 else f"{name} ({n}).docx")
        if not path.exists():
            write_new(path, content)
            return path
        if same_parts(read_file(path), content):
            return path
    raise AssertionError
