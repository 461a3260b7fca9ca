"""Interest debt by debt: interest on interest, rates of each rest, receipts that pay interest first."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from itertools import groupby

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.ledgers import ledger
from tests.random_ledgers import DAYS, ledgers

from arrears.core.interest.exact_interest import exact_interest
from arrears.core.interest.interest import Interest, InterestTerms, charge
from arrears.core.interest.interest_terms import COMPOUNDINGS, FIXINGS, ORDERS, ROUNDINGS
from arrears.core.interest.principal import debts
from arrears.core.interest.rates import RateRow, series
from arrears.core.interest.simple_interest import fits, simple_interest
from arrears.core.interest.slices import Slices
from arrears.core.ledger import Ledger
from arrears.core.money import divide_half_away, to_minor

ROWS = [RateRow(date(2024, 1, 1) + timedelta(days=97 * n), None, Decimal(n + 1) / 8, f"No. {n}") for n in range(20)]
RATES = {"any": series("any", ROWS)}
TERMS = st.builds(
    InterestTerms,
    rate=st.one_of(st.none(), st.decimals(0, 20, places=3)),
    series=st.just("any"),
    factor=st.sampled_from([Decimal(1), Decimal("1.5"), Decimal(3)]),
    margin=st.decimals(0, 9, places=2),
    rate_step=st.sampled_from([Decimal(0), Decimal("0.5")]),
    per=st.sampled_from(["year", "year", "day"]),
    fixing=st.sampled_from(FIXINGS[:2]),
    day_count=st.sampled_from(["act/365", "act/360", "act/act", "30/360"]),
    longest_days=st.one_of(st.none(), st.integers(1, 400)),
    due_day_counted=st.booleans(),
    payment_day_counted=st.booleans(),
    grace=st.integers(0, 10),
    grace_moves_start=st.booleans(),
    not_before=st.one_of(st.none(), DAYS),
    base=st.sampled_from(["gross", "net"]),
    minimum=st.sampled_from([Decimal(0), Decimal(5)]),
    maximum=st.one_of(st.none(), st.decimals(0, 500, places=2)),
    rounding=st.sampled_from(ROUNDINGS),
    disputed_bears=st.booleans(),
)
COMPOUND = st.builds(
    lambda terms, compounding, order, fixing, even: replace(
        terms, compounding=compounding, order=order, even_rests=even,
        fixing=fixing if compounding != "none" or fixing != "each rest" else "each day",
    ),
    TERMS, st.sampled_from(COMPOUNDINGS), st.sampled_from(ORDERS), st.sampled_from(FIXINGS), st.booleans(),
)  # fmt: skip
NETS = st.integers(50, 100)


def with_net(book: Ledger, percent: int) -> Ledger:
    return replace(book, items=replace(book.items, net=book.items.gross * percent // 100))


def charged(text: str, as_of: str, **choices: object) -> Interest:
    book = ledger(text)
    terms = InterestTerms(**choices)  # type: ignore[arg-type]
    return charge(book, date.fromisoformat(as_of), [terms] * len(book.items.key), RATES)


def recomputed(slices: Slices) -> list[int]:
    """Compute the amounts from the other columns, as a sheet does."""
    amounts: list[int] = []
    charged: dict[int, int] = {}
    rows = zip(slices, slices.group.tolist(), slices.daily.tolist(), slices.cap.tolist(), strict=True)
    for _, together in groupby(rows, key=lambda row: row[1]):
        exact, others = Fraction(0), 0
        same = list(together)
        for nth, (one, _group, daily, cap) in enumerate(same, 1):
            one_day = (one.principal + one.capitalised) * Fraction(one.rate) / (100 * one.year_days)
            exact += one_day * one.days
            amount = half_away(exact) - others if nth == len(same) else half_away(one_day * one.days)
            amount = half_away(one_day) * one.days if daily else amount
            amounts.append(min(amount, cap - charged.get(one.item, 0)))
            others += amounts[-1]
            charged[one.item] = charged.get(one.item, 0) + amounts[-1]
    return amounts


def half_away(exact: Fraction) -> int:
    return divide_half_away(exact.numerator, exact.denominator)


def test_a_thirty_day_period_that_is_unpaid_is_added_to_the_principal() -> None:
    text = "item 1 A USD invoice 2026-01-01 2026-03-31 10000"
    found = charged(text, "2026-05-05", rate=Decimal("4.75"), day_count="act/360", compounding="30 days")
    assert [(s.days, s.balance) for s in found.slices] == [(30, 1_000_000), (5, 1_003_958)]
    assert found.slices[1].capitalised == Fraction(1_000_000 * 475, 120_000)
    assert found.amount.tolist() == [4621]  # 5 CFR 1315.17: P(1+r/12)^n x (1+r/360 x d) - P


def test_whole_months_count_as_twelfths_and_the_rest_by_its_days() -> None:
    text = "item 1 A USD invoice 2025-01-01 2025-01-31 1000"
    monthly = {"rate": Decimal(18), "compounding": "monthly"}
    assert charged(text, "2025-04-30", **monthly).amount.tolist() == [4568]  # 1000 x 1.015^3
    by_days = charged(text, "2025-04-30", **monthly, even_rests=False)
    assert [(s.days, s.year_days) for s in by_days.slices] == [(28, 365), (31, 365), (30, 365)]
    broken = charged(text, "2025-04-10", **monthly)
    assert [(s.days, s.year_days) for s in broken.slices] == [(28, 336), (31, 372), (10, 365)]


def test_a_whole_year_between_rests_counts_as_a_year() -> None:
    text = "item 1 A EUR invoice 2023-12-01 2023-12-31 1000"
    yearly = {"rate": Decimal(10), "compounding": "yearly"}
    assert charged(text, "2025-12-31", **yearly).amount.tolist() == [21000]
    by_days = charged(text, "2025-12-31", **yearly, even_rests=False)
    assert by_days.amount.tolist() == [21030]  # 366 and 365 days of 365: 1.1002740 x 1.1 - 1


def test_the_rate_of_each_rest_holds_until_the_next() -> None:
    rates = {"bank": series("bank", [
        RateRow(date(2025, 1, 1), None, Decimal("6.5")), RateRow(date(2025, 2, 10), None, Decimal("6.25")),
    ])}  # fmt: skip
    book = ledger("item 1 A INR invoice 2024-12-01 2024-12-31 100000")
    terms = InterestTerms(series="bank", factor=Decimal(3), fixing="each rest", compounding="monthly")
    found = charge(book, date(2025, 3, 31), [terms], rates)
    assert [str(s.rate) for s in found.slices] == ["19.5", "19.5", "18.75"]
    assert charge(book, date(2025, 2, 28), [terms], rates).amount.tolist() == [327_641]


def test_a_receipt_pays_the_interest_accrued_so_far_then_the_principal() -> None:
    text = "item 1 A EUR invoice 2023-12-01 2023-12-31 1000\nalloc 1 - 524.93 2024-07-01"
    choices = {"rate": Decimal(5), "day_count": "act/act", "order": "interest first", "payment_day_counted": False}
    found = charged(text, "2024-12-31", **choices)
    assert [(s.days, s.balance, s.amount) for s in found.slices] == [(182, 100_000, 2486), (184, 49_993, 1257)]
    assert (found.amount.tolist(), found.paid.tolist(), found.principal.tolist()) == ([3743], [2486], [49_993])


def test_a_receipt_below_the_interest_leaves_the_principal_and_the_rest_bears_none() -> None:
    text = "item 1 A EUR invoice 2024-12-01 2024-12-31 1000\nalloc 1 - 10 2025-03-31"
    found = charged(text, "2025-06-30", rate=Decimal(8), order="interest first")
    assert [s.balance for s in found.slices] == [100_000, 100_000]
    assert (found.amount.tolist(), found.paid.tolist(), found.principal.tolist()) == ([3967], [1000], [100_000])


def test_a_credit_note_or_discount_reduces_the_principal_even_where_receipts_pay_interest_first() -> None:
    text = "item 1 A EUR invoice 2024-12-01 2024-12-31 1000\nalloc 1 - 100 2025-03-31 kind=credit"
    found = charged(text, "2025-06-30", rate=Decimal(8), order="interest first")
    assert (found.paid.tolist(), found.principal.tolist()) == ([0], [90_000])


def test_a_payment_that_came_back_is_owed_again_with_the_interest_it_paid() -> None:
    text = "item 1 A EUR invoice 2024-12-01 2024-12-31 1000\nalloc 1 - 500 2025-03-31\nalloc 1 - -500 2025-04-10"
    found = charged(text, "2025-04-10", rate=Decimal(8), order="interest first")
    assert (found.paid.tolist(), found.principal.tolist()) == ([0], [100_000])


def test_what_goes_ahead_is_paid_before_interest_and_principal() -> None:
    book = ledger("item 1 A EUR invoice 2024-12-01 2024-12-31 1000\nalloc 1 - 100 2025-03-31")
    terms = InterestTerms(rate=Decimal(8), order="interest first")
    found = charge(book, date(2025, 3, 31), [terms], {}, ahead=np.array([4000]))
    assert (found.ahead.tolist(), found.paid.tolist(), found.principal.tolist()) == ([0], [1973], [95_973])
    partly = charge(book, date(2025, 3, 31), [terms], {}, ahead=np.array([15_000]))
    assert (partly.ahead.tolist(), partly.principal.tolist()) == ([5000], [100_000])


def test_interest_on_interest_ends_when_the_principal_is_paid() -> None:
    text = "item 1 A EUR invoice 2024-12-01 2024-12-31 1000\nalloc 1 - 1000 2025-03-31"
    found = charged(text, "2025-12-31", rate=Decimal(12), compounding="monthly")
    assert found.slices[-1].to_day == date(2025, 3, 31)
    assert (found.amount.tolist(), found.per_diem.tolist()) == ([3030], [0])


@given(ledgers(), DAYS, TERMS, NETS)
def test_both_ways_of_computing_give_the_same_slices(
    plain: Ledger, as_of: date, terms: InterestTerms, percent: int
) -> None:
    book = with_net(plain, percent)
    rows = np.flatnonzero((book.items.gross > 0) & (book.items.due_date <= np.datetime64(as_of)))
    late = debts(book, as_of, terms, rows, np.zeros(book.items.gross.size, dtype=np.int64))
    assert fits(terms)
    columns, one_by_one = (way(book, as_of, terms, late, RATES) for way in (simple_interest, exact_interest))
    assert list(columns.slices) == list(one_by_one.slices)
    for name in ("paid", "principal", "per_diem"):
        assert getattr(columns, name).tolist() == getattr(one_by_one, name).tolist(), name


@given(ledgers(), DAYS, COMPOUND, NETS)
def test_slices_of_any_terms_tile_the_days_and_can_be_recomputed_from_their_columns(
    plain: Ledger, as_of: date, terms: InterestTerms, percent: int
) -> None:
    book = with_net(plain, percent)
    found = charge(book, as_of, [terms] * len(book.items.key), RATES)
    last: dict[int, date] = {}
    for piece in found.slices:
        assert piece.from_day <= piece.to_day <= as_of
        assert piece.from_day > last.get(piece.item, date.min)
        assert piece.balance > 0
        last[piece.item] = piece.to_day
    sums = np.zeros(len(book.items.key), dtype=np.int64)
    np.add.at(sums, found.slices.item, found.slices.amount)
    assert sums.tolist() == found.amount.tolist()
    assert recomputed(found.slices) == found.slices.amount.tolist()


@given(ledgers(), st.lists(DAYS, min_size=1, max_size=6), COMPOUND, NETS)
def test_charges_of_consecutive_days_add_up_to_the_whole(
    plain: Ledger, days: list[date], terms: InterestTerms, percent: int
) -> None:
    book = with_net(plain, percent)
    agreed = [terms] * len(book.items.key)
    charged_so_far = np.zeros(len(agreed), dtype=np.int64)
    for day in sorted(days):
        charged_so_far += charge(book, day, agreed, RATES, charged_so_far).to_charge
    assert charged_so_far.tolist() == charge(book, max(days), agreed, RATES).amount.tolist()


@given(ledgers(), DAYS, COMPOUND, NETS)
def test_nothing_that_was_paid_is_lost_or_found(plain: Ledger, as_of: date, terms: InterestTerms, percent: int) -> None:
    book = with_net(plain, percent)
    found = charge(book, as_of, [terms] * len(book.items.key), RATES)
    for item in np.unique(found.slices.item).tolist():
        ours = (book.allocations.item == item) & (book.allocations.effective_date <= np.datetime64(as_of))
        received = int(book.allocations.amount[ours].sum())
        assert int(book.items.gross[item] - found.principal[item] + found.paid[item]) == received


@given(st.integers(1, 10**12), st.integers(1, 900), st.sampled_from(["30 days", "monthly", "yearly"]))
def test_interest_on_interest_is_never_less_than_simple_interest(cents: int, days: int, compounding: str) -> None:
    book = ledger("item 1 A JPY invoice 2024-12-01 2024-12-31 1")
    book.items.gross[0] = cents
    simple = InterestTerms(rate=Decimal(9), even_rests=False)
    day = date(2024, 12, 31) + timedelta(days=days)
    less, more = (
        int(charge(book, day, [terms], {}).amount[0]) for terms in (simple, replace(simple, compounding=compounding))
    )
    assert more >= less


@pytest.mark.parametrize("maximum", ["0", "3.33", "8.22", "1000"])
def test_no_more_than_the_maximum_is_charged(maximum: str) -> None:
    text = "item 1 A EUR invoice 2024-12-01 2024-12-31 1000\nalloc 1 - 500 2025-01-15"
    for order in ORDERS:
        found = charged(text, "2025-03-31", rate=Decimal(12), maximum=Decimal(maximum), order=order)
        assert int(found.amount[0]) <= to_minor(Decimal(maximum), "EUR")
        assert sum(s.amount for s in found.slices) == int(found.amount[0])


@given(ledgers(), st.sampled_from(["act/365", "act/360", "act/act", "30/360"]))
def test_debts_without_receipts_are_computed_in_columns_with_the_same_result(book, day_count):
    terms = InterestTerms(rate=Decimal("9.37"), day_count=day_count, order="interest first")
    first = replace(terms, order="principal first")
    paid = set(book.allocations.item.tolist())
    both = [charge(book, date(2026, 12, 31), [each] * book.items.gross.size, {}) for each in (terms, first)]
    for item in range(book.items.gross.size):
        if item not in paid:
            assert both[0].amount[item] == both[1].amount[item]
            assert list(both[0].slices.of(item)) == list(both[1].slices.of(item))


def test_the_maximum_counts_what_receipts_paid_as_it_was_rounded_then() -> None:
    paid = [f"alloc 1 - 1 2025-01-{day:02}" for day in range(5, 29, 3)]
    text = "\n".join(["item 1 A EUR invoice 2024-12-01 2024-12-31 20", *paid])
    found = charged(text, "2025-06-30", rate=Decimal(12), maximum=Decimal("0.31"), order="interest first")
    assert found.amount.tolist() == [31]
    assert recomputed(found.slices) == found.slices.amount.tolist()
