"""The buttons of collecting: proposals, letters, how they went out, statements, contacts and promises."""

from collections.abc import Mapping

from arrears.addin.session import Session
from arrears.cli import app, letter_commands, statement_commands
from arrears.cli.option_values import number
from arrears.cli.options import required_day
from arrears.office.system_clock import SystemClock, user_name
from arrears.runs.ports import KEEP, Rows, Value

PART = "disputes"


def escalation(session: Session) -> None:
    """Propose letters on the Escalation sheet, and show it."""
    session.run(app.propose, book=session.path, letter_date=session.ask_day("letter-date"))
    _show(session, "Escalation")


def issue(session: Session) -> None:
    """Write the letters that the Escalation sheet says to send, once, after showing which."""
    folder = session.ask_folder("letters-folder")
    letter_date = session.ask_day("letter-date")
    screen = session.run(letter_commands.issue, book=session.path, out=folder, letter_date=letter_date)
    session.letters = tuple(str(letter["number"]) for letter in screen.answer.get("letters", ()))


def dispatch(session: Session) -> None:
    """Record how the letters of the selected rows went out."""
    rows = session.chosen("Letters")
    column = session.sheets.read("Letters")["Letters"].column("number")
    numbers = [str(column[row]) for row in rows] or session.ask("letters").replace(",", " ").split()
    session.run(
        letter_commands.dispatch, book=session.path, numbers=numbers, sent_on=session.ask_day("sent-on"),
        sent_by=user_name(), channel=session.ask("channel"), tracking=session.ask("tracking"),
    )  # fmt: skip


def statement(session: Session) -> None:
    """Write a statement for the selected customer."""
    customer = session.customer()
    kind = session.ask("statement-kind", "open-items")
    folder = session.ask_folder("letters-folder")
    session.run(statement_commands.statement, book=session.path, out=folder, kind=kind, customer=[customer])


def contact(session: Session) -> None:
    """Note whom somebody spoke to, and what was said."""
    row: dict[str, Value] = {
        "contacted_on": SystemClock().today(),
        "customer": session.customer(),
        "contact": session.ask("contact"),
        "said": session.ask("said"),
        "contacted_by": user_name(),
    }
    _append(session, "Contacts", row)
    session.say("contact-noted", customer=row["customer"])


def promise(session: Session) -> None:
    """Note a promise to pay; letters about it wait until it is kept or broken."""
    customer, amount = session.customer(), session.ask("promised-amount")
    until = required_day(session.ask("promised-until"))
    row: dict[str, Value] = {
        "customer": customer,
        "amount": number(amount) if amount else None,
        "promised_on": SystemClock().today(),
        "until": until,
        "promised_by": session.ask("contact"),
    }
    _append(session, "Promises", row)
    session.say("promise-noted", customer=customer, until=until.isoformat())


def _append(session: Session, name: str, row: Mapping[str, Value]) -> None:
    with session.work() as sheets:
        sheets.add(PART)
        table = sheets.read(name)[name]
        columns = {key: [*[KEEP] * len(table), value] for key, value in row.items()}
        sheets.write([Rows(name, columns, [*range(len(table)), None])], {})


def _show(session: Session, table: str) -> None:
    session.sheets.book.sheets[session.sheets.read(table)[table].sheet].activate()
