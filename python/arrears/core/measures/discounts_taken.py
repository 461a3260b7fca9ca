"""Discounts that customers took in a period, and the part of them that was not earned."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from arrears.core.dates import as_day
from arrears.core.discounts.deductions import Deduction
from arrears.core.ledger import ALLOCATION_KINDS
from arrears.core.measures.scope import Scope
from arrears.core.money import pro_rata

_DISCOUNT = ALLOCATION_KINDS.index("discount")


@dataclass(frozen=True, slots=True)
class DiscountsTaken:
    """What was deducted in a period, in major units of one currency."""

    total: Fraction
    """Deductions booked as discounts, and those that are still part of balances."""
    unearned: Fraction
    """The part that was taken late, too large, or while older items were overdue."""


def discounts_taken(scope: Scope, found: Sequence[Deduction], first: date, last: date) -> DiscountsTaken:
    """Add up the discounts of a scope's items whose payment lies between two days.

    ``found``: the deductions that were judged. In base currency a deduction counts at its item's booked rate.
    """
    allocations = scope.ledger.allocations
    counted = (allocations.kind == _DISCOUNT) & scope.items[allocations.item]
    counted &= (allocations.effective_date >= as_day(first)) & (allocations.effective_date <= as_day(last))
    within = [one for one in found if first <= one.day <= last and bool(scope.items[one.item])]
    to_post = sum(_in_scope(scope, one.item, one.taken) for one in within if not one.booked)
    unearned = sum(_in_scope(scope, one.item, one.unearned) for one in within)
    return DiscountsTaken(scope.total(scope.taken[counted]) + scope.major(to_post), scope.major(unearned))


def _in_scope(scope: Scope, item: int, amount: int) -> int:
    if not scope.in_base:
        return amount
    items = scope.ledger.items
    return pro_rata(int(items.base[item]), amount, int(items.gross[item]))
