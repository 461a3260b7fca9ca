"""Measures as others publish or test them: every case is met to the printed figure, or skipped with the reason."""

import json
import os
from collections.abc import Callable, Iterator, Mapping
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from tests.ledgers import ledger
from tests.vectors import vectors

from arrears.core.measures.average_days_late import average_days, days_between
from arrears.core.measures.best_possible_dso import delinquent_dso
from arrears.core.measures.collection_effectiveness import collection_effectiveness
from arrears.core.measures.count_back import count_back_dso
from arrears.core.measures.dso import cost_of_a_day, days_sales_outstanding
from arrears.core.measures.measure import Figure, Measure, quotient
from arrears.core.measures.payments import Payments
from arrears.core.measures.turnover import receivables_turnover, turnover_of_average

Case = dict[str, Any]
FILES = ("measures/add.json", "measures/dso.json", "measures/turnover.json", "measures/jde_delinquent.json",
         "systems/kpi.json")  # fmt: skip
NOT_ADOPTED = {
    "kpi-cei": "sales of the whole period are not divided by its months: opening, sales and closing are of one period",
    "kpi-d365-days-163": "days are those of whole calendar months up to the as-of date, not from the first day a "
    "customer is known; the page counts 163 days where 2023-05-01 to 2023-10-11 are 164 with both ends",
    "kpi-seed-recovery-by-age": "a share that is recoverable by age is the allowance's, not a measure of collection",
}
"""Case -> why its rule is not ours."""
ALSO_PRINTED = {
    "allianz_trade_abc": "the page prints 22.3 for 35,000 / 50,000 x 31",
    "studyzin_twist_corp": "the page prints 28.62: it divided 365 by the rounded turnover",
}


def held() -> Iterator[Case]:
    for file in FILES:
        found = json.loads(vectors(file).read_text(encoding="utf-8"))
        yield from found["cases"] if isinstance(found, dict) else found


def all_cases() -> Iterator[Any]:
    if not os.environ.get("ARREARS_VECTORS"):
        yield pytest.param({}, id="no folder")
        return
    for case in held():
        yield pytest.param(case, id=case["id"])


@pytest.mark.parametrize("case", list(all_cases()))
def test_a_published_case_is_met(case: Case) -> None:
    if not case:
        vectors("")
    if case["id"] in NOT_ADOPTED:
        pytest.skip(f"{case['id']}: {NOT_ADOPTED[case['id']]}")
    checks = [check for start, check in CHECKS.items() if case["id"].startswith(start)]
    assert checks, f"{case['id']} is neither met nor declined"
    checks[0](case.get("inputs", {}), case.get("expected", case.get("definitions", {})))


def test_a_page_that_prints_a_wrong_figure_is_not_followed() -> None:
    wrong = {case["id"] for case in held() if "printed_in_source" in case} - {"dnb_cost_of_dso_day"}
    assert wrong == set(ALSO_PRINTED)


def test_dividing_the_sales_of_a_quarter_by_three_gives_the_figure_that_is_not_adopted() -> None:
    told = next(case for case in held() if case["id"] == "kpi-cei")
    given = told["inputs"]
    divided = collection_effectiveness(
        given["beginning"], Fraction(given["credit_sales"], given["N"]), given["ending_total"], given["ending_current"]
    )
    ours = collection_effectiveness(
        given["beginning"], given["credit_sales"], given["ending_total"], given["ending_current"]
    )
    assert shown(divided) == Decimal(told["expected"]["cei"])
    assert shown(ours) == Decimal("79.17")


def shown(figure: Figure, places: int = 2) -> Decimal:
    assert isinstance(figure, Measure)
    return figure.rounded(places)


def places_of(text: object) -> int:
    return max(-int(Decimal(str(text)).as_tuple().exponent), 0)


def _delinquent(told: Case, expected: Case) -> None:
    assert shown(delinquent_dso(told["dso"], told["bpdso"], 1, 1)) == expected["add"]


def _dso(told: Case, expected: Case) -> None:
    receivables = told.get("ar", told.get("outstanding"))
    sales = told.get("sales", told.get("credit_sales"))
    sold = sum(sales) if isinstance(sales, list) else sales
    printed = expected["dso"]
    figure = days_sales_outstanding(receivables, sold, told["days"])
    assert shown(figure, expected.get("dp", places_of(printed))) == Decimal(str(printed))
    if "turnover" in expected:
        assert shown(turnover_of_average(sold, receivables)) == Decimal(str(expected["turnover"]))


