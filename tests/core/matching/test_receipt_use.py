"""Which receipts the lists used up: clearings oldest first, credits that stand for a receipt, what nobody may take."""

from datetime import date

import numpy as np
from tests.ledgers import ledger

from arrears.core.dates import as_day
from arrears.core.matching.receipt_use import used_up

JANUARY, FEBRUARY = date(2026, 1, 31), date(2026, 2, 28)
ITEMS = """
    item I1 C1 EUR invoice 2026-01-05 - 10.00
    item I2 C1 EUR invoice 2026-01-06 - 5.00
"""


def use(text, named=(), days=(JANUARY, FEBRUARY), takes_back=()):
    """Give (item, day, receipt) -> cents; clearings are the allocations of kind cleared in ERP."""
    made = ledger(text)
    clearing = np.array([kind == 10 for kind in made.allocations.kind.tolist()], dtype=np.bool_)
    rows = {key: n for n, key in enumerate(made.items.key)}
    receipts = {key: n for n, key in enumerate(made.receipts.key)}
    numbers = {receipts[r]: rows[i] for r, i in named}
    links = used_up(made, clearing, numbers, days, {receipts[r]: receipts[other] for r, other in takes_back})
    return {
        (made.items.key[item], str(day), made.receipts.key[receipt]): amount
        for (item, day), given in links.items() for receipt, amount in given.items()
    }  # fmt: skip


def test_the_oldest_receipt_stands_behind_the_oldest_item_and_a_clearing_is_split():
    text = (
        ITEMS
        + """
        receipt R2 C1 EUR 2026-02-11 9.00
        receipt R1 C1 EUR 2026-02-10 4.00
        alloc I1 - 8.00 2026-02-28 kind=cleared_in_ERP
        alloc I2 - 5.00 2026-02-28 kind=cleared_in_ERP
    """
    )
    assert use(text) == {
        ("I1", "2026-02-28", "R1"): 400, ("I1", "2026-02-28", "R2"): 400, ("I2", "2026-02-28", "R2"): 500,
    }  # fmt: skip


def test_a_list_uses_no_receipt_posted_after_it():
    text = (
        ITEMS
        + """
        receipt R1 C1 EUR 2026-02-10 4.00
        alloc I1 - 4.00 2026-01-31 kind=cleared_in_ERP
    """
    )
    assert use(text) == {}


def test_a_credit_that_bears_the_number_of_a_receipt_stands_for_it_whole():
    text = (
        ITEMS
        + """
        item Z1 C1 EUR on-account 2026-02-10 - -4.00
        receipt R1 C1 EUR 2026-02-10 6.00
    """
    )
    assert use(text, [("R1", "Z1")]) == {("Z1", "2026-02-28", "R1"): 600}
    assert use(text) == {("Z1", "2026-02-28", "R1"): 400}


def test_what_was_on_account_and_is_allocated_later_comes_back_from_the_credit():
    text = (
        ITEMS
        + """
        item Z1 C1 EUR on-account 2026-01-10 - -4.00
        receipt R1 C1 EUR 2026-01-10 4.00
        alloc I1 R1 4.00 2026-02-10
        alloc Z1 - -4.00 2026-02-28 kind=cleared_in_ERP
    """
    )
    assert use(text) == {("Z1", "2026-01-31", "R1"): 400, ("Z1", "2026-02-28", "R1"): -400}


def test_a_receipt_that_a_later_allocation_takes_pays_for_no_other_item():
    text = (
        ITEMS
        + """
        receipt R1 C1 EUR 2026-01-10 4.00
        alloc I2 - 4.00 2026-01-31 kind=cleared_in_ERP
        alloc I1 R1 4.00 2026-02-10
    """
    )
    assert use(text) == {}


def test_the_days_of_the_links_are_those_of_the_lists():
    text = ITEMS + "receipt R1 C1 EUR 2026-01-10 4.00\n alloc I1 - 4.00 2026-01-31 kind=cleared_in_ERP"
    made = ledger(text)
    links = used_up(made, np.array([True]), {}, [JANUARY])
    assert list(links) == [(0, as_day(JANUARY))]


def test_a_receipt_that_was_given_back_pays_for_nothing_that_a_later_list_clears():
    text = (
        ITEMS
        + """
        receipt R1 C1 EUR 2026-01-10 6.00
        receipt R2 C1 EUR 2026-01-11 7.00
        receipt R3 C1 EUR 2026-01-12 5.00
        receipt BACK C1 EUR 2026-01-20 -13.00
        alloc I1 - 10.00 2026-02-28 kind=cleared_in_ERP
    """
    )
    assert use(text, takes_back=[("BACK", "R2")]) == {("I1", "2026-02-28", "R3"): 500}


def test_a_refund_that_was_undone_gives_nothing_back():
    text = (
        ITEMS
        + """
        receipt R1 C1 EUR 2026-01-10 6.00
        receipt BACK C1 EUR 2026-01-20 -6.00
        receipt UNDONE C1 EUR 2026-01-21 6.00
        alloc I1 - 10.00 2026-02-28 kind=cleared_in_ERP
    """
    )
    assert use(text, takes_back=[("BACK", "R1"), ("UNDONE", "BACK")]) == {("I1", "2026-02-28", "R1"): 600}
