"""The compensation that some regimes grant once for each late debt, beside interest."""

from dataclasses import dataclass
from decimal import Decimal

from arrears.core.money import to_minor


@dataclass(frozen=True, slots=True)
class FixedSum:
    """The compensation a regime grants once per debt: by size of the debt, in one currency, major units."""

    currency: str
    tiers: tuple[tuple[Decimal, Decimal], ...]
    """From this debt on, this sum; in rising order."""
    credited: bool = False
    """Whether it counts only as far as it exceeds the costs of pursuit that are claimed beside it."""

    def of(self, debt: int, currency: str) -> int:
        """Give the sum for a debt that is late, both in minor units; 0 for no debt, or one in another currency.

        Statutes name one currency; what the sum would be in another is for the parties or a court to say.

        >>> FixedSum("GBP", ((Decimal(0), Decimal(40)), (Decimal(1000), Decimal(70)))).of(100_000, "GBP")
        7000
        """
        if debt <= 0 or currency != self.currency:
            return 0
        sums = [sum_ for least, sum_ in self.tiers if debt >= to_minor(least, currency)]
        return to_minor(sums[-1], currency) if sums else 0

    def beside(self, granted: int, costs: int) -> int:
        """Give what is left of a sum granted where costs of pursuit are claimed too, all in minor units.

        >>> FixedSum("EUR", ((Decimal(0), Decimal(40)),), credited=True).beside(4000, 1500)
        2500
        """
        return max(granted - max(costs, 0), 0) if self.credited else granted
