"""What terms come to for one document: due date, instalments and discounts with their days, amounts and annual cost.

plan(terms, document_date, gross, currency, calendar, discountable, basis) -> Plan(due, discounts, instalments, assumed)
read and compare an ambiguous notation: plan each of ``Ambiguous.readings``, then ``common(plans)``
payments on it: core/discounts/early_payment.py
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from arrears.core.discounts import discount_cost
from arrears.core.discounts.early_payment import Offer, offers
from arrears.core.terms.deadlines import Base
from arrears.core.terms.instalments import amounts
from arrears.core.terms.terms import PLAIN, Calendar, Terms


@dataclass(frozen=True, slots=True)
class PlannedDiscount:
    """A discount: its last day, inclusive, its amount, what is left to pay, and the cost of forgoing it (% a year)."""

    until: date
    percent: Decimal
    amount: int
    pay: int
    days_saved: int
    """How much later the whole amount is due."""
    annual_cost: Decimal | None
    effective_annual_cost: Decimal | None


@dataclass(frozen=True, slots=True)
class Instalment:
    """What is due by a day, in minor units."""

    due: date
    amount: int


@dataclass(frozen=True, slots=True)
class Plan:
    """What terms come to for one document."""

    terms: Terms
    due: date
    discounts: tuple[PlannedDiscount, ...]
    instalments: tuple[Instalment, ...]
    """At least one; the amounts add up to the gross."""
    offers: tuple[Offer, ...]
    assumed: frozenset[Base]
    """Events whose day is not known: counted from the document date in their stead."""


def plan(
    terms: Terms,
    document_date: date,
    gross: int,
    currency: str,
    calendar: Calendar = PLAIN,
    discountable: int | None = None,
    basis: int = 365,
) -> Plan:
    """Work out a document's due date, instalments and discounts; amounts in minor units.

    Percents are taken on ``discountable`` (the net amount, say), else on the gross. ``basis`` is the days of the year
    for the annual cost.
    """
    due = terms.due_date(document_date, calendar)
    found = offers(terms, document_date, gross if discountable is None else discountable, calendar)
    return Plan(
        terms,
        due,
        tuple(_planned(offer, gross, due, basis) for offer in found),
        _instalments(terms, document_date, gross, currency, calendar),
        tuple(found),
        terms.events_needed() - calendar.events.keys() - {Base.ADVANCE},
    )


def _planned(offer: Offer, gross: int, due: date, basis: int) -> PlannedDiscount:
    later = (due - offer.until).days
    percent = offer.percent or Decimal(0)
    of_gross = Fraction(100 * offer.exact, gross) if gross else Fraction(percent)
    nominal = discount_cost.nominal(of_gross, later, basis)
    effective = discount_cost.effective(of_gross, later, basis)
    return PlannedDiscount(offer.until, percent, offer.amount, gross - offer.amount, later, nominal, effective)


def _instalments(
    terms: Terms, document_date: date, gross: int, currency: str, calendar: Calendar
) -> tuple[Instalment, ...]:
    if not terms.instalments:
        return (Instalment(terms.due_date(document_date, calendar), gross),)
    days = [terms.last_day(share.deadline, document_date, calendar) for share in terms.instalments]
    return tuple(map(Instalment, days, amounts(gross, terms.instalments, currency)))


def common(plans: Sequence[Plan]) -> tuple[date | None, tuple[PlannedDiscount, ...] | None]:
    """Give the due date and the discount days that all readings of a notation agree on; None where they do not."""
    dues = {one.due for one in plans}
    steps = {tuple((step.until, step.percent) for step in one.discounts) for one in plans}
    return (dues.pop() if len(dues) == 1 else None), (plans[0].discounts if len(steps) == 1 else None)
