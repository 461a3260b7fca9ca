"""What a payment earns of a discount, and what was deducted without being earned."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from arrears.core.discounts.early_payment import (
    DiscountRule,
    Offer,
    Open,
    PartPayment,
    Settled,
    Surplus,
    deductible,
    offers,
    open_offer,
    payment_crediting,
    settle,
)
from arrears.core.terms.term_notation import parse
from arrears.core.terms.terms import Terms

INVOICED = date(2026, 1, 10)
PLAIN_RULE = DiscountRule()


def granted(notation: str = "2/10, 1/20, net 30", gross: int = 100000) -> list[Offer]:
    terms = parse(notation)
    assert isinstance(terms, Terms)
    return offers(terms, INVOICED, gross)


def pay(
    amount: int, day: str, rule: DiscountRule = PLAIN_RULE, gross: int = 100000, deducted: int | None = None
) -> Settled:
    return settle(Open(gross, gross), amount, date.fromisoformat(day), granted(gross=gross), rule, deducted)


@pytest.mark.parametrize(
    ("day", "amount"),
    [("2026-01-10", 2000), ("2026-01-20", 2000), ("2026-01-21", 1000), ("2026-01-30", 1000), ("2026-01-31", 0)],
)
def test_the_last_day_is_inclusive_and_steps_follow_each_other(day: str, amount: int) -> None:
    found = open_offer(granted(), date.fromisoformat(day), PLAIN_RULE)
    assert (found.amount if found else 0) == amount


def test_grace_days_lengthen_it_but_the_agreed_day_is_shown() -> None:
    found = open_offer(granted("2/10 net 30"), date(2026, 1, 23), DiscountRule(grace=3))
    assert found is not None
    assert found.until == date(2026, 1, 20)
    assert open_offer(granted("2/10 net 30"), date(2026, 1, 24), DiscountRule(grace=3)) is None


@pytest.mark.parametrize(("gross", "percent", "cents"), [(25, "2", 1), (1050, "5", 53), (-1050, "5", -53)])
def test_half_a_cent_rounds_away_from_zero(gross: int, percent: str, cents: int) -> None:
    assert granted(f"{percent}/10 net 30", gross)[0].amount == cents


@pytest.mark.parametrize(
    ("paid", "day", "discount", "unearned", "balance"),
    [
        (98000, "2026-01-20", 2000, 0, 0),
        (99000, "2026-01-20", 1000, 0, 0),  # less than what was granted
        (100000, "2026-01-20", 0, 0, 0),  # nothing was deducted
        (98000, "2026-01-21", 1000, 1000, 1000),  # 2% deducted, 1% still open
        (98000, "2026-02-05", 0, 2000, 2000),  # too late
        (99000, "2026-02-05", 0, 1000, 1000),
        (49000, "2026-01-20", 1000, 0, 50000),  # half, with its share
        (50000, "2026-02-05", 0, 0, 50000),  # half, late: no deduction
        (0, "2026-01-20", 0, 0, 100000),
    ],
)
def test_what_a_payment_earns(paid: int, day: str, discount: int, unearned: int, balance: int) -> None:
    done = pay(paid, day)
    assert (done.discount, done.unearned, done.balance) == (discount, unearned, balance)


def test_what_the_payer_says_he_deducted_is_judged_as_that() -> None:
    done = pay(97000, "2026-01-15", deducted=3000)
    assert (done.discount, done.unearned, done.balance) == (2000, 1000, 1000)
    assert pay(97000, "2026-01-15").discount == 1980  # unsaid, a part payment with its share


def test_a_shortage_within_the_tolerance_is_a_difference() -> None:
    done = pay(97950, "2026-01-15", DiscountRule(tolerance=50))
    assert (done.discount, done.difference, done.balance) == (2000, 50, 0)
    done = pay(97949, "2026-01-15", DiscountRule(tolerance=50))
    assert done.balance > 0


def test_a_deduction_taken_late_is_recognised_within_the_tolerance() -> None:
    done = pay(97990, "2026-03-01", DiscountRule(tolerance=50))
    assert (done.discount, done.unearned, done.balance) == (0, 2010, 2010)


def test_paying_too_much_is_less_discount_or_stays_on_account() -> None:
    done = pay(98500, "2026-01-15")
    assert (done.discount, done.on_account) == (1500, 0)
    done = pay(98500, "2026-01-15", DiscountRule(surplus=Surplus.ON_ACCOUNT))
    assert (done.discount, done.on_account, done.balance) == (2000, 500, 0)
    done = pay(100500, "2026-03-01")
    assert (done.on_account, done.balance) == (500, 0)


def test_without_offers_nothing_is_granted() -> None:
    done = settle(Open(100000, 100000), 98000, INVOICED, [], PLAIN_RULE)
    assert (done.discount, done.balance) == (0, 2000)


@pytest.mark.parametrize(
    ("rule", "first", "rest"),
    [(PartPayment.PRO_RATA, 1000, 1000), (PartPayment.AT_SETTLEMENT, 0, 2000), (PartPayment.NONE, 0, 0)],
)
def test_part_payments_earn_what_the_rule_says(rule: PartPayment, first: int, rest: int) -> None:
    policy, day = DiscountRule(part_payment=rule), date(2026, 1, 15)
    done = settle(Open(100000, 100000), 49000, day, granted(), policy)
    assert done.discount == first
    assert deductible(Open(100000, done.balance, done.discount), day, granted(), policy) == rest


def test_a_discount_is_taken_once_over_all_parts() -> None:
    whole = Open(100000, 1000, taken=2000)
    assert deductible(whole, date(2026, 1, 15), granted(), PLAIN_RULE) == 0


def test_a_later_step_grants_its_own_percent_on_what_is_left() -> None:
    first = settle(Open(100000, 100000), 49000, date(2026, 1, 15), granted(), PLAIN_RULE)
    later = settle(Open(100000, first.balance, first.discount), 49500, date(2026, 1, 25), granted(), PLAIN_RULE)
    assert (first.discount, later.discount, later.balance) == (1000, 500, 0)


def test_to_leave_a_balance_pay_what_credits_the_rest() -> None:
    offer = granted("2/10 net 30", 372000)[0]
    assert payment_crediting(272000, offer, 372000) == 266560
    done = settle(Open(372000, 372000), 266560, INVOICED, [offer], PLAIN_RULE)
    assert (done.credited, done.balance) == (272000, 100000)


_RULES = st.builds(
    DiscountRule,
    grace=st.integers(0, 5),
    tolerance=st.integers(0, 100),
    part_payment=st.sampled_from(PartPayment),
    surplus=st.sampled_from(Surplus),
)
_GROSS = st.integers(100, 10**12)


@given(_GROSS, st.data(), _RULES, st.integers(0, 40))
def test_every_cent_paid_is_credited_or_on_account(
    gross: int, data: st.DataObject, rule: DiscountRule, day: int
) -> None:
    paid = data.draw(st.integers(0, gross * 2))
    done = settle(Open(gross, gross), paid, date.fromordinal(INVOICED.toordinal() + day), granted(gross=gross), rule)
    assert paid + done.discount + done.difference == done.credited + done.on_account
    assert done.credited + done.balance == gross
    assert 0 <= done.discount <= granted(gross=gross)[0].amount
    assert 0 <= done.unearned <= done.balance


@given(_GROSS, st.data(), _RULES, st.integers(0, 40))
def test_a_credit_note_mirrors_its_invoice(gross: int, data: st.DataObject, rule: DiscountRule, day: int) -> None:
    paid = data.draw(st.integers(0, gross * 2))
    on = date.fromordinal(INVOICED.toordinal() + day)
    there = settle(Open(gross, gross), paid, on, granted(gross=gross), rule)
    back = settle(Open(-gross, -gross), -paid, on, granted(gross=-gross), rule)
    names = ("paid", "discount", "difference", "unearned", "credited", "balance", "on_account")
    assert [getattr(back, name) for name in names] == [-getattr(there, name) for name in names]


@given(st.integers(10_000, 10**9), st.lists(st.integers(1, 10**9), min_size=1, max_size=12), st.integers(1, 2000))
def test_parts_paid_in_time_earn_the_whole_discount_to_the_cent(gross: int, sizes: list[int], hundredths: int) -> None:
    offer = Offer(INVOICED, Decimal(hundredths) / 100, Fraction(gross * hundredths, 10_000))
    due, taken, balance = gross - offer.amount, 0, gross
    parts = [due * size // sum(sizes) for size in sizes]
    parts[-1] += due - sum(parts)
    for part in parts:
        done = settle(Open(gross, balance, taken), part, INVOICED, [offer], PLAIN_RULE)
        assert done.unearned == 0
        balance, taken = done.balance, taken + done.discount
    assert (taken, balance) == (offer.amount, 0)
