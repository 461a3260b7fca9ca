"""What does not fit: receipts that the open-items lists do not know, items allocated beyond their amount."""

from collections.abc import Iterator, Mapping
from datetime import date

import numpy as np

from arrears.core.ledger import ITEM_KINDS
from arrears.core.money import exact_sum, to_major
from arrears.core.problems import Place, Problem
from arrears.runs.lists.list_dates import list_dates
from arrears.runs.ports import Table
from arrears.runs.sub_ledger import SubLedger


def list_problems(sub_ledger: SubLedger, tables: Mapping[str, Table], as_of: date | None = None) -> list[Problem]:
    """Report receipts that the last complete list up to a day neither used up nor shows on account.

    Items show on the list date what the list says, so the book differs from the list by these receipts.
    """
    days = [day for day in list_dates(tables.get("Imports"), complete=True) if as_of is None or day <= as_of]
    first = sub_ledger.ledger.first_day
    if not days or "Receipts" not in tables or (first is not None and days[-1] < first):
        return []
    held = sub_ledger.ledger.unapplied(days[-1])
    sheet = tables["Receipts"].sheet
    return [*_of_customers(sub_ledger, held, days[-1], sheet), *_of_currencies(sub_ledger, held, days[-1], sheet)]


def _of_customers(sub_ledger: SubLedger, held: np.ndarray, day: date, sheet: str) -> Iterator[Problem]:
    ledger, balance = sub_ledger.ledger, sub_ledger.ledger.balances(day)
    receipts, items = ledger.receipts, ledger.items
    on_account = items.kind == ITEM_KINDS.index("on-account")
    pairs = zip(receipts.customer.tolist(), receipts.currency.tolist(), held.tolist(), strict=True)
    sums: dict[tuple[int, int], int] = {}
    for customer, code, amount in pairs:
        sums[customer, code] = sums.get((customer, code), 0) + amount
    for (customer, code), amount in sums.items():
        if amount:
            currency = ledger.currencies[code]
            shown = on_account & (items.customer == customer) & (items.currency == code)
            listed = to_major(-exact_sum(balance[shown]), currency)
            values = {
                "customer": ledger.customers[customer], "currency": currency, "listed": str(listed),
                "list_date": day.isoformat(),
            }  # fmt: skip
            yield Problem("receipts-beyond-list", Place(sheet=sheet), str(to_major(amount, currency)), values=values)


def _of_currencies(sub_ledger: SubLedger, held: np.ndarray, day: date, sheet: str) -> Iterator[Problem]:
    ledger = sub_ledger.ledger
    for code, currency in enumerate(ledger.currencies):
        amount = exact_sum(held[ledger.receipts.currency == code])
        if amount:
            values = {"currency": currency, "list_date": day.isoformat()}
            yield Problem("list-total-differs", Place(sheet=sheet), str(to_major(-amount, currency)), values=values)


def over_allocated(sub_ledger: SubLedger, tables: Mapping[str, Table]) -> list[Problem]:
    """Report each item whose allocations come to more than its amount, at the allocation that passes it."""
    ledger, table = sub_ledger.ledger, tables.get("Allocations")
    if table is None:
        return []
    allocations, gross = ledger.allocations, ledger.items.gross
    left = gross.copy()
    np.subtract.at(left, allocations.item, allocations.amount)
    used = allocations.credit >= 0
    np.add.at(left, allocations.credit[used], allocations.amount[used])
    beyond = np.where(gross >= 0, np.maximum(-left, 0), np.maximum(left, 0))
    passing = _passing(sub_ledger, set(np.flatnonzero(beyond).tolist()))
    problems = []
    for item, n in sorted(passing.items(), key=lambda pair: pair[1]):
        currency = ledger.currencies[ledger.items.currency[item]]
        values = {
            "item": ledger.items.key[item], "currency": currency, "beyond": str(to_major(int(beyond[item]), currency)),
            "gross": str(to_major(int(gross[item]), currency)),
        }  # fmt: skip
        found = str(to_major(int(allocations.amount[n]), currency))
        place = table.place(sub_ledger.allocation_rows[n], "amount")
        problems.append(Problem("over-allocated", place, found, values=values))
    return problems


def _passing(sub_ledger: SubLedger, items: set[int]) -> dict[int, int]:
    """Find for each of some items the last allocation that takes it from within its amount to beyond it."""
    ledger, allocations = sub_ledger.ledger, sub_ledger.ledger.allocations
    left = {item: int(ledger.items.gross[item]) for item in items}
    passing: dict[int, int] = {}
    for n in np.argsort(ledger.counted_from(), kind="stable").tolist() if items else []:
        amount = int(allocations.amount[n])
        for item, taken in ((int(allocations.item[n]), amount), (int(allocations.credit[n]), -amount)):
            if item not in left:
                continue
            sign = 1 if ledger.items.gross[item] >= 0 else -1
            within = sign * left[item] >= 0
            left[item] -= taken
            if within and sign * left[item] < 0:
                passing[item] = n
    return passing
