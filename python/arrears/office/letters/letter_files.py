"""Issuing and verifying letters on files: the book, the folder of letters, the journal beside the book."""

import hashlib
import os
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any, Protocol

from arrears import texts
from arrears.core.money import to_major
from arrears.core.problems import Problem
from arrears.errors import FileRefused
from arrears.office.calendars import working_days
from arrears.office.files import read_file
from arrears.office.journal_file import JournalFile
from arrears.office.letters.letter_copies import NO_COPIES, Copies
from arrears.office.months.month_closing import faults_of_lock
from arrears.office.open_book import OpenBook, open_book
from arrears.office.system_clock import SystemClock, user_name
from arrears.office.word.letter import LetterFolder, WordLetters, template_folders
from arrears.runs.dispatch import dispatch
from arrears.runs.issue import Issued, IssuedLetter, Remark, abandon, issue
from arrears.runs.letters.letter_batch import plan
from arrears.runs.letters.letter_draft import Draft
from arrears.runs.letters.letter_history import Dispatch
from arrears.runs.letters.letter_mails import letter_mails
from arrears.runs.month.month_log import lock_of
from arrears.runs.month_steps import ISSUE, mark_step
from arrears.runs.policy_table import policy_of
from arrears.runs.ports import Letter
from arrears.runs.reprint import reprint
from arrears.runs.verify import verify
from arrears.runs.void import void


class Screen(Protocol):
    """What issuing needs of whoever watches it."""

    def speak(self, language: str) -> None:
        """Change to the language of the book."""

    def steps(self, name: str) -> AbstractContextManager[Callable[[], None]]:
        """Show progress while the work goes on; call what this gives once a step."""


def issue_letters(
    book: Path, out: Path, letter_date: date | None, screen: Screen, despite: str = "", copies: Copies = NO_COPIES
) -> dict[str, Any]:
    """Write the letters a book's Escalation sheet says to send, and their register rows; give what was done.

    Copies are made when the book is saved: what goes wrong with them takes nothing back.
    """
    copies.refuse_impossible(book, out)
    with open_book(book) as sheets, screen.steps("writing-letters") as step:
        screen.speak(sheets.language)
        writer = CountedLetters(template_folders(book), out, step, _window(sheets))
        journal, clock = _journal(book, sheets), SystemClock()
        done = issue(sheets, writer, journal, clock, letter_date, user_name(), despite, working_days)
        if done.letters or done.restored:
            mark_step(sheets, ISSUE, SystemClock(), user_name())
        mails, without = letter_mails(sheets, done.letters, done.letter_date) if copies.mail else ([], [])
        answer = _answer(done, out, sheets.language)
        answer["remarks"] += [_remark(remark, sheets.language) for remark in without]
    return answer | copies.made(done.letters, mails, book, out)


def plan_letters(book: Path, out: Path, letter_date: date | None, screen: Screen, despite: str = "") -> dict[str, Any]:
    """Say what issuing would do: who gets which letter, who none and why, what to look at first."""
    with open_book(book, keep=False) as sheets:
        screen.speak(sheets.language)
        writer = WordLetters(template_folders(book), out, _window(sheets))
        planned = plan(sheets, writer, _journal(book, sheets), SystemClock(), letter_date, despite, working_days)
        return {
            "letter_date": planned.letter_date.isoformat(),
            "folder": str(out),
            "planned": [_planned(draft) for draft in planned.letters],
            "finished": list(planned.finished),
            "restored": list(planned.restored),
            "skipped": [_remark(remark, sheets.language) for remark in planned.skipped],
            "remarks": [_remark(remark, sheets.language) for remark in planned.remarks],
        }


def reprint_letters(
    book: Path, out: Path, numbers: Sequence[str], screen: Screen, copies: Copies = NO_COPIES
) -> dict[str, Any]:
    """Put issued letters into a folder again, byte for byte; give where they are."""
    copies.refuse_impossible(book, out)
    with open_book(book, keep=False) as sheets:
        screen.speak(sheets.language)
        kept = [LetterFolder(folder) for folder in (out, _folder_of_letters(book, sheets)) if folder is not None]
        writer = WordLetters(template_folders(book), out, _window(sheets))
        letters = reprint(sheets, writer, kept, _journal(book, sheets), numbers, working_days)
    return {"folder": str(out), "letters": [_letter(letter) for letter in letters]} | copies.made(
        letters, [], book, out
    )


def abandon_letters(book: Path, out: Path, screen: Screen) -> dict[str, Any]:
    """Give up the letters of a run that was cut off and can no longer be finished; give their numbers."""
    with open_book(book) as sheets:
        screen.speak(sheets.language)
        writer = WordLetters(template_folders(book), out, _window(sheets))
        given_up = abandon(sheets, writer, _journal(book, sheets), SystemClock(), user_name(), working_days)
        return {"folder": str(out), "abandoned": list(given_up)}


def void_letters(book: Path, numbers: Sequence[str], reason: str, screen: Screen) -> dict[str, Any]:
    """Void letters, or those that the register gives a void reason; give which, and which the customer has already."""
    with open_book(book) as sheets:
        screen.speak(sheets.language)
        done = void(sheets, _journal(book, sheets), SystemClock(), numbers, reason)
        return {"voided": list(done.numbers), "sent": list(done.sent)}


