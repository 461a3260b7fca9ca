"""What letters are made of, read from the workbook in one go: customers, their open items, and the proposals."""

from collections.abc import Mapping
from copy import copy
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import cached_property

from arrears.core.letters import Addressee, OpenItem, dunning_rules, stamp
from arrears.core.money import to_minor
from arrears.core.policy import Policy
from arrears.errors import InputRefused
from arrears.runs.policy_table import policy_in
from arrears.runs.ports import Sheets, Table, Value

Account = tuple[str, str]
"""A customer and a currency: one letter each."""


@dataclass(frozen=True, slots=True)
class ProposedLetter:
    """One row of the Escalation sheet as a person left it."""

    account: Account
    name: str
    send: bool
    level: int
    template: str
    hold_until: date | None
    stamp: str


class LetterSheets:
    """The tables that letters rest on, read once."""

    def __init__(self, sheets: Sheets) -> None:
        """Read the tables and the as-of date; refuses a book that was never refreshed."""
        names = ["Policy", "Invoices", "Customers", "Escalation", "Letters"]
        names += [name for name in ("Receipts", "Allocations", "Imports") if sheets.has(name)]
        self.tables: Mapping[str, Table] = sheets.read(*names)
        self.language = sheets.language
        day = next((cell for row in sheets.block("AsOf") for cell in row if isinstance(cell, date)), None)
        if day is None:
            raise InputRefused("as-of-missing", found=sheets.name)
        self.as_of: date = day

    @cached_property
    def policy(self) -> Policy:
        """The company's policy; settings that cannot be read have their defaults."""
        return policy_in(self.tables["Policy"])[0]

    @cached_property
    def proposed(self) -> list[ProposedLetter]:
        """The rows of the Escalation sheet, in their order."""
        table = self.tables["Escalation"]
        return [
            ProposedLetter(
                account=(text(table, "customer", row), text(table, "currency", row)),
                name=text(table, "name", row),
                send=table.column("send")[row] is True,
                level=whole(table, "level", row),
                template=text(table, "template", row),
                hold_until=day(table, "hold_until", row),
                stamp=text(table, "proposed", row),
            )
            for row in range(len(table))
        ]

    @cached_property
    def items(self) -> Mapping[Account, list[OpenItem]]:
        """The items with a balance, by account, in the order of the sheet."""
        found: dict[Account, list[OpenItem]] = {}
        table = self.tables["Invoices"]
        for row, balance in enumerate(table.column("balance")):
            if isinstance(balance, Decimal) and balance:
                account = (text(table, "customer", row), text(table, "currency", row).upper())
                found.setdefault(account, []).append(_item(table, row, account[1], balance))
        return found

    def before_letter(self, account: Account, before: Mapping[str, tuple[int, str]]) -> "LetterSheets":
        """Give the book as it was before a letter: items at the levels and with the last letters they then had."""
        earlier = copy(self)
        earlier.items = {**self.items, account: [_as_before(item, before) for item in self.items.get(account, ())]}
        return earlier

    @cached_property
    def unapplied(self) -> Mapping[Account, int]:
        """What receipts still hold, by account, positive, in minor units."""
        held: dict[Account, int] = {}
        table = self.tables.get("Receipts")
        for row, amount in enumerate(() if table is None else table.column("unapplied")):
            if table is not None and isinstance(amount, Decimal):
                account = (text(table, "customer", row), text(table, "currency", row).upper())
                held[account] = held.get(account, 0) + to_minor(amount, account[1])
        return held

    def stamp(self, account: Account, as_of: date) -> str:
        """Give the fingerprint of an account's figures as they stand now."""
        lines = ((item.key, item.balance, item.level) for item in self.items.get(account, ()))
        return stamp(*account, as_of, lines, self.unapplied.get(account, 0), dunning_rules(self.policy))

    def addressee(self, account: Account, name: str = "") -> Addressee:
        """Give whom a letter to an account goes to."""
        row = self._customer_rows.get(account[0])
        table = self.tables["Customers"]
        if row is None:
            return Addressee(account[0], name or account[0])
        return Addressee(
            account[0],
            text(table, "name", row) or name or account[0],
            text(table, "address", row),
            text(table, "contact", row),
            text(table, "tax_no", row),
        )

    def language_of(self, account: Account) -> str:
        """Give the language a customer is written to in: their own, else the book's."""
        row = self._customer_rows.get(account[0])
        return (text(self.tables["Customers"], "language", row) if row is not None else "") or self.language

    def stop_of(self, account: Account) -> str:
        """Give why letters to a customer are stopped; blank if they are not."""
        row = self._customer_rows.get(account[0])
        return text(self.tables["Customers"], "stop", row) if row is not None else ""

    def hold_of(self, account: Account) -> date | None:
        """Give until when a customer is on hold."""
        row = self._customer_rows.get(account[0])
        return day(self.tables["Customers"], "hold_until", row) if row is not None else None

    @cached_property
    def registered(self) -> frozenset[str]:
        """The letter numbers that stand in the register."""
        return frozenset(str(number) for number in self.tables["Letters"].column("number") if number)

    @cached_property
    def counting(self) -> frozenset[str]:
        """The letter numbers that stand in the register and are not void there."""
        table = self.tables["Letters"]
        void = table.columns.get("void_reason", [None] * len(table))
        pairs = zip(table.column("number"), void, strict=True)
        return frozenset(str(number) for number, reason in pairs if number and not reason)

    @cached_property
    def last_letters(self) -> Mapping[Account, date]:
        """The date of the last letter to each account, for whatever item, settled ones too."""
        table, last = self.tables["Invoices"], dict[Account, date]()
        for row, cell in enumerate(table.column("last_letter")):
            if isinstance(cell, date):
                account = (text(table, "customer", row), text(table, "currency", row).upper())
                last[account] = max(cell, last.get(account, cell))
        return last

    @cached_property
    def _customer_rows(self) -> Mapping[str, int]:
        table = self.tables["Customers"]
        return {text(table, "customer", row): row for row in reversed(range(len(table)))}


