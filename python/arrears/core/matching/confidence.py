"""How sure a proposal is, in whole percent: a table of what was found, so that the same evidence always says the same.

From ``SURE`` on a proposal may be accepted unseen where the policy allows that at all. Nothing ambiguous (several
customers, equal amounts, a number nobody has) ever comes to it.
"""

from enum import StrEnum
from typing import Final

from arrears.core.matching.document_numbers import DIGITS, FULL
from arrears.core.matching.payer_names import SIMILAR, Payer

SURE: Final = 95
"""The default limit of acceptance."""
AMBIGUOUS: Final = SURE - 15
"""The most that an ambiguous proposal comes to."""


LEFT: Final = 50
"""The most for a receipt that a person left on account, while nothing new speaks for an item."""


class Payee(StrEnum):
    """What the payer's name says about the items that a receipt names."""

    AGREES = "agrees"
    GROUP = "group"
    """Another customer of the same group."""
    UNKNOWN = "unknown"
    OTHER = "other"
    """Another customer's name."""


class Outcome(StrEnum):
    """How an amount fits the items that a receipt names."""

    EXACT = "exact"
    REST = "rest"
    """What an earlier receipt of the same run leaves."""
    DISCOUNT = "discount"
    LATE_DISCOUNT = "late discount"
    CHARGE = "charge"
    TOLERANCE = "tolerance"
    COMPLETED = "completed"
    """With further items of the customer that the receipt does not name."""
    PART = "part"
    OVER = "over"


_COLUMN = {payee: place for place, payee in enumerate(Payee)}
_BY_NUMBER: dict[Outcome, tuple[int, int, int, int]] = {
    # payer agrees, group, unknown, other
    Outcome.EXACT: (99, 97, 98, 90),
    Outcome.REST: (97, 94, 94, 80),
    Outcome.DISCOUNT: (98, 95, 95, 85),
    Outcome.LATE_DISCOUNT: (92, 85, 85, 70),
    Outcome.CHARGE: (95, 90, 85, 60),
    Outcome.TOLERANCE: (96, 92, 92, 70),
    Outcome.COMPLETED: (93, 80, 75, 50),
    Outcome.PART: (95, 80, 70, 40),
    Outcome.OVER: (90, 75, 70, 40),
}
_DIGITS_UNMET = SURE - 10
"""The most for digits that the amount does not meet and nothing calls a document: an order's number, a date."""


def by_number(outcome: Outcome, payee: Payee, strength: int, *, alone: bool) -> int:
    """Say how sure a proposal is that rests on document numbers.

    ``alone``: the reference is the number and nothing else, or calls it a document's; digits among others may be a
    telephone.
    """
    percent = _BY_NUMBER[outcome][_COLUMN[payee]]
    if strength == FULL:
        return percent
    if outcome in {Outcome.EXACT, Outcome.DISCOUNT}:
        return percent - 1 if strength != DIGITS or payee is not Payee.UNKNOWN or alone else AMBIGUOUS
    if payee is not Payee.AGREES:
        return min(percent, 60 if strength == DIGITS else 70)
    return percent if alone or strength != DIGITS or outcome is Outcome.REST else min(percent, _DIGITS_UNMET)


def by_amount(payer: Payer, *, only_here: bool = False) -> int:
    """Say how sure it is that a payer's amount means the one item of that amount.

    ``only_here``: no item of another customer bears the amount. A name that is only alike may be a stranger's, however
    rare the amount.
    """
    if payer.certain:
        return 96
    return (SURE - 2 if only_here else 88) if payer.how == SIMILAR else AMBIGUOUS


def by_customer(payer: Payer) -> int:
    """Say how sure it is whose a receipt is that names nothing else."""
    return 90 if payer.certain else 70 if payer.how == SIMILAR else 0
