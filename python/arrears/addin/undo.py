"""Undo of the last run: the tables it wrote go back where nobody changed them since; issued letters are voided."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from arrears.addin.session import Session
from arrears.cli import letter_commands
from arrears.cli.screens import DONE
from arrears.office.headings import sheet_title
from arrears.office.live.changes import LiveBlock, WrittenTable
from arrears.office.live.new_sheets import AddedSheets
from arrears.runs.month.month_log import refuse_locked


@dataclass(frozen=True, slots=True)
class LastRun:
    """What the last command on a workbook wrote and added, and the letters it issued."""

    tables: tuple[WrittenTable, ...]
    blocks: tuple[LiveBlock, ...]
    added: tuple[AddedSheets, ...]
    letters: tuple[str, ...]


_last: dict[Path, LastRun] = {}


def remember(session: Session, letters: tuple[str, ...]) -> None:
    """Keep what a command wrote until the next one; a command that wrote nothing leaves what is kept.

    What was saved by the command itself stands: something outside the workbook rests on it.
    """
    sheets = session.sheets
    if sheets.saved:
        _last.pop(session.path, None)
    if sheets.written or sheets.written_blocks or sheets.added:
        written, blocks = tuple(sheets.written.values()), tuple(sheets.written_blocks.values())
        _last[session.path] = LastRun(written, blocks, tuple(sheets.added), letters)


def undo(session: Session) -> None:
    """Put the tables of the last run back, or void its letters by a further entry; name what has been changed since."""
    last = _last.get(session.path)
    if last is None:
        session.say("nothing-to-undo")
        return
    refuse_locked(session.sheets)
    if last.letters:
        reason = session.ask("void-reason")
        screen = session.run(letter_commands.void, book=session.path, numbers=list(last.letters), reason=reason)
        if screen.code == DONE:
            del _last[session.path]
        return
    del _last[session.path]
    _put_back(session, last)


def _put_back(session: Session, last: LastRun) -> None:
    sheets = session.sheets
    changed = [one.name for one in last.tables if not sheets.put_back(one)]
    for block in last.blocks if not changed else ():
        block.restore()
    left = [name for one in reversed(last.added) if not sheets.take_out(one) for name in one.tables]
    if len(changed) < len(last.tables) or len(left) < len(last.added) or not (changed or left):
        session.say("undone")
    if changed:
        session.say("changed-since", sheets=_titles(changed, session.language))
    if left:
        session.say("not-removed", sheets=_titles(left, session.language))


def _titles(tables: Iterable[str], language: str) -> str:
    return ", ".join(sheet_title(name, language) for name in dict.fromkeys(tables))
