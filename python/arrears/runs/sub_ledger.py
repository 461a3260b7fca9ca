"""The sub-ledger as the workbook holds it: tables in, ``Ledger`` and problems out, rows remembered by position."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from arrears.core.ledger import Ledger
from arrears.core.problems import Problem
from arrears.runs.dunning.recipients import Recipients
from arrears.runs.items.allocations_table import read_allocations
from arrears.runs.items.item_terms import NO_RULES, ItemTerms, TermRules, terms_of_items
from arrears.runs.items.items_table import read_items
from arrears.runs.items.receipts_table import read_receipts
from arrears.runs.lists.list_dates import list_dates
from arrears.runs.month.month_log import opening_day
from arrears.runs.ports import Table
from arrears.runs.reading import Difference, Reading

LEDGER_TABLES = ("Invoices", "Receipts", "Allocations")
"""The tables whose problems a sub-ledger reports, those of their cells too."""


@dataclass(frozen=True, slots=True)
class SubLedger:
    """The ledger with, for each of its rows, the row of the table it came from."""

    ledger: Ledger
    item_rows: Sequence[int]
    receipt_rows: Sequence[int]
    allocation_rows: Sequence[int]
    mirrors: frozenset[int]
    """Rows of Allocations that only mirror the use of a credit."""
    problems: Sequence[Problem]
    base_known: Sequence[bool]
    differences: Sequence[Difference]
    """What was left out or rounded, or is to post: listed differences of the control."""
    terms: ItemTerms
    """Per row of Open items."""

    def differing(self, cause: str, currency: str, as_of: date) -> Decimal:
        """Add up the differences of a cause and currency that count on a day, in major units."""
        amounts = (
            one.amount
            for one in self.differences
            if one.cause == cause and one.currency == currency and (one.day is None or one.day <= as_of)
        )
        return sum(amounts, Decimal(0))


def load(base_currency: str, tables: Mapping[str, Table], rules: TermRules = NO_RULES) -> SubLedger:
    """Read items, receipts and allocations of the book; rows that cannot be used are problems, the rest goes on."""
    reading = Reading(base_currency, {name: tables[name] for name in LEDGER_TABLES if name in tables})
    terms = terms_of_items(tables["Invoices"], tables.get("Customers"), rules)
    read = read_items(reading, tables["Invoices"], terms.due)
    receipts, receipt_rows = read_receipts(reading, tables.get("Receipts"))
    allocated = read_allocations(reading, tables.get("Allocations"), read.items, receipts)
    if "Customers" in tables:
        for recipient in Recipients(tables["Customers"]).also(tuple(reading.customers.numbers)):
            reading.customers(recipient)
    ledger = Ledger(
        tuple(reading.customers.numbers), tuple(reading.currencies.numbers), base_currency, read.items, receipts,
        allocated.allocations, first_day=_first_day(tables),
    )  # fmt: skip
    return SubLedger(
        ledger, read.rows, receipt_rows, allocated.rows, allocated.mirrors, [*reading.problems, *terms.problems],
        read.base_known, reading.differences, terms,
    )  # fmt: skip


def _first_day(tables: Mapping[str, Table]) -> date | None:
    """Give the first day that balances can be rebuilt for: the opening's, else that of the first open-items list."""
    return opening_day(tables.get("Months")) or min(list_dates(tables.get("Imports")), default=None)
