r"""How a merge field's value is written: Word's switches (``\@ \# \* \b \f``) with the letter's locale."""

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import Decimal, InvalidOperation
from functools import lru_cache

from babel import Locale
from babel.dates import format_date

from arrears.office.word.date_picture import DateWriter, date_writer
from arrears.office.word.markup import as_markup
from arrears.office.word.number_picture import NumberWriter, number_writer, plain_number

LOCALES: Mapping[str, str] = {"en": "en_GB", "zh": "zh_CN", "de": "de_DE", "fr": "fr_FR"}
"""The locale of each language a letter may be written in."""

Switches = Sequence[tuple[str, str]]
"""Switches of a field with their arguments, such as ``("@", "d MMMM yyyy")``."""
Write = Callable[[object], str]
"""Turns a field's value into text; blank for None."""
WriteMarkup = Callable[[object], bytes]
"""Turns a field's value into the inside of a ``w:t``."""

_CASES: Mapping[str, Callable[[str], str]] = {
    "upper": str.upper,
    "lower": str.lower,
    "firstcap": lambda text: text[:1].upper() + text[1:],
    "caps": lambda text: re.sub(r"\b\w", lambda m: m[0].upper(), text),
}
_WITHOUT_EFFECT = frozenset({"mergeformat", "mergeformatinet", "charformat", "arabic"})


def unknown_formats(switches: Switches) -> list[str]:
    r"""List the formats (``\*``) that would be lost, such as ``CardText``: a letter must not silently differ."""
    known = _CASES.keys() | _WITHOUT_EFFECT
    return [words for switch, words in switches if switch == "*" and words.casefold() not in known]


def locale_of(language: str) -> Locale:
    """Give the locale of a letter's language."""
    return Locale.parse(LOCALES.get(language, "en_GB"))


def writer(switches: Switches, language: str) -> Write:
    r"""Make the writer of a field from its switches.

    >>> writer([("@", "d MMMM yyyy")], "en")(date(2026, 10, 31)), writer([("#", "#,##0.00")], "de")(Decimal("1234.5"))
    ('31 October 2026', '1.234,50')
    """
    pictures = dict(switches)
    plain = _plain_writer(pictures, locale_of(language))
    cases = [_CASES[words.casefold()] for switch, words in switches if switch == "*" and words.casefold() in _CASES]
    before, after = pictures.get("b", ""), pictures.get("f", "")
    if not (cases or before or after):
        return plain

    def write(value: object) -> str:
        text = plain(value)
        for case in cases:
            text = case(text)
        return f"{before}{text}{after}" if text else ""

    return write


def markup_writer(switches: Switches, language: str) -> WriteMarkup:
    """Make the writer of a field as markup; the usual values of a letter go a short way."""
    write = writer(switches, language)
    pictures = dict(switches)
    bare = not ({"b", "f"} & pictures.keys()) and all(
        words.casefold() not in _CASES for switch, words in switches if switch == "*"
    )
    if bare and "@" in pictures:
        return _date_markup(date_writer(pictures["@"], locale_of(language)), write)
    if bare and "#" in pictures and not re.search("[&<>]", pictures["#"]):
        return _number_markup(number_writer(pictures["#"], locale_of(language)), write)
    return _text_markup(write) if bare and "#" not in pictures else lambda value: as_markup(write(value))


def _text_markup(write: Write) -> WriteMarkup:
    def markup(value: object) -> bytes:
        if type(value) is int:
            return b"%d" % value
        return as_markup(value if type(value) is str else write(value))

    return markup


def _number_markup(as_number: NumberWriter, write: Write) -> WriteMarkup:
    def markup(value: object) -> bytes:
        return as_number(value).encode() if type(value) is Decimal else as_markup(write(value))

    return markup


def _date_markup(as_date: DateWriter, write: Write) -> WriteMarkup:
    known = lru_cache(maxsize=1024)(lambda day: as_markup(as_date(day)))

    def markup(value: object) -> bytes:
        return known(value) if type(value) is date else as_markup(write(value))

    return markup


def _plain_writer(pictures: Mapping[str, str], locale: Locale) -> Write:
    if "@" in pictures:
        as_date = date_writer(pictures["@"], locale)
        return lambda value: _as_text(value) if (day := _date_in(value)) is None else as_date(day)
    if "#" in pictures:
        as_number = number_writer(pictures["#"], locale)
        return lambda value: _as_text(value) if (number := _number_in(value)) is None else as_number(number)

    def write(value: object) -> str:
        if isinstance(value, Decimal):
            return plain_number(value, locale)
        return str(format_date(value, "long", locale)) if isinstance(value, date) else _as_text(value)

    return write


def _as_text(value: object) -> str:
    return "" if value is None else str(value)


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
    if isinstance(value, bool):
        return None
    if isinstance(value, Decimal):
        return value if value.is_finite() else None
    return Decimal(value) if isinstance(value, int) else None
