"""The roll-forward: every movement in one column, opening + movements = closing, adjoining periods add up."""

from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.ledgers import ledger, one_account
from tests.random_ledgers import FIRST, ledgers

from arrears.core.ledger import ALLOCATION_KINDS, ITEM_KINDS, Ledger
from arrears.core.reconciliation.movements import (
    COLUMN_OF_ALLOCATION,
    COLUMN_OF_ITEM,
    COLUMNS,
    ControlAccounts,
    movements_of,
)
from arrears.core.reconciliation.rollforward import RollForward, day_before, open_amounts, roll_forward, rolled
from arrears.errors import InputRefused

DAY = st.integers(-10, 520).map(lambda n: FIRST + timedelta(days=n))


def october(text: str, **more: object) -> dict[str, dict[str, int]]:
    """Roll a ledger over October 2026: per customer and currency what is not 0, in minor units."""
    book = ledger(text, **more)
    return shown(book, rolled(book, one_account(book), date(2026, 9, 30), date(2026, 10, 31)))


def shown(book: Ledger, roll: RollForward) -> dict[str, dict[str, int]]:
    told = {}
    for row in range(len(roll)):
        own = {
            "opening": int(roll.opening[row]),
            **dict(zip(COLUMNS, roll.moved[row].tolist(), strict=True)),
            "closing": int(roll.closing[row]),
        }
        name = f"{book.customers[roll.customer[row]]} {book.currencies[roll.currency[row]]}"
        told[name] = {key: amount for key, amount in own.items() if amount}
    return told


def test_every_kind_of_item_and_allocation_has_exactly_one_column() -> None:
    assert set(COLUMN_OF_ITEM) == set(ITEM_KINDS)
    assert set(COLUMN_OF_ALLOCATION) == set(ALLOCATION_KINDS)
    used = {*COLUMN_OF_ITEM.values(), *COLUMN_OF_ALLOCATION.values(), "refunds", "returned_payments", "transfers"}
    assert used == set(COLUMNS)


def test_each_movement_of_a_month_stands_in_its_column() -> None:
    told = october("""
        item I0 A EUR invoice 2026-09-01 2026-09-30 1000
        item I1 A EUR invoice 2026-10-01 2026-10-31 500
        item D1 A EUR debit_note 2026-10-02 - 20
        item N1 A EUR interest_note 2026-10-03 - 7
        item C1 A EUR credit_note 2026-10-04 - -30
        receipt R1 A EUR 2026-10-05 400
        receipt R2 A EUR 2026-10-06 -50
        alloc I0 R1 300 2026-10-05
        alloc I0 - 10 2026-10-07 kind=discount
        alloc I0 - 11 2026-10-07 kind=write-off
        alloc I0 - 12 2026-10-07 kind=bill
        alloc I0 - 13 2026-10-07 kind=contra
        alloc I0 - 14 2026-10-07 kind=withholding_tax
        alloc I0 - 15 2026-10-07 kind=bank_charge
        alloc I0 - 16 2026-10-07 kind=cleared_in_ERP
        alloc I0 - 17 2026-10-07 kind=brought_forward
        alloc I0 - -0.01 2026-10-07 kind=rounding
        alloc I1 C1 30 2026-10-08
        alloc I1 - -5 2026-10-09
    """)
    assert told == {"A EUR": {
        "opening": 100_000, "brought_forward": -1_700, "invoices": 50_000, "debit_notes": 2_000,
        "interest_and_fees": 700, "returned_payments": 5_500, "credit_notes": -3_000, "receipts": -40_000,
        "discounts": -1_000, "write_offs": -1_100, "bills": -1_200, "contra": -1_300, "withholding_tax": -1_400,
        "bank_charges": -1_500, "rounding": 1, "cleared": -1_600, "closing": 104_401,
    }}  # fmt: skip


def test_what_only_joins_a_receipt_to_an_item_moves_nothing_but_between_customers_it_is_a_transfer() -> None:
    told = october("""
        item I1 A EUR invoice 2026-09-01 2026-09-30 100
        receipt R1 B EUR 2026-09-15 100
        alloc I1 R1 60 2026-10-10
    """)
    assert told == {
        "A EUR": {"opening": 10_000, "transfers": -6_000, "closing": 4_000},
        "B EUR": {"opening": -10_000, "transfers": 6_000, "closing": -4_000},
    }


def test_an_on_account_item_is_a_receipt_and_one_that_is_owed_a_refund() -> None:
    told = october("""
        item P A EUR on-account 2026-10-05 - -80
        item Q A EUR on-account 2026-10-06 - 30
    """)
    assert told == {"A EUR": {"receipts": -8_000, "refunds": 3_000, "closing": -5_000}}


