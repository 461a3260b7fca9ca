"""Rows of a call as late debts: a ledger of their own, so that the engine of the workbook computes their interest."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from arrears.core.dates import as_days
from arrears.core.interest.interest_terms import InterestTerms
from arrears.core.ledger import ALLOCATION_KINDS, ITEM_KINDS, Allocations, Codes, Items, Ledger, Receipts


@dataclass(frozen=True, slots=True)
class Debt:
    """One debt: its amount in minor units of a currency, due date, the day asked for, and what was agreed."""

    gross: int
    currency: str
    due: date
    as_of: date
    terms: InterestTerms


Payment = tuple[date, int]
"""A day and what was received on it, in minor units."""


def ledger_of(debts: Sequence[Debt], payments: Sequence[Sequence[Payment]] = ()) -> Ledger:
    """Make a ledger of debts; ``payments``, if there are any, stand beside each debt."""
    currencies = tuple(sorted({debt.currency for debt in debts}))
    at = {code: n for n, code in enumerate(currencies)}
    size = len(debts)
    customer, kind = np.zeros(size, dtype=np.int32), np.full(size, ITEM_KINDS.index("invoice"), dtype=np.int32)
    currency = np.array([at[debt.currency] for debt in debts], dtype=np.int32)
    due, gross = as_days([debt.due for debt in debts]), np.array([debt.gross for debt in debts], dtype=np.int64)
    items = Items(
        tuple(map(str, range(size))), customer, currency, kind, due, due, due, gross, gross, np.zeros_like(gross), gross
    )
    return Ledger(("debtor",), currencies, "", items, *_paid(payments, currency))


def _paid(payments: Sequence[Sequence[Payment]], currency: Codes) -> tuple[Receipts, Allocations]:
    listed = [(row, day, amount) for row, paid in enumerate(payments) for day, amount in paid]
    item = np.array([row for row, _, _ in listed], dtype=np.int32)
    amounts = np.array([amount for _, _, amount in listed], dtype=np.int64)
    days = as_days([day for _, day, _ in listed])
    none = np.zeros(len(listed), dtype=np.int32)
    receipts = Receipts(tuple(map(str, range(len(listed)))), none, currency[item], days, days, amounts, amounts)
    cash, numbers = none + ALLOCATION_KINDS.index("cash"), np.arange(len(listed), dtype=np.int32)
    return receipts, Allocations(item, numbers, none - 1, cash, amounts, amounts, days, days)
