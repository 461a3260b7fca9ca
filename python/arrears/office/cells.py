"""The one place where a host's cell becomes a typed value: Excel's precision, its days, its errors."""

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal, InvalidOperation

from arrears.core.problems import Place, Problem
from arrears.office.table_spec import Column, Type
from arrears.runs.ports import Value

Raw = object
"""A cell as a host gives it: text, float, int, bool, date, datetime, or a ``CellError``."""


@dataclass(frozen=True, slots=True)
class CellError:
    """A cell that holds an Excel error."""

    text: str


class _Unreadable(Exception):  # noqa: N818 - what the cell is
    """The cell does not hold what its column asks for; the argument names the problem."""


EXCEL_DIGITS = 15
_ONE_MEANING = re.compile(r"[+-]?(?:\d+|\d{1,3}(?:,\d{3})+)(?:\.\d+)?", re.ASCII)
_TWO_MEANINGS = re.compile(r"[+-]?[1-9]\d{0,2}[.,]\d{3}", re.ASCII)
_EPOCHS = {False: date(1899, 12, 30), True: date(1904, 1, 1)}
_DAY_TEXT = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:[ T].*)?$")


def exact(number: float) -> Decimal:
    """Turn a host's float into the decimal that Excel shows, at its 15 significant digits.

    >>> exact(0.1 + 0.2)
    Decimal('0.3')
    """
    return Decimal(format(number, ".15g"))


def plain_number(number: float) -> str:
    """Write a number the way it was typed as an identifier: no exponent, no trailing ``.0``."""
    return format(exact(number).normalize() + 0, "f")


def typed(raw: Raw, column: Column, place: Place) -> tuple[Value, Problem | None]:
    """Read a cell as its column's type; unreadable cells are None with a Problem that names the cell."""
    if raw is None or raw == "" or (isinstance(raw, str) and not raw.strip()):
        return None, None
    if isinstance(raw, CellError):
        return None, Problem("error-cell", place, raw.text)
    try:
        value = _choice(raw, column) if column.type is Type.CHOICE else _READERS[column.type](raw)
    except _Unreadable as unreadable:
        return None, Problem(str(unreadable), place, shown(raw))
    if column.type is Type.CODE and _rounded_by_excel(raw):
        return value, Problem("identifier-rounded", place, str(value))
    return value, None


def typed_column(
    raws: Sequence[Raw], column: Column, place_of: Callable[[int], Place]
) -> tuple[list[Value], list[Problem]]:
    """Read a column of cells; the same text or number is read once. ``place_of`` points at the n-th cell."""
    values: list[Value] = []
    problems: list[Problem] = []
    known: dict[tuple[type, Raw], Value] = {}
    for n, raw in enumerate(raws):
        if raw is None or raw == "":
            values.append(None)
            continue
        key = (type(raw), raw)
        if key in known:
            values.append(known[key])
            continue
        value, problem = typed(raw, column, place_of(n))
        values.append(value)
        if problem is not None:
            problems.append(problem)
        else:
            known[key] = value
    return values, problems


def shown(raw: Raw) -> str:
    """Write a raw cell for a message."""
    return plain_number(raw) if isinstance(raw, float) else str(raw)


def day_of_serial(serial: float, *, from_1904: bool) -> date:
    """Turn a date serial into a day; the time of day is dropped."""
    return _EPOCHS[from_1904] + timedelta(days=int(serial))


def _rounded_by_excel(raw: Raw) -> bool:
    return isinstance(raw, float) and abs(raw) >= 10**EXCEL_DIGITS


def _text(raw: Raw) -> str:
    if isinstance(raw, bool):
        return "TRUE" if raw else "FALSE"
    if isinstance(raw, float):
        return plain_number(raw)
    if isinstance(raw, datetime | date):
        return raw.isoformat()[:10]
    return str(raw).strip()


def _day(raw: Raw) -> date:
    if isinstance(raw, datetime):
        return raw.date()
    if isinstance(raw, date):
        return raw
    if isinstance(raw, float | int) and not isinstance(raw, bool) and 1 <= raw < 2958466:
        return day_of_serial(raw, from_1904=False)
    match = _DAY_TEXT.match(raw.strip()) if isinstance(raw, str) else None
    try:
        if match:
            return date(*map(int, match.groups()))
    except ValueError:
        pass
    raise _Unreadable("date-unreadable")


def _amount(raw: Raw) -> Decimal:
    if isinstance(raw, float):
        return exact(raw)
    if isinstance(raw, int) and not isinstance(raw, bool):
        return Decimal(raw)
    try:
        if isinstance(raw, str):
            return _typed_amount(raw)
    except InvalidOperation:
        pass
    raise _Unreadable("amount-unreadable")


def _typed_amount(raw: str) -> Decimal:
    """Read an amount typed as text where it can mean one thing only: ``1,234`` and ``12,50`` could mean two."""
    plain = re.sub(r"[\s']", "", unicodedata.normalize("NFKC", raw))
    if not _ONE_MEANING.fullmatch(plain) or _TWO_MEANINGS.fullmatch(plain):
        raise _Unreadable("amount-unreadable")
    return Decimal(plain.replace(",", ""))


def _count(raw: Raw) -> int:
    try:
        number = _amount(raw)
    except _Unreadable:
        raise _Unreadable("number-unreadable") from None
    if number != number.to_integral_value():
        raise _Unreadable("number-unreadable")
    return int(number)


def _rate(raw: Raw) -> Decimal:
    try:
        if isinstance(raw, str):
            return _typed_rate(raw)
        return _amount(raw)
    except _Unreadable:
        raise _Unreadable("number-unreadable") from None


def _typed_rate(raw: str) -> Decimal:
    """Read a rate typed as text; three decimals are usual there, thousands are not."""
    plain = re.sub(r"[\s%]", "", unicodedata.normalize("NFKC", raw))
    if not re.fullmatch(r"[+-]?\d+(?:\.\d+)?", plain, re.ASCII):
        raise _Unreadable("number-unreadable")
    return Decimal(plain)


def _choice_of(text: str) -> str | None:
    # Loaded here, as the words on the sheets bring all tables along, and worksheet functions read no choices.
    from arrears.office.headings import choice_of  # noqa: PLC0415

    return choice_of(text)


def _choice(raw: Raw, column: Column) -> str:
    value = _choice_of(_text(raw))
    if value is None or (column.choices and value not in column.choices):
        raise _Unreadable("choice-unknown")
    return value


def _yes(raw: Raw) -> bool:
    if isinstance(raw, bool):
        return raw
    value = _choice_of(_text(raw))
    if value not in ("yes", "no"):
        raise _Unreadable("choice-unknown")
    return value == "yes"


_READERS: Mapping[Type, Callable[[Raw], Value]] = {
    Type.TEXT: _text,
    Type.CODE: _text,
    Type.DAY: _day,
    Type.AMOUNT: _amount,
    Type.RATE: _rate,
    Type.COUNT: _count,
    Type.YES: _yes,
}
