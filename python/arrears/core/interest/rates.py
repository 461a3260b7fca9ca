"""Dated interest rates: what a reference series says on a day, and nothing beyond what was sourced."""

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise, zip_longest

from arrears.core.dates import add_months
from arrears.errors import InputRefused

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class RateRow:
    """One published rate in percent a year, with its source; ``rate`` is None where the series has a gap.

    ``until`` is the last day the source speaks of; None means until the next row, and for the last row no end.
    """

    from_day: date
    until: date | None
    rate: Decimal | None
    source: str = ""
    certainty: str = ""
    own: bool = False
    """Entered by the user, not shipped."""
    stand_in: bool = False
    """No rate at all: it only stands where one is missing."""


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of days, both inclusive, with one rate in percent a year."""

    from_day: date
    to_day: date
    rate: Decimal
    source: str
    own: bool


@dataclass(frozen=True, slots=True)
class RateSeries:
    """A reference rate over time; ``rows`` in the order of their days and without overlap (``series`` builds it)."""

    name: str
    rows: tuple[RateRow, ...]

    @property
    def first_day(self) -> date:
        """The first day with a rate."""
        return self.rows[0].from_day

    @property
    def last_day(self) -> date | None:
        """The last sourced day; None where the user's last row goes on."""
        return self.rows[-1].until

    def row(self, day: date) -> RateRow:
        """Give the row in force on a day; refuses before the first day, in a gap and beyond the last sourced day."""
        position = bisect_right(self.rows, day, key=lambda row: row.from_day) - 1
        found = self.rows[position] if position >= 0 else None
        if found is None or found.rate is None or (found.until is not None and day > found.until):
            raise InputRefused("rate-missing", found=self.name, series=self.name, day=day.isoformat())
        return found

    def on(self, day: date) -> Decimal:
        """Give the rate in force on a day, percent a year; refuses as ``row`` does."""
        rate = self.row(day).rate
        assert rate is not None  # noqa: S101 - row() refuses a gap
        return rate

    def segments(self, from_day: date, to_day: date) -> list[Segment]:
        """Tile the days from one to another, both inclusive, by rate; refuses if any day of them has none."""
        found: list[Segment] = []
        day = from_day
        while day <= to_day:
            found.append(self.segment(day, to_day))
            day = found[-1].to_day + _DAY
        return found

    def segment(self, day: date, to_day: date) -> Segment:
        """Give the stretch with one rate and source that begins on a day and ends by another at the latest.

        Refuses as ``row`` does where the day itself has no rate; a gap that follows only ends the stretch.
        """
        row = self.row(day)
        position = bisect_right(self.rows, day, key=lambda known: known.from_day)
        last = row.until
        while last is not None and last < to_day and position < len(self.rows):
            following = self.rows[position]
            same = (following.rate, following.source, following.own) == (row.rate, row.source, row.own)
            if not same or following.from_day != last + _DAY:
                break
            last, position = following.until, position + 1
        return Segment(day, min(last or to_day, to_day), self.on(day), row.source, row.own)

    @property
    def sources(self) -> tuple[str, ...]:
        """Where the rates were published, each source once, the latest first."""
        return tuple(dict.fromkeys(row.source for row in reversed(self.rows) if row.source))

    @property
    def gaps(self) -> tuple[tuple[date, date], ...]:
        """The stretches between the first and the last day, both inclusive, for which no rate is known."""
        rated = [row for row in self.rows if row.rate is not None]
        pairs = ((early.until, late.from_day) for early, late in pairwise(rated))
        return tuple((until + _DAY, start - _DAY) for until, start in pairs if until and until + _DAY < start)


JOINED = " + "
"""Joins the names of series of which a later one takes over where an earlier one ends."""


def named(name: str, known: Mapping[str, RateSeries]) -> RateSeries:
    """Find a series by its name, as ``known_as`` does; refuses a name that is unknown."""
    found = known_as(name, known)
    if found is None:
        raise InputRefused("series-unknown", found=next(part for part in name.split(JOINED) if part not in known))
    return found


def known_as(name: str, known: Mapping[str, RateSeries]) -> RateSeries | None:
    """Find a series by its name, or several that follow each other by their joined names; None where one is unknown.

    From the first day of a later series on, the earlier ones no longer count.
    """
    if name in known:
        return known[name]
    parts = name.split(JOINED)
    if not all(part in known for part in parts):
        return None
    rows: list[RateRow] = []
    for part in parts:
        rows = [row for row in rows if row.from_day < known[part].first_day]
        rows += known[part].rows
    return RateSeries(name, tuple(_bounded(rows, rows)))


def series(name: str, rows: Iterable[RateRow], own: Iterable[RateRow] = ()) -> RateSeries:
    """Build a series from published rows and the user's own, which go before published ones from the same day.

    A user's row holds until the next row of either, yet no longer than the months that the last published row spans
    (a half-year stays a half-year); where that spans no whole months, or none is published, the last row goes on.
    """
    published = sorted(rows, key=lambda row: row.from_day)
    by_day = {row.from_day: row for row in published}
    by_day |= {row.from_day: row for row in own}
    if not by_day:
        raise InputRefused("series-unknown", found=name)
    return RateSeries(name, tuple(_bounded([by_day[day] for day in sorted(by_day)], published)))


def _bounded(rows: Sequence[RateRow], published: Sequence[RateRow]) -> list[RateRow]:
    """Give each row its last day: before the next row, and no further than its source or its kind of period goes."""
    ends = {row.from_day: row.until for row in published}
    months = _span_in_months(published)
    bounded = []
    for row, following in zip_longest(rows, rows[1:]):
        until = row.until if row.until is not None else ends.get(row.from_day)
        if until is None and row.own and months is not None:
            until = add_months(row.from_day, months) - _DAY
        if following is not None and (until is None or until >= following.from_day):
            until = following.from_day - _DAY
        bounded.append(replace(row, until=until))
    return bounded


def _span_in_months(published: Sequence[RateRow]) -> int | None:
    if not published or published[-1].until is None:
        return None
    last, end = published[-1], published[-1].until + _DAY
    return next((months for months in range(1, 13) if add_months(last.from_day, months) == end), None)
