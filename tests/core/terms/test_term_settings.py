"""What people may type beside the settings of terms and discounts, in either language."""

import pytest

from arrears.core.policy import Policy, read_policy
from arrears.core.terms.term_settings import READERS, READINGS, setting_of
from arrears.texts import headings


@pytest.mark.parametrize(
    ("setting", "typed", "read"),
    [
        ("month_end_order", "month end first", "month-end-first"),
        ("month_end_order", "先天数", "days-first"),
        ("month_end_order", "following month end", "following-month-end"),
        ("month_end_order", "次月底", "following-month-end"),
        ("statement_date", "From month end", "from-month-end"),
        ("statement_date", "从单据日按月推算", "months-from-document"),
        ("month_meant", "次月末", "end-of-next-month"),
        ("which_month", "day of next month", "day-of-next-month"),
        ("following_month", "隔月首日", "first-after-next-month"),
        ("net_missing", "20 days after discount", "20-days-after-discount"),
        ("net_base", "与折扣相同", "net-like-discount"),
        ("first_instalment", "first after interval", "first-after-interval"),
        ("month_cutoff", "26", "cutoff-26"),
        ("month_cutoff", "26日", "cutoff-26"),
        ("month_cutoff", "无", "no-cutoff"),
        ("weekend_rule", "顺延", "next"),
        ("discount_base", "不含税", "net"),
        ("discount_when_overdue", "否", False),
        ("discount_part_payment", "at settlement", "at settlement"),
    ],
)
def test_a_setting_is_read_in_either_language(setting: str, typed: str, read: object) -> None:
    policy, problems = read_policy({setting: typed}, {})
    assert (getattr(policy, setting), problems) == (read, [])


@pytest.mark.parametrize("typed", ["1", "32", "26, 27", "late"])
def test_a_cutoff_that_is_no_day_of_a_month_is_refused(typed: str) -> None:
    assert [p.name for p in read_policy({"month_cutoff": typed}, {})[1]] == ["setting-unreadable"]


def test_every_setting_stands_on_home_and_no_reading_is_chosen_by_default() -> None:
    shown = {key for group in headings("en")["policy"].values() for key in group}
    assert set(READERS) <= shown
    assert Policy().term_choices == frozenset()
    assert all(setting_of(key.replace("_", "-")) == key for key in READINGS)
