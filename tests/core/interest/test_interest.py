"""Simple interest over a debt's life: slices, rounding once per item, and what bears none."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.ledgers import ledger
from tests.random_ledgers import DAYS, ledgers

from arrears.core.interest.interest import Interest, InterestTerms, charge
from arrears.core.interest.rates import RateRow, series
from arrears.core.ledger import Ledger
from arrears.errors import InputRefused

EIGHT = InterestTerms(rate=Decimal(8))
REFERENCE = series(
    "ref",
    [
        RateRow(date(2025, 1, 1), date(2025, 6, 30), Decimal("3.15"), "Gazette 1"),
        RateRow(date(2025, 7, 1), date(2025, 12, 31), Decimal("2.15"), "Gazette 2"),
    ],
)


def charged(book: Ledger, as_of: str, terms: InterestTerms | None) -> Interest:
    return charge(book, date.fromisoformat(as_of), [terms] * len(book.items.key), {"ref": REFERENCE})


def stretches(interest: Interest) -> list[tuple[str, str, int, int, str]]:
    return [(str(s.from_day), str(s.to_day), s.days, s.balance, str(s.rate)) for s in interest.slices]


def test_interest_runs_from_the_day_after_the_due_date_through_the_as_of_date() -> None:
    book = ledger("item 1 A EUR invoice 2025-01-01 2025-01-31 1000")
    interest = charged(book, "2025-03-02", EIGHT)
    assert stretches(interest) == [("2025-02-01", "2025-03-02", 30, 100000, "8")]
    assert interest.amount.tolist() == [658]  # 1000 x 8 % x 30 / 365 = 6.575
    assert charged(book, "2025-01-31", EIGHT).amount.tolist() == [0]
    assert charged(book, "2025-02-01", EIGHT).slices[0].days == 1


def test_every_receipt_starts_a_slice_and_the_day_it_is_paid_still_counts() -> None:
    book = ledger(
        """
        item 1 A EUR invoice 2025-01-01 2025-01-31 1000
        alloc 1 - 400 2025-02-10
        alloc 1 - 600 2025-02-20
        """
    )
    assert stretches(charged(book, "2025-03-31", EIGHT)) == [
        ("2025-02-01", "2025-02-10", 10, 100000, "8"),
        ("2025-02-11", "2025-02-20", 10, 60000, "8"),
    ]
    uncounted = InterestTerms(rate=Decimal(8), payment_day_counted=False)
    assert stretches(charged(book, "2025-03-31", uncounted)) == [
        ("2025-02-01", "2025-02-09", 9, 100000, "8"),
        ("2025-02-10", "2025-02-19", 10, 60000, "8"),
    ]


def test_the_effective_date_counts_not_the_posting_date() -> None:
    book = ledger(
        """
        item 1 A EUR invoice 2025-01-01 2025-01-31 1000
        alloc 1 - 1000 2025-02-10 posted=2025-03-15
        """
    )
    assert stretches(charged(book, "2025-02-28", EIGHT)) == [("2025-02-01", "2025-02-10", 10, 100000, "8")]


def test_what_was_paid_by_the_due_date_bears_none() -> None:
    book = ledger(
        """
        item 1 A EUR invoice 2025-01-01 2025-01-31 1000
        alloc 1 - 300 2025-01-20
        alloc 1 - 200 2025-01-31
        """
    )
    assert stretches(charged(book, "2025-02-10", EIGHT)) == [("2025-02-01", "2025-02-10", 10, 50000, "8")]


def test_several_receipts_of_one_day_make_one_slice() -> None:
    book = ledger(
        """
        item 1 A EUR invoice 2024-11-01 2024-12-31 500
        item 2 A EUR invoice 2025-01-01 2025-01-31 1000
        alloc 2 - 100 2025-01-20
        alloc 2 - 100 2025-02-05
        alloc 2 - 100 2025-02-05
        """
    )
    assert stretches(charged(book, "2025-02-10", EIGHT))[1:] == [
        ("2025-02-01", "2025-02-05", 5, 90000, "8"),
        ("2025-02-06", "2025-02-10", 5, 70000, "8"),
    ]


def test_a_rate_change_starts_a_slice_and_the_margin_is_added() -> None:
    book = ledger("item 1 A EUR invoice 2025-05-01 2025-05-31 1000")
    interest = charged(book, "2025-07-31", InterestTerms(series="ref", margin=Decimal(8)))
    assert stretches(interest) == [
        ("2025-06-01", "2025-06-30", 30, 100000, "11.15"),
        ("2025-07-01", "2025-07-31", 31, 100000, "10.15"),
    ]
    assert [s.source for s in interest.slices] == ["Gazette 1", "Gazette 2"]
    assert interest.amount.tolist() == [1778]  # 9.1644 + 8.6205 = 17.7849
    assert [s.amount for s in interest.slices] == [916, 862]


def test_beyond_the_last_sourced_day_interest_is_refused_with_series_and_day() -> None:
    book = ledger("item 1 A EUR invoice 2025-05-01 2025-05-31 1000")
    with pytest.raises(InputRefused, match="rate-missing") as refusal:
        charged(book, "2026-01-01", InterestTerms(series="ref"))
    assert refusal.value.values == {"series": "ref", "day": "2026-01-01"}
    with pytest.raises(InputRefused, match="series-unknown"):
        charged(book, "2025-12-31", InterestTerms(series="nowhere"))


def test_days_on_which_nothing_was_owed_need_no_rate() -> None:
    book = ledger(
        """
        item 1 A EUR invoice 2020-05-01 2020-05-31 1000
        alloc 1 - 1000 2020-05-30
        item 2 A EUR invoice 2025-05-01 2025-12-30 1000
        alloc 2 - 1000 2025-12-31
        """
    )
    assert charged(book, "2026-06-30", InterestTerms(series="ref")).slices[0].days == 1


@pytest.mark.parametrize(("as_of", "days"), [("2025-02-07", 0), ("2025-02-08", 8)])
def test_grace_decides_whether_not_from_when(as_of: str, days: int) -> None:
    book = ledger("item 1 A EUR invoice 2025-01-01 2025-01-31 1000")
    interest = charged(book, as_of, InterestTerms(rate=Decimal(8), grace=7))
    assert sum(s.days for s in interest.slices) == days


def test_what_is_paid_within_the_grace_days_bears_none() -> None:
    book = ledger(
        """
        item 1 A EUR invoice 2025-01-01 2025-01-31 1000
        alloc 1 - 400 2025-02-07
        """
    )
    interest = charged(book, "2025-02-28", InterestTerms(rate=Decimal(8), grace=7))
    assert stretches(interest) == [("2025-02-01", "2025-02-28", 28, 60000, "8")]


def test_interest_below_the_minimum_is_not_charged() -> None:
    book = ledger("item 1 A EUR invoice 2025-01-01 2025-01-31 1000")
    for minimum, amount in (("6.58", 658), ("6.59", 0)):
        interest = charged(book, "2025-03-02", InterestTerms(rate=Decimal(8), minimum=Decimal(minimum)))
        assert (interest.amount.tolist(), len(interest.slices)) == ([amount], int(amount > 0))


def test_the_disputed_part_bears_none_unless_told() -> None:
    book = ledger("item 1 A EUR invoice 2025-01-01 2025-01-31 1000 disputed=250")
    assert charged(book, "2025-02-10", EIGHT).slices[0].balance == 75000
    assert charged(book, "2025-02-10", InterestTerms(rate=Decimal(8), disputed_bears=True)).slices[0].balance == 100000


def test_credits_interest_notes_fees_and_items_without_due_date_bear_none() -> None:
    book = ledger(
        """
        item 1 A EUR credit_note 2025-01-01 2025-01-31 -1000
        item 2 A EUR interest_note 2025-01-01 2025-01-31 10
        item 3 A EUR fee 2025-01-01 2025-01-31 10
        item 4 A EUR invoice 2025-01-01 - 1000
        item 5 A EUR on-account 2025-01-01 2025-01-31 -5
        """
    )
    assert charged(book, "2025-12-31", EIGHT).amount.tolist() == [0] * 5


def test_without_terms_there_is_no_interest() -> None:
    book = ledger("item 1 A EUR invoice 2025-01-01 2025-01-31 1000")
    interest = charged(book, "2025-12-31", None)
    assert (interest.amount.tolist(), len(interest.slices)) == ([0], 0)


def test_an_item_paid_late_and_closed_stays_chargeable_up_to_its_payment() -> None:
    book = ledger(
        """
        item 1 A EUR invoice 2025-01-01 2025-01-11 1000
        alloc 1 - 1000 2025-01-14
        """
    )
    assert [s.days for s in charged(book, "2025-02-28", EIGHT).slices] == [3]


def test_a_returned_payment_makes_the_balance_bear_again() -> None:
    book = ledger(
        """
        item 1 A EUR invoice 2025-01-01 2025-01-31 1000
        alloc 1 - 1000 2025-02-05
        alloc 1 - -1000 2025-02-15
        """
    )
    assert stretches(charged(book, "2025-02-20", EIGHT)) == [
        ("2025-02-01", "2025-02-05", 5, 100000, "8"),
        ("2025-02-16", "2025-02-20", 5, 100000, "8"),
    ]


def test_the_last_slice_takes_the_residual_so_that_a_table_adds_up() -> None:
    lines = [f"alloc 1 - 1 2025-02-{day:02}" for day in range(1, 11)]
    book = ledger("\n".join(["item 1 A EUR invoice 2025-01-01 2025-01-31 15", *lines]))
    interest = charged(book, "2025-03-31", EIGHT)
    assert sum(s.amount for s in interest.slices) == int(interest.amount[0])
    exact = sum((Fraction(s.balance * s.days * 8, 36500) for s in interest.slices), Fraction(0))
    assert abs(exact - int(interest.amount[0])) <= Fraction(1, 2)


def test_act_act_splits_at_the_leap_year() -> None:
    book = ledger("item 1 A EUR invoice 2023-12-01 2023-12-21 10000")
    interest = charged(book, "2024-01-10", InterestTerms(rate=Decimal(4), day_count="act/act"))
    assert [(s.days, s.year_days) for s in interest.slices] == [(10, 365), (10, 366)]


def test_slices_say_whose_rate_it_was() -> None:
    own = series("ref", [], [RateRow(date(2025, 1, 1), None, Decimal(5), "our bank", own=True)])
    book = ledger("item 1 A EUR invoice 2025-01-01 2025-01-31 1000")
    interest = charge(book, date(2025, 2, 28), [InterestTerms(series="ref")], {"ref": own})
    assert (interest.slices[0].source, interest.slices[0].own_rate) == ("our bank", True)


@pytest.mark.parametrize("cents", [2**40, 2**52, 2**61])
def test_beyond_the_safe_bound_python_integers_give_the_same_figures(cents: int) -> None:
    book = ledger("item 1 A JPY invoice 2015-01-01 2015-01-31 1")
    book.items.gross[0] = cents
    interest = charged(book, "2025-01-31", InterestTerms(rate=Decimal("7.1234"), day_count="act/act"))
    exact = sum(Fraction(cents * s.days, s.year_days) * Fraction("7.1234") / 100 for s in interest.slices)
    assert int(interest.amount[0]) == (2 * exact.numerator + exact.denominator) // (2 * exact.denominator)


RATED = series("any", [RateRow(date(2024, 1, 1) + timedelta(days=97 * n), None, Decimal(n) / 8) for n in range(20)])
TERMS = st.builds(
    InterestTerms,
    rate=st.one_of(st.none(), st.decimals(0, 20, places=3)),
    series=st.just("any"),
    margin=st.decimals(0, 9, places=2),
    day_count=st.sampled_from(["act/365", "act/360", "act/act", "30/360"]),
    grace=st.integers(0, 10),
    payment_day_counted=st.booleans(),
)


@given(ledgers(), DAYS, TERMS)
def test_slices_tile_each_items_late_days_without_overlap_and_add_up(
    book: Ledger, as_of: date, terms: InterestTerms
) -> None:
    interest = charge(book, as_of, [terms] * len(book.items.key), {"any": RATED})
    sums = np.zeros(len(book.items.key), dtype=np.int64)
    last: dict[int, date] = {}
    for piece in interest.slices:
        due = book.items.due_date[piece.item].item()
        assert due < piece.from_day <= piece.to_day <= as_of
        assert piece.from_day > last.get(piece.item, due)
        assert piece.balance > 0
        last[piece.item] = piece.to_day
        sums[piece.item] += piece.amount
    assert sums.tolist() == interest.amount.tolist()


@given(ledgers(), DAYS, TERMS)
def test_interest_equals_counting_day_by_day(book: Ledger, as_of: date, terms: InterestTerms) -> None:
    day_by_day = replace(terms, day_count="act/365")
    interest = charge(book, as_of, [day_by_day] * len(book.items.key), {"any": RATED})
    for item in range(len(book.items.key)):
        exact = _by_hand(book, item, as_of, day_by_day)
        assert int(interest.amount[item]) == (2 * exact.numerator + exact.denominator) // (2 * exact.denominator)


def _by_hand(book: Ledger, item: int, as_of: date, terms: InterestTerms) -> Fraction:
    """Add up one day after another, in fractions of a minor unit."""
    gross, due = int(book.items.gross[item]), book.items.due_date[item].item()
    if gross <= 0 or due is None or due + timedelta(days=terms.grace) >= as_of:
        return Fraction(0)
    if book.items.posting_date[item].item() > as_of:
        return Fraction(0)
    total, day = Fraction(0), due + timedelta(days=1)
    while day <= as_of:
        balance = gross
        for row in np.flatnonzero(book.allocations.item == item):
            paid = book.allocations.effective_date[row].item()
            early = paid <= due + timedelta(days=terms.grace)
            if paid <= as_of and (early or (paid < day if terms.payment_day_counted else paid <= day)):
                balance -= int(book.allocations.amount[row])
        rate = terms.rate if terms.rate is not None else RATED.on(day) + terms.margin
        total += Fraction(max(balance, 0)) * Fraction(rate) / 36500
        day += timedelta(days=1)
    return total


@given(st.integers(1, 10**9), st.integers(1, 900), st.integers(1, 900), TERMS)
def test_unrounded_interest_of_adjoining_periods_adds_up(
    cents: int, days: int, more: int, terms: InterestTerms
) -> None:
    book = ledger("item 1 A JPY invoice 2025-01-01 2025-01-31 1")
    book.items.gross[0] = cents
    ends = [date(2025, 1, 31) + timedelta(days=n + terms.grace) for n in (days, days + more)]
    short, long = (charge(book, end, [terms], {"any": RATED}).slices for end in ends)

    def exact(slices: object, until: date) -> Fraction:
        pieces = [s for s in slices if s.from_day <= until]  # type: ignore[attr-defined]
        return sum((Fraction(s.balance * s.days, s.year_days) * Fraction(s.rate) / 100 for s in pieces), Fraction(0))

    if len(short) and terms.day_count != "30/360":
        cut = [s for s in long if s.from_day > ends[0]]
        crossing = [s for s in long if s.from_day <= ends[0] < s.to_day]
        rest = exact(cut, ends[1]) + sum(
            (Fraction(s.balance * (s.to_day - ends[0]).days, s.year_days) * Fraction(s.rate) / 100 for s in crossing),
            Fraction(0),
        )
        assert exact(short, ends[0]) + rest == exact(long, ends[1])
