"""Lives of bills: what they settle, give back and book, however they are passed on and end."""

from datetime import date, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from arrears.core.bookkeeping.bills import BILL_STATES, Bill
from arrears.core.bookkeeping.postings import balanced

TAKEN = date(2026, 3, 2)
LATER = st.integers(0, 200).map(lambda days: TAKEN + timedelta(days=days))


def bill(on=None, *, closes=True, recourse=True, amount=10000, cost=150):
    days = {"held": TAKEN} | {state: date.fromisoformat(day) for state, day in (on or {}).items()}
    return Bill("B1", "bank acceptance", amount, amount, days, None, recourse, closes, "A", cost, cost)


def sums(one):
    booked = {}
    for event in one.events():
        for line in event.lines:
            booked[line.use] = booked.get(line.use, 0) + line.base
    return {use: amount for use, amount in booked.items() if amount}


@given(
    st.dictionaries(st.sampled_from(BILL_STATES[1:]), LATER), st.booleans(), st.booleans(), st.integers(1, 10**9),
    st.integers(0, 100),
)  # fmt: skip
def test_every_event_is_balanced_and_nothing_is_settled_more_than_once(on, closes, recourse, amount, percent):
    cost = amount * percent // 100
    one = Bill("B1", "cheque", amount, amount, {"held": TAKEN, **on}, None, recourse, closes, "A", cost, cost)
    assume(not one.fault)
    assert all(balanced(event.lines) for event in one.events())
    settled = 0
    for event in one.events():
        settled += event.settles
        assert settled in (0, amount)
        receivable = -sum(line.base for line in event.lines if line.use == "receivable")
        assert receivable == event.settles


@given(st.dictionaries(st.sampled_from(BILL_STATES[1:4]), LATER), st.booleans(), LATER)
def test_a_dishonoured_bill_gives_back_just_what_it_settled_and_leaves_no_bill_behind(on, closes, day):
    one = Bill("B1", "cheque", 700, 700, {"held": TAKEN, **on, "dishonoured": day}, None, True, closes, "A", 9, 9)
    assume(not one.fault)
    assert one.settled_on(day) == 0
    assert one.pending_on(day) == one.exposure_on(day) == 0
    booked = sums(one)
    assert "bills held" not in booked
    assert "bill loan" not in booked


def test_a_bill_that_was_discounted_with_recourse_and_dishonoured_costs_only_the_banks_discount():
    one = bill({"discounted": "2026-04-01", "dishonoured": "2026-06-01"})
    assert sums(one) == {"bill discount": 150, "bank": -150}


def test_a_bill_collected_at_maturity_leaves_money_in_place_of_the_debt():
    assert sums(bill({"collected": "2026-06-01"})) == {"bank": 10000, "receivable": -10000}


def test_a_bill_endorsed_without_recourse_pays_a_supplier_and_is_gone():
    one = bill({"endorsed": "2026-04-01"}, recourse=False)
    assert sums(one) == {"payables": 10000, "receivable": -10000}
    assert one.exposure_on(date(2026, 4, 1)) == 0


def test_a_bill_endorsed_with_recourse_stays_in_the_books_until_it_is_paid():
    assert sums(bill({"endorsed": "2026-04-01"})) == {"bills held": 10000, "receivable": -10000}
    assert sums(bill({"endorsed": "2026-04-01", "collected": "2026-06-01"})) == {
        "payables": 10000, "receivable": -10000,
    }  # fmt: skip


def test_a_cheque_that_does_not_close_its_item_is_on_its_way_until_it_is_collected():
    one = bill({"collected": "2026-03-09"}, closes=False)
    assert [one.pending_on(date(2026, 3, day)) for day in (1, 2, 8, 9)] == [0, 10000, 10000, 0]
    assert [one.settled_on(date(2026, 3, day)) for day in (8, 9)] == [0, 10000]


def test_a_cheque_returned_after_it_was_credited_gives_the_item_back():
    one = bill({"collected": "2026-03-09", "dishonoured": "2026-03-12"}, closes=False)
    assert [one.settled_on(date(2026, 3, day)) for day in (9, 11, 12)] == [10000, 10000, 0]
    assert sums(one) == {}


@pytest.mark.parametrize(
    ("on", "fault"),
    [
        ({"endorsed": "2026-03-01"}, "bill-days-unordered"),
        ({"endorsed": "2026-04-01", "discounted": "2026-04-02"}, "bill-days-unordered"),
        ({"discounted": "2026-05-01", "collected": "2026-04-01"}, "bill-days-unordered"),
        ({"collected": "2026-05-02", "dishonoured": "2026-05-01"}, "bill-days-unordered"),
        ({"collected": "2026-05-01", "dishonoured": "2026-05-02"}, ""),
    ],
)
def test_days_out_of_order_are_a_fault(on, fault):
    assert bill(on).fault == fault


def test_what_was_passed_on_without_recourse_cannot_come_back():
    one = bill({"discounted": "2026-04-01", "dishonoured": "2026-06-01"}, recourse=False)
    assert one.fault == "bill-without-recourse"
