from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.ledgers import ledger

from arrears.core.discounts.deductions import EARNED, LATE, TOO_LARGE, WHILE_OVERDUE, Deduction, deductions
from arrears.core.discounts.early_payment import DiscountRule, Offer, PartPayment

AS_OF = date(2026, 6, 30)
RULE = DiscountRule()
STEPS = (
    Offer(date(2026, 1, 11), Decimal(3), Fraction(3000)),
    Offer(date(2026, 1, 21), Decimal(2), Fraction(2000)),
)
"""3/10 2/20 on 1,000.00 of 1 January."""


def found(payments: str, offers: Sequence[Offer] = STEPS, rule: DiscountRule = RULE, **more: object) -> list[Deduction]:
    book = ledger(f"item 1 A EUR invoice 2026-01-01 2026-01-31 1000\nreceipt R A EUR 2026-01-15 5000\n{payments}")
    return deductions(book, AS_OF, [offers], [rule], **more)  # type: ignore[arg-type]


def said(deduction: Deduction) -> tuple[str, int, int, int]:
    return deduction.finding, deduction.taken, deduction.granted, deduction.unearned


def test_a_discount_booked_in_time_and_of_the_right_size_is_nothing_to_tell() -> None:
    assert found("alloc 1 R 980 2026-01-15\nalloc 1 R 20 2026-01-15 kind=discount") == []


def test_a_discount_booked_too_late_is_unearned_to_its_whole_amount() -> None:
    (late,) = found("alloc 1 - 970 2026-02-02\nalloc 1 - 30 2026-02-02 kind=discount")
    assert said(late) == (LATE, 3000, 0, 3000)
    assert (late.days_late, late.booked) == (22, True)


def test_a_discount_is_judged_on_the_day_of_its_payment_however_late_it_was_booked() -> None:
    assert found("alloc 1 R 980 2026-01-16\nalloc 1 R 20 2026-03-31 kind=discount") == []
    assert found("alloc 1 - 980 2026-01-16\nalloc 1 - 20 2026-03-31 kind=discount") == []


def test_the_better_discount_taken_in_the_days_of_the_smaller_one_is_too_large_by_the_difference() -> None:
    (large,) = found("alloc 1 - 970 2026-01-15\nalloc 1 - 30 2026-01-15 kind=discount")
    assert said(large) == (TOO_LARGE, 3000, 2000, 1000)


def test_a_payment_short_by_the_discount_is_one_taken_although_nobody_booked_it() -> None:
    (earned,) = found("alloc 1 - 980 2026-01-15")
    assert said(earned) == (EARNED, 2000, 2000, 0)
    (late,) = found("alloc 1 - 980 2026-02-10")
    assert (*said(late), late.booked, late.offer.percent) == (LATE, 2000, 0, 2000, False, Decimal(2))


def test_what_was_short_and_paid_later_is_no_longer_taken() -> None:
    assert found("alloc 1 - 980 2026-02-10\nalloc 1 - 20 2026-03-01") == []


def test_a_shortage_of_any_other_size_is_a_part_payment() -> None:
    assert found("alloc 1 - 900 2026-02-10") == []
    (share,) = found("alloc 1 - 490 2026-01-15")
    assert said(share) == (EARNED, 1000, 1000, 0)  # 490 / 0.98 = 500
    assert found("alloc 1 - 490 2026-01-15", rule=DiscountRule(part_payment=PartPayment.AT_SETTLEMENT)) == []


def test_grace_days_and_tolerance_are_granted() -> None:
    assert found("alloc 1 - 980 2026-01-23\nalloc 1 - 20 2026-01-23 kind=discount", rule=DiscountRule(grace=2)) == []
    five_more = "alloc 1 - 979.95 2026-01-15\nalloc 1 - 20.05 2026-01-15 kind=discount"
    assert found(five_more, rule=DiscountRule(tolerance=5)) == []
    assert said(found(five_more)[0]) == (TOO_LARGE, 2005, 2000, 5)


def test_older_overdue_items_bar_a_discount_only_where_the_rule_says_so() -> None:
    booked = "alloc 1 - 980 2026-01-15\nalloc 1 - 20 2026-01-15 kind=discount"

    def overdue(day: date) -> object:
        return np.array([True])

    assert found(booked, overdue=overdue) == []
    (barred,) = found(booked, rule=DiscountRule(none_while_overdue=True), overdue=overdue)
    assert said(barred) == (WHILE_OVERDUE, 2000, 0, 2000)


def test_a_credit_note_lowers_the_discount() -> None:
    text = """
    item 1 A EUR invoice 2026-01-01 2026-01-31 1000
    item 2 A EUR credit_note 2026-01-05 2026-01-05 -500
    alloc 1 2 500 2026-01-05 kind=credit
    alloc 1 - 485 2026-01-10
    alloc 1 - 15 2026-01-10 kind=discount
    """
    assert deductions(ledger(text), AS_OF, [STEPS, ()], [DiscountRule()]) == []
    (large,) = deductions(
        ledger(text.replace("485", "470").replace("15 2026", "30 2026")), AS_OF, [STEPS, ()], [DiscountRule()]
    )
    assert said(large) == (TOO_LARGE, 3000, 1500, 1500)


def test_what_is_posted_later_is_not_known_yet() -> None:
    assert found("alloc 1 - 980 2026-02-10 posted=2026-07-01") == []


def test_an_item_without_offers_has_nothing_to_take() -> None:
    assert found("alloc 1 - 980 2026-02-10", offers=()) == []


@pytest.mark.parametrize("booked", [True, False])
@given(gross=st.integers(2, 10**9), percent=st.integers(1, 1000), day=st.dates(date(2026, 1, 1), AS_OF))
def test_granted_and_unearned_always_make_up_what_was_taken(booked: bool, gross: int, percent: int, day: date) -> None:
    offer = Offer(date(2026, 1, 11), Decimal(percent) / 100, Fraction(gross * percent, 10_000))
    text = "item 1 A EUR invoice 2026-01-01 2026-01-31 1\nalloc 1 - 1 2026-01-01\nalloc 1 - 1 2026-01-01 kind=discount"
    book = ledger(text)
    book.items.gross[0] = gross
    book.allocations.amount[:] = gross - offer.amount, offer.amount
    book.allocations.effective_date[:] = day
    book.allocations.posting_date[:] = day if booked else (day, AS_OF.replace(year=2027))
    in_time = day <= offer.until
    for one in deductions(book, AS_OF, [(offer,)], [DiscountRule()]):
        assert one.taken == offer.amount
        assert (one.granted, one.unearned) == ((offer.amount, 0) if in_time else (0, offer.amount))
        assert one.booked == booked
        assert not (booked and in_time), "an earned discount that is booked is nothing to tell"
