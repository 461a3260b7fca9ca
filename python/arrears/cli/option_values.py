"""Reading what is typed behind options: numbers, choices, dated amounts, currencies; anything else is refused."""

import re
import unicodedata
from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation

from arrears.cli.options import required_day
from arrears.core.money import CURRENCIES, LARGEST, to_major, to_minor
from arrears.core.terms import term_settings
from arrears.errors import InputRefused

_GROUPED = re.compile(r"[+-]?\d{1,3}(,\d{3})+(\.\d+)?")
_LONGEST = 40
"""Digits beyond this are no amount of money."""


def number(text: str) -> Decimal:
    """Read a number exactly as typed: a point for decimals, commas only between thousands.

    >>> number("1,409.50"), number("-0.05")
    (Decimal('1409.50'), Decimal('-0.05'))
    """
    plain = unicodedata.normalize("NFKC", text).strip().replace("\N{MINUS SIGN}", "-")
    if _GROUPED.fullmatch(plain):
        plain = plain.replace(",", "")
    try:
        found = Decimal(plain)
    except InvalidOperation:
        raise InputRefused("number-option", found=text) from None
    if not found.is_finite() or "_" in plain or len(f"{found:f}") > _LONGEST:
        raise InputRefused("number-option", found=text)
    return found


def number_if_given(text: str | None) -> Decimal | None:
    """Read a number option that may be left out."""
    return None if text is None else number(text)


def percent(text: str) -> Decimal:
    """Read a rate in percent; a percent sign behind it changes nothing.

    >>> percent("12.5 %")
    Decimal('12.5')
    """
    plain = unicodedata.normalize("NFKC", text).strip()
    return number(plain.removesuffix("%"))


def percent_if_given(text: str | None) -> Decimal | None:
    """Read a rate option that may be left out."""
    return None if text is None else percent(text)


def rounded(texts: Sequence[str | None], currency: str) -> list[tuple[Decimal, Decimal]]:
    """Give the amounts that have more decimals than their currency: as typed, and what they count as.

    >>> rounded(["1000.5", None, "7"], "JPY")
    [(Decimal('1000.5'), Decimal('1001'))]
    """
    given = [number(text) for text in texts if text is not None]
    counted = [to_major(to_minor(amount, currency), currency) for amount in given]
    return [(typed, whole) for typed, whole in zip(given, counted, strict=True) if typed != whole]


def dated_amount(text: str, start: date | None = None) -> tuple[date, Decimal]:
    """Read ``2025-06-30=2500``: what was paid, and when; with a start, days after it will do (``90=2500``)."""
    on, sign, amount = text.partition("=")
    if not sign:
        raise InputRefused("dated-amount-option", found=text)
    return day_or_days(on, start), number(amount)


def dated_number(text: str) -> tuple[str, Decimal]:
    """Read ``2025-01-01=9.5``: a number and the day it holds from, as typed."""
    on, sign, figure = text.partition("=")
    if not sign:
        raise InputRefused("dated-amount-option", found=text)
    return on.strip(), percent(figure)


def day_or_days(text: str, start: date | None) -> date:
    """Read a day, or with a start so many days after it."""
    plain = text.strip()
    if start is not None and plain.isascii() and plain.isdigit() and len(plain) <= 5:
        try:
            return start + timedelta(days=int(plain))
        except OverflowError:
            raise InputRefused("beyond-calendar") from None
    return required_day(plain)


def minor(text: str | None, currency: str) -> int | None:
    """Read an amount into minor units of its currency, rounded half away from zero; None if it was left out.

    Refuses an amount too large for a column of a workbook.
    """
    if text is None:
        return None
    found = to_minor(number(text), currency)
    if abs(found) >= LARGEST:
        raise InputRefused("sum-too-large", found=str(found))
    return found


def owed(text: str, currency: str) -> int:
    """Read an amount that is owed into minor units; refuses a negative one."""
    found = minor(text, currency) or 0
    if found < 0:
        raise InputRefused("negative-option", found=text)
    return found


def cutoff(text: str) -> str:
    """Read from which day of a month on EOM means the next month's end, as the reading it is called: a day, or none."""
    try:
        return term_settings.cutoff(text)
    except ValueError:
        raise InputRefused("choice-option", found=text, option="--eom-cutoff", choices="2 - 31, none") from None


def choice(option: str, text: str, choices: Sequence[str]) -> str:
    """Read an option that is one of some words; blanks and hyphens, capitals and small letters count alike.

    >>> choice("--order", "Interest-First", ("principal first", "interest first"))
    'interest first'
    """
    folded = {_plain(word): word for word in choices}
    if _plain(text) not in folded:
        shown = ", ".join(word.replace(" ", "-") for word in choices)
        raise InputRefused("choice-option", found=text, option=option, choices=shown)
    return folded[_plain(text)]


def listed(texts: Sequence[str]) -> list[str]:
    """Take apart what is given several times, or once with commas between.

    >>> listed(["a, b", "c"])
    ['a', 'b', 'c']
    """
    return [part.strip() for text in texts for part in re.split("[,，、]", text) if part.strip()]


def currency(text: str) -> str:
    """Read a currency code of ISO 4217."""
    code = text.strip().upper()
    if code not in CURRENCIES:
        raise InputRefused("currency-option", found=text)
    return code


def amounts_by_currency(texts: Sequence[str]) -> dict[str, Decimal]:
    """Read amounts written as currency=amount; ``-`` stands for no currency.

    >>> amounts_by_currency(["EUR=0.01"])
    {'EUR': Decimal('0.01')}
    """
    found = {}
    for text in texts:
        code, equals, amount = text.partition("=")
        if not equals:
            raise InputRefused("override-option", found=text)
        found[code.strip().upper().removeprefix("-")] = number(amount)
    return found


def _plain(text: str) -> str:
    return " ".join(text.casefold().replace("-", " ").replace("_", " ").replace(",", " ").split())
