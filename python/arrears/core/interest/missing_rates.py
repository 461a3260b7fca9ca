"""Which items cannot be charged because a reference rate is missing, so that all others can be."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Final

import numpy as np

from arrears.core.interest.interest import Interest, charge
from arrears.core.interest.interest_terms import InterestTerms
from arrears.core.interest.rates import RateRow, RateSeries, known_as
from arrears.core.ledger import Ledger
from arrears.core.money import Minor

_MISSING: Final = "\0missing"
_STAND_IN: Final = Decimal(1000)
"""High, so that no minimum hides an item for which a rate is missing."""
_DAY: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class MissingRate:
    """A series, the first day on which its rate was needed and is not known, and the items (rows) left uncharged."""

    series: str
    day: date
    items: Sequence[int]
    unknown: bool = False
    """There is no series of this name at all."""


def charge_known(
    ledger: Ledger,
    as_of: date,
    terms: Sequence[InterestTerms | None],
    rates: Mapping[str, RateSeries],
    charged: Minor | None = None,
) -> tuple[Interest, list[MissingRate]]:
    """Compute interest as ``charge`` does, leaving out the items for which a rate is missing on some day.

    Stand-in rates fill the gaps and mark their slices; whatever has a marked slice is taken out again. Of what is left
    out, and of items without terms, what was charged stands as their interest: nothing to charge, nothing to give back.
    """
    distinct = {id(one): one for one in terms if one is not None}
    needed = {one.series for one in distinct.values() if one.rate is None}
    filled = {**rates, **{name: _filled(name, known_as(name, rates)) for name in needed}}
    interest = charge(ledger, as_of, terms, filled, charged)
    free = np.array([one is None for one in terms], dtype=np.bool_)
    interest.amount[free] = interest.charged[free]
    slices = interest.slices
    marked = np.array([_MISSING in text for text, _ in slices.sources], dtype=np.bool_)
    if not marked.any():
        return interest, []
    missing = marked[slices.source]
    first_day: dict[int, date] = {}
    for item, day in zip(slices.item[missing].tolist(), slices.from_day[missing].tolist(), strict=True):
        first_day[item] = min(day, first_day.get(item, day))
    left_out = np.array(sorted(first_day), dtype=np.int64)
    interest.amount[left_out] = interest.charged[left_out]
    for column in (interest.paid, interest.principal, interest.per_diem):
        column[left_out] = 0
    kept = slices.part(~np.isin(slices.item, left_out))
    return replace(interest, slices=kept), _cases(first_day, terms, rates)


def _cases(
    first_day: Mapping[int, date], terms: Sequence[InterestTerms | None], rates: Mapping[str, RateSeries]
) -> list[MissingRate]:
    by_series: dict[str, list[int]] = {}
    for item in sorted(first_day):
        agreed = terms[item]
        by_series.setdefault("" if agreed is None else agreed.series, []).append(item)
    return [
        MissingRate(name, min(first_day[item] for item in items), items, unknown=known_as(name, rates) is None)
        for name, items in sorted(by_series.items())
    ]


def _filled(name: str, known: RateSeries | None) -> RateSeries:
    """Give a series without any gap, its missing stretches marked."""
    rows: list[RateRow] = []
    day = date.min
    for row in known.rows if known is not None else ():
        if row.from_day > day:
            rows.append(_stand_in(day, row.from_day - _DAY))
        rows.append(row if row.rate is not None else _stand_in(row.from_day, row.until))
        if row.until is None:
            return RateSeries(name, tuple(rows))
        day = row.until + _DAY
    return RateSeries(name, (*rows, _stand_in(day, None)))


def _stand_in(first: date, last: date | None) -> RateRow:
    return RateRow(first, last, _STAND_IN, _MISSING, stand_in=True)
