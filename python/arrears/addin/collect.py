"""The buttons of collecting: proposals, letters, how they went out, statements, contacts and promises."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from arrears.addin.choices import choose
from arrears.addin.session import Session
from arrears.cli import app, letter_commands, statement_commands
from arrears.cli.option_values import number
from arrears.cli.options import required_day
from arrears.office.headings import sheet_title
from arrears.office.system_clock import SystemClock, user_name
from arrears.runs.ports import KEEP, Rows, Value

PART = "disputes"
AUDITOR = ("auditor", "auditor_address", "auditor_contact")
"""Whom a confirmation is answered to."""


def escalation(session: Session) -> None:
    """Propose letters on the Escalation sheet, and show it; the reasons stand there, row by row."""
    screen = session.heard(app.propose, book=session.path, letter_date=session.ask_day("letter-date"))
    proposals = screen.answer.get("proposals")
    if proposals is None:
        session.told += screen.told
        return
    wanted = [one for one in proposals if one["send"]]
    session.say("escalated", as_of=screen.answer["as_of"], count=len(wanted), amounts=_by_currency(wanted))
    waiting = [one for one in proposals if not one["send"] and Decimal(one["overdue"]) > 0]
    if waiting:
        session.say("not-escalated", count=len(waiting), amounts=_by_currency(waiting))
    flags = sum(len(one["flags"]) for one in proposals)
    if flags:
        session.say("flagged", count=flags)
    session.say("look-through", sheet=sheet_title("Escalation", session.language))
    session.show("Escalation")


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
    screen = session.run(
        letter_commands.dispatch, book=session.path, numbers=numbers,
        sent_on=session.ask_day("sent-on", SystemClock().today()), sent_by=user_name(), channel=session.ask("channel"),
        tracking=session.ask("tracking"),
    )  # fmt: skip
    if screen.answer.get("dispatched"):
        session.stands = "stands-dispatch"


def statement(session: Session) -> None:
    """Write a statement for the selected customer."""
    customer, kind = session.customer(), choose(session, "statement-kind")
    auditor = {name: session.ask(name.replace("_", "-")) for name in AUDITOR} if kind == "confirmation" else {}
    folder = session.ask_folder("letters-folder")
    screen = session.heard(
        statement_commands.statement, book=session.path, out=folder, kind=kind, customer=[customer], **auditor
    )
    if screen.answer.get("letters") == [] and not screen.refused:
        session.say("no-statement", customer=customer)
    else:
        session.told += screen.told
    session.files = str(folder)


def contact(session: Session) -> None:
    """Note whom somebody spoke to, and what was said; where nothing was said, nothing is noted."""
    row: dict[str, Value] = {
        "contacted_on": SystemClock().today(),
        "customer": session.customer(),
        "contact": session.ask("contact"),
        "said": session.ask("said"),
        "contacted_by": user_name(),
    }
    if not row["said"]:
        session.say("nothing-said")
        return
    _append(session, "Contacts", row)
    session.say("contact-noted", customer=row["customer"])


def promise(session: Session) -> None:
    """Note a promise to pay; letters about it wait until it is kept or broken. One for a day gone by holds nothing."""
    customer, typed = session.customer(), session.ask("promised-amount")
    amount = number(typed) if typed else None
    until, as_of = required_day(session.ask("promised-until")), session.as_of()
    if as_of and until < as_of:
        session.say("promise-past", until=until.isoformat(), as_of=as_of.isoformat())
        return
    row: dict[str, Value] = {
        "customer": customer,
        "amount": amount,
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


def _by_currency(proposals: Sequence[Mapping[str, Any]]) -> str:
    """Write what letters would demand, a sum a currency."""
    sums: dict[str, Decimal] = {}
    for one in proposals:
        sums[one["currency"]] = sums.get(one["currency"], Decimal(0)) + Decimal(one["exposure"])
    return ", ".join(f"{amount:,} {currency}" for currency, amount in sums.items()) or "-"
