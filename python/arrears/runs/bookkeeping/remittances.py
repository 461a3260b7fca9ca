"""Who paid a receipt, what was written on the payment, and what the receipt is: money in, money back, an undoing."""

from collections.abc import Mapping
from typing import NamedTuple

from arrears.runs.items.refunds import is_refund
from arrears.runs.items.undone_receipts import is_undoing
from arrears.runs.ports import Table
from arrears.runs.reading import Row

RECEIPT, RETURNED, UNDONE, REFUND = "receipt", "returned payment", "receipt undone", "refund"
"""What a row of Receipts is, as kinds of vouchers."""
_UNDONE_AS = {RETURNED: "return undone", REFUND: "refund undone"}
"""How what money out did is taken back."""


class Remittance(NamedTuple):
    """Who paid, and what the payment says it is for."""

    payer: str = ""
    text: str = ""


class Remittances:
    """The receipts of a book, with what their own rows and the bank's lines say of them."""

    def __init__(self, receipts: Table | None, bank: Table | None) -> None:
        """Read both tables; a book may lack either."""
        lines = _rows(bank, "receipt")
        self._receipts = _rows(receipts, "receipt_key")
        self._said = {key: _said(row, lines.get(key)) for key, row in self._receipts.items()}
        self._taken_back = {row.text("reverses"): key for key, row in self._receipts.items() if row.text("reverses")}

    def of(self, receipt: str) -> Remittance:
        """Give what is known of a receipt; nothing of one the book does not have."""
        return self._said.get(receipt, Remittance())

    def kind(self, receipt: str) -> str:
        """Say what a receipt is."""
        row = self._receipts.get(receipt)
        if row is None:
            return RECEIPT
        if is_undoing(row):
            return UNDONE
        if is_refund(row):
            return REFUND
        return RETURNED if row.text("reverses") else RECEIPT

    def how_taken_back(self, receipt: str) -> str:
        """Say how what a receipt paid was taken back: its payment was returned, or what it did here was undone."""
        by = self._taken_back.get(receipt, "")
        if self.kind(receipt) in _UNDONE_AS:
            return _UNDONE_AS[self.kind(receipt)]
        return "returned" if by and self.kind(by) == RETURNED else "undone"


def _rows(table: Table | None, key: str) -> Mapping[str, Row]:
    rows = () if table is None else (Row(table, number) for number in range(len(table)))
    return {row.text(key): row for row in rows if row.text(key)}


def _said(receipt: Row, line: Row | None) -> Remittance:
    told = [receipt] if line is None else [receipt, line]
    payer = next((said for row in told if (said := row.text("payer"))), receipt.text("name"))
    return Remittance(_one_line(payer), _one_line(next((said for row in told if (said := row.text("reference"))), "")))


def _one_line(text: str) -> str:
    return " ".join(text.split())
