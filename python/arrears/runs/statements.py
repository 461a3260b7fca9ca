"""Letters that demand nothing, made from the book: statements, confirmations, thanks, agreements on instalments."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import cached_property
from pathlib import PurePath

from arrears.core.dunning.escalation import NEVER_CLAIMED
from arrears.core.ledger import ALLOCATION_KINDS
from arrears.core.letters.account_movements import AccountMovement, account_movements
from arrears.core.letters.account_statement import Movement, account_statement
from arrears.core.letters.balance_confirmation import Auditor, balance_confirmation
from arrears.core.letters.instalment_agreement import agreement
from arrears.core.letters.letter_parties import FieldValue, LetterHead, LetterText
from arrears.core.letters.letters import OpenItem, content
from arrears.core.letters.settlement_thanks import settlement_thanks
from arrears.core.problems import Problem
from arrears.errors import InputRefused, TemplateRefused
from arrears.runs.letters.agreed_plans import AgreedPlan, agreed_plans, debt
from arrears.runs.letters.letter_rows import Account, text
from arrears.runs.letters.letter_sheets import LetterSheets
from arrears.runs.letters.settled_items import Settled, settled_items
from arrears.runs.ports import Letter, LetterWriter, Sheets

OPEN_ITEMS, ACCOUNT, CONFIRMATION = "open items", "account", "confirmation"
THANKS, AGREEMENT = "thanks", "agreement"
KINDS: Mapping[str, str] = {
    OPEN_ITEMS: "open_item_statement",
    ACCOUNT: "account_statement",
    CONFIRMATION: "balance_confirmation",
    THANKS: "thanks_for_settlement",
    AGREEMENT: "instalment_agreement",
}
"""What can be made, and the template of each."""
Words = Callable[[str, str], str]
"""Gives the word for a kind of letter, document or settlement in a language."""
_FALLBACK = "en"


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked for: the kind of letter, its date, for whom, from which day, and whom customers answer."""

    kind: str
    letter_date: date
    customers: Sequence[str] = ()
    """By number; none: every customer."""
    first_day: date | None = None
    """Of a statement of account, and of what is thanked for; the month of the as-of date unless said otherwise."""
    auditor: Auditor | None = None


@dataclass(frozen=True, slots=True)
class Statement:
    """One letter that was written."""

    customer: str
    currency: str
    path: PurePath
    sha256: str
    name: str = ""
    balance: Decimal = Decimal(0)
    """What the letter says is owed, less what it says is owed to the customer."""


@dataclass(frozen=True, slots=True)
class SheetStatement:
    """One statement for a worksheet: the account, its customer's name, the language, and what is said."""

    account: Account
    name: str
    language: str
    said: LetterText
    balance: Decimal


def make_statements(
    sheets: Sheets, writer: LetterWriter, asked: Asked, words: Words
) -> tuple[list[Statement], list[Problem]]:
    """Write the letters asked for, one for each customer and currency with something to state; of plans one for each.

    A plan that does not come to what is owed is a problem ``plan-differs`` and gets no agreement. They are no demands:
    they bear no number, and neither register nor journal names them. Raises InputRefused
    ``customer-unknown``, ``auditor-missing``, ``before-first-list``, and whatever the templates are refused for.
    """
    if asked.kind == CONFIRMATION and asked.auditor is None:
        raise InputRefused("auditor-missing")
    books = _Statements(LetterSheets(sheets).by_customer(), asked, words)
    letters = [(account, letter) for account in books.accounts() for letter in books.letters(account, writer)]
    made = [
        Statement(*account, *writer.write(letter), letter.file_name, balance_said(letter.fields))
        for account, letter in letters
    ]
    return made, books.problems


def sheet_statements(sheets: Sheets, asked: Asked, words: Words, languages: Sequence[str]) -> list[SheetStatement]:
    """Say what the statements asked for say (open items or account), for worksheets: one an account.

    Each in the customer's language where it is among ``languages``, else in the book's. Raises InputRefused
    ``customer-unknown`` and ``before-first-list``.
    """
    books = _Statements(LetterSheets(sheets), asked, words)
    made = []
    for account in books.accounts():
        wished = books.books.language_of(account)
        language = wished if wished in languages else sheets.language
        made += [
            SheetStatement(account, books.books.addressee(account).name, language, said, balance_said(said.fields))
            for said in books.said(account, language)
        ]
    return made


def balance_said(fields: Mapping[str, FieldValue]) -> Decimal:
    """Give the balance that a statement or confirmation states."""
    stated = next((fields[name] for name in ("Closing", "AccountBalance") if name in fields), None)
    if isinstance(stated, Decimal):
        return stated
    owed, owing = (fields.get(name) for name in ("OwedToUs", "OwedByUs"))
    return sum((sign * part for sign, part in ((1, owed), (-1, owing)) if isinstance(part, Decimal)), Decimal(0))


