"""Rows of the workbook as letters read them: accounts, proposals as a person left them, open items."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal

from arrears.core.letters.letters import OpenItem
from arrears.core.money import to_minor
from arrears.core.problems import Place
from arrears.runs.ports import Table, Value

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
    reminds: bool = False
    """Level 0 was proposed or set: the reminder before the due date."""
    reason: str = ""
    """Why a person sends it otherwise than it was proposed."""
    approved_by: str = ""
    released: bool = False
    place: Place = field(default_factory=Place)
    """The cell of its level."""


def text(table: Table, key: str, row: int) -> str:
    """Give a cell as text; blank for an empty one."""
    value: Value = table.column(key)[row]
    return "" if value is None else str(value).strip()


def whole(table: Table, key: str, row: int) -> int:
    """Give a cell as a whole number; 0 for an empty one."""
    value = table.column(key)[row]
    return int(value) if isinstance(value, int | Decimal) else 0


def minor(table: Table, key: str, row: int, currency: str) -> int:
    """Give a cell as an amount in minor units; 0 for an empty one."""
    value = table.column(key)[row]
    return to_minor(Decimal(value), currency) if isinstance(value, int | Decimal) else 0


def day(table: Table, key: str, row: int) -> date | None:
    """Give a cell as a day."""
    value = table.column(key)[row]
    return value if isinstance(value, date) else None


def as_before(item: OpenItem, before: Mapping[str, tuple[int, str]]) -> OpenItem:
    """Give an item at the level, and with the last letter, it had before a letter."""
    level, last = before.get(item.key, (item.level, ""))
    return replace(item, level=level, last_letter=date.fromisoformat(last) if last else None)


def open_item(table: Table, row: int, currency: str, balance: Decimal) -> OpenItem:
    """Read a row of Open items."""
    gross, disputed, interest = (minor(table, key, row, currency) for key in ("gross", "disputed", "interest"))
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
