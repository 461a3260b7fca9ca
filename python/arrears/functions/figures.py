"""What a parameter reads as a figure: a day, an amount, a rate, a count; a float is converted here and nowhere else."""

import contextlib
import math
import re
import unicodedata
from datetime import date
from decimal import Decimal
from typing import Any, Final

from arrears.core.money import CURRENCIES, to_major, to_minor
from arrears.errors import InputRefused
from arrears.functions.calling import caller
from arrears.functions.readers import Reader, cell_reader, said
from arrears.office.cells import day_of_serial
from arrears.office.table_spec import Type

_SERIALS: Final = {False: range(61, 2_958_466), True: range(1, 2_957_004)}
"""Numbers that are days, by whether the workbook counts from 1904. Excel's own from 1900 are a day off until 1 March
(it knows a 29 February 1900): nobody means them, they are numbers of days, or of something else."""
_DAY_OR_MONTH_FIRST: Final = re.compile(r"(\d{1,2})([-/.])(\d{1,2})\2(\d{4})(?:[ T].*)?")
_NEGATIVE: Final = re.compile(r"\(([^-+()]+)\)|([^-+()]+)-")
"""How accountants write a negative amount: (1,234.50) or 1,234.50-."""
_LARGEST_COUNT: Final = 10**9
_MOST_DECIMALS: Final = "CLF"
"""A currency with four decimals; none has more (ISO 4217)."""
_LONGEST: Final = 40
"""Digits beyond this are no amount of money."""


def _no_day(found: str, name: str) -> InputRefused:
    return InputRefused("argument-no-date", found=found, argument=name)


def _no_number(found: str, name: str) -> InputRefused:
    return InputRefused("argument-no-number", found=found, argument=name)


def _day(cell: Any, name: str) -> date:
    """Read a date; the number of a day as the calling workbook counts them, its time of day dropped."""
    if isinstance(cell, float | int) and not isinstance(cell, bool):
        from_1904 = caller().from_1904
        if not (math.isfinite(cell) and int(cell) in _SERIALS[from_1904]):
            raise _no_day(str(cell) if not math.isfinite(cell) else said(cell), name)
        return day_of_serial(cell, from_1904=from_1904)
    plain = unicodedata.normalize("NFKC", cell).strip() if isinstance(cell, str) else ""
    found = _DAY_OR_MONTH_FIRST.fullmatch(plain)
    day: date = _DAY(cell, name) if found is None else _only_reading(found, cell, name)
    return day


def _only_reading(found: re.Match[str], cell: str, name: str) -> date:
    """Read 31.01.2026 or 12/31/2026, of which only one order of day and month exists; 01/02/2026 has two."""
    first, _, second, year = found.groups()
    days = set()
    for month, day in ((first, second), (second, first)):
        with contextlib.suppress(ValueError):
            days.add(date(int(year), int(month), int(day)))
    if len(days) != 1:
        raise _no_day(cell, name)
    return days.pop()


def _amount(cell: Any, name: str) -> Decimal:
    """Read an amount; as text with a minus sign before or behind it, or in brackets, as Excel's VALUE does."""
    plain = unicodedata.normalize("NFKC", cell).replace("−", "-").strip() if isinstance(cell, str) else cell
    negative = _NEGATIVE.fullmatch(plain) if isinstance(plain, str) else None
    amount: Decimal = _AMOUNT(plain if negative is None else f"-{(negative[1] or negative[2]).strip()}", name, cell)
    if amount.adjusted() > _LONGEST:
        raise InputRefused("argument-too-large", found=said(cell), argument=name)
    return amount if amount.adjusted() > -_LONGEST else Decimal(0)


def _money(cell: Any, name: str) -> Decimal:
    """Read an amount whose currency is not told, to the most decimals that any has: what floats leave is cut off."""
    return to_major(to_minor(_amount(cell, name), _MOST_DECIMALS), _MOST_DECIMALS).normalize() + 0


def _rate(cell: Any, name: str) -> Decimal:
    """Read a rate as Excel writes it, 9% or 0.09, into percent; refuses more than 100%, which is a slip."""
    percent = isinstance(cell, str) and cell.strip().endswith(("%", "％"))
    number: Decimal = _RATE(cell, name)
    if not percent and abs(number) > 1:
        raise InputRefused("argument-rate", found=said(cell), argument=name)
    return number if percent else number * 100


def _count(cell: Any, name: str) -> int:
    if isinstance(cell, float) and math.isfinite(cell) and not cell.is_integer():
        raise InputRefused("argument-no-whole-number", found=said(cell), argument=name)
    number: int = _COUNT(cell, name)
    if number < 0:
        raise InputRefused("argument-negative", found=said(cell), argument=name)
    if number > _LARGEST_COUNT:
        raise InputRefused("argument-too-large", found=said(cell), argument=name)
    return number


def _currency(cell: Any, name: str) -> str:
    code = str(cell).strip().upper()
    if code not in CURRENCIES:
        raise InputRefused("argument-unknown", found=said(cell), argument=name, choices="EUR, USD, CNY, ...")
    return code


_DAY = cell_reader(Type.DAY, _no_day)
_AMOUNT = cell_reader(Type.AMOUNT, _no_number)
_RATE = cell_reader(Type.RATE, _no_number)
_COUNT = cell_reader(Type.COUNT, _no_number)

DAY: Final = Reader(_day, zero_is_blank=True, figures=True)
AMOUNT: Final = Reader(_amount, figures=True)
MONEY: Final = Reader(_money, figures=True)
"""An amount of a currency that is not told."""
RATE: Final = Reader(_rate)
"""A yearly rate, as percent."""
PERCENT: Final = Reader(_RATE)
"""A rate in percent, as the sheets of a workbook hold it."""
COUNT: Final = Reader(_count)
CURRENCY: Final = Reader(_currency, zero_is_blank=True)