def _count_back(told: Case, expected: Case) -> None:
    if "monthly_sales_oldest_first" in told:
        months = list(reversed(told["monthly_sales_oldest_first"]))
        figure = count_back_dso(told["ar"], months, list(reversed(told["days_per_month"])))
    else:
        newest = told["sales_newest_first"]
        figure = count_back_dso(told["receivables"], [m["sales"] for m in newest], [m["days"] for m in newest])
    assert shown(figure) == Decimal(str(expected["dso"]))


def _cost_of_a_day(told: Case, expected: Case) -> None:
    percent = Decimal(str(told["rate"])) * 100
    cost = cost_of_a_day(told["receivables"], percent, told["days"])
    assert isinstance(cost, Measure)
    assert cost.rounded() == Decimal(str(expected["per_day"]))
    assert quotient(cost.value * 10, 1).rounded() == Decimal(str(expected["ten_days"]))
    assert cost.value * told["days"] == expected["financing_cost"]


def _turnover(told: Case, expected: Case) -> None:
    sold = told.get("net_credit_sales", told.get("credit_sales"))
    if "total_sales" in told:
        sold = told["total_sales"] * (1 - Decimal(str(told["cash_share"])))
        assert sold == expected["net_credit_sales"]
    if "avg_ar" in told:
        figure = turnover_of_average(sold, told["avg_ar"])
    else:
        figure = receivables_turnover(sold, told["opening_ar"], told["closing_ar"])
    assert shown(figure) == Decimal(str(expected["turnover"]))
    if "days" in expected:
        assert isinstance(figure, Measure)
        assert shown(quotient(365, figure.value)) == Decimal(str(expected["days"]))


def _same_day(_told: Case, expected: Case) -> None:
    day = date(2026, 10, 1)
    book = ledger(f"item 1 A EUR invoice {day} {day} 100\nreceipt R A EUR {day} 100\nalloc 1 R 100 {day}")
    paid, _ = Payments(book).last_payment(day)
    assert shown(average_days(days_between(book.items.document_date, paid)), 0) == expected["average_days"]


def _last_payments(told: Case, expected: Case) -> None:
    due = date(2026, 9, 30)
    invoices = told.get("invoices") or [{"payments": [days]} for days in told["days_after_due"]]
    lines = []
    for number, invoice in enumerate(invoices):
        share = 100 // len(invoice["payments"])
        lines.append(f"item {number} A EUR invoice 2026-08-31 {due} {share * len(invoice['payments'])}")
        lines += [f"alloc {number} - {share} {due + timedelta(days=late)}" for late in invoice["payments"]]
    book = ledger("\n".join(sorted(lines, key=lambda line: line.startswith("alloc"))))
    paid, _ = Payments(book).last_payment(date(2026, 12, 31))
    figure = average_days(days_between(book.items.due_date, paid))
    assert shown(figure, 0) == expected["average_rounded"]


def _definition(_told: Case, definitions: Case) -> None:
    """What is not past due over sales is the best possible; the rest of DSO is delinquent."""
    dso, best = days_sales_outstanding(300, 1000, 90), days_sales_outstanding(100, 1000, 90)
    assert isinstance(dso, Measure)
    assert isinstance(best, Measure)
    assert best.value == Fraction(100, 1000) * 90
    delinquent = delinquent_dso(300, 100, 1000, 90)
    assert isinstance(delinquent, Measure)
    assert delinquent.value == dso.value - best.value == Fraction(200, 1000) * 90
    assert definitions


CHECKS: Mapping[str, Callable[[Case, Case], None]] = {
    "waycalc_": _delinquent,
    "jde_balance": _dso,
    "allianz": _dso,
    "studyzin": _dso,
    "countback": _count_back,
    "dnb_": _cost_of_a_day,
    "gaodun": _turnover,
    "bit1024": _turnover,
    "jde_definitions": _definition,
    "bpdso": _definition,
    "kpi-d365-dso": _dso,
    "kpi-d365-average-days-zero": _same_day,
    "kpi-bc-average-days": _last_payments,
    "kpi-dso-countback": _count_back,
}
"""Start of a case's id -> how it is compared."""
