"""The differences with a known cause: those found in the book, and those that people entered."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import numpy as np

from arrears.core.dates import as_day
from arrears.core.money import CURRENCIES, to_major
from arrears.core.problems import Problem, Severity
from arrears.runs.figures import Figures
from arrears.runs.ports import Table
from arrears.runs.problem_rows import imported_rows
from arrears.runs.reading import Row

_Places = tuple[Table, Sequence[int], str]
"""A table, the row of each entry of the ledger in it, and the column of its amount."""


@dataclass(frozen=True, slots=True)
class Listed:
    """One difference in major units: what open items hold more than the control account, since when, and why."""

    cause: str
    currency: str
    amount: Decimal
    day: date | None = None
    account: str = ""
    """The account that the row itself names."""
    customer: str = ""
    document: str = ""
    place: str = ""
    explanation: str = ""
    entered: int | None = None
    """Its row on the Differences sheet, where a person entered it."""
    counts: bool = True
    """Whether it stands on the as-of date."""


def found_differences(figures: Figures) -> list[Listed]:
    """Give what was left out, rounded, or is to post, on the as-of date."""
    return [*_of_rows(figures), *_of_imports(figures), *_to_post(figures)]


def entered_differences(figures: Figures) -> tuple[list[Listed], list[Problem]]:
    """Give what people entered on the Differences sheet, and a problem for each row that lacks something."""
    table = figures.tables.get("Differences")
    listed, problems = [], []
    for number in range(0 if table is None else len(table)):
        row = Row(table, number)  # type: ignore[arg-type]  # no rows without the table
        if row.text("place"):
            continue
        missing = _missing(row)
        if missing is None:
            listed.append(_entered(row, figures.as_of))
        else:
            currency = row.text("currency").upper()
            problems.append(
                Problem("required-missing", row.place(missing), row.text(missing), Severity.WARNING,
                        {"field": missing}, row.amount("amount"), currency)
            )  # fmt: skip
    return listed, problems


def _missing(row: Row) -> str | None:
    needed = ("currency", "cause", "amount")
    lacks = next((key for key in needed if row.cell(key) is None), None)
    return lacks or ("currency" if row.text("currency").upper() not in CURRENCIES else None)


def _entered(row: Row, as_of: date) -> Listed:
    day, cleared = row.day("entry_date"), row.day("cleared_on")
    counts = (day is None or day <= as_of) and (cleared is None or cleared > as_of)
    return Listed(
        row.text("cause"), row.text("currency").upper(), row.amount("amount") or Decimal(0), day, row.text("account"),
        row.text("customer"), row.text("document_no"), explanation=row.text("explanation"), entered=row.number,
        counts=counts,
    )  # fmt: skip


def _of_rows(figures: Figures) -> Iterator[Listed]:
    for one in figures.sub_ledger.differences:
        if one.amount and (one.day is None or one.day <= figures.as_of):
            yield _listed(one.cause, one.currency, one.amount, one.day, one.row, one.key)


def _of_imports(figures: Figures) -> Iterator[Listed]:
    """Give the rows that imports left out, as long as the Problems sheet names them."""
    for row in imported_rows(figures.tables):
        amount, currency = row["amount"], str(row["currency"] or "")
        if row["severity"] == Severity.LEFT_OUT.value and isinstance(amount, Decimal) and amount and currency:
            yield Listed(
                "left out of imports", currency, -amount, customer=str(row["customer"] or ""),
                place=str(row["place"] or "") or "-",
            )  # fmt: skip


def _to_post(figures: Figures) -> Iterator[Listed]:
    """Give receipts and settlements that were decided here and that the ledger system does not have yet."""
    sub_ledger, day = figures.sub_ledger, as_day(figures.as_of)
    ledger = sub_ledger.ledger
    if "Receipts" in figures.tables:
        receipts, used = ledger.receipts, ledger.receipts.used
        amounts = receipts.amount if used is None else receipts.amount - used
        counted = np.flatnonzero(receipts.posting_date <= day).tolist()
        places = (figures.tables["Receipts"], sub_ledger.receipt_rows, "amount")
        yield from _waiting(places, counted, amounts, [ledger.currencies[c] for c in receipts.currency.tolist()])
    if "Allocations" in figures.tables:
        paid = ledger.allocations
        alone = (ledger.counted_from() <= day) & (paid.receipt < 0) & (paid.credit < 0)
        currencies = [ledger.currencies[c] for c in ledger.items.currency[paid.item].tolist()]
        places = (figures.tables["Allocations"], sub_ledger.allocation_rows, "amount")
        yield from _waiting(places, np.flatnonzero(alone).tolist(), paid.amount, currencies)


def _waiting(
    places: _Places, counted: Sequence[int], amounts: np.ndarray, currencies: Sequence[str]
) -> Iterator[Listed]:
    table, rows, key = places
    states = table.column("state")
    for n in counted:
        if states[rows[n]] == "to post":
            row, currency = Row(table, rows[n]), currencies[n]
            yield _listed("to post", currency, -to_major(int(amounts[n]), currency), None, row, key)


def _listed(cause: str, currency: str, amount: Decimal, day: date | None, row: Row | None, key: str) -> Listed:
    if row is None:
        return Listed(cause, currency, amount, day)
    where = row.place(key)
    document = row.text("document_no") or row.text("receipt_key") or row.text("item")
    return Listed(
        cause, currency, amount, day or row.day("posting_date", "document_date", "value_date"),
        row.text("control_account"), row.text("customer"), document, f"{where.sheet}!{where.cell}",
    )  # fmt: skip
