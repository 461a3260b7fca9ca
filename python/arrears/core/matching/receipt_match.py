"""Which receipt of the book a listed one is, and the key of one that the book does not have.

A receipt is named by its number where that is one receipt's alone in the list and the book, else by number,
customer, day and amount together: several receipts may bear one number, of a bank statement for instance. The same
number, customer and day with another amount is a correction, and so are the same number, customer and amount on
another day where the number is one receipt's alone. The order of the rows tells nothing.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from datetime import date
from typing import NamedTuple

from arrears.core.money import to_major


class Received(NamedTuple):
    """A receipt: its number, or what else names it, and what tells it from others of that number; minor units."""

    number: str
    customer: str
    day: date | None
    currency: str
    amount: int
    numbered: bool = True
    """Whether ``number`` is one; else it is made of all that follows it."""

    @property
    def told(self) -> tuple[str, date | None, str, int]:
        """Give what tells receipts of one number apart."""
        return self.customer, self.day, self.currency, self.amount


class Held(NamedTuple):
    """A receipt of the book; the number in ``received`` is its key."""

    key: str
    received: Received


class Keyed(NamedTuple):
    """The key of a listed receipt; ``recurs``: a key of the book whose number it bears and that is another's."""

    key: str
    recurs: str = ""


def keyed(rows: Sequence[Received], book: Sequence[Held]) -> list[Keyed]:
    """Give the key of every receipt.

    >>> day = date(2026, 2, 10)
    >>> held = Held("R1", Received("R1", "C1", day, "EUR", 10000))
    >>> [one.key for one in keyed([Received("R1", "C2", day, "EUR", 20000), held.received], [held])]
    ['R1/C2/2026-02-10/200.00', 'R1']
    """
    own = _by_number(book)
    times = Counter(row.number for row in rows)
    found: dict[int, str] = {}
    used: set[str] = set()
    for test in (_exactly, _same, _corrected, _moved):
        wanted: dict[int, list[Held]] = {}
        for n, row in enumerate(rows):
            if n not in found:
                wanted[n] = [one for one in own.get(row.number, ()) if one.key not in used and test(row, one)]
        for n, held in wanted.items():
            free = [one for one in held if one.key not in used]
            alone = test in {_exactly, _same} or (len(free) == 1 and _alone(n, free[0], wanted))
            if test is _moved:
                alone = alone and times[rows[n].number] == 1 and len(own[rows[n].number]) == 1
            if free and alone:
                found[n] = free[0].key
                used.add(free[0].key)
    keys = {one.key for one in book}
    result = []
    for n, row in enumerate(rows):
        held = own.get(row.number, [])
        key = found.get(n) or _new(row, keys, alone=times[row.number] == 1 and not held)
        keys.add(key)
        result.append(Keyed(key, held[0].key if n not in found and held and row.numbered else ""))
    return result


_Test = Callable[[Received, Held], bool]


def _by_number(book: Sequence[Held]) -> dict[str, list[Held]]:
    """Give the receipts by every number their keys may stand for: the key, and what is before a slash of it."""
    found: dict[str, list[Held]] = {}
    for one in book:
        parts = one.key.split("/")
        for end in range(1, len(parts) + 1):
            found.setdefault("/".join(parts[:end]), []).append(one)
    return found


def _alone(number: int, held: Held, wanted: dict[int, list[Held]]) -> bool:
    return not any(other != number and held in those for other, those in wanted.items())


def _exactly(row: Received, held: Held) -> bool:
    return held.key == row.number and row.told == held.received.told


def _same(row: Received, held: Held) -> bool:
    return row.told == held.received.told and (row.numbered or held.key[len(row.number) :].strip("/").isdecimal())


def _corrected(row: Received, held: Held) -> bool:
    """Tell a correction: of the amount, or of a customer who was not known."""
    other = held.received
    if not row.numbered:
        return False
    amount_alone = row.customer == other.customer
    customer_alone = row.amount == other.amount and "" in {row.customer, other.customer}
    return row.day == other.day and row.currency == other.currency and (amount_alone or customer_alone)


def _moved(row: Received, held: Held) -> bool:
    other = held.received
    return row.numbered and (row.customer, row.currency, row.amount) == (other.customer, other.currency, other.amount)


def _new(row: Received, keys: set[str], *, alone: bool) -> str:
    if alone and row.number not in keys:
        return row.number
    day = "" if row.day is None else row.day.isoformat()
    parts = (row.number, row.customer, day, format(to_major(row.amount, row.currency), "f"))
    told = "/".join(parts) if row.numbered else row.number
    key, times = told, 1
    while key in keys:
        times += 1
        key = f"{told}/{times}"
    return key
