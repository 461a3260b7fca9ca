"""Rows of a text file with more cells than headings: amounts that fell apart at their own comma."""

from decimal import Decimal

import pytest

from arrears.core.problems import Severity
from arrears.errors import ListRefused

HEAD = "Customer,Name,Invoice No.,Invoice Date,Due Date,Terms,Currency,Amount Due\n"
GOOD = "C1,Acme,1,2026-01-31,2026-02-28,30,EUR,999.00\n"
BROKEN = "C2,Birch,2,2026-01-31,2026-02-28,30,EUR,1,234.56\n"


def test_an_amount_with_an_unquoted_thousands_comma_is_left_out_with_what_is_left_over(read):
    listing = read(HEAD + GOOD + BROKEN)
    assert listing.column("document_no") == ["1"]
    (problem,) = listing.problems
    assert (problem.name, problem.severity) == ("row-too-wide", Severity.LEFT_OUT)
    assert (problem.where.file, problem.where.row, problem.found) == ("list.csv", 3, "234.56")
    assert [(row.row, row.reason) for row in listing.left_out] == [(3, "more cells than headings: 234.56")]


def test_it_is_left_out_although_another_cell_of_the_row_is_blank(read):
    listing = read(HEAD + GOOD + BROKEN.replace(",30,", ",,"))
    assert [problem.name for problem in listing.problems] == ["row-too-wide"]
    assert listing.column("remaining") == [Decimal("999.00")]


def test_quoted_amounts_are_read(read):
    listing = read(HEAD + GOOD + BROKEN.replace("1,234.56", '"1,234.56"'))
    assert listing.column("remaining") == [Decimal("999.00"), Decimal("1234.56")]
    assert not listing.problems


def test_a_total_that_fell_apart_is_no_total(read):
    listing = read(HEAD + GOOD + GOOD.replace(",1,", ",2,") + "Total,,,,,,,1,998.00\n")
    assert listing.printed_totals == {}
    assert [(problem.name, problem.found) for problem in listing.problems] == [("row-too-wide", "998.00")]


def test_an_amount_with_a_decimal_comma_falls_apart_likewise(read):
    listing = read(HEAD + GOOD + "C2,Birch,2,2026-01-31,2026-02-28,30,EUR,5,50\n")
    assert listing.column("remaining") == [Decimal("999.00")]


def test_an_amount_that_falls_into_a_blank_last_column_is_found_too(read):
    head = "Customer,Invoice No.,Invoice Date,Amount Due,Note\n"
    listing = read(head + "A,1,2026-01-31,999.00,\nB,2,2026-01-31,1,234.56,\nC,3,2026-01-31,5.00,late\n")
    assert listing.column("document_no") == ["1", "3"]
    assert [(problem.name, problem.found) for problem in listing.problems] == [("row-too-wide", "1,234.56")]


@pytest.mark.parametrize("ending", ["", ","])
def test_rows_that_all_end_in_a_delimiter_are_no_wider_than_their_headings(read, ending):
    head = f"Customer,Invoice No.,Invoice Date,Amount Due,Days{ending}\n"
    listing = read(head + "A,1,2026-01-31,12,120,\nB,2,2026-01-31,7,30,\n")
    assert listing.column("remaining") == [12, 7]
    assert not listing.problems


def test_where_every_row_falls_apart_the_list_is_refused(read):
    with pytest.raises(ListRefused) as refused:
        read(HEAD + BROKEN + BROKEN)
    assert (refused.value.name, refused.value.where.row) == ("no-row-readable", 2)
    assert refused.value.values["reason"] == "more cells than headings: 234.56"


def test_a_group_whose_only_row_falls_apart_stays_a_group(read):
    head = "Date,Num,Due date,Open balance\n"
    listing = read(f"{head}Acme,,,\n2026-01-31,1,2026-02-28,5.00\nBirch,,,\n2026-01-31,2,2026-02-28,1,234.56\n")
    assert listing.column("customer") == ["Acme"]
    assert [row.reason for row in listing.left_out][1] == "heading of a group: Birch"


def test_cells_right_of_the_headings_of_a_sheet_are_notes(read_book):
    rows = [["Customer", "Invoice No.", "Invoice Date", "Amount Due"], ["A", "1", "2026-01-31", 5, "called on Monday"]]
    listing = read_book({"Sheet": rows})
    assert listing.column("remaining") == [5]
    assert not listing.problems
