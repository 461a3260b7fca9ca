"""What one more day adds: its own rate, interest added at a rest, and nothing where interest has ended."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import numpy as np
import pytest
from hypothesis import given
from tests.core.interest.test_exact_interest import COMPOUND, NETS, RATES, with_net
from tests.ledgers import ledger
from tests.random_ledgers import DAYS, ledgers

from arrears.core.interest.interest import InterestTerms, charge
from arrears.core.interest.missing_rates import charge_known
from arrears.core.interest.one_more_day import carried
from arrears.core.interest.rates import RateRow, series
from arrears.core.ledger import Ledger

DAY = timedelta(days=1)
KNOWN = series(
    "ref",
    [
        RateRow(date(2025, 1, 1), date(2025, 6, 30), Decimal("3.65"), "Gazette 1"),
        RateRow(date(2025, 7, 1), date(2025, 12, 31), Decimal("7.3"), "Gazette 2"),
    ],
)
DEBT = "item 1 A EUR invoice 2025-01-01 2025-01-31 10000"


def per_diem(as_of: str, **choices: object) -> int:
    terms = InterestTerms(**choices)  # type: ignore[arg-type]
    return int(charge(ledger(DEBT), date.fromisoformat(as_of), [terms], {"ref": KNOWN}).per_diem[0])


@pytest.mark.parametrize("order", ["principal first", "interest first"])
@pytest.mark.parametrize(("as_of", "cents"), [("2025-06-29", 100), ("2025-06-30", 200), ("2025-12-31", 200)])
def test_the_day_after_has_its_own_rate_and_the_last_one_where_none_is_known(as_of, cents, order):
    assert per_diem(as_of, series="ref", order=order) == cents
    assert per_diem(as_of, series="ref", fixing="first day") == 100


def test_a_rate_that_is_missing_the_day_after_is_carried_in_a_workbook_too():
    found, missing = charge_known(ledger(DEBT), date(2025, 12, 31), [InterestTerms(series="ref")], {"ref": KNOWN})
    assert (found.per_diem.tolist(), missing) == ([200], [])


def test_the_day_after_a_rest_bears_interest_on_interest():
    monthly = {"rate": Decimal("36.5"), "compounding": "monthly", "even_rests": False}
    assert per_diem("2025-02-27", **monthly) == 1000
    assert per_diem("2025-02-28", **monthly) == 1028  # 28 days x 10.00 were added


def test_the_day_that_completes_an_even_month_makes_it_a_twelfth():
    assert per_diem("2025-02-27", rate=Decimal(36), compounding="monthly") == 30_000 - 27 * 36 * 1_000_000 // 36500


@pytest.mark.parametrize("compounding", ["none", "monthly"])
def test_nothing_is_added_beyond_the_longest_days_the_maximum_or_below_the_minimum(compounding):
    rate = {"rate": Decimal("36.5"), "compounding": compounding}
    assert per_diem("2025-02-09", longest_days=10, **rate) == 1000
    assert per_diem("2025-02-10", longest_days=10, **rate) == 0
    assert per_diem("2025-02-10", maximum=Decimal(105), **rate) == 500
    assert per_diem("2025-02-11", maximum=Decimal(105), **rate) == 0
    assert per_diem("2025-02-04", minimum=Decimal(50), **rate) == 0


@given(ledgers(), DAYS, COMPOUND, NETS)
def test_per_diem_is_what_interest_through_the_next_day_is_more(
    plain: Ledger, as_of: date, given_terms: InterestTerms, percent: int
) -> None:
    book, terms = with_net(plain, percent), replace(given_terms, minimum=Decimal(0))
    today, tomorrow = (charge(book, day, [terms] * len(book.items.key), RATES) for day in (as_of, as_of + DAY))
    allocations = book.allocations
    paid = np.where(np.isnat(allocations.effective_date), allocations.posting_date, allocations.effective_date)
    moved = set(allocations.item[paid == np.datetime64(as_of + DAY)].tolist())
    grown = tomorrow.amount - today.amount
    for item in np.flatnonzero(np.isin(np.arange(len(book.items.key)), today.slices.item)).tolist():
        if item not in moved:
            assert abs(int(grown[item]) - int(today.per_diem[item])) <= 1


def test_a_series_is_carried_to_a_day_it_does_not_know_and_else_left_as_it_is():
    assert carried(KNOWN, date(2025, 12, 31)).on(date(2025, 12, 31)) == Decimal("7.3")
    further = carried(KNOWN, date(2026, 1, 1))
    assert (further.on(date(2026, 1, 1)), len(further.segments(date(2025, 12, 1), date(2026, 1, 1)))) == (
        Decimal("7.3"), 1,
    )  # fmt: skip
