"""A measure as a quotient that anybody can recompute, or the reason why it cannot be worked out."""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import Final

from arrears.core.money import divide_half_away

Number = int | Decimal | Fraction
"""An exact number: an amount in any one unit, a count, a rate."""

SALES_MISSING: Final = "sales missing"
NO_SALES: Final = "no sales"
SALES_TOO_SHORT: Final = "sales too short"
OPENING_MISSING: Final = "opening missing"
NOTHING_OPEN: Final = "nothing open"
NOTHING_DUE: Final = "nothing due"
NOTHING_PAID: Final = "nothing paid"
NOTHING_TO_COLLECT: Final = "nothing to collect"
RATE_MISSING: Final = "rate missing"
BASE_MISSING: Final = "base amounts missing"
BUDGET_MISSING: Final = "budget missing"
REASONS: Final = (
    SALES_MISSING, NO_SALES, SALES_TOO_SHORT, OPENING_MISSING, NOTHING_OPEN, NOTHING_DUE, NOTHING_PAID,
    NOTHING_TO_COLLECT, RATE_MISSING, BASE_MISSING, BUDGET_MISSING,
)  # fmt: skip
"""Why a measure cannot be worked out."""


@dataclass(frozen=True, slots=True)
class Measure:
    """A measure worked out: ``plus + numerator / denominator * factor``, exact."""

    numerator: Fraction
    denominator: Fraction
    factor: Fraction = Fraction(1)
    plus: Fraction = Fraction(0)

    @property
    def value(self) -> Fraction:
        """The measure itself, exact."""
        return self.plus + Fraction(self.numerator, self.denominator) * self.factor

    def divided(self, unit: int) -> "Measure":
        """Give the same measure with numerator and denominator in another unit: cents into euros by 100."""
        return Measure(Fraction(self.numerator, unit), Fraction(self.denominator, unit), self.factor, self.plus)

    def rounded(self, places: int = 2) -> Decimal:
        """Give the measure to so many decimals, half away from zero as Excel's ROUND.

        >>> quotient(10869, 17674, 90).rounded()
        Decimal('55.35')
        """
        return rounded(self.value, places)


@dataclass(frozen=True, slots=True)
class NotComputable:
    """A measure that cannot be worked out; ``reason`` is one of ``REASONS``, never a zero in its place."""

    reason: str


Figure = Measure | NotComputable
"""A measure, or why there is none."""


def quotient(numerator: Number, denominator: Number, factor: Number = 1, plus: Number = 0) -> Measure:
    """Make a measure of plain numbers; the denominator is not zero."""
    return Measure(Fraction(numerator), Fraction(denominator), Fraction(factor), Fraction(plus))


def rounded(value: Fraction, places: int = 2) -> Decimal:
    """Round an exact number to so many decimals, half away from zero.

    >>> rounded(Fraction(11, 2), 0), rounded(Fraction(-1, 200))
    (Decimal('6'), Decimal('-0.01'))
    """
    scaled = value * 10**places
    whole = Decimal(divide_half_away(scaled.numerator, scaled.denominator))
    return whole.scaleb(-places).quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)
