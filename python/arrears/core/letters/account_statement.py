"""The statement of account: what a customer's account opened with, what came and went, what it closes with."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from arrears.core.letters.letter_items import in_words, unless_zero
from arrears.core.letters.letter_parties import Addressee, FieldValue, LetterHead, LetterText
from arrears.core.money import to_major
from arrears.core.policy import Policy


@dataclass(frozen=True, slots=True)
class Movement:
    """One posting on a customer's account, in minor units: what is charged is positive, what is received negative."""

    day: date
    number: str
    text: str
    amount: int


def account_statement(
    addressee: Addressee, head: LetterHead, policy: Policy, movements: Iterable[Movement], first_day: date
) -> LetterText:
    """Say what moved on an account from a day on; everything before it is the opening balance.

    ``movements`` are all postings up to the letter's as-of day, in any order; later ones are left out.
    """
    known = sorted((one for one in movements if one.day <= head.as_of), key=lambda one: (one.day, one.number, one.text))
    opening = sum(one.amount for one in known if one.day < first_day)
    within = [one for one in known if one.day >= first_day]
    charged = sum(one.amount for one in within if one.amount > 0)
    received = -sum(one.amount for one in within if one.amount < 0)
    closing = opening + charged - received
    fields = head.fields(policy, addressee) | {
        "FromDate": first_day,
        "Opening": to_major(opening, head.currency),
        "Charged": to_major(charged, head.currency),
        "Received": to_major(received, head.currency),
        "Closing": to_major(closing, head.currency),
        "ClosingWords": in_words(closing, head.currency, head.language),
    }
    return LetterText(fields, {"Movements": _rows(within, opening, head.currency)})


def _rows(movements: Sequence[Movement], opening: int, currency: str) -> list[Mapping[str, FieldValue]]:
    rows: list[Mapping[str, FieldValue]] = []
    balance = opening
    for one in movements:
        balance += one.amount
        rows.append(
            {
                "MovementDate": one.day,
                "MovementNo": one.number,
                "MovementText": one.text,
                "MovementCharged": unless_zero(max(one.amount, 0), currency),
                "MovementReceived": unless_zero(max(-one.amount, 0), currency),
                "MovementBalance": to_major(balance, currency),
            }
        )
    return rows
