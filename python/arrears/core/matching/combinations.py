"""Which of some amounts come to a sum, to the cent: said only where one combination does, and how likely by chance.

Bounded: beyond so many amounts only small combinations are looked for, and what was not searched whole is not said.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations as chosen
from math import comb, gcd
from typing import Final

WHOLE_SEARCH: Final = 22
"""Up to so many amounts every combination is looked at (two halves of 2^11 sums)."""
SMALL_SEARCH: Final = 120
"""Up to so many amounts combinations of two or three are looked at."""


@dataclass(frozen=True, slots=True)
class Combination:
    """The one combination that comes to a sum: positions of the amounts, and by how many others it was picked out.

    ``tried``: combinations of at most its size among amounts as round as its own; ``spread``: how many sums such
    combinations could have come to.
    """

    positions: tuple[int, ...]
    tried: int
    spread: int

    def chance_below(self, one_in: int) -> bool:
        """Tell whether a sum nobody meant would meet a combination less often than one time in so many."""
        return self.tried * one_in <= self.spread


def combination(amounts: Sequence[int], total: int) -> Combination | None:
    """Give the only combination of two or more amounts that comes to a total; None where there is none or another too.

    Amounts are positive minor units.

    >>> combination([1000, 2500, 4000], 5000).positions
    (0, 2)
    >>> combination([1000, 4000, 2500, 2500], 5000) is None
    True
    """
    usable = [n for n, amount in enumerate(amounts) if 0 < amount < total]
    values = [amounts[n] for n in usable]
    if len(values) < 2 or sum(values) < total:
        return None
    if len(values) <= WHOLE_SEARCH:
        found = _whole(values, total)
    elif len(values) <= SMALL_SEARCH:
        found = _small(values, total)
    else:
        return None
    if len(found) != 1:
        return None
    size = len(found[0])
    step = gcd(total, *(values[n] for n in found[0]))
    as_round = sorted(value for value in values if value % step == 0)
    tried = sum(comb(len(as_round), count) for count in range(1, size + 1))
    return Combination(tuple(usable[n] for n in found[0]), tried, sum(as_round[-size:]) // step)


def _whole(values: Sequence[int], total: int) -> list[tuple[int, ...]]:
    """Give up to two combinations, out of all there are."""
    half = len(values) // 2
    left, right = _sums(values[:half]), _sums(values[half:])
    by_sum: dict[int, list[int]] = {}
    for mask, value in enumerate(left):
        if value <= total:
            by_sum.setdefault(value, []).append(mask)
    found = []
    for mask, value in enumerate(right):
        for other in by_sum.get(total - value, ()):
            positions = (*_of_mask(other, 0), *_of_mask(mask, half))
            if len(positions) > 1:
                found.append(positions)
                if len(found) > 1:
                    return found
    return found


def _sums(values: Sequence[int]) -> list[int]:
    """Give the sum of every combination; bit n of a position tells whether value n is in it."""
    sums = [0]
    for value in values:
        sums += [value + other for other in sums]
    return sums


def _of_mask(mask: int, first: int) -> list[int]:
    return [first + bit for bit in range(mask.bit_length()) if mask >> bit & 1]


def _small(values: Sequence[int], total: int) -> list[tuple[int, ...]]:
    """Give up to two combinations of two or three."""
    places: dict[int, list[int]] = {}
    for n, value in enumerate(values):
        places.setdefault(value, []).append(n)
    found: list[tuple[int, ...]] = [
        (n, other) for n, value in enumerate(values) for other in places.get(total - value, ()) if other > n
    ]
    for (n, value), (m, second) in chosen(enumerate(values), 2):
        if len(found) > 1:
            break
        found += [(n, m, other) for other in places.get(total - value - second, ()) if other > m]
    return found[:2]
