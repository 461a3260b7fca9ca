"""What cash application works on: money that came in, items that may be paid, and what is proposed; minor units."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Final, NamedTuple

from arrears.core.discounts.early_payment import DiscountRule, Offer, Open, deductible
from arrears.core.reasons import Reason

DEDUCTED_AS: Final = ("discount", "bank charge", "rounding", "write-off", "withholding tax")
"""What may be deducted beside a payment, as kinds of allocations; ``rounding`` is a small difference."""


@dataclass(frozen=True, slots=True)
class Incoming:
    """A receipt to apply: an incoming line of a bank statement, or what a receipt of the book still holds."""

    key: str
    currency: str
    amount: int
    """Positive."""
    day: date
    """Value date: discounts are judged by it, and allocations take effect on it."""
    payer: str = ""
    account: str = ""
    """The payer's bank account."""
    reference: str = ""
    customer: str = ""
    """The customer, where the book knows it already."""


@dataclass(frozen=True, slots=True)
class Payable:
    """An item of the book: a debit (positive balance), a credit (negative), or a settled one that may be named again.

    ``numbers``: every number that a payer may name it by. The discount fields are those of ``core/discounts``.
    """

    key: str
    customer: str
    currency: str
    balance: int
    numbers: tuple[str, ...]
    document_day: date
    due_day: date
    gross: int = 0
    taken: int = 0
    offers: Sequence[Offer] = ()
    rule: DiscountRule | None = None

    def earned(self, balance: int, day: date) -> int:
        """Give the discount that a payment settling the item on a day earns."""
        if not self.offers or self.rule is None or balance <= 0:
            return 0
        return deductible(Open(self.gross, balance, self.taken), day, self.offers, self.rule)

    def late(self, balance: int, day: date) -> list[Offer]:
        """Give the discounts whose time has passed on a day and that may have been taken all the same."""
        if self.rule is None or balance != self.gross:
            return []
        grace = timedelta(days=self.rule.grace)
        return [offer for offer in self.offers if day > offer.until + grace and offer.amount < balance]


class Line(NamedTuple):
    """What an item gets: paid from the receipt, and deducted beside it as a discount, a charge or a difference.

    Using up a credit is a negative ``paid``. ``deducted`` is negative where the payer paid a little too much.
    """

    item: int
    paid: int
    deducted: int = 0
    deducted_as: str = ""


@dataclass(frozen=True, slots=True)
class Proposed:
    """What is proposed for one receipt: its customer, its lines, how sure that is, in percent, and why.

    What the lines do not take stays on account. ``customer`` is empty where nobody is known; the lines may belong to
    several customers of a group.
    """

    source: int
    customer: str = ""
    lines: tuple[Line, ...] = ()
    confidence: int = 0
    reasons: tuple[Reason, ...] = ()

    @property
    def paid(self) -> int:
        """What the lines take of the receipt."""
        return sum(line.paid for line in self.lines)


@dataclass(frozen=True, slots=True)
class MatchingRules:
    """What a company allows, by currency, in minor units."""

    tolerance: Mapping[str, int] = field(default_factory=dict)
    """A difference up to this, short or over, is proposed as a small difference."""
    charge: Mapping[str, int] = field(default_factory=dict)
    """A shortage up to this is proposed as a bank charge."""
    oldest_first: bool = False
    """Whether what names nothing pays the oldest items of its customer."""
    groups: Mapping[str, str] = field(default_factory=dict)
    """The group of each customer that belongs to one: its members may pay for one another."""

    def one_group(self, customer: str, other: str) -> bool:
        """Tell whether two customers may pay for each other."""
        own = self.groups.get(customer, customer)
        return own == self.groups.get(other, other)
