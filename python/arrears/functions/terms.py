"""What payment terms come to: the due date, the discount, its last day, what to pay, and the cost of forgoing it."""

import contextlib
import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Final

from arrears.core import settings
from arrears.core.discounts.early_payment import DiscountRule, Open, deductible, offers, settle
from arrears.core.dunning.payment_plan import plan
from arrears.core.money import LARGEST, to_major, to_minor
from arrears.core.terms.term_notation import parse
from arrears.core.terms.term_settings import READERS, READINGS
from arrears.core.terms.terms import Calendar, Terms
from arrears.core.terms.working_days import MONDAY_TO_FRIDAY, OffDays
from arrears.errors import InputRefused
from arrears.functions.declaration import Declarations
from arrears.functions.figures import AMOUNT, COUNT, CURRENCY, DAY
from arrears.functions.readers import TEXT, Reader, one_of
from arrears.functions.results import Percent
from arrears.functions.spreading import attempted
from arrears.office.calendars import working_days

declared = Declarations()

OFF_DAYS: Final = one_of(
    {"stay": OffDays.STAY, "next": OffDays.NEXT, "previous": OffDays.PREVIOUS},
    lambda text: "stay" if READERS["weekend_rule"](text) == "none" else READERS["weekend_rule"](text),
)
YEAR_DAYS: Final = one_of({"365": 365, "360": 360})
COSTS: Final = one_of(("nominal", "effective"), settings.one_of({"nominal": ("单利",), "effective": ("复利",)}))
_RULE: Final = DiscountRule()
_ANY_AMOUNT: Final = 10**10
"""Large, so that rounding to the cent does not show in the cost of a discount."""
_SAMPLES: Final = (date(2026, 1, 1), date(2026, 1, 10), date(2024, 2, 29), date(2026, 8, 31))
"""Document dates on which terms are tried out where none is given."""
CALENDAR: Final[Mapping[str, Reader]] = {"reading": TEXT, "weekend": OFF_DAYS, "country": TEXT}
"""How every function of terms lets say which meaning counts, and what becomes of a last day on a weekend or holiday."""

ON_A_DAY: Final[Mapping[str, Reader]] = {
    "amount": AMOUNT, "terms_text": TEXT, "document_date": DAY, "on_date": DAY, "currency_code": CURRENCY, **CALENDAR,
}  # fmt: skip
"""The parameters of functions that ask what settles an invoice on a day."""


@declared.each("AR_DUE_DATE", terms_text=TEXT, document_date=DAY, **CALENDAR)
def due_date(
    terms_text: str, document_date: date, reading: str = "", weekend: OffDays = OffDays.STAY, country: str = ""
) -> date:
    """Give the day by which all is due under payment terms."""
    agreed, calendar = _agreed(terms_text, document_date, reading, weekend, country)
    return agreed.due_date(document_date, calendar)


@declared.each("AR_DISCOUNT_DATE", terms_text=TEXT, document_date=DAY, nth=COUNT, **CALENDAR)
def discount_date(
    terms_text: str,
    document_date: date,
    nth: int = 1,
    reading: str = "",
    weekend: OffDays = OffDays.STAY,
    country: str = "",
) -> date | None:
    """Give the last day of the first (or another) discount; blank where the terms have none."""
    agreed, calendar = _agreed(terms_text, document_date, reading, weekend, country)
    steps = agreed.discount_until(document_date, calendar)
    return steps[nth - 1][0] if 1 <= nth <= len(steps) else None


@declared.each("AR_DISCOUNT", **ON_A_DAY)
def discount(
    amount: Decimal,
    terms_text: str,
    document_date: date,
    on_date: date,
    currency_code: str = "",
    reading: str = "",
    weekend: OffDays = OffDays.STAY,
    country: str = "",
) -> Decimal:
    """Give the discount that is open on a day, in the invoice's currency; 0 where none is."""
    gross = minor(amount, currency_code)
    agreed, calendar = _agreed(terms_text, document_date, reading, weekend, country)
    found = offers(agreed, document_date, gross, calendar)
    return to_major(deductible(Open(gross, gross), on_date, found, _RULE), currency_code)


@declared.each("AR_NET_TO_PAY", **ON_A_DAY)
def net_to_pay(
    amount: Decimal,
    terms_text: str,
    document_date: date,
    on_date: date,
    currency_code: str = "",
    reading: str = "",
    weekend: OffDays = OffDays.STAY,
    country: str = "",
) -> Decimal:
    """Give what settles the invoice if it is paid on a day: its amount less the discount open then."""
    open_then = discount(amount, terms_text, document_date, on_date, currency_code, reading, weekend, country)
    return to_major(minor(amount, currency_code), currency_code) - open_then


