"""Dates in any notation, the order of day and month from the whole column."""

from datetime import date

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from arrears.errors import ListRefused
from arrears.office.exports.day_notation import NO_DATE, proof, read_days, reading
from arrears.texts import wrong_and_do

days = st.dates(min_value=date(1990, 1, 1), max_value=date(2060, 12, 31))


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        ("2026年3月5日", date(2026, 3, 5)),
        ("2025/12/03  14:20:11", date(2025, 12, 3)),
        ("2026-03-05T12:00:00Z", date(2026, 3, 5)),
        ("20260305", date(2026, 3, 5)),
        (20260305.0, date(2026, 3, 5)),
        (43046.6478, date(2017, 11, 7)),
        ("43046.6478", date(2017, 11, 7)),
        ("26-Apr-11", date(2011, 4, 26)),
        ("1. März 2026", date(2026, 3, 1)),
        ("15-janv.-26", date(2026, 1, 15)),
        ("Saturday, Apr 03, 2021", date(2021, 4, 3)),
        ("２０２６－０３－０５", date(2026, 3, 5)),
        ("'2026-03-05", date(2026, 3, 5)),
    ],
)
def test_a_date_that_says_its_order_is_read_by_itself(cell, day):
    assert reading(cell) == day


@pytest.mark.parametrize("cell", ["0000-00-00", "00.00.0000", "-", "", None, "00000000", 0])
def test_empty_dates_of_all_systems_are_blank(cell):
    assert reading(cell) is None


@pytest.mark.parametrize("cell", ["2026-02-30", "31 Feb 2026", "abc", "2026-13-01", True, 3.5, "12345678"])
def test_what_is_no_day_is_unreadable(cell):
    assert reading(cell) == NO_DATE


@pytest.mark.parametrize(
    ("order", "pattern"), [("dmy", "%d/%m/%Y"), ("mdy", "%m/%d/%Y"), ("dmy", "%d-%m-%y"), ("mdy", "%m/%d/%y")]
)
@given(column=st.lists(days, min_size=1, max_size=30))
def test_a_column_with_one_day_beyond_the_twelfth_reads_back(order, pattern, column):
    assume(any(d.day > 12 for d in column))
    texts = [d.strftime(pattern) for d in column]
    assert proof(map(reading, texts)).order() == order
    assert read_days(texts, order).values == column


def test_a_list_that_fits_both_orders_is_refused_with_both_readings(read):
    with pytest.raises(ListRefused) as refused:
        read("Customer,Invoice,Invoice Date,Amount\nA,1,3/7/2026,5\nB,2,4/8/2026,6\n")
    assert refused.value.name == "dates-ambiguous"
    wrong, do = wrong_and_do(refused.value, "en")
    assert "3/7/2026 in column Invoice Date is 2026-07-03 or 2026-03-07" in wrong
    assert "--dates dmy" in do


ORDERS = {"dmy": "day, month, year", "mdy": "month, day, year"}


@pytest.mark.parametrize(("dates", "day"), [("dmy", date(2026, 7, 3)), ("mdy", date(2026, 3, 7))])
def test_the_given_order_decides_an_ambiguous_list_and_is_told(read, dates, day):
    listing = read("Customer,Invoice,Invoice Date,Amount\nA,1,3/7/2026,5\n", dates=dates)
    assert listing.column("document_date") == [day]
    assert any(f"read as {ORDERS[dates]}, as given" in note for note in listing.notes)


def test_dates_that_read_the_same_both_ways_need_no_order(read):
    assert read("Customer,Invoice,Date,Amount\nA,1,5/5/2026,5\n").column("document_date") == [date(2026, 5, 5)]


def test_another_date_column_of_the_list_tells_the_order(read):
    listing = read(
        "Customer,Invoice,Invoice Date,Due Date,Amount\nA,1,3/7/2026,30/7/2026,5\nB,2,4/8/2026,31/8/2026,6\n"
    )
    assert listing.column("document_date") == [date(2026, 7, 3), date(2026, 8, 4)]
    assert any("like the other date columns" in note for note in listing.notes)


def test_what_the_column_proves_goes_before_the_given_order(read):
    listing = read("Customer,Invoice,Invoice Date,Amount\nA,1,3/7/2026,5\nB,2,30/7/2026,6\n", dates="mdy")
    assert listing.column("document_date") == [date(2026, 7, 3), date(2026, 7, 30)]


def test_a_column_that_mixes_both_orders_is_refused(read):
    with pytest.raises(ListRefused) as refused:
        read("Customer,Invoice,Invoice Date,Amount\nA,1,30/7/2026,5\nB,2,7/30/2026,6\nC,3,3/4/2026,6\n")
    assert refused.value.name == "dates-mixed"


def test_dotted_dates_are_day_first(read):
    assert read("Kunde;Belegnummer;Belegdatum;Betrag\nA;1;03.04.2026;5,00\n").column("document_date") == [
        date(2026, 4, 3)
    ]


def test_february_30_is_a_problem_at_its_cell_and_the_row_is_left_out(read):
    listing = read("Customer,Invoice,Invoice Date,Amount\nA,1,30/02/2026,5\nB,2,31/01/2026,6\n")
    assert listing.column("document_no") == ["2"]
    unreadable = next(p for p in listing.problems if p.name == "date-unreadable-in-list")
    assert (unreadable.where.cell, unreadable.found) == ("C2", "30/02/2026")
    assert [row.row for row in listing.left_out] == [2]


def test_a_due_date_that_cannot_be_read_does_not_lose_the_row(read):
    listing = read("Customer,Invoice,Invoice Date,Due Date,Amount\nA,1,2026-01-31,soon,5\n")
    assert listing.column("due_date") == [None]
    assert len(listing) == 1
    assert [p.name for p in listing.problems] == ["date-unreadable-in-list"]


def test_many_notations_in_one_column_are_each_read(read):
    rows = ["26-Apr-11", "26-04-2011 11:50", "43046.6478", "20110427", "2011-04-28"]
    text = "Customer,Invoice,Date,Amount\n" + "".join(f"A,{n},{day},5\n" for n, day in enumerate(rows))
    assert [str(d) for d in read(text).column("document_date")] == [
        "2011-04-26", "2011-04-26", "2017-11-07", "2011-04-27", "2011-04-28",
    ]  # fmt: skip
