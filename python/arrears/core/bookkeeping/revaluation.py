"""Month-end revaluation: what is open in foreign currency at the closing rate, against what it is booked at.

IAS 21.23(a) and CAS 19 art. 11: monetary items stand at the closing rate. The difference is posted on the day and
reversed on the next one, so booked amounts stay what they were and realised exchange is found from them alone.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from arrears.core.money import divide_half_away, exponent

QUOTATIONS = ("direct", "indirect")
"""``direct``: base currency for so many units of the other; ``indirect``: the other for so many units of base."""
RATE_KINDS = ("closing", "average", "spot")


@dataclass(frozen=True, slots=True)
class ExchangeRate:
    """A rate above 0, as quoted: for so many ``units``."""

    rate: Decimal
    units: int = 1
    quotation: str = "direct"


def in_base(minor: int, currency: str, base: str, rate: ExchangeRate) -> int:
    """Turn minor units of a currency into those of the base currency, exactly, rounded once half away from zero.

    >>> in_base(10000, "USD", "CNY", ExchangeRate(Decimal("710.52"), 100))
    71052
    >>> in_base(10800, "USD", "EUR", ExchangeRate(Decimal("1.08"), quotation="indirect"))
    10000
    """
    numerator, denominator = rate.rate.as_integer_ratio()
    denominator *= rate.units
    if rate.quotation == "indirect":
        numerator, denominator = denominator, numerator
    shift = exponent(base) - exponent(currency)
    return divide_half_away(minor * numerator * 10 ** max(shift, 0), denominator * 10 ** max(-shift, 0))


def is_month_end(day: date) -> bool:
    """Tell whether a day is the last of its month: only then is anything posted that is reversed the day after.

    >>> is_month_end(date(2024, 2, 29)), is_month_end(date(2026, 10, 30))
    (True, False)
    """
    return (day + timedelta(days=1)).day == 1
