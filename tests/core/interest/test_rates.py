"""Rate series: the rate of a day, gaps and ends refused, the user's own rows."""

from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from arrears.core.interest.rates import RateRow, RateSeries, named, series
from arrears.errors import InputRefused

HALF_YEARS = (
    RateRow(date(2025, 1, 1), date(2025, 6, 30), Decimal("3.15"), "Gazette 1"),
    RateRow(date(2025, 7, 1), date(2025, 12, 31), None, "Gazette 2"),
    RateRow(date(2026, 1, 1), date(2026, 6, 30), Decimal("2.15"), "Gazette 3"),
)


def test_the_rate_of_a_day_is_the_row_in_force() -> None:
    rates = series("ref", HALF_YEARS)
    assert (rates.on(date(2025, 1, 1)), rates.on(date(2025, 6, 30)), rates.on(date(2026, 6, 30))) == (
        Decimal("3.15"),
        Decimal("3.15"),
        Decimal("2.15"),
    )
    assert (rates.first_day, rates.last_day) == (date(2025, 1, 1), date(2026, 6, 30))


@pytest.mark.parametrize("day", [date(2024, 12, 31), date(2025, 7, 1), date(2025, 12, 31), date(2026, 7, 1)])
def test_before_the_first_in_a_gap_and_beyond_the_last_sourced_day_is_refused(day: date) -> None:
    with pytest.raises(InputRefused, match="rate-missing") as refusal:
        series("ref", HALF_YEARS).on(day)
    assert refusal.value.values == {"series": "ref", "day": day.isoformat()}


def test_a_hole_between_rows_is_a_gap_too() -> None:
    rates = series("ref", (HALF_YEARS[0], HALF_YEARS[2]))
    with pytest.raises(InputRefused, match="rate-missing"):
        rates.segments(date(2025, 6, 1), date(2026, 2, 1))


def test_the_users_row_fills_a_gap_goes_before_a_published_one_and_is_marked() -> None:
    own = [
        RateRow(date(2025, 7, 1), None, Decimal("2.15"), "BOE 30 June", own=True),
        RateRow(date(2026, 1, 1), None, Decimal("2.2"), "corrected", own=True),
    ]
    found = series("ref", HALF_YEARS, own).segments(date(2025, 6, 30), date(2026, 1, 1))
    assert [(s.from_day, s.to_day, s.rate, s.own) for s in found] == [
        (date(2025, 6, 30), date(2025, 6, 30), Decimal("3.15"), False),
        (date(2025, 7, 1), date(2025, 12, 31), Decimal("2.15"), True),
        (date(2026, 1, 1), date(2026, 1, 1), Decimal("2.2"), True),
    ]


def test_the_users_row_lasts_no_longer_than_the_published_periods() -> None:
    rates = series("ref", HALF_YEARS, [RateRow(date(2026, 7, 1), None, Decimal("2.4"), own=True)])
    assert rates.last_day == date(2026, 12, 31)
    with pytest.raises(InputRefused, match="2027-01-01"):
        rates.on(date(2027, 1, 1))


def test_a_series_of_the_users_own_goes_on_until_the_next_row() -> None:
    rates = series("ours", (), [RateRow(date(2025, 1, 1), None, Decimal(9), own=True)])
    assert (rates.last_day, rates.on(date(2040, 1, 1))) == (None, Decimal(9))


def test_where_rows_overlap_the_later_row_begins_on_its_own_day() -> None:
    overlapping = [RateRow(date(2026, 1, 1), date(2026, 7, 1), Decimal(3)), RateRow(date(2026, 7, 1), None, Decimal(2))]
    found = series("ref", overlapping).segments(date(2026, 6, 30), date(2026, 7, 1))
    assert [(s.to_day, s.rate) for s in found] == [(date(2026, 6, 30), 3), (date(2026, 7, 1), 2)]


def test_adjoining_rows_of_one_rate_and_source_make_one_segment() -> None:
    monthly = [RateRow(date(2026, m, 20), date(2026, m + 1, 19), Decimal(3), "table") for m in range(1, 7)]
    assert len(series("lpr", monthly).segments(date(2026, 2, 1), date(2026, 6, 30))) == 1


@st.composite
def _series(draw: st.DrawFn) -> RateSeries:
    starts = sorted(draw(st.sets(st.dates(date(2020, 1, 1), date(2026, 12, 31)), min_size=1, max_size=8)))
    rates = draw(st.lists(st.decimals(-1, 12, places=2), min_size=len(starts), max_size=len(starts)))
    return series("x", [RateRow(d, None, r) for d, r in zip(starts, rates, strict=True)])


@given(_series(), st.integers(0, 3000), st.integers(0, 2000))
def test_segments_tile_the_days_without_gap_or_overlap(rates: RateSeries, after: int, length: int) -> None:
    first = rates.first_day + timedelta(days=after)
    last = first + timedelta(days=length)
    found = rates.segments(first, last)
    assert (found[0].from_day, found[-1].to_day) == (first, last)
    for early, late in pairwise(found):
        assert late.from_day == early.to_day + timedelta(days=1)
    for segment in found:
        assert rates.on(segment.from_day) == rates.on(segment.to_day) == segment.rate


def test_a_later_series_takes_over_from_an_earlier_one_on_its_first_day() -> None:
    known = {
        "old": series("old", [RateRow(date(2015, 1, 1), date(2019, 8, 25), Decimal("4.35"))]),
        "new": series("new", [RateRow(date(2019, 8, 20), date(2019, 9, 19), Decimal("4.25"))]),
    }
    both = named("old + new", known)
    assert [both.on(date(2019, 8, day)) for day in (19, 20)] == [Decimal("4.35"), Decimal("4.25")]
    assert both.last_day == date(2019, 9, 19)
    with pytest.raises(InputRefused, match="series-unknown") as refusal:
        named("old + newer", known)
    assert refusal.value.found == "newer"


def test_a_series_tells_its_sources_and_gaps() -> None:
    rates = series("ref", HALF_YEARS)
    assert rates.sources == ("Gazette 3", "Gazette 2", "Gazette 1")
    assert rates.gaps == ((date(2025, 7, 1), date(2025, 12, 31)),)
