"""What slices cost: exact over a common denominator, rounded as their terms say, within minimum and maximum."""

from dataclasses import dataclass, replace
from math import lcm

import numpy as np
from numpy.typing import NDArray

from arrears.core.interest.interest_terms import InterestTerms
from arrears.core.interest.slices import Slices, starts_of
from arrears.core.ledger import Ledger
from arrears.core.money import LARGEST, Minor, half_away, to_minor, whole_number


@dataclass(frozen=True, slots=True)
class Outcome:
    """The interest of the late debts of one agreement: their slices, and per debt what an ``Interest`` tells."""

    slices: Slices
    paid: Minor
    principal: Minor
    per_diem: Minor


def priced(slices: Slices, terms: InterestTerms) -> Slices:
    """Put the amounts to slices of simple interest, rounding per item, per slice or per day."""
    if not len(slices):
        return slices
    each_alone = np.arange(len(slices))
    if terms.rounding == "daily amount":
        one_day, denominator = numerators(replace(slices, days=np.ones_like(slices.days)))
        amount = half_away(one_day, denominator) * slices.days
        return replace(slices, amount=amount, group=each_alone, daily=np.ones(len(slices), dtype=np.bool_))
    numerator, denominator = numerators(slices)
    rounded = half_away(numerator, denominator)
    if terms.rounding == "slice":
        return replace(slices, amount=rounded, group=each_alone)
    starts = starts_of(slices.item)
    totals = half_away(np.add.reduceat(numerator, starts), denominator)
    lasts = np.append(starts[1:], [len(slices)]) - 1
    rounded[lasts] += totals - np.add.reduceat(rounded, starts)
    return replace(slices, amount=rounded, group=slices.item)


def limited(slices: Slices, terms: InterestTerms, ledger: Ledger) -> Slices:
    """Cut what goes beyond the maximum of an item, and drop the items that stay below the minimum."""
    if not len(slices):
        return slices
    starts = starts_of(slices.item)
    counts = np.diff(np.append(starts, [len(slices)]))
    codes = ledger.items.currency[slices.item]
    if terms.maximum is not None:
        most = np.array([to_minor(terms.maximum, code) for code in ledger.currencies], dtype=np.int64)[codes]
        slices = replace(slices, amount=_cut(slices.amount, most, starts, counts), cap=most)
    least = np.array([max(to_minor(terms.minimum, code), 1) for code in ledger.currencies], dtype=np.int64)
    enough = np.add.reduceat(slices.amount, starts) >= least[codes[starts]]
    return slices.part(np.repeat(enough, counts))


def _cut(amount: Minor, most: Minor, starts: NDArray[np.intp], counts: NDArray[np.intp]) -> Minor:
    """Let the running total of each item go no higher than its maximum."""
    running = np.cumsum(amount)
    running -= np.repeat(running[starts] - amount[starts], counts)
    until = np.minimum(running, most)
    before = np.append([0], until[:-1])
    before[starts] = 0
    cut: Minor = until - before
    return cut


def numerators(slices: Slices) -> tuple[NDArray[np.int64] | NDArray[np.object_], int]:
    """Give balance x rate x days of each slice over one common denominator; Python integers where int64 could pass."""
    wholes = [whole_number(rate) for rate in slices.rates]
    places = max(decimals for _, decimals in wholes)
    scaled = [whole * 10 ** (places - decimals) for whole, decimals in wholes]
    common = lcm(*(int(year) for year in np.unique(slices.year_days)))
    weight = slices.days * (common // slices.year_days)
    most = int(np.diff(np.append(starts_of(slices.item), [len(slices)])).max())
    bound = int(slices.balance.max()) * max(abs(rate) for rate in scaled) * int(weight.max()) * most
    denominator = 100 * 10**places * common
    if 2 * bound + denominator < LARGEST:
        return slices.balance * np.array(scaled, dtype=np.int64)[slices.rate] * weight, denominator
    rate = np.array(scaled, dtype=object)[slices.rate]
    return slices.balance.astype(object) * rate * weight.astype(object), denominator
