"""Simple interest as columns: the slices of many debts at once, where receipts pay the principal first."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from arrears.core.dates import Days, as_day
from arrears.core.interest import daycount
from arrears.core.interest.interest_terms import InterestTerms
from arrears.core.interest.one_more_day import carried, run_on, within
from arrears.core.interest.pricing import Outcome, limited, numerators, priced
from arrears.core.interest.principal import Debts, Runs, covered, runs
from arrears.core.interest.rates import RateSeries, Segment, named
from arrears.core.interest.slices import Numbers, Slices, no_slices
from arrears.core.ledger import Ledger
from arrears.core.money import Minor, half_away


def fits(terms: InterestTerms) -> bool:
    """Tell whether terms can be computed in columns: no interest on interest, and none paid by receipts."""
    return terms.compounding == "none" and not terms.pays_interest_first


def simple_interest(
    ledger: Ledger, as_of: date, terms: InterestTerms, late: Debts, rates: Mapping[str, RateSeries]
) -> Outcome:
    """Compute the interest of late debts through a day; refuses a day without a rate."""
    unlimited = priced(simple_slices(late, terms, rates), terms)
    slices = limited(unlimited, terms, ledger)
    amount = np.zeros(ledger.items.gross.size, dtype=np.int64)
    np.add.at(amount, slices.item, slices.amount)
    left = late.left()
    beyond = np.minimum(np.maximum(-left, 0), np.maximum(amount[late.item], 0))
    before = np.zeros_like(amount)
    np.add.at(before, unlimited.item, unlimited.amount)
    more = _one_more_day(late, as_of, terms, rates)
    return Outcome(slices, beyond, left + beyond, within(terms, ledger, late.item, before[late.item], more))


def _one_more_day(late: Debts, as_of: date, terms: InterestTerms, rates: Mapping[str, RateSeries]) -> Minor:
    """Give the rounded interest of the day after, at its own rate where that is known, else at the last one."""
    per_day = np.zeros(late.item.size, dtype=np.int64)
    debt = np.flatnonzero(run_on(late, as_of, terms))
    balance = late.bearing(debt, late.left()[debt])
    debt, balance = debt[balance > 0], balance[balance > 0]
    if debt.size:
        following = as_of + timedelta(days=1)
        day = np.full(debt.size, as_day(following))
        known = {} if terms.rate is not None else {terms.series: carried(named(terms.series, rates), following)}
        per_day[debt] = half_away(*numerators(_slices(late, Runs(debt, day, day, balance), terms, known)))
    return per_day


def simple_slices(late: Debts, terms: InterestTerms, rates: Mapping[str, RateSeries]) -> Slices:
    """Cut the days of late debts into slices, without their amounts; every change of balance, rate or year cuts.

    Refuses as ``RateSeries.segments`` does, for the days that are needed only.
    """
    return _slices(late, runs(late), terms, rates)


def _slices(late: Debts, owed: Runs, terms: InterestTerms, rates: Mapping[str, RateSeries]) -> Slices:
    if owed.debt.size == 0:
        return no_slices()
    if terms.rate is not None:
        own = [Segment(owed.from_day.min().item(), owed.to_day.max().item(), terms.rate, "", own=False)]
        return _sliced(late, owed, terms, own)
    series = named(terms.series, rates)
    if terms.fixing == "first day":
        return _fixed(late, owed, terms, series)
    segments = [part for first, last in covered(owed) for part in series.segments(first, last)]
    return _sliced(late, owed, terms, segments)


def _fixed(late: Debts, owed: Runs, terms: InterestTerms, series: RateSeries) -> Slices:
    """Give every debt the rate of its first day of interest for life."""
    bearing = np.unique(owed.debt)
    starts, nth = np.unique(late.first_day[bearing], return_inverse=True)
    segments = [series.segment(day, day) for day in starts.tolist()]
    segment_of = np.zeros(late.item.size, dtype=np.int64)
    segment_of[bearing] = nth
    cuts = daycount.turns(owed.from_day.min().item(), owed.to_day.max().item(), terms.counting)
    run, from_day, to_day = _pieces(owed, cuts)
    return _columns(late, owed, terms, segments, (run, from_day, to_day), segment_of[owed.debt[run]])


def _sliced(late: Debts, owed: Runs, terms: InterestTerms, segments: Sequence[Segment]) -> Slices:
    """Give every day the rate in force on it."""
    starts = [segment.from_day for segment in segments]
    turns = daycount.turns(starts[0], segments[-1].to_day, terms.counting)
    run, from_day, to_day = _pieces(owed, [*starts, *turns])
    segment = np.searchsorted(np.array(starts, dtype="datetime64[D]"), from_day, side="right") - 1
    return _columns(late, owed, terms, segments, (run, from_day, to_day), segment)


def _pieces(owed: Runs, cuts: Sequence[date]) -> tuple[NDArray[np.intp], Days, Days]:
    """Cut runs at the start of some days: the run each piece is of, its first and its last day."""
    days = np.array(sorted({*cuts}), dtype="datetime64[D]")
    low = np.searchsorted(days, owed.from_day, side="right")
    pieces = np.searchsorted(days, owed.to_day, side="right") - low + 1
    run = np.repeat(np.arange(owed.debt.size), pieces)
    nth = np.arange(run.size) - np.repeat(np.cumsum(pieces) - pieces, pieces)
    # The sentinels stand for "the run's own first and last day"; cuts fall strictly inside a run.
    end = owed.from_day[:1]
    ahead, after = np.append(end, days), np.append(days, end)
    from_day = np.where(nth == 0, owed.from_day[run], ahead[low[run] + nth])
    to_day = np.where(nth == pieces[run] - 1, owed.to_day[run], after[low[run] + nth] - 1)
    return run, from_day, to_day


def _columns(
    late: Debts,
    owed: Runs,
    terms: InterestTerms,
    segments: Sequence[Segment],
    pieces: tuple[NDArray[np.intp], Days, Days],
    segment: Numbers,
) -> Slices:
    run, from_day, to_day = pieces
    days, year_days = daycount.counts(from_day, to_day, terms.counting)
    given = terms.rate is not None
    return Slices(
        item=late.item[owed.debt[run]],
        from_day=from_day,
        to_day=to_day,
        days=days,
        balance=owed.balance[run],
        rate=segment,
        year_days=np.ones_like(year_days) if terms.per == "day" else year_days,
        amount=np.zeros(run.size, dtype=np.int64),
        source=segment,
        rates=tuple(part.rate if given else terms.rate_from(part.rate) for part in segments),
        sources=tuple((part.source, part.own) for part in segments),
    )
