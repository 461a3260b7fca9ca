"""The Reclassification sheet: customers with credit balances, what they come to, and when that is reversed."""

from collections.abc import Sequence
from datetime import timedelta
from typing import NamedTuple

from arrears.core.bookkeeping import postings
from arrears.core.bookkeeping.reclassification import Balance
from arrears.core.money import to_major
from arrears.core.problems import Problem
from arrears.runs.ageing_rows import customer_names
from arrears.runs.bookkeeping.revaluation_rows import Revalued
from arrears.runs.bookkeeping.vouchers import MonthEndLine
from arrears.runs.carried import rows_by_key
from arrears.runs.figures import Figures
from arrears.runs.ports import Rows, Value


class CreditBalance(NamedTuple):
    """A customer's account in a currency that stands in credit; ``base`` is its credit in base currency, minor."""

    customer: str
    currency: str
    balance: Balance
    base: int


def credit_balances(figures: Figures, revalued: Sequence[Revalued]) -> list[CreditBalance]:
    """Find the accounts in credit, in the order of the Ageing sheet; in base currency at what they are revalued to.

    What nobody is known to have paid is no customer's balance, and stays out.
    """
    totals, ledger = figures.by_customer, figures.sub_ledger.ledger
    changed: dict[tuple[str, str], int] = {}
    for one in revalued:
        account = one.of.customer, one.of.currency
        changed[account] = changed.get(account, 0) + (one.difference or 0)
    found = []
    for n in range(len(totals)):
        customer = ledger.customers[totals.customer[n]] if totals.customer[n] >= 0 else ""
        currency = ledger.currencies[totals.currency[n]]
        credit = int(totals.unapplied[n])
        balance = Balance(int(totals.total[n]) - credit, credit)
        if customer and balance.to_reclassify:
            base = -(int(totals.base_total[n]) + changed.get((customer, currency), 0))
            found.append(CreditBalance(customer, currency, balance, base))
    return sorted(found, key=lambda one: (one.currency, one.customer))


def month_end_lines(found: Sequence[CreditBalance]) -> list[MonthEndLine]:
    """Give the lines that show each as a liability."""
    return [
        MonthEndLine(
            "reclassification", f"{one.customer}|{one.currency}", one.customer, one.currency,
            postings.reclassified(one.balance.to_reclassify, one.base),
        )
        for one in found
    ]  # fmt: skip


def reclassification_rows(
    figures: Figures, found: Sequence[CreditBalance], ageing: Rows
) -> tuple[Rows | None, list[Problem]]:
    """Give the rows of the sheet; ``ageing``: those of the Ageing sheet, which the formulas read."""
    table = figures.tables.get("Reclassification")
    if table is None:
        return None, []
    accounts = zip(ageing.columns["customer"], ageing.columns["currency"], strict=True)
    place = {account: row for row, account in enumerate(accounts, 1)}
    names, base = customer_names(figures), figures.sub_ledger.ledger.base_currency
    back = figures.as_of + timedelta(days=1)
    columns: dict[str, list[Value]] = {
        "customer": [one.customer for one in found],
        "name": [names.get(one.customer) for one in found],
        "currency": [one.currency for one in found],
        "debit_balance": [to_major(one.balance.debit, one.currency) for one in found],
        "credit_balance": [to_major(one.balance.credit, one.currency) for one in found],
        "balance": [to_major(one.balance.net, one.currency) for one in found],
        "balance_check": [to_major(one.balance.net, one.currency) for one in found],
        "to_reclassify": [to_major(one.balance.to_reclassify, one.currency) for one in found],
        "to_reclassify_check": [to_major(one.balance.to_reclassify, one.currency) for one in found],
        "base_to_reclassify": [to_major(one.base, base) for one in found],
        "reversed_on": [back for _ in found],
        "ageing_row": [place[one.customer, one.currency] for one in found],
    }
    return rows_by_key(table, ("customer", "currency"), columns)