def text(table: Table, key: str, row: int) -> str:
    """Give a cell as text; blank for an empty one."""
    value: Value = table.column(key)[row]
    return "" if value is None else str(value).strip()


def whole(table: Table, key: str, row: int) -> int:
    """Give a cell as a whole number; 0 for an empty one."""
    value = table.column(key)[row]
    return int(value) if isinstance(value, int | Decimal) else 0


def day(table: Table, key: str, row: int) -> date | None:
    """Give a cell as a day."""
    value = table.column(key)[row]
    return value if isinstance(value, date) else None


def _as_before(item: OpenItem, before: Mapping[str, tuple[int, str]]) -> OpenItem:
    level, last = before.get(item.key, (item.level, ""))
    return replace(item, level=level, last_letter=date.fromisoformat(last) if last else None)


def _item(table: Table, row: int, currency: str, balance: Decimal) -> OpenItem:
    gross, disputed, interest = (_minor(table, key, row, currency) for key in ("gross", "disputed", "interest"))
    return OpenItem(
        key=text(table, "item_key", row),
        document_no=text(table, "document_no", row),
        kind=text(table, "kind", row),
        document_date=day(table, "document_date", row),
        due_date=day(table, "due_date", row),
        gross=gross,
        balance=to_minor(balance, currency),
        disputed=disputed,
        interest=interest,
        level=whole(table, "level", row),
        last_letter=day(table, "last_letter", row),
        purchase_order=text(table, "purchase_order", row),
        contract=text(table, "contract", row),
        hold_until=day(table, "hold_until", row),
    )


def _minor(table: Table, key: str, row: int, currency: str) -> int:
    value = table.column(key)[row]
    return to_minor(value, currency) if isinstance(value, Decimal) else 0
