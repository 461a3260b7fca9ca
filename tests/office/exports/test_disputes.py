"""A column that says yes or no to a dispute marks the whole open amount."""

from decimal import Decimal

import pytest

HEAD = "Customer,Invoice No.,Invoice Date,Amount,Open Amount,Disputed\n"


@pytest.mark.parametrize(
    ("yes", "no"), [("Yes", "No"), ("是", "否"), ("X", ""), ("y", "n"), ("1", "0"), ("TRUE", "FALSE")]
)
def test_a_yes_disputes_what_is_open_and_a_no_nothing(read, yes, no):
    listing = read(f"{HEAD}A,1,2026-01-31,10,4,{yes}\nB,2,2026-01-31,20,20,{no}\n", kind="open-items")
    assert listing.column("disputed") == [4, None]
    assert listing.mapping["disputed"] == "Disputed"
    assert "Column Disputed says yes or no: 1 item is taken as disputed whole." in listing.notes


def test_in_a_list_of_invoices_it_is_the_gross_amount(read):
    listing = read(f"{HEAD}A,1,2026-01-31,10,4,Yes\nB,2,2026-01-31,20,20,No\n", kind="invoices")
    assert listing.column("disputed") == [10, None]


def test_a_credit_note_in_dispute_keeps_its_sign(read):
    listing = read(f"{HEAD}A,1,2026-01-31,-10,-4,Yes\nB,2,2026-01-31,20,20,No\n", kind="open-items")
    assert listing.column("disputed") == [-4, None]


def test_disputed_amounts_stay_amounts(read):
    listing = read(f"{HEAD}A,1,2026-01-31,10,10,2.50\nB,2,2026-01-31,20,20,\n")
    assert listing.column("disputed") == [Decimal("2.50"), None]


def test_amounts_among_marks_are_read_and_other_words_reported_with_their_cell(read):
    listing = read(
        f"{HEAD}A,1,2026-01-31,10,10,2.50\nB,2,2026-01-31,20,20,Yes\nC,3,2026-01-31,30,30,maybe\n", kind="open-items"
    )
    assert listing.column("disputed") == [Decimal("2.50"), 20, None]
    assert [(problem.name, problem.where.cell) for problem in listing.problems] == [("amount-unreadable-in-list", "F4")]


def test_rows_left_out_leave_no_mark_behind(read):
    listing = read(
        f"{HEAD}A,1,2026-01-31,10,x,Yes\nB,2,2026-01-31,,,Yes\nC,3,2026-01-31,30,30,Yes\n", kind="open-items"
    )
    assert len(listing.column("disputed")) == len(listing)
    assert listing.column("disputed")[-1] == 30


def test_a_chinese_list_says_it_in_chinese(read):
    listing = read("客户编码,单据号,单据日期,未收金额,是否争议\n1,A1,2026-01-31,5,是\n2,A2,2026-01-31,6,否\n")
    assert listing.column("disputed") == [5, None]


def test_yes_and_no_in_cells_of_a_sheet(read_book):
    rows = [HEAD.strip().split(","), ["A", "1", "2026-01-31", 10, 10, True], ["B", "2", "2026-01-31", 20, 20, False]]
    assert read_book({"Sheet": rows}).column("disputed") == [10, None]
