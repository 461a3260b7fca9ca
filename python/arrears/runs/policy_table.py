"""The Policy table of the book, as a ``Policy``."""

from arrears.core.interest.agreed_interest import overruled
from arrears.core.policy import Policy, read_policy
from arrears.core.problems import Problem
from arrears.runs.ports import Sheets, Table


def policy_of(sheets: Sheets) -> tuple[Policy, list[Problem]]:
    """Read the policy of a book, with a problem for every setting that cannot be read."""
    return policy_in(sheets.read("Policy")["Policy"])


def policy_in(table: Table) -> tuple[Policy, list[Problem]]:
    """Read the policy from its table."""
    values = zip(table.column("setting"), table.column("value"), strict=True)
    cells = {str(setting): None if value is None else str(value) for setting, value in values}
    places = {str(setting): table.place(row, "value") for row, setting in enumerate(table.column("setting"))}
    policy, problems = read_policy(cells, places)
    for setting in overruled(policy):
        named = {"setting": setting, "regime": policy.interest}
        problems.append(Problem("setting-overruled", places[setting], cells[setting] or "", values=named))
    return policy, [*table.problems, *problems]
