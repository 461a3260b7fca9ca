"""An Interest sheet whose every amount is an exact half of the smallest unit, so that rounding alone decides it."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from math import gcd
from pathlib import Path

import numpy as np
from tests.command_line import answered
from tests.samples.typed_cells import table_rows

from arrears.core.money import half_away, to_major
from arrears.office.workbook_file import WorkbookFile
from arrears.runs.ports import Rows, Value

CURRENCIES = ("EUR", "JPY", "KWD")
_FIRST = date(2025, 1, 1)


@dataclass(frozen=True, slots=True)
class Stretch:
    """Days of one balance (minor units, of either sign), at a rate in hundredths of a percent a year."""

    balance: int
    rate: int
    days: int
    year_days: int

    @property
    def numerator(self) -> int:
        """Give balance x rate x days: the interest in minor units over ``10000 * year_days``."""
        return self.balance * self.rate * self.days

    @property
    def amount(self) -> int:
        """Give the interest by the rounding of the core."""
        return int(half_away(np.array([self.numerator], dtype=np.int64), 10_000 * self.year_days)[0])


def halves(chance: random.Random) -> Iterator[list[Stretch]]:
    """Give, one after the other, items whose interest is a whole number of units and a half, above or below zero."""
    while True:
        year_days, rate, days = chance.choice((360, 365, 366)), chance.randint(25, 3_600), chance.randint(1, 700)
        half = 5_000 * year_days
        step = half // gcd(rate * days, half)
        if rate * days * step // half % 2 == 0:
            continue  # no balance gives an odd number of halves
        balance = step * (2 * chance.randint(0, max(10**7 // step, 1)) + 1) * chance.choice((1, -1))
        yield _cut(chance, Stretch(balance, rate, days, year_days))


def _cut(chance: random.Random, whole: Stretch) -> list[Stretch]:
    """Cut an item's stretch in two, by days or by balance, or leave it: the sum stays the half it was."""
    way = chance.choice(("none", "days", "balance"))
    if way == "days" and whole.days > 1:
        first = chance.randint(1, whole.days - 1)
        return [Stretch(whole.balance, whole.rate, days, whole.year_days) for days in (first, whole.days - first)]
    if way == "balance" and abs(whole.balance) > 1:
        first = chance.randint(1, abs(whole.balance) - 1) * (1 if whole.balance > 0 else -1)
        return [Stretch(balance, whole.rate, whole.days, whole.year_days) for balance in (first, whole.balance - first)]
    return [whole]


def write(book: Path, items: int, seed: int = 1) -> tuple[int, int]:
    """Make a book with so many items of half units on its Interest sheet; give how many are above and below zero."""
    chance = random.Random(seed)  # noqa: S311 - made-up figures
    made = halves(chance)
    found = [next(made) for _ in range(items)]
    answered("new", book, "--language", "en", "--currency", "EUR")
    answered("add", book, "interest")
    with WorkbookFile.open(book) as sheets:
        sheets.read("Interest")
        columns = _columns(found)
        sheets.write([Rows("Interest", columns, [None] * len(columns["item_key"]))], {})
    above = sum(sum(one.balance for one in item) > 0 for item in found)
    return above, items - above


def charged(book: Path) -> tuple[int, int]:
    """Count the items on the Interest sheet of a book, and their slices."""
    keys = [row["Item key"] for row in table_rows(book, "Interest") if row["Item key"]]
    return len(set(keys)), len(keys)


def _columns(items: list[list[Stretch]]) -> dict[str, list[Value]]:
    columns: dict[str, list[Value]] = {}
    position = 1
    for number, item in enumerate(items):
        code, day = CURRENCIES[number % len(CURRENCIES)], _FIRST
        total = Stretch(sum(one.numerator for one in item), 1, 1, item[0].year_days).amount
        for nth, one in enumerate(item):
            last = nth == len(item) - 1
            amount = total - sum(other.amount for other in item[:-1]) if last else one.amount
            row: dict[str, Value] = {
                "customer": "C1",
                "document_no": str(number),
                "currency": code,
                "from_day": day,
                "to_day": day + timedelta(days=one.days - 1),
                "days": one.days,
                "balance": to_major(one.balance, code),
                "rate": Decimal(one.rate) / 100,
                "year_days": one.year_days,
                "amount": to_major(amount, code),
                "amount_check": to_major(amount, code),
                "item_key": f"C1|{number}",
                "first_slice": position,
                "slice_count": len(item),
            }
            for key, value in row.items():
                columns.setdefault(key, []).append(value)
            day += timedelta(days=one.days)
        position += len(item)
    return columns
