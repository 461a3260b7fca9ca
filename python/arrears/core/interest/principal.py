"""The balance that bears interest, over an item's life: what was owed from its first day of interest, day by day."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Final

import numpy as np
from numpy.typing import NDArray

from arrears.core.dates import Days, as_day
from arrears.core.interest.interest_terms import InterestTerms
from arrears.core.ledger import ALLOCATION_KINDS, Ledger
from arrears.core.money import Minor, divide_half_away, running_sums
from arrears.errors import InputRefused

Numbers = NDArray[np.int64]

PAYMENTS: Final = ("cash", "bill", "contra", "cleared in ERP")
"""Kinds of allocations that are payments: only they can pay interest; the others reduce the debt itself."""


@dataclass(frozen=True, slots=True)
class Debts:
    """Items of one agreement that are late: amounts in minor units, the days on which they may bear interest.

    ``item`` points into the ledger; the changes into the debts, in the order of debt and day. ``change_day`` is the
    first day at the lower balance.
    """

    item: Numbers
    first_day: Days
    last_day: Days
    """Both days inclusive; interest never runs beyond the last."""
    gross: Minor
    net: Minor
    disputed: Minor
    """The part that bears none although it is owed."""
    change_debt: Numbers
    change_day: Days
    change: Minor
    """What the debt is reduced by."""
    is_payment: NDArray[np.bool_]
    ahead: Minor
    """What is still owed of the amounts that receipts pay before anything else, such as costs."""

    def bearing(self, debt: Numbers, balance: Minor) -> Minor:
        """Give what bears interest of balances: the undisputed part, at the share that the net amount has in gross."""
        owed: Minor = np.maximum(balance - self.disputed[debt], 0)
        gross, net = self.gross[debt], self.net[debt]
        part = gross != net
        if not part.any():
            return owed
        shares = zip(owed[part].tolist(), net[part].tolist(), gross[part].tolist(), strict=True)
        owed[part] = [divide_half_away(balance * without, whole) for balance, without, whole in shares]
        return owed

    def left(self) -> Minor:
        """Give what is left of each debt after all its changes; negative where more was paid."""
        left: Minor = self.gross.copy()
        np.subtract.at(left, self.change_debt, self.change)
        return left


@dataclass(frozen=True, slots=True)
class Runs:
    """Stretches of days, both inclusive, over which a debt's interest-bearing balance stays the same."""

    debt: Numbers
    from_day: Days
    to_day: Days
    balance: Minor


def debts(ledger: Ledger, as_of: date, terms: InterestTerms, rows: Numbers, ahead: Minor) -> Debts:
    """Take the items among some (rows of the ledger) that are late on a day, and all that reduced them by then.

    ``ahead``: per item of the ledger, what receipts pay before anything else.
    Refuses to take the net amount of a ledger that does not know it.
    """
    if terms.base == "net" and ledger.items.net is None:
        raise InputRefused("net-missing")
    due, day = ledger.items.due_date[rows], as_day(as_of)
    first = due if terms.due_day_counted else due + 1
    if terms.grace_moves_start:
        first = first + terms.grace
    if terms.not_before is not None:
        first = np.maximum(first, as_day(terms.not_before))
    late = (first <= day) & (due + terms.grace < (day + 1 if terms.due_day_counted else day))
    rows, first = rows[late], first[late]
    last = np.full(rows.size, day)
    if terms.longest_days is not None:
        last = np.minimum(last, first + (terms.longest_days - 1))
    gross = ledger.items.gross[rows]
    disputed = np.zeros_like(gross) if terms.disputed_bears else np.maximum(ledger.items.disputed[rows], 0)
    net = ledger.items.net[rows] if terms.base == "net" and ledger.items.net is not None else gross
    debt, days, amount, is_payment = _changes(ledger, as_of, terms, rows, first)
    amount, left = _behind(debt, amount, is_payment, ahead[rows])
    return Debts(rows, first, last, gross, net, disputed, debt, days, amount, is_payment, left)