@declared.each(
    "AR_UNEARNED_DISCOUNT",
    amount=AMOUNT, terms_text=TEXT, document_date=DAY, paid=AMOUNT, paid_on=DAY, currency_code=CURRENCY, **CALENDAR,
)  # fmt: skip
def unearned_discount(
    amount: Decimal,
    terms_text: str,
    document_date: date,
    paid: Decimal,
    paid_on: date,
    currency_code: str = "",
    reading: str = "",
    weekend: OffDays = OffDays.STAY,
    country: str = "",
) -> Decimal:
    """Give what was deducted from a payment without being earned, so that it is still owed."""
    gross = minor(amount, currency_code)
    agreed, calendar = _agreed(terms_text, document_date, reading, weekend, country)
    found = offers(agreed, document_date, gross, calendar)
    settled = settle(Open(gross, gross), minor(paid, currency_code, "paid"), paid_on, found, _RULE)
    return to_major(settled.unearned, currency_code)


@declared.each(
    "AR_DISCOUNT_COST",
    terms_text=TEXT, document_date=DAY, nth=COUNT, year_days=YEAR_DAYS, method=COSTS, reading=TEXT,
)  # fmt: skip
def discount_cost(
    terms_text: str,
    document_date: date | None = None,
    nth: int = 1,
    year_days: int = 365,
    method: str = "nominal",
    reading: str = "",
) -> Percent | None:
    """Give what it costs a year to forgo a discount and pay on the due date; blank where nothing is deferred.

    Without a document date the terms must come to the same on any.
    """
    cost = _cost(terms_text, document_date or _SAMPLES[0], reading, nth, year_days, method)
    if document_date is None:
        others = {attempted(_cost, terms_text, day, reading, nth, year_days, method) for day in _SAMPLES[1:]}
        if others != {cost}:
            raise InputRefused("argument-blank", argument="document_date")
    return None if cost is None else Percent(cost)


@lru_cache(maxsize=4096)
def _cost(text: str, document_date: date, reading: str, nth: int, year_days: int, method: str) -> Decimal | None:
    agreed, calendar = _agreed(text, document_date, reading, OffDays.STAY, "")
    found = plan(agreed, document_date, _ANY_AMOUNT, "", calendar, basis=year_days).discounts
    if not 1 <= nth <= len(found):
        return None
    return found[nth - 1].annual_cost if method == "nominal" else found[nth - 1].effective_annual_cost


def minor(amount: Decimal, currency: str, argument: str = "amount") -> int:
    """Turn an amount into minor units; refuses what no column can hold."""
    found = to_minor(amount, currency)
    if abs(found) >= LARGEST:
        raise InputRefused("argument-too-large", found=f"{amount:f}", argument=argument)
    return found


def _choices(text: str) -> list[str]:
    """Give the choices that words mean, in English or Chinese: the answer to every question that knows them.

    A number alone answers none; what no question knows stays as it is.
    """
    found = []
    for read in () if text.isdecimal() else READINGS.values():
        with contextlib.suppress(ValueError):
            found.append(read(text))
    return found or [text]


@lru_cache(maxsize=65_536)
def _agreed(text: str, document_date: date, reading: str, weekend: OffDays, country: str) -> tuple[Terms, Calendar]:
    """Read terms and make their calendar; readings that come to the same days leave no question open.

    Refuses those that do not, with the readings to choose from.
    """
    parts = [part.strip() for part in re.split("[,;，；、]", reading) if part.strip()]
    choices = tuple(choice for part in parts for choice in _choices(part))
    calendar = Calendar({}, working_days(country) if country else MONDAY_TO_FRIDAY, weekend)
    found = parse(text, choices, document_date)
    if found is None:
        raise InputRefused("terms-option", found=text)
    if isinstance(found, Terms):
        return found, calendar
    meant = [one.terms for one in found.readings]
    days = {(one.due_date(document_date, calendar), *one.discount_until(document_date, calendar)) for one in meant}
    if len(days) > 1:
        named = dict.fromkeys(choice for one in found.readings for choice in one.choices)
        raise InputRefused("argument-terms-ambiguous", found=text, choices=", ".join(named))
    return meant[0], calendar
