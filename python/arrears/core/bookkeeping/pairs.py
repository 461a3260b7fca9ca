"""A voucher as pairs of accounts, for ledgers that take one debit and one credit account a row (DATEV)."""

from collections.abc import Sequence
from typing import NamedTuple

from arrears.core.bookkeeping.postings import Line


class Pair(NamedTuple):
    """So much base currency from one line's account (debit) to another's (credit), by positions in the voucher.

    ``amount`` in the voucher's currency, where both sides have it in the same amount; else None. Minor units.
    """

    debit: int
    credit: int
    base: int
    amount: int | None


def pairs(lines: Sequence[Line]) -> list[Pair]:
    """Split a balanced voucher into pairs, sides by the sign of the base amount, debits in order.

    >>> pairs([Line("a", 100, 85), Line("loss", 0, 5), Line("b", -100, -90)])
    [Pair(debit=0, credit=2, base=85, amount=100), Pair(debit=1, credit=2, base=5, amount=None)]
    """
    found = []
    credit_lines = [[n, -line.base, -line.amount] for n, line in enumerate(lines) if line.base < 0]
    for n, line in enumerate(lines):
        base, amount = line.base, line.amount
        while base > 0:
            other, held, foreign = credit_lines[0]
            part = min(base, held)
            own = _foreign(amount, foreign, whole=part == base, whole_other=part == held)
            found.append(Pair(n, other, part, own or None))
            base, amount = base - part, amount - own
            credit_lines[0] = [other, held - part, foreign - own]
            if held == part:
                credit_lines.pop(0)
    return found


def _foreign(amount: int, other: int, *, whole: bool, whole_other: bool) -> int:
    """Give the foreign amount of a pair: all of the side that it uses up, if the other one has so much of it."""
    for used, mine, its in ((whole, amount, other), (whole_other, other, amount)):
        if used and 0 < mine <= its:
            return mine
    return 0
