"""What may explain an unknown difference: rows of its amount, other accounts, what changed since the list was read."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal

import numpy as np

from arrears.core.dates import as_day
from arrears.core.money import exact_sum, to_major, to_minor
from arrears.core.reconciliation.suspects import suspects
from arrears.core.reconciliation.tie_out import TieOut
from arrears.runs.figures import Figures
from arrears.runs.reading import Row
from arrears.runs.reconciliation.base_accounts import booked_base, other_currencies
from arrears.runs.reconciliation.tied import TiedOut

_LATER_DAYS = 31
"""Days after the as-of date in which a row is looked for that the account has already."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """One thing that would explain an unknown difference: what it is, of which document, where, for how much."""

    name: str
    amount: Decimal
    document: str = ""
    customer: str = ""
    place: str = ""


def evidence(figures: Figures, tied: TiedOut, tie: TieOut) -> list[Evidence]:
    """Look for what comes to exactly the unknown difference of an account; nothing where nothing is unknown."""
    if not tie.unknown:
        return []
    return [
        *_changed_since_list(figures, tie), *_other_accounts(tied, tie), *_other_currencies(figures, tied, tie),
        *_rows(figures, tied, tie),
        *_posted_later(figures, tied, tie),
    ]  # fmt: skip


def _changed_since_list(figures: Figures, tie: TieOut) -> Iterator[Evidence]:
    """Compare what the book holds on the date of the last complete list with the sum that was read from it."""
    imports, ledger = figures.tables.get("Imports"), figures.sub_ledger.ledger
    rows = [] if imports is None else [Row(imports, number) for number in range(len(imports))]
    lists = [
        (day, amount)
        for row in rows
        if row.text("kind") == "open-items" and row.cell("complete") and row.text("currency").upper() == tie.currency
        and (day := row.day("list_date")) is not None and day <= figures.as_of
        and (amount := row.amount("sum_read")) is not None
    ]  # fmt: skip
    if not lists or tie.currency not in ledger.currencies:
        return
    day, told = max(lists, key=lambda pair: pair[0])
    code = ledger.currencies.index(tie.currency)
    items = exact_sum(ledger.balances(day)[ledger.items.currency == code])
    held = exact_sum(ledger.unapplied(day)[ledger.receipts.currency == code])
    changed = to_major(items - held, tie.currency) - told
    if changed == tie.unknown:
        yield Evidence("changed-since-list", changed, day.isoformat())


def _other_accounts(tied: TiedOut, tie: TieOut) -> Iterator[Evidence]:
    for other in tied.ties:
        if other.currency == tie.currency and other.account != tie.account and other.unknown == -(tie.unknown or 0):
            yield Evidence("other-account", other.unknown, other.account)


def _other_currencies(figures: Figures, tied: TiedOut, tie: TieOut) -> Iterator[Evidence]:
    """Compare with what is open in other currencies: an account in base currency may hold it all."""
    if tie.currency != figures.sub_ledger.ledger.base_currency:
        return
    codes = other_currencies(figures)
    total = sum((booked_base(figures, tied.placed, tie.account, code) for code in codes), Decimal(0))
    if total and total == -(tie.unknown or 0):
        yield Evidence("other-currencies", total, ", ".join(codes))


def _rows(figures: Figures, tied: TiedOut, tie: TieOut) -> Iterator[Evidence]:
    own = _own(figures, tied, tie)
    within = own & (tied.movements.day > as_day(tied.roll.opened)) & (tied.movements.day <= as_day(tied.as_of))
    rows = np.flatnonzero(within)
    unknown = to_minor(tie.unknown or Decimal(0), tie.currency)
    for one in suspects(unknown, tied.movements.amount[rows]):
        yield _named(figures, tied, int(rows[one.row]), one.suspicion.replace(" ", "-"))


def _posted_later(figures: Figures, tied: TiedOut, tie: TieOut) -> Iterator[Evidence]:
    day = tied.movements.day
    after = (day > as_day(tied.as_of)) & (day <= as_day(tied.as_of + timedelta(days=_LATER_DAYS)))
    rows = np.flatnonzero(after & _own(figures, tied, tie))
    unknown = to_minor(tie.unknown or Decimal(0), tie.currency)
    for one in suspects(unknown, -tied.movements.amount[rows]):
        if one.suspicion == "one row":
            yield _named(figures, tied, int(rows[one.row]), "posted-later")


def _own(figures: Figures, tied: TiedOut, tie: TieOut) -> np.ndarray:
    names, currencies = tied.placed.accounts.names, figures.sub_ledger.ledger.currencies
    if tie.account not in names or tie.currency not in currencies:
        return np.zeros(len(tied.movements), dtype=np.bool_)
    of_account = tied.movements.account == names.index(tie.account)
    return np.asarray(of_account & (tied.movements.currency == currencies.index(tie.currency)), dtype=np.bool_)


def _named(figures: Figures, tied: TiedOut, row: int, name: str) -> Evidence:
    moved, sub_ledger = tied.movements, figures.sub_ledger
    ledger = sub_ledger.ledger
    item, receipt = int(moved.item[row]), int(moved.receipt[row])
    table = figures.tables["Invoices" if item >= 0 else "Receipts"]
    own = Row(table, sub_ledger.item_rows[item] if item >= 0 else sub_ledger.receipt_rows[receipt])
    place = own.place("gross" if item >= 0 else "amount")
    amount = to_major(int(moved.amount[row]), ledger.currencies[moved.currency[row]])
    document = own.text("document_no") or own.text("receipt_key")
    return Evidence(name, amount, document, ledger.customers[moved.customer[row]], f"{place.sheet}!{place.cell}")


def documents_of(tied: TiedOut, tie: TieOut, cause: str) -> Sequence[str]:
    """Name the documents behind a cause of an account."""
    return [
        one.document or one.explanation or one.place
        for one in tied.listed
        if one.counts and one.cause == cause and one.currency == tie.currency
        and tied.placed.tied_as(one.currency, one.account, one.customer) == tie.account
    ]  # fmt: skip
