"""Documents that may stand in the book twice: one customer, one amount, and one number in two spellings, or one day."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from arrears.core.dates import Days
from arrears.core.ledger import Codes
from arrears.core.money import Minor
from arrears.core.reconciliation.document_numbers import plain_number

REASONS = ("same number", "same amount and day")


@dataclass(frozen=True, slots=True)
class Duplicate:
    """Two rows that may be one document; ``row`` is the later one of the list."""

    row: int
    first: int
    reason: str


def duplicates(
    customer: Codes, currency: Codes, amount: Minor, day: Days, number: Sequence[str], part: Sequence[int | None]
) -> list[Duplicate]:
    """Find rows of one customer, currency and amount that bear one number in two spellings, or one date.

    ``part``: the instalment; rows that are different instalments of one number are no duplicates.
    """
    found = []
    for rows in _alike(customer, currency, amount):
        by_number: dict[str, list[int]] = {}
        by_day: dict[int, list[int]] = {}
        for row in rows:
            plain, its_day = plain_number(number[row]), int(day[row].astype(np.int64))
            same = [one for one in by_number.get(plain, ()) if not _apart(part, one, row)]
            near = [one for one in by_day.get(its_day, ()) if plain_number(number[one]) != plain]
            if same and plain:
                found.append(Duplicate(row, same[0], REASONS[0]))
            elif near:
                found.append(Duplicate(row, near[0], REASONS[1]))
            by_number.setdefault(plain, []).append(row)
            by_day.setdefault(its_day, []).append(row)
    return sorted(found, key=lambda one: one.row)


def _apart(part: Sequence[int | None], one: int, other: int) -> bool:
    return part[one] is not None and part[other] is not None and part[one] != part[other]


def _alike(customer: Codes, currency: Codes, amount: Minor) -> list[list[int]]:
    """Give the rows that share customer, currency and amount, in groups of two and more; nothing is not an amount."""
    rows = np.flatnonzero(amount != 0)
    if rows.size < 2:
        return []
    order = rows[np.lexsort((rows, amount[rows], currency[rows], customer[rows]))]
    keys = np.stack([customer[order], currency[order], amount[order]])
    starts = np.flatnonzero(np.append([True], np.any(keys[:, 1:] != keys[:, :-1], axis=0)))
    ends = np.append(starts[1:], [order.size])
    many = ends - starts > 1
    pairs = zip(starts[many].tolist(), ends[many].tolist(), strict=True)
    return [order[start:end].tolist() for start, end in pairs]
