"""Copies of issued letters in other forms: PDF files, e-mail drafts, documents for printing."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from babel.dates import format_date

from arrears.office.letters.letter_prints import print_letters
from arrears.office.letters.mail_drafts import Mail, mail_drafts, refuse_texts
from arrears.office.letters.pdf_copies import pdf_copies, refuse_without_converter
from arrears.runs.issue import IssuedLetter
from arrears.runs.letters.letter_mails import LetterMail


@dataclass(frozen=True, slots=True)
class Copies:
    """What is made beside the Word letters; a draft carries the PDF where there is one, else the Word letter.

    ``prints``: one document of all letters for printing; ``duplex``: the same, each beginning on a front page.
    """

    pdf: bool = False
    mail: bool = False
    prints: bool = False
    duplex: bool = False

    def refuse_impossible(self, book: Path, out: Path) -> None:
        """Refuse, before any letter is written, copies that could not be made of them."""
        if self.pdf:
            refuse_without_converter(out)
        if self.mail:
            refuse_texts(_texts(book))

    def made(
        self, letters: Sequence[IssuedLetter], mails: Sequence[LetterMail], book: Path, out: Path
    ) -> dict[str, Any]:
        """Make the copies of letters that are on file in a folder; give their paths, and the problems with them."""
        files = [Path(letter.path) for letter in letters if letter.path]
        answer: dict[str, Any] = {"problems": []}
        if self.pdf:
            pdfs, problems = pdf_copies(files, out)
            answer["pdf"] = [str(path) for path in pdfs]
            answer["problems"] += problems
        if self.mail:
            drafts = [_mail(mail) for mail in mails]
            answer["drafts"] = [str(path) for path in mail_drafts(drafts, out, _texts(book))]
        if self.prints or self.duplex:
            prints, problems = print_letters(book, out, [letter.number for letter in letters], duplex=self.duplex)
            answer["print"] = [str(path) for path in prints]
            answer["problems"] += problems
        return answer


NO_COPIES = Copies()


def _texts(book: Path) -> list[Path]:
    return [book.parent / "templates" / "mail"]


def _mail(mail: LetterMail) -> Mail:
    word = Path(mail.letter.path)
    file = next((each for each in (word.with_suffix(".pdf"),) if each.exists()), word)
    return Mail(mail.to, mail.language, {k: _said(value, mail.language) for k, value in mail.fields.items()}, [file])


def _said(value: str | date, language: str) -> str:
    return format_date(value, "long", locale=language) if isinstance(value, date) else value
