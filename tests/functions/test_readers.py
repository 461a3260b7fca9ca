"""What a cell is taken for: dates, amounts, rates, words; what has two readings is refused."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.functions.examples_held import call, reason

from arrears.functions.calling import Caller
from arrears.functions.results import Fault


@pytest.mark.parametrize(
    "text",
    [
        "2026-01-31", "2026/1/31", "2026.01.31", "2026年1月31日", "２０２６年１月３１日", "2026-01-31 00:00",
        "2026-01-31T10:00", "31.01.2026", "31/1/2026", "1/31/2026", "31-01-2026 10:00", 46053.75, 46053,
    ],
)  # fmt: skip
def test_a_date_is_a_date_however_it_is_given(text: object) -> None:
    assert call("AR_DAYS_PAST_DUE", text, 46082.0) == 29.0


@pytest.mark.parametrize(
    "cell",
    [
        "31.01.26",
        "01/02/2026",
        "1.2.2026",
        "31/02/2026",
        "31.01/2026",
        "2026-02-30",
        "20260131",
        "soon",
        True,
        0.0,
        0.5,
        1.0,
        30.0,
        60.0,
        -3.0,
        2_958_466.0,
        float("nan"),
    ],
)
def test_what_is_no_date_or_several_is_refused(cell: object) -> None:
    assert reason("AR_DAYS_PAST_DUE", cell, 46082.0) == "argument-no-date"


@pytest.mark.parametrize(
    ("cell", "amount"),
    [
        ("1,234,567.89", 1234567.89),
        (" 12.5 ", 12.5),
        ("1'000.00", 1000.0),
        (7, 7.0),
        ("１００", 100.0),
        ("(1,234.50)", -1234.5),
        ("100-", -100.0),
        ("-100", -100.0),
        ("−100", -100.0),
        (0.1 + 0.2, 0.3),
        (5e-17, 0.0),
    ],
)
def test_an_amount_as_text_counts_where_it_has_one_reading(cell: object, amount: float) -> None:
    assert call("AR_NET_TO_PAY", cell, "net 30", 46053.0, 46053.0) == amount


@pytest.mark.parametrize(
    "cell",
    [
        "1,234",
        "12,50",
        "1.234",
        "1.234,56",
        "1 234,56",
        "(-100)",
        "-100-",
        "(100",
        "€100",
        "much",
        True,
        float("inf"),
        1e300,
    ],
)
def test_an_amount_with_two_readings_or_none_is_refused(cell: object) -> None:
    assert reason("AR_NET_TO_PAY", cell, "net 30", 46053.0, 46053.0) in ("argument-no-number", "argument-too-large")


@pytest.mark.parametrize("rate", [0.09, "9%", "9.0 %", "0.09"])
def test_a_rate_is_written_as_excel_does(rate: object) -> None:
    assert call("AR_INTEREST", 10000.0, 45688.0, 45718.0, rate) == 73.97


def test_a_rate_of_900_percent_is_a_slip() -> None:
    assert reason("AR_INTEREST", 10000.0, 45688.0, 45718.0, 9.0) == "argument-rate"


def test_words_count_however_they_are_typed() -> None:
    for word in ("ACT/360", " act/360 "):
        assert call("AR_INTEREST", 36000.0, 45688.0, 45698.0, 0.1, "EUR", word) == 100.0
    for regime in ("DE-B2B", "de b2b", "de_b2b"):
        assert call("AR_FIXED_SUM", 1000.0, 45688.0, 45698.0, regime) == 40.0


def test_limits_are_text_or_cells() -> None:
    for limits in ("30, 60", "30;60", ((30.0, 60.0),), ((30.0,), (None,), ("60",))):
        assert call("AR_BUCKET", 46053.0, 46100.0, limits) == "31-60 days"
    assert call("AR_BUCKET", 46053.0, 46100.0, 30.0) == "Over 30 days"


def test_a_book_that_counts_from_1904_is_understood() -> None:
    assert call("AR_DUE_DATE", "net 30", 44591.0, from_1904=True) == 44621.0


def test_a_number_for_text_is_the_text_it_was_typed_as() -> None:
    columns = (((1001.0,), ("1002",)), ((46053.0,), (46053.0,)), (("a",), ("b",)))
    assert call("AR_LAST_LETTER", ((1001.0,), ("1001",), (1002.0,)), *columns) == [["a"], ["a"], ["b"]]


@given(st.integers(-(10**13), 10**13))
def test_an_amount_to_the_cent_comes_through_floats_unchanged(cents: int) -> None:
    found = call("AR_NET_TO_PAY", cents / 100, "net 30", 46053.0, 46060.0)
    assert not isinstance(found, Fault)
    assert format(found, ".15g") == format(cents / 100, ".15g")


def test_where_a_cell_is_may_be_told_in_part() -> None:
    assert Caller.of("") == Caller()
    assert Caller.of("a|b.xlsx\nSheet") == Caller("a|b.xlsx", "Sheet")


def test_capitals_make_no_difference_to_a_key_as_in_excel_itself() -> None:
    day = 46053.0
    assert call("AR_OPEN_BALANCE", "re-1", 100.0, day, [["RE-1"]], [[40.0]], [[day]]) == 60.0
    assert call("AR_LAST_LETTER", "c1", [["C1"]], [[day]], [["a.docx"]]) == "a.docx"
    aged = call("AR_AGEING", [["Birch"], ["BIRCH"]], [[5.0], [7.0]], [[day], [day]], day)
    assert [row[:2] for row in aged[1:]] == [["Birch", 12.0], ["Total", 12.0]]  # type: ignore[index]
    account = call("AR_STATEMENT", "c1", [["C1"]], [[day]], [["R"]], [[9.0]])
    assert account[-1][-1] == 9.0  # type: ignore[index]


def test_a_number_with_decimals_is_told_apart_from_text() -> None:
    assert reason("AR_DSO", 1.0, 2.0, 30.5) == "argument-no-whole-number"
    assert reason("AR_DSO", 1.0, 2.0, "a month") == "argument-no-number"


@pytest.mark.parametrize(("cell", "said"), [(True, "TRUE"), (20260131.0, "20260131"), (0.0, "0")])
def test_what_was_found_is_said_as_excel_shows_it(cell: object, said: str) -> None:
    fault = call("AR_DAYS_PAST_DUE", cell, 46082.0)
    assert isinstance(fault, Fault)
    assert fault.reason is not None
    assert fault.reason.found == said


def test_a_statement_does_not_end_before_it_begins() -> None:
    columns = ([["A"]], [[46000.0]], [["1"]], [[10.0]])
    assert reason("AR_STATEMENT", "A", *columns, 46010.0, 46009.0) == "argument-period"
