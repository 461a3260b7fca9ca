"""Payment terms of each item: its own, else its customer's; and the due dates they give where the list names none."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Final

from arrears.core.money import CURRENCIES, to_major, to_minor
from arrears.core.problems import Place, Problem
from arrears.core.terms.deadlines import Base
from arrears.core.terms.instalments import amounts
from arrears.core.terms.term_notation import parse
from arrears.core.terms.term_readings import Ambiguous
from arrears.core.terms.term_settings import setting_of
from arrears.core.terms.terms import PLAIN, Calendar, Terms
from arrears.runs.ports import Table
from arrears.runs.reading import Row, fits

EVENTS: Final[Mapping[Base, str]] = {
    Base.RECEIPT: "invoice_received",
    Base.DELIVERY: "delivery_date",
    Base.ACCEPTANCE: "acceptance_date",
}
"""The columns of Open items that hold the days which terms may count from."""
_UNNEEDED = (Base.DOCUMENT, Base.ADVANCE)
"""What is to be paid in advance is due at once, whatever is delivered when."""


@dataclass(frozen=True, slots=True)
class TermRules:
    """What the policy says about terms: the readings chosen for ambiguous notations, and the working days."""

    choices: frozenset[str] = frozenset()
    calendar: Calendar = PLAIN


NO_RULES: Final = TermRules()
"""Nothing chosen, and every day stays where it falls."""


@dataclass(frozen=True, slots=True)
class ItemTerms:
    """Per row of Open items: its terms, and the due date (its own, by terms, else the document date)."""

    terms: Sequence[Terms | None]
    calendars: Sequence[Calendar]
    """What the terms of the row are counted in: the days of its events, the working days."""
    due: Sequence[date | None]
    by_terms: Sequence[bool]
    """Whether the due date follows from the terms and the cell is blank."""
    problems: Sequence[Problem]


def terms_of_items(invoices: Table, customers: Table | None, rules: TermRules = NO_RULES) -> ItemTerms:
    """Read the terms of every row; what cannot be read, or leaves the due date open, is a problem."""
    said = _said(invoices, customers)
    read = _read(said, [Row(invoices, number).day("document_date") for number in range(len(said))], rules.choices)
    terms = [known if isinstance(known, Terms) else None for known in read]
    calendars = [_calendar(Row(invoices, number), rules.calendar) for number in range(len(terms))]
    due, by_terms, problems, undated = [], [], [], []
    for number, agreed in enumerate(terms):
        row, calendar = Row(invoices, number), calendars[number]
        own, document_day = row.day("due_date"), row.day("document_date")
        followed = _due(row, agreed, calendar) if own is None else None
        due.append(own or followed or document_day)
        by_terms.append(followed is not None)
        problems += _whole_item(row, agreed, calendar, due[-1])
        if own is None and followed is None and document_day is not None and not _is_credit(row):
            waiting = _waiting(row, agreed)
            problems += waiting
            undated += [] if waiting else [number]
    found = [*_unread(said, read), *problems, *_without_due_date(invoices, undated)]
    return ItemTerms(terms, calendars, due, by_terms, found)


def _read(
    said: Sequence[tuple[str, Place]], document_days: Sequence[date | None], choices: frozenset[str]
) -> list[Terms | Ambiguous | None]:
    """Read the notation of each row; few notations and days make up many rows."""
    known = cache(lambda text, day: parse(text, choices, day))
    return [known(text, day) if text else None for (text, _), day in zip(said, document_days, strict=True)]


def _said(invoices: Table, customers: Table | None) -> list[tuple[str, Place]]:
    """Give the notation that holds for each row, and the cell it stands in."""
    of_customer: dict[str, tuple[str, Place]] = {}
    for number in range(0 if customers is None else len(customers)):
        row = Row(customers, number)  # type: ignore[arg-type]  # no rows without the table
        if row.text("terms"):
            of_customer[row.text("customer")] = row.text("terms"), row.place("terms")
    nothing = ("", Place())
    said = []
    for number in range(len(invoices)):
        row = Row(invoices, number)
        own = row.text("terms")
        said.append((own, row.place("terms")) if own else of_customer.get(row.text("customer"), nothing))
    return said


def _calendar(row: Row, calendar: Calendar) -> Calendar:
    events = {base: day for base, key in EVENTS.items() if (day := row.day(key)) is not None}
    return replace(calendar, events=events) if events else calendar


def _due(row: Row, terms: Terms | None, calendar: Calendar) -> date | None:
    """Give the due date by terms, of an instalment its own; None where a day they count from is not known."""
    document_day = row.day("document_date")
    if terms is None or document_day is None or _lacking(terms, calendar) is not None:
        return None
    number = row.cell("instalment")
    if isinstance(number, int) and 1 <= number <= len(terms.instalments):
        return terms.last_day(terms.instalments[number - 1].deadline, document_day, calendar)
    return terms.due_date(document_day, calendar)


def _lacking(terms: Terms, calendar: Calendar) -> Base | None:
    """Name the event that the due date counts from, where its day is not known."""
    return None if terms.base in _UNNEEDED or terms.base in calendar.events else terms.base


def _whole_item(row: Row, terms: Terms | None, calendar: Calendar, due: date | None) -> list[Problem]:
    """Say of an item that its terms ask for it in instalments: one row ages by one due date."""
    document_day, gross, code = row.day("document_date"), row.amount("gross"), row.text("currency").upper()
    if terms is None or not terms.instalments or row.cell("instalment") is not None or document_day is None:
        return []
    if gross is None or code not in CURRENCIES or not fits(gross, code):
        return []
    asked = amounts(to_minor(gross, code), terms.instalments, code)
    days = (terms.last_day(share.deadline, document_day, calendar) for share in terms.instalments)
    parts = [f"{day.isoformat()}: {to_major(minor, code)}" for day, minor in zip(days, asked, strict=True)]
    values = {"parts": "; ".join(parts), "due": due.isoformat() if due else ""}
    return [Problem("instalments-in-one-row", row.place("instalment"), str(terms), values=values)]


def _waiting(row: Row, terms: Terms | None) -> list[Problem]:
    """Say that an item's terms count from a day that is not known; it ages from its document date meanwhile."""
    base = terms.base if terms is not None else Base.DOCUMENT
    if base not in EVENTS:
        return []
    return [Problem("event-day-missing", row.place(EVENTS[base]), str(terms), values={"field": EVENTS[base]})]


