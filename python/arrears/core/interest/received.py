"""What was received on a debt, in the order in which it counts."""

from collections.abc import Sequence
from datetime import date

from arrears.errors import InputRefused


def in_order(receipts: Sequence[tuple[date, int]]) -> list[tuple[date, int]]:
    """Put receipts in the order of their days, of one day what came back last.

    Refuses a payment that came back (a negative one) where less was received before.

    >>> in_order([(date(2026, 3, 2), -40), (date(2026, 2, 1), 100)])
    [(datetime.date(2026, 2, 1), 100), (datetime.date(2026, 3, 2), -40)]
    """
    ordered = sorted(receipts, key=lambda receipt: (receipt[0], receipt[1] < 0))
    received = 0
    for _, amount in ordered:
        received += amount
        if received < 0:
            raise InputRefused("returned-unpaid")
    return ordered
