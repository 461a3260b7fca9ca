"""The rules one computation of interest follows: a regime's, with what options put in their place."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date
from decimal import Decimal
from typing import Any, Final

from arrears.cli import option_values
from arrears.core.interest import interest_terms
from arrears.core.interest.interest_terms import InterestTerms
from arrears.core.interest.rates import RateRow, RateSeries, series
from arrears.core.interest.regimes import REGIMES, Regime
from arrears.errors import InputRefused

OWN_SERIES: Final = "own rates"
"""What rates given over time are called."""
PERS: Final = ("year", "month", "day")
ORDERS: Final[Mapping[str, str]] = {
    **{order: order for order in interest_terms.ORDERS},
    "costs, principal, interest": "principal first",
    "costs, interest, principal": "interest first",
}
"""As the order of receipts may be named: costs always come first -> its name in the terms."""
MONTHS_OF_30: Final = "30/360"


@dataclass(frozen=True, slots=True)
class Rules:
    """The terms of one computation, the regime they come from (if any), and rates given over time (if any)."""

    terms: InterestTerms
    regime: Regime | None
    own: RateSeries | None

    @property
    def currency(self) -> str:
        """The currency that the regime states its fixed sum in; empty where it states none."""
        return self.regime.fixed_sum.currency if self.regime and self.regime.fixed_sum else ""


def rules(
    name: str | None,
    rate: Decimal | None,
    dated: Sequence[tuple[date, Decimal]],
    per: str | None,
    given: Mapping[str, Any],
) -> Rules:
    """Take a regime's terms and put what was given in their place.

    A rate of one's own takes the place of the regime's whole rate, factor and margin included. Refuses where there is
    neither regime nor rate.
    """
    regime = regime_named(name) if name else None
    chosen: dict[str, Any] = {field: value for field, value in given.items() if value is not None}
    if regime is None and rate is None and not dated and "series" not in chosen:
        raise InputRefused("interest-without-rate", regimes=", ".join(REGIMES))
    terms = regime.terms if regime else InterestTerms()
    if rate is not None or dated:
        terms = replace(terms, rate=None, series="", factor=Decimal(1), margin=Decimal(0), rate_step=Decimal(0))
    elif "series" in chosen:
        terms = replace(terms, rate=None)
    if per == "month":
        chosen = {"day_count": MONTHS_OF_30, **chosen}
    if per is not None:
        chosen["per"] = "day" if per == "day" else "year"
    months = 12 if per == "month" else 1
    chosen |= {field: chosen[field] * months for field in ("margin", "rate_step") if field in chosen}
    terms = replace(terms, **chosen)
    if rate is not None:
        whole = terms.rate_from(rate * months)
        terms = replace(terms, rate=whole, series="", factor=Decimal(1), margin=Decimal(0), rate_step=Decimal(0))
    terms.refuse_unfit()
    own = None
    if dated:
        terms = replace(terms, series=OWN_SERIES)
        own = series(OWN_SERIES, (), [RateRow(day, None, each * months, own=True) for day, each in dated])
    return Rules(terms, regime, own)


def regime_named(name: str) -> Regime:
    """Find a regime by its name, or by the first letters that only it has; refuses others with those there are."""
    begun = [each for each in REGIMES if each.startswith(name.casefold())]
    return REGIMES[begun[0] if len(begun) == 1 else option_values.choice("--regime", name, list(REGIMES))]


def parameters(terms: InterestTerms) -> dict[str, Any]:
    """Give every choice by its name, as it is printed with the result."""
    return {field.name: _plain(getattr(terms, field.name)) for field in fields(terms)}


def _plain(value: object) -> object:
    if isinstance(value, Decimal):
        return f"{value:f}"
    return value.isoformat() if isinstance(value, date) else value
