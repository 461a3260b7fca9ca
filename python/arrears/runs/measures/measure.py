"""Measure: work the measures of a book out as of a day and write their sheets; a book gets them when first asked."""

from dataclasses import dataclass
from datetime import date

from arrears.runs.figures import Figures, RateFinder, figures_of
from arrears.runs.items.item_discounts import discounts_of
from arrears.runs.items.term_rules import WorkingDaysFinder, monday_to_friday
from arrears.runs.measures.measure_sheets import PART, MeasureSheets, measure_sheets
from arrears.runs.ports import Sheets


@dataclass(frozen=True, slots=True)
class Measured:
    """The figures of a book and what was made of them."""

    figures: Figures
    sheets: MeasureSheets


def measure(
    sheets: Sheets, as_of: date | None, rates: RateFinder, working_days: WorkingDaysFinder = monday_to_friday
) -> Measured:
    """Fill the sheets of measures as of a day (the one on Home if not given); the other sheets stay as they are."""
    figures = figures_of(sheets, as_of, rates, working_days)
    if not sheets.has("Measures"):
        sheets.add(PART)
    made = measure_sheets(sheets, figures, discounts_of(figures).deducted)
    sheets.write(made.rows, made.blocks)
    return Measured(figures, made)
