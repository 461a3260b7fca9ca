"""The opening balances of a month, customer by customer, and whether the open items still come to them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import numpy as np

from arrears.core.ledger import Ledger
from arrears.core.money import sums_by, to_major, to_minor
from arrears.core.problems import Place, Problem
from arrears.runs.carried import rows_by_key
from arrears.runs.month.month_log import opening_day
from arrears.runs.ports import Rows, Table, Value
from arrears.runs.reading import Row

Account = tuple[str, str]
"""Customer and currency."""


@dataclass(frozen=True, slots=True)
class Balance:
    """What a customer owes on a day in one currency: minor units, ``base`` in base currency, ``items`` with any."""

    open_items: int
    unapplied: int
    base: int
    items: int

    @property
    def total(self) -> int:
        """Open items less unapplied receipts."""
        return self.open_items - self.unapplied


def balances(ledger: Ledger, day: date) -> dict[Account, Balance]:
    """Give the balance of every account that has any on a day."""
    width = len(ledger.currencies)
    customers = len(ledger.customers) + 1
    item = (ledger.items.customer.astype(np.int64) + 1) * width + ledger.items.currency
    receipt = (ledger.receipts.customer.astype(np.int64) + 1) * width + ledger.receipts.currency
    balance, held = ledger.balances(day), ledger.unapplied(day)
    size = customers * width
    sums = (
        sums_by(item, balance, size), sums_by(receipt, held, size),
        sums_by(item, ledger.base_balances(day), size) - sums_by(receipt, ledger.base_unapplied(day), size),
        np.bincount(item[balance != 0], minlength=size),
    )  # fmt: skip
    found = {}
    for n in np.flatnonzero(np.any([part != 0 for part in sums], axis=0)).tolist():
        customer = n // width - 1
        name = ledger.customers[customer] if customer >= 0 else ""
        found[name, ledger.currencies[n % width]] = Balance(*(int(part[n]) for part in sums))
    return found


def opening_rows(table: Table, ledger: Ledger, found: Mapping[Account, Balance], names: Mapping[str, str]) -> Rows:
    """Give the opening balances as rows, keeping what people wrote beside them."""
    base = ledger.base_currency
    totals: list[Value] = [to_major(one.total, code) for (_, code), one in found.items()]
    columns: dict[str, list[Value]] = {
        "customer": [customer or None for customer, _ in found],
        "name": [names.get(customer) for customer, _ in found],
        "currency": [code for _, code in found],
        "open_items": [to_major(one.open_items, code) for (_, code), one in found.items()],
        "unapplied": [to_major(one.unapplied, code) for (_, code), one in found.items()],
        "total": totals,
        "total_check": totals,
        "base_total": [to_major(one.base, base) for one in found.values()],
        "items": [one.items for one in found.values()],
    }
    return rows_by_key(table, ("customer", "currency"), columns)[0]


def opening_problems(ledger: Ledger, tables: Mapping[str, Table]) -> list[Problem]:
    """Report each account whose open items on the opening day come to anything else than its opening balance."""
    table, day = tables.get("Openings"), opening_day(tables.get("Months"))
    if table is None or day is None:
        return []
    return list(_differing(ledger, table, day))


def _differing(ledger: Ledger, table: Table, day: date) -> Iterator[Problem]:
    now = balances(ledger, day)
    for number in range(len(table)):
        row = Row(table, number)
        account = (row.text("customer"), row.text("currency").upper())
        opened, found = row.amount("total") or Decimal(0), now.pop(account, None)
        minor = 0 if found is None else found.total
        if account[1] and to_minor(opened, account[1]) != minor:
            yield _differs(row.place("total"), account, opened, minor)
    place = Place(sheet=table.sheet)
    yield from (_differs(place, one, Decimal(0), found.total) for one, found in now.items() if found.total)


def _differs(place: Place, account: Account, opened: Decimal, minor: int) -> Problem:
    customer, currency = account
    now = to_major(minor, currency)
    values = {
        "customer": customer, "currency": currency, "now": str(now), "difference": str(now - opened),
    }  # fmt: skip
    return Problem("opening-differs", place, str(opened), values=values)
