"""An amount of a document split into net and VAT per rate: discounts, write-offs and credit losses reduce both."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from arrears.core.money import divide_half_away
from arrears.core.terms.instalments import in_proportion


@dataclass(frozen=True, slots=True)
class TaxedPart:
    """What a document holds at one rate of VAT (percent), in minor units; gross is net + vat."""

    rate: Decimal
    net: int
    vat: int

    @property
    def gross(self) -> int:
        """Net and VAT together."""
        return self.net + self.vat


def split(amount: int, document: Sequence[TaxedPart]) -> list[TaxedPart]:
    """Split an amount (gross, minor units) in the proportions of a document, part by part as the document lists them.

    Parts share it by their gross, the last taking the residual cent; within a part VAT is rounded half away from zero
    and net is what is left, so that all figures add up to the amount. ValueError for a document of 0.

    >>> [(part.net, part.vat) for part in split(5000, [TaxedPart(Decimal(18), 20000, 3600)])]
    [(4237, 763)]
    """
    shares = in_proportion(amount, [part.gross for part in document])
    return [_part(share, part) for share, part in zip(shares, document, strict=True)]


def _part(share: int, part: TaxedPart) -> TaxedPart:
    gross = part.gross
    sign = 1 if gross > 0 else -1
    vat = divide_half_away(share * part.vat * sign, abs(gross)) if gross else 0
    return TaxedPart(part.rate, share - vat, vat)
