"""Payment terms of each item: its own, else its customer's; and the due dates they give where the list names none."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from arrears.core.problems import Place, Problem
from arrears.core.term_notation import Ambiguous, parse
from arrears.core.terms import Base, Terms
from arrears.runs.ports import Table


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
    texts = _texts(invoices, customers)
    parsed = {text: parse(text) for text in set(texts) if text}
    terms = [known if isinstance(known := parsed.get(text), Terms) else None for text in texts]
    due, by_terms, problems = [], [], _unread(invoices, texts, parsed)
    undated: list[int] = []
    for row in range(len(invoices)):
        own, document_day, agreed = invoices.column("due_date")[row], invoices.column("document_date")[row], terms[row]
        follows = own is None and agreed is not None and agreed.base is Base.DOCUMENT and isinstance(document_day, date)
        if follows and agreed is not None and isinstance(document_day, date):
            due.append(agreed.due_date(document_day))
        else:
            due.append(own if isinstance(own, date) else document_day if isinstance(document_day, date) else None)
            if own is None and document_day is not None:
                undated.append(row)
        by_terms.append(follows)
    return ItemTerms(terms, due, by_terms, [*problems, *_without_due_date(invoices, undated)])


def _texts(invoices: Table, customers: Table | None) -> list[str]:
    of_customer: dict[str, str] = {}
    if customers is not None:
        pairs = zip(customers.column("customer"), customers.column("terms"), strict=True)
        of_customer = {str(key): str(terms) for key, terms in pairs if terms}
    pairs = zip(invoices.column("terms"), invoices.column("customer"), strict=True)
    return [str(own or of_customer.get(str(customer), "")) for own, customer in pairs]


def _unread(invoices: Table, texts: Sequence[str], parsed: Mapping[str, Terms | Ambiguous | None]) -> list[Problem]:
    """Report each notation that was not understood once, at the first row that has it."""
    first: dict[str, int] = {}
    for row, text in enumerate(texts):
        if text and not isinstance(parsed[text], Terms):
            first.setdefault(text, row)
    return [
        Problem("terms-ambiguous" if isinstance(parsed[text], Ambiguous) else "terms-unknown", invoices.place(row, "terms"), text)
        for text, row in first.items()
    ]


def _without_due_date(invoices: Table, rows: Sequence[int]) -> list[Problem]:
    """Say which items age from their document date: one by one, or in one sentence where that is most of them."""
    if not rows:
        return []
    if 2 * len(rows) > len(invoices):
        return [Problem("due-dates-missing", Place(sheet=invoices.sheet), str(len(rows)))]
    return [Problem("due-date-missing", invoices.place(row, "due_date"), str(invoices.column("document_no")[row] or "")) for row in rows]
