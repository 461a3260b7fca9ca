"""Discounts that customers took off their payments: earned, taken late, too large, or while older items were overdue.

A deduction is either booked (an allocation of kind ``discount``) or still part of the balance: a payment that was short
of the item by exactly one of its discounts. What was booked is judged on the day of the payment it belongs to.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from fractions import Fraction
from typing import Final

import numpy as np
from numpy.typing import NDArray

from arrears.core.dates import as_day
from arrears.core.discounts.early_payment import DiscountRule, Offer, Open, Settled, settle
from arrears.core.ledger import ALLOCATION_KINDS, Ledger

EARNED: Final = "earned, to post"
LATE: Final = "taken late"
TOO_LARGE: Final = "taken too large"
WHILE_OVERDUE: Final = "taken while overdue"
FINDINGS: Final = ("still open", EARNED, LATE, TOO_LARGE, WHILE_OVERDUE)
"""What a row of the list of discounts may say; ``still open`` is one that can still be taken."""

Overdue = Callable[[date], NDArray[np.bool_]]
"""Tells, item by item, whether its customer had older items overdue on a day."""

_DISCOUNT, _CREDIT = ALLOCATION_KINDS.index("discount"), ALLOCATION_KINDS.index("credit")


@dataclass(frozen=True, slots=True)
class Deduction:
    """What was taken off one payment of an item, and how much of it was granted; minor units."""

    item: int
    finding: str
    day: date
    """Of the payment."""
    receipt: int
    """Row of the ledger's receipts, -1 where no payment is known."""
    offer: Offer
    """The discount that was taken."""
    taken: int
    granted: int
    booked: bool

    @property
    def unearned(self) -> int:
        """What was taken without being earned."""
        return self.taken - self.granted

    @property
    def days_late(self) -> int:
        """Days after the last day of the discount that was taken; 0 in time."""
        return max((self.day - self.offer.until).days, 0)


@dataclass(slots=True)
class _Payment:
    """What happened to an item on the day of one payment."""

    day: date
    receipt: int = -1
    paid: int = 0
    deducted: int = 0


@dataclass(frozen=True, slots=True)
class _Entry:
    """An allocation on an item."""

    kind: int
    receipt: int
    day: date
    amount: int


def deductions(
    ledger: Ledger,
    as_of: date,
    offers: Sequence[Sequence[Offer]],
    rules: Sequence[DiscountRule],
    overdue: Overdue | None = None,
) -> list[Deduction]:
    """Find what was deducted from items by a day, in the order of the items.

    ``offers``: the discounts of each item, best first, none where its terms grant none. ``rules``: one per currency of
    the ledger, since tolerances are amounts. ``overdue`` is asked only for the days of payments; without it older
    overdue items bar no discount.
    """
    entries = _entries(ledger, as_of, [bool(one) for one in offers])
    found: list[Deduction] = []
    for item, of_item in entries.items():
        gross, credited = int(ledger.items.gross[item]), sum(one.amount for one in of_item if one.kind == _CREDIT)
        if credited < gross:
            payments = list(_payments(ledger, [one for one in of_item if one.kind != _CREDIT]))
            left = [scaled(offer, gross - credited, gross) for offer in offers[item]]
            rule = rules[ledger.items.currency[item]]
            found += _Account(item, gross - credited, left, rule, overdue).judged(payments)
    return found


def scaled(offer: Offer, part: int, whole: int) -> Offer:
    """Give the discount on what credit notes leave of an item."""
    return replace(offer, exact=offer.exact * Fraction(part, whole)) if part != whole else offer


def _entries(ledger: Ledger, as_of: date, has_offers: Sequence[bool]) -> dict[int, list[_Entry]]:
    allocations = ledger.allocations
    counted = (ledger.counted_from() <= as_day(as_of)) & (allocations.effective_date <= as_day(as_of))
    counted &= np.array(has_offers, dtype=np.bool_)[allocations.item] & (ledger.items.gross[allocations.item] > 0)
    entries: dict[int, list[_Entry]] = {}
    for row in np.flatnonzero(counted).tolist():
        entry = _Entry(
            int(allocations.kind[row]), int(allocations.receipt[row]), allocations.effective_date[row].item(),
            int(allocations.amount[row]),
        )  # fmt: skip
        entries.setdefault(int(allocations.item[row]), []).append(entry)
    return dict(sorted(entries.items()))


