"""Books of random late items, part payments and rates, for holding interest against its formulas."""

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from tests.command_line import answered
from tests.samples.typed_cells import type_in, type_rows_below

from arrears.core.interest.regimes import REGIMES
from arrears.core.money import to_major
from arrears.runs.ports import Value

AS_OF = date(2026, 8, 31)
"""Within every shipped series."""
CURRENCIES = ("EUR", "EUR", "EUR", "JPY", "KWD")
_OLDEST = (AS_OF - date(2019, 1, 1)).days
_LARGEST = 10**9
"""Minor units: ten million in a currency with two decimals."""


@dataclass(frozen=True, slots=True)
class Rules:
    """What a book's items bear: settings of its Policy, and the column of Open items that differs by item."""

    name: str
    settings: Mapping[str, str]
    regimes: Sequence[str] = ()
    """Regimes to choose from, item by item; none where the policy's holds for all."""
    own_rates: bool = True
    """Whether most items have a contract rate of their own."""


_DAY_COUNTS = ("act/365", "act/360", "act/act", "30/360")


def every_rule() -> list[Rules]:
    """Give every simple rule: contract and reference rates by each day count, and the statutes that do not compound."""
    contract = [
        Rules(f"contract rates, {count}", {"Interest": "contract", "Contract rate %": "9", "Day count": count})
        for count in _DAY_COUNTS
    ]
    reference = {
        "Interest": "reference", "Reference series": "eu_late_payment_reference_rate", "Margin, points": "8",
    }  # fmt: skip
    floating = [
        Rules(f"reference rate + 8, {count}", reference | {"Day count": count}, own_rates=False)
        for count in _DAY_COUNTS[:2]
    ]
    simple = tuple(name for name, regime in REGIMES.items() if regime.terms.compounding == "none")
    statutes = [
        Rules(f"{len(simple)} statutes, {what}", {"Interest": "none", **settings}, simple, own_rates=False)
        for what, settings in (
            ("as they say", {}),
            ("act/360 where open", {"Day count": "act/360"}),
            ("day of payment not counted where open", {"Day of payment": "not counted"}),
            ("act/act where open", {"Day count": "act/act"}),
        )
    ]
    return [*contract, *floating, *(statutes if simple else [])]


def write(book: Path, rules: Rules, items: int, seed: int) -> dict[str, Any]:
    """Make a book of so many random items under some rules, and give the answer of its refresh."""
    chance = random.Random(seed)  # noqa: S311 - made-up figures
    invoices: list[dict[str, Value]] = []
    allocations: list[dict[str, Value]] = []
    for number in range(items):
        invoice, minor = _invoice(chance, number, rules)
        invoices.append(invoice)
        allocations += _payments(chance, invoice, minor)
    answered("new", book, "--language", "en", "--currency", "EUR")
    for part in ("receipts", "interest"):
        answered("add", book, part)
    type_in(book, "Policy", "Setting", {setting: {"Value": value} for setting, value in rules.settings.items()})
    type_rows_below(book, "Customers", [{"Customer": f"C{n}", "Name": f"Sample {n}"} for n in range(10)])
    type_rows_below(book, "Invoices", invoices)
    type_rows_below(book, "Allocations", allocations)
    return answered("refresh", book, "--as-of", AS_OF.isoformat())


def _invoice(chance: random.Random, number: int, rules: Rules) -> tuple[dict[str, Value], int]:
    code = chance.choice(CURRENCIES)
    minor = int(_LARGEST ** chance.uniform(0.2, 1))
    document = AS_OF - timedelta(days=chance.randint(1, _OLDEST))
    row: dict[str, Value] = {
        "Customer": f"C{number % 10}",
        "Kind": chance.choice(("Invoice", "Invoice", "Invoice", "Debit note", "Opening")),
        "Document no.": f"{number:06}",
        "Document date": document,
        "Due date": document + timedelta(days=chance.choice((0, 10, 14, 30, 45, 60, 90))),
        "Currency": code,
        "Gross": to_major(minor, code),
        "Item key": f"C{number % 10}|{number:06}",
    }
    if chance.random() < 0.1:
        row["Disputed"] = to_major(chance.randint(1, minor), code)
    if rules.regimes:
        row["Interest regime"] = chance.choice(rules.regimes)
    if rules.own_rates and chance.random() < 0.7:
        row["Interest rate %"] = Decimal(chance.randint(25, 36_000)).scaleb(-3)
    return row, minor


def _payments(chance: random.Random, invoice: Mapping[str, Value], minor: int) -> list[dict[str, Value]]:
    """Pay an item in up to three parts, wholly or not; one in ten payments is returned later."""
    left, day = minor, invoice["Document date"]
    rows: list[dict[str, Value]] = []
    assert isinstance(day, date)
    for _ in range(chance.choice((0, 0, 1, 1, 2, 3))):
        day += timedelta(days=chance.randint(1, 300))
        part = left if chance.random() < 0.3 else chance.randint(0, left)
        if not part or day > AS_OF:
            break
        rows.append(_paid(invoice, part, day))
        left -= part
        if chance.random() < 0.1 and day + timedelta(days=9) < AS_OF:
            rows.append(_paid(invoice, -part, day + timedelta(days=9)))
            left += part
    return rows


def _paid(invoice: Mapping[str, Value], minor: int, day: date) -> dict[str, Value]:
    code = str(invoice["Currency"])
    return {
        "Item": invoice["Item key"],
        "Kind": "Cash",
        "Currency": code,
        "Amount": to_major(minor, code),
        "Effective date": day,
        "Posting date": day,
    }
