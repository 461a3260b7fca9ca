"""Tie-out: prove the book against its control accounts, and sales' list against finance's."""

from dataclasses import dataclass
from datetime import date

from arrears.runs.figures import RateFinder
from arrears.runs.items.term_rules import WorkingDaysFinder, monday_to_friday
from arrears.runs.ports import Listing, Sheets
from arrears.runs.reconciliation.comparison_rows import comparison_rows
from arrears.runs.reconciliation.findings import Finding, findings
from arrears.runs.reconciliation.sales_comparison import SalesComparison, compare_sales
from arrears.runs.refresh import Refreshed, refresh

PART = "tie-out"


@dataclass(frozen=True, slots=True)
class TieOutDone:
    """A book tied out: all it was refreshed with, the checks' findings, and the sales list compared, if one was."""

    refreshed: Refreshed
    findings: list[Finding]
    sales: SalesComparison | None


def tie_out(
    sheets: Sheets,
    as_of: date | None,
    rates: RateFinder,
    working_days: WorkingDaysFinder = monday_to_friday,
    first_day: date | None = None,
    sales: Listing | None = None,
) -> TieOutDone:
    """Refresh the book with the sheets of the tie-out part, and compare a list of sales with the documents in it.

    ``first_day``: where the period begins, if not with the month of the as-of date. Refuses one after it.
    """
    sheets.add(PART)
    refreshed = refresh(sheets, as_of, rates, working_days, first_day)
    found = findings(refreshed.figures, refreshed.tied)
    compared = None if sales is None else compare_sales(refreshed.figures, refreshed.tied, sales)
    if compared is not None:
        rows, _ = comparison_rows(sheets.read("ListComparison")["ListComparison"], refreshed.figures, compared)
        sheets.write([rows], {})
    return TieOutDone(refreshed, found, compared)
