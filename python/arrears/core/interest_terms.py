"""What interest an item bears: a rate of its own or a reference rate, and every choice that rules differ in."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from arrears.core.policy import Policy

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


def terms_of(policy: Policy, own_rates: Sequence[Decimal | None]) -> list[InterestTerms | None]:
    """Give the terms of each item by policy; a rate of its own (item or customer) goes before the policy's.

    Policy ``none`` means none at all; ``contract`` without any rate and ``reference`` without a series mean none too.
    """
    if policy.interest == "none":
        return [None] * len(own_rates)
    general = InterestTerms(
        rate=policy.interest_rate if policy.interest == "contract" else None,
        series=policy.interest_series if policy.interest == "reference" else "",
        margin=policy.interest_margin,
        day_count=policy.day_count,
        grace=policy.interest_grace,
        minimum=policy.minimum_interest,
    )
    usual = general if general.rate is not None or general.series else None
    by_rate = {rate: replace(general, rate=rate, series="") for rate in {*own_rates} if rate is not None}
    return [usual if rate is None else by_rate[rate] for rate in own_rates]
