"""Two lists of the same documents, such as sales' and finance's, compared document by document."""

from collections import Counter, deque
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from arrears.core.reconciliation.document_numbers import plain_number

REASONS = (
    "equal",
    "amount differs",
    "customer differs",
    "date differs",
    "number differs",
    "doubled in sales",
    "doubled in finance",
    "other month",
    "only in sales",
    "only in finance",
)
NEAR_DAYS = 5
"""Days that two documents of one customer and amount may lie apart to be taken for one with two numbers."""


class Line(NamedTuple):
    """One line of a list; ``amount`` in minor units of the currency, ``within`` False where another period has it."""

    number: str
    customer: str
    currency: str
    amount: int
    day: date | None
    row: int
    within: bool = True


@dataclass(frozen=True, slots=True)
class Compared:
    """One document in both lists, or in one; its difference is what finance has more than sales."""

    reason: str
    currency: str
    sales: tuple[Line, ...]
    finance: tuple[Line, ...]

    @property
    def sales_amount(self) -> int:
        """Give the amount in the sales list."""
        return sum(line.amount for line in self.sales)

    @property
    def finance_amount(self) -> int:
        """Give the amount that finance has in the period."""
        return sum(line.amount for line in self.finance if line.within)

    @property
    def difference(self) -> int:
        """Give what finance has more in the period."""
        return self.finance_amount - self.sales_amount


def compare_lists(sales: Sequence[Line], finance: Sequence[Line]) -> list[Compared]:
    """Compare by document number in any spelling, then by customer and amount; every line is in exactly one result.

    Lines of one number and currency are taken together. What finance has in other periods is only looked at where
    the sales list names it. The differences add up to the difference of the two lists.
    """
    ours, theirs = _by_number(sales, "sales"), _by_number(finance, "finance")
    compared = [_compared(lines, theirs.get(key, ())) for key, lines in ours.items() if key in theirs]
    alone = [lines for key, lines in ours.items() if key not in theirs]
    left = [own for key, lines in theirs.items() if key not in ours and (own := tuple(x for x in lines if x.within))]
    renumbered, alone, left = _renumbered(alone, left)
    compared += renumbered
    compared += [Compared("only in sales", lines[0].currency, lines, ()) for lines in alone]
    compared += [Compared("only in finance", lines[0].currency, (), lines) for lines in left]
    return compared


def _by_number(lines: Iterable[Line], whose: str) -> dict[tuple[str, str], tuple[Line, ...]]:
    found: dict[tuple[str, str], list[Line]] = {}
    for line in lines:
        plain = plain_number(line.number) or f"{whose} row {line.row}"
        found.setdefault((line.currency, plain), []).append(line)
    return {key: tuple(group) for key, group in found.items()}


def _compared(sales: tuple[Line, ...], finance: tuple[Line, ...]) -> Compared:
    one = Compared("equal", sales[0].currency, sales, finance)
    return Compared(_reason(one), one.currency, sales, finance)


def _reason(one: Compared) -> str:
    own = [line for line in one.finance if line.within]
    if not own:
        return "other month"
    customers = {line.customer for line in one.sales if line.customer}, {line.customer for line in own if line.customer}
    if all(customers) and customers[0] != customers[1]:
        return "customer differs"
    if one.difference:
        return _why_amount(one.sales, own, one.difference)
    days = {line.day for line in one.sales if line.day}, {line.day for line in own if line.day}
    return "date differs" if all(days) and days[0] != days[1] else "equal"


def _why_amount(sales: Sequence[Line], finance: Sequence[Line], difference: int) -> str:
    for name, lines, excess in (("sales", sales, -difference), ("finance", finance, difference)):
        counts = Counter(line.amount for line in lines)
        if counts[excess] > 1:
            return f"doubled in {name}"
    return "amount differs"


def _renumbered(
    alone: list[tuple[Line, ...]], left: list[tuple[Line, ...]]
) -> tuple[list[Compared], list[tuple[Line, ...]], list[tuple[Line, ...]]]:
    """Join what stands in one list each under different numbers: one customer, one amount, dates close together."""
    waiting: dict[tuple[str, str, int, date], deque[int]] = {}
    for n, lines in enumerate(left):
        if lines[0].day:
            waiting.setdefault((*_whole(lines), lines[0].day), deque()).append(n)
    joined, unmatched, taken = [], [], set()
    for lines in alone:
        near = _nearest(lines, waiting)
        if near is None:
            unmatched.append(lines)
            continue
        taken.add(near)
        joined.append(Compared("number differs", lines[0].currency, lines, left[near]))
    return joined, unmatched, [lines for n, lines in enumerate(left) if n not in taken]


def _nearest(lines: tuple[Line, ...], waiting: Mapping[tuple[str, str, int, date], deque[int]]) -> int | None:
    """Take the document of one customer and amount that lies nearest in days, the first of the list among equals."""
    day = lines[0].day
    if day is None or not lines[0].customer:
        return None
    for apart in range(NEAR_DAYS + 1):
        days = {day - timedelta(days=apart), day + timedelta(days=apart)}
        queues = [queue for one in days if (queue := waiting.get((*_whole(lines), one)))]
        if queues:
            return min(queues, key=lambda queue: queue[0]).popleft()
    return None


def _whole(lines: tuple[Line, ...]) -> tuple[str, str, int]:
    return lines[0].currency, lines[0].customer, sum(line.amount for line in lines)
