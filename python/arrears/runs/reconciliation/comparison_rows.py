"""The sheet of sales against finance: equal documents in one line a currency, every other one by itself."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from arrears.core.money import to_major
from arrears.core.problems import Problem
from arrears.core.reconciliation.list_comparison import REASONS, Compared, Line
from arrears.runs.ageing_rows import customer_names
from arrears.runs.carried import rows_by_key
from arrears.runs.figures import Figures
from arrears.runs.ports import Rows, Table, Value
from arrears.runs.reconciliation.sales_comparison import SalesComparison


class _Shown(NamedTuple):
    reason: str
    currency: str
    sales_amount: int
    finance_amount: int
    documents: int
    sales: tuple[Line, ...] = ()
    finance: tuple[Line, ...] = ()


def comparison_rows(table: Table, figures: Figures, done: SalesComparison) -> tuple[Rows, list[Problem]]:
    """Give the rows: their sales amounts add up to the list, their finance amounts to the documents of the period."""
    names, shown = customer_names(figures), [*_equal(done), *_others(done)]
    cells: dict[str, Callable[[_Shown], Value]] = {
        "reason": lambda one: one.reason,
        "customer": lambda one: _customer(one) or None,
        "name": lambda one: names.get(_customer(one)),
        "currency": lambda one: one.currency,
        "document_no": lambda one: one.sales[0].number or None if one.sales else None,
        "sales_date": lambda one: one.sales[0].day if one.sales else None,
        "sales_amount": lambda one: to_major(one.sales_amount, one.currency),
        "finance_no": lambda one: one.finance[0].number or None if one.finance else None,
        "finance_date": lambda one: one.finance[0].day if one.finance else None,
        "finance_amount": lambda one: to_major(one.finance_amount, one.currency),
        "difference": lambda one: to_major(one.finance_amount - one.sales_amount, one.currency),
        "difference_check": lambda one: to_major(one.finance_amount - one.sales_amount, one.currency),
        "documents": lambda one: one.documents,
    }
    columns: dict[str, Sequence[Value]] = {key: [of(one) for one in shown] for key, of in cells.items()}
    return rows_by_key(table, ("reason", "currency", "document_no", "finance_no"), columns)


def _customer(one: _Shown) -> str:
    return next((line.customer for line in (*one.finance, *one.sales) if line.customer), "")


def _equal(done: SalesComparison) -> list[_Shown]:
    shown = []
    for currency in done.totals():
        own = [one for one in done.compared if one.reason == REASONS[0] and one.currency == currency]
        if own:
            sums = sum(one.sales_amount for one in own), sum(one.finance_amount for one in own)
            shown.append(_Shown(REASONS[0], currency, *sums, len(own)))
    return shown


def _others(done: SalesComparison) -> list[_Shown]:
    def place(one: Compared) -> tuple[int, str, str]:
        return REASONS.index(one.reason), one.currency, (one.sales or one.finance)[0].number

    return [
        _Shown(one.reason, one.currency, one.sales_amount, one.finance_amount, 1, one.sales, one.finance)
        for one in sorted(done.compared, key=place)
        if one.reason != REASONS[0]
    ]
