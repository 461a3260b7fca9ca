"""Published cases, asked for as a cell would."""

import json
from datetime import date, timedelta
from typing import Any

import pytest
from tests.functions.examples_held import call
from tests.vectors import vectors

from arrears.functions.results import outgoing


def cases(name: str) -> list[dict[str, Any]]:
    found = json.loads(vectors(name).read_text(encoding="utf-8"))
    listed: list[dict[str, Any]] = found if isinstance(found, list) else found["vectors"]
    return listed


def test_amounts_in_chinese_capitals() -> None:
    compared = [case for case in cases("interest/rmb_uppercase.json") if "with_prefix" in case["expected"]]
    assert compared
    for case in compared:
        amount = float(case["inputs"]["amount"])
        assert call("AR_AMOUNT_IN_WORDS", amount, "CNY", "zh") in case["expected"]["with_prefix"], case["id"]


def test_the_annual_cost_of_discounts() -> None:
    for case in cases("interest/discount_annualised.json"):
        told = case["inputs"]
        terms = f"{told['discount_percent']}/{told['discount_days']} net {told['net_days']}"
        found = call("AR_DISCOUNT_COST", terms, None, None, float(told["basis"]), told["method"])
        assert abs(found * 100 - float(case["expected"]["percent"])) <= float(case["tolerance"]), case["id"]  # type: ignore[operator]


def test_days_sales_outstanding() -> None:
    compared = [case for case in cases("measures/dso.json") if {"ar", "sales", "days"} <= set(case["inputs"])]
    assert compared
    for case in compared:
        told = case["inputs"]
        sales = sum(told["sales"]) if isinstance(told["sales"], list) else told["sales"]
        found = call("AR_DSO", float(told["ar"]), float(sales), float(told["days"]))
        assert round(found + 1e-9, case["expected"]["dp"]) == case["expected"]["dso"], case["id"]  # type: ignore[operator, arg-type]


def test_the_end_of_the_period_of_limitation() -> None:
    case = next(one for one in cases("interest/cn_late_payment.json") if one["id"] == "cn-188")
    due, demand = (outgoing(date.fromisoformat(case["inputs"][key])) for key in ("due", "demand_reached"))
    without, after = case["expected"]["limitation_end_without_demand"], case["expected"]["limitation_end_after_demand"]
    assert call("AR_LIMITATION_DATE", due, "CN") == outgoing(date.fromisoformat(without))
    assert call("AR_LIMITATION_DATE", due, "CN", demand) == outgoing(date.fromisoformat(after))


INTEREST = [
    # file, case, its days (due date, last day) and what a cell would name as rule and day count, and the key expected
    ("uk_late_payment", "uk-frozen-rate", "due", "paid", "gb-1998", None, "interest_including_payment_day"),
    ("cn_late_payment", "cn-lpr-claim-2", "start", "end", "1.5 x cn_lpr_1y", "act/360", "interest"),
    ("eu_late_payment", "de-ameax-6.62", "start_excluded", "end_included", "6.62%", None, "interest"),
]


@pytest.mark.parametrize(("file", "number", "begin", "end", "rule", "day_count", "key"), INTEREST)
def test_interest_of_published_cases(
    file: str, number: str, begin: str, end: str, rule: str, day_count: str | None, key: str
) -> None:
    case = next(one for one in cases(f"interest/{file}.json") if one["id"] == number)
    due, last = (date.fromisoformat(case["inputs"][day]) for day in (begin, end))
    due -= timedelta(days=begin == "start")  # the first day that bears interest, instead of the day before it
    asked = (float(case["inputs"]["principal"]), outgoing(due), outgoing(last), rule, None, day_count)
    assert call("AR_INTEREST", *asked) == float(case["expected"][key])


def test_interest_on_judgment_money_of_which_parts_were_paid() -> None:
    case = next(one for one in cases("interest/cn_late_payment.json") if one["id"] == "cn-double-partial")
    paid = case["inputs"]["payments"]
    days = [[outgoing(date.fromisoformat(one["day"]))] for one in paid]
    amounts = [[float(one["amount"])] for one in paid]
    due = outgoing(date.fromisoformat(case["inputs"]["deadline"]))
    asked = (float(case["inputs"]["judgment_money"]), due, days[-1][0], "cn-judgment", "CNY", None, None)
    assert call("AR_INTEREST", *asked, days, amounts) == float(case["expected"]["double_part"])


def test_what_is_paid_within_the_time_of_a_discount() -> None:
    compared = [case for case in cases("interest/discount_terms.json") if {"invoice", "paid"} <= set(case["inputs"])]
    assert compared
    for case in compared:
        told = case["inputs"]
        invoice, paid = (outgoing(date.fromisoformat(f"2026-{told[key]}")) for key in ("invoice", "paid"))
        found = call("AR_NET_TO_PAY", float(told["amount"]), told["terms"], invoice, paid)
        assert found == float(case["expected"]["pay"]), case["id"]


def test_ageing_buckets_of_thirty_days() -> None:
    told = json.loads(vectors("systems/ageing_buckets.json").read_text(encoding="utf-8"))["cases"]
    # Systems whose limits are the last day of a bucket, as ours are.
    inclusive = ("ageing-boundary-erpnext", "ageing-boundary-oca_aged_partner_balance")
    compared = [case for case in told if case["id"].startswith(inclusive) and 0 < case["inputs"]["days_overdue"] < 121]
    assert compared
    for case in compared:
        due, as_of = (outgoing(date.fromisoformat(case["inputs"][key])) for key in ("due_date", "as_of"))
        assert call("AR_DAYS_PAST_DUE", due, as_of) == case["inputs"]["days_overdue"]
        last = case["expected"]["bucket"].split("-")[1]
        assert str(call("AR_BUCKET", due, as_of, "30, 60, 90, 120")).endswith(f"-{last} days"), case["id"]
