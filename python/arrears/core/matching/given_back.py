"""What receipts on account hold once refunds have given part of them back; minor units."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple


class Refunded(NamedTuple):
    """A refund of money on account: the receipt that it names, and how much it took out of receipts."""

    receipt: str
    amount: int


def given_back(held: Mapping[str, int], refunds: Sequence[Refunded]) -> dict[str, int]:
    """Give what the receipts of a customer hold: less out of the one a refund names, the rest out of the others.

    ``held``: by receipt, in the order in which they are drawn on.

    >>> given_back({"R1": 50, "R2": 80}, [Refunded("R1", 60)])
    {'R1': 0, 'R2': 70}
    """
    left = dict(held)
    for refund in refunds:
        rest = refund.amount
        for key in (refund.receipt, *held):
            taken = min(rest, left.get(key, 0))
            left[key] = left.get(key, 0) - taken
            rest -= taken
    return {key: left[key] for key in held}
