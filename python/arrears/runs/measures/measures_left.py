"""What the next month takes along of the measures: the year that was measured, and what came in of the plan."""

from datetime import date

from arrears.core.dates import add_months
from arrears.runs.carried import read_present
from arrears.runs.figures import Figures
from arrears.runs.items.item_discounts import discounts_of
from arrears.runs.measures.budget_rows import budget_rows
from arrears.runs.measures.measure_rows import CARRIED, Line, lines_as_written, measure_lines, measure_rows
from arrears.runs.measures.month_ends import MonthEnds
from arrears.runs.month.month_log import lock_of
from arrears.runs.ports import Rows, Sheets
from arrears.runs.sheet_sizes import KEPT_MONTHS


def measures_left(sheets: Sheets, figures: Figures) -> list[Rows]:
    """Freeze the measures of a book as of its closing day, which ``figures`` are of; nothing for one without them."""
    tables = read_present(sheets, "Measures", "Budget")
    if "Measures" not in tables:
        return []
    rows, _ = measure_rows(tables["Measures"], closing_measures(sheets, figures))
    locked = lock_of(sheets) is not None
    return [rows] if locked or "Budget" not in tables else [
        rows, budget_rows(figures, tables["Budget"], MonthEnds(figures))
    ]  # fmt: skip


def closing_measures(sheets: Sheets, figures: Figures) -> list[Line]:
    """Give the measures of a year that a month hands on: those of a locked one as signed, others worked out anew.

    What the sheet shows of an open month may be older than its last correction, or of a day within the month.
    """
    tables = read_present(sheets, "Sales", "Measures")
    lines = (
        lines_as_written(tables["Measures"])
        if lock_of(sheets) is not None
        else measure_lines(figures, MonthEnds(figures), tables, discounts_of(figures).deducted, sheets.language)
    )
    oldest = add_months(figures.as_of.replace(day=1), 1 - KEPT_MONTHS)
    return [line | {"state": CARRIED} for line in lines if _since(line, oldest)]


def _since(line: Line, oldest: date) -> bool:
    month = line["month"]
    return isinstance(month, date) and month >= oldest
