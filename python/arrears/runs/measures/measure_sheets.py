"""Fill the sheets of measures and the Dashboard from a book's figures; a book gets them when they are asked for."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from arrears.core.discounts.deductions import Deduction
from arrears.core.problems import Problem
from arrears.runs.carried import read_present
from arrears.runs.figures import Figures
from arrears.runs.measures.budget_rows import budget_by_month, budget_rows
from arrears.runs.measures.customer_rows import customer_lines, customer_rows
from arrears.runs.measures.dashboard import Block, dashboard_blocks
from arrears.runs.measures.definition_rows import definition_rows
from arrears.runs.measures.measure_rows import Line, measure_lines, measure_rows
from arrears.runs.measures.month_ends import MonthEnds
from arrears.runs.measures.sales import sales_problems
from arrears.runs.ports import Rows, Sheets

PART = "measures"
TABLES = ("Sales", "Budget", "Measures", "CustomerMeasures", "Definitions")


@dataclass(frozen=True, slots=True)
class MeasureSheets:
    """What is to be written, with the measures themselves and what customers cost."""

    rows: Sequence[Rows] = ()
    blocks: Mapping[str, Block] = field(default_factory=dict)
    lines: Sequence[Line] = ()
    customers: Sequence[Line] = ()
    problems: Sequence[Problem] = ()


def measure_sheets(sheets: Sheets, figures: Figures, deducted: Sequence[Deduction]) -> MeasureSheets:
    """Work out the measures of a book that has their sheets; nothing for one that has not.

    A sheet of the part that somebody deleted is left out, the others are filled.
    """
    tables = read_present(sheets, *TABLES)
    if "Measures" not in tables:
        return MeasureSheets()
    language = sheets.language
    ends = MonthEnds(figures)
    lines = measure_lines(figures, ends, tables, deducted, language)
    written, problems = measure_rows(tables["Measures"], lines)
    rows, problems = [written], [*problems, *sales_problems(figures, tables.get("Sales"))]
    problems += [problem for table in tables.values() for problem in table.problems]
    customers = customer_lines(figures, ends, deducted)
    budget = {}
    if "Budget" in tables:
        filled = budget_rows(figures, tables["Budget"], ends)
        budget = budget_by_month(tables["Budget"], filled, figures.policy.base_currency)
        rows.append(filled)
    if "CustomerMeasures" in tables:
        of_customers, lost = customer_rows(tables["CustomerMeasures"], customers)
        rows.append(of_customers)
        problems += lost
    if "Definitions" in tables:
        defined, lost = definition_rows(tables["Definitions"], language)
        rows.append(defined)
        problems += lost
    return MeasureSheets(rows, dashboard_blocks(figures, lines, budget, language), lines, customers, problems)
