"""The other buttons: adding parts, functions, checking, help."""

import platform

from arrears import __version__
from arrears.addin.choices import choose_of
from arrears.addin.dialog_screen import mark
from arrears.addin.session import Session
from arrears.cli import app
from arrears.office.headings import sheet_title
from arrears.office.tables import PARTS

FUNCTION_WIZARD = 450
"""xlDialogFunctionWizard."""


def add_part(session: Session) -> None:
    """Add the sheets of a part; those that are there already are not offered."""
    sheets = session.sheets
    missing = {
        part: mark("list", session.language).join(
            sheet_title(name, session.language) for name in tables if not sheets.has(name)
        )
        for part, tables in PARTS.items()
    }
    missing = {part: titles for part, titles in missing.items() if titles}
    if not missing:
        session.say("all-parts")
        return
    part = choose_of(session, "part", missing)
    screen = session.heard(app.add, book=session.path, part=part)
    if screen.refused:
        session.told += screen.told
        return
    session.say("part-added", sheets=missing[part])


def insert_function(session: Session) -> None:
    """Open Excel's own dialog for functions; those of Arrears have a category of their own."""
    dialogs = getattr(session.app.api, "Dialogs", None)
    if dialogs is None:  # Excel for Mac lets nobody open it but its user
        session.say("open-wizard")
        return
    dialogs(FUNCTION_WIZARD).Show()


def check(session: Session) -> None:
    """List every problem of the workbook."""
    session.run(app.check, book=session.path)


def show_help(session: Session) -> None:
    """Say how a month goes, where everything is described, and which versions are at work."""
    session.say("help")
    session.say("versions", arrears=__version__, python=platform.python_version(), host=session.app.version)
