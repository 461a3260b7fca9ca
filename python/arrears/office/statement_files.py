"""Statements, confirmations, thanks and agreements as Word files: the book, its templates, the folder they go to."""

from pathlib import Path
from typing import Any

from arrears import texts
from arrears.office.letter_files import Screen
from arrears.office.word.letter import WordLetters, template_folders
from arrears.office.workbook_file import WorkbookFile
from arrears.runs.policy_table import policy_of
from arrears.runs.statements import KINDS, Asked, make_statements


def write_statements(book: Path, out: Path, asked: Asked, screen: Screen) -> dict[str, Any]:
    """Write the letters asked for from a book into a folder; give what was written. The book stays as it is."""
    with WorkbookFile.open(book, keep=False) as sheets:
        screen.speak(sheets.language)
        writer = WordLetters(template_folders(book), out, policy_of(sheets)[0].address_window)
        there = {path.name for path in out.glob("*.docx")}
        made, problems = make_statements(sheets, writer, asked, _word)
    return {
        "kind": asked.kind,
        "letter_date": asked.letter_date.isoformat(),
        "folder": str(out),
        "problems": problems,
        "letters": [
            {
                "customer": one.customer,
                "currency": one.currency,
                "file": str(one.path),
                "sha256": one.sha256,
                "unchanged": one.path.name in there,
            }
            for one in made
        ],
    }


def _word(kind: str, language: str) -> str:
    """Give the word for a kind of letter, document or settlement; a receipt is called a payment."""
    known = language if language in texts.LANGUAGES else "en"
    if kind in KINDS:
        return texts.message(f"statement-{kind.replace(' ', '-')}", known)
    if kind == "cash":
        return texts.message("movement-payment", known)
    word: str = texts.headings(known)["choices"].get(kind, kind)
    return word
