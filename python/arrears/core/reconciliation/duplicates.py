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
        seen = _Seen()
        for row in rows:
            plain, its_day = plain_number(number[row]), int(day[row].astype(np.int64))
            same, near = seen.bearing(plain, part[row]) if plain else None, seen.dated(its_day, plain)
            if same is not None:
                found.append(Duplicate(row, same, REASONS[0]))
            elif near is not None:
                found.append(Duplicate(row, near, REASONS[1]))
            seen.add(row, plain, its_day, part[row])
    return sorted(found, key=lambda one: one.row)


class _Seen:
    """The first rows of one amount by number, instalment and day: a thousand alike cost no more than a thousand looks.

    Under the instalment None stands the first row of a number that has none.
    """

    def __init__(self) -> None:
        self._first: dict[str, int] = {}
        self._by_number: dict[str, dict[int | None, int]] = {}
        self._by_day: dict[int, dict[str, int]] = {}

    def add(self, row: int, plain: str, day: int, part: int | None) -> None:
        self._first.setdefault(plain, row)
        self._by_number.setdefault(plain, {}).setdefault(part, row)
        numbers = self._by_day.setdefault(day, {})
        if len(numbers) < 2:
            numbers.setdefault(plain, row)

    def bearing(self, plain: str, part: int | None) -> int | None:
        """Give the first row of a number that is not another instalment of it."""
        if part is None:
            return self._first.get(plain)
        parts = self._by_number.get(plain, {})
        return min((parts[one] for one in (None, part) if one in parts), default=None)

    def dated(self, day: int, plain: str) -> int | None:
        """Give the first row of a day that bears another number."""
        return next((row for number, row in self._by_day.get(day, {}).items() if number != plain), None)


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
