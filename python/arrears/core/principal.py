"""The balance that bears interest, over an item's life: what was owed from the day after the due date, day by day."""

from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from arrears.core.dates import Days, as_day
from arrears.core.interest_terms import InterestTerms
from arrears.core.ledger import Ledger
from arrears.core.money import Minor, running_sums

Numbers = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Runs:
    """Stretches of days, both inclusive, over which an item's interest-bearing balance stays the same."""

    item: Numbers
    from_day: Days
    to_day: Days
    balance: Minor


def runs(ledger: Ledger, as_of: date, terms: InterestTerms, rows: Numbers) -> Runs:
    """Follow the balances of some items (rows of the ledger) from the day after their due date through a day."""
    position = np.full(ledger.items.gross.size, -1, dtype=np.int64)
    position[rows] = np.arange(rows.size)
    item, day, amount = _reductions(ledger, as_of, terms, position)
    number = np.concatenate([np.arange(rows.size), position[item]])
    days = np.concatenate([ledger.items.due_date[rows] + 1, day])
    change = np.concatenate([ledger.items.gross[rows], -amount])
    order = np.lexsort((days, number))
    number, days, balance = number[order], days[order], running_sums(change[order], number[order])
    # Of several changes on one day only the balance after the last counts.
    last = np.append((number[1:] != number[:-1]) | (days[1:] != days[:-1]), [True])[: number.size]
    number, days, balance = number[last], days[last], balance[last]
    goes_on = np.append(number[1:] == number[:-1], [False])[: number.size]
    ends = np.where(goes_on, np.roll(days, -1) - 1, as_day(as_of))
    if not terms.disputed_bears:
        balance = balance - np.maximum(ledger.items.disputed[rows][number], 0)
    owed = balance > 0
    return Runs(rows[number[owed]], days[owed], ends[owed], balance[owed])


def _reductions(ledger: Ledger, as_of: date, terms: InterestTerms, position: Numbers) -> tuple[Numbers, Days, Minor]:
    """Give what reduces the items in question: item, first day at the lower balance, amount; up to a day."""
    allocations = ledger.allocations
    ours = position[allocations.item] >= 0
    item, amount = allocations.item[ours].astype(np.int64), allocations.amount[ours]
    effective, posting = allocations.effective_date[ours], allocations.posting_date[ours]
    paid = np.where(np.isnat(effective), posting, effective)
    due = ledger.items.due_date[item]
    lower_from = paid + 1 if terms.payment_day_counted else paid
    lower_from = np.where(paid <= due + terms.grace, due + 1, lower_from)
    by_then = (paid <= as_day(as_of)) & (lower_from <= as_day(as_of))
    return item[by_then], lower_from[by_then], amount[by_then]


def covered(bearing: Runs) -> list[tuple[date, date]]:
    """Give the stretches of days, both inclusive, on which anything bears interest."""
    order = np.argsort(bearing.from_day)
    starts, reach = bearing.from_day[order], np.maximum.accumulate(bearing.to_day[order])
    opens = np.append([True], starts[1:] > reach[:-1] + 1)
    closes = np.append(opens[1:], [True])
    return list(zip(starts[opens].tolist(), reach[closes].tolist(), strict=True))
