"""Money as whole minor units of its currency; Decimal only at the edges."""

from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal, localcontext

import numpy as np
from numpy.typing import NDArray

Minor = NDArray[np.int64]
"""Amounts in minor units (cents), one per row, each in the currency of its row."""

LARGEST = 2**62
"""Beyond this a product or sum in int64 columns is no longer safe (DESIGN: numbers)."""

# ISO 4217:2015, table A.1, the exponents that are not 2.
_EXPONENTS = {
    **dict.fromkeys("BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF".split(), 0),
    **dict.fromkeys("BHD IQD JOD KWD LYD OMR TND".split(), 3),
    **dict.fromkeys("CLF UYW".split(), 4),
}

# ISO 4217:2015, table A.1: the currencies in use (funds codes and metals left out).
CURRENCIES = frozenset(
    """AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF
    CLF CLP CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL HTG
    HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD
    MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF
    SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX USD UYI UYU
    UYW UZS VED VES VND VUV WST XAF XCD XOF XPF YER ZAR ZMW ZWG""".split()
)


def exponent(currency: str) -> int:
    """Give the number of decimals of a currency (ISO 4217).

    >>> exponent("EUR"), exponent("JPY"), exponent("KWD")
    (2, 0, 3)
    """
    return _EXPONENTS.get(currency, 2)


def to_minor(amount: Decimal, currency: str) -> int:
    """Turn an amount in major units into minor units, rounding half away from zero.

    >>> to_minor(Decimal("10.005"), "EUR"), to_minor(Decimal("-10.005"), "EUR"), to_minor(Decimal("7"), "JPY")
    (1001, -1001, 7)
    """
    with localcontext(prec=60):
        return int(amount.scaleb(exponent(currency)).quantize(Decimal(1), rounding=ROUND_HALF_UP))


def to_major(minor: int, currency: str) -> Decimal:
    """Turn minor units into an amount in major units, with exactly the currency's decimals.

    >>> to_major(-1001, "EUR"), to_major(7, "JPY"), to_major(1, "KWD")
    (Decimal('-10.01'), Decimal('7'), Decimal('0.001'))
    """
    return Decimal(int(minor)).scaleb(-exponent(currency))


def majors(minor: Iterable[int], currencies: Iterable[str]) -> list[Decimal]:
    """Turn columns of minor units and currencies into amounts in major units, row by row."""
    places = {code: -exponent(code) for code in CURRENCIES}
    return [
        Decimal(int(m)).scaleb(places.get(code, -2)) for m, code in zip(minor, currencies, strict=True)
    ]


def divide_half_away(numerator: int, denominator: int) -> int:
    """Divide integers, rounding half away from zero as Excel's ROUND does; the denominator is positive.

    >>> divide_half_away(5, 10), divide_half_away(-5, 10), divide_half_away(14, 10)
    (1, -1, 1)
    """
    magnitude = (2 * abs(numerator) + denominator) // (2 * denominator)
    return magnitude if numerator >= 0 else -magnitude


def exact_sum(minor: Minor) -> int:
    """Add a column without overflow: int64 while its bound allows, Python integers beyond it."""
    if minor.size == 0:
        return 0
    bound = max(abs(int(minor.min())), abs(int(minor.max()))) * minor.size
    return int(minor.sum()) if bound < LARGEST else sum(int(m) for m in minor)
