"""Each refusal of the computing core: one small input that causes it, and its text in every language."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import numpy as np
import pytest
from tests.ledgers import ledger

from arrears.core.interest import InterestTerms, charge
from arrears.core.money import sums_by
from arrears.core.policy import read_policy
from arrears.core.rates import RateRow, series
from arrears.errors import Refusal
from arrears.texts import LANGUAGES, wrong_and_do

CAUSES: dict[str, Callable[[], object]] = {
    "rate-missing": lambda: series("ref", [RateRow(date(2025, 1, 1), date(2025, 6, 30), Decimal(3))]).on(
        date(2026, 1, 1)
    ),
    "series-unknown": lambda: charge(
        ledger("item 1 A EUR invoice 2025-01-01 2025-01-31 100"),
        date(2025, 3, 1),
        [InterestTerms(series="nowhere")],
        {},
    ),
    "sum-too-large": lambda: sums_by(np.array([0, 0]), np.array([2**62, 2**62]), 1),
    "before-first-list": lambda: ledger("item 1 A EUR invoice 2025-01-01 - 100", first_day=date(2026, 1, 31)).balances(
        date(2026, 1, 30)
    ),
}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", CAUSES)
def test_the_refusal_says_what_is_wrong_and_what_to_do(name: str, language: str) -> None:
    with pytest.raises(Refusal) as refused:
        CAUSES[name]()
    assert refused.value.name == name
    wrong, do = wrong_and_do(refused.value, language)
    found = [*refused.value.values.values()] or [refused.value.found]
    assert all(value in wrong for value in found)
    assert do
    assert "{" not in wrong + do


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("cells", [{"interest": "reference"}, {"buckets": "60, 30"}])
def test_the_problem_says_what_is_wrong_and_what_to_do(cells: dict[str, str | None], language: str) -> None:
    _, problems = read_policy(cells, {})
    wrong, do = wrong_and_do(problems[0], language)
    assert wrong
    assert do
    assert "{" not in wrong + do
