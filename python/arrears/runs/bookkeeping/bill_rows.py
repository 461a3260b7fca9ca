"""The Bills sheet: where each bill stands, what of it is on its way, and what could still come back."""

from collections.abc import Sequence

from arrears.core.money import to_major
from arrears.core.problems import Problem
from arrears.runs.ageing_rows import customer_names
from arrears.runs.bookkeeping.bill_allocations import missing_allocations
from arrears.runs.bookkeeping.bills_table import BillRow
from arrears.runs.carried import in_place
from arrears.runs.figures import Figures
from arrears.runs.ports import Rows


def bill_rows(figures: Figures, bills: Sequence[BillRow]) -> tuple[Rows | None, list[Problem]]:
    """Give the results of the sheet, and a problem for every bill whose settlement Allocations does not show yet."""
    table = figures.tables.get("Bills")
    if table is None:
        return None, []
    by_row, day = {one.row: one for one in bills}, figures.as_of
    names = customer_names(figures)
    found = [by_row.get(number) for number in range(len(table))]
    at_risk = [None if one is None else to_major(one.bill.exposure_on(day), one.currency) for one in found]
    rows = in_place(table, {
        "name": [names.get(str(customer)) for customer in table.column("customer")],
        "state": [None if one is None else one.bill.state_on(day) or None for one in found],
        "under_way": [None if one is None else to_major(one.bill.pending_on(day), one.currency) for one in found],
        "at_risk": at_risk,
        "at_risk_check": at_risk,
        "recourse_counts": [None if one is None else int(one.bill.recourse) for one in found],
    })  # fmt: skip
    waiting = dict.fromkeys(one.bill.row for one in missing_allocations(figures.tables, bills))
    return rows, [
        Problem("bill-not-allocated", table.place(number, "number"), by_row[number].bill.number) for number in waiting
    ]
