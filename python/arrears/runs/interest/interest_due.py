"""What interest there is to charge, item by item: the overdue principal, fixed sums, and the amount per further day."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from arrears.core.money import Minor, exact_sum
from arrears.runs.figures import Figures


@dataclass(frozen=True, slots=True)
class InterestDue:
    """Per item that bears interest, or was charged more than it does: its row in the ledger, amounts in minor units.

    ``principal``: what was overdue on the first day that bears interest. ``fixed``: the regime's fixed sum, 0 where
    the policy claims none. ``per_day``: the interest of one more day at today's balance and rate.
    """

    item: NDArray[np.int64]
    principal: Minor
    to_date: Minor
    charged: Minor
    fixed: Minor
    fixed_charged: Minor
    per_day: Minor

    @property
    def to_charge(self) -> Minor:
        """Interest to date less what was charged: negative where that was too much."""
        return self.to_date - self.charged

    @property
    def fixed_to_charge(self) -> Minor:
        """The fixed sum where it was not charged yet: it is due once, and stays when the interest shrinks."""
        return np.where(self.fixed_charged == 0, self.fixed, 0)


def interest_due(figures: Figures) -> InterestDue:
    """Gather what is due and what was charged, in the order of the items."""
    slices, charged = figures.interest.slices, figures.charged
    bearing = np.unique(slices.item)
    given_back = np.flatnonzero(figures.interest.to_charge != 0)
    item = np.union1d(bearing, given_back).astype(np.int64)
    principal, fixed = (np.zeros(figures.interest.amount.size, dtype=np.int64) for _ in range(2))
    first = np.searchsorted(slices.item, bearing, side="left")
    principal[bearing] = slices.balance[first]
    if figures.policy.fixed_sums:
        fixed[bearing] = [_fixed_sum(figures, one, int(figures.interest.began[one])) for one in bearing.tolist()]
    return InterestDue(
        item, principal[item], figures.interest.amount[item], charged.interest[item], fixed[item],
        charged.fixed[item], figures.interest.per_diem[item],
    )  # fmt: skip


def _fixed_sum(figures: Figures, item: int, owed: int) -> int:
    agreed, ledger = figures.agreed[item], figures.sub_ledger.ledger
    return 0 if agreed is None else agreed.fixed_sum(owed, ledger.currencies[ledger.items.currency[item]])


def due_by_currency(figures: Figures) -> dict[str, dict[str, int]]:
    """Add up, per currency with any of it, the interest to date, what is left to charge of it, and the fixed sums."""
    due, ledger = interest_due(figures), figures.sub_ledger.ledger
    sums: dict[str, dict[str, int]] = {}
    for code, currency in enumerate(ledger.currencies):
        own = ledger.items.currency[due.item] == code
        parts = {"to_date": due.to_date, "to_charge": due.to_charge, "fixed_sums": due.fixed_to_charge}
        of_currency = {name: exact_sum(amounts[own]) for name, amounts in parts.items()}
        if any(of_currency.values()):
            sums[currency] = of_currency
    return sums
