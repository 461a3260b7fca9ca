"""The sheets of measures from a book in memory: months, sales, budget, customers, and what stays as it was."""

from datetime import date
from decimal import Decimal

import pytest
from tests.books import a_book, allocation, invoice, no_rates, receipt, refreshed

from arrears.core.measures.month_measures import MEASURES
from arrears.office.sheets.dashboard_blocks import DASHBOARD_BLOCKS
from arrears.runs.measures.day_of_sales import day_of_sales
from arrears.runs.measures.measure import measure
from arrears.runs.measures.measure_rows import figure_key

MEASURED = ("Sales", "Budget", "Measures", "CustomerMeasures", "Definitions")


def items():
    return [
        invoice("A1", "500", due="2026-08-31", document_date=date(2026, 8, 1)),
        invoice("A2", "300", due="2026-10-15", document_date=date(2026, 9, 10)),
        invoice("B1", "700", customer="C2", due="2026-11-15", document_date=date(2026, 10, 12)),
    ]


def a_month(*, sales=(), budget=(), measures=(), policy=None, invoices=None, language="en", **tables):
    tables = {
        "Invoices": items() if invoices is None else invoices,
        "Receipts": [receipt("R1", "300", on="2026-10-20")],
        "Allocations": [allocation("A2", "300", on="2026-10-20", receipt="R1")],
        **dict.fromkeys(MEASURED, ()),
        "Sales": [{"currency": "EUR"} | row for row in sales],
        "Budget": [{"currency": "EUR"} | row for row in budget],
        "Measures": measures,
        **tables,
    }
    return a_book(tables, policy={"financing_rate": "6", **(policy or {})}, language=language)


def sold(month, gross, **more):
    return {"month": date.fromisoformat(month), "gross": Decimal(gross)} | more


SALES = [sold("2026-08-15", "500"), sold("2026-09-30", "300"), sold("2026-10-01", "700")]


def rows(book, month="2026-10", view="base", currency="EUR"):
    found = (row for row in book.rows("Measures") if row["view"] == view and row["currency"] == currency)
    return {str(row["measure"]): row for row in found if f"{row['month']:%Y-%m}" == month}


def measured(book):
    return measure(book, None, no_rates)


def test_each_month_the_ledger_knows_has_every_measure():
    book = a_month(sales=SALES)
    measured(book)
    months = {f"{row['month']:%Y-%m}" for row in book.rows("Measures")}
    assert months == {"2026-08", "2026-09", "2026-10"}
    assert set(MEASURES) <= set(rows(book))
    now = rows(book)
    assert now["receivables"]["figure"] == Decimal("1200.00")
    assert now["dso"]["figure"] == Decimal("73.60")  # 1200 / 1500 x 92
    assert (now["dso"]["numerator"], now["dso"]["denominator"], now["dso"]["factor"]) == (1200, 1500, 92)
    assert rows(book, "2026-09")["receivables"]["figure"] == Decimal("800.00")
    assert now["cei"]["figure"] == Decimal("37.50")  # (800 + 700 - 1200) / (800 + 700 - 700)


def test_a_day_of_dso_costs_the_financing_of_what_one_day_holds():
    done = measured(a_month(sales=SALES))
    assert day_of_sales(done.figures, done.sheets.lines) == Decimal("0.98")  # 1200 x 6 % / 73.60 days
    unknown = measured(a_month())
    assert day_of_sales(unknown.figures, unknown.sheets.lines) is None


def test_what_cannot_be_worked_out_has_a_reason_and_no_figure():
    book = a_month(policy={"financing_rate": ""})
    measured(book)
    found = rows(book)
    assert found["dso"]["reason"] == "sales missing"
    assert found["interest_lost"]["reason"] == "rate missing"
    assert all(("figure" in row) != ("reason" in row) for row in book.rows("Measures"))


def test_a_book_that_begins_with_a_list_says_that_its_opening_is_missing():
    book = a_month(sales=SALES, Imports=[{"kind": "open-items", "list_date": date(2026, 10, 31), "complete": True,
                                          "currency": "EUR", "sha256": "x"}])  # fmt: skip
    measured(book)
    found = rows(book)
    assert {f"{row['month']:%Y-%m}" for row in book.rows("Measures")} == {"2026-10"}
    assert found["cei"]["reason"] == found["collection_rate"]["reason"] == "opening missing"
    assert found["overdue_ratio"]["figure"] == Decimal("41.67")


def test_carried_months_stay_as_they_are_and_open_the_next():
    carried = {
        "month": date(2026, 9, 30), "measure": "receivables", "currency": "EUR", "view": "base", "state": "carried",
        "figure": Decimal(900), "numerator": Decimal(900), "denominator": Decimal(1),
        "figure_key": figure_key(date(2026, 9, 30), "receivables", "EUR"),
    }  # fmt: skip
    listed = [
        {"kind": "open-items", "list_date": date(2026, 10, 1), "complete": True, "currency": "EUR", "sha256": "x"}
    ]
    book = a_month(sales=SALES, measures=[carried], Imports=listed)
    measured(book)
    assert rows(book, "2026-09")["receivables"] | {"figure_check": None} == carried | {"figure_check": None}
    assert len(rows(book, "2026-09")) == 1
    assert rows(book)["cei"]["figure"] == Decimal("44.44")  # (900 + 700 - 1200) / (900 + 700 - 700)


