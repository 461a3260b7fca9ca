"""What measures are taken of: everything at the amounts booked in base currency, or the items of one currency."""

from dataclasses import dataclass
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from arrears.core.ageing import Ageing
from arrears.core.ledger import Ledger
from arrears.core.money import Minor, exact_sum, exponent

Mask = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Scope:
    """One view of a ledger; amounts it gives are in minor units of its currency, 0 for rows outside it."""

    ledger: Ledger
    currency: str
    in_base: bool
    items: Mask
    receipts: Mask

    @property
    def booked(self) -> Minor:
        """What each item was booked at."""
        items = self.ledger.items
        return np.where(self.items, items.base if self.in_base else items.gross, 0)

    @property
    def received(self) -> Minor:
        """What each receipt was booked at."""
        receipts = self.ledger.receipts
        return np.where(self.receipts, receipts.base if self.in_base else receipts.amount, 0)

    @property
    def taken(self) -> Minor:
        """What each allocation takes from its item."""
        allocations = self.ledger.allocations
        return np.where(self.items[allocations.item], allocations.base if self.in_base else allocations.amount, 0)

    @property
    def receipts_without_base(self) -> Mask:
        """The receipts whose amount in base currency is not known, where it is asked for."""
        receipts = self.ledger.receipts
        lacking = (receipts.amount != 0) & (receipts.base == 0)
        return self.receipts & lacking if self.in_base else np.zeros_like(self.receipts)

    def balance(self, ageing: Ageing) -> Minor:
        """Give each item's balance."""
        return np.where(self.items, ageing.base if self.in_base else ageing.balance, 0)

    def held(self, ageing: Ageing) -> Minor:
        """Give what each receipt holds unapplied, positive."""
        return np.where(self.receipts, ageing.unapplied_base if self.in_base else ageing.unapplied, 0)

    def major(self, minor: int) -> Fraction:
        """Turn an amount into major units, exactly."""
        return Fraction(int(minor), 10 ** exponent(self.currency))

    def total(self, column: Minor) -> Fraction:
        """Add a column up, in major units."""
        return self.major(exact_sum(column))


def scopes(ledger: Ledger) -> list[Scope]:
    """Give the views of a ledger: base currency first, then each currency by name where there are others."""
    everything = np.ones(len(ledger.items.key), dtype=np.bool_)
    receipts = np.ones(len(ledger.receipts.key), dtype=np.bool_)
    views = [Scope(ledger, ledger.base_currency, True, everything, receipts)]  # noqa: FBT003 - the first view is in base
    if set(ledger.currencies) - {ledger.base_currency}:
        for code, currency in sorted(enumerate(ledger.currencies), key=lambda one: one[1]):
            own = ledger.items.currency == code
            views.append(Scope(ledger, currency, False, own, ledger.receipts.currency == code))  # noqa: FBT003
    return views
