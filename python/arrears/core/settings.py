"""How the text of a setting is read: numbers in either notation, lists with any separator.

Every reader raises ValueError where the text cannot be read.
"""

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from arrears.core.money import CURRENCIES

_BAND = re.compile(r"(\d{1,5})\s*(y|years?|d|days?|年|天|日|个年|)")
_NUMBER = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)")
_SPACES = re.compile(r"[\s'’]")
_LONGEST = 36_500
"""A hundred years in days; a limit beyond it is a slip."""


def text(cell: str) -> str:
    """Give the text as it stands."""
    return cell.strip()


def currency(cell: str) -> str:
    """Read an ISO 4217 code."""
    code = _plain(cell).upper()
    if code not in CURRENCIES:
        raise ValueError(cell)
    return code


def count(cell: str) -> int:
    """Read a whole number of 0 or more; ``14.0`` and ``14,00`` are whole."""
    number = _decimal(cell)
    if number != number.to_integral_value() or not 0 <= number <= _LONGEST:
        raise ValueError(cell)
    return int(number)


def month_and_day(cell: str) -> str:
    """Read a day of every year as month and day; the 29th of February is none.

    >>> month_and_day("04-01"), month_and_day("7/1")
    ('04-01', '07-01')
    """
    found = re.fullmatch(r"(\d{1,2})[-./](\d{1,2})", _plain(cell))
    if not found:
        raise ValueError(cell)
    return format(date(2001, int(found[1]), int(found[2])), "%m-%d")


def amount(cell: str) -> Decimal:
    """Read an amount of 0 or more, in either notation; ``1,000`` could be one or a thousand, so it is refused.

    >>> amount("1.234,50"), amount("2,5")
    (Decimal('1234.50'), Decimal('2.5'))
    """
    if re.fullmatch(r"[1-9]\d{0,2}[.,]\d{3}", _plain(cell)):
        raise ValueError(cell)
    number = _decimal(cell)
    if number < 0:
        raise ValueError(cell)
    return number


def rate(cell: str) -> Decimal:
    """Read percent a year, in either notation, with or without a percent sign.

    >>> rate("12,5 %"), rate("4.125")
    (Decimal('12.5'), Decimal('4.125'))
    """
    number = _decimal(_plain(cell).removesuffix("%"))
    if not -100 <= number <= 1000:
        raise ValueError(cell)
    return number


def choice(words: Mapping[str, Any]) -> Callable[[str], Any]:
    """Make the reader of a setting with a closed list of words; the width of letters and brackets makes no difference.

    >>> choice({"德国（企业间）": "de-b2b"})("德国(企业间)")
    'de-b2b'
    """
    known = {_plain(text).casefold(): value for text, value in words.items()}

    def read(cell: str) -> Any:
        word = known.get(_plain(cell).casefold())
        if word is None:
            raise ValueError(cell)
        return word

    return read


def one_of(values: Mapping[Any, Sequence[str]]) -> Callable[[str], Any]:
    """Make the reader of a closed list of values: each by its own name, and by further words.

    >>> one_of({"gross": ("含税",), "net": ()})("含税")
    'gross'
    """
    known = {word: value for value, others in values.items() for word in (str(value), *others)}
    return choice({"".join(word.split()).casefold(): value for word, value in known.items()})


def ascending(most: int) -> Callable[[str], tuple[int, ...]]:
    """Make the reader of a list of one to ``most`` whole numbers, each above the one before and above 0."""

    def read(cell: str) -> tuple[int, ...]:
        limits = tuple(count(part) for part in re.split(r"[,;|/\s]+", _list(cell)) if part)
        _refuse_unordered(limits, most)
        return limits

    return read


def bands(most: int) -> Callable[[str], tuple[tuple[int, str], ...]]:
    """Make the reader of one to ``most`` ascending limits in years (``y``, the default) or days (``d``)."""

    def read(cell: str) -> tuple[tuple[int, str], ...]:
        parts = [part.strip() for part in re.split(r"[,;|]", _list(cell)) if part.strip()]
        found = [_BAND.fullmatch(part.casefold()) for part in parts]
        limits = tuple((int(m[1]), "d" if m[2][:1] in ("d", "天", "日") else "y") for m in found if m)
        if len(limits) != len(parts):
            raise ValueError(cell)
        _refuse_unordered(tuple(number * (1 if unit == "d" else 365) for number, unit in limits), most)
        return limits

    return read


def amounts(most: int) -> Callable[[str], tuple[Decimal, ...]]:
    """Make the reader of a list of one to ``most`` amounts; with decimal commas the list needs semicolons."""

    def read(cell: str) -> tuple[Decimal, ...]:
        parts = _amount_parts(cell)
        if not 1 <= len(parts) <= most:
            raise ValueError(cell)
        return tuple(amount(part) for part in parts)

    return read


def written(value: object) -> str:
    """Write a setting's value the way it is typed into its cell.

    >>> written(((1, "y"), (90, "d"))), written((30, 60)), written(None)
    ('1, 90d', '30, 60', '')
    """
    if value is None:
        return ""
    if not isinstance(value, tuple):
        return str(value)
    limits = (f"{v[0]}{'d' if v[1] == 'd' else ''}" if isinstance(v, tuple) else str(v) for v in value)
    return ", ".join(limits)


def _amount_parts(cell: str) -> list[str]:
    plain = _list(cell).strip()
    if ";" in plain or "|" in plain:
        return [part for part in re.split(r"[;|]", plain) if part.strip()]
    if re.search(r",\s", plain):
        return [part for part in re.split(r",\s", plain) if part.strip()]
    if plain.count(",") == 1:
        raise ValueError(cell)  # "2,50" is one fee or two
    return plain.split(",")


def _refuse_unordered(limits: tuple[int, ...], most: int) -> None:
    rising = all(low < high for low, high in zip((0, *limits), limits, strict=False))
    if not (1 <= len(limits) <= most and rising and limits[-1] <= _LONGEST):
        raise ValueError(limits)


def _list(cell: str) -> str:
    # A full-width or Chinese separator is never a decimal comma: a blank after it says so.
    return unicodedata.normalize("NFKC", re.sub("[、，]", ", ", cell))


def _plain(cell: str) -> str:
    return _SPACES.sub("", unicodedata.normalize("NFKC", cell)).replace("。", ".")


def _decimal(cell: str) -> Decimal:
    plain = _plain(cell)
    last = max(plain.rfind("."), plain.rfind(","))
    if last >= 0:
        mark, other = plain[last], "." if plain[last] == "," else ","
        if plain.count(mark) > 1 and other in plain:
            raise ValueError(cell)
        whole, decimals = (plain, "") if plain.count(mark) > 1 else (plain[:last], plain[last + 1 :])
        _refuse_wrong_groups(whole)
        plain = re.sub("[.,]", "", whole) + ("." + decimals if decimals else "")
    if not _NUMBER.fullmatch(plain):
        raise ValueError(cell)
    return Decimal(plain)


def _refuse_wrong_groups(whole: str) -> None:
    groups = re.split("[.,]", whole.lstrip("+-"))
    if len(groups) > 1 and (not 1 <= len(groups[0]) <= 3 or any(len(group) != 3 for group in groups[1:])):
        raise ValueError(whole)
