"""What receipts and credits give up in base currency adds up exactly, and agrees with what the ledger says is left."""

from dataclasses import replace
from datetime import date

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from tests.core.test_published_cases import cases
from tests.ledgers import ledger
from tests.random_ledgers import DAYS, ledgers

from arrears.core.bookkeeping import postings
from arrears.core.bookkeeping.postings import balanced, reversed_
from arrears.core.bookkeeping.realised_exchange import realised, spent_base
from arrears.core.bookkeeping.revaluation import ExchangeRate, in_base
from arrears.runs.items.allocations_table import released_base

LATE = date(2027, 12, 31)


@given(ledgers(), DAYS)
def test_what_receipts_gave_up_by_a_day_and_what_they_still_hold_is_what_they_were_booked_at(book, day):
    spent, counted = spent_base(book), book.counted_from() <= np.datetime64(day)
    for n, base in enumerate(book.receipts.base.tolist()):
        own = (book.allocations.receipt == n) & counted
        # A receipt of nothing has no base to give up, whatever was booked for it.
        if book.receipts.amount[n] and book.receipts.posting_date[n] <= np.datetime64(day):
            assert int(spent[own].sum()) + int(book.base_unapplied(day)[n]) == base


@given(ledgers())
def test_only_what_joins_a_receipt_or_a_credit_realises_anything(book):
    alone = (book.allocations.receipt < 0) & (book.allocations.credit < 0)
    assert not realised(book)[alone].any()


@st.composite
def lives(draw):
    """Draw a debt in dollars, what it and its one receipt were booked at, and the parts it is paid in."""
    gross = draw(st.integers(2, 10**9))
    cuts = sorted(draw(st.sets(st.integers(1, gross - 1), max_size=5)))
    parts = [high - low for low, high in zip([0, *cuts], [*cuts, gross], strict=True)]
    return gross, draw(st.integers(1, 10**9)), draw(st.integers(1, 10**9)), parts


@given(lives(), st.lists(st.decimals("0.0001", "99", places=4), max_size=8))
def test_over_the_life_of_a_debt_all_that_is_posted_as_exchange_is_receipt_less_booked(life, rates):
    """Revalued at each month-end and reversed on the next day, paid in any parts from one receipt."""
    gross, booked, received, parts = life
    book = paid_in_parts(gross, booked, received, parts)
    spent, posted = spent_base(book), []
    for month, rate in enumerate(rates, 1):
        day = date(2026, month, 28)
        revalued = in_base(int(book.balances(day)[0]), "USD", "EUR", ExchangeRate(rate))
        lines = postings.revalued(revalued - int(book.base_balances(day)[0]), "A")
        posted += [*lines, *reversed_(lines)]
    for n, part in enumerate(parts):
        posted += postings.paid(part, int(book.allocations.base[n]), int(spent[n]), "A", "R")
    gains = -sum(line.base for line in posted if line.use.startswith(("exchange", "revaluation")))
    assert gains == received - booked
    assert balanced(posted)
    left = {use: sum(line.base for line in posted if line.use == use) for use in ("receivable", "on-account")}
    assert left == {"receivable": -booked, "on-account": received}
    assert int(book.base_balances(LATE)[0]) == int(book.base_unapplied(LATE)[0]) == 0


def paid_in_parts(gross, booked, received, parts):
    """Give the ledger of a debt paid in parts, base amounts released as the table reader does."""
    lines = [
        "item A C USD invoice 2026-01-05 2026-02-05 1",
        "receipt R C USD 2026-01-06 1",
        *(f"alloc A R 1 2026-01-10 posted=2026-{2 + n:02d}-15" for n in range(len(parts))),
    ]
    book = ledger("\n".join(lines), "EUR")
    items = replace(book.items, gross=np.array([gross]), base=np.array([booked]))
    receipts = replace(book.receipts, amount=np.array([gross]), base=np.array([received]))
    allocations = replace(book.allocations, amount=np.array(parts))
    released = np.array(released_base(items, allocations, [None] * len(parts)))
    return replace(book, items=items, receipts=receipts, allocations=replace(allocations, base=released))


def test_a_published_payment_at_another_rate_gives_the_published_difference():
    case = cases("systems/open_items_and_allocation.json")["alloc-erpnext-fx-difference"]
    told = case["inputs"]
    item = told["invoice_usd"] * told["invoice_rate"]
    receipt = told["payment_usd"] * told["payment_rate"]
    book = ledger(
        f"""
        item A C USD invoice 2026-01-05 2026-02-05 {told["invoice_usd"]} base={item}
        receipt R C USD 2026-01-06 {told["payment_usd"]} base={receipt}
        alloc A R {told["payment_usd"]} 2026-01-06 base={item}
        """
    )
    assert realised(book).tolist() == [case["expected"]["difference"] * 100]


def test_a_credit_note_booked_at_another_rate_than_its_invoice_realises_the_difference():
    book = ledger(
        """
        item A C USD invoice 2026-01-05 2026-02-05 100 base=85
        item K C USD credit_note 2026-01-06 2026-02-05 -40 base=-36
        alloc A K 40 2026-01-10 base=34
        """
    )
    assert realised(book).tolist() == [200]
    assert book.base_balances(LATE).tolist() == [5100, 0]


def test_a_payment_in_company_currency_realises_nothing():
    case = cases("systems/open_items_and_allocation.json")["alloc-erpnext-85-of-100"]["inputs"]
    book = ledger(
        f"""
        item A C EUR invoice 2026-01-05 2026-02-05 {case["invoice_company"]}
        receipt R C EUR 2026-01-06 {case["payment_company"]}
        alloc A R {case["invoice_company"]} 2026-01-06
        """
    )
    assert realised(book).tolist() == [0]
    assert (book.balances(LATE).tolist(), book.unapplied(LATE).tolist()) == ([0], [1500])
