"""Opening a month from the workbook of the one before, into a new file beside it, and bringing that up to date."""

import re
from dataclasses import dataclass
from pathlib import Path

from arrears.core.month.calendar_month import Month
from arrears.errors import BookRefused, FileRefused
from arrears.office.calendars import working_days
from arrears.office.files import read_file, write_new
from arrears.office.journal_file import JournalFile
from arrears.office.months.month_closing import faults_of_lock
from arrears.office.rate_files import rate_series
from arrears.office.system_clock import SystemClock, user_name
from arrears.office.workbook_file import WorkbookFile
from arrears.runs.month.month_log import events_in, lock_of
from arrears.runs.next_month import OpenedMonth, next_month
from arrears.runs.refresh_opening import OpeningRefreshed, refresh_opening

_MONTH_IN_NAME = re.compile(r"(?<!\d)(\d{4})([-_. ]?)(\d{2})(?!\d)")


@dataclass(frozen=True, slots=True)
class NextFile:
    """The workbook of the next month; ``opened`` is None where it was there already, opened from the same book."""

    path: Path
    language: str
    opened: OpenedMonth | None


def open_next(book: Path, month: Month, out: Path | None, by: str = "", *, skip: bool = False) -> NextFile:
    """Open a month from a book into a new file, whole or not at all; the book itself is not touched.

    Where the file is there already and is the very month opened from this book, nothing is done. Refuses another file
    of that name (FileRefused ``exists-already``), a locked book that was changed since (BookRefused ``lock-not-kept``),
    and what ``next_month`` refuses.
    """
    path = out or book.with_name(named(book, month))
    with WorkbookFile.open(book, keep=False) as sheets:
        if path.exists():
            _refuse_other(path, sheets, book.name, month)
            return NextFile(path, sheets.language, None)
        _refuse_changed(sheets, book)
        opened = next_month(
            sheets, month, book.name, SystemClock(), by or user_name(), rate_series, working_days, skip=skip
        )
        write_new(path, sheets.content)
    return NextFile(path, sheets.language, opened)


def refresh_from(book: Path, former: Path, by: str = "", *, keep: bool = True) -> tuple[str, OpeningRefreshed]:
    """Bring the opening of a book up to what the former month's workbook says now; give its language and what differs.

    ``keep`` False writes nothing. Raises BookRefused ``other-books`` for a workbook of another set of books.
    """
    with WorkbookFile.open(former, keep=False) as source, WorkbookFile.open(book, keep=keep) as sheets:
        if source.books_id != sheets.books_id:
            raise BookRefused("other-books", str(former), former.name)
        done = refresh_opening(sheets, source, SystemClock(), by or user_name(), rate_series, working_days)
        return sheets.language, done


def named(book: Path, month: Month) -> str:
    """Name the file of a month after that of another: with its month in the other's place, else behind the name.

    >>> named(Path("AR 2026-10.xlsx"), Month.read("2026-11")), named(Path("Month.xlsx"), Month.read("2026-11"))
    ('AR 2026-11.xlsx', 'Month 2026-11.xlsx')
    """
    found = [one for one in _MONTH_IN_NAME.finditer(book.stem) if 1 <= int(one[3]) <= 12]
    if not found:
        return f"{book.stem} {month}{book.suffix}"
    last = found[-1]
    said = f"{month.first_day:%Y}{last[2]}{month.first_day:%m}"
    return f"{book.stem[: last.start()]}{said}{book.stem[last.end() :]}{book.suffix}"


def _refuse_changed(sheets: WorkbookFile, book: Path) -> None:
    """Refuse to open a month from a locked one that is no longer what was locked."""
    faults = faults_of_lock(sheets, JournalFile.beside(book, sheets.books_id)) if lock_of(sheets) else []
    if faults:
        raise BookRefused("lock-not-kept", faults[0].where, faults[0].found, count=len(faults))


def _refuse_other(path: Path, sheets: WorkbookFile, source: str, month: Month) -> None:
    """Refuse to go on where a file is in the way that is not the month opened from this book."""
    read_file(path)
    with WorkbookFile.open(path, keep=False) as there:
        log = events_in(there.read("Months")["Months"]) if there.has("Months") else []
        same_books = there.books_id == sheets.books_id
    openings = [one for one in log if one.month == str(month) and one.file == source]
    if not (same_books and openings):
        raise FileRefused("exists-already", str(path), path.name)
