"""The arithmetic of measures: identities that hold whatever the figures, and reasons instead of zeros."""

from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from arrears.core.measures.average_days_late import average_days
from arrears.core.measures.best_possible_dso import best_possible_dso, delinquent_dso
from arrears.core.measures.collection_effectiveness import collection_effectiveness
from arrears.core.measures.concentration import herfindahl, share_of_largest
from arrears.core.measures.cost_of_delay import interest_lost
from arrears.core.measures.count_back import count_back_dso
from arrears.core.measures.dso import cost_of_a_day, days_sales_outstanding
from arrears.core.measures.measure import REASONS, Measure, NotComputable, rounded
from arrears.core.measures.ratios import cash_return, collection_rate, overdue_ratio
from arrears.core.measures.roll_rates import rolled
from arrears.core.measures.turnover import receivables_turnover

amounts = st.integers(0, 10**12)
sold = st.integers(1, 10**12)


def value(figure):
    assert isinstance(figure, Measure)
    return figure.value


@pytest.mark.parametrize(
    ("figure", "reason"),
    [
        (days_sales_outstanding(100, None, 30), "sales missing"),
        (days_sales_outstanding(100, 0, 30), "no sales"),
        (best_possible_dso(100, None, 30), "sales missing"),
        (count_back_dso(100, [None], [30]), "sales missing"),
        (count_back_dso(100, [40, None], [30, 31]), "sales missing"),
        (count_back_dso(100, [40, 50], [30, 31]), "sales too short"),
        (collection_effectiveness(None, 100, 50, 20), "opening missing"),
        (collection_effectiveness(100, None, 50, 20), "sales missing"),
        (collection_effectiveness(10, 10, 50, 20), "nothing to collect"),
        (receivables_turnover(None, 10, 20), "sales missing"),
        (receivables_turnover(10, None, 20), "opening missing"),
        (receivables_turnover(10, 0, 0), "nothing open"),
        (overdue_ratio(0, 0), "nothing open"),
        (collection_rate(0, 0), "nothing due"),
        (cash_return(10, 0), "no sales"),
        (cash_return(10, None), "sales missing"),
        (average_days([]), "nothing paid"),
        (share_of_largest([], 1), "nothing open"),
        (herfindahl([-5]), "nothing open"),
        (interest_lost(100, None), "rate missing"),
        (cost_of_a_day(100, 5, 0), "no sales"),
    ],
)
def test_what_is_missing_is_named_and_never_zero(figure, reason):
    assert figure == NotComputable(reason)
    assert reason in REASONS


@given(amounts, amounts, sold, st.integers(1, 366))
def test_best_possible_and_delinquent_days_make_up_dso(not_due, overdue, sales, days):
    dso = value(days_sales_outstanding(not_due + overdue, sales, days))
    best = value(best_possible_dso(not_due, sales, days))
    assert best + value(delinquent_dso(not_due + overdue, not_due, sales, days)) == dso


@given(sold, st.integers(28, 31), st.integers(1, 6))
def test_even_sales_make_count_back_and_simple_dso_the_same(sales, days, months):
    owed = Fraction(sales * months, 2)
    counted = value(count_back_dso(owed, [sales] * months, [days] * months))
    assert counted == value(days_sales_outstanding(owed, sales * months, days * months))


def test_counting_back_ends_where_a_month_is_used_up_exactly():
    assert value(count_back_dso(300, [100, 200, 50], [30, 31, 30])) == 61
    assert value(count_back_dso(0, [], [])) == 0


def test_a_month_with_more_credit_notes_than_sales_counts_whole():
    assert value(count_back_dso(100, [60, -10, 100], [30, 31, 28])) == 30 + 31 + Fraction(50, 100) * 28


@given(amounts, sold, amounts)
def test_everything_overdue_collected_is_an_index_of_one_hundred(opening, sales, not_due):
    left = min(not_due, opening + sales - 1)
    assert value(collection_effectiveness(opening, sales, left, left)) == 100


@given(st.lists(st.integers(-1000, 1000), max_size=30))
def test_shares_grow_with_their_number_and_the_index_lies_between_its_bounds(owed):
    debts = [amount for amount in owed if amount > 0]
    if not debts:
        return
    shares = [value(share_of_largest(owed, n)) for n in range(1, len(debts) + 1)]
    assert shares == sorted(shares)
    assert shares[-1] == 100
    assert Fraction(10_000, len(debts)) <= value(herfindahl(owed)) <= 10_000


def test_write_offs_count_as_gone_on():
    opening = np.array([100, 100, 100]), np.array([1, 1, 1])
    closing = np.array([0, 50, 0]), np.array([-2, 2, -2])
    found = rolled(opening, closing, np.array([0, 0, 20]), 3)
    assert (found.settled[1], found.written_off[1], found.rolled_on[1]) == (230, 20, 50)
    assert value(found.rate(1)) == Fraction(70, 300) * 100


@given(st.lists(st.tuples(st.integers(-50, 100), st.integers(-2, 3), st.integers(-50, 100), st.integers(-2, 3),
                          st.integers(0, 50)), max_size=20))  # fmt: skip
def test_every_opening_balance_goes_exactly_one_way(rows):
    columns = list(zip(*rows, strict=True)) or [()] * 5
    before, place, after, where, lost = (np.array(column, dtype=np.int64) for column in columns)
    found = rolled((before, place), (after, where), lost, 4)
    parts = found.settled + found.written_off + found.stayed + found.rolled_on
    assert (parts == found.opening).all()
    assert found.opening.sum() == sum(amount for amount, bucket, *_ in rows if bucket >= 0 and amount > 0)


def test_roundings_are_those_of_excel():
    assert rounded(Fraction(5, 2), 0) == Decimal(3)
    assert rounded(Fraction(-5, 2), 0) == Decimal(-3)
    assert rounded(Fraction(1005, 1000)) == Decimal("1.01")