def _payments(ledger: Ledger, entries: Sequence[_Entry]) -> Iterator[_Payment]:
    """Put the entries of an item together by payment; a booked discount goes with the payment it was taken from."""
    by_day: dict[date, _Payment] = {}
    day_of: dict[int, date] = {}
    for entry in sorted(entries, key=lambda one: (one.kind == _DISCOUNT, one.day)):
        if entry.kind != _DISCOUNT:
            payment = by_day.setdefault(entry.day, _Payment(entry.day))
            payment.paid += entry.amount
            payment.receipt = max(payment.receipt, entry.receipt)
            day_of.setdefault(entry.receipt, entry.day)
            continue
        day = day_of.get(entry.receipt) if entry.receipt >= 0 else None
        if day is None and entry.receipt >= 0:
            day = ledger.receipts.value_date[entry.receipt].item()
        if day is None:
            day = max((other for other in by_day if other <= entry.day), default=entry.day)
        payment = by_day.setdefault(day, _Payment(day, entry.receipt))
        payment.deducted += entry.amount
    yield from sorted(by_day.values(), key=lambda one: one.day)


@dataclass(slots=True)
class _Account:
    """An item while its payments are judged one after the other."""

    item: int
    gross: int
    offers: Sequence[Offer]
    rule: DiscountRule
    overdue: Overdue | None

    def judged(self, payments: Sequence[_Payment]) -> Iterator[Deduction]:
        """Judge each payment; what was deducted without being booked is told of the last one, as far as it is open."""
        balance, taken, earned = self.gross, 0, 0
        last: tuple[_Payment, Settled, int] | None = None
        for payment in payments:
            settled = self._settled(payment, Open(self.gross, balance - earned, taken))
            granted = settled.discount if not self._barred(payment.day) else 0
            if payment.deducted > 0:
                granted = min(granted, payment.deducted)
                if payment.deducted > granted + self.rule.tolerance:
                    yield self._deduction(payment, payment.deducted, granted, settled, booked=True)
            elif payment.paid > 0 and not payment.deducted:
                earned += granted
                last = payment, settled, settled.unearned + settled.discount - granted
            balance -= payment.paid + payment.deducted
            taken += max(payment.deducted, granted, 0)
        if last and balance > 0:
            payment, settled, unearned = last
            granted = min(earned, balance)
            deducted = granted + min(unearned, balance - granted)
            if deducted:
                yield self._deduction(payment, deducted, granted, settled, booked=False)

    def _settled(self, payment: _Payment, item: Open) -> Settled:
        """Tell what a payment does; where a discount was booked, it says itself what was taken off."""
        booked = payment.deducted if payment.deducted > 0 else None
        return settle(item, max(payment.paid, 0), payment.day, self.offers, self.rule, booked)

    def _barred(self, day: date) -> bool:
        return self.rule.none_while_overdue and self.overdue is not None and bool(self.overdue(day)[self.item])

    def _deduction(self, payment: _Payment, taken: int, granted: int, settled: Settled, *, booked: bool) -> Deduction:
        offer = next((one for one in self.offers if one.amount == taken), self.offers[0])
        in_time = payment.day <= offer.until + timedelta(days=self.rule.grace)
        if taken <= granted + self.rule.tolerance:
            finding, offer = EARNED, settled.offer or offer
        elif self._barred(payment.day) and in_time:
            finding = WHILE_OVERDUE
        else:
            finding = TOO_LARGE if in_time or settled.offer is not None else LATE
        return Deduction(self.item, finding, payment.day, payment.receipt, offer, taken, granted, booked)
