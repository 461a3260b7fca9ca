"""The other buttons: adding parts, functions, checking, help."""

import platform

from arrears import __version__
from arrears.addin.session import Session
from arrears.cli import app
from arrears.office.tables import PARTS

FUNCTION_WIZARD = 450
"""xlDialogFunctionWizard."""


def add_part(session: Session) -> None:
    """Add the sheets of a part."""
    part = session.ask("part", ", ".join(name for name in PARTS if name != "start"))
    session.run(app.add, book=session.path, part=part)


def insert_function(session: Session) -> None:
    """Open Excel's own dialog for functions; those of Arrears have a category of their own."""
    session.app.api.Dialogs(FUNCTION_WIZARD).Show()


def check(session: Session) -> None:
    """List every problem of the workbook."""
    session.run(app.check, book=session.path)


def show_help(session: Session) -> None:
    """Say how a month goes, where everything is described, and which versions are at work."""
    session.say("help")
    session.say("versions", arrears=__version__, python=platform.python_version(), host=session.app.version)
