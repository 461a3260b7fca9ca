"""The next month: what it carries gives the figures of the former book at any later day."""

from copy import deepcopy
from datetime import date, timedelta
from decimal import Decimal

import pytest
from tests.books import a_book, allocation, invoice, no_rates, receipt
from tests.months import Clock, Trade, enter, first_book, firsts, looked_at, names_unknown, proposals

from arrears.core.dates import month_end
from arrears.core.month.calendar_month import Month
from arrears.errors import InputRefused
from arrears.runs.charge import charge
from arrears.runs.next_month import next_month
from arrears.runs.refresh import refresh
from arrears.runs.refresh_opening import refresh_opening

CONTRACT = {"interest": "contract", "interest_rate": "10"}
NOVEMBER = Month.read("2026-11")


def opened(book, month=None, **more):
    """Open the month after from a copy of a book."""
    fresh = deepcopy(book)
    month = month or Month.of(book.blocks["AsOf"][0][0]).following
    done = next_month(fresh, month, "Old.xlsx", Clock(), "Ann", no_rates, **more)
    return fresh, done


def items(book):
    return [row["document_no"] for row in book.rows("Invoices")]


@pytest.mark.parametrize("seed", range(2))
def test_month_after_month_figures_are_those_of_a_book_that_was_never_closed(seed):
    trade = Trade(seed)
    whole = first_book()
    rolled = closed = first_book()
    for first in firsts(3):
        rows = trade.month(first)
        enter(whole, rows)
        enter(rolled, rows)
        last = month_end(first)
        if names_unknown(rolled):
            refresh_opening(rolled, closed, Clock(), "Ann", no_rates)
        for book in (whole, rolled):
            refresh(book, last, no_rates)
            if first.month % 2 == 0:
                charge(book, last, no_rates)
                refresh(book, last, no_rates)
        closed = rolled
        rolled, _ = opened(closed)
        for day in (last, last + timedelta(days=9), last + timedelta(days=40)):
            assert looked_at(rolled, day) == looked_at(whole, day), (seed, day)
            assert proposals(rolled, day) == proposals(whole, day), (seed, day)
    assert len(rolled.rows("Invoices")) < len(whole.rows("Invoices"))
    assert len(rolled.rows("Allocations")) < len(whole.rows("Allocations"))


def test_settled_items_stay_behind_and_open_ones_come_with_what_people_wrote():
    kept = invoice("A", "100", hold_until=date(2026, 12, 1), level=2, own="mine")
    paid = [allocation("A", "20", receipt="R"), allocation("B", "50", receipt="R")]
    book = a_book({"Invoices": [kept, invoice("B", "50")], "Receipts": [receipt("R", "70")], "Allocations": paid})
    refresh(book, None, no_rates)
    fresh, done = opened(book)
    row = fresh.rows("Invoices")[0]
    assert items(fresh) == ["A"]
    assert (row["hold_until"], row["level"], row["own"], str(row["balance"])) == (date(2026, 12, 1), 2, "mine", "80.00")
    assert str(fresh.rows("Receipts")[0]["used_before"]) == "50.00"
    assert (done.left.items, done.left.receipts, done.left.allocations) == (1, 0, 1)
    assert {account: one.total for account, one in done.balances.items()} == {("C1", "EUR"): 80_00}


def test_home_starts_the_month_anew():
    fresh, _ = opened(a_book({"Invoices": [invoice("A", "100")]}))
    assert fresh.blocks["AsOf"] == [[date(2026, 11, 30)]]
    assert fresh.blocks["Steps"] == [[None, None]] * 8
    assert fresh.blocks["NextStep"][0][0].startswith("1 ")


def test_no_day_before_the_opening_can_be_rebuilt():
    fresh, _ = opened(a_book({"Invoices": [invoice("A", "100")]}))
    with pytest.raises(InputRefused, match="before-first-list"):
        refresh(fresh, date(2026, 10, 30), no_rates)
    refresh(fresh, date(2026, 10, 31), no_rates)


