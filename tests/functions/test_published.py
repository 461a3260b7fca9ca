"""Published cases, asked for as a cell would."""

import json
from datetime import date
from typing import Any

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
