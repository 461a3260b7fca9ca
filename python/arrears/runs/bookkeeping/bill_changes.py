"""What people do with bills: take one, pass it on, collect it, see it dishonoured; and what that does to its item."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from arrears.core.bookkeeping.bills import BILL_KINDS, BILL_STATES
from arrears.core.money import to_major
from arrears.core.problems import Problem
from arrears.errors import InputRefused
from arrears.runs.bookkeeping.bill_allocations import Missing, allocation_rows_of, missing_allocations
from arrears.runs.bookkeeping.bills_table import DAYS, BillRow, bills_in
from arrears.runs.bookkeeping.needed_columns import refuse_without
from arrears.runs.carried import in_place, read_present
from arrears.runs.lists.named_items import NamedItems, Party
from arrears.runs.policy_table import policy_of
from arrears.runs.ports import KEEP, Clock, Keep, Rows, Sheets, Table, Value
from arrears.runs.reading import Row
from arrears.runs.sub_ledger import SubLedger, load
from arrears.runs.upsert import appended

PART = "bills"
_READ = ("Invoices", "Receipts", "Allocations", "Imports", "Customers", "Bills")


@dataclass(frozen=True, slots=True)
class NewBill:
    """A bill as it is taken."""

    number: str
    kind: str
    customer: str
    currency: str
    amount: Decimal
    received: date
    maturity: date | None = None
    item: str = ""
    drawer: str = ""
    acceptor: str = ""


@dataclass(frozen=True, slots=True)
class BillChange:
    """What happened to a bill."""

    number: str
    state: str
    day: date
    endorsed_to: str = ""
    cost: Decimal | None = None
    recourse: bool | None = None


@dataclass(frozen=True, slots=True)
class BroughtIn:
    """What bringing bills into the ledger wrote, and what to look at."""

    bills: Sequence[BillRow]
    written: Sequence[Missing]
    problems: Sequence[Problem]


def take(sheets: Sheets, bill: NewBill) -> None:
    """Add a bill; refused ``bill-known`` where the book has one of its number for the item, ``item-unknown``."""
    sheets.add(PART)
    tables = sheets.read("Bills", "Invoices")
    table = tables["Bills"]
    if bill.kind not in BILL_KINDS:
        raise InputRefused("choice-option", found=bill.kind, option="--kind", choices=", ".join(BILL_KINDS))
    customers = tables["Invoices"].column("customer")
    meant = NamedItems(tables["Invoices"]).rows(Party(bill.customer, bill.currency, bill.item))
    if bill.item and [customers[row] for row in meant] != [bill.customer]:
        raise InputRefused("item-unknown", found=bill.item)
    if (bill.number, bill.item) in zip(_texts(table, "number"), _texts(table, "item"), strict=True):
        raise InputRefused("bill-known", found=bill.number)
    cells: dict[str, Value] = {
        "kind": bill.kind, "number": bill.number, "customer": bill.customer, "currency": bill.currency,
        "amount": bill.amount, "received": bill.received, "maturity": bill.maturity, "item": bill.item or None,
        "drawer": bill.drawer or None, "acceptor": bill.acceptor or None,
    }  # fmt: skip
    sheets.write([appended(table, {key: [value] for key, value in cells.items()})], {})


def change(sheets: Sheets, done: BillChange) -> None:
    """Write what happened to a bill, on every row of its number.

    Refused ``bill-unknown``; ``bill-order`` where that cannot follow what happened before.
    """
    if done.state not in BILL_STATES[1:]:
        raise InputRefused("choice-option", found=done.state, option="--state", choices=", ".join(BILL_STATES[1:]))
    if not sheets.has("Bills"):
        raise InputRefused("bill-unknown", found=done.number)
    table = sheets.read("Bills")["Bills"]
    rows = [row for row, number in enumerate(_texts(table, "number")) if number == done.number]
    if not rows:
        raise InputRefused("bill-unknown", found=done.number)
    cells: dict[str, Value] = {
        DAYS[done.state]: done.day, "endorsed_to": done.endorsed_to or None, "recourse": done.recourse,
    }  # fmt: skip
    columns = {key: _set(table, rows, value) for key, value in cells.items() if value is not None}
    if done.cost is not None:
        columns["discount_cost"] = _shared(table, rows, done.cost)
    sheets.write([in_place(table, columns)], {})
    policy = policy_of(sheets)[0]
    tables = read_present(sheets, *_READ)
    for problem in bills_in(tables, load(policy.base_currency, tables), policy)[1]:
        if problem.name == "bill-faulty" and problem.found == done.number:
            values = {"bill_state": done.state, "day": done.day.isoformat(), "why": problem.values["why"]}
            raise InputRefused("bill-order", found=done.number, **values)


def bring_in(sheets: Sheets, clock: Clock, by: str) -> BroughtIn:
    """Write into Allocations what bills settle or give back and it does not show yet; the same again writes nothing.

    A bill in foreign currency that settles all that is left of its item releases all that is left of its base amount.
    """
    sheets.add(PART)
    sheets.add("receipts")
    policy = policy_of(sheets)[0]
    tables = read_present(sheets, *_READ)
    sub_ledger = load(policy.base_currency, tables)
    bills, problems = bills_in(tables, sub_ledger, policy)
    missing = missing_allocations(tables, bills)
    if missing:
        refuse_without(tables["Allocations"], sheets.language)
        based = _with_bases(tables["Bills"], sub_ledger, missing)
        if based is not None:
            sheets.write([based], {})
            tables = read_present(sheets, *_READ)
            bills, problems = bills_in(tables, sub_ledger, policy)
            missing = missing_allocations(tables, bills)
        rows = allocation_rows_of(tables["Allocations"], missing, policy.base_currency, by, clock.today())
        sheets.write([rows], {})
    return BroughtIn(bills, missing, problems)


def _with_bases(table: Table, sub_ledger: SubLedger, missing: Sequence[Missing]) -> Rows | None:
    """Give Bills with the base amounts of foreign bills that settle just what is left of their items."""
    ledger = sub_ledger.ledger
    column: list[Value | Keep] = [KEEP] * len(table)
    for one in missing:
        if one.bill.currency == ledger.base_currency or Row(table, one.bill.row).cell("base_amount") is not None:
            continue
        item = one.bill.item
        if one.event.settles > 0 and int(ledger.balances(one.event.day)[item]) == one.event.settles:
            left = int(ledger.base_balances(one.event.day)[item])
            column[one.bill.row] = to_major(left, ledger.base_currency)
    return None if all(value is KEEP for value in column) else in_place(table, {"base_amount": column})


def _set(table: Table, rows: Sequence[int], value: Value) -> list[Value | Keep]:
    return [value if row in rows else KEEP for row in range(len(table))]


def _shared(table: Table, rows: Sequence[int], cost: Decimal) -> list[Value | Keep]:
    """Spread the discount that the bank kept over the rows of a bill by their amounts; the last takes the rest."""
    amounts = [Row(table, row).amount("amount") or Decimal(0) for row in rows]
    whole, left = sum(amounts, Decimal(0)), cost
    column: list[Value | Keep] = [KEEP] * len(table)
    for row, amount in zip(rows[:-1], amounts, strict=False):
        part = (cost * amount / whole).quantize(cost) if whole else Decimal(0)
        column[row], left = part, left - part
    column[rows[-1]] = left
    return column


def _texts(table: Table, key: str) -> list[str]:
    return [str(value or "") for value in table.column(key)]
