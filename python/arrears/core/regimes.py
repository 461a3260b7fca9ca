"""Interest regimes: what statutes prescribe, each a row of data with its section as source."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from arrears.core.interest_terms import InterestTerms


@dataclass(frozen=True, slots=True)
class FixedSum:
    """The compensation a regime grants once per debt: by size of the debt, in one currency, major units."""

    currency: str
    tiers: tuple[tuple[Decimal, Decimal], ...]
    """From this debt on, this sum; in rising order."""


@dataclass(frozen=True, slots=True)
class Regime:
    """A rule of interest on late payment: its terms, its fixed sum, whom it is for, and where it stands."""

    name: str
    terms: InterestTerms
    source: str
    fixed_sum: FixedSum | None = None
    business_only: bool = True
    """Whether it holds between businesses only (and public bodies), not against consumers."""
    since: date | None = None
    """Debts that fell due before this day stood under other rates, which are not given here."""
    vat: str = "none"
    """Whether VAT is due on interest: ``none`` (compensation), or ``as the supply`` (China: 价外费用)."""
    disputed: tuple[str, ...] = ()
    """The fields of the terms that sources dispute."""


REGIMES: Mapping[str, Regime] = {}
"""By name."""
