"""Everything a refresh works out from the book's tables, before anything is written."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from arrears.core.ageing import FIFO, Ageing, AgeTotals, age, by_currency, by_customer
from arrears.core.buckets import Bands, Buckets
from arrears.core.interest.agreed_interest import Agreed
from arrears.core.interest.interest import Interest
from arrears.core.interest.missing_rates import MissingRate, charge_known
from arrears.core.interest.rates import RateSeries
from arrears.core.policy import Policy
from arrears.core.problems import Place, Problem
from arrears.errors import InputRefused
from arrears.runs.dunning.disputes import with_disputes
from arrears.runs.interest.interest_charged import Charged, charged_of_items
from arrears.runs.interest.interest_clauses import agreed_of_items, without_net
from arrears.runs.items.term_rules import WorkingDaysFinder, monday_to_friday, rules_of
from arrears.runs.policy_table import policy_in
from arrears.runs.ports import Sheets, Table
from arrears.runs.sub_ledger import LEDGER_TABLES, SubLedger, load

STARTING = ("Policy", "Invoices", "Customers", "Ageing", "Escalation", "Letters", "Problems")
"""The tables every book has; one that was lost is refused by name."""
LATER = (
    "Receipts", "Allocations", "Imports", "Interest", "InterestTotals", "InterestCharges", "InterestRates",
    "ControlAccounts", "RollForward", "Reconciliation", "Differences", "MonthEndChecks", "ListComparison",
    "Procedures", "Disputes", "Promises", "Plans", "Contacts", "Accounts", "BankAccounts", "Postings",
    "Reclassification", "ExchangeRates", "Revaluation", "Bills", "Months", "Openings", "Bank", "Matching",
)  # fmt: skip

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
    agreed: Sequence[Agreed | None]
    """The interest agreed on each item."""
    interest: Interest
    charged: Charged
    interest_problems: Sequence[Problem]
    """Those of the problems that say why an item bears no interest, or what was charged is not clear."""
    problems: Sequence[Problem]

    def cell(self, table: str, row: int, key: str) -> object:
        """Give a cell of a table."""
        return self.tables[table].column(key)[row]


def figures_of(
    sheets: Sheets, as_of: date | None, rates: RateFinder, working_days: WorkingDaysFinder = monday_to_friday
) -> Figures:
    """Read the book and work out its figures; the as-of date is the one given, else the one on Home."""
    day = as_of or as_of_on_home(sheets)
    tables = read_book(sheets)
    policy, policy_problems = policy_in(tables["Policy"])
    rules, unknown = rules_of(policy, tables["Policy"], working_days)
    sub_ledger = with_disputes(load(policy.base_currency, tables, rules), tables, day)
    buckets, bands = Buckets(policy.buckets), Bands(policy.bands)
    plain = age(sub_ledger.ledger, day, buckets, bands)
    fifo = _fifo_customers(sub_ledger, tables["Customers"])
    viewed = age(sub_ledger.ledger, day, buckets, bands, fifo) if fifo else plain
    agreed, unreached = agreed_of_items(sub_ledger, tables, policy)
    terms = [None if one is None else one.terms for one in agreed]
    charged = charged_of_items(sub_ledger, tables.get("InterestCharges"), tables["Invoices"])
    series = rates(tables.get("InterestRates"))
    interest, missing = charge_known(sub_ledger.ledger, day, terms, series, charged.interest)
    of_interest = [
        *unreached, *_without_rates(missing, tables), *charged.problems,
        *without_net(sub_ledger, tables["Invoices"], agreed, interest),
    ]  # fmt: skip
    problems = [*policy_problems, *unknown, *of_interest, *cell_problems(tables), *sub_ledger.problems]
    return Figures(
        day, tables, policy, sub_ledger, plain, viewed, by_customer(sub_ledger.ledger, viewed),
        by_currency(sub_ledger.ledger, viewed), agreed, interest, charged, of_interest, problems,
    )  # fmt: skip


def cell_problems(tables: Mapping[str, Table]) -> list[Problem]:
    """Give the problems of cells that neither the policy nor the sub-ledger report themselves."""
    others = (table for name, table in tables.items() if name != "Policy" and name not in LEDGER_TABLES)
    return [problem for table in others for problem in table.problems]


def _without_rates(missing: Sequence[MissingRate], tables: Mapping[str, Table]) -> list[Problem]:
    """Say, once a series, which rate is missing and how many items bear no interest for it."""
    place = Place(sheet=tables["InterestRates"].sheet if "InterestRates" in tables else tables["Policy"].sheet)
    return [
        Problem(
            "no-interest-series-unknown" if one.unknown else "no-interest-rate-missing", place, one.series,
            values={"series": one.series, "day": one.day.isoformat(), "items": str(len(one.items))},
        )
        for one in missing
    ]  # fmt: skip


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


def interest_by_currency(figures: Figures) -> dict[str, int]:
    """Add up interest per currency, in minor units."""
    ledger = figures.sub_ledger.ledger
    return {
        currency: int(figures.interest.amount[ledger.items.currency == code].sum(dtype=np.int64))
        for code, currency in enumerate(ledger.currencies)
    }
