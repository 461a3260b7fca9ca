"""Lines of the bank whose receipt is gone: money that is neither in Receipts nor open would be lost."""

from collections.abc import Mapping
from decimal import Decimal

from arrears.core.money import CURRENCIES
from arrears.core.problems import Problem
from arrears.runs.bank_accounts import in_full
from arrears.runs.bank_states import MATCHED
from arrears.runs.month.month_log import opening_day
from arrears.runs.ports import Table
from arrears.runs.reading import Row, fits


def lost_receipts(tables: Mapping[str, Table]) -> list[Problem]:
    """Name the lines that were made into receipts which the book no longer has; those of earlier months stayed there.

    Each problem points at the line's own cell.
    """
    bank = tables.get("Bank")
    if bank is None:
        return []
    known = {str(key) for key in tables["Receipts"].column("receipt_key")} if "Receipts" in tables else set()
    opened = opening_day(tables.get("Months"))
    found = []
    for number in range(len(bank)):
        row = Row(bank, number)
        receipt, booked = row.text("receipt"), row.day("booking_date", "value_date")
        before = opened is not None and booked is not None and booked <= opened
        if row.text("state") == MATCHED and receipt not in known and not before:
            values = {"amount": _amount(row), "currency": row.text("currency"), "payer": row.text("payer")}
            found.append(Problem("bank-receipt-gone", row.place("receipt"), receipt, values=values))
    return found


def _amount(row: Row) -> str:
    amount, currency = row.amount("amount") or Decimal(0), row.text("currency").upper()
    return in_full(amount, currency) if currency in CURRENCIES and fits(amount, currency) else str(amount)
