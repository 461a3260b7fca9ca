r"""How a merge field's value is written: Word's pictures (``\@ \# \* \b \f``) with the letter's locale."""

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation, localcontext
from functools import cache

from babel import Locale
from babel.dates import format_date, get_day_names, get_month_names
from babel.numbers import get_decimal_symbol, get_group_symbol

LOCALES: Mapping[str, str] = {"en": "en_GB", "zh": "zh_CN", "de": "de_DE", "fr": "fr_FR"}
"""The locale of each language a letter may be written in."""

Write = Callable[[object], str]
"""Turns a field's value into text; blank for None."""

_DATE_PIECE = re.compile(r"'([^']*)'|(yyyy|yy|MMMM|MMM|MM|M|dddd|ddd|dd|d)|(.)", re.DOTALL)
_NUMBER_CORE = re.compile(r"[#0x.,\s'’]*[#0x]")
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
_SPECIAL = re.compile("[&<>\x00-\x1f\x7f-\x9f\u2028\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
"""Whatever ``as_markup`` changes; most texts hold none of it."""
_DIRECTION = re.compile("[\u202a-\u202e\u2066-\u2069]")
_CASES: Mapping[str, Callable[[str], str]] = {
    "upper": str.upper,
    "lower": str.lower,
    "firstcap": lambda text: text[:1].upper() + text[1:],
    "caps": lambda text: re.sub(r"\b\w", lambda m: m[0].upper(), text),
}
_BREAK = '</w:t><w:br/><w:t xml:space="preserve">'
_TAB = '</w:t><w:tab/><w:t xml:space="preserve">'


def writer(switches: Sequence[tuple[str, str]], language: str) -> Write:
    r"""Make the writer of a field from its switches, such as ``("@", "d MMMM yyyy")``.

    >>> writer([("@", "d MMMM yyyy")], "en")(date(2026, 10, 31)), writer([("#", "#,##0.00")], "de")(Decimal("1234.5"))
    ('31 October 2026', '1.234,50')
    """
    pictures = dict(switches)
    locale = Locale.parse(LOCALES.get(language, "en_GB"))
    as_date = date_writer(pictures["@"], locale) if "@" in pictures else None
    as_number = number_writer(pictures["#"], locale) if "#" in pictures else None
    cases = [_CASES[words.casefold()] for switch, words in switches if switch == "*" and words.casefold() in _CASES]
    before, after = pictures.get("b", ""), pictures.get("f", "")

    def write(value: object) -> str:
        text = _plain(value, as_date, as_number, locale)
        for case in cases:
            text = case(text)
        return f"{before}{text}{after}" if text else ""

    return write


def date_writer(picture: str, locale: Locale) -> Callable[[date], str]:
    """Make the writer of a date picture; month and day names are the locale's."""
    pieces = [_date_piece(m[1], m[2], m[3], locale) for m in _DATE_PIECE.finditer(picture)]
    return lambda day: "".join(piece if isinstance(piece, str) else piece(day) for piece in pieces)


def number_writer(picture: str, locale: Locale) -> Callable[[Decimal], str]:
    """Make the writer of a number picture with its sections for positive, negative and zero.

    Separators of the picture may be of either notation; the result has the locale's.
    """
    sections = [_section(part, locale) for part in picture.split(";")]

    def write(number: Decimal) -> str:
        if number == 0 and len(sections) > 2:
            return sections[2](number)
        if number < 0 and len(sections) > 1:
            return sections[1](-number)
        return sections[0](number)

    return write


def grouped(number: Decimal, locale: Locale, decimals: int, least_digits: int = 1, *, group: bool = True) -> str:
    """Write a number with the locale's separators, rounded half away from zero."""
    with localcontext(prec=80):
        digits = format(abs(number).quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP), "f")
    whole, _, fraction = digits.partition(".")
    sign = "-" if number < 0 and any(c != "0" for c in digits if c != ".") else ""
    whole = whole.zfill(least_digits)
    if least_digits == 0 and whole == "0":
        whole = ""
    if group:
        whole = re.sub(r"(?<=\d)(?=(\d{3})+$)", _symbols(locale)[0], whole)
    return sign + whole + (_symbols(locale)[1] + fraction if fraction else "")


