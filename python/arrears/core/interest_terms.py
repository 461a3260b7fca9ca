"""What interest an item bears: by a contract rate or by a reference rate and a margin."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from arrears.core.policy import Policy


@dataclass(frozen=True, slots=True)
class InterestTerms:
    """What interest an item bears: a rate of its own, or a reference series and a margin; percent a year, simple."""

    rate: Decimal | None = None
    series: str = ""
    margin: Decimal = Decimal(0)
    day_count: str = "act/365"
    grace: int = 0
    """Days after the due date; what is paid within them bears none, what is not bears it from the day after due."""
    minimum: Decimal = Decimal(0)
    """Interest below this (major units) is not charged."""
    payment_day_counted: bool = True
    """Whether the paid part bears interest on the day it is paid: the law differs by country."""
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
