"""What delay costs: per customer and currency the last twelve months, beside bad debts and discounts."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import numpy as np

from arrears.core.ageing import Ageing
from arrears.core.dates import Days, add_months, as_day
from arrears.core.discounts.deductions import Deduction
from arrears.core.ledger import ALLOCATION_KINDS
from arrears.core.measures.average_days_late import average_days
from arrears.core.measures.cost_of_delay import interest_lost, overdue_days
from arrears.core.measures.measure import Figure, NotComputable
from arrears.core.measures.payments import Payments
from arrears.core.measures.ratios import overdue_ratio
from arrears.core.money import Minor, divide_half_away, sums_by, to_major
from arrears.core.problems import Problem
from arrears.runs.ageing_rows import customer_names
from arrears.runs.carried import rows_by_key
from arrears.runs.figures import Figures
from arrears.runs.measures.month_ends import MonthEnds
from arrears.runs.ports import Rows, Table, Value

_COLUMNS = (
    "customer", "name", "currency", "owed", "unapplied", "overdue", "overdue_percent", "overdue_percent_check",
    "since", "paid_items", "average_days_late", "average_days_to_pay", "overdue_days", "financing_rate",
    "interest_lost", "interest_lost_check", "bad_debts", "discounts_taken", "discounts_unearned",
)  # fmt: skip
_DISCOUNT = ALLOCATION_KINDS.index("discount")

Line = dict[str, Value]


@dataclass(frozen=True, slots=True)
class _Sums:
    """Sums by account (customer and currency), in minor units, counts or days."""

    owed: Minor
    unapplied: Minor
    overdue: Minor
    overdue_days: Sequence[int]
    bad_debts: Minor
    taken: Minor
    unearned: Minor


def customer_lines(figures: Figures, ends: MonthEnds, deducted: Sequence[Deduction]) -> list[Line]:
    """Give a row per customer and currency with anything to tell, the dearest first within each currency."""
    work = _Accounts(figures, ends, deducted)
    lines = [work.line(account) for account in work.present()]
    base = figures.policy.base_currency
    return sorted(lines, key=lambda line: (line["currency"] != base, str(line["currency"]), *_dearest(line)))


def customer_rows(table: Table, lines: Sequence[Line]) -> tuple[Rows, list[Problem]]:
    """Give the table with these rows; notes stay with their customer and currency."""
    return rows_by_key(table, ("customer", "currency"), {key: [line.get(key) for line in lines] for key in _COLUMNS})


def _dearest(line: Line) -> tuple[Decimal, str]:
    days = line["overdue_days"]
    return -days if isinstance(days, Decimal) else Decimal(0), str(line["customer"])


class _Accounts:
    """The book by customer and currency over the year up to the as-of date, or the part of it that is known."""

    def __init__(self, figures: Figures, ends: MonthEnds, deducted: Sequence[Deduction]) -> None:
        self.figures = figures
        self.ledger = figures.sub_ledger.ledger
        self.deducted = deducted
        self.last = figures.as_of
        year = add_months(self.last, -12) + timedelta(days=1)
        self.since = max(year, ends.first_day + timedelta(days=1)) if ends.first_day > date.min else year
        self.payments = Payments(self.ledger)
        self.width = len(self.ledger.currencies)
        items = self.ledger.items
        self.of_item = items.customer.astype(np.int64) * self.width + items.currency
        self.names = customer_names(figures)
        self.sums = self._sums(figures.viewed)
        self.late, self.to_pay = self._paid()

    def present(self) -> list[int]:
        """Give the accounts with a balance, or with anything that happened in the year."""
        sums = self.sums
        told = [sums.owed, sums.unapplied, sums.bad_debts, sums.taken, np.array([d > 0 for d in sums.overdue_days])]
        paid = np.zeros(sums.owed.size, dtype=np.bool_)
        paid[list(self.late)] = True
        return np.flatnonzero(np.logical_or.reduce([column != 0 for column in (*told, paid)])).tolist()

    def line(self, account: int) -> Line:
        """Give the row of an account."""
        customer, code = divmod(account, self.width)
        currency, sums = self.ledger.currencies[code], self.sums
        rate = self.figures.policy.financing_rate
        number = self.ledger.customers[customer]
        late = overdue_ratio(int(sums.overdue[account]), int(sums.owed[account]))
        lost = interest_lost(sums.overdue_days[account], rate)
        cost = None if isinstance(lost, NotComputable) else _nearest(lost.value, currency)
        return {
            "customer": number,
            "name": self.names.get(number),
            "currency": currency,
            "owed": to_major(int(sums.owed[account]), currency),
            "unapplied": to_major(int(sums.unapplied[account]), currency),
            "overdue": to_major(int(sums.overdue[account]), currency),
            "overdue_percent": _shown(late),
            "overdue_percent_check": _shown(late),
            "since": self.since,
            "paid_items": len(self.late.get(account, ())),
            "average_days_late": _shown(average_days(self.late.get(account, []))),
            "average_days_to_pay": _shown(average_days(self.to_pay.get(account, []))),
            "overdue_days": to_major(sums.overdue_days[account], currency),
            "financing_rate": rate,
            "interest_lost": cost,
            "interest_lost_check": cost,
            "bad_debts": to_major(int(sums.bad_debts[account]), currency),
            "discounts_taken": to_major(int(sums.taken[account]), currency),
            "discounts_unearned": to_major(int(sums.unearned[account]), currency),
        }

    def _sums(self, now: Ageing) -> _Sums:
        ledger, groups = self.ledger, len(self.ledger.customers) * self.width
        known = ledger.items.customer >= 0
        owed = np.where(now.bucket >= 0, now.balance, 0)

        def added(amounts: Minor) -> Minor:
            return sums_by(self.of_item[known], amounts[known], groups)

        of_receipt = ledger.receipts.customer.astype(np.int64) * self.width + ledger.receipts.currency
        named = ledger.receipts.customer >= 0
        held = sums_by(of_receipt[named], now.unapplied[named], groups)
        within = self.payments.within(self.since, self.last)
        return _Sums(
            owed=added(owed),
            unapplied=added(np.where(now.bucket < 0, now.balance, 0)) - held,
            overdue=added(np.where(now.bucket > 0, now.balance, 0)),
            overdue_days=self._overdue_days(groups),
            bad_debts=self._allocated(self.payments.writing_off & within, groups),
            taken=self._allocated((ledger.allocations.kind == _DISCOUNT) & within, groups) + self._to_post(groups),
            unearned=self._judged([(one.item, one.unearned) for one in self._lately()], groups),
        )

    def _overdue_days(self, groups: int) -> list[int]:
        allocations = self.ledger.allocations
        late = overdue_days(self.ledger, self.since, self.last, (self.ledger.items.gross, allocations.amount))
        sums = [0] * groups
        for row in np.flatnonzero(late != 0).tolist():
            if self.ledger.items.customer[row] >= 0:
                sums[int(self.of_item[row])] += int(late[row])
        return sums

    def _allocated(self, which: np.ndarray, groups: int) -> Minor:
        allocations = self.ledger.allocations
        rows = np.flatnonzero(which & (self.ledger.items.customer[allocations.item] >= 0))
        return sums_by(self.of_item[allocations.item[rows]], allocations.amount[rows], groups)

    def _lately(self) -> list[Deduction]:
        return [one for one in self.deducted if self.since <= one.day <= self.last]

    def _to_post(self, groups: int) -> Minor:
        return self._judged([(one.item, one.taken) for one in self._lately() if not one.booked], groups)

    def _judged(self, amounts: Sequence[tuple[int, int]], groups: int) -> Minor:
        sums = np.zeros(groups, dtype=np.int64)
        for item, amount in amounts:
            if self.ledger.items.customer[item] >= 0:
                sums[int(self.of_item[item])] += amount
        return sums

    def _paid(self) -> tuple[dict[int, list[int]], dict[int, list[int]]]:
        """Give, by account, the days late and the days to pay of each invoice whose last payment lies in the year."""
        items = self.ledger.items
        paid, counted = self.payments.last_payment(self.last)
        due: Days = np.where(np.isnat(items.due_date), items.document_date, items.due_date)
        settled = (self.figures.viewed.balance == 0) & (items.gross > 0) & (counted >= as_day(self.since))
        late: dict[int, list[int]] = {}
        to_pay: dict[int, list[int]] = {}
        for row in np.flatnonzero(settled & (items.customer >= 0)).tolist():
            account = int(self.of_item[row])
            if not np.isnat(due[row]):
                late.setdefault(account, []).append(int((paid[row] - due[row]).astype(np.int64)))
            if not np.isnat(items.document_date[row]):
                to_pay.setdefault(account, []).append(int((paid[row] - items.document_date[row]).astype(np.int64)))
        return late, to_pay


def _nearest(minor: Fraction, currency: str) -> Decimal:
    return to_major(divide_half_away(minor.numerator, minor.denominator), currency)


def _shown(figure: Figure) -> Decimal | None:
    return None if isinstance(figure, NotComputable) else figure.rounded()
