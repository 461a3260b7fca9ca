"""What letters are made of, read from the workbook in one go: customers, their open items, and the proposals."""

from collections.abc import Callable, Mapping, Sequence
from copy import copy
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from decimal import Decimal
from functools import cached_property

from arrears.core.dunning.procedures import Procedure
from arrears.core.letters.late_claim import Charges
from arrears.core.letters.letter_items import falls_due
from arrears.core.letters.letters import Addressee, OpenItem, stamp
from arrears.core.money import to_minor
from arrears.core.policy import Policy
from arrears.core.problems import Place
from arrears.core.terms.working_days import WorkingDays
from arrears.errors import InputRefused
from arrears.runs.dunning.disputes import disputed_rows
from arrears.runs.dunning.opening_levels import level_now
from arrears.runs.dunning.procedures_table import Procedures, proposal_rules
from arrears.runs.dunning.received_since import received_since
from arrears.runs.dunning.recipients import Recipients
from arrears.runs.dunning.undertakings import holds_as_shown
from arrears.runs.items.term_rules import WorkingDaysFinder, monday_to_friday, rules_of
from arrears.runs.letters.letter_charges import charges_in
from arrears.runs.policy_table import policy_in
from arrears.runs.ports import Sheets, Table, Value
from arrears.runs.sub_ledger import SubLedger, load

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


