"""Dates in any notation, day-month order decided from the whole column."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import NamedTuple

from arrears.office.exports.grid import Raw

ORDERS = ("dmy", "mdy", "ymd")
_DOMINANT = 20
"""An order proved this many times as often as the other is the column's."""
_NOTHING = re.compile(r"[-–—/. 0:]*|n/?a|nil|none|null|open|ongoing", re.I)
_TIME = re.compile(
    r"(?:[T ]\s*|\s+)\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?\s*(?:[ap]\.?m\.?)?\s*(?:Z|UTC|GMT)?.*$",
    re.I,
)
_CUT_TIME = re.compile(r"\s+\d{1,2}\.{2,}$")
_YEAR_FIRST = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?")
_COMPACT = re.compile(r"(19|20)\d{6}")
_LOOSE = re.compile(r"(\d{1,2})\s*([-/. ])\s*(\d{1,2})\s*\2\s*(\d{4}|\d{2})")
_NAMED = re.compile(r"(\d{1,2})(?:st|nd|rd|th|\.)?[-/. ]*([^\W\d_]{3,10})\.?[-/., ]*'?(\d{4}|\d{2})")
_NAMED_FIRST = re.compile(r"([^\W\d_]{3,10})\.?[-/. ]*(\d{1,2})(?:st|nd|rd|th)?[-/., ]+'?(\d{4}|\d{2})")
_NAMED_YEAR = re.compile(r"(\d{4})[-/. ]([^\W\d_]{3,10})\.?[-/. ](\d{1,2})")
_SERIAL = re.compile(r"\d{5}(?:\.\d+)?")
_WEEKDAY = re.compile(r"^[^\W\d_]{2,9}\.?,\s*(?=[^\W\d_]|\d)")
_EARLIEST_SERIAL, _LATEST_SERIAL = 20_000, 80_000
"""Day numbers from 1954 to 2119: what a bare number in a date column may be."""

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "jan january januar jaenner janvier janv ene enero gen gennaio led leden ledna januari styczen",
            "feb february februar fevrier fevr febrero febbraio uno unor unora februari luty",
            "mar march maerz mrz mars marzo bre brezen brezna maart marzec",
            "apr april avril avr abr abril aprile dub duben dubna kwiecien",
            "may mai mayo mag maggio kve kveten kvetna mei maj",
            "jun june juni juin junio giu giugno cerven cervna czerwiec",
            "jul july juli juillet juil julio lug luglio cervenec cervence lipiec",
            "aug august aout ago agosto srp srpen srpna augustus sierpien",
            "sep sept september septembre septiembre set settembre zar zari wrzesien",
            "oct october okt oktober octobre octubre ott ottobre rij rijen rijna pazdziernik",
            "nov november novembre noviembre lis listopad listopadu",
            "dec december dez dezember decembre dic diciembre dicembre pro prosinec prosince grudzien",
        ),
        start=1,
    )
    for name in names.split()
}


class Loose(NamedTuple):
    """A date whose order the text does not tell: three numbers as they stand."""

    first: int
    second: int
    third: int
    dotted: bool
    short: bool

    def read(self, order: str) -> date | None:
        """Read it in an order; None where that is no day of the calendar."""
        year, month, day = {
            "dmy": (self.third, self.second, self.first),
            "mdy": (self.third, self.first, self.second),
            "ymd": (self.first, self.second, self.third),
        }[order]
        if order == "ymd" and not self.short:
            return None
        return _day(_full_year(year) if self.short else year, month, day)


NO_DATE = "unreadable"
Reading = date | Loose | str | None
"""A day; a day whose order is open; ``NO_DATE``; or None for a blank."""


def reading(cell: Raw) -> Reading:
    """Read one cell as far as it can be read by itself.

    >>> reading("2026年3月5日"), reading("26-Apr-11"), reading(43046.6478)
    (datetime.date(2026, 3, 5), datetime.date(2011, 4, 26), datetime.date(2017, 11, 7))
    >>> reading("30 Feb 2026")
    'unreadable'
    """
    if isinstance(cell, datetime):
        return cell.date()
    if cell is None or isinstance(cell, date):
        return cell
    if isinstance(cell, bool):
        return NO_DATE
    if isinstance(cell, int | float):
        return _from_number(cell)
    return _from_text(cell) if isinstance(cell, str) else NO_DATE


