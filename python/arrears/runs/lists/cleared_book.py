"""The book with what its open-items lists cleared told apart from what people and other lists decided."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

import numpy as np
from numpy.typing import NDArray

from arrears.core.dates import as_day
from arrears.core.ledger import Ledger
from arrears.runs.carried import read_present
from arrears.runs.lists.import_context import Context
from arrears.runs.lists.list_dates import list_dates
from arrears.runs.month.month_log import opening_day
from arrears.runs.ports import Table
from arrears.runs.sub_ledger import SubLedger, load

CLEARED = "cleared in ERP"
_OF_LISTS = frozenset({CLEARED, "brought forward"})
_TABLES = ("Invoices", "Receipts", "Allocations", "Imports", "Months")
Spot = tuple[int, np.datetime64]
"""An item (its row in the ledger) on a list date."""


@dataclass(frozen=True, slots=True)
class Book:
    """The book with the clearings of its lists told apart; in ``ledger`` they name no receipt."""

    sub_ledger: SubLedger
    ledger: Ledger
    tables: Mapping[str, Table]
    clearing: NDArray[np.bool_]

    @property
    def days(self) -> list[date]:
        """The dates of all open-items lists since the opening, oldest first."""
        opened = opening_day(self.tables.get("Months"))
        return [day for day in list_dates(self.tables.get("Imports")) if opened is None or day > opened]


def book_of(context: Context) -> Book:
    """Read the book."""
    tables = read_present(context.sheets, *_TABLES)
    sub_ledger = load(context.base_currency, tables)
    ledger, table = sub_ledger.ledger, tables.get("Allocations")
    of_lists = [] if table is None else [_is_of_list(table, row) for row in sub_ledger.allocation_rows]
    opened = opening_day(tables.get("Months"))
    clearing = np.array(of_lists, dtype=np.bool_)
    if opened is not None:  # what lists cleared before stays as it came over
        clearing &= ledger.allocations.posting_date > as_day(opened)
    alone = replace(ledger.allocations, receipt=np.where(clearing, -1, ledger.allocations.receipt).astype(np.int32))
    return Book(sub_ledger, replace(ledger, allocations=alone), tables, clearing)


def rows_of_spots(book: Book) -> dict[Spot, list[int]]:
    """Give the clearings (rows of the ledger) of each item and list date."""
    rows: dict[Spot, list[int]] = {}
    allocations = book.ledger.allocations
    for n in np.flatnonzero(book.clearing).tolist():
        rows.setdefault((int(allocations.item[n]), allocations.posting_date[n]), []).append(n)
    return rows


def _is_of_list(table: Table, row: int) -> bool:
    """Tell whether an allocation came from a list of open items: it bears the day it was entered on.

    What a list of documents brought forward does not, until a receipt is linked to it.
    """
    kind, entered = table.column("kind")[row], table.column("entered_on")[row]
    if table.column("credit")[row] is not None or kind not in _OF_LISTS:
        return False
    return entered is not None or (kind != CLEARED and table.column("receipt")[row] is None)
