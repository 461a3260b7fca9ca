"""Contra: set an open item off against what the company owes its customer, with the agreement that allows it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from arrears.core.bookkeeping.contra import refuse_unfounded
from arrears.core.money import to_major, to_minor
from arrears.errors import InputRefused
from arrears.runs.bookkeeping.needed_columns import refuse_without
from arrears.runs.carried import read_present
from arrears.runs.lists.named_items import NamedItems, Party
from arrears.runs.policy_table import policy_of
from arrears.runs.ports import Clock, Sheets, Value
from arrears.runs.sub_ledger import load
from arrears.runs.upsert import appended


@dataclass(frozen=True, slots=True)
class Contra:
    """What is set off: an item by key or document number, how much of it in major units, from when, by what paper."""

    item: str
    amount: Decimal
    day: date
    agreement: str
    customer: str = ""


def set_off(sheets: Sheets, asked: Contra, clock: Clock, by: str) -> str:
    """Write the contra into Allocations, to post; give the item's key.

    Refused ``contra-unfounded`` without an agreement, ``contra-too-large`` beyond the open balance of the day,
    ``item-unknown``.
    """
    sheets.add("receipts")
    base = policy_of(sheets)[0].base_currency
    tables = read_present(sheets, "Invoices", "Receipts", "Allocations", "Imports", "Customers")
    refuse_without(tables["Allocations"], sheets.language)
    sub_ledger = load(base, tables)
    rows = NamedItems(tables["Invoices"]).rows(Party(asked.customer, "", asked.item))
    found = [n for n, row in enumerate(sub_ledger.item_rows) if row in rows]
    if len(found) != 1 or not asked.item:
        raise InputRefused("item-unknown", found=asked.item)
    ledger, item = sub_ledger.ledger, found[0]
    currency = ledger.currencies[ledger.items.currency[item]]
    amount = to_minor(asked.amount, currency)
    refuse_unfounded(asked.agreement, amount, int(ledger.balances(asked.day)[item]), asked.item)
    columns: dict[str, Sequence[Value]] = {
        "item": [ledger.items.key[item]],
        "kind": ["contra"],
        "currency": [currency],
        "amount": [to_major(amount, currency)],
        "effective_date": [asked.day],
        "posting_date": [asked.day],
        "entered_on": [clock.today()],
        "entered_by": [by or None],
        "reference": [asked.agreement.strip()],
        "state": ["to post"],
    }
    table = tables["Allocations"]
    sheets.write([appended(table, {key: column for key, column in columns.items() if key in table.columns})], {})
    return ledger.items.key[item]