def test_only_the_month_after_opens_unless_months_are_skipped():
    book = a_book({"Invoices": [invoice("A", "100")]})
    for month in ("2026-10", "2026-12", "2026-09"):
        with pytest.raises(InputRefused, match="month-not-following"):
            opened(book, Month.read(month))
    with pytest.raises(InputRefused, match="month-not-following"):
        opened(book, Month.read("2026-09"), skip=True)
    fresh, done = opened(book, Month.read("2026-12"), skip=True)
    assert (done.closing_day, fresh.blocks["AsOf"]) == (date(2026, 10, 31), [[date(2026, 12, 31)]])


def test_late_paid_items_stay_until_their_interest_is_charged():
    paid = [allocation("A", "36500", on="2026-10-10", receipt="R")]
    money = [receipt("R", "36500", on="2026-10-10")]
    debt = [invoice("A", "36500", due="2026-09-30")]
    book = a_book({"Invoices": debt, "Receipts": money, "Allocations": paid}, policy=CONTRACT)
    refresh(book, None, no_rates)
    assert items(opened(book)[0]) == ["A"]
    charge(book, None, no_rates)
    refresh(book, None, no_rates)
    fresh, _ = opened(book)
    assert items(fresh) == ["I2026-00001"]
    assert charge(fresh, None, no_rates).notes == []


def test_the_next_interest_note_bears_the_next_number_although_the_last_was_paid():
    note = invoice("I2026-00041", "10", kind="interest note")
    debts, paid = [invoice("A", "36500", due="2026-09-30"), note], [allocation("I2026-00041", "10", receipt="R")]
    book = a_book({"Invoices": debts, "Receipts": [receipt("R", "10")], "Allocations": paid}, policy=CONTRACT)
    refresh(book, None, no_rates)
    fresh, _ = opened(book)
    assert [one.number for one in charge(fresh, None, no_rates).notes] == ["I2026-00042"]


def test_a_promise_still_open_counts_what_came_in_before_the_month_changed():
    promise = {"customer": "C1", "currency": "EUR", "amount": Decimal(80), "promised_on": date(2026, 10, 5),
               "until": date(2026, 11, 20)}  # fmt: skip
    kept = promise | {"amount": Decimal(10), "promised_on": date(2026, 9, 1)}
    book = a_book({"Invoices": [invoice("A", "100"), invoice("B", "50")],
                   "Receipts": [receipt("R", "50", on="2026-10-20")],
                   "Allocations": [allocation("B", "50", on="2026-10-20", receipt="R")],
                   "Promises": [promise, kept]})  # fmt: skip
    refresh(book, None, no_rates)
    fresh, _ = opened(book)
    assert [(str(row["received"]), row["state"]) for row in fresh.rows("Promises")] == [("50.00", "broken")]
    refresh(fresh, date(2026, 11, 15), no_rates)
    assert [(str(row["received"]), row["state"]) for row in fresh.rows("Promises")] == [("50.00", "open")]


def test_a_row_that_no_total_holds_waits_for_whoever_corrects_it():
    book = a_book({"Invoices": [invoice("A", "100"), invoice("B", "50", currency="XXQ")]})
    refresh(book, None, no_rates)
    assert items(opened(book)[0]) == ["A", "B"]


def test_an_item_changed_behind_the_opening_is_named_by_its_customer():
    fresh, _ = opened(a_book({"Invoices": [invoice("A", "100"), invoice("B", "50", customer="C2")]}))
    fresh.tables["Invoices"]["gross"][1] = Decimal("50.01")
    found = [p for p in refresh(fresh, None, no_rates).problems if p.name == "opening-differs"]
    assert [(p.values["customer"], p.values["difference"]) for p in found] == [("C2", "0.01")]


def test_the_last_receipt_of_a_customer_is_known_for_ever():
    book = a_book({"Customers": [{"customer": "C1"}], "Invoices": [invoice("A", "100")],
                   "Receipts": [receipt("R", "100", on="2026-10-07")],
                   "Allocations": [allocation("A", "100", on="2026-10-07", receipt="R")]})  # fmt: skip
    refresh(book, None, no_rates)
    fresh, _ = opened(book)
    assert fresh.rows("Customers")[0]["last_receipt"] == date(2026, 10, 7)
