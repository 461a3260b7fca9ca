"""What the policy says about payment terms, made ready for reading them: chosen readings, weekends, holidays."""

from collections.abc import Callable, Mapping
from typing import Final

from arrears.core.policy import Policy
from arrears.core.problems import Problem
from arrears.core.terms.terms import Calendar
from arrears.core.terms.working_days import MONDAY_TO_FRIDAY, OffDays, WorkingDays
from arrears.errors import InputRefused
from arrears.runs.items.item_terms import TermRules
from arrears.runs.ports import Table

WorkingDaysFinder = Callable[[str], WorkingDays]
"""Gives the working days of a country by its code; refuses one that is not known."""
_MOVES: Final[Mapping[str, OffDays]] = {"none": OffDays.STAY, "next": OffDays.NEXT, "previous": OffDays.PREVIOUS}


def monday_to_friday(country: str) -> WorkingDays:  # noqa: ARG001 - stands in for a finder
    """Give working days without any holidays."""
    return MONDAY_TO_FRIDAY


def rules_of(
    policy: Policy, table: Table, find: WorkingDaysFinder = monday_to_friday
) -> tuple[TermRules, list[Problem]]:
    """Give the rules of a policy; a country that is not known is a problem, and only weekends then count."""
    try:
        working, problems = find(policy.holidays_of) if policy.holidays_of else MONDAY_TO_FRIDAY, []
    except InputRefused:
        row = list(table.column("setting")).index("holidays_of")
        unknown = Problem("holidays-unknown", table.place(row, "value"), policy.holidays_of)
        working, problems = MONDAY_TO_FRIDAY, [unknown]
    return TermRules(policy.term_choices, Calendar({}, working, _MOVES[policy.weekend_rule])), problems
