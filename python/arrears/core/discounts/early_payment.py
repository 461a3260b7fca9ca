"""What a payment on a day earns of a discount, what it credits, and what was deducted without being earned.

    offers(terms, document_date, discountable)                    -> [Offer(until, percent, amount), ...] best first
    settle(Open(gross, balance, taken), paid, day, offers, rule)  -> Settled(discount, unearned, credited, balance ...)
    deductible(Open(gross, balance, taken), day, offers, rule)    -> what a payment that settles the item may deduct
    payment_crediting(credit, offer, gross)                       -> what to pay so that so much is credited

All amounts are minor units; credit notes are negative throughout. The discount of a part payment is paid / (1 - d) x d
(Dynamics 365, customer-payments-partial-amount; business mathematics texts).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from arrears.core.money import divide_half_away
from arrears.core.terms.terms import PLAIN, Calendar, Terms


class PartPayment(StrEnum):
    """What a part payment within the discount period earns; systems differ."""

    PRO_RATA = "pro rata"
    """Its share: what it credits is paid / (1 - d)."""
    AT_SETTLEMENT = "at settlement"
    """Nothing, but the payment that settles the item in time earns the discount on the whole."""
    NONE = "none"
    """Nothing, and nothing afterwards: only one full payment earns the discount (一次性付清)."""


class Surplus(StrEnum):
    """What becomes of paying more than the discounted amount and less than the whole."""

    LESS_DISCOUNT = "less discount"
    """Only what was deducted counts as discount."""
    ON_ACCOUNT = "on account"
    """The whole discount is granted, the surplus is a difference within the tolerance, else stays on account."""


@dataclass(frozen=True, slots=True)
class DiscountRule:
    """A company's policy on early-payment discounts; printed with the result."""

    grace: int = 0
    """Days after the last discount day on which it is still granted."""
    tolerance: int = 0
    """A shortage or surplus up to this (minor units) is written off as a difference."""
    part_payment: PartPayment = PartPayment.PRO_RATA
    surplus: Surplus = Surplus.LESS_DISCOUNT
    on_net: bool = False
    """Whether percents are taken on the net amount (without VAT) instead of the gross."""
    none_while_overdue: bool = False
    """Whether a customer with older overdue items gets none."""


@dataclass(frozen=True, slots=True)
class Offer:
    """A discount on one item: its last day, inclusive, percent, and exact amount in minor units before rounding."""

    until: date
    percent: Decimal | None
    exact: Fraction

    @property
    def amount(self) -> int:
        """The discount on the whole item, rounded half away from zero."""
        return divide_half_away(self.exact.numerator, self.exact.denominator)


@dataclass(frozen=True, slots=True)
class Open:
    """An item as a payment meets it: its gross amount, open balance, and discount taken before."""

    gross: int
    balance: int
    taken: int = 0


@dataclass(frozen=True, slots=True)
class Settled:
    """What a payment does to an item; ``paid`` + ``discount`` + ``difference`` = ``credited`` + ``on_account``."""

    paid: int
    discount: int
    """Earned, to post as discount."""
    difference: int
    """Within the tolerance, to post as a small difference; negative for a surplus."""
    unearned: int
    """Deducted but not earned (too late or too much): stays open in ``balance``, to be claimed back."""
    credited: int
    balance: int
    """What stays open afterwards."""
    on_account: int
    """Paid beyond the item."""
    offer: Offer | None
    """The discount that was open on the day."""


def offers(terms: Terms, document_date: date, discountable: int, calendar: Calendar = PLAIN) -> list[Offer]:
    """Give the discounts of an item, best first; percents are taken on ``discountable`` (gross, or net by policy)."""
    return [
        Offer(until, percent, Fraction(Fraction(percent) * discountable, 100))
        for until, percent in terms.discount_until(document_date, calendar)
    ]


def open_offer(found: Sequence[Offer], day: date, rule: DiscountRule) -> Offer | None:
    """Give the best discount still open on a day, grace days included."""
    return next((offer for offer in found if day <= offer.until + timedelta(days=rule.grace)), None)


