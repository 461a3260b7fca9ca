"""What is carried into the next month: balances of every later day are those of the whole ledger."""

from dataclasses import replace
from datetime import date, timedelta

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.ledgers import ledger
from tests.random_ledgers import DAYS, ledgers

from arrears.core.ledger import ALLOCATION_KINDS, Allocations, Items, Ledger, Receipts
from arrears.core.month.carrying import Carried, Needed, carried


def opened(whole: Ledger, going: Carried) -> Ledger:
    """Make the ledger of the next month."""
    items, receipts, paid = whole.items, whole.receipts, whole.allocations
    place, receipt_place = (np.append(np.cumsum(flags) - 1, -1) for flags in (going.items, going.receipts))
    kept = going.allocations
    credit = paid.credit[kept]
    receipt = paid.receipt[kept]
    brought = np.flatnonzero(going.items & (going.credits != 0))
    none = np.full(brought.size, -1, dtype=np.int32)
    days = np.full(brought.size, np.datetime64(going.closing_day, "D"))
    kind = np.full(brought.size, ALLOCATION_KINDS.index("brought forward"), dtype=np.int32)
    parts = {
        "item": (place[paid.item[kept]], place[brought]),
        "receipt": (receipt_place[receipt], none),
        "credit": (place[credit], none),
        "kind": (paid.kind[kept], kind),
        "amount": (paid.amount[kept], -going.credits[brought]),
        "base": (paid.base[kept], going.credits_base[brought]),
        "effective_date": (paid.effective_date[kept], days),
        "posting_date": (paid.posting_date[kept], days),
    }
    columns = {
        name: np.concatenate([np.asarray(a), np.asarray(b)]).astype(np.asarray(a).dtype)
        for name, (a, b) in parts.items()
    }
    return replace(
        whole,
        items=_part(Items, items, going.items),
        receipts=replace(_part(Receipts, receipts, going.receipts), used=going.used[going.receipts]),
        allocations=Allocations(**columns),
        first_day=going.closing_day,
    )


def _part(made, columns, kept):
    def chosen(name):
        column = getattr(columns, name)
        if column is None:
            return None
        return tuple(k for k, keep in zip(column, kept, strict=True) if keep) if name == "key" else column[kept]

    return made(**{name: chosen(name) for name in columns.__slots__})


def figures(book: Ledger, day: date) -> dict[str, dict[str, int]]:
    """Give what is not nothing on a day, by key."""
    items = (("open", book.balances(day)), ("open base", book.base_balances(day)))
    receipts = (("unapplied", book.unapplied(day)), ("unapplied base", book.base_unapplied(day)))
    found = {}
    for keys, columns in ((book.items.key, items), (book.receipts.key, receipts)):
        for name, column in columns:
            found[name] = {key: int(m) for key, m in zip(keys, column, strict=True) if m}
    return found


@settings(max_examples=40)
@given(ledgers(12), DAYS, st.lists(st.integers(0, 400), min_size=1, max_size=3))
def test_balances_of_later_days_are_those_of_the_whole_ledger(whole, closing_day, later):
    book = opened(whole, carried(whole, closing_day, Needed.nothing(whole)))
    for days in (0, *later):
        day = closing_day + timedelta(days=days)
        assert figures(book, day) == figures(whole, day)


@settings(max_examples=40)
@given(ledgers(12), DAYS, st.integers(1, 60))
def test_month_after_month_the_balances_stay(whole, first, days):
    second = first + timedelta(days=days)
    book = opened(whole, carried(whole, first, Needed.nothing(whole)))
    book = opened(book, carried(book, second, Needed.nothing(book)))
    for day in (second, second + timedelta(days=45)):
        assert figures(book, day) == figures(whole, day)


@settings(max_examples=20)
@given(ledgers(12), DAYS)
def test_what_is_settled_for_good_stays_behind(whole, closing_day):
    going = carried(whole, closing_day, Needed.nothing(whole))
    behind = ~going.items
    assert not whole.balances(closing_day)[behind].any()
    assert not whole.balances(date(2030, 1, 1))[behind].any()


def test_an_open_item_keeps_its_payments_and_the_receipt_forgets_what_it_paid_besides():
    whole = ledger("""
        item A C EUR invoice 2026-08-01 2026-08-31 1000
        item B C EUR invoice 2026-08-01 2026-08-31 400
        receipt R C EUR 2026-10-05 700
        alloc A R 300 2026-10-05
        alloc B R 400 2026-10-05
    """)
    going = carried(whole, date(2026, 10, 31), Needed.nothing(whole))
    assert going.items.tolist() == [True, False]
    assert going.used.tolist() == [400_00]
    assert opened(whole, going).unapplied(date(2026, 11, 30)).tolist() == [0]


def test_a_credit_used_up_by_settled_items_stays_behind_and_one_used_by_an_open_item_goes_along():
    whole = ledger("""
        item A C EUR invoice 2026-08-01 2026-08-31 1000
        item B C EUR invoice 2026-08-01 2026-08-31 400
        item N C EUR credit_note 2026-09-01 - -400
        item M C EUR credit_note 2026-09-01 - -100
        alloc B N 400 2026-10-05
        alloc A M 100 2026-10-05
    """)
    going = carried(whole, date(2026, 10, 31), Needed.nothing(whole))
    assert going.items.tolist() == [True, False, False, True]


def test_an_item_that_a_later_posting_reopens_goes_along():
    whole = ledger("""
        item A C EUR invoice 2026-08-01 2026-08-31 1000
        receipt R C EUR 2026-10-05 1000
        alloc A R 1000 2026-10-05
        alloc A R -1000 2026-11-03
    """)
    assert carried(whole, date(2026, 10, 31), Needed.nothing(whole)).items.tolist() == [True]
