"""The policy of a company: the settings on Home, typed, with a default for each that cannot be read."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from arrears.core import settings
from arrears.core.interest import interest_settings
from arrears.core.matching import matching_settings
from arrears.core.measures import measure_settings
from arrears.core.problems import Place, Problem
from arrears.core.terms import term_settings

ADDRESS_WINDOWS = ("din", "us", "gb", "fr")
"""Envelopes with a window that letters may be folded for: DIN 5008, US #10, British and French DL."""


@dataclass(frozen=True, slots=True)
class Policy:
    """Every setting of the company, with the defaults of a new workbook.

    Rates are percent a year; amounts are in major units of the currency they are compared with; limits are inclusive.
    From ``day_count`` to ``interest_on_disputed`` an empty setting means what the contract or regime says by itself.
    """

    company: str = ""
    company_address: str = ""
    bank_details: str = ""
    signatory: str = ""
    contact: str = ""
    company_footer: str = ""
    address_window: str = ""
    base_currency: str = "EUR"
    buckets: tuple[int, ...] = (30, 60, 90, 180, 365)
    levels: tuple[int, ...] = (7, 21, 35, 49)
    letter_interval: int = 14
    minimum_amount: Decimal = Decimal(25)
    interest: str = "none"
    interest_rate: Decimal | None = None
    interest_series: str = ""
    interest_margin: Decimal | None = None
    day_count: str = ""
    interest_payment_day: bool | None = None
    interest_fixing: str = ""
    interest_factor: Decimal | None = None
    interest_compounding: str = ""
    interest_order: str = ""
    interest_base: str = ""
    interest_rounding: str = ""
    interest_grace: int | None = None
    minimum_interest: Decimal | None = None
    interest_cap: Decimal | None = None
    interest_on_disputed: bool | None = None
    fixed_sums: bool = False
    interest_from_level: int = 3
    bands: tuple[tuple[int, str], ...] = ((1, "y"), (2, "y"), (3, "y"), (4, "y"), (5, "y"))
    weekend_rule: str = "none"
    holidays_of: str = ""
    month_end_order: str = ""
    statement_date: str = ""
    month_meant: str = ""
    which_month: str = ""
    following_month: str = ""
    net_missing: str = ""
    net_base: str = ""
    first_instalment: str = ""
    month_cutoff: str = ""
    discount_grace: int = 0
    discount_base: str = "gross"
    discount_tolerance: Decimal = Decimal(0)
    discount_when_overdue: bool = True
    discount_part_payment: str = "pro rata"
    pay_within: int = 10
    letter_fee: tuple[Decimal, ...] = field(default=(Decimal(0), Decimal(0), Decimal(0), Decimal(0)))
    procedure: str = ""
    receipts_age: int = 3
    promise_grace: int = 0
    new_overdue_days: int = 7
    stop_supply_days: int = 60
    contact_days: int = 30
    old_days: int = 180
    large_amount: Decimal = Decimal(0)
    control_tolerance: Decimal = Decimal(0)
    match_accept: int = 0
    match_tolerance: Decimal = Decimal(0)
    bank_charge_limit: Decimal = Decimal(0)
    oldest_first: bool = False
    approval_amount: Decimal = Decimal(0)
    financing_rate: Decimal | None = None
    sales_source: str = "sheet"
    measure_months: int = 3
    bills_close: str = "acceptances"
    datev_consultant: str = ""
    datev_client: str = ""
    fiscal_year_start: str = "01-01"
    account_length: int = 4

    @property
    def term_choices(self) -> frozenset[str]:
        """The readings chosen for notations of payment terms that have several."""
        return frozenset(choice for key in term_settings.READINGS if (choice := getattr(self, key)))

    def fee(self, level: int) -> Decimal:
        """Give the dunning fee of a level in major units; levels beyond the list cost what the last one does."""
        return self.letter_fee[min(level, len(self.letter_fee)) - 1] if level > 0 else Decimal(0)


_READERS: Mapping[str, Callable[[str], Any]] = {
    "company": settings.text,
    "company_address": settings.text,
    "bank_details": settings.text,
    "signatory": settings.text,
    "contact": settings.text,
    "company_footer": settings.text,
    "address_window": settings.choice({window: window for window in ADDRESS_WINDOWS}),
    "base_currency": settings.currency,
    "buckets": settings.ascending(most=7),
    "levels": settings.ascending(most=9),
    "letter_interval": settings.count,
    "minimum_amount": settings.amount,
    **interest_settings.READERS,
    "bands": settings.bands(most=5),
    **term_settings.READERS,
    "pay_within": settings.count,
    "letter_fee": settings.amounts(most=9),
    "procedure": settings.text,
    "receipts_age": settings.count,
    "promise_grace": settings.count,
    "new_overdue_days": settings.count,
    "stop_supply_days": settings.count,
    "contact_days": settings.count,
    "old_days": settings.count,
    "large_amount": settings.amount,
    "control_tolerance": settings.amount,
    **matching_settings.READERS,
    **measure_settings.READERS,
    "bills_close": settings.one_of({"acceptances": ("承兑汇票",), "all": ("全部",), "none": ("均不",)}),
    "datev_consultant": settings.text,
    "datev_client": settings.text,
    "fiscal_year_start": settings.month_and_day,
    "account_length": settings.count,
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
