"""One debt as a ledger of its own, so that the engine of the workbook computes it: owed, paid by what, and left."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

import numpy as np

from arrears.core.dates import as_days
from arrears.core.interest.interest import charge
from arrears.core.interest.interest_terms import InterestTerms
from arrears.core.interest.rates import RateSeries
from arrears.core.interest.slices import Slice
from arrears.core.ledger import ALLOCATION_KINDS, ITEM_KINDS, Allocations, Items, Ledger, Receipts


@dataclass(frozen=True, slots=True)
class OneDebt:
    """A debt in minor units: amount, net of VAT, disputed part, costs and interest from before, and receipts."""

    currency: str
    due: date
    gross: int
    net: int
    disputed: int
    costs: int
    earlier: int
    """Interest from before; it bears none, and receipts pay it with the interest."""
    receipts: Sequence[tuple[date, int]]
    """In the order of their days."""


@dataclass(frozen=True, slots=True)
class Split:
    """What one receipt paid, in minor units; ``beyond`` is more than was owed."""

    day: date
    amount: int
    to_costs: int
    to_interest: int
    to_principal: int
    beyond: int


@dataclass(frozen=True, slots=True)
class Standing:
    """What a debt has come to on a day, in minor units."""

    slices: Sequence[Slice]
    interest: int
    """All interest so far, what receipts paid of it included."""
    per_diem: int
    began: int
    """What was owed when interest began to run; 0 where none did."""
    principal_left: int
    interest_left: int
    earlier_left: int
    costs_left: int


def standing(debt: OneDebt, as_of: date, terms: InterestTerms, rates: Mapping[str, RateSeries]) -> Standing:
    """Compute the interest of a debt through a day, and what is left of each part after the receipts by then."""
    received = [(day, amount) for day, amount in debt.receipts if day <= as_of]
    first = debt.costs + (debt.earlier if terms.pays_interest_first else 0)
    done = charge(_ledger(debt, received), as_of, [terms], rates, ahead=np.array([first], dtype=np.int64))
    interest, paid = int(done.amount[0]), int(done.paid[0])
    in_all = sum(amount for _, amount in received)
    ahead = min(in_all, first)
    costs, earlier = min(ahead, debt.costs), max(ahead - debt.costs, 0)
    principal = min(in_all - ahead - paid, debt.gross)
    if not terms.pays_interest_first:
        paid = min(in_all - ahead - principal, interest)
        earlier = min(in_all - ahead - principal - paid, debt.earlier)
    return Standing(
        done.slices.of(0), interest, int(done.per_diem[0]), int(done.began[0]), debt.gross - principal, interest - paid,
        debt.earlier - earlier, debt.costs - costs,
    )  # fmt: skip


def splits(debt: OneDebt, as_of: date, terms: InterestTerms, rates: Mapping[str, RateSeries]) -> list[Split]:
    """Tell what each receipt paid: the difference it makes to what is left on its day."""
    found = []
    if terms.minimum and standing(debt, as_of, terms, rates).interest:
        terms = replace(terms, minimum=Decimal(0))  # it was reached in the end, so receipts paid interest all along
    for nth, (day, amount) in enumerate(debt.receipts):
        if day > as_of:
            break
        before, after = (standing(_with(debt, debt.receipts[:count]), day, terms, rates) for count in (nth, nth + 1))
        costs = before.costs_left - after.costs_left
        interest = before.interest_left + before.earlier_left - after.interest_left - after.earlier_left
        interest += after.interest - before.interest
        principal = before.principal_left - after.principal_left
        found.append(Split(day, amount, costs, interest, principal, amount - costs - interest - principal))
    return found


def _with(debt: OneDebt, receipts: Sequence[tuple[date, int]]) -> OneDebt:
    return OneDebt(debt.currency, debt.due, debt.gross, debt.net, debt.disputed, debt.costs, debt.earlier, receipts)


def _ledger(debt: OneDebt, received: Sequence[tuple[date, int]]) -> Ledger:
    code, due = np.zeros(1, dtype=np.int32), as_days([debt.due])
    one = {name: np.array([value], dtype=np.int64) for name, value in _amounts(debt).items()}
    items = Items(
        ("debt",), code, code, code + ITEM_KINDS.index("invoice"), due, due, due, one["gross"], one["gross"],
        one["disputed"], one["net"],
    )  # fmt: skip
    codes = np.zeros(len(received), dtype=np.int32)
    amounts = np.array([amount for _, amount in received], dtype=np.int64)
    days = as_days([day for day, _ in received])
    receipts = Receipts(tuple(map(str, range(len(received)))), codes, codes, days, days, amounts, amounts)
    cash = codes + ALLOCATION_KINDS.index("cash")
    numbers = np.arange(len(received), dtype=np.int32)
    allocations = Allocations(codes, numbers, codes - 1, cash, amounts, amounts, days, days)
    return Ledger(("debtor",), (debt.currency,), debt.currency, items, receipts, allocations)


def _amounts(debt: OneDebt) -> dict[str, int]:
    return {"gross": debt.gross, "net": debt.net, "disputed": debt.disputed}
