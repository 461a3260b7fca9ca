"""The lines of the Bank sheet: those it holds, and those on their way into it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from arrears.core.bank.known_lines import KnownLine, KnownLines, plain
from arrears.core.bank.statement import Line
from arrears.core.money import to_major, to_minor
from arrears.runs.bank_accounts import Owner
from arrears.runs.bank_states import NO_RECEIPT, OPEN, RETURNED
from arrears.runs.ports import Table, Value
from arrears.runs.reading import Row


@dataclass(frozen=True, slots=True)
class NewLine:
    """A line on its way into the book: its key, its account and currency, the label of its statement, itself."""

    key: str
    owner: Owner
    statement: str
    day: date
    amount: Decimal
    line: Line


def known_lines(table: Table) -> KnownLines:
    """Give the lines that the Bank sheet holds, by account, day and amount."""
    known = KnownLines()
    for number in range(len(table)):
        row = Row(table, number)
        day, amount, key = row.day("booking_date"), row.amount("amount"), row.text("line_key")
        if day is None or amount is None or not key:
            continue
        currency = row.text("currency").upper()
        said = plain(row.text("payer") + row.text("reference") + row.text("end_to_end"))
        exact = to_major(to_minor(amount, currency), currency)
        known.put((row.text("account"), currency, day, exact), KnownLine(key, row.text("bank_reference"), said))
    return known


def columns_of(new: Sequence[NewLine]) -> dict[str, Sequence[Value]]:
    """Give new lines as columns of the sheet."""
    lines = [one.line for one in new]
    return {
        "line_key": [one.key for one in new],
        "account": [one.owner[0] for one in new],
        "currency": [one.owner[1] for one in new],
        "booking_date": [one.day for one in new],
        "value_date": [line.value_date for line in lines],
        "amount": [one.amount for one in new],
        "payer": [line.payer or None for line in lines],
        "payer_account": [line.payer_account or None for line in lines],
        "reference": [line.reference or None for line in lines],
        "end_to_end": [line.end_to_end or None for line in lines],
        "bank_reference": [line.bank_reference or None for line in lines],
        "kind": [line.kind or None for line in lines],
        "balance": [line.balance for line in lines],
        "statement": [one.statement or None for one in new],
        "state": [state_of(line) for line in lines],
    }


def state_of(line: Line) -> str:
    """Give what a new line is to begin with: money in is open, money going back is returned, the rest no receipt."""
    if line.amount > 0:
        return OPEN
    return RETURNED if line.returned else NO_RECEIPT
