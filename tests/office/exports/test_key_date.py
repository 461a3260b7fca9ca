"""The day a list prints above its headings, held against the day given."""

from datetime import date

import pytest

ROWS = "Customer,Invoice No.,Invoice Date,Due Date,Amount Due\nA,1,2026-01-31,2026-02-28,5.00\n"


@pytest.mark.parametrize(
    "line",
    [
        "Open items at key date 09.10.2026",
        "Stichtag: 09.10.2026",
        "Stichtag,09.10.2026",
        "OP-Liste zum 09.10.2026; alle Debitoren",
        "Aged Receivables as at 9 October 2026",
        "As of October 9, 2026",
        '"As of October 9, 2026"',
        "A/R ageing as of: 2026-10-09 08:15",
        "截止日期 2026-10-09",
        "应收账款明细表,截止日期：2026年10月9日 单位：元",
        "报表日期,2026/10/9",
        "截至2026年10月9日止",
    ],
)
def test_a_key_date_above_the_headings_is_found(read, line):
    assert read(f"Example Ltd\n{line}\n\n{ROWS}").printed_date == date(2026, 10, 9)


@pytest.mark.parametrize(
    "line",
    [
        "Printed on 09.10.2026",
        "打印日期：2026-10-09",
        "As of 01.10.2026 to 09.10.2026",
        "As of 01.10.2026,as of 09.10.2026",
        "Key date 09/10/2026",
        "Stichtag unbekannt",
        "Key date 31.09.2026",
        "Superb 09.10.2026",
        "Receipts as of Monday",
    ],
)
def test_other_days_spans_doubtful_days_and_two_days_are_no_key_date(read, line):
    assert read(f"{line}\n{ROWS}", list_date=date(2026, 10, 31)).printed_date is None


def test_a_doubtful_day_is_read_in_the_order_the_list_proves(read):
    rows = ROWS.replace("2026-01-31", "01/31/2026").replace("2026-02-28", "02/28/2026")
    assert read(f"Key date 10/09/2026\n{rows}").printed_date == date(2026, 10, 9)


def test_a_list_of_another_day_than_given_is_a_problem_with_both(read):
    listing = read(f"Example Ltd\nStichtag: 09.10.2026\n{ROWS}", list_date=date(2026, 10, 31))
    (problem,) = listing.problems
    assert (problem.name, str(problem.where)) == ("list-date-differs", "list.csv row 2")
    assert dict(problem.values) == {"printed": "2026-10-09", "given": "2026-10-31"}


def test_a_list_of_the_day_given_and_one_that_prints_none_are_no_problem(read):
    assert not read(f"Stichtag: 09.10.2026\n{ROWS}", list_date=date(2026, 10, 9)).problems
    listing = read(ROWS, list_date=date(2026, 10, 9))
    assert (listing.printed_date, listing.problems) == (None, [])


def test_a_key_date_beside_its_word_in_a_sheet_is_found(read_book):
    rows = [["Key date", date(2026, 10, 9)], *(line.split(",") for line in ROWS.splitlines())]
    assert read_book({"Sheet": rows}).printed_date == date(2026, 10, 9)
