"""Statements and what else demands nothing as Word files, PDF copies, worksheets; what asks for a reply is recorded."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from arrears import texts
from arrears.core.problems import Problem
from arrears.errors import InputRefused
from arrears.office.files import write_new
from arrears.office.letters.letter_files import CountedLetters, Screen
from arrears.office.letters.pdf_copies import pdf_copies, refuse_without_converter
from arrears.office.open_book import open_book
from arrears.office.word.letter import template_folders
from arrears.runs.confirmations import AUDIT, STATEMENT, Sent, record_sent
from arrears.runs.figures import as_of_on_home
from arrears.runs.policy_table import policy_of
from arrears.runs.ports import Sheets
from arrears.runs.statements import (
    ACCOUNT,
    CONFIRMATION,
    KINDS,
    OPEN_ITEMS,
    Asked,
    SheetStatement,
    make_statements,
    sheet_statements,
)

_SLIPS = {ACCOUNT: STATEMENT, CONFIRMATION: AUDIT}
"""The Word letters that ask for a reply, and what they are recorded as."""
_ON_SHEETS = (OPEN_ITEMS, ACCOUNT)


@dataclass(frozen=True, slots=True)
class Forms:
    """In which forms statements are made: Word letters in a folder, PDF copies of them, worksheets in one workbook.

    ``recorded``: what asks for a reply goes onto the Confirmations sheet.
    """

    out: Path | None
    sheets: Path | None = None
    pdf: bool = False
    recorded: bool = True

    def refuse_impossible(self, asked: Asked) -> None:
        """Refuse, before anything is written, what could not be made; raises InputRefused and FileRefused."""
        place = self.out or self.sheets
        if place is None:
            raise InputRefused("statement-place-missing")
        if self.sheets is not None and asked.kind not in _ON_SHEETS:
            raise InputRefused("statement-not-on-sheets", found=asked.kind)
        if self.pdf:
            refuse_without_converter(place)


def write_statements(book: Path, out: Path, asked: Asked, screen: Screen) -> dict[str, Any]:
    """Write the letters asked for from a book into a folder; give what was written. The book stays as it is."""
    return make_all(book, asked, Forms(out, recorded=False), screen)


def make_all(book: Path, asked: Asked, forms: Forms, screen: Screen) -> dict[str, Any]:
    """Make the statements asked for in every form wanted, and record those that ask for a reply; give what was done."""
    forms.refuse_impossible(asked)
    answer: dict[str, Any] = {"kind": asked.kind, "letter_date": asked.letter_date.isoformat(), "problems": []}
    sent: list[Sent] = []
    with open_book(book, keep=forms.recorded) as sheets, screen.steps("writing-letters") as step:
        screen.speak(sheets.language)
        if forms.out is not None:
            letters, problems, found = _letters(book, sheets, forms.out, asked, step)
            answer |= {"folder": str(forms.out), "letters": letters, "problems": problems}
            sent += found
        said = sheet_statements(sheets, asked, _word, texts.LANGUAGES) if forms.sheets is not None else []
        sent = sent or [_sent_sheet(one, asked, as_of_on_home(sheets), forms.sheets) for one in said]
        numbers = record_sent(sheets, sent) if forms.recorded else []
        if forms.sheets is not None:
            answer |= _write_sheets(forms.sheets, said, numbers, sheets.language, step)
    answer["confirmations"] = numbers
    if forms.pdf:
        made, problems = _copies(answer, forms)
        answer["pdf"] = [str(path) for path in made]
        answer["problems"] = [*answer["problems"], *problems]
    return answer


def _letters(
    book: Path, sheets: Sheets, out: Path, asked: Asked, step: Callable[[], None]
) -> tuple[list[dict[str, Any]], list[Problem], list[Sent]]:
    writer = CountedLetters(template_folders(book), out, step, policy_of(sheets)[0].address_window)
    there = {path.name for path in out.glob("*.docx")}
    made, problems = make_statements(sheets, writer, asked, _word)
    kind = _SLIPS.get(asked.kind)
    as_of = as_of_on_home(sheets)
    sent = [
        Sent(kind, one.customer, one.name, one.currency, as_of, one.balance, asked.letter_date, one.path.name)
        for one in made
        if kind is not None
    ]
    letters = [
        {
            "customer": one.customer,
            "currency": one.currency,
            "file": str(one.path),
            "sha256": one.sha256,
            "unchanged": one.path.name in there,
        }
        for one in made
    ]
    return letters, problems, sent


def _sent_sheet(one: SheetStatement, asked: Asked, as_of: date, file: Path | None) -> Sent:
    name = file.name if file is not None else ""
    return Sent(STATEMENT, one.account[0], one.name, one.account[1], as_of, one.balance, asked.letter_date, name)


def _write_sheets(
    file: Path, said: Sequence[SheetStatement], numbers: Sequence[str], language: str, step: Callable[[], None]
) -> dict[str, Any]:
    from arrears.office.statements.statement_sheets import statement_workbook  # noqa: PLC0415 - openpyxl only where sheets are made

    known = list(numbers) if len(numbers) == len(said) else [""] * len(said)
    write_new(file, statement_workbook(said, known, language, step))
    accounts = [{"customer": one.account[0], "currency": one.account[1], "balance": str(one.balance)} for one in said]
    return {"sheets": str(file), "statements": accounts}


def _copies(answer: dict[str, Any], forms: Forms) -> tuple[list[Path], list[Problem]]:
    """Make PDFs of what was written: of each letter in its folder, of the workbook beside it."""
    made: list[Path] = []
    problems: list[Problem] = []
    if forms.out is not None:
        copies, lost = pdf_copies([Path(one["file"]) for one in answer["letters"]], forms.out)
        made, problems = [*made, *copies], [*problems, *lost]
    if forms.sheets is not None:
        copies, lost = pdf_copies([forms.sheets], forms.sheets.parent)
        made, problems = [*made, *copies], [*problems, *lost]
    return made, problems


def _word(kind: str, language: str) -> str:
    """Give the word for a kind of letter, document or settlement; a receipt is called a payment."""
    known = language if language in texts.LANGUAGES else "en"
    if kind in KINDS:
        return texts.message(f"statement-{kind.replace(' ', '-')}", known)
    if kind == "cash":
        return texts.message("movement-payment", known)
    word: str = texts.headings(known)["choices"].get(kind, kind)
    return word
