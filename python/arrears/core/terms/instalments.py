"""Instalments: what each asks for, to the cent, and how payments fill them.

amounts(total, shares, currency)  -> minor units by share; they add up to the total
in_proportion(total, weights)     -> a total split like other amounts
equal(number, first, every)       -> Terms of equal instalments, a step apart
paid_into(asked, paid)            -> how much of each is paid, in their order
"""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from arrears.core.money import divide_half_away, to_minor
from arrears.core.terms.deadlines import Deadline, Step
from arrears.core.terms.terms import Share, Terms, in_instalments


def amounts(total: int, shares: Sequence[Share], currency: str) -> list[int]:
    """Split a total (minor units, of either sign) into instalments that add up to it.

    Each is rounded half away from zero, the last takes what is left. A fixed amount takes the sign of the total; none
    asks for more than is left. ValueError where the shares do not ask for the whole.

    >>> from arrears.core.terms.deadlines import after_days, days
    >>> amounts(10000, equal(3, after_days(0), days(30)).instalments, "EUR")
    [3333, 3333, 3334]
    """
    if not make_whole(shares):
        raise ValueError("; ".join(map(str, shares)))
    left = abs(total)
    asked = []
    for share in shares[:-1]:
        one = min(_asked(share, abs(total), left, currency), left)
        asked.append(one)
        left -= one
    asked.append(left)
    return [one if total >= 0 else -one for one in asked]


def make_whole(shares: Sequence[Share]) -> bool:
    """Tell whether shares ask for the whole of any amount, no more and no less; the last takes what is left."""
    if not shares or any(not 0 < (share.part or 1) <= 1 or (share.amount or 1) <= 0 for share in shares):
        return False
    if any(_is_rest(share) for share in shares[:-1]) or shares[-1].of_rest:
        return False
    of_total = sum((share.part for share in shares if share.part is not None and not share.of_rest), Fraction(0))
    return of_total <= 1 if _is_rest(shares[-1]) else of_total == 1


def in_proportion(total: int, weights: Sequence[int]) -> list[int]:
    """Split a total in the proportion of some amounts; each is rounded half away from zero, the last takes the rest.

    ValueError where the amounts come to nothing.

    >>> in_proportion(9000, [4000, 3000, 3000]), in_proportion(-100, [1, 1, 1])
    ([3600, 2700, 2700], [-33, -33, -34])
    """
    whole = sum(weights)
    if whole == 0:
        raise ValueError(f"{total} by {list(weights)}")
    sign = 1 if whole > 0 else -1
    parts = [divide_half_away(total * weight * sign, abs(whole)) for weight in weights[:-1]]
    return [*parts, total - sum(parts)]


def equal(number: int, first: Deadline, every: Step) -> Terms:
    """Give terms of so many equal instalments, each one step after the one before (E, E + 1 month, E + 2 months).

    Steps are counted from the first day, so that a month end stays one: 31 January, 28 February, 31 March.
    """
    deadlines = (_further(first, every, nth) for nth in range(number))
    return in_instalments(*(Share(deadline, Fraction(1, number)) for deadline in deadlines))


def paid_into(asked: Sequence[int], paid: int) -> list[int]:
    """Let what was paid fill the instalments in their order; what exceeds them all is left out.

    >>> paid_into([500, 500], 600), paid_into([-500, -500], -600)
    ([500, 100], [-500, -100])
    """
    filled = []
    left = abs(paid)
    for one in asked:
        filled.append(min(abs(one), left))
        left -= filled[-1]
    return [part if one >= 0 else -part for part, one in zip(filled, asked, strict=True)]


def _is_rest(share: Share) -> bool:
    return share.part is None and share.amount is None


def _asked(share: Share, total: int, left: int, currency: str) -> int:
    if share.part is not None:
        return divide_half_away((left if share.of_rest else total) * share.part.numerator, share.part.denominator)
    return left if share.amount is None else to_minor(Decimal(share.amount), currency)


def _further(first: Deadline, every: Step, times: int) -> Deadline:
    if not times:
        return first
    further = Step(every.unit, (every.numbers[0] * times,))
    last = first.steps[-1] if first.steps else None
    if last is None or last.unit is not every.unit:
        return first.then(further)
    return replace(first, steps=(*first.steps[:-1], Step(every.unit, (last.numbers[0] + further.numbers[0],))))
