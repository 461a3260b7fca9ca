"""What a parameter reads of a cell: a day, an amount, a rate, a word; a float is converted here and nowhere else."""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any, Final

from arrears.core.money import CURRENCIES
from arrears.core.problems import Place
from arrears.core.settings import ascending
from arrears.errors import InputRefused
from arrears.functions.calling import caller
from arrears.office.cells import day_of_serial, shown, typed
from arrears.office.table_spec import Column, Type

_SERIALS: Final = range(1, 2_958_466)
_LONGEST: Final = 40
"""Digits beyond this are no amount of money."""
_COLUMNS: Final = {
    kind: Column("", kind) for kind in (Type.TEXT, Type.DAY, Type.AMOUNT, Type.RATE, Type.COUNT, Type.YES)
}


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads one cell, or with ``whole`` a range at once; ``read`` gets the cell and the parameter's name.

    ``reference``: the parameter gets the address of the range instead of what it holds. ``zero_is_blank``: nobody means
    0 by it, so that a host which gives 0 for an empty cell gives a blank one. ``of_columns``: reads a column of a list,
    which may be blank throughout.
    """

    read: Callable[[Any, str], Any]
    whole: bool = False
    reference: bool = False
    zero_is_blank: bool = False
    of_columns: bool = False

    def of_range(self) -> "Reader":
        """Give the reader of a whole range, row by row: a list of values, None for blank cells."""

        def rows(given: Any, name: str) -> list[Any]:
            known: dict[tuple[type, Any], Any] = {}
            return [_once(self.read, cell, name, known) for cell in cells(given)]

        return replace(self, read=rows, whole=True, of_columns=True)


def cells(given: Any) -> list[Any]:
    """Give the cells of an argument one after another, row by row."""
    if isinstance(given, list | tuple):
        return [cell for row in given for cell in (row if isinstance(row, list | tuple) else (row,))]
    return [] if given is None else [given]


def is_blank(cell: Any) -> bool:
    """Tell whether a cell holds nothing; Excel's own functions take text of nothing but blanks for text."""
    return cell is None or (isinstance(cell, str) and not cell.strip())


def _once(read: Callable[[Any, str], Any], cell: Any, name: str, known: dict[tuple[type, Any], Any]) -> Any:
    if is_blank(cell):
        return None
    key = (type(cell), cell)
    if key not in known:
        known[key] = read(cell, name)
    return known[key]


def _cell(kind: Type, refusal: Callable[[str, str], InputRefused]) -> Callable[[Any, str], Any]:
    def read(cell: Any, name: str) -> Any:
        if isinstance(cell, float) and not math.isfinite(cell):
            raise refusal(str(cell), name)
        value, problem = typed(float(cell) if type(cell) is int else cell, _COLUMNS[kind], Place())
        if problem is not None or value is None:
            raise refusal(_said(cell), name)
        return value

    return read


def _said(cell: Any) -> str:
    """Write a cell for a message as Excel shows it."""
    return str(cell).upper() if isinstance(cell, bool) else shown(float(cell) if type(cell) is int else cell)


def _no_day(found: str, name: str) -> InputRefused:
    return InputRefused("argument-no-date", found=found, argument=name)


def _no_number(found: str, name: str) -> InputRefused:
    return InputRefused("argument-no-number", found=found, argument=name)


def _day(cell: Any, name: str) -> date:
    """Read a date; the number of a day as the calling workbook counts them, its time of day dropped."""
    if caller().from_1904 and isinstance(cell, float | int) and not isinstance(cell, bool):
        if not (math.isfinite(cell) and int(cell) in _SERIALS):
            raise _no_day(str(cell) if not math.isfinite(cell) else _said(cell), name)
        return day_of_serial(cell, from_1904=True)
    day: date = _DAY(cell, name)
    return day


def _amount(cell: Any, name: str) -> Decimal:
    amount: Decimal = _AMOUNT(cell, name)
    if len(f"{amount:f}") > _LONGEST:
        raise _no_number(_said(cell), name)
    return amount


def _rate(cell: Any, name: str) -> Decimal:
    """Read a rate as Excel writes it, 9% or 0.09, into percent; refuses more than 100%, which is a slip."""
    percent = isinstance(cell, str) and cell.strip().endswith(("%", "％"))
    number: Decimal = _RATE(cell, name)
    if not percent and abs(number) > 1:
        raise InputRefused("argument-rate", found=_said(cell), argument=name)
    return number if percent else number * 100


def _count(cell: Any, name: str) -> int:
    if isinstance(cell, float) and math.isfinite(cell) and not cell.is_integer():
        raise InputRefused("argument-no-whole-number", found=_said(cell), argument=name)
    number: int = _COUNT(cell, name)
    if number < 0:
        raise InputRefused("argument-negative", found=_said(cell), argument=name)
    return number


def _currency(cell: Any, name: str) -> str:
    code = str(cell).strip().upper()
    if code not in CURRENCIES:
        raise InputRefused("argument-unknown", found=_said(cell), argument=name, choices="EUR, USD, CNY, ...")
    return code


def one_of(choices: Sequence[str] | Mapping[str, Any]) -> Reader:
    """Give the reader of a closed list of words: capitals, blanks and hyphens make no difference."""
    known = choices if isinstance(choices, Mapping) else {word: word for word in choices}
    folded = {_folded(word): value for word, value in known.items()}

    def read(cell: Any, name: str) -> Any:
        text = str(TEXT.read(cell, name))
        if _folded(text) not in folded:
            raise InputRefused("argument-unknown", found=text, argument=name, choices=", ".join(known))
        return folded[_folded(text)]

    return Reader(read, zero_is_blank=True)


def rising(most: int) -> Reader:
    """Give the reader of one to ``most`` rising whole numbers: such as text ``30, 60, 90``, or cells with one each."""
    limits = ascending(most)

    def read(given: Any, name: str) -> tuple[int, ...]:
        text = ", ".join(str(TEXT.read(cell, name)) for cell in cells(given) if not is_blank(cell))
        try:
            found: tuple[int, ...] = limits(text)
        except ValueError:
            raise InputRefused("argument-limits", found=text, argument=name) from None
        return found

    return Reader(read, whole=True, zero_is_blank=True)


def _folded(text: str) -> str:
    return "".join(text.casefold().replace("-", " ").replace("_", " ").split())


_DAY = _cell(Type.DAY, _no_day)
_AMOUNT = _cell(Type.AMOUNT, _no_number)
_RATE = _cell(Type.RATE, _no_number)
_COUNT = _cell(Type.COUNT, _no_number)

DAY: Final = Reader(_day, zero_is_blank=True)
AMOUNT: Final = Reader(_amount)
RATE: Final = Reader(_rate)
"""A yearly rate, as percent."""
PERCENT: Final = Reader(_RATE)
"""A rate in percent, as the sheets of a workbook hold it."""
COUNT: Final = Reader(_count)
TEXT: Final = Reader(_cell(Type.TEXT, _no_number), zero_is_blank=True)
CURRENCY: Final = Reader(_currency, zero_is_blank=True)
CODE: Final = TEXT
REFERENCE: Final = Reader(lambda cell, _name: str(cell), reference=True)
