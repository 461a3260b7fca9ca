"""Check: every problem of the book with its cell, without changing anything."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from arrears.core.problems import Problem
from arrears.runs.figures import cell_problems, read_book
from arrears.runs.items.term_rules import rules_of
from arrears.runs.policy_table import policy_in
from arrears.runs.ports import Sheets, Value
from arrears.runs.problem_rows import rows_besides
from arrears.runs.sub_ledger import load


@dataclass(frozen=True, slots=True)
class Checked:
    """The problems of the tables as they stand, and what else imports and refreshes put on the Problems sheet."""

    problems: Sequence[Problem]
    listed: Sequence[Mapping[str, Value]]


def check(sheets: Sheets) -> Checked:
    """Read every table and list what cannot be used or is worth a look."""
    tables = read_book(sheets)
    policy, problems = policy_in(tables["Policy"])
    rules, _ = rules_of(policy, tables["Policy"])
    sub_ledger = load(policy.base_currency, tables, rules)
    found = [*problems, *cell_problems(tables), *sub_ledger.problems]
    return Checked(found, rows_besides(tables["Problems"], found, sheets.language))
