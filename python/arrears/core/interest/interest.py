"""Interest on late payment over a debt's life: exact per slice, rounded once per item, never charged twice."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

import numpy as np
from numpy.typing import NDArray

from arrears.core.agreements import rows_by_agreement
from arrears.core.dates import as_day
from arrears.core.interest.exact_interest import exact_interest
from arrears.core.interest.interest_terms import InterestTerms
from arrears.core.interest.pricing import Outcome
from arrears.core.interest.principal import PAYMENTS, Debts, Numbers, began, debts
from arrears.core.interest.rates import RateSeries
from arrears.core.interest.simple_interest import fits, simple_interest
from arrears.core.interest.slices import Slice, Slices, together
from arrears.core.ledger import ALLOCATION_KINDS, ITEM_KINDS, Ledger
from arrears.core.money import Minor

__all__ = ["BEAR_NONE", "Interest", "InterestTerms", "Slice", "Slices", "charge"]

BEAR_NONE: Final = (
    "credit note", "red invoice", "on-account", "interest note", "fee", "unbilled", "prepayment request",
)  # fmt: skip
"""Kinds of items that never bear interest: credits, interest and fees themselves, and what is not yet a debt."""


Way = Callable[[Ledger, date, InterestTerms, Debts, Mapping[str, RateSeries]], Outcome]
"""How the interest of late debts of one agreement is computed."""


@dataclass(frozen=True, slots=True)
class Interest:
    """Interest of every item from its first day on, in minor units, and the slices it is made of."""

    amount: Minor
    """All interest so far, whether charged, paid or neither."""
    slices: Slices
    charged: Minor
    """What was charged before."""
    paid: Minor
    """What receipts paid of it: where they pay interest first, or beyond the principal."""
    principal: Minor
    """What is left of each late debt; of other items 0."""
    ahead: Minor
    """What is left of the amounts that receipts pay before the debt; of items that are not late all of it."""
    began: Minor
    """What was owed of each late debt on its first day of interest, VAT included; 0 where none began to run."""
    per_diem: Minor
    """What one more day adds, rounded: at its own rate where that is known, else the last; at a rest with the interest
    added to the principal; 0 where interest has ended, is below its minimum or has reached its maximum."""

    @property
    def to_charge(self) -> Minor:
        """What is newly to be charged: all so far less what was charged; negative where that was too much."""
        return self.amount - self.charged


def charge(
    ledger: Ledger,
    as_of: date,
    terms: Sequence[InterestTerms | None],
    rates: Mapping[str, RateSeries],
    charged: Minor | None = None,
    ahead: Minor | None = None,
) -> Interest:
    """Compute interest from the first day of interest through a day, or through the payment that closed the item.

    ``terms``: one per item, None bears none. The principal follows receipts and credits by their effective dates; every
    change of balance, rate or year length starts a slice. Items without a due date bear none; items paid late and
    closed stay chargeable. ``charged``: per item, what was charged before. ``ahead``: per item, what receipts pay
    before the debt and its interest, such as costs.
    Refuses a series that is unknown or that lacks a rate for a day needed, and terms that contradict each other.
    """
    none = np.zeros(ledger.items.gross.size, dtype=np.int64)
    interest = Interest(
        none.copy(), together([]), none.copy() if charged is None else charged, none.copy(), none.copy(),
        none.copy() if ahead is None else ahead.copy(), none.copy(), none.copy(),
    )  # fmt: skip
    found = []
    for agreed, rows in rows_by_agreement(np.flatnonzero(_bearing(ledger, as_of)), terms):
        agreed.refuse_unfit()
        for part, compute in _ways(ledger, agreed, rows):
            late = debts(ledger, as_of, agreed, part, interest.ahead)
            interest.ahead[late.item] = late.ahead
            interest.began[late.item] = began(late)
            outcome = compute(ledger, as_of, agreed, late, rates)
            interest.paid[late.item] = outcome.paid
            interest.principal[late.item] = outcome.principal
            interest.per_diem[late.item] = outcome.per_diem
            found.append(outcome.slices)
    slices = together([slices for slices in found if len(slices)])
    np.add.at(interest.amount, slices.item, slices.amount)
    return replace(interest, slices=slices)


def _ways(ledger: Ledger, terms: InterestTerms, rows: Numbers) -> list[tuple[Numbers, Way]]:
    """Give the rows of an agreement with how each is computed: in columns, or debt by debt where the terms need it.

    What a receipt pays first does not matter to a debt that received none, which most did not.
    """
    if fits(terms):
        return [(rows, simple_interest)]
    if terms.compounding != "none":
        return [(rows, exact_interest)]
    payments = np.isin(ledger.allocations.kind, [ALLOCATION_KINDS.index(kind) for kind in PAYMENTS])
    paid = np.isin(rows, ledger.allocations.item[payments])
    ways: list[tuple[Numbers, Way]] = [(rows[~paid], simple_interest), (rows[paid], exact_interest)]
    return [(part, way) for part, way in ways if part.size]


def _bearing(ledger: Ledger, as_of: date) -> NDArray[np.bool_]:
    items = ledger.items
    kinds = np.array([ITEM_KINDS.index(kind) for kind in BEAR_NONE])
    in_book = (items.posting_date <= as_day(as_of)) & (items.due_date <= as_day(as_of))
    bearing: NDArray[np.bool_] = in_book & (items.gross > 0) & ~np.isin(items.kind, kinds)
    return bearing
