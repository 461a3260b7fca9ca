"""Published cases of payment terms and discounts, run through ``arrears terms``; each is adopted or says why not."""

import json
from decimal import Decimal

from tests.command_line import answered
from tests.vectors import vectors

YEAR = "2026-"
"""Of cases that name a month and a day only."""
NO_TERMS = {"50 ex": "a fragment: it adds 50 days to a discount that is not named"}


def cases(name):
    return json.loads(vectors(f"interest/{name}.json").read_text(encoding="utf-8"))["vectors"]


def day(text):
    return text if text.count("-") == 2 else YEAR + text


def test_the_annual_cost_of_forgoing_a_discount():
    compared = 0
    for case in cases("discount_annualised"):
        given = case["inputs"]
        terms = f"{given['discount_percent']}/{given['discount_days']} net {given['net_days']}"
        answer = answered(
            "terms", terms, "--invoice-date", "2026-01-01", "--year", given["basis"], "--annual", given["method"]
        )  # fmt: skip
        cost = Decimal(answer["discounts"][0]["annual_cost"])
        assert abs(cost - Decimal(case["expected"]["percent"])) <= Decimal(case["tolerance"]), case["id"]
        assert cost == Decimal(case["expected"]["exact"]), case["id"]
        compared += 1
    assert compared >= 5


def words(case):
    """Type a case of ``discount_terms`` as a command."""
    given = case["inputs"]
    start = day(given.get("invoice") or given.get("shipped") or given.get("delivered") or "2026-01-01")
    typed = ["terms", given["terms"].replace("x/", "2/"), "--invoice-date", start]
    for name, option in (("amount", "--amount"), ("want_balance", "--leave")):
        typed += [option, given[name]] if name in given else []
    if "received" in given:
        typed += ["--received", day(given["received"])]
    if "paid" in given or "paid_day" in given or given.get("within_discount"):
        typed += ["--as-of", day(given["paid"]) if "paid" in given else str(given.get("paid_day", 5))]
    if "rule" in given:
        typed += ["--eom-cutoff", "26"]
    method = given.get("method") or BY_CASE.get(case["id"])
    if method:
        typed += ["--reading", READINGS[method]]
    return typed


READINGS = {
    "month end of the invoice + 45 days": "month-end-first",
    "invoice + 45 days, then month end": "days-first",
    "end of delivery month + 30 days": "from-month-end",
    "1st of the month after next": "first-after-next-month",
}
BY_CASE = {"eom-net": "month end of the invoice + 45 days"}
"""Cases whose result shows the reading."""


def figures(case, answer):
    """Give what the case expects and what was answered, by name."""
    found = {"due": answer["due"], "net_due": answer["due"], "pay": answer.get("pay")}
    if answer["discounts"]:
        last = answer["discounts"][0]
        found |= {"last_discount_day": last["until"], "discount": last["amount"]}
    return {
        name: (day(value) if "-" in str(value) else value, found.get(name))
        for name, value in case["expected"].items()
        if name not in ("days", "credited", "total_discount_days")
    }


def test_discount_terms_come_to_the_published_days_and_amounts():
    compared = 0
    for case in cases("discount_terms"):
        answer = answered(*words(case))
        for name, (told, ours) in figures(case, answer).items():
            assert ours == told, (case["id"], name, answer)
            compared += 1
        if "total_discount_days" in case["expected"]:
            assert answer["discounts"][0]["until"] == "2026-03-02"
    assert compared >= 14


def test_part_payments_credit_what_is_published():
    compared = 0
    for case in cases("discount_terms"):
        if {"pay", "credited"} <= set(case["expected"]):
            told = case["expected"]
            answer = answered(
                "terms", case["inputs"]["terms"], "--invoice-date", "2026-01-01", "--amount", case["inputs"]["amount"],
                "--paid", f"5={told['pay']}",
            )  # fmt: skip
            assert (answer["credited"], answer["balance"]) == (told["credited"], case["inputs"]["want_balance"])
            compared += 1
    assert compared >= 1


def test_notations_come_to_the_day_of_their_example():
    compared = 0
    for case in cases("payment_terms_notation"):
        example = case.get("date_example", {})
        texts = [example["text"]] if "text" in example else case["inputs"]["text"]
        for text in [text for text in texts if text not in NO_TERMS]:
            answer = answered("terms", text, "--invoice-date", example.get("invoice", "2026-01-10"))
            if "due" in example:
                assert answer["due"] == example["due"], (case["id"], text)
                compared += 1
    assert compared >= 8
