r"""Word's number pictures (``\#``) with the letter's locale, on exact decimals."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Context, Decimal, InvalidOperation
from functools import lru_cache

from babel import Locale
from babel.numbers import get_decimal_symbol, get_group_symbol

NumberWriter = Callable[[Decimal], str]
"""Writes a finite number."""

_CORE = re.compile(r"[#0.,\s\u202f’]*[#0]")
_LITERAL = re.compile(r"'([^']*)'")
_SWISS = re.compile(r"(?<=[#0])'(?=[#0]{3})")
"""A quotation mark that groups digits."""
_EXACT = Context(prec=400, rounding=ROUND_HALF_UP)


@dataclass(frozen=True, slots=True)
class Section:
    """One section of a picture: the text around the digits, how many decimals, how many digits at least."""

    before: str
    after: str
    decimals: int
    least: int
    group: bool


@lru_cache(maxsize=512)
def number_writer(picture: str, locale: Locale) -> NumberWriter:
    """Make the writer of a number picture with its sections for positive, negative and zero.

    Rounded half away from zero. Separators of the picture may be of either notation; the result has the locale's.

    >>> number_writer("#,##0.00;(#,##0.00);nil", Locale("en"))(Decimal("-1234.5"))
    '(1,234.50)'
    """
    sections = [_section(part) for part in picture.split(";")]
    first = sections[0] if isinstance(sections[0], Section) else None
    separators = _separators(locale)
    english = separators == _separators(Locale("en"))

    def write(number: Decimal) -> str:
        return _signed(number, sections, separators)

    if first is None or first.least != 1 or len(sections) > 2 or not first.group:
        return write
    places, before, after = Decimal(1).scaleb(-first.decimals), first.before, first.after

    def write_usual(number: Decimal) -> str:
        # The way of nearly every amount: not negative, digits in groups. Anything else goes the long way round.
        if number.is_signed():
            return write(number)
        try:
            text = format(number.quantize(places, None, _EXACT), ",f")
        except InvalidOperation:
            return str(number)
        return f"{before}{text if english else text.translate(separators)}{after}"

    return write_usual


def plain_number(number: Decimal, locale: Locale) -> str:
    """Write a number with the decimals it has and the locale's separators."""
    section = Section("", "", _decimals(number), 1, group=True)
    return _signed(number, [section], _separators(locale))


def _decimals(number: Decimal) -> int:
    exponent = number.as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


@lru_cache(maxsize=64)
def _separators(locale: Locale) -> dict[int, str]:
    return str.maketrans({",": get_group_symbol(locale), ".": get_decimal_symbol(locale)})


def _signed(number: Decimal, sections: list["Section | str"], separators: dict[int, str]) -> str:
    if not number.is_finite():
        return str(number)
    negative = number < 0
    section = sections[1] if negative and len(sections) > 1 else sections[0]
    try:
        rounded = _rounded(abs(number), section)
    except InvalidOperation:
        return str(number)
    if not rounded:
        negative, section = False, sections[2] if number == 0 and len(sections) > 2 else sections[0]
        rounded = _rounded(abs(number), section)
    minus = "-" if negative and len(sections) == 1 else ""
    return _written(rounded, section, separators, minus)


def _rounded(number: Decimal, section: "Section | str") -> Decimal:
    return number if isinstance(section, str) else number.quantize(Decimal(1).scaleb(-section.decimals), None, _EXACT)


def _written(number: Decimal, section: "Section | str", separators: dict[int, str], minus: str) -> str:
    if isinstance(section, str):
        return minus + section
    whole, _, fraction = format(number, "f").partition(".")
    whole = "" if section.least == 0 and whole == "0" and fraction else whole.zfill(section.least)
    if section.group:
        whole = re.sub(r"(?<=\d)(?=(\d{3})+$)", ",", whole)
    digits = f"{whole}.{fraction}" if fraction else whole
    return f"{minus}{section.before}{digits.translate(separators)}{section.after}"


def _section(picture: str) -> "Section | str":
    picture = _SWISS.sub("’", picture)
    core = _CORE.search(_LITERAL.sub(lambda match: "\x01" * len(match[0]), picture))
    if core is None:
        return _unquoted(picture)
    start = core.start() + len(core[0]) - len(core[0].lstrip())
    before, after, places = _unquoted(picture[:start]), _unquoted(picture[core.end() :]), core[0].strip()
    mark = _decimal_mark(places)
    whole, decimals = (places, "") if mark < 0 else (places[:mark], places[mark + 1 :])
    return Section(before, after, len(decimals), sum(c == "0" for c in whole), bool(re.search(r"[.,\s’]", whole)))


def _unquoted(text: str) -> str:
    return _LITERAL.sub(lambda match: match[1], text)


def _decimal_mark(places: str) -> int:
    """Find the decimal mark of a picture: the later of two kinds; a lone mark before three places groups."""
    last = max(places.rfind("."), places.rfind(","))
    if last < 0:
        return -1
    other = "." if places[last] == "," else ","
    alone = not any(mark in places for mark in (other, "’", " ", "\u202f"))
    thousands = len(places) - last - 1 == 3 and alone and "#" in places[:last] and places.endswith("##0")
    leading = last == 0 and places[0] == ","
    return -1 if thousands or leading or places.count(places[last]) > 1 else last
