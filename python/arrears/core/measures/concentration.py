"""How much of the receivables few customers owe: the share of the largest, and the Herfindahl index.

The Herfindahl-Hirschman index adds the squares of the shares in percent: 10,000 where one customer owes everything.
"""

from collections.abc import Sequence
from fractions import Fraction

from arrears.core.measures.measure import NOTHING_OPEN, Figure, NotComputable, Number, quotient


def share_of_largest(owed: Sequence[Number], largest: int) -> Figure:
    """Give the share of so many largest debtors in percent; credit balances do not count.

    >>> share_of_largest([50, 30, 20, -40], 2).rounded()
    Decimal('80.00')
    """
    debts = _debts(owed)
    debts.sort(reverse=True)
    return quotient(sum(debts[:largest]), sum(debts), 100) if debts else NotComputable(NOTHING_OPEN)


def herfindahl(owed: Sequence[Number]) -> Figure:
    """Give the Herfindahl-Hirschman index of what customers owe, from near 0 to 10,000.

    >>> herfindahl([50, 50]).rounded(0), herfindahl([]).reason
    (Decimal('5000'), 'nothing open')
    """
    debts = _debts(owed)
    if not debts:
        return NotComputable(NOTHING_OPEN)
    return quotient(sum(amount * amount for amount in debts), sum(debts) ** 2, 10_000)


def _debts(owed: Sequence[Number]) -> list[int | Fraction]:
    """Give what is owed; whole numbers stay such, which adds them up many times faster."""
    return [amount if isinstance(amount, int) else Fraction(amount) for amount in owed if amount > 0]
