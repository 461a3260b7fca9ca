"""Which control account each item, receipt and difference stands on."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from arrears.core.ledger import Codes
from arrears.core.reconciliation.movements import ControlAccounts
from arrears.runs.figures import Figures
from arrears.runs.reconciliation.control_balances import ControlBalance
from arrears.runs.reconciliation.listed import Listed

NO_ACCOUNT = "-"
"""Shown where the book names no control account."""


@dataclass(frozen=True, slots=True)
class Placed:
    """The control accounts of a book; several of a currency are tied out as one where rows cannot be told apart."""

    accounts: ControlAccounts
    names: Mapping[str, Sequence[str]]
    """By currency, the accounts that items and balances name."""
    apart: Mapping[str, bool]
    """By currency, whether each account is tied out by itself."""
    of_customer: Mapping[tuple[str, str], str]
    """By currency and customer, the account of the customer's earliest item that names one."""

    def tied_as(self, currency: str, account: str, customer: str = "") -> str:
        """Give the name under which an account is tied out; one not named is the customer's, or the only one."""
        names = self.names.get(currency, ())
        if not self.apart.get(currency, True):
            return " + ".join(names)
        if account in names:
            return account
        return self.of_customer.get((currency, customer)) or (names[0] if len(names) == 1 else NO_ACCOUNT)


def placed(figures: Figures, balances: Sequence[ControlBalance], listed: Sequence[Listed]) -> Placed:
    """Place every row: on the account it names, else its customer's first, else the only one of the currency.

    Where a currency has several accounts and a row can be placed on none of them, they are tied out together.
    """
    ledger = figures.sub_ledger.ledger
    currencies, customers = ledger.currencies, ledger.customers
    column = figures.tables["Invoices"].column("control_account")
    own = [str(column[row] or "") for row in figures.sub_ledger.item_rows]
    of_item = [(currencies[c], customers[k]) for c, k in _pairs(ledger.items.currency, ledger.items.customer)]
    of_receipt = [(currencies[c], customers[k]) for c, k in _pairs(ledger.receipts.currency, ledger.receipts.customer)]
    names = _names(
        [*zip((code for code, _ in of_item), own, strict=True), *((b.currency, b.account) for b in balances)]
    )
    first = _first_accounts(of_item, own, ledger.items.posting_date)
    wanted = [
        *zip(of_item, own, strict=True), *((who, "") for who in of_receipt),
        *(((one.currency, one.customer), one.account) for one in listed),
    ]  # fmt: skip
    apart = dict.fromkeys(names, True)
    for (code, customer), account in wanted:
        several = len(names.get(code, ())) > 1
        if several and apart[code] and account not in names[code] and (code, customer) not in first:
            apart[code] = False
    plan = Placed(ControlAccounts((), *(np.zeros(0, dtype=np.int32),) * 2), names, apart, first)
    items = [plan.tied_as(code, account, customer) for (code, customer), account in zip(of_item, own, strict=True)]
    receipts = [plan.tied_as(code, "", customer) for code, customer in of_receipt]
    known = tuple(sorted({*items, *receipts})) or (NO_ACCOUNT,)
    numbers = {name: code for code, name in enumerate(known)}
    accounts = ControlAccounts(known, _codes(items, numbers), _codes(receipts, numbers))
    return Placed(accounts, names, apart, first)


def _pairs(currency: Codes, customer: Codes) -> Iterable[tuple[int, int]]:
    return zip(currency.tolist(), customer.tolist(), strict=True)


def _names(named: Iterable[tuple[str, str]]) -> dict[str, tuple[str, ...]]:
    found: dict[str, set[str]] = {}
    for currency, account in named:
        if account:
            found.setdefault(currency, set()).add(account)
    return {currency: tuple(sorted(accounts)) for currency, accounts in found.items()}


def _first_accounts(
    of_item: Sequence[tuple[str, str]], own: Sequence[str], posted: np.ndarray
) -> dict[tuple[str, str], str]:
    found: dict[tuple[str, str], str] = {}
    for row in np.argsort(posted, kind="stable").tolist():
        if own[row]:
            found.setdefault(of_item[row], own[row])
    return found


def _codes(names: Sequence[str], numbers: Mapping[str, int]) -> Codes:
    return np.array([numbers[name] for name in names], dtype=np.int32)
