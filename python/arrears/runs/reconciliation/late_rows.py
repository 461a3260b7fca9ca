"""Rows that stand on two sides of the closing day, depending on which of their dates counts."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import numpy as np

from arrears.core.dates import Days
from arrears.core.ledger import Codes
from arrears.core.money import Minor
from arrears.core.reconciliation.cutoff import CutOff, cut_off
from arrears.runs.figures import Figures
from arrears.runs.ports import Table
from arrears.runs.reconciliation.placing import Placed


@dataclass(frozen=True, slots=True)
class Source:
    """One table's rows as movements: what each adds to the balance, when posted, of which day, and whose it is."""

    table: Table
    rows: np.ndarray
    """Row of the table."""
    amount: Minor
    posted: Days
    dated: Days
    account: Codes
    customer: Codes
    currency: Codes
    key: str
    """Column that a place points at."""

    def cut_off(self, first: date, last: date) -> CutOff:
        """Find the rows that lie on two sides of an end of a period."""
        return cut_off(self.posted, self.dated, self.amount, first, last)


def sources(figures: Figures, where: Placed) -> Iterator[Source]:
    """Give items, receipts, and allocations that stand for a movement of their own."""
    sub_ledger = figures.sub_ledger
    ledger, accounts = sub_ledger.ledger, where.accounts
    items, receipts, paid = ledger.items, ledger.receipts, ledger.allocations
    yield Source(
        figures.tables["Invoices"], np.array(sub_ledger.item_rows, dtype=np.int64), items.gross, items.posting_date,
        items.document_date, accounts.of_item, items.customer, items.currency, "gross",
    )  # fmt: skip
    if "Receipts" in figures.tables:
        yield Source(
            figures.tables["Receipts"], np.array(sub_ledger.receipt_rows, dtype=np.int64), -receipts.amount,
            receipts.posting_date, receipts.value_date, accounts.of_receipt, receipts.customer, receipts.currency,
            "amount",
        )  # fmt: skip
    if "Allocations" in figures.tables:
        alone = np.flatnonzero((paid.receipt < 0) & (paid.credit < 0))
        item = paid.item[alone]
        yield Source(
            figures.tables["Allocations"], np.array(sub_ledger.allocation_rows, dtype=np.int64)[alone],
            -paid.amount[alone], ledger.counted_from()[alone], paid.effective_date[alone], accounts.of_item[item],
            items.customer[item], items.currency[item], "amount",
        )  # fmt: skip
