"""Undoing a match: both sides are open again, and what was done and undone both stay in the book.

What a receipt paid is taken back by rows of opposite sign, effective when it was, posted on the day of the undoing. A
receipt that was made here of a line of the bank is taken back too, by a negative one, and the line is open again. One
that the ledger has keeps its money, on account.
"""

from dataclasses import dataclass, field
from datetime import date

from arrears.core.money import to_major
from arrears.errors import InputRefused
from arrears.runs.bank_states import MATCHED, OPEN
from arrears.runs.items.undone_receipts import ENDING
from arrears.runs.matching.changed_rows import Cells
from arrears.runs.matching.left_on_account import COLUMN as LEFT_ON_ACCOUNT
from arrears.runs.matching.matching_book import MatchingBook
from arrears.runs.matching.matching_states import POSTED, UNDONE
from arrears.runs.matching.reversal import Reversal, reversed_allocations
from arrears.runs.matching.taken_back import taken_back
from arrears.runs.reading import Row


@dataclass(slots=True)
class Undoing:
    """What undoing some receipts adds and changes."""

    book: MatchingBook
    day: date
    entered: date
    by: str
    receipts: list[Cells] = field(default_factory=list)
    allocations: list[Cells] = field(default_factory=list)
    bank: dict[int, Cells] = field(default_factory=dict)
    matching: dict[int, Cells] = field(default_factory=dict)
    on_account: dict[int, Cells] = field(default_factory=dict)
    """Receipts whose money nobody has left on account any more."""

    def undo(self, receipt: str) -> None:
        """Undo what was posted of a receipt.

        Raises InputRefused ``receipt-unknown`` and ``receipt-not-matched``.
        """
        row = self._row("Receipts", "receipt_key", receipt)
        if row is None:
            raise InputRefused("receipt-unknown", found=receipt)
        line = self._line(receipt)
        made_here = line is not None and row.text("state") == "to post"
        by_receipt = f"{receipt}{ENDING}" if made_here else receipt
        posted = max(self.day, row.day("posting_date", "value_date") or self.day)
        reversal = Reversal(receipt, by_receipt, None, posted, self.entered, self.by, of_here=True)
        rows = reversed_allocations(self.book, reversal)
        undone = receipt in taken_back(self.book.tables["Receipts"])
        if undone or (not rows and line is None):
            raise InputRefused("receipt-not-matched", found=receipt)
        self.allocations += rows
        if not made_here and LEFT_ON_ACCOUNT in self.book.tables["Receipts"].columns:
            self.on_account[row.number] = {LEFT_ON_ACCOUNT: None}
        if made_here:
            self.receipts.append(self._taken_back(row, by_receipt, receipt, posted))
        if line is not None and (made_here or not rows):
            self.bank[line.number] = {"state": OPEN, "receipt": None}
        self._mark(receipt)

    def _taken_back(self, row: Row, key: str, receipt: str, posted: date) -> Cells:
        same = ("customer", "name", "value_date", "instrument", "bank_account", "payer", "reference", "currency")
        currency, number = row.text("currency").upper(), self.book.receipt_of[receipt]
        amount = to_major(int(self.book.sub_ledger.ledger.receipts.amount[number]), currency)
        base = row.amount("base_amount")
        cells = {name: row.cell(name) for name in same}
        more: Cells = {
            "receipt_key": key, "amount": -amount, "posting_date": posted, "state": "to post", "reverses": receipt,
            "base_amount": None if base is None else -base,
        }  # fmt: skip
        return cells | more

    def _line(self, receipt: str) -> Row | None:
        line = self._row("Bank", "receipt", receipt)
        return line if line is not None and line.text("state") == MATCHED else None

    def _row(self, table: str, key: str, value: str) -> Row | None:
        rows = self.book.tables.get(table)
        if rows is None:
            return None
        return next((Row(rows, n) for n, cell in enumerate(rows.column(key)) if str(cell or "") == value), None)

    def _mark(self, receipt: str) -> None:
        """Show on the Matching sheet that what was posted has been undone."""
        table = self.book.tables.get("Matching")
        for number in range(0 if table is None else len(table)):
            row = Row(table, number)  # type: ignore[arg-type]  # no rows without the table
            if row.text("receipt") == receipt and row.text("state") == POSTED:
                self.matching[number] = {"state": UNDONE}
