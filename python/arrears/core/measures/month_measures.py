"""All measures of one month and one view of the ledger: from balances at both its ends, its movements and its sales."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from typing import Final

import numpy as np

from arrears.core.ageing import Ageing
from arrears.core.buckets import NOT_DUE, Numbers
from arrears.core.dates import as_day
from arrears.core.discounts.deductions import Deduction
from arrears.core.measures.average_days_late import average_days, days_between
from arrears.core.measures.best_possible_dso import best_possible_dso, delinquent_dso
from arrears.core.measures.collection_effectiveness import collection_effectiveness
from arrears.core.measures.concentration import herfindahl, share_of_largest
from arrears.core.measures.cost_of_delay import YEAR, interest_lost, overdue_days
from arrears.core.measures.count_back import count_back_dso
from arrears.core.measures.credit_sales import CreditSales
from arrears.core.measures.discounts_taken import discounts_taken
from arrears.core.measures.dso import days_sales_outstanding
from arrears.core.measures.measure import (
    BASE_MISSING,
    OPENING_MISSING,
    SALES_MISSING,
    Figure,
    Measure,
    NotComputable,
    Number,
    quotient,
)
from arrears.core.measures.payments import Payments
from arrears.core.measures.ratios import cash_return, collection_rate, overdue_ratio
from arrears.core.measures.roll_rates import Rolled, rolled
from arrears.core.measures.scope import Scope
from arrears.core.measures.turnover import receivables_turnover
from arrears.core.money import exponent, sums_by

DAYS, PERCENT, TIMES, AMOUNT, INDEX = "days", "percent", "times", "amount", "index"
MEASURES: Final[Mapping[str, str]] = {
    "receivables": AMOUNT, "overdue_amount": AMOUNT, "credit_sales": AMOUNT, "amount_received": AMOUNT,
    "dso": DAYS, "best_possible_dso": DAYS, "delinquent_dso": DAYS, "count_back_dso": DAYS,
    "cei": PERCENT, "collection_rate": PERCENT, "cash_return": PERCENT, "overdue_ratio": PERCENT,
    "days_late": DAYS, "days_to_pay": DAYS, "turnover": TIMES,
    "largest_debtor": PERCENT, "ten_largest_debtors": PERCENT, "herfindahl": INDEX,
    "interest_lost": AMOUNT, "bad_debts": AMOUNT, "discounts_deducted": AMOUNT, "discounts_not_earned": AMOUNT,
}  # fmt: skip
"""Every measure of a month by name, and its unit."""
_OF_TOTAL = ("receivables", "dso", "delinquent_dso", "count_back_dso", "cei", "turnover")
"""Measures that take receipts not applied off the receivables."""
AGE, ROLL = "age_", "roll_"
"""Before the number of a bucket (0: not due): its share of the receivables; the part of it that went on to later ones.
"""


@dataclass(frozen=True, slots=True)
class Month:
    """A month (or the part of it up to a day) with the ageing at both its ends; ``opening`` None: not known."""

    first: date
    last: date
    opening: Ageing | None
    closing: Ageing


@dataclass(frozen=True)
class Measured:
    """One month of one view of a ledger while its measures are taken; amounts leave it in major units."""

    scope: Scope
    month: Month
    sales: CreditSales
    payments: Payments
    opening_total: Number | None
    """Receivables at the end of the month before, where its ageing or an earlier book knows them."""
    window_opening: Number | None
    """Receivables before the first month of the window that sales are added up over."""
    deducted: Sequence[Deduction] = ()
    financing_rate: Decimal | None = None
    base_known: bool = True

    def figures(self) -> dict[str, Figure]:
        """Take every measure; where base amounts are missing none can be taken in base currency."""
        if not self.base_known:
            return dict.fromkeys((*MEASURES, *self._bucket_keys()), NotComputable(BASE_MISSING))
        found = {**self._amounts(), **self._by_sales(), **self._by_payments(), **self._structure(), **self._costs()}
        if held_without_base(self.scope, self.month.closing):
            found |= dict.fromkeys(_OF_TOTAL, NotComputable(BASE_MISSING))
        return found

    @property
    def total(self) -> Fraction:
        """Receivables less credits not applied, as the ledger's control account shows them."""
        return self.scope.total(self._balance) - self.scope.total(self.scope.held(self.month.closing))

    @cached_property
    def _balance(self) -> Numbers:
        return self.scope.balance(self.month.closing)

    @cached_property
    def _debit(self) -> Numbers:
        return np.where(self.month.closing.bucket >= 0, self._balance, 0)

    @cached_property
    def _by_bucket(self) -> list[Fraction]:
        placed = np.maximum(self.month.closing.bucket, 0)
        sums = sums_by(placed, self._debit, self.month.closing.buckets.overdue + 1)
        return [self.scope.major(amount) for amount in sums.tolist()]

    @property
    def _overdue(self) -> Fraction:
        return sum(self._by_bucket[1:], Fraction(0))

    def _bucket_keys(self) -> list[str]:
        numbers = range(self.month.closing.buckets.overdue + 1)
        return [f"{prefix}{n}" for prefix in (AGE, ROLL) for n in numbers]

    def _amounts(self) -> dict[str, Figure]:
        sold = self.sales.of_month(self.month.first)
        return {
            "receivables": quotient(self.total, 1),
            "overdue_amount": quotient(self._overdue, 1),
            "credit_sales": NotComputable(SALES_MISSING) if sold is None else quotient(sold, 1),
            "amount_received": self._incoming(quotient(self._received, 1)),
            "overdue_ratio": overdue_ratio(self._overdue, sum(self._by_bucket, Fraction(0))),
        }

    def _by_sales(self) -> dict[str, Figure]:
        sold, days = self.sales.of_window(self.month.last)
        not_due = self._by_bucket[NOT_DUE]
        of_months, of_days = self.sales.newest_first(self.month.last)
        opening, of_month = self.opening_total, self.sales.of_month(self.month.first)
        turned = receivables_turnover(sold, self.window_opening, self.total)
        return {
            "dso": days_sales_outstanding(self.total, sold, days),
            "best_possible_dso": best_possible_dso(not_due, sold, days),
            "delinquent_dso": delinquent_dso(self.total, not_due, sold, days),
            "count_back_dso": count_back_dso(self.total, of_months, of_days),
            "cei": collection_effectiveness(opening, of_month, self.total, not_due),
            "cash_return": self._incoming(cash_return(self._received, of_month)),
            "turnover": turned if isinstance(turned, NotComputable) else _yearly(turned, days),
        }

    @cached_property
    def _received(self) -> Fraction:
        """Receipts of the month, and payments of the month that no receipt stands behind."""
        bare = self.payments.without_receipt & self._moved
        return self.scope.total(self.scope.received[self._receipts]) + self.scope.total(self.scope.taken[bare])

    @cached_property
    def _receipts(self) -> np.ndarray:
        posted = self.scope.ledger.receipts.posting_date
        return (posted >= as_day(self.month.first)) & (posted <= as_day(self.month.last))

    def _incoming(self, figure: Figure) -> Figure:
        """Keep a figure of what came in only where every receipt of the month has its amount."""
        lacking = bool((self.scope.receipts_without_base & self._receipts).any())
        return NotComputable(BASE_MISSING) if lacking else self._flow(figure)

    @cached_property
    def _moved(self) -> np.ndarray:
        return self.payments.within(self.month.first, self.month.last)

    def _by_payments(self) -> dict[str, Figure]:
        items = self.scope.ledger.items
        last_paid, counted = self.payments.last_payment(self.month.last)
        settled = (self._balance == 0) & (self.scope.booked > 0) & (counted >= as_day(self.month.first))
        due = np.where(np.isnat(items.due_date), items.document_date, items.due_date)
        return {
            "collection_rate": self._flow(self._collected(due)),
            "days_late": self._flow(average_days(days_between(due[settled], last_paid[settled]))),
            "days_to_pay": self._flow(average_days(days_between(items.document_date[settled], last_paid[settled]))),
        }

    def _collected(self, due: np.ndarray) -> Figure:
        """What the month's payments took of items due by its end, against that and what is still open of them."""
        ripe = (due <= as_day(self.month.last)) & (self.scope.booked > 0)
        paid = self.payments.paying & self._moved & ripe[self.scope.ledger.allocations.item]
        collected = self.scope.total(self.scope.taken[paid])
        return collection_rate(collected, collected + self.scope.total(self._debit[ripe]))

    def _structure(self) -> dict[str, Figure]:
        owed, unit = self._owed_by_customer(), 10 ** exponent(self.scope.currency)
        shares = {f"{AGE}{n}": overdue_ratio(one, sum(self._by_bucket)) for n, one in enumerate(self._by_bucket)}
        rolling = self._rolled()
        rates: dict[str, Figure] = {
            f"{ROLL}{n}": NotComputable(OPENING_MISSING) if rolling is None else rolling.rate(n, self.scope.major)
            for n in range(len(self._by_bucket))
        }
        return {
            "largest_debtor": _in_major(share_of_largest(owed, 1), unit),
            "ten_largest_debtors": _in_major(share_of_largest(owed, 10), unit),
            "herfindahl": _in_major(herfindahl(owed), unit * unit),
            **shares,
            **rates,
        }

    def _owed_by_customer(self) -> list[int]:
        customers = self.scope.ledger.items.customer
        known = customers >= 0
        sums = sums_by(customers[known].astype(np.int64), self._debit[known], len(self.scope.ledger.customers))
        return [amount for amount in sums.tolist() if amount > 0]

    def _rolled(self) -> Rolled | None:
        before = self.month.opening
        if before is None:
            return None
        lost = self.payments.writing_off & self._moved
        written_off = np.zeros_like(self._balance)
        np.add.at(written_off, self.scope.ledger.allocations.item[lost], self.scope.taken[lost])
        return rolled(
            (self.scope.balance(before), before.bucket), (self._balance, self.month.closing.bucket), written_off,
            before.buckets.overdue + 1,
        )  # fmt: skip

    def _costs(self) -> dict[str, Figure]:
        first, last = self.month.first, self.month.last
        late = overdue_days(self.scope.ledger, first, last, (self.scope.booked, self.scope.taken))
        lost = self.payments.writing_off & self._moved
        taken = discounts_taken(self.scope, self.deducted, first, last)
        return {
            "interest_lost": self._flow(interest_lost(self.scope.major(sum(late.tolist())), self.financing_rate)),
            "bad_debts": self._flow(quotient(self.scope.total(self.scope.taken[lost]), 1)),
            "discounts_deducted": self._flow(quotient(taken.total, 1)),
            "discounts_not_earned": self._flow(quotient(taken.unearned, 1)),
        }

    def _flow(self, figure: Figure) -> Figure:
        """Keep a figure of the month's movements only where the month is known from its beginning."""
        return figure if self.month.opening is not None else NotComputable(OPENING_MISSING)


def held_without_base(scope: Scope, ageing: Ageing) -> bool:
    """Tell whether a receipt that is not applied has no amount in the base currency that is asked for."""
    return bool((scope.receipts_without_base & (ageing.unapplied != 0)).any())


def _in_major(figure: Figure, unit: int) -> Figure:
    return figure if isinstance(figure, NotComputable) else figure.divided(unit)


def _yearly(turned: Measure, days: int) -> Figure:
    """Give how often receivables would turn in a year of 365 days at the window's pace."""
    return quotient(turned.numerator, turned.denominator * days, YEAR)
