"""Payment terms of each item: its own, else its customer's; and the due dates they give where the list names none."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from arrears.core.problems import Place, Problem
from arrears.core.term_notation import Ambiguous, parse
from arrears.core.terms import Base, Terms
from arrears.runs.ports import Table
from arrears.runs.reading import Row


@dataclass(frozen=True, slots=True)
class ItemTerms:
    """Per row of Open items: its terms, and the due date (its own, by terms, else the document date)."""

    terms: Sequence[Terms | None]
    due: Sequence[date | None]
    by_terms: Sequence[bool]
    """Whether the due date follows from the terms and the cell is blank."""
    problems: Sequence[Problem]


def terms_of_items(invoices: Table, customers: Table | None) -> ItemTerms:
    """Read the terms of every row; what cannot be read, or leaves the due date open, is a problem."""
    said = _said(invoices, customers)
    parsed = {text: parse(text) for text, _ in said if text}
    terms = [known if isinstance(known := parsed.get(text), Terms) else None for text, _ in said]
    due: list[date | None] = []
    by_terms: list[bool] = []
    undated: list[int] = []
    for number, agreed in enumerate(terms):
        row = Row(invoices, number)
        own, document_day = row.day("due_date"), row.day("document_date")
        follows = own is None and agreed is not None and agreed.base is Base.DOCUMENT and document_day is not None
        if follows and agreed is not None and document_day is not None:
            due.append(agreed.due_date(document_day))
        else:
            due.append(own or document_day)
            if own is None and document_day is not None and not _is_credit(row):
                undated.append(number)
        by_terms.append(follows)
    return ItemTerms(terms, due, by_terms, [*_unread(said, parsed), *_without_due_date(invoices, undated)])


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


def _unread(said: Sequence[tuple[str, Place]], parsed: Mapping[str, Terms | Ambiguous | None]) -> list[Problem]:
    """Report each notation that was not understood once, where it is first used."""
    first: dict[str, Place] = {}
    for text, place in said:
        if text and not isinstance(parsed[text], Terms):
            first.setdefault(text, place)
    return [
        Problem("terms-ambiguous" if isinstance(parsed[text], Ambiguous) else "terms-unknown", place, text)
        for text, place in first.items()
    ]


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
