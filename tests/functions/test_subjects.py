"""Ageing, terms, letters, limitation, statements and measures in cells, beyond what the examples show."""

from collections import defaultdict
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.functions.examples_held import call, reason

DAY = 46_053.0
"""2026-01-31."""


@given(st.lists(st.tuples(st.sampled_from("ABC"), st.integers(-(10**7), 10**7), st.integers(-90, 400)), min_size=1))
def test_an_ageing_table_adds_up_across_and_down(rows: list[tuple[str, int, int]]) -> None:
    customers, cents, late = zip(*rows, strict=True)
    amounts = [[cent / 100] for cent in cents]
    table = call("AR_AGEING", [[c] for c in customers], amounts, [[DAY - days] for days in late], DAY, "30, 60")
    owed: dict[str, Decimal] = defaultdict(Decimal)
    for customer, cent in zip(customers, cents, strict=True):
        owed[customer] += Decimal(cent) / 100
    for row in table[1:]:  # type: ignore[index]
        parts = [Decimal(format(cell, ".15g")) for cell in row[1:-1]]  # type: ignore[arg-type]
        assert parts[0] == sum(parts[1:])
        assert parts[0] == (sum(owed.values()) if row[0] == "Total" else owed[row[0]])  # type: ignore[index]


def test_currencies_are_never_added_up() -> None:
    table = call("AR_AGEING", [["A"], ["A"]], [[100.0], [5000.0]], [[DAY], [DAY]], DAY, None, [["EUR"], ["jpy"]])
    assert [row[:3] for row in table[1:]] == [  # type: ignore[index]
        ["A", "EUR", 100.0], ["A", "JPY", 5000.0], ["Total", "EUR", 100.0], ["Total", "JPY", 5000.0],
    ]  # fmt: skip


def test_an_ageing_table_refuses_a_row_it_cannot_age() -> None:
    assert reason("AR_AGEING", [["A"]], [["much"]], [[DAY]], DAY) == "argument-no-number"
    assert reason("AR_AGEING", [["A"], [None]], [[1.0], [2.0]], [[DAY], [DAY]], DAY) == "argument-row-blank"


def test_blank_rows_at_the_end_of_whole_columns_do_not_matter() -> None:
    blank = [[None], [""]]
    whole = call("AR_AGEING", [["A"], *blank], [[1.0], *blank], [[DAY], *blank], DAY)
    assert whole == call("AR_AGEING", [["A"]], [[1.0]], [[DAY]], DAY)


def test_a_balance_on_any_day_is_the_amount_less_what_was_allocated_by_then() -> None:
    allocations = ([["K1"], ["K2"], ["K1"], [None]], [[40.0], [7.0], [60.1], [None]], [[DAY], [DAY], [DAY + 9], [None]])
    days = [[DAY - 1], [DAY], [DAY + 8], [DAY + 9]]
    assert call("AR_OPEN_BALANCE", "K1", 100.1, days, *allocations) == [[100.1], [60.1], [60.1], [0.0]]
    assert call("AR_OPEN_BALANCE", "K1", 100.1, DAY - 1, *allocations, DAY) == 0.0


@pytest.mark.parametrize("word", ["从单据日起算", "from document", "from-document", "from document, cutoff-26"])
def test_a_reading_in_words_answers_every_question_that_knows_them(word: str) -> None:
    """The same words stand in two lists of the policy."""
    assert call("AR_DUE_DATE", "月结30天", DAY, word) == DAY + 30


def test_terms_with_two_meanings_need_the_one_that_counts() -> None:
    assert reason("AR_DUE_DATE", "30 EOM", DAY - 16) == "argument-terms-ambiguous"
    first = call("AR_DUE_DATE", "30 EOM", DAY - 16, "month-end-first")
    assert first == DAY + 30
    assert call("AR_DUE_DATE", "30 EOM", DAY - 16, "days-first") == DAY + 28
    assert reason("AR_DUE_DATE", "as agreed", DAY) == "terms-option"


def test_a_last_day_on_a_holiday_moves_where_it_is_said_to() -> None:
    assert call("AR_DUE_DATE", 30.0, DAY, None, "next", "DE") == DAY + 30
    saturday = DAY - 30  # net 30 days from 1 January 2026 ends on Saturday, 31 January
    assert [call("AR_DUE_DATE", 30.0, saturday, None, rule) for rule in (None, "next", "Previous")] == [
        DAY,
        DAY + 2,
        DAY - 1,
    ]
    assert reason("AR_DUE_DATE", 30.0, saturday, None, "next", "XX") == "holidays-unknown"


def test_a_discount_is_open_through_its_last_day() -> None:
    days = [[DAY + 10], [DAY + 11], [DAY + 20], [DAY + 21]]
    assert call("AR_DISCOUNT", 1000.0, "3/10, 2/20 net 60", DAY, days) == [[30.0], [20.0], [20.0], [0.0]]
    assert call("AR_NET_TO_PAY", 1000.0, "3/10, 2/20 net 60", DAY, days) == [[970.0], [980.0], [980.0], [1000.0]]
    assert call("AR_DISCOUNT_DATE", "3/10, 2/20 net 60", DAY, [[None], [1.0], [2.0], [3.0]]) == [
        [DAY + 10], [DAY + 10], [DAY + 20], [""],
    ]  # fmt: skip


def test_a_discount_keeps_the_decimals_of_its_currency() -> None:
    assert call("AR_DISCOUNT", 12345.0, "2/10 net 30", DAY, DAY, [["JPY"], ["EUR"], ["KWD"]]) == [
        [247.0],
        [246.9],
        [246.9],
    ]