def settle(
    item: Open, paid: int, day: date, found: Sequence[Offer], rule: DiscountRule, deducted: int | None = None
) -> Settled:
    """Tell what a payment on a day does to an item.

    ``deducted`` is what the payer says he took off; unsaid, a shortage equal to one of the agreed discounts (within
    the tolerance) is taken for that discount, any other for a part payment. Pass no offers where none may be granted.
    """
    sign = -1 if item.gross < 0 else 1
    balance, paid, before = sign * item.balance, sign * paid, sign * item.taken
    offer = open_offer(found, day, rule)
    due = _Due(sign * item.gross, balance, before, sign * offer.exact if offer else Fraction(0), _best(found, sign))
    allowed = due.allowed(rule.part_payment)
    short = balance - paid
    if short <= allowed and (allowed or short <= 0):
        discount, difference, on_account = _surplus(short, allowed, rule)
        unearned = 0
    elif short <= allowed + rule.tolerance:
        discount, difference, on_account, unearned = allowed, short - allowed, 0, 0
    else:
        taken_off = sign * deducted if deducted is not None else _recognised(short, before, found, sign, rule.tolerance)
        earned = allowed if short <= taken_off else due.share(paid, allowed, rule.part_payment)
        discount = min(earned, taken_off) if taken_off else earned
        difference, on_account, unearned = 0, 0, max(min(taken_off, short) - discount, 0)
    credited = paid + discount + difference - on_account
    return Settled(
        paid=sign * paid,
        discount=sign * discount,
        difference=sign * difference,
        unearned=sign * unearned,
        credited=sign * credited,
        balance=sign * (balance - credited),
        on_account=sign * on_account,
        offer=offer,
    )


def deductible(item: Open, day: date, found: Sequence[Offer], rule: DiscountRule) -> int:
    """Give what a payment that settles an item on a day may deduct; 0 where no discount is open."""
    offer, sign = open_offer(found, day, rule), -1 if item.gross < 0 else 1
    if offer is None:
        return 0
    due = _Due(sign * item.gross, sign * item.balance, sign * item.taken, sign * offer.exact, _best(found, sign))
    return sign * due.allowed(rule.part_payment)


def payment_crediting(credit: int, offer: Offer, gross: int) -> int:
    """Give what is to be paid in time so that so much of an item is credited (both in minor units).

    >>> payment_crediting(272000, Offer(date(2026, 1, 11), Decimal(2), Fraction(7440)), 372000)
    266560
    """
    pay = credit - credit * Fraction(offer.exact, gross)
    return divide_half_away(pay.numerator, pay.denominator)


@dataclass(frozen=True, slots=True)
class _Due:
    """An item with the discount open on the day of payment, all positive."""

    gross: int
    balance: int
    before: int
    exact: Fraction
    best: int

    @property
    def _rate(self) -> Fraction:
        return Fraction(self.exact, self.gross) if self.gross else Fraction(0)

    @property
    def _all_earned(self) -> bool:
        """Whether all that was credited earned its share, so that roundings even out over the parts."""
        return abs(self.before - self._rate * (self.gross - self.balance)) <= 1

    def allowed(self, rule: PartPayment) -> int:
        """Give what may be deducted by a payment that settles the item."""
        untouched = self.balance == self.gross
        if (rule is PartPayment.NONE and not untouched) or (rule is PartPayment.AT_SETTLEMENT and self.before):
            return 0
        whole = _half_away(self.exact)
        if rule is PartPayment.PRO_RATA:
            on_rest = whole - self.before if self._all_earned else _half_away(self._rate * self.balance)
            return max(min(on_rest, self.best - self.before, self.balance), 0)
        return min(whole, self.balance)

    def share(self, paid: int, allowed: int, rule: PartPayment) -> int:
        """Give the discount a part payment earns: paid / (1 - d) x d."""
        if rule is not PartPayment.PRO_RATA or not allowed or self._rate >= 1:
            return 0
        earned = paid * self._rate
        if self._all_earned:
            earned = (self.gross - self.balance + paid) * self._rate - self.before
        return max(min(_half_away(Fraction(earned, 1 - self._rate)), allowed), 0)


def _surplus(short: int, allowed: int, rule: DiscountRule) -> tuple[int, int, int]:
    """Give discount, difference and what stays on account of a payment that is not short of what may be deducted."""
    over = allowed - short
    if rule.surplus is Surplus.ON_ACCOUNT:
        return (allowed, -over, 0) if over <= rule.tolerance else (allowed, 0, over)
    return max(short, 0), 0, max(-short, 0)


def _recognised(short: int, before: int, found: Sequence[Offer], sign: int, tolerance: int) -> int:
    """Take a shortage for a deduction where it is one of the agreed discounts, expired or not; else 0."""
    left = (sign * offer.amount - before for offer in found)
    return short if any(one > 0 and abs(short - one) <= tolerance for one in left) else 0


def _best(found: Sequence[Offer], sign: int) -> int:
    return max((sign * offer.amount for offer in found), default=0)


def _half_away(exact: Fraction) -> int:
    return divide_half_away(exact.numerator, exact.denominator)
