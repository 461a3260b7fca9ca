"""What the next month takes along of the measures, and how it goes on from there."""

from copy import deepcopy
from datetime import date
from decimal import Decimal

from tests.books import AS_OF, a_book, invoice, no_rates, receipt
from tests.months import Clock

from arrears.core.month.calendar_month import Month
from arrears.core.month.events import OPENED
from arrears.runs.figures import figures_of
from arrears.runs.measures.measure import measure
from arrears.runs.measures.measure_rows import figure_key
from arrears.runs.measures.measures_left import measures_left
from arrears.runs.next_month import next_month
from arrears.runs.refresh_opening import refresh_opening


def row(month, measure_name, amount, state):
    return {
        "month": month, "measure": measure_name, "currency": "EUR", "view": "base", "state": state,
        "figure": Decimal(amount), "numerator": Decimal(amount), "denominator": Decimal(1),
        "figure_key": figure_key(month, measure_name, "EUR"),
    }  # fmt: skip


def figures(book, month):
    found = (one for one in book.rows("Measures") if f"{one['month']:%Y-%m}" == month and one["view"] == "base")
    return {one["measure"]: one.get("figure") for one in found}


def test_the_year_that_was_measured_is_frozen_and_older_months_stay_behind():
    months = [date(2025, 9, 30), date(2025, 10, 31), date(2026, 8, 31)]
    book = a_book({"Measures": [row(month, "receivables", 100, "carried") for month in months],
                   "Invoices": [invoice("A", "40", document_date=date(2026, 10, 1))]})  # fmt: skip
    book.write(measures_left(book, figures_of(book, AS_OF, no_rates)), {})
    assert {one["state"] for one in book.rows("Measures")} == {"carried"}
    assert sorted({one["month"] for one in book.rows("Measures")}) == [*months[1:], date(2026, 10, 31)]
    assert measures_left(a_book(), figures_of(a_book(), AS_OF, no_rates)) == []


def test_what_the_sheet_shows_of_an_open_month_is_measured_anew_and_of_a_locked_one_stands_as_signed():
    stale = [row(date(2026, 10, 31), "receivables", 100, "rebuilt")]
    lock = {"event": "locked", "month": "2026-10", "closing_day": AS_OF}
    for log, expected in (([], Decimal(40)), ([lock], Decimal(100))):
        book = a_book({"Measures": stale, "Invoices": [invoice("A", "40")], "Months": log})
        book.write(measures_left(book, figures_of(book, AS_OF, no_rates)), {})
        assert figures(book, "2026-10")["receivables"] == expected


def test_what_was_collected_of_the_plan_is_known_after_the_opening():
    plan = [{"month": date(2026, 10, 1), "currency": "EUR", "planned": Decimal(80)}]
    book = a_book({"Measures": [], "Budget": plan, "Invoices": [invoice("A", "40")],
                   "Receipts": [receipt("R", "60", on="2026-10-05")]})  # fmt: skip
    fresh = deepcopy(book)
    next_month(fresh, Month.read("2026-11"), "Old.xlsx", Clock(), "Ann", no_rates)
    october = fresh.rows("Budget")[0]
    assert (october["collected"], october["difference"], october["achieved"]) == (60, -20, Decimal("75.00"))


def test_a_correction_of_the_former_month_brings_its_measures_sales_and_plan_along():
    sales = [{"month": AS_OF, "currency": "EUR", "gross": Decimal(500)}]
    plan = [{"month": AS_OF, "currency": "EUR", "planned": Decimal(80)}]
    tables = {"Measures": [], "Sales": sales, "Budget": plan, "Receipts": [receipt("R", "60", on="2026-10-05")],
              "Invoices": [invoice("A", "400", document_date=date(2026, 10, 1)), invoice("B", "100")]}  # fmt: skip
    former = a_book(tables)
    measure(former, None, no_rates)
    book = deepcopy(former)
    next_month(book, Month.read("2026-11"), "Old.xlsx", Clock(), "Ann", no_rates)
    book.tables["Budget"]["note"][0] = "mine"
    assert refresh_opening(book, former, Clock(), "Ann", no_rates).changes == []
    before = figures(book, "2026-10")

    former.put("Invoices", [*former.rows("Invoices"), invoice("C", "200", document_date=date(2026, 10, 20))])
    former.put("Receipts", [*former.rows("Receipts"), receipt("S", "25", on="2026-10-30")])
    former.put("Sales", [sales[0] | {"gross": Decimal(700)}, sales[0] | {"month": date(2026, 9, 30)}])
    done = refresh_opening(book, former, Clock(), "Ann", no_rates)

    after = figures(book, "2026-10")
    assert (before["receivables"], after["receivables"]) == (Decimal("440.00"), Decimal("615.00"))
    assert {one["state"] for one in book.rows("Measures") if one["month"] == AS_OF} == {"carried"}
    assert [(one["month"], one["gross"]) for one in book.rows("Sales")] == [
        (AS_OF, 700), (date(2026, 9, 30), 500),
    ]  # fmt: skip
    assert (book.rows("Budget")[0]["collected"], book.rows("Budget")[0]["note"]) == (85, "mine")
    told = {(one.table, one.what, one.column) for one in done.changes}
    assert {("Sales", "changed", "gross"), ("Sales", "added", ""), ("Budget", "changed", "collected"),
            ("Measures", "changed", "figure")} <= told  # fmt: skip
    measure(former, None, no_rates)
    assert figures(former, "2026-10") == after
    assert refresh_opening(book, former, Clock(), "Ann", no_rates).changes == []


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
