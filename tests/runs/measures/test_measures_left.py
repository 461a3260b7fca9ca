"""What the next month takes along of the measures, and how it goes on from there."""

from datetime import date
from decimal import Decimal

from tests.books import AS_OF, a_book, invoice, no_rates

from arrears.core.month.events import OPENED
from arrears.runs.measures.measure import measure
from arrears.runs.measures.measure_rows import figure_key
from arrears.runs.measures.measures_left import measures_left


def row(month, measure_name, amount, state):
    return {
        "month": month, "measure": measure_name, "currency": "EUR", "view": "base", "state": state,
        "figure": Decimal(amount), "numerator": Decimal(amount), "denominator": Decimal(1),
        "figure_key": figure_key(month, measure_name, "EUR"),
    }  # fmt: skip


def test_the_year_that_was_measured_is_frozen_and_older_months_stay_behind():
    months = [date(2025, 9, 30), date(2025, 10, 31), date(2026, 10, 31)]
    book = a_book({"Measures": [row(month, "receivables", 100, "rebuilt") for month in months]})
    book.write(measures_left(book, AS_OF), {})
    assert [(one["month"], one["state"]) for one in book.rows("Measures")] == [
        (date(2025, 10, 31), "carried"), (date(2026, 10, 31), "carried"),
    ]  # fmt: skip
    assert measures_left(a_book(), AS_OF) == []


def test_a_book_opened_from_another_takes_earlier_sales_from_the_months_carried():
    carried = [row(date(2026, month, 30), "credit_sales", 1000, "carried") for month in (8, 9)]
    opened = {
        "event": OPENED,
        "month": "2026-10",
        "closing_day": date(2026, 9, 30),
        "by": "A",
        "at": "2026-10-01T08:00:00Z",
    }
    book = a_book(
        {
            "Invoices": [
                invoice("old", "40", document_date=date(2026, 9, 1)),
                invoice("new", "500", document_date=date(2026, 10, 5), due="2026-11-05"),
            ],
            "Months": [opened],
            "Measures": carried,
        },
        policy={"sales_source": "invoices"},
    )
    measure(book, None, no_rates)
    dso = next(one for one in book.rows("Measures") if one["figure_key"] == "2026-10 dso EUR base")
    assert (dso["numerator"], dso["denominator"]) == (540, 2500)
