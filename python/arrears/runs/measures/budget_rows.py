"""The Budget sheet: what was planned to be collected, and what was, by month and customer."""

from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal

import numpy as np

from arrears.core.measures.measure import quotient
from arrears.core.measures.payments import Payments
from arrears.core.money import to_major
from arrears.runs.carried import in_place
from arrears.runs.figures import Figures
from arrears.runs.measures.month_ends import MonthEnds, month_of
from arrears.runs.month.month_log import opening_day
from arrears.runs.ports import Rows, Table, Value
from arrears.runs.reading import Row

Collected = Mapping[tuple[date, str, str], int]
"""Money received in minor units by first day of the month, customer (blank: all) and currency."""


def budget_rows(figures: Figures, table: Table, ends: MonthEnds) -> Rows:
    """Fill in what was collected in each month of the budget that the book knows whole or up to the as-of date.

    Of months before the opening it keeps what the earlier book counted.
    """
    actuals = _Actuals(figures, ends)
    columns: dict[str, list[Value]] = {
        key: [None] * len(table)
        for key in ("collected", "difference", "difference_check", "achieved", "achieved_check")
    }
    for number in range(len(table)):
        row = Row(table, number)
        actual, planned = actuals.of(row), row.amount("planned")
        if actual is None:
            continue
        columns["collected"][number] = actual
        if planned is not None:
            columns["difference"][number] = columns["difference_check"][number] = actual - planned
            share = quotient(actual, planned, 100).rounded() if planned else None
            columns["achieved"][number] = columns["achieved_check"][number] = share
    return in_place(table, columns)


class _Actuals:
    """What was collected in the months of a budget."""

    def __init__(self, figures: Figures, ends: MonthEnds) -> None:
        self._figures, self._ends = figures, ends
        self._received = collected(figures)
        self._opened = opening_day(figures.tables.get("Months"))

    def of(self, row: Row) -> Decimal | None:
        """Give what was collected in a row's month, None where neither this book nor an earlier one knows it."""
        month, currency = row.day("month"), row.text("currency")
        if month is None:
            return None
        if _known(month.replace(day=1), self._figures.as_of, self._ends):
            return to_major(self._received.get((month.replace(day=1), row.text("customer"), currency), 0), currency)
        return row.amount("collected") if self._opened is not None and month_of(month) <= self._opened else None


def _known(first: date, as_of: date, ends: MonthEnds) -> bool:
    return first <= as_of and ends.aged(first - timedelta(days=1)) is not None


def collected(figures: Figures) -> Collected:
    """Add up the money received by the as-of date: receipts, and payments that no receipt stands behind."""
    ledger = figures.sub_ledger.ledger
    payments = Payments(ledger)
    receipts, allocations = ledger.receipts, ledger.allocations
    bare = np.flatnonzero(payments.without_receipt)
    item = allocations.item[bare]
    days = np.concatenate([receipts.posting_date, payments.counted[bare]])
    months = days.astype("datetime64[M]").astype("datetime64[D]")
    customer = np.concatenate([receipts.customer, ledger.items.customer[item]]).tolist()
    currency = np.concatenate([receipts.currency, ledger.items.currency[item]]).tolist()
    amount = np.concatenate([receipts.amount, allocations.amount[bare]]).tolist()
    counts = (~np.isnat(days) & (days <= np.datetime64(figures.as_of, "D"))).tolist()
    sums: dict[tuple[date, str, str], int] = {}
    for n, month in enumerate(months.tolist()):
        if counts[n]:
            code = ledger.currencies[currency[n]]
            whose = ("", ledger.customers[customer[n]]) if customer[n] >= 0 else ("",)
            for name in whose:
                key = (month, name, code)
                sums[key] = sums.get(key, 0) + amount[n]
    return sums


def budget_by_month(table: Table, rows: Rows, currency: str) -> dict[date, tuple[Decimal, Decimal | None]]:
    """Add up plan and actual by month in one currency; a row without a customer is the whole company.

    Where a month has such a row, its customers' rows only break it down. Actual is None where a part is not known.
    """
    found: dict[date, dict[bool, list[tuple[Decimal, Decimal | None]]]] = {}
    actuals = rows.columns["collected"]
    for number in range(len(table)):
        row = Row(table, number)
        month, planned, actual = row.day("month"), row.amount("planned"), actuals[number]
        if month is not None and planned is not None and row.text("currency") == currency:
            whole = not row.text("customer")
            entry = (planned, actual if isinstance(actual, Decimal) else None)
            found.setdefault(month.replace(day=1), {}).setdefault(whole, []).append(entry)
    return {month: _added(parts.get(True) or parts[False]) for month, parts in found.items()}


def _added(entries: list[tuple[Decimal, Decimal | None]]) -> tuple[Decimal, Decimal | None]:
    known = [actual for _, actual in entries if actual is not None]
    total = sum(known, Decimal(0)) if len(known) == len(entries) else None
    return sum((planned for planned, _ in entries), Decimal(0)), total
