"""All sheets of the tie-out part that the book has, with the notes on them that lost their row."""

from arrears.core.problems import Problem
from arrears.runs.control import control_rows
from arrears.runs.figures import Figures
from arrears.runs.ports import Rows
from arrears.runs.reconciliation.check_rows import check_rows
from arrears.runs.reconciliation.difference_rows import difference_rows
from arrears.runs.reconciliation.reconciliation_rows import reconciliation_rows
from arrears.runs.reconciliation.rollforward_rows import rollforward_rows
from arrears.runs.reconciliation.tied import TiedOut


def tie_out_rows(figures: Figures, tied: TiedOut, language: str) -> tuple[list[Rows], list[Problem]]:
    """Give the rows of control accounts, roll-forward, reconciliation, differences and month-end checks."""
    parts: tuple[tuple[Rows | None, list[Problem]], ...] = (
        (control_rows(figures, tied), []), rollforward_rows(figures, tied), difference_rows(figures, tied),
        reconciliation_rows(figures, tied, language), check_rows(figures, tied, language),
    )  # fmt: skip
    problems = [problem for _, lost in parts for problem in lost]
    return [rows for rows, _ in parts if rows is not None], [*tied.problems, *problems]
