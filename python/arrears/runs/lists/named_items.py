"""Which rows of Open items a person means who names an item: by its key, or by its customer and document number."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from arrears.runs.ports import Table, Value


class Party(NamedTuple):
    """Whom something concerns: a customer, a currency where one is named, and an item or, if blank, all of them."""

    customer: str
    currency: str
    item: str


class NamedItems:
    """The rows of Open items by what people call them."""

    def __init__(self, invoices: Table) -> None:
        """Read the names."""
        self._by_key: dict[str, list[int]] = {}
        self._by_number: dict[str, list[int]] = {}
        self._by_customer: dict[str, list[int]] = {}
        self._currency = invoices.column("currency")
        self._customer = invoices.column("customer")
        for key, found in (
            ("item_key", self._by_key),
            ("document_no", self._by_number),
            ("customer", self._by_customer),
        ):
            for row, name in enumerate(invoices.column(key)):
                found.setdefault(str(name or ""), []).append(row)

    def rows(self, party: Party) -> Sequence[int]:
        """Give the rows meant; none where the item is not known."""
        if not party.item:
            rows = self._by_customer.get(party.customer, []) if party.customer else []
        else:
            rows = self._by_key.get(party.item) or [
                row
                for row in self._by_number.get(party.item, [])
                if not party.customer or self._customer[row] == party.customer
            ]
        return [row for row in rows if not party.currency or str(self._currency[row] or "").upper() == party.currency]


def party(table: Table, row: int) -> Party:
    """Give whom a row of a table concerns."""
    customer, currency, item = (table.column(key)[row] for key in ("customer", "currency", "item"))
    return Party(str(customer or ""), str(currency or "").upper(), str(item or ""))


def day_in(value: Value) -> date | None:
    """Give a cell as a day."""
    return value if isinstance(value, date) else None