def as_markup(text: str) -> bytes:
    """Turn text into the inside of a ``w:t``: markup escaped, line ends and tabs as Word's, the illegal left out.

    Direction overrides are left out as well: they could make an amount beside a name read backwards.
    """
    if _SPECIAL.search(text) is None:
        return text.encode("utf-8")
    plain = text.replace("\r\n", "\n").replace("\r", "\n").replace("\v", "\n").replace("\u2028", "\n")
    plain = _DIRECTION.sub("", _ILLEGAL.sub("", plain))
    plain = plain.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return plain.replace("\n", _BREAK).replace("\t", _TAB).encode("utf-8")


@cache
def _symbols(locale: Locale) -> tuple[str, str]:
    return get_group_symbol(locale), get_decimal_symbol(locale)


def _plain(
    value: object, as_date: Callable[[date], str] | None, as_number: Callable[[Decimal], str] | None, locale: Locale
) -> str:
    if value is None:
        return ""
    if as_date is not None:
        day = _date_in(value)
        return as_date(day) if day is not None else str(value)
    if as_number is not None:
        number = _number_in(value)
        return as_number(number) if number is not None else str(value)
    if isinstance(value, Decimal):
        return grouped(value, locale, max(0, -int(value.as_tuple().exponent)))
    return format_date(value, "long", locale) if isinstance(value, date) else str(value)


def _date_in(value: object) -> date | None:
    if isinstance(value, str):
        try:
            return date.fromisoformat(value)
        except ValueError:
            return None
    return value if isinstance(value, date) else None


def _number_in(value: object) -> Decimal | None:
    if isinstance(value, str):
        try:
            number = Decimal(value)
        except InvalidOperation:
            return None
        return number if number.is_finite() else None
    return Decimal(value) if isinstance(value, int | Decimal) else None


def _date_piece(quoted: str | None, code: str | None, other: str | None, locale: Locale) -> str | Callable[[date], str]:
    if code is None:
        return quoted if quoted is not None else other or ""
    pieces: Mapping[str, Callable[[date], str]] = {
        "yyyy": lambda day: f"{day.year:04d}",
        "yy": lambda day: f"{day.year % 100:02d}",
        "MMMM": lambda day: get_month_names("wide", locale=locale)[day.month],
        "MMM": lambda day: get_month_names("abbreviated", locale=locale)[day.month],
        "MM": lambda day: f"{day.month:02d}",
        "M": lambda day: str(day.month),
        "dddd": lambda day: get_day_names("wide", locale=locale)[day.weekday()],
        "ddd": lambda day: get_day_names("abbreviated", locale=locale)[day.weekday()],
        "dd": lambda day: f"{day.day:02d}",
        "d": lambda day: str(day.day),
    }
    return pieces[code]


def _section(picture: str, locale: Locale) -> Callable[[Decimal], str]:
    plain = picture.replace("'", "")
    core = _NUMBER_CORE.search(plain)
    if core is None:
        return lambda _number: plain
    start = core.start() + len(core[0]) - len(core[0].lstrip())
    before, after, places = plain[:start], plain[core.end() :], core[0].strip()
    mark = _decimal_mark(places)
    whole, decimals = (places, "") if mark < 0 else (places[:mark], places[mark + 1 :])
    group = bool(re.search(r"[.,\s’]", whole))
    least = sum(c == "0" for c in whole)
    return lambda number: before + grouped(number, locale, len(decimals), least, group=group) + after


def _decimal_mark(places: str) -> int:
    """Find the decimal mark of a picture: the later of two kinds; a lone mark before three places groups."""
    last = max(places.rfind("."), places.rfind(","))
    if last < 0:
        return -1
    other = "." if places[last] == "," else ","
    groups_only = places[last] == "," and len(places) - last - 1 == 3 and other not in places and "#" in places[:last]
    return -1 if groups_only or places.count(places[last]) > 1 else last
