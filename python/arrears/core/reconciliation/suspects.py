"""Where an unknown difference may come from: rows whose amount it is, on the wrong side, with digits swapped."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from arrears.core.money import Minor

SUSPICIONS = ("one row", "wrong side", "digits swapped")
MOST = 5
"""Rows named for one suspicion; more than so many prove nothing."""


@dataclass(frozen=True, slots=True)
class Suspect:
    """A row that would explain a difference alone, and how."""

    suspicion: str
    row: int


def suspects(unknown: int, effect: Minor) -> list[Suspect]:
    """Name the rows whose effect on the balance explains a difference: what open items hold more than the account.

    A row that the account lacks has the difference's amount; one booked there on the other side has half of it; one
    booked there with two neighbouring digits swapped differs by a multiple of nine (the accountant's old rule).
    """
    if unknown == 0:
        return []
    found = [Suspect("one row", row) for row in _few(effect == unknown)]
    if unknown % 2 == 0:
        found += [Suspect("wrong side", row) for row in _few(effect == unknown // 2)]
    if unknown % 9 == 0 and not found:
        larger = np.flatnonzero(np.abs(effect) > abs(unknown)).tolist()
        rows = [row for row in larger if _swapped(int(effect[row]), unknown)]
        found += [Suspect("digits swapped", row) for row in rows if len(rows) <= MOST]
    return found


def _few(rows: NDArray[np.bool_]) -> list[int]:
    found: list[int] = np.flatnonzero(rows).tolist()
    return found if len(found) <= MOST else []


def _swapped(held: int, difference: int) -> bool:
    """Tell whether an amount less the difference is the amount with two neighbouring digits swapped.

    >>> _swapped(5400, 900), _swapped(5400, 800)
    (True, False)
    """
    if (held > 0) != (held - difference > 0):
        return False
    one, other = str(abs(held)), str(abs(held - difference)).rjust(len(str(abs(held))), "0")
    if len(one) != len(other):
        return False
    places = [n for n in range(len(one)) if one[n] != other[n]]
    neighbours = len(places) == 2 and places[1] == places[0] + 1
    return neighbours and one[places[0]] == other[places[1]] and one[places[1]] == other[places[0]]
