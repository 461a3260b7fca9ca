"""Money as whole minor units of its currency; Decimal only at the edges."""

from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Context, Decimal

import numpy as np
from numpy.typing import NDArray

from arrears.errors import InputRefused

Minor = NDArray[np.int64]
"""Amounts in minor units (cents), one per row, each in the currency of its row."""

LARGEST = 2**62
"""Beyond this a product or sum in int64 columns is no longer safe."""


_EXACT = Context(prec=60)
_ONE = Decimal(1)


def _codes(line: str) -> list[str]:
    return line.split()


# ISO 4217:2015, table A.1, the exponents that are not 2.
_EXPONENTS = {
    **dict.fromkeys(_codes("BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF"), 0),
    **dict.fromkeys(_codes("BHD IQD JOD KWD LYD OMR TND"), 3),
    **dict.fromkeys(_codes("CLF UYW"), 4),
}

# ISO 4217:2015, table A.1: the currencies in use (funds codes and metals left out).
CURRENCIES = frozenset(
    _codes(
        """AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF
        CHF CLF CLP CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD
        HKD HNL HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL
        LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR
        PLN PYG QAR RON RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP
        TRY TTD TWD TZS UAH UGX USD UYI UYU UYW UZS VED VES VND VUV WST XAF XCD XOF XPF YER ZAR ZMW ZWG"""
    )
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
    scaled = amount.scaleb(exponent(currency), _EXACT)
    return int(scaled.quantize(_ONE, rounding=ROUND_HALF_UP, context=_EXACT))


def to_major(minor: int, currency: str) -> Decimal:
    """Turn minor units into an amount in major units, with exactly the currency's decimals.

    >>> to_major(-1001, "EUR"), to_major(7, "JPY"), to_major(1, "KWD")
    (Decimal('-10.01'), Decimal('7'), Decimal('0.001'))
    """
    return Decimal(int(minor)).scaleb(-exponent(currency))


def majors(minor: Iterable[int], currencies: Iterable[str]) -> list[Decimal]:
    """Turn columns of minor units and currencies into amounts in major units, row by row."""
    places = {code: -exponent(code) for code in CURRENCIES}
    return [Decimal(int(m)).scaleb(places.get(code, -2)) for m, code in zip(minor, currencies, strict=True)]


def divide_half_away(numerator: int, denominator: int) -> int:
    """Divide integers, rounding half away from zero as Excel's ROUND does; the denominator is positive.

    >>> divide_half_away(5, 10), divide_half_away(-5, 10), divide_half_away(14, 10)
    (1, -1, 1)
    """
    magnitude = (2 * abs(numerator) + denominator) // (2 * denominator)
    return magnitude if numerator >= 0 else -magnitude


def pro_rata(base: int, left: int, whole: int) -> int:
    """Give the part of a base amount that belongs to what is left of a whole, rounded half away from zero.

    >>> pro_rata(115, 40, 100), pro_rata(-115, -40, -100), pro_rata(0, 0, 0)
    (46, -46, 0)
    """
    if whole == 0:
        return 0
    return divide_half_away(base * left * (1 if whole > 0 else -1), abs(whole))


def half_away(numerator: NDArray[np.int64] | NDArray[np.object_], denominator: int) -> Minor:
    """Divide a column of integers, rounding half away from zero; Python integers (dtype object) may be of any size.

    int64 numerators must leave room to double and add the denominator (``LARGEST``).
    """
    if numerator.dtype == object:
        return np.array([divide_half_away(n, denominator) for n in numerator], dtype=np.int64)
    magnitude = (2 * np.abs(numerator) + denominator) // (2 * denominator)
    rounded: Minor = np.where(numerator < 0, -magnitude, magnitude).astype(np.int64)
    return rounded


def whole_number(number: Decimal) -> tuple[int, int]:
    """Write a finite decimal as an integer and the number of its decimals, exactly.

    >>> whole_number(Decimal("8.25")), whole_number(Decimal("1E+1"))
    ((825, 2), (10, 0))
    """
    places = max(-int(number.as_tuple().exponent), 0)
    return int(number.scaleb(places)), places


def percent_of(minor: Minor, percent: Decimal) -> Minor:
    """Take so many percent of each amount, rounded half away from zero.

    >>> percent_of(np.array([1050, -1050]), Decimal("5"))
    array([ 53, -53])
    """
    whole, places = whole_number(percent)
    denominator = 100 * 10**places
    if minor.size and 2 * max(abs(int(minor.min())), abs(int(minor.max()))) * abs(whole) + denominator >= LARGEST:
        return half_away(minor.astype(object) * whole, denominator)
    return half_away(minor * whole, denominator)


def exact_sum(minor: Minor) -> int:
    """Add a column without overflow: int64 while its bound allows, Python integers beyond it."""
    if minor.size == 0:
        return 0
    bound = max(abs(int(minor.min())), abs(int(minor.max()))) * minor.size
    return int(minor.sum()) if bound < LARGEST else sum(int(m) for m in minor)


def running_sums(minor: Minor, group: NDArray[np.int64]) -> Minor:
    """Give the running total of a column within each group; rows of a group stand together.

    Refuses a total that no longer fits the column.
    """
    if minor.size == 0:
        return minor.copy()
    wide = max(abs(int(minor.min())), abs(int(minor.max()))) * minor.size >= LARGEST
    amounts = minor.astype(object) if wide else minor
    starts = np.flatnonzero(np.append([True], group[1:] != group[:-1]))
    running = np.cumsum(amounts)
    before = (running - amounts)[starts]
    running -= np.repeat(before, np.diff(np.append(starts, [minor.size])))
    if wide and max(abs(total) for total in running) > LARGEST:
        raise InputRefused("sum-too-large", found=str(max(running, key=abs)))
    return running.astype(np.int64)


def sums_by(group: NDArray[np.int64], minor: Minor, groups: int) -> Minor:
    """Add a column by group, exactly; refuses a sum that no longer fits the column.

    ``group`` holds positions 0 to ``groups`` - 1, one per row.
    """
    sums = np.zeros(groups, dtype=np.int64)
    if minor.size == 0:
        return sums
    bound = max(abs(int(minor.min())), abs(int(minor.max()))) * minor.size
    if bound < LARGEST:
        np.add.at(sums, group, minor)
        return sums
    # Halves of 31 bits each add up without overflow; the sums meet again as Python integers.
    high, low = np.zeros_like(sums), np.zeros_like(sums)
    np.add.at(high, group, minor >> 31)
    np.add.at(low, group, minor & (2**31 - 1))
    wide = [(int(h) << 31) + int(lo) for h, lo in zip(high, low, strict=True)]
    if any(abs(total) > LARGEST for total in wide):
        raise InputRefused("sum-too-large", found=str(max(wide, key=abs)))
    return np.array(wide, dtype=np.int64)
