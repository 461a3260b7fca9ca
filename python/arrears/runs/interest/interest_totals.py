"""The Interest by item sheet: of each item the interest to date, what was charged of it, what is left to charge."""

from collections.abc import Sequence

import numpy as np

from arrears.core.dates import as_dates
from arrears.core.money import Minor, majors, to_major
from arrears.core.problems import Place, Problem
from arrears.runs.ageing_rows import customer_names
from arrears.runs.carried import rows_by_key
from arrears.runs.figures import Figures
from arrears.runs.interest.interest_basis import basis_in
from arrears.runs.interest.interest_charges import Blocks
from arrears.runs.interest.interest_due import InterestDue, interest_due
from arrears.runs.interest.interest_rows import slice_blocks
from arrears.runs.ports import Rows, Value


def interest_totals(figures: Figures, charges: Blocks, language: str) -> tuple[Rows | None, list[Problem]]:
    """Give one row per item that bears interest or was charged any, and who was charged too much."""
    due = interest_due(figures)
    table = figures.tables.get("InterestTotals")
    if table is None:
        return None, overcharged(figures, due)
    rows, lost = rows_by_key(table, ("item_key",), _columns(figures, due, charges, language))
    return rows, [*lost, *overcharged(figures, due)]


def _columns(figures: Figures, due: InterestDue, charges: Blocks, language: str) -> dict[str, Sequence[Value]]:
    ledger, names, items = figures.sub_ledger.ledger, customer_names(figures), due.item.tolist()
    documents, rows = figures.tables["Invoices"].column("document_no"), figures.sub_ledger.item_rows
    customers = [ledger.customers[code] for code in ledger.items.customer[due.item].tolist()]
    currencies = [ledger.currencies[code] for code in ledger.items.currency[due.item].tolist()]
    keys = [ledger.items.key[item] for item in items]
    agreed, worded = [figures.agreed[item] for item in items], basis_in(language)
    blocks = slice_blocks(figures.interest.slices)
    interest, to_charge = majors(due.to_date, currencies), majors(due.to_charge, currencies)

    def unless_zero(amounts: Minor) -> list[Value]:
        return [to_major(m, code) if m else None for m, code in zip(amounts.tolist(), currencies, strict=True)]

    return {
        "customer": customers,
        "name": [names.get(customer) for customer in customers],
        "document_no": [documents[rows[item]] for item in items],
        "currency": currencies,
        "due_date": as_dates(ledger.items.due_date[due.item]),
        "principal": unless_zero(due.principal),
        "interest": interest,
        "interest_check": interest,
        "charged": unless_zero(due.charged),
        "to_charge": to_charge,
        "to_charge_check": to_charge,
        "fixed_sum": unless_zero(due.fixed),
        "fixed_charged": unless_zero(due.fixed_charged),
        "per_day": unless_zero(due.per_day),
        "interest_vat": [None if one is None else one.vat for one in agreed],
        "interest_note": [figures.charged.last_note.get(item) for item in items],
        "basis": [None if one is None else worded(one) for one in agreed],
        "statute": [None if one is None or one.statute is None else one.statute.source for one in agreed],
        "item_key": keys,
        "first_slice": [blocks[item][0] if item in blocks else None for item in items],
        "slice_count": [blocks[item][1] if item in blocks else None for item in items],
        "first_charge": [charges[key][0] if key in charges else None for key in keys],
        "charge_count": [charges[key][1] if key in charges else None for key in keys],
    }


def overcharged(figures: Figures, due: InterestDue) -> list[Problem]:
    """Say, by customer and currency, what interest notes charged more than is due to date."""
    ledger = figures.sub_ledger.ledger
    sums: dict[tuple[int, int], int] = {}
    for at in np.flatnonzero(due.to_charge < 0).tolist():
        item = int(due.item[at])
        account = int(ledger.items.customer[item]), int(ledger.items.currency[item])
        sums[account] = sums.get(account, 0) - int(due.to_charge[at])
    place = Place(sheet=figures.tables["InterestTotals" if "InterestTotals" in figures.tables else "Invoices"].sheet)
    problems = []
    for (customer, code), minor in sums.items():
        currency, name = ledger.currencies[code], ledger.customers[customer]
        values = {"customer": name, "amount": str(to_major(minor, currency)), "currency": currency}
        problems.append(Problem("interest-overcharged", place, name, values=values))
    return problems
