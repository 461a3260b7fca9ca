"""Vouchers as pairs of accounts: every line comes out whole, and foreign amounts only where both sides have them."""

from hypothesis import given
from hypothesis import strategies as st

from arrears.core.bookkeeping.pairs import Pair, pairs
from arrears.core.bookkeeping.postings import Line

LINES = st.lists(st.tuples(st.integers(-(10**9), 10**9), st.integers(-(10**9), 10**9)), min_size=1, max_size=6)


@given(LINES)
def test_pairs_give_every_line_its_base_amount(drawn):
    lines = [Line(str(n), amount, base) for n, (amount, base) in enumerate(drawn)]
    lines.append(Line("rest", -sum(line.amount for line in lines), -sum(line.base for line in lines)))
    found = [0] * len(lines)
    for pair in pairs(lines):
        assert pair.base > 0
        assert pair.amount is None or pair.amount > 0
        found[pair.debit] += pair.base
        found[pair.credit] -= pair.base
    assert found == [line.base for line in lines]


def test_an_exchange_gain_is_a_pair_of_its_own_in_base_currency():
    lines = [Line("on-account", 100, 95), Line("receivable", -100, -90), Line("exchange gain", 0, -5)]
    assert pairs(lines) == [Pair(0, 1, 90, 100), Pair(0, 2, 5, None)]


def test_a_domestic_voucher_has_both_amounts_in_every_pair():
    lines = [Line("discount", 200, 200), Line("output VAT", 38, 38), Line("receivable", -238, -238)]
    assert pairs(lines) == [Pair(0, 2, 200, 200), Pair(1, 2, 38, 38)]
