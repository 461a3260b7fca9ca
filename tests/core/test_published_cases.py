"""Cases published or tested elsewhere, for the rules adopted here; amounts to the cent."""

import json
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from tests.ledgers import ledger
from tests.vectors import vectors

from arrears.core.ageing import Ageing, Bands, Buckets, age, by_customer
from arrears.core.interest.interest import InterestTerms, charge
from arrears.core.interest.rates import RateRow, series

BY_THIRTY = Buckets((30, 60, 90, 120))
NAMES = {
    "erpnext": (None, "0-30", "31-60", "61-90", "91-120", "121-above"),
    "oca_aged_partner_balance": ("current", "1-30", "31-60", "61-90", "91-120", "older"),
}
"""Systems whose limits are inclusive as ours are; the others put the limit day into the next bucket."""


def cases(name: str) -> dict[str, dict[str, Any]]:
    found = json.loads(vectors(name).read_text(encoding="utf-8"))
    return {case["id"]: case for case in found.get("cases", found.get("vectors"))}


def aged(text: str, as_of: str, fifo: frozenset[int] = frozenset()) -> Ageing:
    return age(ledger(text), date.fromisoformat(as_of), BY_THIRTY, Bands(((1, "y"),)), fifo)


def simple(principal: str, days: int, terms: InterestTerms, currency: str = "EUR") -> Decimal:
    """Charge a debt that fell due so many days before the as-of date (2025, no leap day)."""
    book = ledger(f"item 1 A {currency} invoice 2024-12-31 2024-12-31 {principal}")
    interest = charge(book, date(2024, 12, 31) + timedelta(days=days), [terms], {})
    return Decimal(int(interest.amount[0])) / 100


def limit_days() -> Iterator[tuple[dict[str, Any], tuple[str | None, ...]]]:
    for key, case in cases("systems/ageing_buckets.json").items():
        for system, names in NAMES.items():
            if key.startswith(f"ageing-boundary-{system}-"):
                yield case, names


def test_limit_days_fall_where_the_systems_with_inclusive_limits_put_them() -> None:
    compared = list(limit_days())
    assert len(compared) > 15
    for case, names in compared:
        told = case["inputs"]
        result = aged(f"item 1 A EUR invoice 2023-01-01 {told['due_date']} {told['open_amount']}", told["as_of"])
        assert names[int(result.bucket[0])] == case["expected"]["bucket"], case["id"]