class LetterSheets:
    """The tables that letters rest on, read once."""

    def __init__(self, sheets: Sheets, find: WorkingDaysFinder = monday_to_friday) -> None:
        """Read the tables and the as-of date; refuses a book that was never refreshed.

        ``find`` gives the working days of a country.
        """
        self._find = find
        names = ["Policy", "Invoices", "Customers", "Escalation", "Letters", "Problems"]
        arranged = ("Procedures", "Disputes", "Promises", "Plans")
        others = ("Receipts", "Allocations", "Imports", "Interest", "InterestTotals")
        names += [name for name in (*arranged, *others) if sheets.has(name)]
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
    def working(self) -> WorkingDays:
        """The working days that the policy names a country for; of one that is not known, Mondays to Fridays."""
        return rules_of(self.policy, self.tables["Policy"], self._find)[0].calendar.working

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
                template=text(table, "template", row) or self._own_template(table, row),
                hold_until=day(table, "hold_until", row),
                stamp=text(table, "proposed", row),
                reminds=table.column("level")[row] == 0,
                reason=text(table, "edit_reason", row),
                approved_by=text(table, "approved_by", row),
                released=table.column("released")[row] is True,
                place=table.place(row, "level"),
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
                account = self._account(table, row)
                found.setdefault(account, []).append(self.item(row))
        return found

    @cached_property
    def recipients(self) -> Recipients:
        """Who is written to about each customer's items."""
        return Recipients(self.tables["Customers"])

    def by_customer(self) -> "LetterSheets":
        """Give the book with each customer's items under its own name, whoever is written to about them."""
        table = self.tables["Customers"]
        apart = copy(self)
        columns = {key: column for key, column in table.columns.items() if key != "dunning_recipient"}
        apart.recipients = Recipients(replace(table, columns=columns))
        return apart

    def branches(self, account: Account) -> Mapping[str, str]:
        """Give whose items an account's letters may list, with their names; nothing for one without branches."""
        return {branch: self.addressee((branch, account[1])).name for branch in self.recipients.branches(account[0])}

    def _account(self, table: Table, row: int) -> Account:
        """Give the account that letters about a row belong to."""
        return self.recipients.of(text(table, "customer", row)), text(table, "currency", row).upper()

    def item(self, row: int) -> OpenItem:
        """Give the item of a row of Open items; its balance is nothing once it is settled."""
        table, balance = self.tables["Invoices"], self.tables["Invoices"].column("balance")[row]
        known = balance if isinstance(balance, Decimal) else Decimal(0)
        return self._arranged(_item(table, row, self._currency(row), known), row)

    def before_letter(self, account: Account, before: Mapping[str, tuple[int, str]]) -> "LetterSheets":
        """Give the book as it was before a letter: items at the levels and with the last letters they then had."""
        # What a letter reads is read here once, not again for each of many letters.
        _ = self.policy, self.working, self.unapplied, self.charges, self.sub_ledger, self._since
        _ = self._procedures, self._customer_rows
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
                account = self._account(table, row)
                held[account] = held.get(account, 0) + to_minor(amount, account[1])
        return held

    @cached_property
    def charges(self) -> Mapping[Account, Charges]:
        """How the interest of each account was computed, by account."""
        return charges_in(self.tables, self.recipients)

    def stamp(self, account: Account, as_of: date) -> str:
        """Give the fingerprint of an account's figures as they stand now."""
        lines = ((item.key, item.balance, item.level) for item in self.items.get(account, ()))
        rules = proposal_rules(self.policy, self.procedure_of(account))
        return stamp(*account, as_of, lines, self.unapplied.get(account, 0), rules)

    def procedure_of(self, account: Account) -> Procedure:
        """Give the dunning procedure of an account's customer."""
        return self._procedures.of(account[0])

    def policy_for(self, account: Account) -> Policy:
        """Give the policy as it is for an account's customer: with the levels and fees of its own procedure."""
        return self.procedure_of(account).applied_to(self.policy)

    def due_soon(self, account: Account, letter_date: date) -> Callable[[OpenItem], bool]:
        """Give which items a reminder before their due date speaks of: not long before it, and once each."""
        stage = self.procedure_of(account).reminder
        last = letter_date + timedelta(days=stage.days if stage is not None else 0)

        def chosen(item: OpenItem) -> bool:
            fresh = item.level == 0 and item.last_letter is None and falls_due(item, letter_date, letter_date)
            return fresh and item.due_date is not None and item.due_date <= last

        return chosen

    def is_key_account(self, account: Account) -> bool:
        """Tell whether letters to a customer wait until somebody releases them; one key account of many will do."""
        column = self.tables["Customers"].column("key_account")
        rows = (self._customer_rows.get(one) for one in self.owners(account))
        return any(row is not None and column[row] is True for row in rows)

    def owners(self, account: Account) -> Sequence[str]:
        """Give the customers whose items an account's letters may list."""
        return self.recipients.branches(account[0]) or [account[0]]

    @cached_property
    def sub_ledger(self) -> SubLedger:
        """The sub-ledger that the tables make."""
        return load(self.policy.base_currency, self.tables)

    def received_since(self, account: Account, letter_date: date) -> int:
        """Give what an account paid after the as-of date, up to the date of the letters, in minor units."""
        if letter_date not in self._since:
            ledger = self.sub_ledger.ledger
            sums = received_since(ledger, self.as_of, letter_date).items()
            found = self._since[letter_date] = dict[Account, int]()
            for (who, code), amount in sums:
                of_account = (self.recipients.of(ledger.customers[who]), ledger.currencies[code])
                found[of_account] = found.get(of_account, 0) + amount
        return self._since[letter_date].get(account, 0)

    @cached_property
    def _since(self) -> dict[date, dict[Account, int]]:
        return {}

    @cached_property
    def _procedures(self) -> Procedures:
        return Procedures(self.policy, self.tables.get("Procedures"), self.tables["Customers"])

    @cached_property
    def _holds(self) -> Mapping[int, date]:
        return holds_as_shown(self.tables, self.policy.promise_grace)

    @cached_property
    def _disputed(self) -> Mapping[int, Decimal | None]:
        return disputed_rows(self.tables, self.as_of)

    def _arranged(self, item: OpenItem, row: int) -> OpenItem:
        """Give an item with what people wrote of it elsewhere: its opening level, disputes, promises and plans."""
        now = level_now(self.tables["Invoices"], row)
        disputed = item.disputed
        if row in self._disputed:
            told = self._disputed[row]
            disputed = max(disputed, item.balance if told is None else to_minor(told, self._currency(row)))
        owner = text(self.tables["Invoices"], "customer", row)
        days = (item.hold_until, self._holds.get(row), self.recipients.held_until(owner))
        return replace(
            item,
            level=now.level,
            opening=now.opening,
            disputed=disputed,
            hold_until=max((held for held in days if held is not None), default=None),
            branch=owner if self.recipients.branches(self.recipients.of(owner)) else "",
        )

    def _currency(self, row: int) -> str:
        return text(self.tables["Invoices"], "currency", row).upper()

    def _own_template(self, table: Table, row: int) -> str:
        """Give the template that the customer's procedure names for a level; blank where it names none."""
        level = table.column("level")[row]
        stage = self._procedures.of(text(table, "customer", row)).stage(level) if isinstance(level, int) else None
        return "reminder_before_due" if level == 0 else "" if stage is None else stage.template

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
                account = self._account(table, row)
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
