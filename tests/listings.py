"""A small text table becomes a list as the readers of exports hand it over, so that a test's input stands in the test.

    customer | document_no | due_date   | currency | remaining
    C1       | RE-1        | 2026-09-30 | EUR      | 100.00

A blank cell is blank; days and amounts are told by the fields' types.
"""

import hashlib
from datetime import date
from decimal import Decimal

from arrears.office.exports.kinds import type_of
from arrears.office.table_spec import Type
from arrears.runs.import_list import import_list
from arrears.runs.ports import Listing

AMOUNTS = {Type.AMOUNT, Type.RATE}


class FixedClock:
    """A clock that stands still."""

    def today(self):
        return date(2026, 11, 2)

    def now(self):
        return "2026-11-02T08:00:00Z"


def listing(text, kind="open-items", file="list.csv", problems=()):
    """Build the list a text table describes."""
    heading, *lines = (line for line in text.strip().splitlines() if line.strip())
    fields = [cell.strip() for cell in heading.split("|")]
    rows = [[cell.strip() for cell in line.split("|")] for line in lines]
    return Listing(
        file=file,
        sha256=hashlib.sha256(f"{kind}{text}".encode()).hexdigest(),
        kind=kind,
        sheet="",
        header_row=1,
        mapping={field: field for field in fields},
        columns={field: [_value(field, row[n]) for row in rows] for n, field in enumerate(fields)},
        source_rows=range(2, 2 + len(rows)),
        problems=problems,
        fingerprint=heading,
    )


def bring(book, text, day=None, kind="open-items", *, file="list.csv", complete=True, problems=()):
    """Bring a list into a book; ``day`` is its list date."""
    list_date = None if day is None else date.fromisoformat(day)
    made = listing(text, kind, file, problems)
    return import_list(book, made, FixedClock(), "Ada", list_date=list_date, complete=complete)


def _value(field, text):
    if not text:
        return None
    kind = type_of(field)
    if kind is Type.DAY:
        return date.fromisoformat(text)
    if kind in AMOUNTS:
        return Decimal(text)
    if kind is Type.YES:
        return text == "Yes"
    return int(text) if kind is Type.COUNT else text
