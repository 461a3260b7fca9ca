"""What interest is agreed on an item: its own clause, else its customer's, else the policy's."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache
from typing import Any, Final

from arrears.core.interest.interest_terms import InterestTerms
from arrears.core.interest.regimes import REGIMES, Regime
from arrears.core.policy import Policy

OVERRIDES: Final[Mapping[str, str]] = {
    "day_count": "day_count",
    "interest_payment_day": "payment_day_counted",
    "interest_fixing": "fixing",
    "interest_factor": "factor",
    "interest_compounding": "compounding",
    "interest_order": "order",
    "interest_base": "base",
    "interest_rounding": "rounding",
    "interest_cap": "maximum",
    "interest_grace": "grace",
    "minimum_interest": "minimum",
    "interest_on_disputed": "disputed_bears",
}
"""Settings that go before what a contract or regime says by itself -> the field of the terms."""
RESTS: Final = "each rest"
"""The fixing that needs rests; simple interest has none, and follows each day's rate then."""
CREDITORS: Final = frozenset({"grace", "minimum", "maximum", "disputed_bears"})
"""Fields that are the creditor's own to choose under a statute too: to claim less, or not yet."""


@dataclass(frozen=True, slots=True)
class Clause:
    """What an item or a customer says about interest: a regime, a contract rate in percent a year, both or nothing."""

    regime: str = ""
    rate: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Agreed:
    """The interest agreed on an item: ``contract``, ``reference`` or the name of a statutory regime, and its terms."""

    name: str
    terms: InterestTerms
    statute: Regime | None = None

    @property
    def vat(self) -> str:
        """Whether VAT is due on the interest: ``none``, or ``as the supply``; contract interest is compensation too."""
        return "none" if self.statute is None else self.statute.vat

    def fixed_sum(self, debt: int, currency: str) -> int:
        """Give the statute's compensation for a late debt, both in minor units; 0 in another currency than its own."""
        granted = None if self.statute is None else self.statute.fixed_sum
        return 0 if granted is None else granted.of(debt, currency)


def agreed_interest(policy: Policy, clauses: Iterable[tuple[Clause, Clause]]) -> list[Agreed | None]:
    """Give what is agreed on each item, from its own clause and its customer's; None bears none.

    A regime of an item goes before its rate, and both before what the customer says; ``none`` there means none. With
    policy ``none`` a bare rate means nothing: interest needs a regime that somebody chose. Items that agree on the
    same share one object.
    """

    @cache
    def known(item: Clause, customer: Clause) -> Agreed | None:
        return _agreed(policy, item, customer)

    return [known(item, customer) for item, customer in clauses]


def overruled(policy: Policy) -> list[str]:
    """Name the settings that the policy's own regime does not leave open, so that they are not followed."""
    if policy.interest_fixing == RESTS and not policy.interest_compounding and policy.interest == "reference":
        return ["interest_fixing"]
    regime = REGIMES.get(policy.interest)
    if regime is None:
        return []
    return [key for key, field in OVERRIDES.items() if _is_set(policy, key) and field not in _open(regime)]


def _agreed(policy: Policy, item: Clause, customer: Clause) -> Agreed | None:
    name = _name(policy, item, customer)
    if name in REGIMES:
        regime = REGIMES[name]
        return Agreed(name, replace(regime.terms, **_overrides(policy, _open(regime))), regime)
    free = _overrides(policy, frozenset(OVERRIDES.values()))
    if name == "contract":
        rate = next((rate for rate in (item.rate, customer.rate, policy.interest_rate) if rate is not None), None)
        return None if rate is None else Agreed(name, InterestTerms(rate=rate, **free))
    if name == "reference" and policy.interest_series:
        margin = policy.interest_margin or Decimal(0)
        terms = InterestTerms(series=policy.interest_series, margin=margin, **free)
        unfit = terms.fixing == RESTS and terms.compounding == "none"
        return Agreed(name, replace(terms, fixing="each day") if unfit else terms)
    return None


def _name(policy: Policy, item: Clause, customer: Clause) -> str:
    chosen = item.regime or customer.regime or policy.interest
    if chosen == "none" or item.regime:
        return chosen
    if item.rate is not None or (customer.rate is not None and not customer.regime):
        return "contract"
    return chosen


def _overrides(policy: Policy, fields: frozenset[str]) -> dict[str, Any]:
    return {field: getattr(policy, key) for key, field in OVERRIDES.items() if _is_set(policy, key) and field in fields}


def _is_set(policy: Policy, key: str) -> bool:
    return getattr(policy, key) not in (None, "")


def _open(regime: Regime) -> frozenset[str]:
    return CREDITORS | frozenset(regime.disputed)
