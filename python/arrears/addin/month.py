"""The buttons of the month: a new workbook, lists in, refreshed, the next step, signed off and locked."""

from pathlib import Path
from typing import Any

from arrears.addin.desk import Desk
from arrears.addin.session import GivenUp, Session, said
from arrears.cli import app, month_commands
from arrears.errors import InputRefused
from arrears.office import book_making
from arrears.office.book_making import USUAL_CURRENCY
from arrears.office.table_cells import heading_of_setting
from arrears.texts import message, user_language

SIGNATURES = {"p": "prepared_by", "r": "reviewed_by", "l": "lock", "o": "reopen"}
LISTS = ("*.xlsx", "*.xlsm", "*.xls", "*.xlsb", "*.csv", "*.tsv")


def new_book(application: Any, desk: Desk) -> list[str]:
    """Make a new workbook in a folder and open it."""
    language = user_language()
    folder = desk.folder(said("book-folder", language))
    name = None if folder is None else desk.text(said("book-name", language), said("usual-name", language))
    currency = None if not name else desk.text(said("currency", language), USUAL_CURRENCY[language])
    company = None if not currency else desk.text(said("company", language))
    if folder is None or not name or not currency or company is None:
        raise GivenUp
    path = (folder / name).with_suffix(".xlsx")
    made = book_making.new_book(
        path, None, language, currency, [f"{heading_of_setting('company', language)}={company}"] if company else []
    )
    application.books.open(str(made))
    return [message("made", language, book=made)]


def bring_in(session: Session) -> None:
    """Read an exported list into the workbook, after showing what changes."""
    file = session.ask_file("list", *LISTS)
    list_date = session.ask_day("list-date", session.as_of())
    session.run(app.import_list, book=session.path, file=file, list_date=list_date)


def refresh(session: Session) -> None:
    """Recompute the workbook as of a day."""
    session.run(app.refresh, book=session.path, as_of=session.ask_day("as-of", session.as_of()))


def next_step(session: Session) -> None:
    """Say what comes next, and show the steps on Home."""
    following = str(session.sheets.block("NextStep")[0][0] or "")
    session.say("next" if following else "all-done", step=following)
    home = session.sheets.read("Policy")["Policy"].sheet
    session.sheets.book.sheets[home].activate()


def lock(session: Session) -> None:
    """Sign the month off as its preparer or its reviewer, lock it once both have signed, or reopen it with a reason.

    A lock and its lifting stand in the letters journal too, so the workbook is saved with them.
    """
    wish = session.ask("sign").casefold()
    if wish not in SIGNATURES:
        raise InputRefused("choice-option", found=wish, option="P, R, L, O", choices=", ".join(SIGNATURES))
    act = SIGNATURES[wish]
    by = session.ask("name")
    if act in ("prepared_by", "reviewed_by"):
        session.run(month_commands.sign_off, book=session.path, **{act: by})
        return
    if act == "lock":
        session.run(month_commands.lock, book=session.path, by=by)
    else:
        session.run(month_commands.reopen, book=session.path, by=by, reason=session.ask("reopen-reason"))
    if session.sheets.changed:
        session.sheets.save()


def next_month(session: Session) -> None:
    """Open the next month in a workbook of its own; the present one has to be saved first."""
    month = session.ask("month")
    session.sheets.save()
    screen = session.run(month_commands.next_month, book=session.path, month=month)
    made = screen.answer.get("book")
    if made:
        session.app.books.open(str(Path(str(made))))
