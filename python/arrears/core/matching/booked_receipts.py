"""Bank lines that are receipts of the book already: the ledger's own list of receipts brought the same money in."""

from collections.abc import Callable, Sequence
from datetime import timedelta

from arrears.core.matching.incoming import Incoming

NEAR = timedelta(days=5)
"""A ledger books a payment within so many days of the bank."""


def booked_receipts(
    lines: Sequence[Incoming], receipts: Sequence[Incoming], whose: Callable[[Incoming], Sequence[str]]
) -> dict[int, int]:
    """Give, for bank lines, the one receipt of the book that is the same money: same amount, currency and days.

    ``whose`` says which customers a line may be of; receipts of others are not the same money. Where several lines and
    receipts are alike, those nearest in days go together, each once. A line that may be nobody's known is not joined
    unless its reference names the receipt's.
    """
    by_amount: dict[tuple[str, int], list[int]] = {}
    for n, receipt in enumerate(receipts):
        by_amount.setdefault((receipt.currency, receipt.amount), []).append(n)
    pairs = []
    for n, line in enumerate(lines):
        near = by_amount.get((line.currency, line.amount), ())
        customers = whose(line) if near else ()
        for m in near:
            receipt, days = receipts[m], abs(receipts[m].day - line.day)
            if days <= NEAR and (receipt.customer in customers or _same_reference(line, receipt)):
                pairs.append((days, line.day, n, m))
    joined: dict[int, int] = {}
    taken: set[int] = set()
    for _, _, n, m in sorted(pairs):
        if n not in joined and m not in taken:
            joined[n] = m
            taken.add(m)
    return joined


def _same_reference(line: Incoming, receipt: Incoming) -> bool:
    said = "".join(receipt.reference.split()).casefold()
    return len(said) > 3 and said == "".join(line.reference.split()).casefold()
