"""The policy of a company: the settings on Home, typed, with a default for each that cannot be read."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from arrears.core import settings
from arrears.core.problems import Place, Problem

INTEREST_CHOICES = ("none", "contract", "reference")
DAY_COUNTS = ("act/365", "act/360", "act/act", "30/360")


@dataclass(frozen=True, slots=True)
class Policy:
    """Every setting of the company, with the defaults of a new workbook.

    Rates are percent a year; amounts are in major units of the currency they are compared with; limits are inclusive.
    """

    company: str = ""
    company_address: str = ""
    bank_details: str = ""
    signatory: str = ""
    contact: str = ""
    base_currency: str = "EUR"
    buckets: tuple[int, ...] = (30, 60, 90, 180, 365)
    levels: tuple[int, ...] = (7, 21, 35, 49)
    letter_interval: int = 14
    minimum_amount: Decimal = Decimal(25)
    interest: str = "none"
    interest_rate: Decimal | None = None
    interest_series: str = ""
    interest_margin: Decimal = Decimal(0)
    day_count: str = "act/365"
    interest_grace: int = 0
    minimum_interest: Decimal = Decimal(0)
    interest_from_level: int = 3
    bands: tuple[tuple[int, str], ...] = ((1, "y"), (2, "y"), (3, "y"), (4, "y"), (5, "y"))
    discount_grace: int = 0
    pay_within: int = 10
    letter_fee: tuple[Decimal, ...] = field(default=(Decimal(0), Decimal(0), Decimal(0), Decimal(0)))
    control_tolerance: Decimal = Decimal(0)

    def fee(self, level: int) -> Decimal:
        """Give the dunning fee of a level in major units; levels beyond the list cost what the last one does."""
        return self.letter_fee[min(level, len(self.letter_fee)) - 1] if level > 0 else Decimal(0)


_READERS: Mapping[str, Callable[[str], Any]] = {
    "company": settings.text,
    "company_address": settings.text,
    "bank_details": settings.text,
    "signatory": settings.text,
    "contact": settings.text,
    "base_currency": settings.currency,
    "buckets": settings.ascending(most=7),
    "levels": settings.ascending(most=9),
    "letter_interval": settings.count,
    "minimum_amount": settings.amount,
    "interest": settings.choice(
        {
            **{word: word for word in INTEREST_CHOICES},
            **dict.fromkeys(("no", "off", "无", "不计", "不计息"), "none"),
            **dict.fromkeys(("合同", "合同利率", "约定利率"), "contract"),
            **dict.fromkeys(("参考", "参考利率", "基准利率"), "reference"),
        }
    ),
    "interest_rate": settings.rate,
    "interest_series": settings.text,
    "interest_margin": settings.rate,
    "day_count": settings.choice({count: count for count in DAY_COUNTS} | {"30e/360": "30/360"}),
    "interest_grace": settings.count,
    "minimum_interest": settings.amount,
    "interest_from_level": settings.count,
    "bands": settings.bands(most=5),
    "discount_grace": settings.count,
    "pay_within": settings.count,
    "letter_fee": settings.amounts(most=9),
    "control_tolerance": settings.amount,
}


def read_policy(cells: Mapping[str, str | None], places: Mapping[str, Place]) -> tuple[Policy, list[Problem]]:
    """Read the policy from the text of its cells by stable key; an empty cell means the default.

    A cell that cannot be read falls back to the default with a Problem ``setting-unreadable`` at its place.
    """
    standard = Policy()
    values: dict[str, Any] = {}
    problems = []
    for key, read in _READERS.items():
        cell = (cells.get(key) or "").strip()
        if not cell:
            continue
        try:
            values[key] = read(cell)
        except ValueError:
            default = settings.written(getattr(standard, key))
            named = {"setting": key, "default": default}
            problems.append(Problem("setting-unreadable", places.get(key, Place()), cell, values=named))
    policy = Policy(**values)
    if policy.interest == "reference" and not policy.interest_series:
        problems.append(Problem("series-missing", places.get("interest", Place()), policy.interest))
    return policy, problems
