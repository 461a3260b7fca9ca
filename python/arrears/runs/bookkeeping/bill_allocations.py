"""What bills settle, as rows of Allocations: one when a bill closes its item, another back when it is dishonoured."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

from arrears.core.bookkeeping.bills import Event
from arrears.core.money import pro_rata, to_major, to_minor
from arrears.runs.bookkeeping.bills_table import BillRow
from arrears.runs.ports import Rows, Table, Value
from arrears.runs.reading import Row
from arrears.runs.upsert import appended


class Missing(NamedTuple):
    """A settlement that a bill says and Allocations does not."""

    bill: BillRow
    event: Event


def missing_allocations(tables: Mapping[str, Table], bills: Sequence[BillRow]) -> list[Missing]:
    """Find what bills settle, or give back, and Allocations does not hold."""
    held = _held(tables.get("Allocations"))
    found = []
    for one in bills:
        for event in one.bill.events():
            if not event.settles or one.item < 0:
                continue
            key = (one.bill.number, one.bill.item, event.settles, event.day)
            if held[key]:
                held[key] -= 1
            else:
                found.append(Missing(one, event))
    return found


def allocation_rows_of(table: Table, missing: Sequence[Missing], base_currency: str, by: str, on: date) -> Rows:
    """Give Allocations with the settlements below; they book through the bill's own postings."""
    columns: dict[str, list[Value]] = {
        "item": [one.bill.bill.item for one in missing],
        "kind": ["bill" for _ in missing],
        "currency": [one.bill.currency for one in missing],
        "amount": [to_major(one.event.settles, one.bill.currency) for one in missing],
        "base_amount": [
            to_major(pro_rata(one.bill.bill.base, one.event.settles, one.bill.bill.amount), base_currency)
            if one.bill.base_known else None
            for one in missing
        ],
        "effective_date": [one.event.day for one in missing],
        "posting_date": [one.event.day for one in missing],
        "entered_on": [on for _ in missing],
        "entered_by": [by or None for _ in missing],
        "reference": [one.bill.bill.number for one in missing],
        "state": ["to post" for _ in missing],
    }  # fmt: skip
    return appended(table, {key: values for key, values in columns.items() if key in table.columns})


def _held(table: Table | None) -> Counter[tuple[str, str, int, date | None]]:
    held: Counter[tuple[str, str, int, date | None]] = Counter()
    for number in range(0 if table is None else len(table)):
        row = Row(table, number)  # type: ignore[arg-type]  # no rows without the table
        amount = row.amount("amount")
        if row.text("kind") == "bill" and amount is not None:
            minor = to_minor(amount, row.text("currency").upper())
            held[row.text("reference"), row.text("item"), minor, row.day("posting_date")] += 1
    return held
