"""What was received on the invoices of a call: dates and amounts, and the invoice that each receipt pays."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from arrears.core.interest.received import in_order
from arrears.errors import InputRefused
from arrears.functions.debts import Debt, Payment
from arrears.functions.figures import AMOUNT, DAY
from arrears.functions.ranges import Row, equal_lengths, key, rows_by_key
from arrears.functions.readers import TEXT, Reader
from arrears.functions.results import Fault
from arrears.functions.terms import minor

DATES: Final[Reader] = DAY.of_rows()
AMOUNTS: Final[Reader] = AMOUNT.of_rows()
ITEMS: Final[Reader] = TEXT.of_range()
Days = Sequence[date | Fault | None]
Amounts = Sequence[Decimal | Fault | None]
_THE_ONE: Final = "the one invoice"


@dataclass(frozen=True, slots=True)
class Received:
    """Receipts by the key of the invoice they pay, and what is wrong with those of a key.

    ``by_item`` tells that the receipts name their invoices; else all are on the one invoice there is.
    """

    rows: Mapping[str, Sequence[Row]]
    faults: Mapping[str, Fault]
    by_item: bool

    @classmethod
    def of(cls, dates: Days, amounts: Amounts, items: Sequence[str | None]) -> "Received":
        """Take the columns of the receipts; those without an invoice pay none.

        Refuses columns of different lengths.
        """
        columns = {"receipt_dates": dates, "receipt_amounts": amounts}
        equal_lengths(columns)
        if items:
            return cls(*rows_by_key({"receipt_items": items, **columns}), by_item=True)
        blank = [day is None and amount is None for day, amount in zip(dates, amounts, strict=True)]
        keys = [None if nothing else _THE_ONE for nothing in blank]
        return cls(*rows_by_key({"receipt_items": keys, **columns}), by_item=False)

    def on(self, item: str, debt: Debt) -> list[Payment] | Fault:
        """Give what was received on an invoice by the day asked for, a payment that came back as a negative one.

        Refuses an invoice without a key where the receipts name theirs, one with a key where they name none, and what
        came back without being received.
        """
        if not self.rows and not self.faults:
            return []
        if self.by_item != bool(item):
            raise InputRefused("argument-blank", argument="item" if self.by_item else "receipt_items")
        named = key(item) if self.by_item else _THE_ONE
        if named in self.faults:
            return self.faults[named]
        received = [(day, minor(amount, debt.currency, "receipt_amounts")) for day, amount in self.rows.get(named, ())]
        return [(day, amount) for day, amount in in_order(received) if day <= debt.as_of]
