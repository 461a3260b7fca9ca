"""What interest an item bears: a rate of its own or a reference rate, and every choice that rules differ in."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Final

from arrears.errors import InputRefused

PERS = ("year", "day")
FIXINGS = ("each day", "first day", "each rest")
COMPOUNDINGS = ("none", "monthly", "yearly", "30 days")
ORDERS = ("principal first", "interest first")
BASES = ("gross", "net")
ROUNDINGS = ("total", "slice", "daily amount")


@dataclass(frozen=True, slots=True)
class InterestTerms:
    """What interest an item bears: a rate of its own, or factor x reference rate + margin; in percent.

    Where sources dispute a choice it is a field here, so that it can be set, and printed with the result.
    """

    rate: Decimal | None = None
    series: str = ""
    factor: Decimal = Decimal(1)
    margin: Decimal = Decimal(0)
    rate_step: Decimal = Decimal(0)
    """Round the reference rate plus margin up to a multiple of this; 0 leaves it."""
    per: str = "year"
    """Whether the rate is for a year or, as in Chinese rules, for a day."""
    fixing: str = "each day"
    """Which day's reference rate counts: each day's own, that of the first day of interest, that of each rest."""
    day_count: str = "act/365"
    compounding: str = "none"
    """How often unpaid interest is added to what bears interest, counted from the first day of interest."""
    even_rests: bool = True
    """Whether a whole month (year) between two rests, with one balance and rate, counts as a twelfth (one) of a year.

    Otherwise, and for every other stretch, the day count decides.
    """
    longest_days: int | None = None
    """Interest runs no longer than so many days."""
    due_day_counted: bool = False
    """Whether the due date itself bears interest; the rule almost everywhere is the day after it."""
    payment_day_counted: bool = True
    """Whether the paid part bears interest on the day it is paid: the law differs by country."""
    grace: int = 0
    """Days after the due date; what is paid within them bears none, what is not bears it from the day after due."""
    grace_moves_start: bool = False
    """Whether interest runs only from the end of the grace days."""
    not_before: date | None = None
    """Days before this one bear none: the rule was not in force."""
    order: str = "principal first"
    """What a receipt pays first; ``interest first`` is BGB 367 and 民法典 561."""
    base: str = "gross"
    """Whether the gross or the net amount (without VAT) bears interest."""
    minimum: Decimal = Decimal(0)
    """Interest below this (major units) is not charged."""
    maximum: Decimal | None = None
    """No more than this (major units) is charged on an item."""
    rounding: str = "total"
    """What is rounded: the item's total, each slice, or the daily amount (gov.uk's guidance)."""
    disputed_bears: bool = False
    """Whether the disputed part bears interest."""

    @property
    def pays_interest_first(self) -> bool:
        """Whether receipts pay interest before they reduce what bears it."""
        return self.order == "interest first"

    @property
    def waiting(self) -> timedelta:
        """How long after the due date the first day of interest is."""
        return timedelta(days=(0 if self.due_day_counted else 1) + (self.grace if self.grace_moves_start else 0))

    @property
    def counting(self) -> str:
        """The day count; at a rate per day the length of the year does not matter, so act/act turns nowhere."""
        return "act/365" if self.per == "day" and self.day_count == "act/act" else self.day_count

    def rate_from(self, reference: Decimal) -> Decimal:
        """Give the rate that follows from a reference rate, in percent.

        >>> InterestTerms(margin=Decimal(8), rate_step=Decimal("0.5")).rate_from(Decimal("3.15"))
        Decimal('11.5')
        """
        rate = reference * self.factor + self.margin
        if self.rate_step:
            rate = -(-Fraction(rate) // Fraction(self.rate_step)) * self.rate_step
        return rate

    def refuse_unfit(self) -> None:
        """Refuse choices that do not exist, or that contradict each other."""
        for name, choices in _CHOICES.items():
            if getattr(self, name) not in choices:
                raise InputRefused("interest-choice-unknown", found=str(getattr(self, name)), choice=name)
        if self.fixing == "each rest" and self.compounding == "none" and self.rate is None:
            raise InputRefused("rests-missing", found=self.fixing)


_CHOICES: Final = {
    "per": PERS, "fixing": FIXINGS, "compounding": COMPOUNDINGS, "order": ORDERS, "base": BASES, "rounding": ROUNDINGS,
    "day_count": ("act/365", "act/360", "act/act", "30/360"),
}  # fmt: skip
"""The fields with a closed list of choices."""
