"""A cell gives what the command line and the workbook's own engine give for the same case."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.command_line import answered
from tests.functions.examples_held import call

from arrears.core.interest.regimes import REGIMES
from arrears.functions.results import outgoing

TERMS = ["net 30", "2/10 net 30", "3/10, 2/20 net 60", "10 EOM", "货到30天", "45"]
READINGS = ("month-end-first", "end-of-month")
DAYS = st.dates(date(2023, 1, 1), date(2026, 6, 30))
BEFORE_CUTOFF = DAYS.map(lambda day: day.replace(day=min(day.day, 25)))
"""From the 26th on, "EOM" asks a question of its own."""
CENTS = st.integers(-(10**9), 10**9)


def shown(cell: Any) -> str:
    """Write a cell's number as the command line does: to the cent."""
    assert isinstance(cell, float), cell
    return f"{Decimal(format(cell, '.15g')):.2f}"


@settings(max_examples=15)
@given(st.sampled_from(TERMS), BEFORE_CUTOFF, CENTS, st.integers(0, 70), st.sampled_from(["stay", "next", "previous"]))
def test_terms(terms: str, document: date, cents: int, later: int, weekend: str) -> None:
    amount, on = Decimal(cents).scaleb(-2), document + timedelta(days=later)
    reading = ",".join(READINGS)
    told = answered(
        "terms", terms, "--invoice-date", str(document), f"--amount={amount}", "--as-of", str(on), "--weekend",
        weekend.replace("stay", "none"), "--country", "DE", *(word for one in READINGS for word in ("--reading", one)),
    )  # fmt: skip
    day = outgoing(document)
    asked = (float(amount), terms, day, outgoing(on), "EUR", reading, weekend, "DE")
    assert call("AR_DUE_DATE", terms, day, reading, weekend, "DE") == outgoing(date.fromisoformat(told["due"]))
    for nth, one in enumerate(told["discounts"], start=1):
        until = call("AR_DISCOUNT_DATE", terms, day, float(nth), reading, weekend, "DE")
        assert until == outgoing(date.fromisoformat(one["until"]))
    open_then = [one for one in told["discounts"] if date.fromisoformat(one["until"]) >= on]
    assert shown(call("AR_DISCOUNT", *asked)) == (open_then[0]["amount"] if open_then else "0.00")
    assert shown(call("AR_NET_TO_PAY", *asked)) == (open_then[0]["pay"] if open_then else str(amount))


@settings(max_examples=10)
@given(st.sampled_from(sorted(REGIMES)), st.integers(1, 10**9), st.dates(date(2023, 12, 1), date(2024, 11, 30)))
def test_interest_and_the_fixed_sum_of_statutes(regime: str, cents: int, due: date) -> None:
    amount, as_of = Decimal(cents).scaleb(-2), date(2024, 12, 20)
    told = answered(
        "interest", "--regime", regime, "--amount", str(amount), "--due", str(due), "--as-of", str(as_of),
        *(("--net-amount", str(amount)) if REGIMES[regime].terms.base == "net" else ()),
    )  # fmt: skip
    asked = (float(amount), outgoing(due), outgoing(as_of), regime)
    assert shown(call("AR_INTEREST", *asked)) == told["interest"]
    assert shown(call("AR_FIXED_SUM", *asked)) == told["fixed_sum"]


@settings(max_examples=10)
@given(st.sampled_from(["ecb_mro", "de_basiszinssatz", "cn_lpr_1y", "uk_boe_bank_rate"]), DAYS)
def test_reference_rates(series: str, day: date) -> None:
    told = answered("rates", series, "--on", str(min(day, date(2025, 6, 30))))
    found = call("AR_REFERENCE_RATE", series, outgoing(min(day, date(2025, 6, 30))))
    assert format(found, ".12g") == format(float(Decimal(told["rate"]) / 100), ".12g")


@settings(max_examples=10)
@given(st.integers(0, 10**12), st.sampled_from(["CNY", "EUR", "JPY", "KWD"]), st.sampled_from(["en", "zh"]))
def test_amounts_in_words(cents: int, currency: str, language: str) -> None:
    told = answered("words", str(Decimal(cents).scaleb(-2)), "--currency", currency, "--language", language)
    assert call("AR_AMOUNT_IN_WORDS", cents / 100, currency, language) == told["text"]
