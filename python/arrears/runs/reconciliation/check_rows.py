"""The Month-end checks sheet: what cut-off and duplicate checks found; notes stay with their row."""

from collections.abc import Callable, Sequence

from arrears import texts
from arrears.core.problems import Problem
from arrears.runs.ageing_rows import customer_names
from arrears.runs.carried import rows_by_key
from arrears.runs.figures import Figures
from arrears.runs.ports import Rows, Value
from arrears.runs.reconciliation.findings import Finding, findings
from arrears.runs.reconciliation.tied import TiedOut


def check_rows(figures: Figures, tied: TiedOut, language: str) -> tuple[Rows | None, list[Problem]]:
    """Give one row per finding; a note on a finding that is gone is a problem, as everywhere."""
    table = figures.tables.get("MonthEndChecks")
    if table is None:
        return None, []
    names, sheets = customer_names(figures), texts.headings(language)["sheets"]
    found = findings(figures, tied)
    cells: dict[str, Callable[[Finding], Value]] = {
        "check": lambda one: one.check,
        "customer": lambda one: one.customer or None,
        "name": lambda one: names.get(one.customer),
        "what": lambda one: str(sheets[one.what]),
        "document_no": lambda one: one.document or None,
        "currency": lambda one: one.currency,
        "amount": lambda one: one.amount,
        "document_date": lambda one: one.dated,
        "posting_date": lambda one: one.posted,
        "other_document": lambda one: one.other or None,
        "shift": lambda one: one.shift,
        "place": lambda one: one.place,
    }
    columns: dict[str, Sequence[Value]] = {key: [of(one) for one in found] for key, of in cells.items()}
    return rows_by_key(table, ("check", "customer", "document_no", "amount", "other_document"), columns)
