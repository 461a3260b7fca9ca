"""Simple interest on late payment over a debt's life, exact per slice and rounded once per item."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from math import lcm
from typing import Final

import numpy as np
from numpy.typing import NDArray

from arrears.core import daycount
from arrears.core.agreements import rows_by_agreement
from arrears.core.dates import as_day
from arrears.core.interest_terms import InterestTerms, terms_of
from arrears.core.ledger import ITEM_KINDS, Ledger
from arrears.core.money import LARGEST, Minor, half_away, to_minor, whole_number
from arrears.core.principal import Runs, covered, runs
from arrears.core.rates import RateSeries, Segment
from arrears.core.slices import Numbers, Slice, Slices, no_slices, together
from arrears.errors import InputRefused

__all__ = ["BEAR_NONE", "Interest", "InterestTerms", "Slice", "Slices", "charge", "terms_of"]

BEAR_NONE: Final = (
    "credit note", "red invoice", "on-account", "interest note", "fee", "unbilled", "prepayment request",
)  # fmt: skip
"""Kinds of items that never bear interest: credits, interest and fees themselves, and what is not yet a debt."""


@dataclass(frozen=True, slots=True)
class Interest:
    """Interest of every item, in minor units, and the slices it is made of."""

    amount: Minor
    slices: Slices


def charge(
    ledger: Ledger, as_of: date, terms: Sequence[InterestTerms | None], rates: Mapping[str, RateSeries]
) -> Interest:
    """Compute interest from the day after the due date through a day, or through the payment that closed the item.

    ``terms``: one per item, None bears none. The principal follows receipts and credits by their effective dates; every
    change of balance, rate or year length starts a slice. Items without a due date bear none; items paid late and
    closed stay chargeable.
    Refuses a series that is unknown, or that lacks a rate for a day needed.
    """
    amount = np.zeros(ledger.items.gross.size, dtype=np.int64)
    found = [
        _charged(ledger, as_of, agreed, rows, rates)
        for agreed, rows in rows_by_agreement(np.flatnonzero(_bearing(ledger, as_of)), terms)
    ]
    slices = together([slices for slices in found if len(slices)])
    np.add.at(amount, slices.item, slices.amount)
    return Interest(amount, slices)


def _bearing(ledger: Ledger, as_of: date) -> NDArray[np.bool_]:
    items = ledger.items
    kinds = np.array([ITEM_KINDS.index(kind) for kind in BEAR_NONE])
    in_book = (items.posting_date <= as_day(as_of)) & (items.due_date < as_day(as_of))
    bearing: NDArray[np.bool_] = in_book & (items.gross > 0) & ~np.isin(items.kind, kinds)
    return bearing


def _charged(
    ledger: Ledger, as_of: date, terms: InterestTerms, rows: Numbers, rates: Mapping[str, RateSeries]
) -> Slices:
    """Compute the slices of the items of one agreement."""
    owed = runs(ledger, as_of, terms, rows[ledger.items.due_date[rows] + terms.grace < as_day(as_of)])
    if owed.item.size == 0:
        return no_slices()
    segments = _segments(terms, owed, rates)
    slices = _split(owed, segments, terms.day_count)
    return _priced(ledger, terms, slices)


def _segments(terms: InterestTerms, owed: Runs, rates: Mapping[str, RateSeries]) -> list[Segment]:
    """Give the rates of all days on which anything bears interest, and of no other day."""
    first, last = owed.from_day.min().item(), owed.to_day.max().item()
    if terms.rate is not None:
        return [Segment(first, last, terms.rate, "", own=False)]
    if terms.series not in rates:
        raise InputRefused("series-unknown", found=terms.series)
    needed = covered(owed)
    found = [segment for start, end in needed for segment in rates[terms.series].segments(start, end)]
    return [replace(segment, rate=segment.rate + terms.margin) for segment in found]


def _split(owed: Runs, segments: Sequence[Segment], convention: str) -> Slices:
    """Cut runs where the rate or the length of the year changes."""
    starts = [segment.from_day for segment in segments]
    turns = daycount.turns(starts[0], segments[-1].to_day, convention)
    cuts = np.array(sorted({*starts, *turns}), dtype="datetime64[D]")
    low = np.searchsorted(cuts, owed.from_day, side="right")
    pieces = np.searchsorted(cuts, owed.to_day, side="right") - low + 1
    run = np.repeat(np.arange(owed.item.size), pieces)
    nth = np.arange(run.size) - np.repeat(np.cumsum(pieces) - pieces, pieces)
    # The sentinels stand for "the run's own first and last day"; cuts fall strictly inside a run.
    ahead, after = np.append([cuts[0]], cuts), np.append(cuts, [cuts[-1]])
    from_day = np.where(nth == 0, owed.from_day[run], ahead[low[run] + nth])
    to_day = np.where(nth == pieces[run] - 1, owed.to_day[run], after[low[run] + nth] - 1)
    days, year_days = daycount.counts(from_day, to_day, convention)
    segment = np.searchsorted(np.array(starts, dtype="datetime64[D]"), from_day, side="right") - 1
    return Slices(
        item=owed.item[run],
        from_day=from_day,
        to_day=to_day,
        days=days,
        balance=owed.balance[run],
        rate=segment,
        year_days=year_days,
        amount=np.zeros(run.size, dtype=np.int64),
        source=segment,
        rates=tuple(segment.rate for segment in segments),
        sources=tuple((segment.source, segment.own) for segment in segments),
    )


def _priced(ledger: Ledger, terms: InterestTerms, slices: Slices) -> Slices:
    """Price slices exactly, round once per item, and drop the items that stay below the minimum."""
    numerator, denominator = _numerators(slices)
    starts = np.flatnonzero(np.append([True], slices.item[1:] != slices.item[:-1]))
    totals = half_away(np.add.reduceat(numerator, starts), denominator)
    rounded = half_away(numerator, denominator)
    lasts = np.append(starts[1:], [slices.item.size]) - 1
    rounded[lasts] += totals - np.add.reduceat(rounded, starts)
    least = np.array([max(to_minor(terms.minimum, code), 1) for code in ledger.currencies], dtype=np.int64)
    enough = totals >= least[ledger.items.currency[slices.item[starts]]]
    kept = np.repeat(enough, np.diff(np.append(starts, [slices.item.size])))
    return replace(slices, amount=rounded).part(kept)


def _numerators(slices: Slices) -> tuple[NDArray[np.int64] | NDArray[np.object_], int]:
    """Give balance x rate x days of each slice over one common denominator; Python integers where int64 could pass."""
    wholes = [whole_number(rate) for rate in slices.rates]
    places = max(decimals for _, decimals in wholes)
    scaled = [whole * 10 ** (places - decimals) for whole, decimals in wholes]
    years = {int(year): 0 for year in np.unique(slices.year_days)}
    common = lcm(*years)
    weight = slices.days * (common // slices.year_days)
    most = np.bincount(np.unique(slices.item, return_inverse=True)[1]).max()
    bound = int(slices.balance.max()) * max(abs(rate) for rate in scaled) * int(weight.max()) * int(most)
    denominator = 100 * 10**places * common
    if 2 * bound + denominator < LARGEST:
        return slices.balance * np.array(scaled, dtype=np.int64)[slices.rate] * weight, denominator
    rate = np.array(scaled, dtype=object)[slices.rate]
    return slices.balance.astype(object) * rate * weight.astype(object), denominator
