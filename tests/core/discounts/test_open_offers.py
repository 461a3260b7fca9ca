from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction

import numpy as np
from tests.ledgers import ledger

from arrears.core.discounts.deductions import deductions
from arrears.core.discounts.early_payment import DiscountRule, Offer, PartPayment
from arrears.core.discounts.open_offers import OpenOffer, granting, older_overdue, open_offers

RULE = DiscountRule()
OFFERS = (
    Offer(date(2026, 1, 11), Decimal(3), Fraction(3000)),
    Offer(date(2026, 1, 21), Decimal(2), Fraction(2000)),
)
"""3/10 2/20 on 1,000.00 of 1 January, due on 31 January."""


def still_open(
    day: str, more: str = "", rule: DiscountRule = RULE, overdue: Sequence[bool] | None = None
) -> list[OpenOffer]:
    book = ledger(f"item 1 A EUR invoice 2026-01-01 2026-01-31 1000\n{more}")
    as_of, offers = date.fromisoformat(day), [OFFERS, *[()] * (len(book.items.key) - 1)]
    taken = deductions(book, as_of, offers, [rule])
    return open_offers(book, as_of, offers, [rule], taken, None if overdue is None else np.array(overdue))


def test_the_best_discount_still_open_is_offered_with_what_forgoing_it_costs() -> None:
    (best,) = still_open("2026-01-11")
    assert (best.amount, best.to_pay, best.offer.percent) == (3000, 97000, Decimal(3))
    assert best.annual_cost == Decimal("56.4433")  # 3/97 x 365/20
    (second,) = still_open("2026-01-12")
    assert (second.amount, second.to_pay, second.annual_cost) == (2000, 98000, Decimal("74.4898"))  # 2/98 x 365/10
    assert still_open("2026-01-22") == []


def test_grace_days_keep_it_open_and_its_last_day_stays_the_agreed_one() -> None:
    (late,) = still_open("2026-01-23", rule=DiscountRule(grace=2))
    assert (late.amount, late.offer.until) == (2000, date(2026, 1, 21))


def test_what_part_payments_earned_is_neither_owed_nor_offered_again() -> None:
    (rest,) = still_open("2026-01-20", "alloc 1 - 490 2026-01-15")
    assert (rest.amount, rest.to_pay) == (1000, 49000), "490 settled 500 of it"
    settlement = DiscountRule(part_payment=PartPayment.AT_SETTLEMENT)
    (whole,) = still_open("2026-01-20", "alloc 1 - 490 2026-01-15", settlement)
    assert (whole.amount, whole.to_pay) == (2000, 49000)
    assert still_open("2026-01-20", "alloc 1 - 490 2026-01-15", DiscountRule(part_payment=PartPayment.NONE)) == []


def test_a_discount_is_offered_once() -> None:
    paid = "alloc 1 - 980 2026-01-15\nalloc 1 - 20 2026-01-15 kind=discount"
    assert still_open("2026-01-16", paid) == []
    assert still_open("2026-01-16", "alloc 1 - 980 2026-01-15") == [], "it was taken, though nobody booked it"


def test_credit_notes_lower_what_is_offered() -> None:
    credit = "item 2 A EUR credit_note 2026-01-05 2026-01-05 -500\nalloc 1 2 500 2026-01-05 kind=credit"
    (half,) = still_open("2026-01-10", credit)
    assert (half.amount, half.to_pay) == (1500, 48500)


def test_older_overdue_items_bar_it_only_where_the_rule_says_so() -> None:
    assert len(still_open("2026-01-10", overdue=[True])) == 1
    assert still_open("2026-01-10", rule=DiscountRule(none_while_overdue=True), overdue=[True]) == []


def test_an_item_is_barred_by_an_older_document_of_its_customer_that_is_overdue() -> None:
    book = ledger(
        """
        item 1 A EUR invoice 2025-11-01 2025-11-30 100
        item 2 A EUR invoice 2026-01-01 2026-01-31 100
        item 3 B EUR invoice 2026-01-01 2026-01-31 100
        item 4 A EUR invoice 2025-10-01 2026-02-28 100
        alloc 1 - 100 2026-01-20
        """
    )
    assert older_overdue(book, date(2026, 1, 10)).tolist() == [False, True, False, False]
    assert older_overdue(book, date(2026, 1, 20)).tolist() == [False] * 4


def test_credits_fees_and_undated_items_grant_none() -> None:
    book = ledger(
        """
        item 1 A EUR invoice 2026-01-01 2026-01-31 100
        item 2 A EUR credit_note 2026-01-01 2026-01-31 -100
        item 3 A EUR fee 2026-01-01 2026-01-31 10
        item 4 A EUR invoice - 2026-01-31 100 posted=2026-01-01
        """
    )
    assert granting(book).tolist() == [True, False, False, False]
