"""The buttons of the month: a new workbook, lists in, refreshed, the next step, signed off and locked."""

from pathlib import Path
from typing import Any

from arrears import texts
from arrears.addin.choices import choose
from arrears.addin.desk import Desk
from arrears.addin.dialog_screen import MOST_PROBLEMS, mark
from arrears.addin.session import GivenUp, Session, numbered, said
from arrears.cli import app, month_commands
from arrears.core.month.calendar_month import Month
from arrears.labels import step_names
from arrears.office import book_making
from arrears.office.book_making import USUAL_CURRENCY
from arrears.office.live.live_excel import LiveExcel
from arrears.office.months.month_closing import look_before_lock
from arrears.office.open_book import working_live
from arrears.office.table_cells import heading_of_setting
from arrears.runs.month.month_log import lock_of
from arrears.texts import message, user_language

SIGNATURES = {"p": "prepared_by", "r": "reviewed_by"}
SHEETS_OF_STEPS = {
    1: "Imports", 2: "Problems", 4: "Reconciliation", 5: "Ageing", 6: "Escalation", 7: "Escalation", 8: "Letters",
}  # fmt: skip
"""Where each step of the month is done; the others are done on Home."""
HOME = "Policy"
"""The table that stands there."""
BY_HAND = {2, 4, 5, 6, 8}
"""Steps that nobody but a person can call done."""
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
    path = folder / f"{name.removesuffix('.xlsx')}.xlsx"
    made = book_making.new_book(
        path, None, language, currency, [f"{heading_of_setting('company', language)}={company}"] if company else []
    )
    application.books.open(str(made))
    return [message("made", language, book=made), said("new-next", language)]


def bring_in(session: Session) -> None:
    """Read an exported list into the workbook, after showing what changes."""
    file = session.ask_file("list", *LISTS)
    list_date = session.ask_day("list-date", session.as_of())
    screen = session.run(app.import_list, book=session.path, file=file, list_date=list_date)
    if session.sheets.changed:
        session.say("imported", file=screen.answer["file"])
        session.told += screen.left_out() + screen.changes()


def refresh(session: Session) -> None:
    """Recompute the workbook as of a day."""
    session.run(app.refresh, book=session.path, as_of=session.ask_day("as-of", session.as_of()))


def next_step(session: Session) -> None:
    """Say what is done and what comes next, and show the sheet where that is done."""
    sheets = session.sheets
    following = str(sheets.block("NextStep")[0][0] or "")
    names = step_names(session.language)
    for name, (by, day) in zip(names, sheets.block("Steps"), strict=True):
        if by:
            session.say("step-done", step=numbered(name), by=by, day=day or "-")
    session.say_next()
    number = names.index(following) + 1 if following in names else 0
    locked = lock_of(sheets) is not None
    if number in BY_HAND and not locked:
        session.say("tick-off")
    table = HOME if locked else SHEETS_OF_STEPS.get(number, HOME)
    session.show(table if sheets.has(table) else HOME)


def lock(session: Session) -> None:
    """Sign the month off as its preparer or its reviewer, lock it once both have signed, or reopen it with a reason.

    A lock and its lifting stand in the letters journal too, so the workbook is saved with them.
    """
    act = choose(session, "sign", "")
    by = session.ask("name")
    if act in SIGNATURES:
        session.run(month_commands.sign_off, book=session.path, **{SIGNATURES[act]: by})
        return
    if act == "l":
        if not session.desk.agreed("\n".join([*_doubts(session), said("ask-lock", session.language)])):
            raise GivenUp
        session.run(month_commands.lock, book=session.path, by=by)
    else:
        session.run(month_commands.reopen, book=session.path, by=by, reason=session.ask("reopen-reason"))
    if session.sheets.changed:
        session.sheets.save()
        session.stands = "stands-lock"
        session.say("saved")


def _doubts(session: Session) -> list[str]:
    """Say, before a month is locked, who has not signed it and what is open; nothing of one that is locked already."""
    if lock_of(session.sheets) is not None:
        return []
    with working_live(session.sheets):
        found = look_before_lock(session.path)
    checks = texts.texts(session.language)["checklist"]
    doubts = [
        said(name, session.language, signatures=mark("list", session.language).join(checks[one] for one in events))
        for name, events in (("not-signed", found.unsigned), ("signature-lapsed", found.lapsed))
        if events
    ]
    words = [
        message(
            "signed-open", session.language, point=checks[one.check], currency=one.currency,
            amount=f"{one.amount or 0:,}", found=one.found,
        ).rstrip()
        for one in found.points
    ]  # fmt: skip
    if len(words) > MOST_PROBLEMS:
        words[MOST_PROBLEMS:] = [message("more-rows", session.language, count=len(words) - MOST_PROBLEMS)]
    return [*doubts, *words]


def next_month(session: Session) -> None:
    """Open the next month in a workbook of its own; the present one has to be saved first."""
    as_of = session.as_of()
    month = Month.read(session.ask("month", str(Month.of(as_of).following) if as_of else ""))
    session.sheets.save()
    screen = session.run(month_commands.next_month, book=session.path, month=str(month))
    made = screen.answer.get("book")
    if made:
        session.stands = "stands-next"
        opened = session.app.books.open(str(Path(str(made))))
        session.say_next(LiveExcel(opened))
