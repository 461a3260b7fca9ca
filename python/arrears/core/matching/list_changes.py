"""What an open-items list changes in the book: items by class of change, with totals by currency that must tie."""

from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from arrears.core.ledger import Codes
from arrears.core.money import Minor
from arrears.core.problems import Problem


@dataclass(frozen=True, slots=True)
class Remainders:
    """Items of one class of change: row in the list and in the book (-1 where it has none), old and new remainder."""

    listed: Codes
    booked: Codes
    old: Minor
    new: Minor

    @property
    def difference(self) -> Minor:
        """Give new less old, in minor units."""
        return self.new - self.old

    def __len__(self) -> int:
        return len(self.listed)

    def where(self, wanted: NDArray[np.bool_]) -> "Remainders":
        """Give the rows wanted."""
        return Remainders(self.listed[wanted], self.booked[wanted], self.old[wanted], self.new[wanted])


@dataclass(frozen=True, slots=True)
class CurrencyTotals:
    """The totals of one currency in minor units, each a signed sum.

    ``kept`` is what stands in the book and is neither listed nor taken as vanished (a list of a part of the ledger).
    """

    currency: str
    book: int
    new: int
    reduced: int
    grew: int
    reappeared: int
    vanished: int
    kept: int
    listed: int

    @property
    def ties(self) -> bool:
        """Tell whether the book's total, moved by every class, is the list's total and what was kept."""
        moved = self.new - self.reduced + self.grew + self.reappeared - self.vanished
        return self.book + moved == self.listed + self.kept


@dataclass(frozen=True, slots=True)
class Changes:
    """What a list changes in the book, by class; nothing is written yet.

    ``new`` first seen; ``reduced`` and ``grew`` by the size of the remainder; ``vanished`` open in the book and absent
    from a complete list; ``reappeared`` settled in the book and open again; ``unchanged`` in remainder and terms.
    ``changed_terms`` (due date or terms) may stand in another class too.
    """

    list_date: date
    new: Remainders
    reduced: Remainders
    grew: Remainders
    vanished: Remainders
    reappeared: Remainders
    changed_terms: Remainders
    unchanged: Remainders
    totals: tuple[CurrencyTotals, ...]
    problems: tuple[Problem, ...]

    @property
    def nothing(self) -> bool:
        """Tell whether the book already says what the list says."""
        classes = (self.new, self.reduced, self.grew, self.vanished, self.reappeared, self.changed_terms)
        return not any(len(rows) for rows in classes)
