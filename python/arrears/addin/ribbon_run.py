"""Running a button: find the workbook, run its command, tell the person in one message what it did."""

from collections.abc import Callable
from importlib import import_module
from typing import Any

from arrears.addin import aged_list, collect, month, reconcile, tools
from arrears.addin.desk import Desk, ExcelDesk
from arrears.addin.dialog_screen import in_sentences
from arrears.addin.one_message import in_one_message
from arrears.addin.session import GivenUp, Session, said
from arrears.addin.undo import remember, undo
from arrears.cli.screens import logged
from arrears.errors import BookRefused, FileRefused, Refusal
from arrears.office.live.busy import answering
from arrears.office.live.live_excel import LiveExcel
from arrears.texts import user_language

COMMANDS: dict[str, Callable[[Session], None]] = {
    "import": month.bring_in,
    "refresh": month.refresh,
    "next_step": month.next_step,
    "lock": month.lock,
    "next": month.next_month,
    "escalation": collect.escalation,
    "issue": collect.issue,
    "dispatch": collect.dispatch,
    "statement": collect.statement,
    "contact": collect.contact,
    "promise": collect.promise,
    "bank": reconcile.bank,
    "match": reconcile.match,
    "tie_out": reconcile.tie_out,
    "approve": reconcile.approve,
    "postings": reconcile.postings,
    "add_part": tools.add_part,
    "insert_function": tools.insert_function,
    "check": tools.check,
    "help": tools.show_help,
    "undo": undo,
}
"""The buttons that work on the active workbook, by their ids."""
SAY_NEXT = {"next_step", "next"}
"""Those that say themselves what comes next; after New it is that of the new workbook."""
WITHOUT_BOOK: dict[str, Callable[[Any, Desk], list[str]]] = {"new": month.new_book, "age_list": aged_list.age_list}
"""Those that need none of Arrears."""


def run(command: str, clicked: Any = None) -> None:
    """Run a button of the ribbon on the active workbook of the Excel that it was clicked in.

    ``clicked``: that Excel's own Application object, as COM gives it; without it, the only one that runs.
    """
    application = _application(clicked)
    run_at(application, ExcelDesk(application), command)


def _application(clicked: Any) -> Any:
    """Give an Excel as xlwings knows it, which finds by itself only one with a workbook, and of several any one."""
    import xlwings  # noqa: PLC0415 - a second of loading that tests of single parts do without

    if clicked is None:
        return xlwings.apps.active
    windows: Any = import_module("xlwings._xlwindows")  # there is none elsewhere
    return xlwings.App(impl=windows.App(xl=windows.COMRetryObjectWrapper(clicked)))


def run_at(application: Any, desk: Desk, command: str) -> list[str]:
    """Run a button for whoever sits at a desk; give what they were told. Raises KeyError for a button there is not."""
    told: list[str] = []
    language = user_language()
    try:
        with answering():
            book = _active_book(application)
            command = _meant(command, book, desk)
            if command in WITHOUT_BOOK:
                told += WITHOUT_BOOK[command](application, desk)
            elif book is None:
                told.append(said("no-workbook", language))
            else:
                session = Session(application, desk, LiveExcel(book), told)
                language = session.language
                _at_work(session, command)
    except GivenUp:
        return []
    except Refusal as case:
        told += in_sentences(case, language)
    except KeyboardInterrupt:
        told.append(said("stopped", language))
    except Exception as case:  # noqa: BLE001 - the last line of defence: no traceback reaches a user
        told += in_sentences(FileRefused("unexpected", found=type(case).__name__, log=logged(case)), language)
    if told:
        desk.tell(in_one_message(told, language))
    return told


def _active_book(application: Any) -> Any:
    """Give the active workbook; None where only hidden ones are open, as personal macro workbooks are."""
    book = application.books.active if len(application.books) else None
    return None if book is None or getattr(book.impl, "xl", book) is None else book


def _meant(command: str, book: Any, desk: Desk) -> str:
    """Tell whether New, on a workbook of Arrears, means its next month."""
    if command != "new" or book is None:
        return command
    try:
        language = LiveExcel(book).language
    except BookRefused:
        return command
    return "next" if desk.agreed(said("ask-next", language)) else command


def _at_work(session: Session, command: str) -> None:
    session.sheets.path  # noqa: B018 - refused before anything is asked
    try:
        COMMANDS[command](session)
    finally:
        if command != "undo":
            remember(session, command)
    if session.sheets.changed and command not in SAY_NEXT:
        session.say_next()
