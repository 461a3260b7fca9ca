"""The workbook a command works on: its file, or the same workbook where it is open in the spreadsheet application."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path

from arrears.office.live.busy import answering
from arrears.office.live.live_excel import LiveExcel
from arrears.office.workbook_file import WorkbookFile
from arrears.runs.month.month_log import refuse_locked

_live: ContextVar[LiveExcel | None] = ContextVar("live", default=None)

OpenBook = WorkbookFile | LiveExcel


@contextmanager
def working_live(book: LiveExcel) -> Iterator[None]:
    """Let commands on this workbook's path work on the open workbook until the end of the block."""
    token = _live.set(book)
    try:
        yield
    finally:
        _live.reset(token)


@contextmanager
def open_book(path: Path, *, keep: bool = True, locked: bool = False) -> Iterator[OpenBook]:
    """Open a workbook for a command; ``keep`` False leaves it as it was, ``locked`` lets a locked month in.

    A file is saved when the work ends without a refusal. The open workbook is not: saving it is up to its user, and
    what was written goes back where the work ends with a refusal.
    """
    live = _live.get()
    if live is None or path != live.path:
        with WorkbookFile.open(path, keep=keep, locked=locked) as sheets:
            yield sheets
        return
    with answering():
        if keep and not locked:
            refuse_locked(live)
        try:
            yield live
        except BaseException:
            live.discard()
            raise
        if not keep:
            live.discard()
