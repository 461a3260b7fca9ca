"""Charge: turn the interest that is newly chargeable into interest notes, recorded so that nothing is charged twice."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from arrears.core.matching.item_key import item_key
from arrears.core.money import to_major
from arrears.core.problems import Place, Problem
from arrears.errors import BookRefused, InputRefused
from arrears.runs.figures import Figures, RateFinder, figures_of
from arrears.runs.interest.interest_due import interest_due
from arrears.runs.interest.interest_notes import Note, notes_of
from arrears.runs.interest.interest_totals import overcharged
from arrears.runs.items.term_rules import WorkingDaysFinder, monday_to_friday
from arrears.runs.ports import Rows, Sheets, Table, Value
from arrears.runs.upsert import appended
from arrears.texts import headings

_NUMBER = re.compile(r"I(\d{4})-(\d{5,})")


@dataclass(frozen=True, slots=True)
class NumberedNote:
    """An interest note with the number it bears."""

    number: str
    note: Note


@dataclass(frozen=True, slots=True)
class ChargedNotes:
    """The notes that were written (or would be), those carried on, and what to look at."""

    figures: Figures
    notes: Sequence[NumberedNote]
    carried: Sequence[Note]
    problems: Sequence[Problem]


def charge(
    sheets: Sheets, as_of: date | None, rates: RateFinder, customer: str | None = None,
    working_days: WorkingDaysFinder = monday_to_friday,
) -> ChargedNotes:  # fmt: skip
    """Write an interest note per customer and currency for what is newly chargeable as of a day, to post in the ERP.

    The same again writes nothing, a later day only the difference; what was charged too much is set off, or carried
    on where it exceeds what is new. Refuses a day before the last note, and a customer that Open items lacks.
    """
    figures = figures_of(sheets, as_of, rates, working_days)
    last = figures.charged.last_day
    if last is not None and figures.as_of < last:
        raise InputRefused("charge-before-note", found=figures.as_of.isoformat(), last=last.isoformat())
    if customer is not None and customer not in figures.sub_ledger.ledger.customers:
        raise InputRefused("customer-unknown", found=customer)
    due = interest_due(figures)
    notes, carried = notes_of(figures, due, customer)
    numbers = _numbers(figures, len(notes))
    numbered = [NumberedNote(number, note) for number, note in zip(numbers, notes, strict=True)]
    if numbered:
        sheets.add("interest")
        tables = sheets.read("Invoices", "InterestCharges")
        _refuse_without_state(tables["Invoices"], sheets.language)
        items, records = _items(figures, numbered), _records(figures, numbered)
        sheets.write([_below(tables["Invoices"], items), _below(tables["InterestCharges"], records)], {})
    problems = [*figures.interest_problems, *_without_vat(figures, numbered), *overcharged(figures, due)]
    return ChargedNotes(figures, numbered, carried, problems)


def _refuse_without_state(table: Table, language: str) -> None:
    """Refuse a sheet that cannot say that a note is to post: the next list would settle it."""
    if "state" not in table.columns:
        column = headings(language)["columns"]["state"]
        raise BookRefused("column-missing", Place(sheet=table.sheet), column, table=table.name, columns=column)


def _numbers(figures: Figures, count: int) -> list[str]:
    """Give the next numbers of the year, after those in Open items and in the records."""
    year = figures.as_of.year
    said = [*figures.tables["Invoices"].column("document_no")]
    if "InterestCharges" in figures.tables:
        said += figures.tables["InterestCharges"].column("interest_note")
    found = (_NUMBER.fullmatch(str(number)) for number in said if number)
    last = max((int(match[2]) for match in found if match and int(match[1]) == year), default=0)
    return [f"I{year}-{last + n:05d}" for n in range(1, count + 1)]


def _items(figures: Figures, notes: Sequence[NumberedNote]) -> dict[str, list[Value]]:
    """Give the notes as rows of Open items."""
    ledger, day = figures.sub_ledger.ledger, figures.as_of
    rows: list[dict[str, Value]] = []
    for numbered in notes:
        note, customer = numbered.note, ledger.customers[numbered.note.customer]
        currency = ledger.currencies[note.currency]
        gross, vat = to_major(note.amount, currency), note.vat
        rows.append({
            "customer": customer,
            "name": _name(figures, customer),
            "document_no": numbered.number,
            "kind": "interest note",
            "document_date": day,
            "posting_date": day,
            "due_date": day + timedelta(days=figures.policy.pay_within),
            "currency": currency,
            "gross": gross,
            "net": None if vat is None else to_major(note.amount - vat, currency),
            "vat": None if vat is None else to_major(vat, currency),
            "base_amount": gross if currency == ledger.base_currency else None,
            "state": "to post",
            "item_key": item_key(customer, "interest note", numbered.number, day.year),
        })  # fmt: skip
    return _columns(rows)


def _records(figures: Figures, notes: Sequence[NumberedNote]) -> dict[str, list[Value]]:
    """Give what each note charges on each item as rows of Interest charged."""
    ledger, day = figures.sub_ledger.ledger, figures.as_of
    documents, rows = figures.tables["Invoices"].column("document_no"), figures.sub_ledger.item_rows
    records: list[dict[str, Value]] = []
    for numbered in notes:
        customer, currency = ledger.customers[numbered.note.customer], ledger.currencies[numbered.note.currency]
        records += [
            {
                "interest_note": numbered.number,
                "note_date": day,
                "customer": customer,
                "name": _name(figures, customer),
                "document_no": documents[rows[line.item]],
                "currency": currency,
                "through_day": day,
                "interest": to_major(line.interest, currency),
                "fixed_sum": to_major(line.fixed, currency) if line.fixed else None,
                "state": "to post",
                "item_key": ledger.items.key[line.item],
            }
            for line in numbered.note.lines
        ]
    return _columns(records)


def _columns(rows: Sequence[dict[str, Value]]) -> dict[str, list[Value]]:
    return {key: [row[key] for row in rows] for key in rows[0]}


def _below(table: Table, columns: dict[str, list[Value]]) -> Rows:
    """Append rows, in those of the columns that the sheet has."""
    return appended(table, {key: values for key, values in columns.items() if key in table.columns})


def _name(figures: Figures, customer: str) -> Value:
    row = next((n for n, key in enumerate(figures.tables["Customers"].column("customer")) if key == customer), None)
    return None if row is None else figures.tables["Customers"].column("name")[row]


def _without_vat(figures: Figures, notes: Sequence[NumberedNote]) -> list[Problem]:
    place = Place(sheet=figures.tables["Invoices"].sheet)
    return [Problem("note-vat-unknown", place, one.number) for one in notes if one.note.vat is None]
