"""Amounts and days of formats that write them as text: the whole file decides what one figure leaves open."""

import re
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal

from arrears.errors import ListRefused
from arrears.office.exports.amount_notation import column_mark, figure, mark_shown, marks_in, value_of
from arrears.office.exports.day_notation import Loose, proof, reading
from arrears.office.exports.grid import Raw

_ENOUGH, _YEAR = 3, 366
_PLAIN = re.compile(r"[+-]?(\d+(\.\d{1,2})?|\.\d{1,2})")
_DAY_AND_TIME = re.compile(r"\s*((?:19|20)\d{6})(?:[ T]+\d{4,6}|\d{6})\s*")


def amounts(texts: Sequence[str], file: str, column: str, given: str | None) -> list[Decimal | None]:
    """Read amounts with one decimal mark, a point or a comma; None where a text is no amount.

    Raises ListRefused ``amounts-ambiguous`` where a figure such as 1,234 fits both and nothing in the file decides.
    """
    mark = given or column_mark(marks_in(texts), marks_in(()), "")[0]
    decided = given or column_mark(marks_in(texts), marks_in(()), "")[1] == "own"
    return [_amount(text, mark, file, column, open_=not (mark and decided)) for text in texts]


def _amount(text: str, mark: str, file: str, column: str, *, open_: bool) -> Decimal | None:
    if _PLAIN.fullmatch(text):
        return Decimal(text)
    found = figure(text)
    if found is None or not found.body:
        return None
    shown = mark_shown(found.body)
    if shown == "?" and open_:
        point, comma = value_of(found.body, "."), value_of(found.body, ",")
        raise ListRefused("amounts-ambiguous", file, found=text, column=column, point=point, comma=comma)
    value = value_of(found.body, shown if shown in (".", ",") else mark)
    return -value if value is not None and found.negative else value


def days(texts: Sequence[str], file: str, column: str, given: str | None) -> list[date | None]:
    """Read days in one order of day, month and year; None where a text is no day.

    Two digits in front may be a year as well. Raises ListRefused ``dates-ambiguous`` or ``dates-mixed`` where nothing
    in the file decides and none is ``given``.
    """
    read = [reading(text) for text in texts]
    loose = [day for day in read if isinstance(day, Loose)]
    order = order_of(loose, given, file, column)
    return [day.read(order) if isinstance(day, Loose) else day if isinstance(day, date) else None for day in read]


def bare_day(cell: Raw) -> Raw:
    """Leave the time out of a day and time written in digits only.

    >>> bare_day("20261102 101112"), bare_day("20261102101112"), bare_day("20261102")
    ('20261102', '20261102', '20261102')
    """
    found = _DAY_AND_TIME.fullmatch(cell) if isinstance(cell, str) else None
    return found[1] if found else cell


def order_of(loose: Sequence[Loose], given: str | None, file: str, column: str) -> str:
    """Give the order that all these days fit; refuses where several do and read them differently."""
    fitting = [order for order in ("dmy", "mdy", "ymd") if loose and all(day.read(order) for day in loose)]
    readings = {tuple(day.read(order) for day in loose) for order in fitting}
    if given and (not fitting or given in fitting):
        return given
    if len(readings) == 1 or not loose:
        return fitting[0] if fitting else "dmy"
    if near := _within_a_year(loose, fitting):
        return near
    if not fitting and (proved := proof(loose).order()) not in (None, "mixed"):
        return str(proved)
    raise _ambiguous(loose, fitting, file, column)


def _within_a_year(loose: Sequence[Loose], fitting: Sequence[str]) -> str:
    """Tell a year of two digits in front from one behind: read wrongly, days of one year are spread over many.

    Day and month are never told apart so.
    """
    if len(loose) < _ENOUGH or "ymd" not in fitting or len(fitting) > 2:
        return ""
    spans = {}
    for order in fitting:
        days_read = [day for one in loose if (day := one.read(order))]
        spans[order] = (max(days_read) - min(days_read)).days
    near = [order for order in fitting if spans[order] <= _YEAR]
    return near[0] if len(near) == 1 and max(spans.values()) > 2 * _YEAR else ""


def _ambiguous(loose: Iterable[Loose], fitting: Sequence[str], file: str, column: str) -> ListRefused:
    example = next((d for d in loose if len({d.read(order) for order in fitting}) > 1), next(iter(loose)))
    found = f"{example.first}/{example.second}/{example.third}"
    if not fitting:
        first, second = (example.read(order) for order in ("dmy", "mdy"))
        return ListRefused("dates-mixed", file, found=found, column=column, day_first=first, month_first=second)
    readings = ", ".join(str(example.read(order)) for order in fitting)
    orders = ", ".join(f"--dates {order}" for order in fitting)
    return ListRefused("bank-dates-ambiguous", file, found=found, column=column, readings=readings, orders=orders)
