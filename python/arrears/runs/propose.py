"""Propose: write the Escalation sheet anew; nothing is recorded until letters are issued."""

from dataclasses import replace
from datetime import date

from arrears.runs.dunning.escalation_rows import Proposed, as_they_stand, escalation_rows, proposals_of
from arrears.runs.dunning.opening_levels import opening_rows
from arrears.runs.dunning.undertakings import arrangement_rows
from arrears.runs.figures import Figures, RateFinder, figures_of
from arrears.runs.items.term_rules import WorkingDaysFinder, monday_to_friday
from arrears.runs.ports import Sheets
from arrears.runs.problem_rows import further_problems


def propose(
    sheets: Sheets,
    as_of: date | None,
    rates: RateFinder,
    working_days: WorkingDaysFinder = monday_to_friday,
    letter_date: date | None = None,
) -> tuple[Figures, Proposed]:
    """Propose letters from the book's figures as of a day, keeping what people edited on unchanged proposals.

    ``letter_date``: the day the letters will bear; what came in up to then counts. The as-of date if not given.
    """
    figures = figures_of(sheets, as_of, rates, working_days)
    proposed = proposals_of(figures, letter_date)
    rows, lost = escalation_rows(figures, proposed, sheets.language)
    added = [further_problems(figures.tables["Problems"], lost, sheets.language)] if lost else []
    sheets.write([rows, *arrangement_rows(figures.tables, proposed.standing), *added], {})
    return figures, replace(proposed, on_sheet=as_they_stand(rows, figures.tables["Escalation"]))


def propose_opening_levels(
    sheets: Sheets, as_of: date | None, rates: RateFinder, working_days: WorkingDaysFinder = monday_to_friday
) -> int:
    """Propose opening levels for old debts that no letter was ever about, and give how many there are.

    They stand on Open items until a person approves them; before that no letter goes to these customers.
    """
    rows, count = opening_rows(figures_of(sheets, as_of, rates, working_days))
    sheets.write([rows], {})
    return count
