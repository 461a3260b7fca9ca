"""The Ageing sheet, one row per customer and currency; and what the Customers sheet shows of it."""

from collections.abc import Sequence

import numpy as np

from arrears.core.dates import as_dates
from arrears.core.money import majors
from arrears.core.problems import Problem
from arrears.labels import ageing_titles
from arrears.runs.carried import in_place, rows_by_key
from arrears.runs.figures import Figures
from arrears.runs.ports import Rows, Value
from arrears.runs.sheet_sizes import BANDS, MOST_BUCKETS


def ageing_rows(figures: Figures, language: str) -> tuple[Rows, list[Problem]]:
    """Give the ageing by customer and currency, customers in the order of their names."""
    totals, ledger = figures.by_customer, figures.sub_ledger.ledger
    names = customer_names(figures)
    customers = [ledger.customers[code] if code >= 0 else "" for code in totals.customer.tolist()]
    currencies = [ledger.currencies[code] for code in totals.currency.tolist()]

    def place(n: int) -> tuple[bool, str, str, str]:
        name = names.get(customers[n], customers[n]).casefold()
        return currencies[n] != ledger.base_currency, currencies[n], name, customers[n]

    order = sorted(range(len(totals)), key=place)

    def amounts(minor: np.ndarray) -> list[Value]:
        column = majors(minor, currencies)
        return [column[n] for n in order]

    columns: dict[str, Sequence[Value]] = {
        "customer": [customers[n] or None for n in order],
        "name": [names.get(customers[n]) for n in order],
        "currency": [currencies[n] for n in order],
        "total": amounts(totals.total),
        "not_due": amounts(totals.not_due),
        "unapplied": amounts(totals.unapplied),
        "overdue": amounts(totals.overdue),
        "oldest_days": [int(totals.oldest_days[n]) for n in order],
        "items": [int(totals.items[n]) for n in order],
        "view": [totals.view[n] for n in order],
        "total_check": amounts(totals.total),
        "base_total": _in_base(figures, order),
    }
    used = totals.buckets.shape[1]
    for bucket in range(MOST_BUCKETS):
        columns[f"bucket_{bucket + 1}"] = amounts(totals.buckets[:, bucket]) if bucket < used else [None] * len(order)
    for band in range(BANDS):
        known = band < totals.bands.shape[1]
        columns[f"band_{band + 1}"] = amounts(totals.bands[:, band]) if known else [None] * len(order)
    rows, orphaned = rows_by_key(figures.tables["Ageing"], ("customer", "currency"), columns)
    return Rows(rows.table, rows.columns, rows.kept, *_titles(figures, language)), orphaned


def customer_rows(figures: Figures) -> Rows:
    """Give items, age and last receipt of every customer."""
    totals, ledger, table = figures.by_customer, figures.sub_ledger.ledger, figures.tables["Customers"]
    items: dict[str, int] = {}
    oldest: dict[str, int] = {}
    rows = zip(totals.customer.tolist(), totals.items.tolist(), totals.oldest_days.tolist(), strict=True)
    for code, count, days in rows:
        customer = ledger.customers[code] if code >= 0 else ""
        items[customer] = items.get(customer, 0) + count
        oldest[customer] = max(oldest.get(customer, 0), days)
    last: dict[str, Value] = {}
    for code, day in zip(ledger.receipts.customer.tolist(), as_dates(ledger.receipts.value_date), strict=True):
        customer, before = ledger.customers[code], last.get(ledger.customers[code])
        if day is not None and day <= figures.as_of and (before is None or before < day):  # type: ignore[operator]
            last[customer] = day
    keys = [str(key) for key in table.column("customer")]
    return in_place(table, {
        "items": [items.get(key) for key in keys],
        "oldest_days": [oldest.get(key) or None for key in keys],
        "last_receipt": [last.get(key) for key in keys],
    })  # fmt: skip


def customer_names(figures: Figures) -> dict[str, str]:
    """Give the name of each customer: from Customers, else from its items."""
    names: dict[str, str] = {}
    for table in ("Invoices", "Customers"):
        pairs = zip(figures.tables[table].column("customer"), figures.tables[table].column("name"), strict=True)
        names |= {str(key): str(name) for key, name in pairs if key and name}
    return names


def _titles(figures: Figures, language: str) -> tuple[dict[str, str], dict[str, bool]]:
    policy = figures.policy
    titles = ageing_titles(policy.buckets, policy.bands, language, (MOST_BUCKETS, BANDS))
    used = len(policy.buckets) + 1
    return titles, {f"bucket_{n}": n > used for n in range(1, MOST_BUCKETS + 1)}


def _in_base(figures: Figures, order: Sequence[int]) -> list[Value]:
    """Give totals in base currency; what has no booked base amount is left out, and a problem says how many.

    An account of which nothing has one shows a blank, not a zero.
    """
    base, known = figures.sub_ledger.ledger.base_currency, _accounts_with_base(figures)
    totals = figures.by_customer
    column = majors(totals.base_total, [base] * len(totals))
    accounts = list(zip(totals.customer.tolist(), totals.currency.tolist(), strict=True))
    return [column[n] if accounts[n] in known else None for n in order]


def _accounts_with_base(figures: Figures) -> set[tuple[int, int]]:
    """Find the accounts (customer and currency codes) with anything whose booked base amount is known."""
    ledger, ageing = figures.sub_ledger.ledger, figures.viewed
    item = (ageing.base != 0) | ((ageing.balance != 0) & np.array(figures.sub_ledger.base_known, dtype=np.bool_))
    held = ageing.unapplied_base != 0
    return {
        *zip(ledger.items.customer[item].tolist(), ledger.items.currency[item].tolist(), strict=True),
        *zip(ledger.receipts.customer[held].tolist(), ledger.receipts.currency[held].tolist(), strict=True),
    }
