"""Closing a month in a workbook file: sign-off, lock, reopening, and what a verification finds of the lock."""

from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Protocol

from arrears.core.problems import Problem
from arrears.office.calendars import working_days
from arrears.office.journal_file import JournalFile
from arrears.office.open_book import OpenBook, open_book
from arrears.office.rate_files import rate_series
from arrears.office.sheets.month_tables import APART
from arrears.office.system_clock import SystemClock, user_name
from arrears.office.table_spec import Role
from arrears.office.tables import TABLES
from arrears.runs.before_lock import BeforeLock, before_lock
from arrears.runs.lock import Locked, lock, reopen
from arrears.runs.month.frozen import Identity, Keys
from arrears.runs.month.lock_check import lock_faults
from arrears.runs.sign_off import Desk, SignedOff


class Screen(Protocol):
    """What closing a month needs of whoever watches it."""

    def speak(self, language: str) -> None:
        """Change to the language of the book."""


def frozen_keys() -> Keys:
    """Give the tables that a lock freezes."""
    return {
        name: Identity(spec.key, frozenset(column.key for column in spec.columns if column.role is Role.CHECK))
        for name, spec in TABLES.items()
        if name not in APART
    }


def sign(
    book: Path, prepared_by: str, reviewed_by: str, comment: str, overrides: Mapping[str, Decimal], screen: Screen
) -> SignedOff:
    """Sign a month as prepared or as reviewed."""
    with open_book(book) as sheets:
        screen.speak(sheets.language)
        desk = Desk(sheets, SystemClock(), frozen_keys(), rate_series, working_days)
        return desk.prepare(prepared_by, comment) if prepared_by else desk.review(reviewed_by, comment, overrides)


def look_before_lock(book: Path) -> BeforeLock:
    """Say who has not signed a month and what is open, before it is locked; nothing is written."""
    with open_book(book, keep=False) as sheets:
        return before_lock(sheets, frozen_keys(), rate_series, working_days)


def lock_month(book: Path, by: str, screen: Screen) -> Locked:
    """Lock the month of a book, or say how the lock that stands is kept."""
    with open_book(book, locked=True) as sheets:
        screen.speak(sheets.language)
        journal = JournalFile.beside(book, sheets.books_id)
        return lock(sheets, journal, SystemClock(), by or user_name(), frozen_keys(), rate_series, working_days)


def reopen_month(book: Path, by: str, reason: str, screen: Screen) -> str:
    """Lift the lock of a book; give its month."""
    with open_book(book, locked=True) as sheets:
        screen.speak(sheets.language)
        return reopen(sheets, JournalFile.beside(book, sheets.books_id), SystemClock(), by, reason)


def faults_of_lock(sheets: OpenBook, journal: JournalFile) -> list[Problem]:
    """Give what differs from what was locked."""
    return lock_faults(sheets, journal, frozen_keys())
