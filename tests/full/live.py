"""A run on the open workbook at three sizes: the calls to the host are the same, whatever the rows."""

import csv
import random
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from tests.calc.engine import CALLS, start
from tests.full.report import Section

from arrears.office.book_making import new_book
from arrears.office.calendars import working_days
from arrears.office.list_files import bring_in
from arrears.office.live.live_excel import LiveExcel
from arrears.office.rate_files import rate_series
from arrears.runs.propose import propose
from arrears.runs.refresh import refresh

SIZES = (10, 1_000, 100_000)
AS_OF = date(2026, 10, 31)
HEADINGS = ("Customer", "Name", "Document no.", "Document date", "Due date", "Currency", "Amount")


def show(section: Section) -> None:
    """Import, refresh and propose at each size on Calc, counting what is read from it and written to it."""
    section.say("| open items | reads | writes | seconds |")
    section.say("|---|---|---|---|")
    with _host() as app, tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        counts = [run_counted(section, app, Path(folder), size) for size in SIZES]
    section.expect(all(one == counts[0] for one in counts), f"the calls differ: {counts}")


def run_counted(section: Section, app: Any, folder: Path, size: int) -> dict[str, int]:
    """Import, refresh and propose a month of a size on a new open workbook; give the calls to the host."""
    listed = folder / f"{size}.csv"
    _write(listed, size)
    book = app.books.open(str(new_book(folder / f"Book {size}.xlsx", None, "en", "EUR", [])))
    try:
        CALLS.clear()
        began = time.perf_counter()
        sheets = LiveExcel(book)
        bring_in(sheets, listed, kind="invoices", list_date=None, dates=None, currency=None, sheet=None, complete=True)
        refresh(sheets, AS_OF, rate_series, working_days)
        propose(sheets, AS_OF, rate_series, working_days, AS_OF)
        counts = {kind: CALLS[kind] for kind in ("read", "write")}
        section.say(f"| {size:,} | {counts['read']} | {counts['write']} | {time.perf_counter() - began:.0f} |")
        section.expect(len(sheets.read("Invoices")["Invoices"]) == size, f"{size}: rows are missing")
        return counts
    finally:
        book.close()


def _write(path: Path, size: int) -> None:
    """Write a list of invoices of some customers, overdue and not, from a fixed seed."""
    chance = random.Random(size)  # noqa: S311 - figures to age
    with path.open("w", newline="", encoding="utf-8") as out:
        rows = csv.writer(out)
        rows.writerow(HEADINGS)
        for n in range(size):
            customer, day = n % max(size // 50, 3), AS_OF - timedelta(chance.randrange(10, 200))
            due = day + timedelta(30)
            amount = f"{chance.randrange(100, 1_000_000) / 100:.2f}"
            rows.writerow([f"C{customer}", f"Customer {customer}", f"R{n:06}", day, due, "EUR", amount])


@contextmanager
def _host() -> Iterator[Any]:
    app = start()
    try:
        yield app
    finally:
        app.quit()
