r"""Word's date pictures (``\@``) with the month and day names of the letter's locale."""

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime
from functools import lru_cache

from babel import Locale
from babel.dates import get_day_names, get_month_names

DateWriter = Callable[[date], str]
"""Writes a day."""

_PIECE = re.compile(
    r"'([^']*)'|(yyyy|yy|MMMM|MMM|MM|M|dddd|ddd|dd|d|aaaa|EEEE|O|A(?=日)|HH|H|hh|h|mm|m|ss|s|am/pm|AM/PM)|(.)",
    re.DOTALL,
)
_HAN = "〇一二三四五六七八九"


@lru_cache(maxsize=512)
def date_writer(picture: str, locale: Locale) -> DateWriter:
    """Make the writer of a date picture; month and day names are the locale's, hours those of a ``datetime``.

    >>> date_writer("d MMMM yyyy", Locale("fr"))(date(2026, 3, 5))
    '5 mars 2026'
    """
    found = [(match[1], match[2], match[3]) for match in _PIECE.finditer(picture)]
    if not any(code and code[0] in "hHs" for _, code, _ in found):  # minutes of a day without hours: months are meant
        found = [(quoted, code.upper() if code in ("m", "mm") else code, other) for quoted, code, other in found]
    pieces = [_piece(quoted, code, other, locale) for quoted, code, other in found]

    def write(day: date) -> str:
        return "".join(piece if isinstance(piece, str) else piece(day) for piece in pieces)

    return write


def _piece(quoted: str | None, code: str | None, other: str | None, locale: Locale) -> str | Callable[[date], str]:
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
        "aaaa": lambda day: get_day_names("wide", locale=locale)[day.weekday()],
        "ddd": lambda day: get_day_names("abbreviated", locale=locale)[day.weekday()],
        "dd": lambda day: f"{day.day:02d}",
        "d": lambda day: str(day.day),
        "EEEE": lambda day: "".join(_HAN[int(digit)] for digit in f"{day.year:04d}"),
        "O": lambda day: _han(day.month),
        "A": lambda day: _han(day.day),
        "HH": lambda day: f"{_time(day).hour:02d}",
        "H": lambda day: str(_time(day).hour),
        "hh": lambda day: f"{_time(day).hour % 12 or 12:02d}",
        "h": lambda day: str(_time(day).hour % 12 or 12),
        "mm": lambda day: f"{_time(day).minute:02d}",
        "m": lambda day: str(_time(day).minute),
        "ss": lambda day: f"{_time(day).second:02d}",
        "s": lambda day: str(_time(day).second),
        "am/pm": lambda day: "am" if _time(day).hour < 12 else "pm",
        "AM/PM": lambda day: "AM" if _time(day).hour < 12 else "PM",
    }
    return pieces[code]


def _time(day: date) -> datetime:
    return day if isinstance(day, datetime) else datetime(day.year, day.month, day.day)  # noqa: DTZ001 - a day has no zone


def _han(number: int) -> str:
    """Write a number up to 31 as Chinese dates do."""
    tens, ones = divmod(number, 10)
    return ("" if tens == 0 else "十" if tens == 1 else f"{_HAN[tens]}十") + (_HAN[ones] if ones or not tens else "")
