"""From a list's file to the Sales sheet."""

from pathlib import Path

from arrears.office.exports.listing import read_listing
from arrears.runs.import_list import remembered_mappings
from arrears.runs.measures.sales_import import SalesImported, import_sales
from arrears.runs.policy_table import policy_of
from arrears.runs.ports import Sheets


def bring_sales(
    sheets: Sheets, file: Path, *, dates: str | None, decimal: str | None, currency: str | None, sheet: str | None
) -> SalesImported:
    """Read a list of invoices or of monthly sales and add it up on the Sales sheet of a book."""
    base = policy_of(sheets)[0].base_currency
    listing = read_listing(
        file, kind="invoices", currency=(currency or base).upper(), dates=dates, decimal=decimal, sheet=sheet,
        remembered=remembered_mappings(sheets), list_date=None,
    )  # fmt: skip
    return import_sales(sheets, listing, base)
