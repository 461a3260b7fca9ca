"""Propose: write the Escalation sheet anew; nothing is recorded until letters are issued."""

from datetime import date

from arrears.runs.escalation_rows import Proposed, escalation_rows, proposals_of
from arrears.runs.figures import Figures, RateFinder, figures_of
from arrears.runs.ports import Sheets
from arrears.runs.problem_rows import further_problems


def propose(sheets: Sheets, as_of: date | None, rates: RateFinder) -> tuple[Figures, Proposed]:
    """Propose letters from the book's figures as of a day, keeping what people edited on unchanged proposals."""
    figures = figures_of(sheets, as_of, rates)
    proposed = proposals_of(figures)
    rows, lost = escalation_rows(figures, proposed, sheets.language)
    added = [further_problems(figures.tables["Problems"], lost, sheets.language)] if lost else []
    sheets.write([rows, *added], {})
    return figures, proposed
