"""E-mails that letters go out with: to whom, in which language, what they say of the letter."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from arrears.core.letters.letter_parties import text_lines
from arrears.core.letters.salutation import salutation
from arrears.core.reasons import reason
from arrears.runs.issue import IssuedLetter
from arrears.runs.letters.letter_draft import Remark
from arrears.runs.letters.letter_rows import text
from arrears.runs.letters.letter_sheets import LetterSheets
from arrears.runs.ports import Sheets

MAIL_FIELDS: Final = (
    "CompanyName", "Contact", "Signatory", "CustomerName", "CustomerContact", "Salutation", "LetterNo", "LetterDate",
)  # fmt: skip
"""What the text of an e-mail may name."""


@dataclass(frozen=True, slots=True)
class LetterMail:
    """An e-mail for one letter; ``fields`` are what its text may name."""

    letter: IssuedLetter
    to: str
    language: str
    fields: dict[str, str | date]


def letter_mails(
    sheets: Sheets, letters: Sequence[IssuedLetter], letter_date: date
) -> tuple[list[LetterMail], list[Remark]]:
    """Give an e-mail for each letter whose customer has an address for it, and a remark for each that has none."""
    books = LetterSheets(sheets)
    table = books.tables["Customers"]
    addresses = {text(table, "customer", row): text(table, "email", row) for row in range(len(table))}
    mails, without = [], []
    for letter in letters:
        account, to = (letter.customer, letter.currency), addresses.get(letter.customer, "")
        if not to:
            without.append(Remark(*account, reason("email-missing")))
            continue
        language, addressee = books.language_of(account), books.addressee(account)
        fields: dict[str, str | date] = {
            "LetterNo": letter.number,
            "LetterDate": letter_date,
            "CompanyName": books.policy.company,
            "Contact": books.policy.contact or books.policy.company,
            "Signatory": "\n".join(text_lines(books.policy.signatory)),
            "CustomerName": addressee.name,
            "CustomerContact": addressee.contact,
            "Salutation": salutation(addressee.contact, language),
        }
        mails.append(LetterMail(letter, to, language, fields))
    return mails, without
