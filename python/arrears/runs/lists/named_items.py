"""Which rows of Open items a person means who names an item: by its key, or by its customer and document number."""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import cached_property
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
        """Point at the table; names are read when somebody is asked for, which in most books nobody is."""
        self._invoices = invoices
        self._currency = invoices.column("currency")
        self._customer = invoices.column("customer")

    @cached_property
    def _by_key(self) -> Mapping[str, list[int]]:
        return self._rows_by("item_key")

    @cached_property
    def _by_number(self) -> Mapping[str, list[int]]:
        return self._rows_by("document_no")

    @cached_property
    def _by_customer(self) -> Mapping[str, list[int]]:
        return self._rows_by("customer")

    def _rows_by(self, key: str) -> Mapping[str, list[int]]:
        found: dict[str, list[int]] = {}
        for row, name in enumerate(self._invoices.column(key)):
            found.setdefault(str(name or ""), []).append(row)
        return found

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
