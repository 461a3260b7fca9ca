"""Movements on accounts: they always add up to what the ledger holds open."""

from datetime import date

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from tests.ledgers import ledger
from tests.random_ledgers import DAYS, ledgers

from arrears.core.ledger import ALLOCATION_KINDS
from arrears.core.letters.account_movements import account_movements


def moved(text):
    return [(one.day.isoformat(), one.kind, one.amount) for one in account_movements(ledger(text), ALLOCATION_KINDS)]


def by_account(customer, currency, amounts):
    sums = {}
    for who, code, amount in zip(customer.tolist(), currency.tolist(), amounts.tolist(), strict=True):
        sums[who, code] = sums.get((who, code), 0) + amount
    return sums


@given(ledgers(), DAYS | st.just(date(2030, 1, 1)))
def test_movements_add_up_to_open_items_less_unapplied_receipts_on_every_day(book, day):
    open_items = by_account(book.items.customer, book.items.currency, book.balances(day))
    for account, held in by_account(book.receipts.customer, book.receipts.currency, book.unapplied(day)).items():
        open_items[account] = open_items.get(account, 0) - held
    sums = dict.fromkeys(open_items, 0)
    for one in account_movements(book, ALLOCATION_KINDS):
        if one.day <= day:
            sums[one.customer, one.currency] = sums.get((one.customer, one.currency), 0) + one.amount
    assert sums == open_items


def test_a_receipt_moves_once_however_many_items_it_pays():
    assert moved(
        """
        item I1 A EUR invoice 2026-08-01 - 100
        item I2 A EUR invoice 2026-08-02 - 50
        receipt R1 A EUR 2026-09-01 150
        alloc I1 R1 100 2026-09-01
        alloc I2 R1 50 2026-09-01
        """
    ) == [("2026-08-01", "invoice", 10_000), ("2026-08-02", "invoice", 5_000), ("2026-09-01", "cash", -15_000)]


def test_a_discount_moves_on_its_own_and_a_credit_note_only_as_a_document():
    assert moved(
        """
        item I1 A EUR invoice 2026-08-01 - 100
        item C1 A EUR credit_note 2026-08-05 - -20
        alloc I1 C1 20 2026-08-06
        alloc I1 - 2 2026-08-10 kind=discount
        """
    ) == [("2026-08-01", "invoice", 10_000), ("2026-08-05", "credit note", -2_000), ("2026-08-10", "discount", -200)]


def test_a_receipt_of_one_customer_that_pays_anothers_item_moves_both_accounts():
    found = moved(
        """
        item I1 A EUR invoice 2026-08-01 - 100
        receipt R1 B EUR 2026-09-01 100
        alloc I1 R1 100 2026-09-01
        """
    )
    assert sorted(amount for *_, amount in found) == [-10_000, -10_000, 10_000, 10_000]


def test_what_was_not_billed_yet_is_left_out():
    assert moved("item I1 A EUR unbilled 2026-08-01 - 100") == []
    assert np.array_equal([amount for *_, amount in moved("item I1 A EUR fee 2026-08-01 - 1")], [100])
