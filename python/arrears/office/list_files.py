"""From a list's file to the book: reading it, bringing it in, and ageing it straight into a workbook of its own."""

from datetime import date
from pathlib import Path

from arrears.office.book_making import USUAL_CURRENCY, new_book
from arrears.office.calendars import working_days
from arrears.office.exports.listing import read_listing
from arrears.office.rate_files import rate_series
from arrears.office.system_clock import SystemClock, user_name
from arrears.office.workbook_file import WorkbookFile
from arrears.runs.import_list import Imported, import_list, remembered_mappings
from arrears.runs.month_steps import IMPORT, mark_step
from arrears.runs.policy_table import policy_of
from arrears.runs.ports import Sheets
from arrears.runs.refresh import Refreshed, refresh


def bring_in(
    sheets: Sheets,
    file: Path,
    *,
    kind: str | None,
    list_date: date | None,
    dates: str | None,
    decimal: str | None = None,
    currency: str | None,
    sheet: str | None,
    complete: bool,
    accept_vanished: bool = False,
) -> Imported:
    """Read a list and bring it into the book, mapped as a list with the same headings was before."""
    base = currency or policy_of(sheets)[0].base_currency
    listing = read_listing(
        file, kind=kind, currency=base.upper(), dates=dates, decimal=decimal, sheet=sheet,
        remembered=remembered_mappings(sheets), list_date=list_date,
    )  # fmt: skip
    clock, by = SystemClock(), user_name()
    imported = import_list(
        sheets, listing, clock, by, list_date=list_date, complete=complete, accept_vanished=accept_vanished
    )
    if not imported.already:
        mark_step(sheets, IMPORT, clock, by)
    return imported


def age_list(
    file: Path,
    as_of: date,
    out: Path | None,
    *,
    kind: str | None,
    dates: str | None,
    decimal: str | None = None,
    currency: str | None,
    sheet: str | None,
    language: str,
) -> tuple[Path, Imported, Refreshed]:
    """Age a list into a new workbook: the list as it stands on the as-of date."""
    book = out or file.with_name(f"{file.stem} aged {as_of.isoformat()}.xlsx")
    new_book(book, None, language, currency or USUAL_CURRENCY[language])
    try:
        with WorkbookFile.open(book) as sheets:
            imported = bring_in(
                sheets, file, kind=kind, list_date=as_of, dates=dates, decimal=decimal, currency=currency, sheet=sheet,
                complete=True,
            )  # fmt: skip
            return book, imported, refresh(sheets, as_of, rate_series, working_days)
    except BaseException:
        book.unlink()
        raise
