"""One month of a small ledger, every measure worked out by hand; and the overdue days of random ledgers day by day."""

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.ledgers import ledger

from arrears.core.ageing import age
from arrears.core.buckets import Bands, Buckets
from arrears.core.measures.cost_of_delay import overdue_days
from arrears.core.measures.credit_sales import CreditSales
from arrears.core.measures.measure import Measure, NotComputable
from arrears.core.measures.month_measures import AGE, MEASURES, ROLL, Measured, Month
from arrears.core.measures.payments import Payments
from arrears.core.measures.scope import scopes

FIRST, LAST, BEFORE = date(2026, 10, 1), date(2026, 10, 31), date(2026, 9, 30)
BUCKETS, BANDS = Buckets((30, 60)), Bands(((1, "y"),))
BOOK = """
item old  A EUR invoice 2026-07-01 2026-08-31 500.00
item paid A EUR invoice 2026-08-15 2026-09-15 300.00
item part B EUR invoice 2026-09-01 2026-10-01 400.00
item new  B EUR invoice 2026-10-10 2026-11-10 700.00
item lost C EUR invoice 2026-05-01 2026-06-01 100.00
item more C EUR credit_note 2026-10-05 - -50.00
receipt R A EUR 2026-10-20 300.00
receipt S B EUR 2026-10-25 150.00
receipt T B EUR 2026-10-30 80.00
alloc paid R 300.00 2026-10-20
alloc part S 150.00 2026-10-25
alloc lost - 100.00 2026-10-28 kind=write-off
"""


def measured(text=BOOK, *, sales=None, opening=True, rate=Decimal(6), view=0):
    book = ledger(text)
    before = age(book, BEFORE, BUCKETS, BANDS) if opening else None
    scope = scopes(book)[view]
    known = {date(2026, 8, 1): 300, date(2026, 9, 1): 400, FIRST: 650} if sales is None else sales
    total = None
    if before is not None:
        total = scope.total(scope.balance(before)) - scope.total(scope.held(before))
    return Measured(
        scope, Month(FIRST, LAST, before, age(book, LAST, BUCKETS, BANDS)),
        CreditSales({month: Decimal(amount) for month, amount in known.items()}), Payments(book), total, total,
        financing_rate=rate,
    ).figures()  # fmt: skip


def shown(figures, name, places=2):
    figure = figures[name]
    assert isinstance(figure, Measure), (name, figure)
    return str(figure.rounded(places))


def test_every_measure_of_the_month_is_what_a_hand_works_out():
    found = measured()
    # Open at month-end: old 500, part 250, new 700, less the credit note 50 and 80 of receipt T.
    assert shown(found, "receivables") == "1320.00"
    assert shown(found, "overdue_amount") == "750.00"
    assert shown(found, "overdue_ratio") == "51.72"  # 750 / 1450
    assert shown(found, "amount_received") == "530.00"
    assert shown(found, "dso") == "89.96"  # 1320 / 1350 x 92
    assert shown(found, "best_possible_dso") == "47.70"  # 700 / 1350 x 92
    assert shown(found, "delinquent_dso") == "42.25"  # 620 / 1350 x 92
    assert shown(found, "count_back_dso") == "88.90"  # 31 + 30 + 270 / 300 x 31
    assert shown(found, "cei") == "50.40"  # (1300 + 650 - 1320) / (1300 + 650 - 700)
    assert shown(found, "collection_rate") == "37.50"  # 450 / (450 + 750)
    assert shown(found, "cash_return") == "81.54"  # 530 / 650
    assert shown(found, "days_late") == "35.00"
    assert shown(found, "days_to_pay") == "66.00"
    assert shown(found, "turnover") == "4.09"  # 1350 / 1310 x 365 / 92
    assert shown(found, "largest_debtor") == "65.52"  # B owes 950 of 1450
    assert shown(found, "ten_largest_debtors") == "100.00"
    assert shown(found, "herfindahl", 0) == "5482"
    assert shown(found, "bad_debts") == "100.00"
    assert [shown(found, f"{AGE}{n}") for n in range(4)] == ["48.28", "17.24", "0.00", "34.48"]


def test_roll_rates_follow_what_was_open_before():
    found = measured()
    assert shown(found, f"{ROLL}0") == "62.50"  # part: 250 of 400 is now overdue
    assert shown(found, f"{ROLL}1") == "62.50"  # old 500 went on, paid 300 was paid
    assert found[f"{ROLL}2"] == NotComputable("nothing open")
    assert shown(found, f"{ROLL}3") == "100.00"  # lost was written off: gone, not collected


