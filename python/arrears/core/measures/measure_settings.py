"""The settings of measures: the financing rate, where credit sales come from, the window of days of sales."""

from collections.abc import Callable, Mapping
from typing import Any

from arrears.core import settings

FROM_SHEET, FROM_INVOICES = "sheet", "invoices"
"""Where credit sales come from: the Sales sheet, or the book's own invoices."""


def _months(cell: str) -> int:
    """Read 1 to 12 months."""
    number = settings.count(cell)
    if not 1 <= number <= 12:
        raise ValueError(cell)
    return number


READERS: Mapping[str, Callable[[str], Any]] = {
    "financing_rate": settings.rate,
    "sales_source": settings.one_of({FROM_SHEET: ("工作表", "Sales"), FROM_INVOICES: ("本账单据", "own invoices")}),
    "measure_months": _months,
}
"""How the text of each setting is read."""