def _unread(said: Sequence[tuple[str, Place]], read: Sequence[Terms | Ambiguous | None]) -> list[Problem]:
    """Report each notation that was not understood once, where it is first used."""
    first: dict[str, Problem] = {}
    for (text, place), known in zip(said, read, strict=True):
        if text and not isinstance(known, Terms) and text not in first:
            first[text] = _unclear(text, place, known)
    return list(first.values())


def _unclear(text: str, place: Place, read: Terms | Ambiguous | None) -> Problem:
    if not isinstance(read, Ambiguous):
        return Problem("terms-unknown", place, text)
    readings = "; ".join(dict.fromkeys(str(reading.terms) for reading in read.readings))
    values = {"setting": setting_of(read.why[0]), "readings": readings}
    return Problem("terms-ambiguous", place, text, values=values)


def _without_due_date(invoices: Table, rows: Sequence[int]) -> list[Problem]:
    """Say which items age from their document date: one by one, or in one sentence where that is most of them."""
    if not rows:
        return []
    if 2 * len(rows) > len(invoices):
        return [Problem("due-dates-missing", Place(sheet=invoices.sheet), str(len(rows)))]
    undated = (Row(invoices, number) for number in rows)
    return [Problem("due-date-missing", row.place("due_date"), row.text("document_no")) for row in undated]


def _is_credit(row: Row) -> bool:
    """Tell a credit, which is never due."""
    return (row.amount("gross") or Decimal(0)) < 0
