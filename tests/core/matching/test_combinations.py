"""Subset sums to the cent: said only where there is one, and never where another one was not looked for."""

from itertools import combinations as chosen

from hypothesis import given, settings
from hypothesis import strategies as st

from arrears.core.matching.combinations import SMALL_SEARCH, WHOLE_SEARCH, combination

AMOUNTS = st.lists(st.integers(1, 40), min_size=0, max_size=9)


@settings(max_examples=150)
@given(AMOUNTS, st.integers(1, 120))
def test_it_is_the_only_one_of_all_there_are(amounts, total):
    usable = [n for n, amount in enumerate(amounts) if amount < total]
    all_ = [
        c for size in range(2, len(usable) + 1) for c in chosen(usable, size) if sum(amounts[n] for n in c) == total
    ]
    found = combination(amounts, total)
    assert (found and tuple(sorted(found.positions))) == (all_[0] if len(all_) == 1 else None)


def test_beyond_the_whole_search_only_two_or_three_are_looked_for():
    amounts = [2**n for n in range(WHOLE_SEARCH + 4)]
    found = combination(amounts, 2**25 + 2**3 + 1)
    assert sorted(found.positions) == [0, 3, 25]
    assert combination(amounts, 2**25 + 2**9 + 2**3 + 1) is None


def test_beyond_the_small_search_nothing_is_said():
    assert combination(list(range(1000, 1000 + SMALL_SEARCH + 1)), 2003) is None


def test_of_many_round_amounts_a_sum_is_likely_to_be_chance():
    few, many = combination([10013, 23007, 5441], 28448), combination([n * 1000 for n in (1, 2, 4, 8, 16, 32)], 63000)
    assert few.chance_below(1000)
    assert many.tried == 63
    assert many.spread == 63
    assert not many.chance_below(2)
