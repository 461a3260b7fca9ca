"""What ``arrears terms`` answers: dates and amounts of one invoice under its terms, as plain data."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Final

from arrears.core.discounts.early_payment import (
    DiscountRule,
    Offer,
    Open,
    Settled,
    deductible,
    open_offer,
    payment_crediting,
    settle,
)
from arrears.core.dunning.payment_plan import Plan, PlannedDiscount, common, plan
from arrears.core.money import to_major, to_minor
from arrears.core.terms.deadlines import Base
from arrears.core.terms.term_notation import parse
from arrears.core.terms.term_readings import Ambiguous
from arrears.core.terms.terms import Calendar, Terms, plain
from arrears.core.terms.working_days import MONDAY_TO_FRIDAY, OffDays
from arrears.errors import InputRefused

Answer = dict[str, Any]
WEEKENDS: Final = ("none", "next", "previous")
COSTS: Final = ("nominal", "effective")


@dataclass(frozen=True, slots=True)
class Invoice:
    """One invoice: its date, amount and the part discounts are taken on (minor units), its calendar, and how the
    annual cost of forgoing a discount is told (days of the year; nominal or effective)."""

    date: date
    currency: str
    amount: int | None
    discountable: int | None
    calendar: Calendar
    year: int
    cost: str

    def major(self, minor: int) -> str:
        """Write minor units as an amount."""
        return str(to_major(minor, self.currency))

    def under(self, terms: Terms) -> Plan:
        """Work out what terms come to."""
        gross = self.amount or 0
        try:
            return plan(terms, self.date, gross, self.currency, self.calendar, self.discountable, self.year)
        except OverflowError:
            raise InputRefused("beyond-calendar") from None

    def needed_amount(self) -> int:
        """Give the amount; refuses if it was left out."""
        if self.amount is None:
            raise InputRefused("amount-needed")
        return self.amount


def calendar(events: Mapping[Base, date], weekend: str, country: str | None) -> Calendar:
    """Make the calendar that terms are counted in."""
    off_days = {"none": OffDays.STAY, "next": OffDays.NEXT, "previous": OffDays.PREVIOUS}[weekend]
    if country is None:
        return Calendar(events, MONDAY_TO_FRIDAY, off_days)
    from arrears.office.calendars import working_days  # noqa: PLC0415 - holidays are loaded where a country is named

    return Calendar(events, working_days(country), off_days)


def read(text: str, readings: Sequence[str], cutoff: str | None, document_date: date) -> Terms | Ambiguous:
    """Read terms as the named readings say; refuses an unknown notation and a reading it does not have.

    Where the notation leaves nothing open on that date, readings answer no question and do no harm.
    """
    unanswered = parse(text, document_date=document_date)
    if unanswered is None:
        raise InputRefused("terms-option", found=text)
    if isinstance(unanswered, Ambiguous):
        known = {choice for one in unanswered.readings for choice in one.choices}
        for choice in readings:
            if choice not in known:
                shown = ", ".join(sorted(known))
                raise InputRefused("choice-option", found=choice, option="--reading", choices=shown)
    found = parse(text, [*readings, *([cutoff] if cutoff else [])], document_date)
    return unanswered if found is None else found


def meaning(found: Terms | Ambiguous, invoice: Invoice) -> Answer:
    """Answer with due date, discounts and instalments.

    Readings that come to the same days leave no choice open; otherwise what they agree on is told, and each of them.
    """
    if isinstance(found, Terms):
        return {"text": str(found), **_planned(invoice.under(found), invoice), "ambiguous": None}
    readings = [(one, invoice.under(one.terms)) for one in found.readings]
    due, discounts = common([planned for _, planned in readings])
    first = _planned(readings[0][1], invoice)
    told = [{"choices": list(one.choices), "text": str(one.terms), **_planned(each, invoice)} for one, each in readings]
    if due is not None and discounts is not None:
        return {"text": found.text, **first, "ambiguous": None}
    agreed = None if discounts is None else [_discount(one, invoice) | {"annual_cost": None} for one in discounts]
    return {
        "text": found.text,
        "due": None if due is None else due.isoformat(),
        "discounts": agreed,
        "instalments": None,
        "assumed": first["assumed"],
        "ambiguous": {"why": list(found.why), "readings": told},
    }


def _planned(planned: Plan, invoice: Invoice) -> Answer:
    return {
        "due": planned.due.isoformat(),
        "discounts": [_discount(one, invoice) for one in planned.discounts],
        "instalments": [
            {"due": one.due.isoformat(), "amount": None if invoice.amount is None else invoice.major(one.amount)}
            for one in planned.instalments
        ],
        "assumed": sorted(base.value for base in planned.assumed),
    }


def _discount(one: PlannedDiscount, invoice: Invoice) -> Answer:
    annual = one.annual_cost if invoice.cost == "nominal" else one.effective_annual_cost
    known = invoice.amount is not None
    return {
        "until": one.until.isoformat(),
        "percent": plain(one.percent),
        "amount": invoice.major(one.amount) if known else None,
        "pay": invoice.major(one.pay) if known else None,
        "annual_cost": None if annual is None else f"{annual:f}",
    }


def _offers(found: Terms | Ambiguous, invoice: Invoice) -> Sequence[Offer] | None:
    """Give the discounts that all readings agree on; None where they do not."""
    plans = (
        [invoice.under(one.terms) for one in found.readings] if isinstance(found, Ambiguous) else [invoice.under(found)]
    )
    return plans[0].offers if common(plans)[1] is not None else None


def settled(
    found: Terms | Ambiguous,
    invoice: Invoice,
    rule: DiscountRule,
    payments: Sequence[tuple[date, Decimal]],
    *,
    grants: bool,
    deducted: int | None,
) -> Answer:
    """Answer with what each payment earned, credited and left open, and with the sums of all."""
    if not payments:
        return {}
    balance, taken = invoice.needed_amount(), 0
    offers = _offers(found, invoice) if grants else ()
    if offers is None:
        return dict.fromkeys(("payments", "discount", "credited", "balance", "unearned", "on_account"))
    steps: list[tuple[date, Settled]] = []
    for day, paid in sorted(payments, key=lambda payment: payment[0]):
        said = deducted if len(steps) == len(payments) - 1 else None
        item = Open(invoice.needed_amount(), balance, taken)
        done = settle(item, to_minor(paid, invoice.currency), day, offers, rule, said)
        balance, taken = done.balance, taken + done.discount
        steps.append((day, done))
    return {
        "payments": [_payment(day, done, invoice) for day, done in steps],
        "discount": invoice.major(taken),
        "credited": invoice.major(sum(done.credited for _, done in steps)),
        "balance": invoice.major(balance),
        "unearned": invoice.major(sum(done.unearned for _, done in steps)),
        "on_account": invoice.major(sum(done.on_account for _, done in steps)),
    }


def _payment(day: date, done: Settled, invoice: Invoice) -> Answer:
    names = ("paid", "discount", "difference", "unearned", "credited", "balance", "on_account")
    return {"date": day.isoformat(), **{name: invoice.major(getattr(done, name)) for name in names}}


def payable(
    found: Terms | Ambiguous,
    invoice: Invoice,
    rule: DiscountRule,
    day: date,
    before: Answer,
    leave: int,
    *,
    grants: bool,
) -> Answer:
    """Answer with what is to be paid on a day so that so much stays open (0: to settle the invoice)."""
    gross = invoice.needed_amount()
    offers = _offers(found, invoice) if grants else ()
    if offers is None:
        return {"as_of": day.isoformat(), "pay": None}
    balance = to_minor(Decimal(before.get("balance", invoice.major(gross))), invoice.currency)
    taken = to_minor(Decimal(before.get("discount", "0")), invoice.currency)
    offer = open_offer(offers, day, rule)
    if abs(leave) >= abs(balance):
        pay = 0
    elif leave and offer:
        pay = payment_crediting(balance - leave, offer, gross)
    else:
        pay = balance - leave - (0 if leave else deductible(Open(gross, balance, taken), day, offers, rule))
    return {"as_of": day.isoformat(), "pay": invoice.major(pay)}
