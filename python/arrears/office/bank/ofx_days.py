"""Days in OFX: year first with or without a time, and the shorter ones that some banks write."""

import re
from collections.abc import Sequence
from datetime import date

from arrears.errors import ListRefused

_DIGITS = re.compile(r"\d+")
_SHORT, _YEAR = 6, 366


def day_of(text: str, short_order: str) -> date | None:
    """Read a day: YYYYMMDD with or without a time; DDMMYYYY where only that is a day; six digits by the order given.

    >>> day_of("20130831165153.000[-8:PST]", "dmy"), day_of("31082013", "dmy"), day_of("310813", "dmy")
    (datetime.date(2013, 8, 31), datetime.date(2013, 8, 31), datetime.date(2013, 8, 31))
    >>> day_of("00000000", "dmy"), day_of("20120231", "dmy")
    (None, None)
    """
    digits = _digits(text)
    if len(digits) == _SHORT:
        return _short(digits, short_order)
    if len(digits) < 8 or not int(digits[:8]):
        return None
    first = _valid(int(digits[:4]), int(digits[4:6]), int(digits[6:8]))
    if first or len(digits) > 8:
        return first
    return _valid(int(digits[4:8]), int(digits[2:4]), int(digits[:2]))


def _valid(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day) if 1950 <= year < 2200 else None
    except ValueError:
        return None


def _short(digits: str, order: str) -> date | None:
    parts = [int(digits[n : n + 2]) for n in (0, 2, 4)]
    year, month, day = {"dmy": (2, 1, 0), "mdy": (2, 0, 1), "ymd": (0, 1, 2)}[order]
    return _valid(2000 + parts[year], parts[month], parts[day])


def short_order(texts: Sequence[str], file: str, given: str | None) -> str:
    """Find the order of six-digit days: the one that fits them all and keeps them within a year of the other days.

    Raises ListRefused ``bank-dates-ambiguous`` where several orders do and give different days.
    """
    digits = [one for text in texts if len(one := _digits(text)) == _SHORT and int(one)]
    if given or not digits:
        return given or "dmy"
    whole = [day for text in texts if len(_digits(text)) > _SHORT and (day := day_of(text, "dmy"))]
    read = {order: [_short(one, order) for one in digits] for order in ("dmy", "mdy", "ymd")}
    fitting = {order: [day for day in days if day] for order, days in read.items() if all(days)}
    near = {order: days for order, days in fitting.items() if whole and _apart(days, whole) <= _YEAR}
    close = {order: days for order, days in fitting.items() if len(days) > 1 and _apart(days, days) <= _YEAR}
    chosen = near or close or fitting
    if not chosen or len({tuple(days) for days in chosen.values()}) == 1:
        return next(iter(chosen), "dmy")
    readings = ", ".join(str(days[0]) for days in chosen.values())
    wishes = ", ".join(f"--dates {order}" for order in chosen)
    raise ListRefused(
        "bank-dates-ambiguous", file, found=digits[0], column="DTPOSTED", readings=readings, orders=wishes
    )


def _apart(days: Sequence[date], whole: Sequence[date]) -> int:
    return max(abs((day - other).days) for day in days for other in (min(whole), max(whole)))


def _digits(text: str) -> str:
    found = _DIGITS.match(text.strip())
    return found[0] if found else ""
