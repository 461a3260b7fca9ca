"""What it costs a customer, as an annual rate, to forgo a discount and pay at the end of the term.

Forgoing 2/10 net 30 is borrowing 98 for 20 days at 2: 2/98 x 360/20 = 36.73 % a year (the HP 10bII+ manual's example).
"""

from decimal import ROUND_HALF_UP, Decimal, localcontext
from fractions import Fraction

from arrears.core.money import divide_half_away

BASES = (360, 365)
"""Days of the year: textbooks and banks use 360, others 365; printed with the result."""
_PLACES = 4
_DIGITS = 50
"""Digits a power is computed with; four decimals of percent are printed of it."""
_WIDEST = 4000
"""Digits a rate may be printed with: forgoing 24% for a single day comes to one of 45 digits a year."""


def nominal(percent: Decimal | Fraction, days: int, basis: int = 365) -> Decimal | None:
    """Give the simple annual rate in percent, to 4 decimals, half away from zero; None where nothing is deferred.

    ``percent`` is the part of the whole amount that may be deducted, whatever the discount is taken on.
    ``days`` is how much later than the last discount day the whole amount is due.

    >>> nominal(Decimal(2), 20, 360), nominal(Decimal(2), 0)
    (Decimal('36.7347'), None)
    """
    if not _comparable(percent, days):
        return None
    rate = _rate(percent) * Fraction(basis, days) * 100 * 10**_PLACES
    return Decimal(divide_half_away(rate.numerator, rate.denominator)).scaleb(-_PLACES)


def effective(percent: Decimal | Fraction, days: int, basis: int = 365) -> Decimal | None:
    """Give the compounded annual rate in percent, to 4 decimals: (1 + d/(100-d))^(basis/days) - 1.

    The power is taken in ``Decimal`` with 50 digits. None where nothing is deferred.

    >>> effective(Decimal(2), 20)
    Decimal('44.5853')
    """
    if not _comparable(percent, days):
        return None
    growth = 1 + _rate(percent)
    with localcontext(prec=_DIGITS):
        times = basis * Decimal(days) ** -1
        factor = ((Decimal(growth.numerator).ln() - Decimal(growth.denominator).ln()) * times).exp()
        percent_a_year = (factor - 1) * 100
    with localcontext(prec=_WIDEST):
        return percent_a_year.quantize(Decimal(1).scaleb(-_PLACES), rounding=ROUND_HALF_UP)


def _comparable(percent: Decimal | Fraction, days: int) -> bool:
    return days > 0 and 0 < percent < 100


def _rate(percent: Decimal | Fraction) -> Fraction:
    return Fraction(Fraction(percent), 100 - Fraction(percent))
