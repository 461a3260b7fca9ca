"""The slices of an interest computation as columns: days with one balance, one rate, one year length."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import overload

import numpy as np
from numpy.typing import NDArray

from arrears.core.dates import Days
from arrears.core.money import Minor

Numbers = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Slice:
    """One stretch: both days inclusive, balance and amount in minor units, ``rate`` in percent a year."""

    item: int
    """Row of the ledger's items."""
    from_day: date
    to_day: date
    days: int
    balance: int
    rate: Decimal
    year_days: int
    amount: int
    """Rounded; an item's slices add up to its interest because the last one takes the residual."""
    source: str
    """Where a reference rate was published; empty for a contract rate."""
    own_rate: bool = False
    """The rate is one the user entered, not a shipped one."""


@dataclass(frozen=True, slots=True)
class Slices(Sequence[Slice]):
    """Slices by item and day. ``rate`` and ``source`` point into ``rates`` and ``sources``."""

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
        )

    def of(self, item: int) -> Sequence[Slice]:
        """Give the slices of one item."""
        low, high = np.searchsorted(self.item, [item, item + 1])
        return self[int(low) : int(high)]

    def part(self, rows: NDArray[np.bool_] | NDArray[np.intp]) -> "Slices":
        """Give some of the slices, or all in another order."""
        return replace(self, **{name: getattr(self, name)[rows] for name in _COLUMNS})


_COLUMNS = ("item", "from_day", "to_day", "days", "balance", "rate", "year_days", "amount", "source")


def no_slices() -> Slices:
    """Give slices of nothing."""
    number, day = np.zeros(0, dtype=np.int64), np.zeros(0, dtype="datetime64[D]")
    return Slices(number, day, day, number, number, number, number, number, number, (), ())


def together(groups: Sequence[Slices]) -> Slices:
    """Put the slices of several agreements together, in the order of the items."""
    if not groups:
        return no_slices()
    offsets = np.cumsum([0, *(len(group.rates) for group in groups)])
    moved = [
        replace(group, rate=group.rate + offset, source=group.source + offset)
        for group, offset in zip(groups, offsets, strict=False)
    ]
    joined = Slices(
        **{name: np.concatenate([getattr(group, name) for group in moved]) for name in _COLUMNS},
        rates=tuple(rate for group in groups for rate in group.rates),
        sources=tuple(source for group in groups for source in group.sources),
    )
    return joined.part(np.argsort(joined.item, kind="stable"))