class _Statements:
    """The book as statements read it."""

    def __init__(self, books: LetterSheets, asked: Asked, words: Words) -> None:
        self.books = books
        self.asked = asked
        self.words = words
        self.problems: list[Problem] = []
        self.first_day = asked.first_day or books.as_of.replace(day=1)
        if asked.kind == ACCOUNT:
            books.sub_ledger.ledger.refuse_before_first_day(self.first_day - timedelta(days=1))

    def accounts(self) -> list[Account]:
        """Give the accounts asked for, in the order of their numbers."""
        known = sorted({*self.books.items, *self.books.unapplied, *self.movements})
        for customer in self.asked.customers:
            if customer not in {number for number, _ in known}:
                raise InputRefused("customer-unknown", found=customer)
        return [account for account in known if not self.asked.customers or account[0] in self.asked.customers]

    def letters(self, account: Account, writer: LetterWriter) -> Iterator[Letter]:
        """Give the letters of an account; none where there is nothing to state."""
        template = KINDS[self.asked.kind]
        language = _language(self.books.language_of(account), template, writer)
        for plan, said in self._said(account, language):
            rows = said.regions.get("Items", ())
            name = self.books.addressee(account).name
            word = self.words(self.asked.kind, language)
            number = " ".join((*account, self.books.as_of.isoformat(), word, *plan))
            others = {region: rows for region, rows in said.regions.items() if region != "Items"}
            yield Letter(number, template, language, said.fields, rows, name, others)

    def said(self, account: Account, language: str) -> list[LetterText]:
        """Give what is to say to an account, one for each plan of an agreement."""
        return [text_said for _, text_said in self._said(account, language)]

    def _said(self, account: Account, language: str) -> Iterator[tuple[Sequence[str], LetterText]]:
        """Give what is to say to an account; of an agreement with the name of its plan, if it has one."""
        if self.asked.kind == AGREEMENT:
            for plan in self._plans.get(account, ()):
                owed = debt(plan, account, self.books, self.asked.letter_date, language)
                if isinstance(owed, Problem):
                    self.problems.append(owed)
                else:
                    said = agreement(owed, plan.instalments)
                    yield (
                        [plan.name] if plan.name else [],
                        LetterText(said.fields, {**said.regions, "Items": said.rows}),
                    )
            return
        one = {
            OPEN_ITEMS: self._open_items, ACCOUNT: self._account, CONFIRMATION: self._confirmation,
            THANKS: self._thanks,
        }[self.asked.kind](account, language)  # fmt: skip
        if one is not None:
            yield (), one

    @cached_property
    def _settled(self) -> Mapping[Account, Settled]:
        return settled_items(self.books, self.first_day)

    @cached_property
    def _plans(self) -> Mapping[Account, list[AgreedPlan]]:
        return agreed_plans(self.books)

    def _thanks(self, account: Account, language: str) -> LetterText | None:
        settled = self._settled.get(account)
        if settled is None:
            return None
        return settlement_thanks(
            self.books.addressee(account), self._head(account, language), self.books.policy, settled.items,
            settled.paid_on,
        )  # fmt: skip

    @cached_property
    def movements(self) -> Mapping[Account, list[AccountMovement]]:
        """The movements by account."""
        ledger = self.books.sub_ledger.ledger
        found: dict[Account, list[AccountMovement]] = {}
        for one in account_movements(ledger, ALLOCATION_KINDS):
            account = (ledger.customers[one.customer], ledger.currencies[one.currency])
            found.setdefault(account, []).append(one)
        return found

    def _head(self, account: Account, language: str) -> LetterHead:
        return LetterHead("", self.asked.letter_date, self.books.as_of, account[1], language)

    def _billed(self, account: Account) -> list[OpenItem]:
        return [item for item in self.books.items.get(account, []) if item.kind not in NEVER_CLAIMED]

    def _open_items(self, account: Account, language: str) -> LetterText | None:
        items, unapplied = self._billed(account), self.books.unapplied.get(account, 0)
        if not items and not unapplied:
            return None
        said = content(
            self.books.addressee(account), account[1], items, self.books.policy, number="", level=0,
            as_of=self.books.as_of, letter_date=self.asked.letter_date, unapplied=unapplied, language=language,
            pick=lambda item: item.balance > 0,
        )  # fmt: skip
        return LetterText(said.fields, {**said.regions, "Items": said.rows})

    def _account(self, account: Account, language: str) -> LetterText | None:
        moved = [one for one in self.movements.get(account, []) if one.day <= self.books.as_of]
        lines = list(self._lines(moved, language))
        said = account_statement(
            self.books.addressee(account), self._head(account, language), self.books.policy, lines, self.first_day
        )
        nothing = not said.regions["Movements"] and not said.fields["Closing"]
        return None if nothing else said

    def _confirmation(self, account: Account, language: str) -> LetterText | None:
        items, unapplied = self._billed(account), self.books.unapplied.get(account, 0)
        if self.asked.auditor is None or not (items or unapplied):
            return None
        return balance_confirmation(
            self.books.addressee(account), self._head(account, language), self.books.policy, self.asked.auditor, items,
            unapplied,
        )  # fmt: skip

    def _lines(self, moved: Sequence[AccountMovement], language: str) -> Iterator[Movement]:
        sub = self.books.sub_ledger
        for one in moved:
            if one.item >= 0:
                number = text(self.books.tables["Invoices"], "document_no", sub.item_rows[one.item])
            else:
                number = sub.ledger.receipts.key[one.receipt]
            yield Movement(one.day, number, self.words(one.kind, language), one.amount)


def _language(wished: str, template: str, writer: LetterWriter) -> str:
    """Give the customer's language, or English where there is no such letter in it."""
    try:
        writer.check(template, wished)
    except TemplateRefused as refused:
        if refused.name != "template-missing":
            raise
        return _FALLBACK
    return wished
