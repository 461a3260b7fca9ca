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


def ledger_of(debts: Sequence[Debt], payments: Sequence[Payment] = ()) -> Ledger:
    """Make a ledger of debts; payments, if any, are on the first."""
    currencies = tuple(sorted({debt.currency for debt in debts}))
    at = {code: n for n, code in enumerate(currencies)}
    size = len(debts)
    customer, kind = np.zeros(size, dtype=np.int32), np.full(size, ITEM_KINDS.index("invoice"), dtype=np.int32)
    currency = np.array([at[debt.currency] for debt in debts], dtype=np.int32)
    due, gross = as_days([debt.due for debt in debts]), np.array([debt.gross for debt in debts], dtype=np.int64)
    items = Items(
        tuple(map(str, range(size))), customer, currency, kind, due, due, due, gross, gross, np.zeros_like(gross), gross
    )
    return Ledger(("debtor",), currencies, "", items, *_paid(payments, currency[:1]))


def _paid(payments: Sequence[Payment], currency: Codes) -> tuple[Receipts, Allocations]:
    codes = np.zeros(len(payments), dtype=np.int32)
    amounts = np.array([amount for _, amount in payments], dtype=np.int64)
    days = as_days([day for day, _ in payments])
    receipts = Receipts(
        tuple(map(str, range(len(payments)))), codes, np.repeat(currency, len(payments)), days, days, amounts, amounts
    )
    cash, numbers = codes + ALLOCATION_KINDS.index("cash"), np.arange(len(payments), dtype=np.int32)
    return receipts, Allocations(codes, numbers, codes - 1, cash, amounts, amounts, days, days)
