"""Money that came in at the bank and is not posted yet: nobody who has paid is asked to pay.

What the Matching sheet proposes it for says whose it is, else the payer's name where it is a customer's.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from arrears.core.matching.payer_names import folded
from arrears.core.money import CURRENCIES, to_major, to_minor
from arrears.runs.bank_states import OPEN
from arrears.runs.matching.matching_states import PROPOSED
from arrears.runs.matching.sources import BANK, key_of
from arrears.runs.ports import Table
from arrears.runs.reading import Row, fits

Account = tuple[str, str]
"""A customer and a currency."""


@dataclass(frozen=True, slots=True)
class PendingReceipts:
    """What is pending by account, in minor units; and the lines of which nobody knows whose they are."""

    by_account: Mapping[Account, int] = field(default_factory=dict)
    unknown: Sequence[tuple[str, Decimal]] = ()
    """Currency and amount of each."""


def pending_receipts(tables: Mapping[str, Table], day: date) -> PendingReceipts:
    """Add up the open lines of the bank booked by a day, but for those that came back or are in Receipts already."""
    bank = tables.get("Bank")
    if bank is None:
        return PendingReceipts()
    proposed, names = _proposed(tables.get("Matching")), _names(tables["Customers"])
    sums: dict[Account, int] = {}
    unknown = []
    returned = {row.text("returns") for rows in proposed.values() for row in rows}
    for number in range(len(bank)):
        row = Row(bank, number)
        amount, booked, currency = row.amount("amount"), row.day("booking_date"), row.text("currency").upper()
        key = key_of(BANK, row.text("line_key"))
        usable = amount is not None and currency in CURRENCIES and fits(amount, currency)
        if not usable or amount is None or amount <= 0 or booked is None or booked > day or key in returned:
            continue
        rows = proposed.get(key, [])
        if (row.text("state") or OPEN) != OPEN or any(one.text("receipt") for one in rows):
            continue
        whose = next(
            (one.text("customer") for one in rows if one.text("customer")), names.get(folded(row.text("payer")))
        )
        if whose:
            sums[whose, currency] = sums.get((whose, currency), 0) + to_minor(amount, currency)
        else:
            unknown.append((currency, to_major(to_minor(amount, currency), currency)))
    return PendingReceipts(sums, unknown)


def _proposed(table: Table | None) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = {}
    for number in range(0 if table is None else len(table)):
        row = Row(table, number)  # type: ignore[arg-type]  # no rows without the table
        if row.text("state") in ("", PROPOSED):
            found.setdefault(row.text("source"), []).append(row)
    return found


def _names(customers: Table) -> dict[str, str]:
    """Give the customer of each name that only one bears."""
    found: dict[str, set[str]] = {}
    for key, name in zip(customers.column("customer"), customers.column("name"), strict=True):
        if key and name:
            found.setdefault(folded(str(name)), set()).add(str(key))
    return {name: next(iter(keys)) for name, keys in found.items() if len(keys) == 1}