def _behind(debt: Numbers, amount: Minor, is_payment: NDArray[np.bool_], ahead: Minor) -> tuple[Minor, Minor]:
    """Let payments cover what goes ahead of the debt first; give what they leave for the debt, and what stays owed.

    A payment that came back gives back in the reverse order: first what payments left for the debt.
    """
    amount, left = amount.copy(), ahead.copy()
    for_debt = np.zeros_like(left)
    for row in np.flatnonzero(is_payment & (ahead[debt] > 0)).tolist():
        of = debt[row]
        if amount[row] > 0:
            taken = min(amount[row], left[of])
        else:
            taken = -min(max(-amount[row] - for_debt[of], 0), ahead[of] - left[of])
        amount[row] -= taken
        left[of] -= taken
        for_debt[of] = max(for_debt[of] + amount[row], 0)
    return amount, left


def _changes(
    ledger: Ledger, as_of: date, terms: InterestTerms, rows: Numbers, first_day: Days
) -> tuple[Numbers, Days, Minor, NDArray[np.bool_]]:
    """Give what reduced the debts by a day: debt, first day at the lower balance, amount, whether it is a payment."""
    allocations = ledger.allocations
    position = np.full(ledger.items.gross.size, -1, dtype=np.int64)
    position[rows] = np.arange(rows.size)
    ours = position[allocations.item] >= 0
    debt = position[allocations.item[ours]]
    effective, posting = allocations.effective_date[ours], allocations.posting_date[ours]
    paid = np.where(np.isnat(effective), posting, effective)
    in_grace = paid <= ledger.items.due_date[rows][debt] + terms.grace
    lower_from = np.where(in_grace, first_day[debt], paid + 1 if terms.payment_day_counted else paid)
    lower_from = np.maximum(lower_from, first_day[debt])
    payments = np.isin(allocations.kind[ours], [ALLOCATION_KINDS.index(kind) for kind in PAYMENTS])
    by_then = np.flatnonzero(paid <= as_day(as_of))
    came_back = allocations.amount[ours] < 0
    # Of one day, what came back follows what was paid: it may be the same money.
    order = by_then[np.lexsort((came_back[by_then], paid[by_then], lower_from[by_then], debt[by_then]))]
    return debt[order], lower_from[order], allocations.amount[ours][order], payments[order]


def runs(late: Debts) -> Runs:
    """Follow the balances that bear interest where receipts pay the principal first."""
    count = late.item.size
    in_time = late.change_day <= late.last_day[late.change_debt]
    debt = np.concatenate([np.arange(count), late.change_debt[in_time]])
    days = np.concatenate([late.first_day, late.change_day[in_time]])
    change = np.concatenate([late.gross, -late.change[in_time]])
    order = np.lexsort((days, debt))
    debt, days = debt[order], days[order]
    balance = running_sums(change[order], debt)
    # Of several changes on one day only the balance after the last counts.
    last = np.append((debt[1:] != debt[:-1]) | (days[1:] != days[:-1]), [True])[: debt.size]
    debt, days, balance = debt[last], days[last], balance[last]
    goes_on = np.append(debt[1:] == debt[:-1], [False])[: debt.size]
    ends = np.where(goes_on, np.roll(days, -1) - 1, late.last_day[debt])
    balance = late.bearing(debt, balance)
    owed = balance > 0
    return Runs(debt[owed], days[owed], ends[owed], balance[owed])


def began(late: Debts) -> Minor:
    """Give what was owed of each debt, VAT included, on the first day that bears interest; 0 where none ever did."""
    bearing = runs(replace(late, net=late.gross))
    owed = np.zeros_like(late.gross)
    debt, first = np.unique(bearing.debt, return_index=True)
    owed[debt] = bearing.balance[first]
    return owed


def covered(bearing: Runs) -> list[tuple[date, date]]:
    """Give the stretches of days, both inclusive, on which anything bears interest."""
    order = np.argsort(bearing.from_day)
    starts, reach = bearing.from_day[order], np.maximum.accumulate(bearing.to_day[order])
    opens = np.append([True], starts[1:] > reach[:-1] + 1)
    closes = np.append(opens[1:], [True])
    return list(zip(starts[opens].tolist(), reach[closes].tolist(), strict=True))
