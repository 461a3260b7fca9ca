"""Statutory regimes: each as its section says, computed with the shipped rates."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from tests.ledgers import ledger

from arrears.core.interest.fixed_sum import FixedSum
from arrears.core.interest.interest import Interest, charge
from arrears.core.interest.interest_terms import InterestTerms
from arrears.core.interest.regimes import REGIMES, Regime
from arrears.core.money import to_minor
from arrears.errors import InputRefused
from arrears.office.rate_files import rate_series


def under(name: str, text: str, as_of: str) -> Interest:
    return charge(ledger(text), date.fromisoformat(as_of), [REGIMES[name].terms], rate_series())


def rates(name: str, due: str, as_of: str, currency: str = "EUR") -> list[tuple[str, str]]:
    found = under(name, f"item 1 A {currency} invoice {due} {due} 10000", as_of)
    return [(str(s.from_day), f"{s.rate.normalize():f}") for s in found.slices]


@pytest.mark.parametrize("regime", REGIMES.values(), ids=lambda regime: regime.name)
def test_every_regime_fits_together_and_says_where_it_stands(regime: Regime) -> None:
    regime.terms.refuse_unfit()
    assert regime.source
    assert regime.certainty in ("A", "B")
    assert {*regime.disputed} <= {*InterestTerms.__dataclass_fields__}
    assert regime.terms.rate is not None or all(part in rate_series() for part in regime.terms.series.split(" + "))
    assert regime.fixed_sum is None or regime.business_only


def test_the_british_rate_is_that_of_the_half_year_in_which_interest_starts_for_life() -> None:
    assert rates("gb-1998", "2022-12-15", "2023-12-31", "GBP") == [("2022-12-16", "9.25")]
    assert rates("gb-1998", "2022-12-31", "2023-12-31", "GBP") == [("2023-01-01", "11.5")]


def test_a_frozen_rate_needs_no_rate_of_later_days() -> None:
    assert rates("gb-1998", "2026-12-30", "2030-01-01", "GBP") == [("2026-12-31", "11.75")]
    with pytest.raises(InputRefused, match="rate-missing"):
        rates("gb-1998", "2026-12-31", "2030-01-01", "GBP")


def test_the_german_rate_floats_by_half_year_and_a_negative_base_rate_reduces_it() -> None:
    expected = [("2022-12-01", "8.12"), ("2023-01-01", "10.62")]
    assert rates("de-b2b", "2022-11-30", "2023-01-31") == expected
    assert rates("de-consumer", "2022-11-30", "2023-01-31") == [("2022-12-01", "4.12"), ("2023-01-01", "6.62")]


def test_the_belgian_rate_is_rounded_up_to_the_next_half_point() -> None:
    assert rates("be-b2b", "2024-12-31", "2025-06-30") == [("2025-01-01", "11.5")]
    shipped = rate_series()["be_late_payment_rate_total"]
    for year in range(2014, 2027):
        day = date(year, 1, 1)
        reference = rate_series()["eu_late_payment_reference_rate"].on(day)
        assert REGIMES["be-b2b"].terms.rate_from(reference) == shipped.on(day), day


@pytest.mark.parametrize(
    ("name", "rate"), [("fr-b2b", "12.4"), ("nl-b2b", "10.4"), ("it-b2b", "10.4"), ("es-b2b", "10.4")]
)
def test_european_rates_of_the_second_half_of_2026(name: str, rate: str) -> None:
    assert rates(name, "2026-07-31", "2026-08-31") == [("2026-08-01", rate)]


def test_dutch_interest_is_added_to_the_debt_after_each_year() -> None:
    found = under("nl-b2b", "item 1 A EUR invoice 2025-01-01 2025-01-31 10000", "2026-02-28")
    assert [(str(s.from_day), s.days, s.balance, str(s.rate)) for s in found.slices] == [
        ("2025-02-01", 150, 1_000_000, "11.15"),
        ("2025-07-01", 215, 1_000_000, "10.15"),
        ("2026-02-01", 28, 1_105_610, "10.15"),
    ]


def test_a_chinese_sale_takes_the_lpr_of_the_breach_and_the_benchmark_before_20_august_2019() -> None:
    assert rates("cn-sale", "2024-07-31", "2025-12-31", "CNY") == [("2024-08-01", "5.025")]
    assert rates("cn-sale", "2019-08-18", "2025-12-31", "CNY") == [("2019-08-19", "6.525")]
    assert rates("cn-sale", "2019-08-19", "2025-12-31", "CNY") == [("2019-08-20", "6.375")]


def test_five_ten_thousandths_a_day_run_from_september_2020_only() -> None:
    found = under("cn-sme", "item 1 A CNY invoice 2020-07-31 2020-07-31 1000000", "2020-09-30")
    assert [(str(s.from_day), s.days, s.amount) for s in found.slices] == [("2020-09-01", 30, 1_500_000)]


def test_judgment_money_is_paid_before_the_doubled_interest() -> None:
    found = under(
        "cn-judgment",
        """
        item 1 A CNY invoice 2026-01-31 2026-01-31 1000000
        alloc 1 - 400000 2026-03-02
        alloc 1 - 600000 2026-05-01
        """,
        "2026-06-30",
    )
    assert [(s.days, s.balance, s.amount) for s in found.slices] == [
        (30, 100_000_000, 525_000), (60, 60_000_000, 630_000),
    ]  # fmt: skip


def test_the_federal_penalty_is_frozen_capitalised_each_30_days_and_lasts_a_year_at_most() -> None:
    found = under("us-prompt-payment", "item 1 A USD invoice 2026-08-14 2026-08-14 10000", "2026-09-18")
    assert found.amount.tolist() == [4621]
    long = under("us-prompt-payment", "item 1 A USD invoice 2023-12-31 2023-12-31 10000", "2026-01-31")
    assert {str(s.rate) for s in long.slices} == {"4.875"}
    assert (sum(s.days for s in long.slices), long.per_diem.tolist()) == (365, [0])
    small = under("us-prompt-payment", "item 1 A USD invoice 2026-08-14 2026-08-14 100", "2026-09-18")
    assert small.amount.tolist() == [0]


def test_indian_interest_has_monthly_rests_at_three_times_the_bank_rate_of_each() -> None:
    found = under("in-msmed", "item 1 A INR invoice 2025-03-20 2025-03-20 100000", "2025-05-20")
    assert [str(s.rate) for s in found.slices] == ["19.5", "18.75"]
    assert found.amount.tolist() == [321_289]


def test_american_states_have_plain_rates() -> None:
    assert rates("us-ny", "2025-01-01", "2025-02-01", "USD") == [("2025-01-02", "9")]
    assert rates("us-ca", "2025-01-01", "2025-02-01", "USD") == [("2025-01-02", "10")]


@pytest.mark.parametrize(
    ("debt", "sum_"),
    [("0.01", 40), ("999.99", 40), ("1000.00", 70), ("9999.99", 70), ("10000.00", 100), ("250000", 100)],
)
def test_the_british_fixed_sum_goes_by_the_size_of_the_debt(debt: str, sum_: int) -> None:
    granted = REGIMES["gb-1998"].fixed_sum
    assert granted is not None
    assert granted.of(to_minor(Decimal(debt), "GBP"), "GBP") == sum_ * 100


def test_a_fixed_sum_is_not_granted_for_nothing_nor_in_another_currency() -> None:
    forty = FixedSum("EUR", ((Decimal(0), Decimal(40)),))
    assert [forty.of(0, "EUR"), forty.of(-500, "EUR"), forty.of(500, "USD"), forty.of(500, "EUR")] == [0, 0, 0, 4000]


def test_a_debt_older_than_the_regimes_rates_is_refused_on_request() -> None:
    german = REGIMES["de-b2b"]
    german.refuse_earlier(date(2014, 7, 28), german.terms)
    with pytest.raises(InputRefused, match="regime-not-yet"):
        german.refuse_earlier(date(2014, 7, 27), german.terms)


def test_the_first_day_of_interest_decides_whether_a_regime_reaches_a_debt() -> None:
    british = REGIMES["gb-1998"]
    assert british.reaches(date(2002, 8, 6), british.terms)
    assert not british.reaches(date(2002, 8, 6), replace(british.terms, due_day_counted=True))
    moved = replace(british.terms, grace=10, grace_moves_start=True)
    assert british.reaches(date(2002, 7, 27), moved)
    assert not british.reaches(date(2002, 7, 26), moved)


def test_the_german_forty_counts_as_far_as_it_exceeds_the_costs_of_pursuit() -> None:
    granted, british = REGIMES["de-b2b"].fixed_sum, REGIMES["gb-1998"].fixed_sum
    assert granted is not None
    assert british is not None
    assert [granted.beside(4000, costs) for costs in (0, 1500, 4000, 5000)] == [4000, 2500, 0, 0]
    assert british.beside(7000, 60000) == 7000


@pytest.mark.parametrize("name", ["fr-b2b", "nl-b2b", "it-b2b", "es-b2b", "be-b2b"])
def test_the_order_of_payments_is_told_as_open_where_civil_codes_pay_interest_first(name: str) -> None:
    assert "order" in REGIMES[name].disputed
