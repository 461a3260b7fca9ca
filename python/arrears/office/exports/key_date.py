"""The day that a list says it is of, printed above its headings."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

from arrears.office.exports.day_notation import NO_DATE, Loose, reading
from arrears.office.exports.grid import Grid, Raw, Row, is_blank
from arrears.office.exports.header_row import Header
from arrears.office.exports.identifiers import text_of
from arrears.office.exports.vocabulary import key_date_words

_CELLS = 3
"""A day may lie in the cells beside its word, parted by the comma of ``April 3, 2021``."""
_MOST_WORDS = 4
_LEAD = re.compile(r"[\s:：=(（\[–-]*")
_NUMBERS_FIRST = re.compile(r"\d[\d年月日./-]*")
_RANGE = re.compile(r"\s*(?:-|–|—|~|to\b|until\b|bis\b|au\b|至|到)\s*\S*\d")


@dataclass(frozen=True, slots=True)
class KeyDate:
    """A day, and the row of the file it is printed in."""

    day: date
    row: int


def key_date(grid: Grid, header: Header, order: str | None) -> KeyDate | None:
    """Find the one key date above the headings; None where there is none, or more than one day.

    ``order`` (dmy, mdy, ymd) reads days whose order they do not tell themselves; without one they are not read.
    """
    found: list[KeyDate] = []
    for number, row in enumerate(grid.rows[: header.row - 1], start=1):
        found += [KeyDate(day, number) for day in _days(row, order)]
    return found[0] if len({one.day for one in found}) == 1 else None


def _days(row: Row, order: str | None) -> Iterator[date]:
    for index, cell in enumerate(row):
        if isinstance(cell, str):
            beside = " ".join(text_of(c) or "" for c in row[index + 1 : index + _CELLS] if _is_day_or_text(c))
            for word in _word_pattern().finditer(cell):
                day = _day_at_start(f"{cell[word.end() :]} {beside}", order)
                if day is not None:
                    yield day


def _is_day_or_text(cell: Raw) -> bool:
    return isinstance(cell, date) or (isinstance(cell, str) and not is_blank(cell))


@cache
def _word_pattern() -> re.Pattern[str]:
    """A word of the table with no letter before or after it; Chinese words may stand inside a text."""
    words = (re.escape(word) for word in key_date_words())
    parts = (rf"(?<![^\W\d_]){word}(?![^\W\d_])" if word[0] < "\u0250" else word for word in words)
    return re.compile("|".join(parts), re.IGNORECASE)


def _day_at_start(text: str, order: str | None) -> date | None:
    """Read the day a text begins with, unless it begins a span of days."""
    rest = text[_LEAD.match(text).end() :]  # type: ignore[union-attr]
    for length in _lengths(rest):
        day = _read(rest[:length].rstrip(" ,;.)）]"), order)
        if day is not None:
            return None if _RANGE.match(rest[length:]) else day
    return None


def _lengths(text: str) -> Sequence[int]:
    """Give where a day at the start of a text may end: after each of the first words, longest first."""
    ends = [found.end() for found in re.finditer(r"\S+", text)][:_MOST_WORDS]
    numbers = _NUMBERS_FIRST.match(text)
    return [*reversed(ends), *([numbers.end()] if numbers else [])]


def _read(text: str, order: str | None) -> date | None:
    if text.isdigit() and len(text) != len("20261031"):
        return None
    day = reading(text)
    if isinstance(day, Loose):
        return _in_order(day, order)
    return None if day is None or day == NO_DATE or isinstance(day, str) else day


def _in_order(loose: Loose, order: str | None) -> date | None:
    if loose.dotted:
        return loose.read("dmy")
    possible = {day for day in (loose.read("dmy"), loose.read("mdy")) if day}
    if len(possible) == 1:
        return possible.pop()
    return loose.read(order) if order else None
