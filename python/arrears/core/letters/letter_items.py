"""The open items a letter lists: which may be asked for, and what it says about each."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from arrears.core.dunning.escalation import NEVER_CLAIMED
from arrears.core.letters.letter_parties import FieldValue
from arrears.core.money import to_major
from arrears.core.words.words import LANGUAGES, money_in_words
from arrears.core.words.words_zh import LARGEST_IN_WORDS


@dataclass(frozen=True, slots=True)
class OpenItem:
    """One open item of a customer, amounts in minor units; ``balance`` as of the day the letter speaks of."""

    key: str
    document_no: str
    kind: str
    document_date: date | None
    due_date: date | None
    gross: int
    balance: int
    disputed: int = 0
    interest: int = 0
    level: int = 0
    last_letter: date | None = None
    purchase_order: str = ""
    contract: str = ""
    hold_until: date | None = None
    opening: bool = False
    """Its level was approved when the book went live: no letter bears it, so it needs no date of one."""
    branch: str = ""
    """The customer the item was sold to, where its head office is written to."""


def claim(item: OpenItem) -> int:
    """Give what a letter may ask for of an item: the undisputed part of what is open and billed."""
    disputed = min(max(item.disputed, 0), max(item.balance, 0))
    return 0 if item.kind in NEVER_CLAIMED else item.balance - disputed


def may_be_demanded(item: OpenItem, as_of: date, letter_date: date) -> bool:
    """Tell whether an item may stand in a letter: past due, not wholly disputed, not held on the letter's date."""
    held = item.hold_until is not None and item.hold_until >= letter_date
    past_due = item.due_date is not None and item.due_date < as_of
    return past_due and not held and claim(item) > 0


def falls_due(item: OpenItem, as_of: date, letter_date: date) -> bool:
    """Tell whether an item may stand in a reminder before its due date: claimed, not held, not yet past due."""
    held = item.hold_until is not None and item.hold_until >= letter_date
    return item.due_date is not None and item.due_date >= as_of and not held and claim(item) > 0


def late_days(item: OpenItem, as_of: date) -> int:
    """Give the days past due; 0 for an item without a due date, negative before it.

    >>> late_days(OpenItem("k", "1", "invoice", None, date(2026, 10, 1), 100, 100), date(2026, 10, 31))
    30
    """
    return (as_of - item.due_date).days if item.due_date else 0


def item_fields(item: OpenItem, currency: str, as_of: date, *, claims_interest: bool) -> dict[str, FieldValue]:
    """Give the fields of an item's row."""
    late = late_days(item, as_of)
    return {
        "DocumentNo": item.document_no,
        "DocumentDate": item.document_date,
        "DueDate": item.due_date,
        "PurchaseOrder": item.purchase_order,
        "Contract": item.contract,
        "Gross": to_major(item.gross, currency),
        "Paid": unless_zero(item.gross - item.balance, currency),
        "Open": to_major(item.balance, currency),
        "Disputed": unless_zero(item.balance - claim(item), currency),
        "Balance": to_major(claim(item), currency),
        "DaysLate": late if late > 0 else None,
        "ItemInterest": unless_zero(item.interest if claims_interest else 0, currency),
        "Branch": item.branch,
    }


def unless_zero(minor: int, currency: str) -> Decimal | None:
    """Give an amount in major units, or nothing for 0, so that a letter leaves its line out."""
    return to_major(minor, currency) if minor else None


def in_words(minor: int, currency: str, language: str) -> str:
    """Write an amount in words where the language has them: Chinese capitals, or English; else blank."""
    amount = to_major(minor, currency)
    if language not in LANGUAGES or abs(amount) >= LARGEST_IN_WORDS:
        return ""
    return money_in_words(amount, currency, language)
