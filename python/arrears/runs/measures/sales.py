"""Credit sales as the book has them: from the Sales sheet, or by policy from its own invoices."""

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal

import numpy as np

from arrears.core.dates import add_months, as_day
from arrears.core.ledger import ITEM_KINDS
from arrears.core.measures.credit_sales import CreditSales
from arrears.core.measures.measure_settings import FROM_INVOICES
from arrears.core.measures.scope import Scope
from arrears.core.money import exact_sum, to_major
from arrears.core.problems import Problem
from arrears.runs.figures import Figures
from arrears.runs.month.month_log import opening_day
from arrears.runs.ports import Table
from arrears.runs.reading import Row

SOLD = ("invoice", "debit note", "credit note", "red invoice")
"""Kinds of items that are sales, credit notes taken off them."""


def credit_sales(
    figures: Figures, sheet: Table | None, scope: Scope, carried: Mapping[date, Decimal] | None = None
) -> CreditSales:
    """Give the credit sales of a view of the ledger by month.

    ``carried``: those that an earlier month's book worked out, by first day. A book opened from it holds none of the
    invoices that were settled by then, so its own invoices count from the opening on.
    """
    window = figures.policy.measure_months
    if figures.policy.sales_source == FROM_INVOICES:
        opened = opening_day(figures.tables.get("Months"))
        own = _of_invoices(figures, scope)
        known = {month: sold for month, sold in own if opened is None or month > opened}
        return CreditSales({**(carried or {}), **known}, window)
    return CreditSales(_of_sheet(sheet, scope) if sheet is not None else {}, window)


def sales_problems(figures: Figures, sheet: Table | None) -> list[Problem]:
    """Report sales in other currencies that no base amount stands for: the base currency's sales lack their month."""
    if sheet is None or figures.policy.sales_source == FROM_INVOICES:
        return []
    return [
        Problem("sales-without-base", row.place("base_gross"), row.text("currency"))
        for row in _rows(sheet)
        if row.text("currency") != figures.policy.base_currency and row.amount("base_gross") is None
    ]


def _rows(sheet: Table) -> list[Row]:
    """Give the rows that have a month and an amount."""
    rows = (Row(sheet, number) for number in range(len(sheet)))
    return [row for row in rows if row.day("month") is not None and row.amount("gross") is not None]


def _of_sheet(sheet: Table, scope: Scope) -> Mapping[date, Decimal]:
    """Add the rows up by month; where a row without a customer says the whole, its customers' rows only break it down.

    In base currency a month with a row that has no base amount is not known.
    """
    found: dict[tuple[date, str], dict[bool, Decimal]] = {}
    unknown: set[date] = set()
    for row in _rows(sheet):
        month, currency = _first_day(row), row.text("currency")
        if currency != scope.currency and not scope.in_base:
            continue
        sold = row.amount("gross") if currency == scope.currency else row.amount("base_gross")
        if sold is None:
            unknown.add(month)
            continue
        by_customer = found.setdefault((month, currency), {})
        whole = not row.text("customer")
        by_customer[whole] = by_customer.get(whole, Decimal(0)) + sold
    sums: dict[date, Decimal] = {}
    for (month, _), by_customer in found.items():
        sums[month] = sums.get(month, Decimal(0)) + by_customer.get(True, by_customer.get(False, Decimal(0)))
    return {month: amount for month, amount in sums.items() if month not in unknown}


def _first_day(row: Row) -> date:
    day = row.day("month")
    return day.replace(day=1) if day is not None else date.min


def _of_invoices(figures: Figures, scope: Scope) -> Iterator[tuple[date, Decimal]]:
    """Add up the book's own sales, every month from the first of them to the as-of date's."""
    items = figures.sub_ledger.ledger.items
    kinds = [ITEM_KINDS.index(kind) for kind in SOLD]
    sold = np.isin(items.kind, kinds) & scope.items & (items.posting_date <= as_day(figures.as_of))
    if not sold.any():
        return
    months = items.posting_date[sold].astype("datetime64[M]")
    amounts = scope.booked[sold]
    first: date = months.min().astype("datetime64[D]").item()
    while first <= figures.as_of:
        of_month = amounts[months == as_day(first).astype("datetime64[M]")]
        yield first, to_major(exact_sum(of_month), scope.currency)
        first = add_months(first, 1)
