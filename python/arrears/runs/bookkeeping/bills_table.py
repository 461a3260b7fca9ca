"""The Bills table as bills: dates to states, kinds to what closes an item, items by key or document number."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from arrears.core.bookkeeping.bills import CLOSING, Bill
from arrears.core.dunning.escalation import AccountCode
from arrears.core.ledger import Ledger
from arrears.core.money import CURRENCIES, pro_rata, to_major, to_minor
from arrears.core.policy import Policy
from arrears.core.problems import Problem
from arrears.core.reasons import Reason, reason
from arrears.runs.lists.named_items import NamedItems, Party
from arrears.runs.ports import Table
from arrears.runs.reading import Row, fits
from arrears.runs.sub_ledger import SubLedger

DAYS = {
    "held": "received",
    "endorsed": "endorsed_on",
    "discounted": "discounted_on",
    "collected": "collected_on",
    "dishonoured": "dishonoured_on",
}
"""The column that says when a bill came into each state."""


@dataclass(frozen=True, slots=True)
class BillRow:
    """A bill with the row of the table it stands in; ``item`` is the row of its item in the ledger, -1 without one."""

    row: int
    bill: Bill
    customer: str
    currency: str
    item: int
    base_known: bool


def bills_in(tables: Mapping[str, Table], sub_ledger: SubLedger, policy: Policy) -> tuple[list[BillRow], list[Problem]]:
    """Read every bill that can be used; one that cannot settles nothing, is no money on its way, and is a problem."""
    table = tables.get("Bills")
    if table is None or not len(table):
        return [], []
    reader = _Reader(NamedItems(tables["Invoices"]), sub_ledger, CLOSING[policy.bills_close])
    return reader.read(table)


def under_way(bills: Sequence[BillRow], ledger: Ledger, day: date) -> dict[AccountCode, int]:
    """Add up what is under way by customer and currency, for customers and currencies of the ledger; minor units."""
    customers = {name: code for code, name in enumerate(ledger.customers)}
    currencies = {name: code for code, name in enumerate(ledger.currencies)}
    found: dict[AccountCode, int] = {}
    for one in bills:
        amount = one.bill.pending_on(day)
        if amount and one.customer in customers and one.currency in currencies:
            account = customers[one.customer], currencies[one.currency]
            found[account] = found.get(account, 0) + amount
    return found


def under_way_reasons(bills: Sequence[BillRow], ledger: Ledger, day: date) -> dict[AccountCode, tuple[Reason, ...]]:
    """Say, by customer and currency, which bills are under way."""
    customers = {name: code for code, name in enumerate(ledger.customers)}
    currencies = {name: code for code, name in enumerate(ledger.currencies)}
    found: dict[AccountCode, tuple[Reason, ...]] = {}
    for one in bills:
        amount, bill = one.bill.pending_on(day), one.bill
        if amount and one.customer in customers and one.currency in currencies:
            until = bill.maturity or bill.on["held"]
            said = reason("payment-under-way", amount=to_major(amount, one.currency), number=bill.number, until=until)
            account = customers[one.customer], currencies[one.currency]
            found[account] = (*found.get(account, ()), said)
    return found


class _Reader:
    def __init__(self, named: NamedItems, sub_ledger: SubLedger, closing: Sequence[str]) -> None:
        self.named = named
        self.ledger = sub_ledger.ledger
        self.base_known = sub_ledger.base_known
        self.closing = closing
        self.nth = {row: n for n, row in enumerate(sub_ledger.item_rows)}

    def read(self, table: Table) -> tuple[list[BillRow], list[Problem]]:
        bills: list[BillRow] = []
        problems: list[Problem] = []
        for number in range(len(table)):
            found = self._bill(Row(table, number))
            if isinstance(found, BillRow):
                bills.append(found)
            else:
                problems.append(found)
        return bills, problems

    def _bill(self, row: Row) -> BillRow | Problem:
        currency, amount, received = row.text("currency").upper(), row.amount("amount"), row.day("received")
        usable = currency in CURRENCIES and amount is not None and amount > 0 and fits(amount, currency)
        if not usable or amount is None or received is None:
            return Problem("bill-unusable", row.place("number"), row.text("number"))
        item = self._item(row, currency)
        if item is None:
            return Problem("bill-item-unknown", row.place("item"), row.text("item"))
        minor = to_minor(amount, currency)
        base = self._base(row, currency, minor, item)
        kept = row.amount("discount_cost") or Decimal(0)
        if not 0 <= kept <= amount:
            return Problem("bill-unusable", row.place("discount_cost"), row.text("number"))
        cost = to_minor(kept, currency)
        bill = Bill(
            number=row.text("number"),
            kind=row.text("kind"),
            amount=minor,
            base=base or 0,
            on={state: day for state, key in DAYS.items() if (day := row.day(key)) is not None},
            maturity=row.day("maturity"),
            recourse=row.cell("recourse") is not False,
            closes=item >= 0 and row.text("kind") in self.closing,
            item=self.ledger.items.key[item] if item >= 0 else "",
            cost=cost,
            cost_base=pro_rata(base or 0, cost, minor),
        )
        if bill.fault:
            return Problem("bill-faulty", row.place("state"), bill.number, values={"why": bill.fault})
        return BillRow(row.number, bill, row.text("customer"), currency, item, base is not None)

    def _item(self, row: Row, currency: str) -> int | None:
        """Give the item a bill pays, -1 where it names none, None where it is not the book's, or several are meant."""
        named = row.text("item")
        if not named:
            return -1
        meant = self.named.rows(Party(row.text("customer"), currency, named))
        found = [self.nth[number] for number in meant if number in self.nth]
        found = [n for n in found if self.ledger.customers[self.ledger.items.customer[n]] == row.text("customer")]
        return found[0] if len(found) == 1 else None

    def _base(self, row: Row, currency: str, minor: int, item: int) -> int | None:
        booked, base = row.amount("base_amount"), self.ledger.base_currency
        if booked is not None and fits(booked, base):
            return to_minor(booked, base)
        if currency == base:
            return minor
        if item < 0 or not self.base_known[item]:
            return None
        return pro_rata(int(self.ledger.items.base[item]), minor, int(self.ledger.items.gross[item]))