def test_measuring_twice_changes_nothing():
    book = a_month(sales=SALES)
    measured(book)
    first = book.rows("Measures"), book.rows("CustomerMeasures"), dict(book.blocks)
    measured(book)
    assert (book.rows("Measures"), book.rows("CustomerMeasures"), dict(book.blocks)) == first


def test_a_refresh_fills_the_sheets_of_a_book_that_has_them():
    book = a_month(sales=SALES)
    refreshed(book)
    assert rows(book)["dso"]["figure"] == Decimal("73.60")
    plain = a_book({"Invoices": items()})
    refreshed(plain)
    assert not plain.has("Measures")


def test_notes_of_people_stay_with_their_measure():
    book = a_month(sales=SALES)
    measured(book)
    column = book.tables["Measures"]["note"]
    where = book.tables["Measures"]["measure"].index("cei")
    column[where] = "strong month"
    measured(book)
    assert rows(book)["cei"]["note"] == "strong month"


def test_sales_come_from_the_books_own_invoices_where_the_policy_says_so():
    book = a_month(policy={"sales_source": "invoices"})
    measured(book)
    assert rows(book)["credit_sales"]["figure"] == Decimal("700.00")
    assert rows(book)["dso"]["denominator"] == 1500


def test_a_row_for_the_whole_company_is_not_added_to_its_customers():
    book = a_month(sales=[*SALES, sold("2026-10-31", "400", customer="C1"), sold("2026-10-31", "300", customer="C2")])
    measured(book)
    assert rows(book)["credit_sales"]["figure"] == Decimal("700.00")


def test_sales_of_another_currency_need_a_base_amount():
    dollars = sold("2026-10-05", "100", currency="USD")
    book = a_month(sales=[*SALES, dollars])
    done = measured(book)
    assert rows(book)["dso"]["reason"] == "sales missing"
    assert [problem.name for problem in done.sheets.problems] == ["sales-without-base"]
    book = a_month(sales=[*SALES, dollars | {"base_gross": Decimal(90)}])
    measured(book)
    assert rows(book)["credit_sales"]["figure"] == Decimal("790.00")


def test_a_budget_is_compared_with_what_came_in():
    plan = [
        {"month": date(2026, 10, 31), "planned": Decimal(400)},
        {"month": date(2026, 10, 31), "customer": "C2", "planned": Decimal(50)},
        {"month": date(2026, 12, 31), "planned": Decimal(500)},
    ]
    book = a_month(budget=plan)
    measured(book)
    whole, second, later = book.rows("Budget")
    assert (whole["collected"], whole["difference"], whole["achieved"]) == (300, -100, Decimal("75.00"))
    assert (second["collected"], second["achieved"]) == (0, 0)
    assert "collected" not in later
    assert [row[-1] for row in book.blocks["DashBudget"]] == [Decimal(400), Decimal(300)]


def test_what_delay_costs_stands_by_customer():
    book = a_month()
    measured(book)
    first, second = book.rows("CustomerMeasures")
    assert (first["customer"], first["owed"], first["overdue"]) == ("C1", 500, 500)
    assert first["overdue_days"] == 500 * 61 + 300 * 5
    assert first["interest_lost"] == Decimal("5.26")  # 32,000 x 6 / 36,500
    assert (first["paid_items"], first["average_days_late"], first["average_days_to_pay"]) == (1, 5, 40)
    assert (second["customer"], second["overdue_days"]) == ("C2", 0)


def test_the_dashboard_reads_what_the_sheets_say():
    book = a_month(sales=SALES)
    measured(book)
    blocks = book.blocks
    for name, place in DASHBOARD_BLOCKS.items():
        assert (len(blocks[name]), {len(row) for row in blocks[name]}) == (place.rows, {place.columns}), name
    assert blocks["DashMonths"][0][-1] == "2026-10"
    assert blocks["DashTop"][:2] == [["C2", Decimal("700.00")], ["C1", Decimal("500.00")]]
    names = list(MEASURES)
    assert blocks["DashGrid"][names.index("dso")][-1] == Decimal("73.60")
    assert blocks["DashLines"][0][-3:] == [None, None, Decimal("73.60")]
    assert blocks["DashGrid"][names.index("dso")][-2] == "n/c"
    assert [row[-1] for row in blocks["DashStructure"][:3]] == [Decimal(700), Decimal(0), Decimal(0)]


@pytest.mark.parametrize("language", ["en", "zh"])
def test_definitions_name_every_measure(language):
    book = a_month(language=language)
    measured(book)
    defined = book.rows("Definitions")
    assert set(MEASURES) <= {row["measure"] for row in defined}
    assert all(row["definition"] and row["source"] for row in defined)