@pytest.mark.parametrize("payment", [120, 300])
def test_fifo_cumulates_from_the_oldest_bucket(payment: int) -> None:
    case = cases("systems/ageing_buckets.json")[f"ageing-fifo-unallocated-payment-{payment}"]
    amounts = case["inputs"]["buckets_oldest_is_B5"]
    due = {f"B{n}": date(2026, 6, 30) - timedelta(days=30 * n) for n in range(1, 6)}
    lines = [f"item {key} A EUR invoice {due[key]} {due[key]} {amount}" for key, amount in amounts.items()]
    text = "\n".join([*lines, f"receipt R A EUR 2026-06-30 {payment}"])
    result = aged(text, "2026-06-30", frozenset({0}))
    assert dict(zip(amounts, (result.balance // 100).tolist(), strict=True)) == case["expected"]["buckets_after"]
    assert by_customer(ledger(text), result).total.sum() == case["expected"]["total"] * 100


def test_past_days_are_rebuilt_from_allocations_posted_by_then() -> None:
    met = 0
    for key, case in cases("systems/as_of_reconstruction.json").items():
        if key.startswith("asof-erpnext-rule-"):
            told, invoice = case["inputs"], case["inputs"]["invoice"]
            lines = [f"item 1 A EUR invoice {invoice['date']} {invoice['due']} {invoice['amount']}"]
            lines += [f"alloc 1 - {part['amount']} {part['date']}" for part in told["allocations"]]
            result = aged("\n".join(lines), told["as_of"])
            assert result.balance[0] == Decimal(case["expected"]["outstanding"]) * 100, key
            assert result.days[0] == case["expected"]["days_overdue"], key
            met += 1
    assert met >= 5


def test_a_cent_left_open_is_listed() -> None:
    case = cases("systems/as_of_reconstruction.json")["asof-erpnext-minor-outstanding"]["inputs"]
    text = f"item 1 A EUR invoice 2026-01-01 2026-01-31 {case['invoice']}\nalloc 1 - {case['paid']} 2026-02-01"
    assert aged(text, "2026-06-30").balance.tolist() == [1]


INTEREST = [
    # file, case, days, terms, expected in it; "derived" cases are a check against slips, not a proof
    ("uk_late_payment", "uk-2", 60, {"rate": "8.25"}, "interest"),
    ("uk_late_payment", "uk-3", 1, {"rate": "11.75"}, "daily"),
    ("eu_late_payment", "nl-2026H1", 90, {"rate": "10.15"}, "interest"),
    ("eu_late_payment", "de-360", 30, {"rate": "12.62", "day_count": "act/360"}, "interest"),
    ("eu_late_payment", "de-ameax-6.62", 181, {"rate": "6.62"}, "interest"),
    ("us_prompt_payment", "us-pp-1", 10, {"rate": "6.5", "day_count": "act/360"}, "interest"),
    ("us_prompt_payment", "us-pp-2-page-inconsistent", 10, {"rate": "6.625", "day_count": "act/360"}, "interest"),
    ("cn_late_payment", "cn-lpr-claim-2", 35, {"rate": "5.775", "day_count": "act/360"}, "interest"),
    ("cn_late_payment", "cn-sme-amount", 30, {"rate": "18.25"}, "interest"),
]


@pytest.mark.parametrize(("file", "key", "days", "terms", "expected"), INTEREST, ids=[row[1] for row in INTEREST])
def test_published_interest_is_met_to_the_cent(
    file: str, key: str, days: int, terms: dict[str, str], expected: str
) -> None:
    case = cases(f"interest/{file}.json")[key]
    agreed = InterestTerms(rate=Decimal(terms["rate"]), day_count=terms.get("day_count", "act/365"))
    assert simple(case["inputs"]["principal"], days, agreed) == Decimal(case["expected"][expected])


def test_rounding_the_total_only_gives_the_exact_figure_of_the_guidance() -> None:
    case = cases("interest/uk_late_payment.json")["uk-gov-1"]
    found = simple(case["inputs"]["principal"], case["inputs"]["days"], InterestTerms(rate=Decimal("8.5")))
    assert found == Decimal(case["alternative"]["interest"])


@pytest.mark.parametrize(("counted", "name"), [(True, "including"), (False, "excluding")])
def test_the_payment_day_counts_as_the_parameter_says(counted: bool, name: str) -> None:
    case = cases("interest/uk_late_payment.json")["uk-frozen-rate"]
    told, expected = case["inputs"], case["expected"]
    item = f"item 1 A GBP invoice 2022-11-01 {told['due']} {told['principal']}"
    book = ledger(f"{item}\nalloc 1 - {told['principal']} {told['paid']}")
    terms = InterestTerms(rate=Decimal(expected["rate"]), payment_day_counted=counted)
    interest = charge(book, date(2024, 1, 1), [terms], {})
    assert interest.slices[0].days == expected[f"days_{name}_payment_day"]
    assert Decimal(int(interest.amount[0])) / 100 == Decimal(expected[f"interest_{name}_payment_day"])
    assert str(interest.slices[0].from_day) == expected["first_day"]


def test_segments_follow_the_german_base_rate() -> None:
    case = cases("interest/eu_late_payment.json")["de-sw-4-split"]
    base = series(
        "de", [RateRow(date(2024, 1, 1), None, Decimal("3.62")), RateRow(date(2024, 7, 1), None, Decimal("3.37"))]
    )
    book = ledger(f"item 1 A EUR invoice 2024-05-01 2024-05-31 {case['inputs']['principal']}")
    terms = InterestTerms(series="de", margin=Decimal(5), day_count="act/act")
    slices = charge(book, date(2024, 7, 31), [terms], {"de": base}).slices
    assert [{"days": s.days, "rate": str(s.rate)} for s in slices] == case["expected"]["segments"]
    each = [Decimal(s.balance) / 100 * s.rate / 100 * s.days / s.year_days for s in slices]
    # The source rounds each segment (7.07 + 7.09); here the debt is rounded once and the last slice takes the residual.
    assert [f"{amount:.2f}" for amount in each] == case["derived_interest"]["act_act"]
    assert [s.amount for s in slices] == [707, 708]


def test_a_claim_by_months_of_30_days_is_met() -> None:
    case = cases("interest/cn_late_payment.json")["cn-lpr-claim-3"]
    book = ledger(f"item 1 A CNY invoice 2023-08-01 2023-08-31 {case['inputs']['principal']}")
    terms = InterestTerms(rate=Decimal("3.45") * Decimal("1.5"), day_count="30/360")
    interest = charge(book, date(2024, 2, 29), [terms], {})
    assert int(interest.amount[0]) // 100 == int(case["expected"]["interest"])  # the claim cuts the fen