def test_interest_lost_counts_every_overdue_day_of_the_month():
    # old 500 x 31, paid 300 x 20, part 400 x 24 to the payment and 250 x 6 after it, lost 100 x 28; new is not due
    amount_days = 500 * 31 + 300 * 20 + 400 * 24 + 250 * 6 + 100 * 28
    figure = measured()["interest_lost"]
    assert isinstance(figure, Measure)
    assert figure.numerator == amount_days
    assert figure.value == Fraction(amount_days * 6, 36500)
    assert measured(rate=None)["interest_lost"] == NotComputable("rate missing")


def test_without_sales_only_what_needs_them_is_missing():
    found = measured(sales={})
    missing = {name for name, figure in found.items() if figure == NotComputable("sales missing")}
    assert missing == {
        "credit_sales", "dso", "best_possible_dso", "delinquent_dso", "count_back_dso", "cei", "cash_return",
        "turnover",
    }  # fmt: skip


def test_without_the_opening_only_what_moved_is_missing():
    found = measured(opening=False)
    missing = {name for name, figure in found.items() if figure == NotComputable("opening missing")}
    assert missing == {
        "amount_received", "cei", "collection_rate", "cash_return", "days_late", "days_to_pay", "turnover",
        "interest_lost", "bad_debts", "discounts_deducted", "discounts_not_earned", *(f"{ROLL}{n}" for n in range(4)),
    }  # fmt: skip


def test_every_measure_is_there():
    assert set(MEASURES) <= set(measured())


def test_one_currency_is_never_added_to_another():
    text = BOOK + "\nitem usd D USD invoice 2026-10-01 2026-10-15 1000.00 base=900.00"
    views = [(one.currency, one.in_base) for one in scopes(ledger(text))]
    assert views == [("EUR", True), ("EUR", False), ("USD", False)]
    assert [shown(measured(text, view=n), "receivables") for n in range(3)] == ["2220.00", "1320.00", "1000.00"]


def test_a_receipt_without_base_amount_takes_only_the_totals_it_belongs_to():
    text = BOOK.replace("receipt T B EUR 2026-10-30 80.00", "receipt T B USD 2026-10-30 80.00 base=0")
    found = measured(text)
    missing = {name for name, figure in found.items() if figure == NotComputable("base amounts missing")}
    assert missing == {
        "receivables", "dso", "delinquent_dso", "count_back_dso", "cei", "turnover", "amount_received", "cash_return",
    }  # fmt: skip


DAY = st.integers(0, 90).map(lambda n: date(2026, 8, 1) + timedelta(days=n))


@given(st.lists(st.tuples(DAY, st.integers(0, 40), st.integers(1, 500), st.lists(st.tuples(DAY, st.integers(1, 200)),
                max_size=3)), min_size=1, max_size=5), DAY, st.integers(0, 60))  # fmt: skip
def test_overdue_days_are_the_sum_over_single_days(rows, first, length):
    last = first + timedelta(days=length)
    lines = [
        f"item {n} A EUR invoice {day} {day + timedelta(days=term)} {amount}"
        for n, (day, term, amount, _) in enumerate(rows)
    ]
    lines += [f"alloc {n} - {paid} {on}" for n, row in enumerate(rows) for on, paid in row[3]]
    book = ledger("\n".join(lines))
    found = overdue_days(book, first, last, (book.items.gross, book.allocations.amount))
    for n, (issued, term, amount, paid) in enumerate(rows):
        due = issued + timedelta(days=term)
        days = [first + timedelta(days=k) for k in range(length + 1)]
        # A payment ends the overdue time at its day; that day itself still counts, as in interest.
        expected = sum(amount - sum(part for on, part in paid if on < day) for day in days if day > due)
        assert int(found[n]) == expected * 100


def test_overdue_days_of_huge_amounts_stay_exact():
    book = ledger("item 1 A EUR invoice 2020-01-01 2020-01-31 90000000000000000.00")
    found = overdue_days(book, date(2020, 1, 1), date(2026, 1, 31), (book.items.gross, np.zeros(0, dtype=np.int64)))
    assert int(found[0]) == 9 * 10**18 * (date(2026, 1, 31) - date(2020, 1, 31)).days


@pytest.mark.parametrize(("months", "days"), [(1, 15), (3, 31 + 30 + 15)])
def test_a_window_ends_on_the_day_itself(months, days):
    known = {date(2026, month, 1): Decimal(100) for month in (8, 9, 10)}
    sales = CreditSales({date(2026, 7, 1): Decimal(9), **known}, months)
    assert sales.of_window(date(2026, 10, 15)) == (Fraction(100 * months), days)
