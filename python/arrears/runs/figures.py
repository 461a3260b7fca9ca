"""Everything a refresh works out from the book's tables, before anything is written."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import numpy as np

from arrears.core.ageing import FIFO, Ageing, AgeTotals, age, by_currency, by_customer
from arrears.core.buckets import Bands, Buckets
from arrears.core.interest import Interest, InterestTerms, charge, terms_of
from arrears.core.policy import Policy
from arrears.core.problems import Place, Problem
from arrears.core.rates import RateSeries
from arrears.errors import InputRefused
from arrears.runs.policy_table import policy_in
from arrears.runs.ports import Sheets, Table
from arrears.runs.sub_ledger import LEDGER_TABLES, SubLedger, load

STARTING = ("Policy", "Invoices", "Customers", "Ageing", "Escalation", "Letters", "Problems")
"""The tables every book has; one that was lost is refused by name."""
LATER = ("Receipts", "Allocations", "Imports", "Interest", "InterestRates", "ControlAccounts")

RateFinder = Callable[[Table | None], Mapping[str, RateSeries]]
"""Gives the reference rates known: those shipped, and those of the book's Interest rates table."""


@dataclass(frozen=True, slots=True)
class Figures:
    """The book's figures as of a day."""

    as_of: date
    tables: Mapping[str, Table]
    policy: Policy
    sub_ledger: SubLedger
    ageing: Ageing
    """Item by item, as the Open items sheet shows it."""
    viewed: Ageing
    """As the Ageing sheet shows it: customers that are never cleared by the FIFO view."""
    by_customer: AgeTotals
    by_currency: AgeTotals
    interest: Interest
    problems: Sequence[Problem]

    def cell(self, table: str, row: int, key: str) -> object:
        """Give a cell of a table."""
        return self.tables[table].column(key)[row]

    def customer_row(self, code: int) -> int | None:
        """Find the row of a customer on the Customers sheet."""
        return self._customer_rows().get(self.sub_ledger.ledger.customers[code])

    def _customer_rows(self) -> Mapping[str, int]:
        column = self.tables["Customers"].column("customer")
        return {str(key): row for row, key in enumerate(column)}


def figures_of(sheets: Sheets, as_of: date | None, rates: RateFinder) -> Figures:
    """Read the book and work out its figures; the as-of date is the one given, else the one on Home."""
    day = as_of or as_of_on_home(sheets)
    tables = read_book(sheets)
    policy, policy_problems = policy_in(tables["Policy"])
    sub_ledger = load(policy.base_currency, tables)
    buckets, bands = Buckets(policy.buckets), Bands(policy.bands)
    plain = age(sub_ledger.ledger, day, buckets, bands)
    fifo = _fifo_customers(sub_ledger, tables["Customers"])
    viewed = age(sub_ledger.ledger, day, buckets, bands, fifo) if fifo else plain
    terms, series = terms_of(policy, _own_rates(sub_ledger, tables)), rates(tables.get("InterestRates"))
    interest, interest_problems = _interest(sub_ledger, day, terms, series, tables)
    problems = [*policy_problems, *interest_problems, *cell_problems(tables), *sub_ledger.problems]
    return Figures(
        day, tables, policy, sub_ledger, plain, viewed, by_customer(sub_ledger.ledger, viewed),
        by_currency(sub_ledger.ledger, viewed), interest, problems,
    )  # fmt: skip


def cell_problems(tables: Mapping[str, Table]) -> list[Problem]:
    """Give the problems of cells that neither the policy nor the sub-ledger report themselves."""
    others = (table for name, table in tables.items() if name != "Policy" and name not in LEDGER_TABLES)
    return [problem for table in others for problem in table.problems]


def _interest(
    sub_ledger: SubLedger,
    day: date,
    terms: Sequence[InterestTerms | None],
    rates: Mapping[str, RateSeries],
    tables: Mapping[str, Table],
) -> tuple[Interest, list[Problem]]:
    """Charge interest; where a rate is not known none is charged at all, and a problem says which is missing."""
    try:
        return charge(sub_ledger.ledger, day, terms, rates), []
    except InputRefused as case:
        if case.name not in ("rate-missing", "series-unknown"):
            raise
        place = Place(sheet=tables["InterestRates"].sheet if "InterestRates" in tables else tables["Policy"].sheet)
        none = charge(sub_ledger.ledger, day, [None] * len(terms), rates)
        return none, [Problem(f"no-interest-{case.name}", place, case.found, values=case.values)]


def read_book(sheets: Sheets) -> dict[str, Table]:
    """Read every table of the book at once."""
    return sheets.read(*STARTING, *(name for name in LATER if sheets.has(name)))


def as_of_on_home(sheets: Sheets) -> date:
    """Give the as-of date that stands on Home; refuses a book without one."""
    day = sheets.block("AsOf")[0][0]
    if not isinstance(day, date):
        raise InputRefused("as-of-missing", sheets.name)
    return day


def _fifo_customers(sub_ledger: SubLedger, customers: Table) -> frozenset[int]:
    codes = {key: code for code, key in enumerate(sub_ledger.ledger.customers)}
    pairs = zip(customers.column("customer"), customers.column("ageing_view"), strict=True)
    return frozenset(codes[str(key)] for key, view in pairs if view == FIFO and str(key) in codes)


def _own_rates(sub_ledger: SubLedger, tables: Mapping[str, Table]) -> list[Decimal | None]:
    """Give each item's own contract rate: on the item, else on its customer."""
    customers, invoices = tables["Customers"], tables["Invoices"]
    pairs = zip(customers.column("customer"), customers.column("interest_rate"), strict=True)
    of_customer = {str(key): rate for key, rate in pairs if isinstance(rate, Decimal)}
    names = sub_ledger.ledger.customers
    rates: list[Decimal | None] = []
    for row, code in zip(sub_ledger.item_rows, sub_ledger.ledger.items.customer.tolist(), strict=True):
        own = invoices.column("interest_rate")[row]
        rates.append(own if isinstance(own, Decimal) else of_customer.get(names[code]))
    return rates


def interest_by_currency(figures: Figures) -> dict[str, int]:
    """Add up interest per currency, in minor units."""
    ledger = figures.sub_ledger.ledger
    return {
        currency: int(figures.interest.amount[ledger.items.currency == code].sum(dtype=np.int64))
        for code, currency in enumerate(ledger.currencies)
    }
