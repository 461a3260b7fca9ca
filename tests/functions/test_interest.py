"""Interest in cells: a column equals its rows, slices add up to the amount, and the workbook's engine computes both."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.functions.examples_held import call, reason
from tests.ledgers import ledger

from arrears.core.interest.interest import charge
from arrears.core.interest.regimes import REGIMES
from arrears.functions.agreed_rates import known_rates
from arrears.functions.results import Fault, outgoing

RULES = ["de-b2b", "gb-1998", "nl-b2b", "ecb_mro + 8", "1.5 x cn_lpr_1y", 0.09, "7.5%"]


def serial(day: str) -> float:
    found = outgoing(date.fromisoformat(day))
    assert isinstance(found, float)
    return found


@pytest.mark.parametrize("name", REGIMES)
def test_a_regime_charges_what_the_workbook_charges(name: str) -> None:
    due, as_of = "2024-03-04", "2024-12-20"
    book = ledger(f"item 1 A EUR invoice {due} {due} 12345.67")
    amount = charge(book, date.fromisoformat(as_of), [REGIMES[name].terms], known_rates()).amount[0]
    found = call("AR_INTEREST", 12345.67, serial(due), serial(as_of), name)
    assert found == pytest.approx(int(amount) / 100, abs=1e-9)
    assert found


@settings(max_examples=15)
@given(
    st.lists(
        st.tuples(
            st.integers(1, 10**9), st.integers(0, 700), st.sampled_from(RULES), st.sampled_from(["EUR", "JPY", ""])
        ),
        min_size=1, max_size=5,
    ),
    st.integers(0, 500),
)  # fmt: skip
def test_a_column_equals_its_rows(rows: list[tuple[int, int, object, str]], days: int) -> None:
    start = outgoing(date(2022, 1, 1) + timedelta(days=days))
    columns = [[[row[at]] for row in rows] for at in range(4)]
    amount, due, rule, currency = columns
    amount = [[cents[0] / 100] for cents in amount]
    due = [[serial("2020-01-01") + day[0]] for day in due]
    found = call("AR_INTEREST", amount, due, start, rule, currency)
    one_by_one = [
        [call("AR_INTEREST", amount[n][0], due[n][0], start, rule[n][0], currency[n][0])] for n in range(len(rows))
    ]
    assert found == one_by_one


@pytest.mark.parametrize("rule", RULES)
def test_slices_add_up_to_the_amount(rule: object) -> None:
    asked = (98765.43, serial("2021-01-31"), serial("2024-02-28"), rule)
    heading, *slices = call("AR_INTEREST_SLICES", *asked)  # type: ignore[misc]
    assert heading == ["From", "To", "Days", "Balance", "Rate", "Days of the year", "Interest"]
    assert sum(round(row[6] * 100) for row in slices) == round(call("AR_INTEREST", *asked) * 100)  # type: ignore[operator]
    assert all(later[0] == former[1] + 1 for former, later in pairwise(slices))
    assert (slices[0][0], slices[-1][1]) == (serial("2021-02-01"), serial("2024-02-28"))


def test_receipts_reduce_what_bears_interest_and_later_ones_do_not_count() -> None:
    dates, amounts = (("2025-06-30",), (None,), ("2026-06-30",)), ((400.0,), (None,), (100.0,))
    asked = (1000.0, serial("2025-01-31"), serial("2025-12-31"), 0.1, "EUR", None, None, dates, amounts)
    rows = call("AR_INTEREST_SLICES", *asked)[1:]  # type: ignore[index]
    assert [row[3] for row in rows] == [1000.0, 600.0]  # type: ignore[index]


def test_one_row_without_a_rate_is_the_only_one_without_interest() -> None:
    due = [[serial("1999-01-01")], [serial("2024-01-31")]]
    found = call("AR_INTEREST", 1000.0, due, serial("2024-03-31"), "ecb_mro + 8")
    assert isinstance(found, list)
    assert isinstance(found[0][0], float)
    assert reason("AR_INTEREST", 1000.0, serial("2090-01-01"), serial("2090-02-01"), "ecb_mro + 8") == "rate-missing"
    mixed = call(
        "AR_INTEREST",
        1000.0,
        [[serial("2024-01-31")], [serial("2090-01-01")]],
        serial("2090-02-01"),
        [[0.09], ["ecb_mro"]],
    )
    assert isinstance(mixed, list)
    assert isinstance(mixed[0][0], float)
    assert isinstance(mixed[1][0], Fault)


def test_a_debt_from_before_a_statute_is_refused_only_when_it_bears_interest() -> None:
    assert reason("AR_INTEREST", 1000.0, serial("2001-01-01"), serial("2024-01-01"), "gb-1998") == "regime-not-yet"
    assert call("AR_INTEREST", 1000.0, serial("2001-01-01"), serial("2000-01-01"), "gb-1998") == 0.0


def test_credits_and_what_is_not_due_bear_none() -> None:
    amounts = [[-500.0], [500.0]]
    assert call("AR_INTEREST", amounts, serial("2024-01-31"), serial("2024-01-31"), 0.09) == [[0.0], [0.0]]
    assert call("AR_INTEREST", -500.0, serial("2023-01-31"), serial("2024-01-31"), 0.09) == 0.0


def test_a_fixed_sum_follows_the_size_of_the_debt_and_its_currency() -> None:
    for amount, sum_ in ((999.99, 40.0), (1000.0, 70.0), (10_000.0, 100.0)):
        assert call("AR_FIXED_SUM", amount, serial("2025-01-31"), serial("2025-02-01"), "gb-1998") == sum_
    assert call("AR_FIXED_SUM", 1000.0, serial("2025-01-31"), serial("2025-01-31"), "gb-1998") == 0.0
    assert call("AR_FIXED_SUM", 1000.0, serial("2025-01-31"), serial("2025-02-28"), "gb-1998", "EUR") == 0.0
    assert call("AR_FIXED_SUM", 1000.0, serial("2025-01-31"), serial("2025-02-28"), "cn-sme") == 0.0


def test_reference_rates_are_fractions_and_never_extended() -> None:
    assert call("AR_REFERENCE_RATE", "DE Basiszinssatz", serial("2024-01-01")) == 0.0362
    assert reason("AR_REFERENCE_RATE", "de_basiszinssatz", serial("2090-01-01")) == "rate-missing"
    assert reason("AR_REFERENCE_RATE", "libor", serial("2020-01-01")) == "argument-unknown"


@pytest.mark.parametrize("rule", ["ecb_mro + 8", "ECB MRO+8%", "ecb_mro + 8 %", "1 × ecb_mro ＋ 8％"])
def test_a_margin_may_be_written_with_its_percent_sign(rule: str) -> None:
    assert call("AR_INTEREST", 10000.0, serial("2025-01-31"), serial("2025-03-02"), rule) == 89.86


def test_a_rate_below_0_is_a_slip() -> None:
    for rate in (-0.05, "-5%"):
        assert reason("AR_INTEREST", 10000.0, serial("2025-01-31"), serial("2025-03-02"), rate) == "argument-negative"


def test_a_fixed_sum_is_not_granted_from_before_its_statute() -> None:
    assert reason("AR_FIXED_SUM", 5000.0, serial("2001-01-31"), serial("2025-03-02"), "gb-1998") == "regime-not-yet"
    assert call("AR_FIXED_SUM", 5000.0, serial("2001-01-31"), serial("2001-01-31"), "gb-1998") == 0.0


def test_rates_of_the_user_s_own_reach_days_that_are_not_known_yet() -> None:
    due, on = serial("2090-01-01"), serial("2090-01-31")
    own = (("DE Basiszinssatz", due, 1.0, "gazette"), (None, None, None, None))
    assert reason("AR_INTEREST", 36500.0, due, on, "de-b2b") == "rate-missing"
    asked = (36500.0, due, on, "de-b2b", None, None, None)
    assert call("AR_INTEREST", *asked, None, None, own) == 300.0  # 30 days at 1 + 9 percent
    slices = call("AR_INTEREST_SLICES", *asked, None, None, own)
    assert [row[4] for row in slices[1:]] == [0.1]  # type: ignore[index]
    assert call("AR_REFERENCE_RATE", "de_basiszinssatz", on, own) == 0.01
    assert call("AR_REFERENCE_RATE", "de_basiszinssatz", serial("2024-01-01"), own) == 0.0362


def test_rows_of_own_rates_are_read_whole_or_refused() -> None:
    asked = ("ecb_mro", serial("2026-01-01"))
    for own, why in (
        ((("ecb_mro", 46388.0),), "argument-own-rates"),
        ((("ecb_mro", 46388.0, None),), "argument-row-blank"),
        ((("libor", 46388.0, 2.0),), "argument-unknown"),
        ((("ecb_mro", "soon", 2.0),), "argument-no-date"),
    ):
        assert reason("AR_REFERENCE_RATE", *asked, own) == why
