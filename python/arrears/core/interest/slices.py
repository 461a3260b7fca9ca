"""The slices of an interest computation as columns: days with one balance, one rate, one year length."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any, overload

import numpy as np
from numpy.typing import NDArray

from arrears.core.dates import Days
from arrears.core.money import LARGEST, Minor, divide_half_away

Numbers = NDArray[np.int64]
Exact = NDArray[np.object_]
"""Exact numbers of any size, one per row: Fraction or int."""


@dataclass(frozen=True, slots=True)
class Slice:
    """One stretch: both days inclusive, balance and amount in minor units, ``rate`` in percent.

    The rate is for a year of ``year_days`` days; a rate for a day has ``year_days`` 1.
    """

    item: int
    """Row of the ledger's items."""
    from_day: date
    to_day: date
    days: int
    balance: int
    """What bears interest: the principal, and interest that was added to it, rounded."""
    rate: Decimal
    year_days: int
    amount: int
    """Rounded; an item's slices add up to its interest because the last one takes the residual."""
    source: str
    """Where a reference rate was published; empty for a contract rate."""
    own_rate: bool = False
    """The rate is one the user entered, not a shipped one."""
    capitalised: Fraction = Fraction(0)
    """The part of the balance that is interest added to the principal, exact, in minor units."""

    @property
    def principal(self) -> int:
        """The part of the balance that is not interest."""
        return self.balance - divide_half_away(self.capitalised.numerator, self.capitalised.denominator)


@dataclass(frozen=True, slots=True)
class Slices(Sequence[Slice]):
    """Slices by item and day. ``rate`` and ``source`` point into ``rates`` and ``sources``.

    How a sheet recomputes the amounts. A slice's exact interest is ``(principal + capitalised) x rate x days / (100 x
    year_days)``, where ``principal`` is ``balance`` less ``capitalised`` rounded; at simple interest ``capitalised`` is
    0. Slices of one ``group`` are rounded together: each but the last is its exact interest rounded, the last is the
    rounded sum of the group's exact interest less the amounts of the others. An item has one group, or several where
    a receipt paid interest (each such receipt ends a group) or where every slice is rounded by itself. Where ``daily``
    holds, a slice is ``days x`` the rounded interest of one day. An amount is never more than ``cap`` less the amounts
    of the item's slices before it. All of these are equal to the cent with these columns.
    """

    item: Numbers
    from_day: Days
    to_day: Days
    days: Numbers
    balance: Minor
    rate: Numbers
    year_days: Numbers
    amount: Minor
    source: Numbers
    rates: tuple[Decimal, ...]
    sources: tuple[tuple[str, bool], ...]
    capitalised: Exact = field(default_factory=lambda: np.zeros(0, dtype=object))
    group: Numbers = field(default_factory=lambda: np.zeros(0, dtype=np.int64))
    """Slices with one number, which stand together, are rounded together."""
    daily: NDArray[np.bool_] = field(default_factory=lambda: np.zeros(0, dtype=np.bool_))
    """The interest of one day is rounded, then multiplied by the days."""
    cap: Minor = field(default_factory=lambda: np.zeros(0, dtype=np.int64))
    """The most the item is charged; ``LARGEST`` without a limit."""

    def __post_init__(self) -> None:
        """Fill the columns that simple interest without a limit does not need."""
        size = self.item.size
        usual = {
            "capitalised": np.zeros(size, dtype=object), "group": self.item, "daily": np.zeros(size, dtype=np.bool_),
            "cap": np.full(size, LARGEST),
        }  # fmt: skip
        for name, column in usual.items():
            if getattr(self, name).size != size:
                object.__setattr__(self, name, column)

    def __len__(self) -> int:
        return self.item.size

    @overload
    def __getitem__(self, index: int) -> Slice: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Slice]: ...
    def __getitem__(self, index: int | slice) -> Slice | Sequence[Slice]:
        """Give one slice, or several."""
        if isinstance(index, slice):
            return [self[row] for row in range(*index.indices(len(self)))]
        source, own = self.sources[self.source[index]]
        return Slice(
            int(self.item[index]),
            self.from_day[index].item(),
            self.to_day[index].item(),
            int(self.days[index]),
            int(self.balance[index]),
            self.rates[self.rate[index]],
            int(self.year_days[index]),
            int(self.amount[index]),
            source,
            own,
            Fraction(self.capitalised[index]),
        )

    def of(self, item: int) -> Sequence[Slice]:
        """Give the slices of one item."""
        low, high = np.searchsorted(self.item, [item, item + 1])
        return self[int(low) : int(high)]

    def part(self, rows: NDArray[np.bool_] | NDArray[np.intp]) -> "Slices":
        """Give some of the slices, or all in another order."""
        return replace(self, **{name: getattr(self, name)[rows] for name in _COLUMNS})


_COLUMNS = (
    "item", "from_day", "to_day", "days", "balance", "rate", "year_days", "amount", "source",
    "capitalised", "group", "daily", "cap",
)  # fmt: skip


def starts_of(column: Numbers) -> NDArray[np.intp]:
    """Give the rows on which a new value of a grouped column begins."""
    return np.flatnonzero(np.append([True], column[1:] != column[:-1])[: column.size])


def no_slices() -> Slices:
    """Give slices of nothing."""
    number, day = np.zeros(0, dtype=np.int64), np.zeros(0, dtype="datetime64[D]")
    return Slices(number, day, day, number, number, number, number, number, number, (), ())


def together(groups: Sequence[Slices]) -> Slices:
    """Put the slices of several agreements together, in the order of the items."""
    if not groups:
        return no_slices()
    offsets = np.cumsum([0, *(len(group.rates) for group in groups)])
    sources = np.cumsum([0, *(len(group.sources) for group in groups)])
    starts = np.cumsum([0, *(int(group.group.max(initial=-1)) + 1 for group in groups)])
    moved = [
        replace(group, rate=group.rate + offset, source=group.source + source, group=group.group + start)
        for group, offset, source, start in zip(groups, offsets, sources, starts, strict=False)
    ]
    columns: dict[str, Any] = {name: np.concatenate([getattr(group, name) for group in moved]) for name in _COLUMNS}
    joined = Slices(
        **columns,
        rates=tuple(rate for group in groups for rate in group.rates),
        sources=tuple(source for group in groups for source in group.sources),
    )
    return joined.part(np.argsort(joined.item, kind="stable"))
