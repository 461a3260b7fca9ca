"""The Reclassification sheet: customers with credit balances, what they come to, and when that is reversed."""

from collections.abc import Sequence
from datetime import timedelta
from typing import NamedTuple

import numpy as np

from arrears.core.bookkeeping import postings
from arrears.core.bookkeeping.reclassification import Balance
from arrears.core.money import pro_rata, to_major
from arrears.core.problems import Problem
from arrears.runs.ageing_rows import customer_names
from arrears.runs.bookkeeping.revaluation_rows import Revalued
from arrears.runs.bookkeeping.voucher import MonthEndLine
from arrears.runs.carried import rows_by_key
from arrears.runs.figures import Figures
from arrears.runs.ports import Rows, Value


class CreditBalance(NamedTuple):
    """A customer's account in a currency that stands in credit; ``base`` is its credit in base currency, minor.

    It is None where the base amount of anything in it is not known. ``on_account``: how much of the credit, and of its
    base, receipts make up that are not applied.
    """

    customer: str
    currency: str
    balance: Balance
    base: int | None
    on_account: tuple[int, int] = (0, 0)


def credit_balances(figures: Figures, revalued: Sequence[Revalued]) -> list[CreditBalance]:
    """Find the accounts in credit, in the order of the Ageing sheet; in base currency at what they are revalued to.

    What nobody is known to have paid is no customer's balance, and stays out.
    """
    totals, ledger = figures.by_customer, figures.sub_ledger.ledger
    changed: dict[tuple[str, str], int] = {}
    for one in revalued:
        account = one.of.customer, one.of.currency
        changed[account] = changed.get(account, 0) + (one.difference or 0)
    received, unknown = _on_account(figures, revalued), _without_base(figures)
    found = []
    for n in range(len(totals)):
        customer = ledger.customers[totals.customer[n]] if totals.customer[n] >= 0 else ""
        currency = ledger.currencies[totals.currency[n]]
        credit = int(totals.unapplied[n])
        balance = Balance(int(totals.total[n]) - credit, credit)
        if customer and balance.to_reclassify:
            if (customer, currency) in unknown:
                found.append(CreditBalance(customer, currency, balance, None))
                continue
            base = -(int(totals.base_total[n]) + changed.get((customer, currency), 0))
            held = _part(balance, base, *received.get((customer, currency), (0, 0)))
            found.append(CreditBalance(customer, currency, balance, base, held))
    return sorted(found, key=lambda one: (one.currency, one.customer))


def _without_base(figures: Figures) -> frozenset[tuple[str, str]]:
    """Name the accounts in foreign currency where the base amount of anything open is not known."""
    ledger, ageing = figures.sub_ledger.ledger, figures.ageing
    items, receipts = ledger.items, ledger.receipts
    open_items = (ageing.balance != 0) & ~np.array(figures.sub_ledger.base_known, dtype=np.bool_)
    held = (ageing.unapplied != 0) & (receipts.base == 0)
    codes = [
        *zip(items.customer[open_items].tolist(), items.currency[open_items].tolist(), strict=True),
        *zip(receipts.customer[held].tolist(), receipts.currency[held].tolist(), strict=True),
    ]  # fmt: skip
    accounts = ((ledger.customers[customer], ledger.currencies[currency]) for customer, currency in codes)
    return frozenset((customer, currency) for customer, currency in accounts if currency != ledger.base_currency)


def _on_account(figures: Figures, revalued: Sequence[Revalued]) -> dict[tuple[str, str], tuple[int, int]]:
    """Add up, per account, what receipts hold that are not applied, and its base at what they are revalued to."""
    ledger, ageing = figures.sub_ledger.ledger, figures.ageing
    changed = {one.of.concerns: one.difference or 0 for one in revalued if one.of.use == "on-account"}
    sums: dict[tuple[str, str], tuple[int, int]] = {}
    for n in np.flatnonzero(ageing.unapplied).tolist():
        account = ledger.customers[ledger.receipts.customer[n]], ledger.currencies[ledger.receipts.currency[n]]
        amount, base = sums.get(account, (0, 0))
        own = int(ageing.unapplied_base[n]) - changed.get(ledger.receipts.key[n], 0)
        sums[account] = amount + int(ageing.unapplied[n]), base + own
    return sums


def _part(balance: Balance, base: int, received: int, received_base: int) -> tuple[int, int]:
    """Give what receipts make up of a credit, and its base: all of it where nothing else does."""
    held = balance.out_of(received)
    if held == balance.to_reclassify:
        return held, base
    return (held, pro_rata(received_base, held, received)) if held else (0, 0)


def month_end_lines(found: Sequence[CreditBalance]) -> list[MonthEndLine]:
    """Give the lines that show each as a liability; none where the base amount is not known."""
    return [
        MonthEndLine(
            "reclassification", f"{one.customer}|{one.currency}", one.customer, one.currency,
            postings.reclassified(one.balance.to_reclassify, one.base, one.on_account),
        )
        for one in found if one.base is not None
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
        "base_to_reclassify": [None if one.base is None else to_major(one.base, base) for one in found],
        "reversed_on": [back for _ in found],
        "ageing_row": [place[one.customer, one.currency] for one in found],
    }
    return rows_by_key(table, ("customer", "currency"), columns)
