"""The balances of control accounts that the book holds for the as-of date."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from arrears.core.money import CURRENCIES, to_major, to_minor
from arrears.runs.figures import Figures
from arrears.runs.reading import Row


@dataclass(frozen=True, slots=True)
class ControlBalance:
    """A row of Control accounts on the as-of date: account, currency, balance to the currency's decimals."""

    row: Row
    account: str
    currency: str
    balance: Decimal
    extracted_on: date | None
    all_currencies: bool
    """Whether the account is kept in base currency alone: it holds what is open in every currency."""


def control_balances(figures: Figures) -> list[ControlBalance]:
    """Give the rows of the as-of date that can be compared, in the order of the sheet."""
    return list(_balances(figures))


def _balances(figures: Figures) -> Iterator[ControlBalance]:
    table = figures.tables.get("ControlAccounts")
    for number in range(0 if table is None else len(table)):
        row = Row(table, number)  # type: ignore[arg-type]  # no rows without the table
        currency, balance = row.text("currency").upper(), row.amount("balance")
        if row.day("balance_date") == figures.as_of and balance is not None and currency in CURRENCIES:
            exact = to_major(to_minor(balance, currency), currency)
            whole = row.cell("all_currencies") is True and currency == figures.sub_ledger.ledger.base_currency
            yield ControlBalance(row, row.text("account"), currency, exact, row.day("extracted_on"), whole)
