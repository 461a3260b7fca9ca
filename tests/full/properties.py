"""The properties that arithmetic must have, each with 10,000 random examples."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping

from tests.full.report import Section
from tests.full.suite import ROOT

LEAST = 10_000
PROPERTIES: Mapping[str, tuple[str, ...]] = {
    "Slices tile the period, without gap or overlap": (
        "tests/core/interest/test_interest.py::test_slices_tile_each_items_late_days_without_overlap_and_add_up",
        "tests/core/interest/test_exact_interest.py::test_slices_of_any_terms_tile_the_days_and_can_be_recomputed_from_their_columns",
        "tests/core/interest/test_rates.py::test_segments_tile_the_days_without_gap_or_overlap",
    ),
    "Interest is what counting day by day gives": (
        "tests/core/interest/test_interest.py::test_interest_equals_counting_day_by_day",
        "tests/core/interest/test_exact_interest.py::test_both_ways_of_computing_give_the_same_slices",
    ),
    "Unrounded simple interest adds up over adjoining periods": (
        "tests/core/interest/test_interest.py::test_unrounded_interest_of_adjoining_periods_adds_up",
        "tests/core/interest/test_daycount.py::test_adjoining_periods_add_up",
    ),
    "Consecutive charges add up to the charge of the whole": (
        "tests/core/interest/test_exact_interest.py::test_charges_of_consecutive_days_add_up_to_the_whole",
    ),
    "No order of allocation changes the total paid": (
        "tests/core/interest/test_exact_interest.py::test_nothing_that_was_paid_is_lost_or_found",
    ),
    "Rounding is half away from zero, for negative amounts too, at any size": (
        "tests/core/test_money.py::test_division_rounds_as_decimal_half_up_does",
        "tests/core/test_money.py::test_columns_divide_like_single_numbers_in_either_width",
        "tests/core/test_money.py::test_percent_is_exact_at_any_size",
    ),
    "No cent is lost in instalments": (
        "tests/core/terms/test_terms.py::test_no_cent_is_lost_in_instalments_and_none_goes_the_other_way",
        "tests/core/terms/test_instalments.py::test_a_split_in_proportion_adds_up",
    ),
    "No cent is lost in discounts": (
        "tests/core/discounts/test_early_payment.py::test_every_cent_paid_is_credited_or_on_account",
        "tests/core/discounts/test_early_payment.py::test_parts_paid_in_time_earn_the_whole_discount_to_the_cent",
        "tests/core/discounts/test_deductions.py::test_granted_and_unearned_always_make_up_what_was_taken",
    ),
    "Terms that are written and read again are the same terms": (
        "tests/core/terms/test_terms.py::test_terms_read_back_as_the_same_terms_they_were_written_from",
        "tests/core/terms/test_term_notation.py::test_whatever_is_read_can_be_written_and_read_again",
    ),
}
"""What must hold -> the tests that show it."""
_SECONDS = 3_000
_EXAMPLES = re.compile(r"(\d+) passing(?: examples)?, 0 failing")


def show(section: Section) -> None:
    """Run every property under the full profile, and count the examples that each test says it ran."""
    tests = [test for group in PROPERTIES.values() for test in group]
    printed = _run(tests)
    ran: dict[str, int] = {}
    for test, examples in _counted(printed):
        ran[test] = min(examples, ran.get(test, examples))
    section.say("| property | test | examples |")
    section.say("|---|---|---|")
    for what, group in PROPERTIES.items():
        for test in group:
            section.say(f"| {what} | {test.partition('::')[2]} | {ran.get(test, 0):,} |")
            section.expect(ran.get(test, 0) >= LEAST, f"{test}: {ran.get(test, 0):,} passing examples")
    last = printed.strip().splitlines()[-1] if printed.strip() else "pytest said nothing"
    section.say(f"\n{last.strip('= ')}")
    section.expect("failed" not in last and "error" not in last, last)


def _run(tests: list[str]) -> str:
    command = [
        sys.executable, "-m", "pytest", "-q", "-n", str(os.cpu_count() or 1), "--hypothesis-profile=full",
        "--hypothesis-show-statistics", *tests,
    ]  # fmt: skip
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=_SECONDS).stdout


def _counted(printed: str) -> Iterator[tuple[str, int]]:
    """Read the statistics: a line that names a test, then lines of which one counts the examples generated."""
    test = ""
    for line in printed.splitlines():
        named = re.fullmatch(r"(tests/\S+::\S+):", line.strip())
        if named:
            test = named[1].partition("[")[0]
        elif found := _EXAMPLES.search(line):
            yield test, int(found[1])
