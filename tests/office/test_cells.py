"""Cells as a host gives them become typed values, or a problem that names the cell."""

from datetime import date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from arrears.core.problems import Place
from arrears.office.cells import CellError, exact, typed, typed_column
from arrears.office.table_spec import Column, Type
from arrears.office.tables import TABLES

HERE = Place(sheet="Open items", cell="F17")


def read(raw, kind):
    value, problem = typed(raw, Column("x", kind), HERE)
    return value if problem is None else problem.name


@pytest.mark.parametrize(
    ("raw", "amount"),
    [(0.1 + 0.2, "0.3"), (1234.5, "1234.5"), (7, "7"), ("12.50", "12.50"), ("1,234.50", "1234.50"),
     ("1,234,567", "1234567"), ("-3", "-3"), ("1 234.50", "1234.50"), ("１２.５", "12.5"), ("12345", "12345")],
)  # fmt: skip
def test_an_amount_is_the_decimal_that_excel_shows(raw, amount):
    assert str(read(raw, Type.AMOUNT)) == amount


@pytest.mark.parametrize(
    "raw", ["1,234", "1.234", "12,50", "1.234,56", "1_000", "1e5", "(5)", "x", "NaN", True, date(2026, 1, 1)]
)
def test_a_text_that_can_mean_two_amounts_or_none_is_a_problem(raw):
    assert read(raw, Type.AMOUNT) == "amount-unreadable"


LATE = datetime(2026, 10, 31, 23, 59)  # noqa: DTZ001 - a host knows no time zones


@pytest.mark.parametrize(
    "raw", [46326.0, 46326, date(2026, 10, 31), LATE, "2026-10-31", "2026/10/31", "2026年10月31日"]
)
def test_a_day_is_read_from_serials_dates_and_year_first_texts(raw):
    assert read(raw, Type.DAY) == date(2026, 10, 31)


@pytest.mark.parametrize("raw", ["31.10.2026", "10/11/2026", "2026-02-30", 0, -1.0, True, 9e9, "soon"])
def test_a_day_that_is_none_or_could_be_two_is_a_problem(raw):
    assert read(raw, Type.DAY) == "date-unreadable"


@pytest.mark.parametrize(("raw", "code"), [("00417", "00417"), (417.0, "417"), (" A-1 ", "A-1"), (True, "TRUE")])
def test_an_identifier_is_text(raw, code):
    assert read(raw, Type.CODE) == code


def test_an_identifier_that_excel_has_rounded_is_kept_and_reported():
    value, problem = typed(1.2345678901234567e19, TABLES["Invoices"].column("tax_invoice_no"), HERE)
    assert (value, problem.name) == ("12345678901234600000", "identifier-rounded")


@pytest.mark.parametrize(
    ("raw", "kind"), [("Credit note", "credit note"), ("信用证", None), ("credit note", "credit note")]
)
def test_a_choice_is_recognised_in_any_language(raw, kind):
    value, problem = typed(raw, TABLES["Invoices"].column("kind"), HERE)
    assert value == kind
    assert (problem is None) == (kind is not None)


def test_a_choice_of_another_column_is_none_of_this_one():
    value, problem = typed("Cash", TABLES["Allocations"].column("kind"), HERE)
    assert (value, problem) == ("cash", None)
    value, problem = typed("Cash", TABLES["Invoices"].column("kind"), HERE)
    assert (value, problem.name, problem.found) == (None, "choice-unknown", "Cash")


@pytest.mark.parametrize(("raw", "rate"), [("4.125 %", "4.125"), (8.5, "8.5"), ("8,5", "number-unreadable")])
def test_a_rate_may_bear_a_percent_sign(raw, rate):
    assert str(read(raw, Type.RATE)) == rate


@pytest.mark.parametrize(("raw", "count"), [(3.0, 3), ("3", 3), (3.5, "number-unreadable"), ("x", "number-unreadable")])
def test_a_count_is_whole(raw, count):
    assert read(raw, Type.COUNT) == count


@pytest.mark.parametrize(("raw", "yes"), [(True, True), ("Yes", True), ("否", False), ("cash", "choice-unknown")])
def test_yes_and_no_in_any_language(raw, yes):
    assert read(raw, Type.YES) == yes


@pytest.mark.parametrize("kind", list(Type))
@pytest.mark.parametrize("raw", [None, "", "  ", "\u00a0"])
def test_a_blank_is_nothing_whatever_its_column_asks_for(raw, kind):
    assert read(raw, kind) is None


def test_an_excel_error_is_a_problem_that_shows_it():
    value, problem = typed(CellError("#REF!"), Column("x", Type.AMOUNT), HERE)
    assert (value, problem.name, problem.found, problem.where) == (None, "error-cell", "#REF!", HERE)


@given(
    st.lists(st.one_of(st.none(), st.floats(allow_nan=False, allow_infinity=False), st.text(max_size=4), st.booleans()))
)
def test_a_column_is_read_as_its_cells_are(raws):
    column = Column("x", Type.AMOUNT)
    values, problems = typed_column(raws, column, lambda n: Place(cell=f"A{n}"))
    single = [typed(raw, column, Place(cell=f"A{n}")) for n, raw in enumerate(raws)]
    assert values == [value for value, _ in single]
    assert problems == [problem for _, problem in single if problem is not None]


@given(st.decimals(min_value=-(10**9), max_value=10**9, places=4))
def test_a_decimal_of_up_to_fifteen_digits_survives_the_hosts_float(amount):
    assert exact(float(amount)) == amount == Decimal(str(exact(float(amount))))
