"""Months of made-up receivables with known truth: every event is booked twice, in the tables and in a plain list.

The list (``Effect``) is what a general ledger would hold: it knows nothing of how the tables are read or added up.
"""

import random
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, NamedTuple

Row = dict[str, Any]
CURRENCIES = ("EUR", "USD")
_DOCUMENTS = (
    ("invoice", "invoices", 1), ("invoice", "invoices", 1), ("invoice", "invoices", 1), ("invoice", "invoices", 1),
    ("debit note", "debit_notes", 1), ("interest note", "interest_and_fees", 1), ("credit note", "credit_notes", -1),
)  # fmt: skip
_SETTLED = (
    ("discount", "discounts"), ("write-off", "write_offs"), ("bill", "bills"), ("contra", "contra"),
    ("withholding tax", "withholding_tax"), ("bank charge", "bank_charges"), ("exchange", "exchange"),
    ("rounding", "rounding"),
)  # fmt: skip


class Effect(NamedTuple):
    """What one event does to one account: the day it is posted, its column of the roll-forward, and the amount."""

    account: str
    customer: str
    currency: str
    day: date
    column: str
    amount: Decimal


@dataclass
class Months:
    """The tables of so many months, and the truth about them."""

    ends: list[date]
    items: list[Row] = field(default_factory=list)
    receipts: list[Row] = field(default_factory=list)
    allocations: list[Row] = field(default_factory=list)
    effects: list[Effect] = field(default_factory=list)

    def tables(self, known: date) -> dict[str, list[Row]]:
        """Give the tables as they stood at the end of a day: nothing of what was posted later."""
        return {
            "Invoices": [dict(row) for row in self.items if row["document_date"] <= known],
            "Receipts": [dict(row) for row in self.receipts if row["value_date"] <= known],
            "Allocations": [dict(row) for row in self.allocations if row["posting_date"] <= known],
        }

    def balance(self, day: date, *whose: str) -> dict[tuple[str, ...], Decimal]:
        """Add up the effects until a day by account and currency (by ``whose`` fields of an effect)."""
        sums: dict[tuple[str, ...], Decimal] = defaultdict(Decimal)
        for one in self.effects:
            if one.day <= day:
                sums[tuple(getattr(one, name) for name in whose or ("account", "currency"))] += one.amount
        return dict(sums)

    def moved(self, first: date, last: date) -> dict[tuple[str, str, str], Decimal]:
        """Add up the effects of a period by account, currency and column."""
        sums: dict[tuple[str, str, str], Decimal] = defaultdict(Decimal)
        for one in self.effects:
            if first <= one.day <= last:
                sums[one.account, one.currency, one.column] += one.amount
        return {key: amount for key, amount in sums.items() if amount}

    def control_accounts(self, day: date) -> list[Row]:
        """Give the balances of the general ledger on a day."""
        return [
            {"account": account, "currency": currency, "balance_date": day, "balance": amount}
            for (account, currency), amount in sorted(self.balance(day).items())
        ]


def months(count: int, items: int, seed: int) -> Months:
    """Make so many months of so many documents each, with all that may happen to them afterwards."""
    chance = random.Random(seed)  # noqa: S311 - made-up data
    ends = [_end(2026, 1 + n) for n in range(count)]
    made = Months(ends)
    for end in ends:
        for _ in range(items):
            _document(made, chance, end.replace(day=1), end)
    return made


def _end(year: int, month: int) -> date:
    year, month = year + (month - 1) // 12, (month - 1) % 12 + 1
    return date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)


def _document(made: Months, chance: random.Random, first: date, end: date) -> None:
    kind, column, sign = chance.choice(_DOCUMENTS)
    customer = f"C{chance.randrange(12)}"
    account, currency = ("1122", "1123")[int(customer[1:]) % 2], chance.choice(CURRENCIES)
    day = first + timedelta(days=chance.randrange((end - first).days + 1))
    amount = Decimal(chance.randrange(2_000, 900_000)) / 100
    key = f"D{len(made.items)}"
    made.items.append({
        "customer": customer, "document_no": key, "item_key": key, "kind": kind, "document_date": day,
        "due_date": day + timedelta(days=30), "currency": currency, "gross": sign * amount, "control_account": account,
    })  # fmt: skip
    made.effects.append(Effect(account, customer, currency, day, column, sign * amount))
    if sign > 0:
        _life(made, chance, made.items[-1], amount)


