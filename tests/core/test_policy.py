"""The policy: settings as people type them, and the default with a problem where they cannot be read."""

from decimal import Decimal

import pytest

from arrears.core.policy import Policy, read_policy
from arrears.core.problems import Place
from arrears.office.headings import words
from arrears.texts import LANGUAGES, shown, wrong_and_do


def test_empty_cells_mean_the_defaults() -> None:
    assert read_policy({"buckets": None, "levels": " "}, {}) == (Policy(), [])


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_defaults_shown_in_a_new_workbook_are_the_policys_own(language: str) -> None:
    shown = {key: row[1] for group in words(language)["policy"].values() for key, row in group.items()}
    policy, problems = read_policy(shown, {})
    assert (policy, problems) == (Policy(base_currency=shown["base_currency"]), [])
    assert set(shown) <= set(Policy.__dataclass_fields__)


@pytest.mark.parametrize(
    ("key", "typed", "value"),
    [
        ("buckets", "30, 60, 90", (30, 60, 90)),
        ("buckets", "30、60，90；120", (30, 60, 90, 120)),
        ("buckets", "３０，６０", (30, 60)),
        ("levels", "7 21 35", (7, 21, 35)),
        ("bands", "1, 2, 3", ((1, "y"), (2, "y"), (3, "y"))),
        ("bands", "90d, 180 days; 1y", ((90, "d"), (180, "d"), (1, "y"))),
        ("bands", "90天、1年、2年", ((90, "d"), (1, "y"), (2, "y"))),
        ("interest_rate", "12.5", Decimal("12.5")),
        ("interest_rate", "12,5 %", Decimal("12.5")),
        ("interest_rate", "１２．５％", Decimal("12.5")),
        ("minimum_amount", "1.234,56", Decimal("1234.56")),
        ("minimum_amount", "1,234.56", Decimal("1234.56")),
        ("minimum_amount", "1'234.50", Decimal("1234.50")),
        ("letter_fee", "0, 0, 5, 10", (0, 0, 5, 10)),
        ("letter_fee", "0,0,5,10", (0, 0, 5, 10)),
        ("letter_fee", "0; 2,50; 5", (0, Decimal("2.50"), 5)),
        ("letter_fee", "2,50, 5,00", (Decimal("2.50"), 5)),
        ("interest", "Contract", "contract"),
        ("interest", "参考利率", "reference"),
        ("day_count", "ACT/360", "act/360"),
        ("base_currency", "cny", "CNY"),
        ("letter_interval", "14.0", 14),
    ],
)
def test_settings_are_read_in_any_notation(key: str, typed: str, value: object) -> None:
    policy, problems = read_policy({key: typed, "interest_series": "x"}, {})
    assert (getattr(policy, key), problems) == (value, [])


@pytest.mark.parametrize(
    ("key", "typed"),
    [
        ("buckets", "60, 30"),
        ("buckets", "0, 30"),
        ("buckets", "30, 30"),
        ("buckets", "1,2,3,4,5,6,7,8"),
        ("buckets", "thirty"),
        ("buckets", "30.5"),
        ("bands", "1, 90d"),
        ("bands", "1, 2, 3, 4, 5, 6"),
        ("minimum_amount", "1,000"),
        ("minimum_amount", "1.000"),
        ("minimum_amount", "-5"),
        ("minimum_amount", "12,34.5"),
        ("interest_rate", "five"),
        ("interest_rate", "NaN"),
        ("letter_fee", "2,50"),
        ("letter_interval", "-1"),
        ("letter_interval", "1e3"),
        ("interest", "maybe"),
        ("day_count", "act/370"),
        ("base_currency", "EURO"),
    ],
)
def test_a_setting_that_cannot_be_read_keeps_its_default_and_is_a_problem(key: str, typed: str) -> None:
    policy, problems = read_policy({key: typed}, {key: Place("Home", "B7")})
    assert policy == Policy()
    assert [(p.name, p.where, p.found, p.values["setting"]) for p in problems] == [
        ("setting-unreadable", Place("Home", "B7"), typed, key)
    ]
    for language in LANGUAGES:
        wrong, _ = wrong_and_do(problems[0], language)
        assert typed in wrong
        assert shown("default", problems[0].values["default"], language) in wrong


def test_reference_interest_without_a_series_is_a_problem() -> None:
    _, problems = read_policy({"interest": "reference"}, {})
    assert [problem.name for problem in problems] == ["series-missing"]


def test_levels_beyond_the_list_of_fees_cost_what_the_last_does() -> None:
    policy = Policy(letter_fee=(Decimal(0), Decimal(5)))
    assert [policy.fee(level) for level in (0, 1, 2, 3)] == [0, 0, 5, 5]
