"""The Months table: what happened to the months of a set of books, oldest first; rows are only ever added."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from arrears.core.month.events import LOCKED, OPENED, PREPARED, REOPENED, REVIEWED
from arrears.errors import BookRefused
from arrears.runs.ports import Rows, Sheets, Table, Value
from arrears.runs.upsert import appended


@dataclass(frozen=True, slots=True)
class MonthEvent:
    """Something that happened to a month (2026-10); ``closing_day`` is the last day of the month it is about.

    ``sha256`` stands for the contents it happened to: those locked, prepared, reviewed.
    """

    month: str
    event: str
    closing_day: date | None = None
    done_by: str = ""
    done_at: str = ""
    reason: str = ""
    file: str = ""
    sha256: str = ""

    def cells(self) -> dict[str, Value]:
        """Give the event as a row."""
        return {name: getattr(self, name) or None for name in self.__slots__}


def events_in(months: Table | None) -> list[MonthEvent]:
    """Read the log, oldest first."""
    return [] if months is None else list(_events(months))


def _events(months: Table) -> Iterator[MonthEvent]:
    for row in range(len(months)):
        said = {name: months.column(name)[row] for name in MonthEvent.__slots__}
        day = said.pop("closing_day")
        texts = {name: "" if value is None else str(value) for name, value in said.items()}
        yield MonthEvent(closing_day=day if isinstance(day, date) else None, **texts)


def opening_day(months: Table | None) -> date | None:
    """Give the day that the book was opened as of, the last one before its own month; None for a first book."""
    days = (one.closing_day for one in reversed(events_in(months)) if one.event == OPENED)
    return next(days, None)


def lock_in(months: Table | None) -> MonthEvent | None:
    """Give the lock that stands: the last one, unless the month was opened or reopened since."""
    turns = [one for one in events_in(months) if one.event in (OPENED, LOCKED, REOPENED)]
    return turns[-1] if turns and turns[-1].event == LOCKED else None


def lock_of(sheets: Sheets) -> MonthEvent | None:
    """Give the lock that stands on a book."""
    return lock_in(sheets.read("Months")["Months"]) if sheets.has("Months") else None


def signatures_of(sheets: Sheets) -> dict[str, MonthEvent]:
    """Give the last signature of each kind, prepared and reviewed, since the month was opened, locked or reopened."""
    found: dict[str, MonthEvent] = {}
    for one in events_in(sheets.read("Months")["Months"]) if sheets.has("Months") else []:
        if one.event in (OPENED, LOCKED, REOPENED):
            found.clear()
        elif one.event in (PREPARED, REVIEWED):
            found[one.event] = one
    return found


def refuse_locked(sheets: Sheets) -> None:
    """Refuse to write into a month that is locked; raises BookRefused ``book-locked``."""
    lock = lock_of(sheets)
    if lock is not None:
        raise BookRefused("book-locked", sheets.name, lock.month, month=lock.month, by=lock.done_by)


def logged(sheets: Sheets, events: Sequence[MonthEvent]) -> Rows:
    """Give the log with further events below; the sheet is added where it is missing."""
    sheets.add("months")
    table = sheets.read("Months")["Months"]
    rows = [one.cells() for one in events]
    return appended(table, {name: [row[name] for row in rows] for name in MonthEvent.__slots__})