def _life(made: Months, chance: random.Random, item: Row, left: Decimal) -> None:
    """Let things happen to a debt, one after another, each on a later day and for a part of what is left."""
    day = item["document_date"]
    for _ in range(chance.randrange(4)):
        day += timedelta(days=chance.randrange(1, 40))
        if day > made.ends[-1] or left < 1:
            return
        part = left if chance.random() < 0.4 else Decimal(chance.randrange(1, int(left * 100))) / 100
        happened = chance.choice((_paid, _paid, _paid, _settled, _credited, _paid_for_another, _came_back, _corrected))
        left -= happened(made, chance, item, part, day)


def _allocated(made: Months, item: Row, amount: Decimal, day: date, kind: str, **more: Any) -> None:
    made.allocations.append({
        "item": item["item_key"], "kind": kind, "currency": item["currency"], "amount": amount, "effective_date": day,
        "posting_date": day, **more,
    })  # fmt: skip


def _effect(made: Months, item: Row, day: date, column: str, amount: Decimal, **more: str) -> None:
    whose = {"account": item["control_account"], "customer": item["customer"], "currency": item["currency"]} | more
    made.effects.append(Effect(**whose, day=day, column=column, amount=amount))


def _received(made: Months, item: Row, amount: Decimal, day: date, customer: str) -> str:
    key = f"R{len(made.receipts)}"
    made.receipts.append({
        "receipt_key": key, "customer": customer, "currency": item["currency"], "amount": amount, "value_date": day,
    })  # fmt: skip
    return key


def _paid(made: Months, chance: random.Random, item: Row, part: Decimal, day: date) -> Decimal:
    """Receive more than is applied now and then: the rest stays on account."""
    more = Decimal(chance.randrange(5)) if chance.random() < 0.2 else Decimal(0)
    key = _received(made, item, part + more, day, item["customer"])
    _effect(made, item, day, "receipts", -part - more)
    _allocated(made, item, part, day, "cash", receipt=key)
    return part


def _settled(made: Months, chance: random.Random, item: Row, part: Decimal, day: date) -> Decimal:
    kind, column = chance.choice(_SETTLED)
    _effect(made, item, day, column, -part)
    _allocated(made, item, part, day, kind)
    return part


def _credited(made: Months, chance: random.Random, item: Row, part: Decimal, day: date) -> Decimal:
    """Use a credit note of the same account on the debt: nothing moves."""
    credit = f"D{len(made.items)}"
    whole = part + chance.randrange(3)
    same = {key: item[key] for key in ("customer", "currency", "control_account")}
    made.items.append({
        **same, "document_no": credit, "item_key": credit, "kind": "credit note", "document_date": day,
        "due_date": day, "gross": -whole,
    })  # fmt: skip
    _effect(made, item, day, "credit_notes", -whole)
    _allocated(made, item, part, day, "credit", credit=credit)
    return part


def _paid_for_another(made: Months, chance: random.Random, item: Row, part: Decimal, day: date) -> Decimal:
    """Let another customer of the same account pay: a receipt there, and a transfer."""
    payer = f"C{(int(item['customer'][1:]) + 2 * chance.randrange(1, 6)) % 12}"
    if not any(row["customer"] == payer and row["currency"] == item["currency"] for row in made.items):
        return _paid(made, chance, item, part, day)
    key = _received(made, item, part, day, payer)
    _effect(made, item, day, "receipts", -part, customer=payer)
    _allocated(made, item, part, day, "cash", receipt=key)
    _effect(made, item, day, "transfers", -part)
    _effect(made, item, day, "transfers", part, customer=payer)
    return part


def _came_back(made: Months, chance: random.Random, item: Row, part: Decimal, day: date) -> Decimal:
    """Return a payment some days later: its receipt and its allocation are reversed on that day."""
    later = day + timedelta(days=chance.randrange(1, 20))
    for sign, on, column in ((1, day, "receipts"), (-1, later, "returned_payments")):
        key = _received(made, item, sign * part, on, item["customer"])
        _effect(made, item, on, column, -sign * part)
        _allocated(made, item, sign * part, on, "cash", receipt=key)
    return Decimal(0)


def _corrected(made: Months, chance: random.Random, item: Row, part: Decimal, day: date) -> Decimal:
    """Write something off and take it back months later: a late correction, posted in its own month."""
    later = day + timedelta(days=chance.randrange(40, 100))
    for sign, on in ((1, day), (-1, later)):
        _effect(made, item, on, "write_offs", -sign * part)
        _allocated(made, item, sign * part, on, "write-off")
    return Decimal(0)
