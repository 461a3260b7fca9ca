"""The Revaluation sheet: open items and receipts on account in foreign currency at the closing rate."""

from collections.abc import Iterator
from datetime import timedelta
from typing import NamedTuple

from arrears.core.bookkeeping import postings
from arrears.core.bookkeeping.postings import RECEIVABLES, Line, Lines
from arrears.core.bookkeeping.revaluation import ExchangeRate, in_base
from arrears.core.money import to_major
from arrears.core.problems import Place, Problem
from arrears.runs.bookkeeping.exchange_rates import closing_rates
from arrears.runs.bookkeeping.voucher import MonthEndLine
from arrears.runs.carried import rows_by_key
from arrears.runs.figures import Figures
from arrears.runs.ports import Rows, Value


class OpenForeign(NamedTuple):
    """What is open in a foreign currency: an item, or a receipt on account (negative); minor units."""

    key: str
    concerns: str
    """The item's key, or the receipt's."""
    document_no: str
    customer: str
    currency: str
    balance: int
    booked: int
    base_known: bool
    use: str = "receivable"
    """Which account it stands on."""


class Revalued(NamedTuple):
    """An open amount with its closing rate and the base amount that gives; None where there is no rate."""

    of: OpenForeign
    rate: ExchangeRate | None
    revalued: int | None

    @property
    def difference(self) -> int | None:
        """What is to post, positive a gain; None where the rate or the booked base amount is not known."""
        return None if self.revalued is None or not self.of.base_known else self.revalued - self.of.booked


def revalued(figures: Figures) -> tuple[list[Revalued], list[Problem]]:
    """Revalue what is open in foreign currency; no rate on the day is a problem, never a guess."""
    table = figures.tables.get("ExchangeRates")
    if table is None:
        return [], []
    rates, problems = closing_rates(table, figures.as_of)
    base = figures.sub_ledger.ledger.base_currency
    found = []
    missing: dict[str, int] = {}
    for one in _open(figures):
        rate = rates.get(one.currency)
        if rate is None:
            missing[one.currency] = missing.get(one.currency, 0) + 1
        found.append(Revalued(one, rate, None if rate is None else in_base(one.balance, one.currency, base, rate)))
    day = figures.as_of.isoformat()
    problems += [
        Problem("exchange-rate-missing", Place(sheet=table.sheet), currency, values={"day": day, "items": str(count)})
        for currency, count in sorted(missing.items())
    ]
    return found, problems


def month_end_lines(found: list[Revalued]) -> list[MonthEndLine]:
    """Give the lines that bring each to its closing rate: of an account together, gains and losses in one line each."""
    accounts: dict[tuple[str, str], list[Line]] = {}
    for one in found:
        if one.difference:
            account = accounts.setdefault((one.of.customer, one.of.currency), [])
            account += postings.revalued(one.difference, one.of.concerns, one.of.use)
    return [
        MonthEndLine("revaluation", f"{customer}|{currency}", customer, currency, _together(lines))
        for (customer, currency), lines in accounts.items()
    ]


def _together(lines: list[Line]) -> Lines:
    """Add up the lines that concern profit or loss, which clear no document."""
    sums: dict[str, int] = {}
    for line in lines:
        if line.use not in RECEIVABLES:
            sums[line.use] = sums.get(line.use, 0) + line.base
    kept = (line for line in lines if line.use in RECEIVABLES)
    return (*kept, *(Line(use, 0, base) for use, base in sums.items() if base))


def revaluation_rows(figures: Figures, found: list[Revalued]) -> tuple[Rows | None, list[Problem]]:
    """Give the rows of the sheet."""
    table = figures.tables.get("Revaluation")
    if table is None:
        return None, []
    base, names = figures.sub_ledger.ledger.base_currency, _names(figures)
    back = figures.as_of + timedelta(days=1)

    def major(minor: int | None, currency: str = base) -> Value:
        return None if minor is None else to_major(minor, currency)

    columns: dict[str, list[Value]] = {
        "customer": [one.of.customer or None for one in found],
        "name": [names.get(one.of.customer) for one in found],
        "document_no": [one.of.document_no for one in found],
        "currency": [one.of.currency for one in found],
        "balance": [major(one.of.balance, one.of.currency) for one in found],
        "rate": [None if one.rate is None else one.rate.rate for one in found],
        "units": [None if one.rate is None else one.rate.units for one in found],
        "quotation": [None if one.rate is None else one.rate.quotation for one in found],
        "base_booked": [major(one.of.booked) if one.of.base_known else None for one in found],
        "base_revalued": [major(one.revalued) for one in found],
        "base_revalued_check": [major(one.revalued) for one in found],
        "base_difference": [major(one.difference) for one in found],
        "base_difference_check": [major(one.difference) for one in found],
        "reversed_on": [back if one.difference else None for one in found],
        "base_currency": [base] * len(found),
        "inverse": [None if one.rate is None else int(one.rate.quotation == "indirect") for one in found],
        "item_key": [one.of.key for one in found],
    }
    return rows_by_key(table, ("item_key",), columns)


def _open(figures: Figures) -> Iterator[OpenForeign]:
    ledger, ageing = figures.sub_ledger.ledger, figures.ageing
    booked, numbers = ledger.base_balances(figures.as_of), figures.tables["Invoices"].column("document_no")
    for n, row in enumerate(figures.sub_ledger.item_rows):
        currency = ledger.currencies[ledger.items.currency[n]]
        if currency != ledger.base_currency and ageing.balance[n]:
            key, customer = ledger.items.key[n], ledger.customers[ledger.items.customer[n]]
            yield OpenForeign(
                key, key, str(numbers[row] or ""), customer, currency, int(ageing.balance[n]), int(booked[n]),
                bool(figures.sub_ledger.base_known[n]),
            )  # fmt: skip
    for n, key in enumerate(ledger.receipts.key):
        currency = ledger.currencies[ledger.receipts.currency[n]]
        if currency != ledger.base_currency and ageing.unapplied[n]:
            yield OpenForeign(
                f"receipt {key}", key, key, ledger.customers[ledger.receipts.customer[n]], currency,
                -int(ageing.unapplied[n]), -int(ageing.unapplied_base[n]), bool(ledger.receipts.base[n]), "on-account",
            )  # fmt: skip


def _names(figures: Figures) -> dict[str, Value]:
    customers = figures.tables["Customers"]
    return {str(key): name for key, name in zip(customers.column("customer"), customers.column("name"), strict=True)}