def test_a_discount_taken_in_time_is_earned() -> None:
    asked = (1190.0, "2/10 net 30", DAY, 1166.2)
    assert call("AR_UNEARNED_DISCOUNT", *asked, [[DAY + 10], [DAY + 11]]) == [[0.0], [23.8]]


def test_the_cost_of_a_discount_needs_a_date_only_where_it_depends_on_one() -> None:
    assert call("AR_DISCOUNT_COST", "2/10 net 30", None, None, 365.0, "effective") == 0.445853
    assert reason("AR_DISCOUNT_COST", "2/10 net 30 EOM", None, None, None, None, "month-end-first") == "argument-blank"
    assert call("AR_DISCOUNT_COST", "2/10 net 60 days EOM", DAY, None, None, None, "days-first") == 0.094291
    assert call("AR_DISCOUNT_COST", "net 30") == ""


def test_the_next_level_is_the_one_the_workbook_would_propose() -> None:
    days = [[DAY + late] for late in (0, 6, 7, 60)]
    assert call("AR_NEXT_LEVEL", 500.0, DAY, days) == [[0.0], [0.0], [1.0], [1.0]]
    assert call("AR_NEXT_LEVEL", [[25.0], [25.01]], DAY, DAY + 60) == [[0.0], [1.0]]
    assert call("AR_NEXT_LEVEL", 500.0, DAY, DAY + 60, 1.0, [[DAY + 46], [DAY + 47], [None]]) == [[2.0], [0.0], [0.0]]
    assert call("AR_NEXT_LEVEL", 500.0, DAY, DAY + 60, None, None, 500.0) == 0.0
    assert call("AR_NEXT_LEVEL", 500.0, DAY, DAY + 60, None, None, None, [[DAY + 59], [DAY + 60]]) == [[1.0], [0.0]]
    assert call("AR_NEXT_LEVEL", 500.0, DAY, DAY + 5, None, None, None, None, "3, 9", 0.0, 0.0) == 1.0


def test_the_reason_is_told_in_the_language_of_the_reader() -> None:
    assert call("AR_NEXT_LEVEL_REASON", 500.0, DAY, DAY) == "no letter: nothing is overdue"
    assert call("AR_NEXT_LEVEL_REASON", 500.0, DAY, DAY, language="zh") == "不发函：没有逾期"
    assert str(call("AR_NEXT_LEVEL_REASON", 500.0, DAY, DAY + 8, language="zh")).startswith("该款项")
    assert call("AR_BUCKET", DAY, DAY, language="zh") == "未到期"


def test_the_last_letter_is_the_latest_that_is_not_void() -> None:
    register = ([["A"], ["A"], ["B"]], [[DAY + 1], [DAY], [DAY]], [["1.docx"], ["2.docx"], ["3.docx"]])
    assert call("AR_LAST_LETTER", [["A"], ["B"], ["C"]], *register) == [["1.docx"], ["3.docx"], [""]]
    assert call("AR_LAST_LETTER", "A", *register, [["void"], [None], [None]]) == "2.docx"
    assert call("AR_LAST_LETTER", "A", *register, book="/books/May.xlsx") == "/books/1.docx"


def test_a_claim_is_barred_after_its_period() -> None:
    assert call("AR_LIMITATION_DATE", DAY, [["CN"], ["de"], [5.0]]) == [[47149.0], [47483.0], [47879.0]]
    assert call("AR_LIMITATION_DATE", DAY, "CN", DAY - 1) == 47149.0
    assert reason("AR_LIMITATION_DATE", DAY, "DE", DAY + 1) == "limitation-restart"
    assert reason("AR_LIMITATION_DATE", DAY, "FR") == "argument-unknown"
    assert reason("AR_LIMITATION_DATE", DAY, 0.0) == "argument-unknown"


def test_a_statement_without_dates_shows_everything() -> None:
    columns = ([["A"], ["A"]], [[DAY], [DAY - 5]], [["1"], ["2"]], [[10.0], [-4.0]])
    rows = call("AR_STATEMENT", "A", *columns)
    assert [row[4] for row in rows] == ["Balance", 0.0, -4.0, 6.0, 6.0]  # type: ignore[index]
    assert reason("AR_STATEMENT", "A", columns[0], [[DAY], [None]], *columns[2:]) == "argument-row-blank"
    until = call("AR_STATEMENT", "A", *columns, None, DAY - 1)
    assert until[-1] == ["", "Closing balance", 0.0, 4.0, -4.0]  # type: ignore[index]


def test_measures_that_cannot_be_worked_out_say_so() -> None:
    assert reason("AR_DSO", 100.0, 0.0, 30.0) == "measure-no-sales"
    assert reason("AR_COUNT_BACK_DSO", 100.0, [[50.0]], DAY) == "measure-sales-too-short"
    assert call("AR_COUNT_BACK_DSO", 100.0, [[50.0], [100.0]], DAY) == 46.5
    assert reason("AR_AVERAGE_DAYS_LATE", [[DAY]], [[None]]) == "measure-nothing-paid"
    assert reason("AR_AVERAGE_DAYS_LATE", [[DAY]], [[DAY], [DAY]]) == "argument-lengths"


def test_amounts_in_words_follow_the_currency() -> None:
    assert call("AR_AMOUNT_IN_WORDS", [[1.0], [None], [2.5]], "EUR") == [
        ["one euro"],
        [""],
        ["two euros and fifty cents"],
    ]
    assert reason("AR_AMOUNT_IN_WORDS", 1.0, "EURO") == "argument-unknown"
