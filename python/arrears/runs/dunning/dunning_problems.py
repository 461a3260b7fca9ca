"""Problems of dunning: procedures, disputes, promises and holds that cannot be used as they were written."""

from datetime import date

from arrears.core.problems import Problem
from arrears.runs.dunning.disputes import dispute_problems
from arrears.runs.dunning.escalation_rows import Proposed
from arrears.runs.dunning.procedures_table import Procedures
from arrears.runs.dunning.recipients import Recipients
from arrears.runs.figures import Figures


def dunning_problems(figures: Figures, proposed: Proposed) -> list[Problem]:
    """Report what people wrote about dunning that cannot be used, or is not whole."""
    tables = figures.tables
    procedures = Procedures(figures.policy, tables.get("Procedures"), tables["Customers"])
    return [
        *procedures.problems(),
        *Recipients(tables["Customers"]).problems(),
        *dispute_problems(tables),
        *proposed.standing.problems,
        *hold_problems(figures),
    ]


def hold_problems(figures: Figures) -> list[Problem]:
    """Report holds that count today and name no reason: they stop letters all the same."""
    found = []
    for name in ("Invoices", "Customers", "Escalation"):
        table = figures.tables[name]
        rows = zip(*(table.column(key) for key in ("hold_until", "hold_reason", "note")), strict=True)
        for row, (until, why, note) in enumerate(rows):
            if isinstance(until, date) and until >= figures.as_of and not (why or note):
                found.append(Problem("hold-unexplained", table.place(row, "hold_until"), until.isoformat()))
    return found