def _from_number(number: float) -> Reading:
    if number == 0:
        return None
    if _EARLIEST_SERIAL <= number < _LATEST_SERIAL:
        return date(1899, 12, 30) + timedelta(days=int(number))
    if number == int(number) and _COMPACT.fullmatch(str(int(number))):
        return _compact(str(int(number)))
    return NO_DATE


@lru_cache(maxsize=65536)
def _from_text(text: str) -> Reading:
    plain = " ".join(unicodedata.normalize("NFKC", text).split()).lstrip("'").strip()
    if not plain or _NOTHING.fullmatch(plain):
        return None
    plain = _CUT_TIME.sub("", _TIME.sub("", plain)).strip()
    plain = _WEEKDAY.sub("", plain)
    if found := _YEAR_FIRST.fullmatch(plain):
        return _day(int(found[1]), int(found[2]), int(found[3])) or NO_DATE
    if _COMPACT.fullmatch(plain):
        return _compact(plain)
    if found := _LOOSE.fullmatch(plain):
        first, second, third = int(found[1]), int(found[3]), int(found[4])
        return Loose(first, second, third, dotted=found[2] == ".", short=len(found[4]) == 2)
    if _SERIAL.fullmatch(plain):
        return _from_number(float(plain))
    return _with_month_name(plain)


def _with_month_name(plain: str) -> Reading:
    folded = "".join(c for c in unicodedata.normalize("NFKD", plain.casefold().replace("ä", "ae")) if not _is_mark(c))
    for pattern, day, month, year in ((_NAMED, 1, 2, 3), (_NAMED_FIRST, 2, 1, 3), (_NAMED_YEAR, 3, 2, 1)):
        found = pattern.fullmatch(folded)
        number = found and _MONTHS.get(found[month])
        if found and number:
            return _day(_full_year(int(found[year]), len(found[year])), number, int(found[day])) or NO_DATE
    return NO_DATE


def _is_mark(character: str) -> bool:
    return unicodedata.category(character) == "Mn"


def _compact(digits: str) -> Reading:
    return _day(int(digits[:4]), int(digits[4:6]), int(digits[6:])) or NO_DATE


def _full_year(year: int, digits: int = 2) -> int:
    """Two-digit years as POSIX reads them: 69-99 are 19xx, 00-68 are 20xx."""
    if digits > 2 or year > 99:
        return year
    return year + (1900 if year >= 69 else 2000)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


@dataclass(frozen=True, slots=True)
class Proof:
    """What a column's loose dates prove: how many fit each order only, whether any fits both, and one such text."""

    only: tuple[int, int, int] = (0, 0, 0)
    both: int = 0
    example: Loose | None = None

    def order(self) -> str | None:
        """Give the order proved, 'mixed' where two are, None where nothing tells."""
        best = max(range(3), key=lambda n: self.only[n])
        others = sum(self.only) - self.only[best]
        if not self.only[best]:
            return None
        return ORDERS[best] if self.only[best] > others * _DOMINANT else "mixed"


def proof(readings: Iterable[Reading]) -> Proof:
    """Weigh a column's loose dates; dotted ones are day first, nobody writes month.day.year."""
    only = [0, 0, 0]
    both, example = 0, None
    for loose in (r for r in readings if isinstance(r, Loose)):
        by_day, by_month = loose.read("dmy"), None if loose.dotted else loose.read("mdy")
        if by_day and by_month:
            if by_day != by_month:
                both += 1
                example = example or loose
        elif by_day:
            only[0] += 1
        elif by_month:
            only[1] += 1
        elif loose.read("ymd"):
            only[2] += 1
    return Proof((only[0], only[1], only[2]), both, example)


@dataclass(slots=True)
class DayColumn:
    """A column of dates read, and the cells that are no day."""

    values: list[date | None]
    unreadable: dict[int, str] = field(default_factory=dict)


def read_days(cells: Sequence[Raw], order: str) -> DayColumn:
    """Read a column in an order; what the order cannot read is unreadable, never read the other way round."""
    column = DayColumn([None] * len(cells))
    for index, cell in enumerate(cells):
        read = reading(cell)
        if isinstance(read, Loose):
            read = read.read("dmy" if read.dotted else order) or NO_DATE
        if isinstance(read, str):
            column.unreadable[index] = str(cell)
        else:
            column.values[index] = read
    return column
