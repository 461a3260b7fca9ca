"""Every journal line set is balanced, and stands on the side its decision calls for."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from arrears.core.bookkeeping import postings
from arrears.core.bookkeeping.postings import Line, balanced, reversed_

AMOUNTS = st.integers(-(10**12), 10**12)
KINDS = ("discount", "write-off", "exchange", "bank charge", "withholding tax", "rounding", "contra", "cash")


def sides(lines):
    return {line.use: (line.amount, line.base) for line in lines}


@given(st.sampled_from(KINDS), AMOUNTS, AMOUNTS, AMOUNTS, AMOUNTS)
def test_whatever_reduces_an_item_is_balanced_in_its_currency_and_in_base(kind, amount, base, vat, vat_base):
    assert balanced(postings.reduced(kind, amount, base, "A", (vat, vat_base)))


@given(AMOUNTS, AMOUNTS, AMOUNTS)
def test_a_payment_is_balanced_whatever_its_two_sides_were_booked_at(amount, released, spent):
    lines = postings.paid(amount, released, spent, "A", "R")
    assert balanced(lines)
    exchange = sum(line.base for line in lines if line.use.startswith("exchange"))
    assert exchange == released - spent


@given(AMOUNTS, AMOUNTS, AMOUNTS, AMOUNTS)
def test_notes_receipts_credit_balances_and_their_reversals_are_balanced(amount, base, vat, vat_base):
    drawn = [
        postings.charged("interest note", amount, base, "I", (vat, vat_base)),
        postings.received(amount, base, "R"),
        postings.reclassified(amount, base),
        postings.revalued(base, "A"),
    ]
    assert all(balanced(lines) and balanced(reversed_(lines)) for lines in drawn)


def test_a_discount_is_debited_net_and_its_vat_by_itself():
    assert sides(postings.reduced("discount", 238, 238, "A", (38, 38))) == {
        "discount": (200, 200), "output VAT": (38, 38), "receivable": (-238, -238),
    }  # fmt: skip


@pytest.mark.parametrize(
    ("released", "spent", "line"),
    [(850, 800, Line("exchange loss", 0, 50, "A")), (800, 850, Line("exchange gain", 0, -50, "A"))],
)
def test_a_worse_rate_at_payment_is_a_loss_and_a_better_one_a_gain(released, spent, line):
    assert line in postings.paid(100, released, spent, "A", "R")


def test_no_line_says_nothing():
    assert postings.paid(100, 85, 85, "A", "R") == (
        Line("on-account", 100, 85, "R"),
        Line("receivable", -100, -85, "A"),
    )
    assert postings.revalued(0, "A") == ()


def test_revaluing_a_debt_upwards_is_a_gain_without_an_amount_in_its_currency():
    assert postings.revalued(240, "A") == (
        Line("receivable", 0, 240, "A"), Line("revaluation gain", 0, -240, "A"),
    )  # fmt: skip
