"""How one payment is split over what is owed, in the order that a law, a contract or the debtor names."""

from collections.abc import Mapping, Sequence
from typing import Final

from arrears.errors import InputRefused

PARTS: Final = ("costs", "interest", "principal")
INTEREST_FIRST: Final = ("costs", "interest", "principal")
"""BGB 367(1); 民法典 561."""
PRINCIPAL_FIRST: Final = ("costs", "principal", "interest")
"""BGB 497(3), consumer loans; 法释〔2014〕8号 art. 4 for judgment money before the doubled interest."""


def split(payment: int, owed: Mapping[str, int], order: Sequence[str] = INTEREST_FIRST) -> tuple[dict[str, int], int]:
    """Split a payment, in minor units, over what is owed; give what each part gets, and what is paid beyond all.

    ``order`` names parts, first to last; parts of ``owed`` that it leaves out get nothing. Refuses a name that is
    given twice or that ``owed`` lacks.

    >>> split(20000, {"costs": 5000, "interest": 6986, "principal": 100000}, PRINCIPAL_FIRST)
    ({'costs': 5000, 'principal': 15000, 'interest': 0}, 0)
    """
    if len({*order}) < len(order) or not {*order} <= {*owed}:
        raise InputRefused("payment-order-unknown", found=", ".join(order), parts=", ".join(owed))
    paid: dict[str, int] = {}
    left = payment
    for part in order:
        paid[part] = min(max(left, 0), max(owed[part], 0))
        left -= paid[part]
    return paid, left
