"""The tables that cash application rests on, read once, with what is still to be paid now."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property

import numpy as np

from arrears.core.dates import as_dates, as_day
from arrears.core.ledger import ALLOCATION_KINDS, ITEM_KINDS
from arrears.core.matching.incoming import MatchingRules, Payable
from arrears.core.matching.payer_names import Alias, PayerNames, Similarity
from arrears.core.money import Minor, to_minor
from arrears.core.policy import Policy
from arrears.runs.carried import read_present
from arrears.runs.figures import as_of_on_home
from arrears.runs.items.item_discounts import offers_of, rule_of
from arrears.runs.items.term_rules import WorkingDaysFinder, rules_of
from arrears.runs.policy_table import policy_in
from arrears.runs.ports import Sheets, Table
from arrears.runs.reading import Row
from arrears.runs.sub_ledger import SubLedger, load

_TABLES = (
    "Policy", "Invoices", "Customers", "Problems", "Receipts", "Allocations", "Imports", "Bank", "PayerAliases",
    "Matching", "Approvals", "Months",
)  # fmt: skip
_NUMBERED_BY = ("document_no", "tax_invoice_no", "purchase_order")
"""What payers may name an item by; a contract stands for many."""


@dataclass(frozen=True)
class MatchingBook:
    """The book as cash application sees it on a day."""

    as_of: date
    tables: Mapping[str, Table]
    policy: Policy
    sub_ledger: SubLedger

    @cached_property
    def balances(self) -> Minor:
        """What is to be paid of each item now: on the day, and after whatever was posted for later days."""
        return _smaller(self.sub_ledger.ledger.balances(self.as_of), self.sub_ledger.ledger.balances(self._last))

    @cached_property
    def unapplied(self) -> Minor:
        """What each receipt still holds: on the day, and after whatever was posted for later days."""
        return _smaller(self.sub_ledger.ledger.unapplied(self.as_of), self.sub_ledger.ledger.unapplied(self._last))

    @property
    def _last(self) -> date:
        """The last day that any allocation is posted for."""
        days = [day for day in as_dates(self.sub_ledger.ledger.counted_from()) if day is not None]
        return max([self.as_of, *days])

    @property
    def first_posting_day(self) -> date:
        """The first day that may be posted to: earlier months stand as they were reported."""
        return self.as_of.replace(day=1)

    @cached_property
    def item_of(self) -> Mapping[str, int]:
        """The row of the ledger of each item by key."""
        return {key: n for n, key in enumerate(self.sub_ledger.ledger.items.key)}

    @cached_property
    def receipt_of(self) -> Mapping[str, int]:
        """The row of the ledger of each receipt by key."""
        return {key: n for n, key in enumerate(self.sub_ledger.ledger.receipts.key)}

    @cached_property
    def names(self) -> Mapping[str, str]:
        """The name of each customer by key; of one without a name nothing."""
        customers, invoices = self.tables["Customers"], self.tables["Invoices"]
        named: dict[str, str] = {}
        for table in (customers, invoices):
            for key, name in zip(table.column("customer"), table.column("name"), strict=True):
                if key and name:
                    named.setdefault(str(key), str(name))
        return named

    @cached_property
    def customers(self) -> frozenset[str]:
        """Every customer that the book knows: of the register, and of items."""
        named = {str(key) for key in self.tables["Customers"].column("customer") if key}
        return frozenset(named | {str(key) for key in self.tables["Invoices"].column("customer") if key})

    @cached_property
    def groups(self) -> Mapping[str, str]:
        """The group, or the head office, of each customer that has one."""
        table, found = self.tables["Customers"], dict[str, str]()
        for number in range(len(table)):
            row = Row(table, number)
            group = row.text("group") or row.text("dunning_recipient")
            if group:
                found[row.text("customer")] = group
        return found | {group: group for group in found.values()}

    def customer(self, item: int) -> str:
        """Give the customer of an item."""
        ledger = self.sub_ledger.ledger
        return ledger.customers[int(ledger.items.customer[item])]

    def currency(self, item: int) -> str:
        """Give the currency of an item."""
        ledger = self.sub_ledger.ledger
        return ledger.currencies[int(ledger.items.currency[item])]

    def document(self, item: int) -> str:
        """Give the document number of an item."""
        return Row(self.tables["Invoices"], self.sub_ledger.item_rows[item]).text("document_no")

    def payers(self, similarity: Similarity) -> PayerNames:
        """Give the names of customers and what was learnt of payers."""
        table = self.tables.get("PayerAliases")
        rows = [] if table is None else [Row(table, number) for number in range(len(table))]
        aliases = [Alias(row.text("customer"), row.text("payer"), row.text("payer_account")) for row in rows]
        return PayerNames(self.names, aliases, similarity)

    def rules(self) -> MatchingRules:
        """Give what the policy allows."""
        codes = self.sub_ledger.ledger.currencies
        return MatchingRules(
            {code: to_minor(self.policy.match_tolerance, code) for code in codes},
            {code: to_minor(self.policy.bank_charge_limit, code) for code in codes},
            self.policy.oldest_first,
            self.groups,
        )

    @cached_property
    def payables(self) -> list[Payable]:
        """The items posted by the day, settled ones too: somebody may pay them again."""
        ledger, table = self.sub_ledger.ledger, self.tables["Invoices"]
        items, rules = ledger.items, [rule_of(self.policy, code) for code in ledger.currencies]
        offers, _ = offers_of(self)
        taken = self._discounts_taken()
        columns = [table.column(name) for name in _NUMBERED_BY]
        unbilled = items.kind == ITEM_KINDS.index("unbilled")
        billed = ((items.posting_date <= as_day(self.as_of)) & ~unbilled).tolist()
        days = zip(as_dates(items.document_date), as_dates(items.due_date), strict=True)
        found = []
        for n, (document_day, due_day) in enumerate(days):
            row = self.sub_ledger.item_rows[n]
            numbers = tuple(dict.fromkeys(str(column[row]) for column in columns if column[row]))
            known = document_day or self.as_of
            found.append(Payable(
                items.key[n], self.customer(n), self.currency(n), int(self.balances[n]) if billed[n] else 0,
                numbers if billed[n] else (), known, due_day or known, int(items.gross[n]), taken[n],
                tuple(offers[n]), rules[items.currency[n]],
            ))  # fmt: skip
        return found

    def _discounts_taken(self) -> list[int]:
        ledger = self.sub_ledger.ledger
        taken = np.zeros(len(ledger.items.key), dtype=np.int64)
        of_discounts = ledger.allocations.kind == ALLOCATION_KINDS.index("discount")
        np.add.at(taken, ledger.allocations.item[of_discounts], ledger.allocations.amount[of_discounts])
        return [int(amount) for amount in taken]


def matching_book(sheets: Sheets, as_of: date | None, working_days: WorkingDaysFinder) -> MatchingBook:
    """Read the book; the as-of date is the one given, else the one on Home."""
    day = as_of or as_of_on_home(sheets)
    tables = read_present(sheets, *_TABLES)
    policy, _ = policy_in(tables["Policy"])
    rules, _ = rules_of(policy, tables["Policy"], working_days)
    return MatchingBook(day, tables, policy, load(policy.base_currency, tables, rules))


def minor_of(row: Row, key: str, currency: str) -> int:
    """Give a cell's amount in minor units; a blank is 0."""
    return to_minor(row.amount(key) or Decimal(0), currency)


def _smaller(one: Minor, other: Minor) -> Minor:
    """Give what is nearer to nothing, and nothing where the signs differ."""
    nearer = np.where(np.abs(one) <= np.abs(other), one, other)
    return np.where((one >= 0) == (other >= 0), nearer, 0)
