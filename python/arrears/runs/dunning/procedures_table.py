"""The Procedures table: which dunning procedure each customer has, and the presets a new table starts with."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from functools import cached_property

from arrears import texts
from arrears.core.dunning.procedures import Procedure, Stage
from arrears.core.letters.letters import dunning_rules
from arrears.core.policy import Policy
from arrears.core.problems import Problem
from arrears.runs.bookkeeping.accounts_table import add_accounts
from arrears.runs.policy_table import policy_in
from arrears.runs.ports import Rows, Sheets, Table, Value
from arrears.runs.reading import Row

PART = "procedures"
_PRESETS: Mapping[str, Sequence[tuple[str, int, int, int, str, str, str]]] = {
    "four-letters": (
        ("", 1, 7, 0, "friendly_reminder", "e-mail", "sales"),
        ("", 2, 21, 14, "second_reminder", "e-mail", "finance"),
        ("", 3, 35, 14, "final_demand", "post", "credit control"),
        ("", 4, 49, 14, "letter_before_action", "registered", "legal"),
    ),
    "phases": (
        ("credit-period", 0, 5, 0, "reminder_before_due", "e-mail", "sales"),
        ("coordination", 1, 1, 0, "friendly_reminder", "e-mail", "sales"),
        ("coordination", 2, 30, 20, "second_reminder", "post", "finance"),
        ("clearing", 3, 60, 20, "final_demand", "post", "credit control"),
        ("clearing", 4, 90, 20, "letter_before_action", "registered", "legal"),
    ),
    "four-stages": (
        ("office", 1, 7, 0, "friendly_reminder", "e-mail", "finance"),
        ("field", 2, 30, 20, "second_reminder", "visit", "sales"),
        ("agency", 3, 60, 20, "final_demand", "post", "credit control"),
        ("lawsuit", 4, 90, 20, "letter_before_action", "registered", "legal"),
    ),
}
"""Presets by name: name of the stage, level, days past due (of level 0: before), interval, template, channel, who."""


class Procedures:
    """The procedures of a book: the policy's own, and those of its Procedures table."""

    def __init__(self, policy: Policy, table: Table | None, customers: Table) -> None:
        """Read the tables; without a Procedures table every customer has the policy's own."""
        self._own = Procedure.of(policy)
        self._standard = policy.procedure
        self._interest_from_level = policy.interest_from_level
        self._table = table
        self._customers = customers

    def of(self, customer: str) -> Procedure:
        """Give a customer's procedure; the policy's own where the one named cannot be used."""
        return self._usable.get(self._named.get(customer) or self._standard, self._own)

    def problems(self) -> list[Problem]:
        """Report procedures whose levels do not fit together, and customers of one that cannot be used."""
        if self._table is None:
            return []
        broken = [rows[0] for name, rows in self._rows.items() if name not in self._usable]
        found = [Problem("procedure-broken", row.place("level"), row.text("procedure")) for row in broken]
        for row in (Row(self._customers, number) for number in range(len(self._customers))):
            name = row.text("procedure")
            if name and name not in self._usable:
                found.append(Problem("procedure-unknown", row.place("procedure"), name))
        return found

    @cached_property
    def _rows(self) -> Mapping[str, list[Row]]:
        found: dict[str, list[Row]] = {}
        for row in () if self._table is None else (Row(self._table, n) for n in range(len(self._table))):
            if row.text("procedure"):
                found.setdefault(row.text("procedure"), []).append(row)
        return found

    @cached_property
    def _named(self) -> Mapping[str, str]:
        pairs = zip(self._customers.column("customer"), self._customers.column("procedure"), strict=True)
        return {} if self._table is None else {str(key): str(name) for key, name in pairs if name}

    @cached_property
    def _usable(self) -> Mapping[str, Procedure]:
        made = {name: _procedure(name, rows, self._interest_from_level) for name, rows in self._rows.items()}
        return {name: procedure for name, procedure in made.items() if procedure is not None}


def proposal_rules(policy: Policy, procedure: Procedure) -> str:
    """Write what a proposal owes to the policy and the customer's procedure: where it changes, it is made anew."""
    return dunning_rules(procedure.applied_to(policy)) + procedure.rules


def _procedure(name: str, rows: Sequence[Row], interest_from_level: int) -> Procedure | None:
    """Make a procedure of its rows; None unless its levels count from 1 without a gap and start later each time."""
    stages = {level: _stage(row) for row in rows if isinstance(level := row.cell("level"), int)}
    reminder = stages.pop(0, None)
    ordered = [stages[level] for level in sorted(stages)]
    days = [stage.days for stage in ordered]
    whole = len(rows) == len(stages) + (reminder is not None) and sorted(stages) == [*range(1, len(stages) + 1)]
    if not (ordered and whole and all(low < high for low, high in zip([0, *days], days, strict=False))):
        return None
    return Procedure(tuple(ordered), interest_from_level, reminder, name)


def _stage(row: Row) -> Stage:
    days, interval = row.cell("days"), row.cell("interval")
    return Stage(
        days if isinstance(days, int) else 0,
        interval if isinstance(interval, int) else 0,
        row.amount("minimum") or Decimal(0),
        row.amount("fee") or Decimal(0),
        row.text("template"),
        row.text("channel"),
        row.text("actor"),
        row.text("stage"),
    )


def add_part(sheets: Sheets, part: str) -> None:
    """Add the sheets of a part to a book; procedures start with the presets, postings with the accounts to fill in."""
    sheets.add(part)
    if part == PART:
        add_presets(sheets)
    if part == "postings":
        add_accounts(sheets, policy_in(sheets.read("Policy")["Policy"])[0].base_currency)


def add_presets(sheets: Sheets) -> None:
    """Fill a Procedures table that is still empty with the presets; none is anybody's until it is named.

    They take the minimum and the fees of the policy.
    """
    tables = sheets.read("Procedures", "Policy")
    if len(tables["Procedures"]):
        return
    policy, _ = policy_in(tables["Policy"])
    words = texts.texts(sheets.language)["words"]
    lines = [(preset, *line) for preset, stages in _PRESETS.items() for line in stages]
    columns: dict[str, Sequence[Value]] = {
        "procedure": [words["procedure"][line[0]] for line in lines],
        "stage": [words["stage"][line[1]] if line[1] else None for line in lines],
        "level": [line[2] for line in lines],
        "days": [line[3] for line in lines],
        "interval": [line[4] for line in lines],
        "minimum": [policy.minimum_amount] * len(lines),
        "fee": [policy.fee(line[2]) for line in lines],
        "template": [line[5] for line in lines],
        "channel": [words["channel"][line[6]] for line in lines],
        "actor": [line[7] for line in lines],
    }
    sheets.write([Rows("Procedures", columns, [None] * len(lines))], {})