def record_dispatch(
    book: Path, numbers: Sequence[str], how: Dispatch, sent_by: str, proof: Path | None, screen: Screen
) -> dict[str, Any]:
    """Record how letters went out, or what the register says of it; give which numbers were recorded, and what."""
    with open_book(book) as sheets:
        screen.speak(sheets.language)
        if proof is not None:
            how = replace(how, proof=hashlib.sha256(read_file(proof)).hexdigest())
        shown = "" if proof is None else str(proof)
        done = dispatch(sheets, _journal(book, sheets), SystemClock(), numbers, how, sent_by, shown)
        recorded = {**how.entry(), **({"proof": shown} if shown else {})} if numbers else {}
        return {"dispatched": list(done), "recorded": recorded}


def _window(sheets: OpenBook) -> str:
    """Give the envelope that the policy wants addresses placed for."""
    return policy_of(sheets)[0].address_window


class CountedLetters(WordLetters):
    """Letters as Word files, each counted when it is written."""

    def __init__(self, folders: Sequence[Path], out: Path, step: Callable[[], None], window: str) -> None:
        super().__init__(folders, out, window)
        self._step = step

    def write(self, letter: Letter) -> tuple[Path, str]:
        """Write one letter and count it."""
        written = super().write(letter)
        self._step()
        return written


def verify_letters(book: Path, out: Path | None, screen: Screen) -> dict[str, Any]:
    """Check the journal of a book, its letters and its register; give entries and faults.

    Raises FileRefused ``letters-elsewhere`` where no folder is named and the register's is not beneath the book's.
    """
    with open_book(book, keep=False) as sheets:
        screen.speak(sheets.language)
        folder = out or _folder_of_letters(book, sheets)
        if folder is None:
            raise FileRefused("letters-elsewhere", str(book), _first_letter(sheets))
        journal = _journal(book, sheets)
        verified = verify(journal, LetterFolder(folder), sheets)
        of_lock = faults_of_lock(sheets, journal) if verified.readable else []
        found, lock = [*verified.faults, *of_lock], lock_of(sheets)
        faults = [_fault(case, sheets.language) for case in found]
        return {
            "ok": not found,
            "entries": verified.entries,
            "lock": None if lock is None else {"month": lock.month, "kept": verified.readable and not of_lock},
            "faults": faults,
            "changed": [_changed(case) for case in found if isinstance(case, Problem) and case.name in _OF_CELLS],
        }


_OF_CELLS = ("locked-cell-changed", "locked-row-added", "locked-row-gone")


def _changed(case: Problem) -> dict[str, str]:
    """Give a difference to what was locked: what it is, where, what was there and what is."""
    return {
        "name": case.name, "sheet": case.where.sheet, "cell": case.where.cell, "was": case.values.get("was", ""),
        "now": case.found,
    }  # fmt: skip


def _journal(book: Path, sheets: OpenBook) -> JournalFile:
    return JournalFile.beside(book, sheets.books_id)


def _answer(done: Issued, out: Path, language: str) -> dict[str, Any]:
    return {
        "letter_date": done.letter_date.isoformat(),
        "folder": str(out),
        "letters": [_letter(letter) for letter in done.letters],
        "finished": list(done.finished),
        "restored": [_letter(letter) for letter in done.restored],
        "skipped": [_remark(remark, language) for remark in done.skipped],
        "remarks": [_remark(remark, language) for remark in done.remarks],
    }


def _letter(letter: IssuedLetter) -> dict[str, Any]:
    return {
        "number": letter.number, "customer": letter.customer, "currency": letter.currency, "level": letter.level,
        "file": letter.path, "sha256": letter.sha256,
    }  # fmt: skip


def _planned(draft: Draft) -> dict[str, Any]:
    planned, content = draft.planned, draft.content
    return {
        "number": planned.number, "customer": planned.customer, "name": draft.letter.file_name,
        "currency": planned.currency, "level": planned.level, "template": planned.template,
        "items": len(planned.items), "amount": str(to_major(content.due, planned.currency)),
    }  # fmt: skip


def _remark(remark: Remark, language: str) -> dict[str, str]:
    why = texts.in_words([remark.why], remark.currency, language)
    return {"customer": remark.customer, "currency": remark.currency, "why": why}


def _fault(case: Any, language: str) -> str:
    wrong, do = texts.wrong_and_do(case, language)
    where = texts.place(case.where, language) if isinstance(case, Problem) else str(case.where)
    return f"{where}: {wrong} {do}" if where else f"{wrong} {do}"


def _folder_of_letters(book: Path, sheets: OpenBook) -> Path | None:
    """Find the folder the register's letters are in, beneath the book's own; None where the register says elsewhere.

    Only names are compared: the book may be another's, and even a look would call up the computer that a path names.
    """
    beside = os.path.abspath(book.parent)  # noqa: PTH100 - resolve() would look
    letter = Path(os.path.abspath(Path(beside, _first_letter(sheets) or book.name)))  # noqa: PTH100
    return letter.parent if letter.is_relative_to(beside) else None


def _first_letter(sheets: OpenBook) -> str:
    """Give the path of the register's first letter; blank where there is none."""
    files = sheets.read("Letters")["Letters"].column("file")
    return next((str(file) for file in files if file), "")
