"""Ageing: buckets, bands, sums per customer and currency, and the control."""

from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.ledgers import ledger
from tests.random_ledgers import DAYS, ledgers

from arrears.core.ageing import CLOSED, UNAPPLIED, Ageing, Bands, Buckets, age, by_currency, by_customer, check_total
from arrears.core.dates import add_years, as_days
from arrears.core.ledger import Ledger

BUCKETS = Buckets((30, 60, 90, 180, 365))
BANDS = Bands(((1, "y"), (2, "y"), (3, "y")))


def aged(book: Ledger, as_of: date, fifo: frozenset[int] = frozenset()) -> Ageing:
    return age(book, as_of, BUCKETS, BANDS, fifo)


@pytest.mark.parametrize(
    ("days", "bucket"),
    [(-1, 0), (0, 0), (1, 1), (30, 1), (31, 2), (60, 2), (61, 3), (90, 3), (91, 4), (180, 4), (181, 5), (366, 6)],
)
def test_limits_are_inclusive_and_the_due_day_is_not_late(days: int, bucket: int) -> None:
    assert BUCKETS.index(np.array([days]))[0] == bucket


def test_every_number_of_days_falls_into_exactly_one_bucket() -> None:
    buckets = BUCKETS.index(np.arange(-400, 4000))
    assert (np.diff(buckets) >= 0).all()
    assert set(buckets.tolist()) == set(range(BUCKETS.overdue + 1))


@pytest.mark.parametrize(
    ("document", "as_of", "band"),
    [
        ("2025-10-31", "2026-10-31", 0),
        ("2025-10-30", "2026-10-31", 1),
        ("2024-02-29", "2025-02-28", 0),
        ("2024-02-29", "2025-03-01", 1),
        ("2024-02-28", "2025-02-28", 0),
        ("2024-10-31", "2026-10-31", 1),
        ("2027-01-01", "2026-10-31", 0),
        ("2020-01-01", "2026-10-31", 3),
    ],
)
def test_a_band_is_left_on_the_day_after_the_anniversary(document: str, as_of: str, band: int) -> None:
    dates = as_days([date.fromisoformat(document)])
    assert BANDS.index(dates, date.fromisoformat(as_of))[0] == band


def test_bands_in_days_count_the_day_they_are_reached_to_the_younger_band() -> None:
    dates = as_days([date(2026, 10, 31) - timedelta(days=n) for n in (89, 90, 91)])
    assert Bands(((90, "d"), (1, "y"))).index(dates, date(2026, 10, 31)).tolist() == [0, 0, 1]


@given(DAYS, DAYS, st.integers(1, 5))
def test_a_band_agrees_with_the_anniversary_of_each_document(document: date, as_of: date, years: int) -> None:
    band = Bands(((years, "y"),)).index(as_days([document]), as_of)[0]
    assert band == (as_of > add_years(document, years))


def test_items_are_late_by_due_date_and_by_document_date_where_it_is_missing() -> None:
    book = ledger(
        """
        item 1 A EUR invoice 2026-08-01 2026-08-31 100
        item 2 A EUR invoice 2026-08-01 - 100
        item 3 A EUR invoice 2026-10-01 2026-10-31 100
        item 4 A EUR invoice 2026-10-01 2026-12-31 100
        """
    )
    result = aged(book, date(2026, 10, 31))
    assert result.days.tolist() == [61, 91, 0, 0]
    assert result.bucket.tolist() == [3, 4, 0, 0]


def test_closed_items_and_credits_stand_outside_the_buckets() -> None:
    book = ledger(
        """
        item 1 A EUR invoice 2026-08-01 2026-08-31 100
        item 2 A EUR credit_note 2026-08-05 2026-08-05 -30
        receipt R A EUR 2026-09-01 100
        alloc 1 R 100 2026-09-01
        """
    )
    result = aged(book, date(2026, 10, 31))
    assert result.bucket.tolist() == [CLOSED, UNAPPLIED]
    assert result.days.tolist() == [0, 0]
    assert aged(book, date(2026, 8, 31)).bucket.tolist() == [0, UNAPPLIED]


def test_credits_and_receipts_on_account_are_never_netted_into_the_buckets() -> None:
    book = ledger(
        """
        item 1 A EUR invoice 2026-08-01 2026-08-31 100
        item 2 A EUR credit_note 2026-08-05 - -30
        receipt R A EUR 2026-09-01 50
        item 3 B USD invoice 2026-08-01 2026-08-31 70 base=60
        """
    )
    rows = by_customer(book, aged(book, date(2026, 10, 31)))
    assert rows.total.tolist() == [2000, 7000]
    assert rows.buckets[0].tolist() == [0, 0, 10000, 0, 0, 0]
    assert rows.unapplied.tolist() == [-8000, 0]
    assert rows.items.tolist() == [2, 1]
    assert rows.unapplied_count.tolist() == [2, 0]
    assert rows.base_total.tolist() == [2000, 6000]
    assert rows.oldest_days.tolist() == [61, 61]


def test_one_currency_is_never_added_to_another() -> None:
    book = ledger(
        """
        item 1 A EUR invoice 2026-08-01 2026-08-31 100
        item 2 A JPY invoice 2026-08-01 2026-08-31 100
        """
    )
    totals = by_currency(book, aged(book, date(2026, 10, 31)))
    assert totals.total.tolist() == [10000, 100]
    assert totals.counts.sum(axis=1).tolist() == [1, 1]


def test_a_customer_with_nothing_open_has_no_row() -> None:
    book = ledger(
        """
        item 1 A EUR invoice 2026-08-01 2026-08-31 100
        alloc 1 - 100 2026-09-01
        item 2 B EUR invoice 2026-08-01 2026-08-31 100
        """
    )
    assert by_customer(book, aged(book, date(2026, 10, 31))).customer.tolist() == [1]


def test_a_receipt_of_nobody_known_stays_in_the_total() -> None:
    book = ledger("receipt R A EUR 2026-09-01 50")
    book.receipts.customer[0] = -1
    rows = by_customer(book, aged(book, date(2026, 10, 31)))
    assert (rows.customer.tolist(), rows.total.tolist(), rows.view) == ([-1], [-5000], ("open item",))


@given(ledgers(), DAYS, st.frozensets(st.integers(0, 2)))
def test_buckets_bands_and_items_always_tie_to_the_unit(book: Ledger, as_of: date, fifo: frozenset[int]) -> None:
    result = aged(book, as_of, fifo)
    rows, totals = by_customer(book, result), by_currency(book, result)
    for sums in (rows, totals):
        assert (sums.total == sums.not_due + sums.buckets.sum(axis=1) + sums.unapplied).all()
        assert (sums.total == sums.bands.sum(axis=1) + sums.unapplied).all()
        assert (sums.overdue == sums.total - sums.not_due - sums.unapplied).all()
        assert all(control.difference == 0 for control in check_total(book, result, sums))
    assert rows.total.sum() == book.balances(as_of).sum() - book.unapplied(as_of).sum()
    assert rows.base_total.sum() == book.base_balances(as_of).sum() - book.base_unapplied(as_of).sum()


def test_the_control_shows_what_was_lost() -> None:
    book = ledger("item 1 A EUR invoice 2026-08-01 2026-08-31 100")
    result = aged(book, date(2026, 10, 31))
    rows = by_customer(book, result)
    rows.buckets[0, 2] -= 1
    assert [control.difference for control in check_total(book, result, rows)] == [-1]
