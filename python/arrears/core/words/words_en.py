"""Amounts in English words: units and smallest units joined by one "and"."""

from decimal import Decimal

from arrears.core.money import exponent, to_minor
from arrears.core.words.currency_names import NAMES
from arrears.core.words.words_zh import LARGEST_IN_WORDS
from arrears.errors import InputRefused

STYLES = ("american", "british")

_UP_TO_NINETEEN = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
_TENS = ("", "ten", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_THOUSANDS = ("", "thousand", "million", "billion", "trillion", "quadrillion")


def english_words(amount: Decimal, currency: str, style: str = "american") -> str:
    """Write an amount in words, rounded half away from zero to the currency's decimals.

    Within a number ``american`` writes no "and", ``british`` one after the hundreds. A billion is a thousand million.
    Refuses from ten quadrillion on.

    >>> english_words(Decimal("1409.50"), "GBP"), english_words(Decimal("1409.50"), "GBP", "british")
    ('one thousand four hundred nine pounds and fifty pence', \
'one thousand four hundred and nine pounds and fifty pence')
    >>> english_words(Decimal("1.01"), "GBP"), english_words(Decimal("-0.21"), "EUR")
    ('one pound and one penny', 'minus twenty-one cents')
    >>> english_words(Decimal("2.250"), "KWD"), english_words(Decimal(1000), "JPY")
    ('two dinars and two hundred fifty fils', 'one thousand yen')
    """
    minor = to_minor(amount, currency)
    names = NAMES[currency]
    whole, rest = divmod(abs(minor), 10 ** exponent(currency))
    if whole >= LARGEST_IN_WORDS:
        raise InputRefused("beyond-words", found=f"{amount:f}")
    parts = []
    if whole or not rest:
        parts.append(f"{number_words(whole, style)} {names.one if whole == 1 else names.many}")
    if rest:
        parts.append(f"{number_words(rest, style)} {names.smallest_one if rest == 1 else names.smallest_many}")
    return ("minus " if minor < 0 else "") + " and ".join(parts)


def number_words(number: int, style: str = "american") -> str:
    """Write a whole number from 0 to below 10^18 in words.

    >>> number_words(1_000_021), number_words(1_000_021, "british"), number_words(110_000, "british")
    ('one million twenty-one', 'one million and twenty-one', 'one hundred and ten thousand')
    """
    if number == 0:
        return _UP_TO_NINETEEN[0]
    groups = [(number // 1000**nth % 1000, name) for nth, name in enumerate(_THOUSANDS)]
    written = [f"{_below_thousand(count, style)} {name}".strip() for count, name in reversed(groups) if count]
    if style == "british" and number > 1000 and 0 < number % 1000 < 100:
        written[-1] = f"and {written[-1]}"
    return " ".join(written)


def _below_thousand(number: int, style: str) -> str:
    hundreds, rest = divmod(number, 100)
    words = [f"{_UP_TO_NINETEEN[hundreds]} hundred"] if hundreds else []
    if rest:
        words.append(f"and {_below_hundred(rest)}" if hundreds and style == "british" else _below_hundred(rest))
    return " ".join(words)


def _below_hundred(number: int) -> str:
    if number < 20:
        return _UP_TO_NINETEEN[number]
    tens, ones = divmod(number, 10)
    return f"{_TENS[tens]}-{_UP_TO_NINETEEN[ones]}" if ones else _TENS[tens]