def test_negative_receipts_said_to_be_refunds_are_not_payments_that_came_back() -> None:
    book = ledger("receipt R1 A EUR 2026-10-05 -50\nreceipt R2 A EUR 2026-10-05 -7")
    moved = movements_of(book, one_account(book), ["refunds", "returned_payments"])
    told = shown(book, roll_forward(book, moved, date(2026, 9, 30), date(2026, 10, 31)))
    assert told == {"A EUR": {"refunds": 5_000, "returned_payments": 700, "closing": 5_700}}


def test_a_movement_counts_by_its_posting_date_whatever_its_document_says() -> None:
    assert october("item I A EUR invoice 2026-10-31 - 100 posted=2026-11-01") == {}
    assert october("item I A EUR invoice 2026-11-02 - 100 posted=2026-10-31") == {
        "A EUR": {"invoices": 10_000, "closing": 10_000}
    }


def test_items_of_one_customer_on_two_control_accounts_are_rolled_apart() -> None:
    book = ledger("""
        item I1 A EUR invoice 2026-10-01 - 100
        item I2 A EUR invoice 2026-10-01 - 40
        receipt R1 A EUR 2026-10-05 60
        alloc I2 R1 40 2026-10-06
    """)
    accounts = ControlAccounts(("1122", "1221"), np.array([0, 1], dtype=np.int32), np.array([0], dtype=np.int32))
    roll = rolled(book, accounts, date(2026, 9, 30), date(2026, 10, 31))
    assert [accounts.names[code] for code in roll.account] == ["1122", "1221"]
    assert roll.closing.tolist() == [8_000, 0]
    assert roll.moved[:, COLUMNS.index("transfers")].tolist() == [4_000, -4_000]


def test_the_first_list_is_the_opening_where_the_period_begins_before_it() -> None:
    book = ledger("item I A EUR invoice 2026-09-01 - 100", first_day=date(2026, 10, 9))
    assert day_before(date(2026, 10, 1), book) == date(2026, 10, 9)
    assert day_before(date(2026, 11, 1), book) == date(2026, 10, 31)
    with pytest.raises(InputRefused, match="before-first-list"):
        rolled(book, one_account(book), date(2026, 10, 8), date(2026, 10, 31))


@given(ledgers(), st.lists(DAY, min_size=2, max_size=2))
def test_opening_and_movements_make_the_closing_that_the_balances_say(book: Ledger, days: list[date]) -> None:
    opened, closed = sorted(days)
    accounts = one_account(book)
    roll = rolled(book, accounts, opened, closed)
    assert (roll.opening + roll.moved.sum(axis=1) == roll.closing).all()
    for day, told in ((opened, roll.opening), (closed, roll.closing)):
        own = open_amounts(book, accounts, roll, book.balances(day), book.unapplied(day))
        assert own.tolist() == told.tolist()
        assert told.sum() == book.balances(day).sum() - book.unapplied(day).sum()


@given(ledgers(), st.lists(DAY, min_size=3, max_size=3), st.randoms())
def test_two_adjoining_periods_add_up_to_one_and_to_the_cent_on_every_account(
    book: Ledger, days: list[date], chance: object
) -> None:
    opened, between, closed = sorted(days)
    rows = (book.items.key, book.receipts.key)
    places = [np.array([chance.randrange(2) for _ in its], dtype=np.int32) for its in rows]
    accounts = ControlAccounts(("1122", "1221"), *places)
    moved = movements_of(book, accounts)
    whole = as_rows(roll_forward(book, moved, opened, closed))
    first, second = (as_rows(roll_forward(book, moved, *period)) for period in ((opened, between), (between, closed)))
    nothing = np.zeros(len(COLUMNS), dtype=np.int64)
    for key in {*whole, *first, *second}:
        of_first, of_second = (one.get(key, (0, nothing, 0)) for one in (first, second))
        opening, its, closing = whole.get(key, (0, nothing, 0))
        assert of_first[2] == of_second[0]
        assert (of_first[0], of_second[2]) == (opening, closing)
        assert (of_first[1] + of_second[1]).tolist() == its.tolist()


def as_rows(roll: RollForward) -> dict[tuple[int, int, int], tuple[int, np.ndarray, int]]:
    keys = zip(roll.account.tolist(), roll.customer.tolist(), roll.currency.tolist(), strict=True)
    return {key: (int(roll.opening[n]), roll.moved[n], int(roll.closing[n])) for n, key in enumerate(keys)}
