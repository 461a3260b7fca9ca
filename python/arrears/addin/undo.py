"""Undo of the last run: the tables it wrote go back where nobody changed them since; issued letters are voided."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from arrears import texts
from arrears.addin.dialog_screen import mark
from arrears.addin.session import Session
from arrears.cli import letter_commands
from arrears.cli.screens import DONE
from arrears.office.headings import sheet_title
from arrears.office.live.changes import WrittenBlock, WrittenTable
from arrears.office.live.new_sheets import AddedSheets
from arrears.runs.month.month_log import refuse_locked


@dataclass(frozen=True, slots=True)
class LastRun:
    """What the last command on a workbook wrote and added, the letters it issued, and where it left files.

    ``stands``: the sentence that says why it is not undone; blank where it is.
    """

    command: str
    tables: tuple[WrittenTable, ...]
    blocks: tuple[WrittenBlock, ...]
    added: tuple[AddedSheets, ...]
    letters: tuple[str, ...]
    stands: str
    files: str


_last: dict[Path, LastRun] = {}


def remember(session: Session, command: str) -> None:
    """Keep what a command wrote until the next one; a command that wrote nothing leaves what is kept."""
    sheets = session.sheets
    written, blocks = tuple(sheets.written.values()), tuple(sheets.written_blocks.values())
    if written or blocks or sheets.added or session.letters or session.stands:
        _last[session.path] = LastRun(
            command, written, blocks, tuple(sheets.added), session.letters, session.stands, session.files
        )


def undo(session: Session) -> None:
    """Put the tables of the last run back, or void its letters by a further entry; name what has been changed since."""
    last = _last.get(session.path)
    if last is None:
        session.say("nothing-to-undo")
        return
    name = _label(last.command, session.language)
    if last.stands:
        session.say(last.stands, run=name)
        return
    refuse_locked(session.sheets)
    if last.letters:
        reason = session.ask("void-reason")
        screen = session.run(letter_commands.void, book=session.path, numbers=list(last.letters), reason=reason)
        if screen.code == DONE:
            del _last[session.path]
        return
    _put_back(session, last, name)
    del _last[session.path]


def _put_back(session: Session, last: LastRun, name: str) -> None:
    sheets = session.sheets
    standing = [one for one in last.tables if sheets.stands(one)]  # refused, where it is, before anything goes back
    changed = [one.name for one in last.tables if one not in standing]
    touched = [block for block in last.blocks if not sheets.block_stands(block)]
    for one in standing:
        sheets.put_back(one)
    for block in last.blocks if not changed else ():
        if block not in touched:
            sheets.put_block_back(block)
    left = [name for one in reversed(last.added) if not sheets.take_out(one) for name in one.tables]
    added = {table for one in last.added for table in one.tables}
    back = [one.name for one in last.tables if one.name not in {*changed, *added}]
    gone = [table for table in added if table not in left]
    session.say("undone" if back or gone or not (changed or left) else "not-undone", run=name)
    titles = {
        "put-back": _titles(back, session.language),
        "removed": _titles(gone, session.language),
        "changed-since": [*_titles(changed, session.language), *(block.sheet for block in touched)],
        "not-removed": _titles(left, session.language),
    }
    for sentence, sheets_named in titles.items():
        if sheets_named:
            session.say(sentence, sheets=mark("list", session.language).join(dict.fromkeys(sheets_named)))
    if changed or left or touched:
        session.say("refresh-after-undo")
    if last.files:
        session.say("files-stay", folder=last.files)
    session.say_next()


def _label(command: str, language: str) -> str:
    """Give what is written on the button of a command."""
    ribbon = texts.ribbon(language)
    label: str = ribbon["buttons"]["new" if command == "next" else command]["label"]
    return label


def _titles(tables: Iterable[str], language: str) -> list[str]:
    return [sheet_title(name, language) for name in tables]
