"""What letters are made of, read from the workbook in one go: customers, their open items, and the proposals."""

from collections.abc import Callable, Mapping, Sequence
from copy import copy
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from functools import cached_property

from arrears.core.dunning.procedures import Procedure
from arrears.core.letters.late_claim import Charges
from arrears.core.letters.letter_items import falls_due
from arrears.core.letters.letters import Addressee, OpenItem, stamp
from arrears.core.money import to_minor
from arrears.core.policy import Policy
from arrears.core.terms.working_days import WorkingDays
from arrears.errors import InputRefused
from arrears.runs.bookkeeping.bills_table import BillRow, bills_in
from arrears.runs.dunning.disputes import disputed_rows
from arrears.runs.dunning.opening_levels import level_now
from arrears.runs.dunning.procedures_table import Procedures, proposal_rules
from arrears.runs.dunning.received_since import received_since
from arrears.runs.dunning.recipients import Recipients
from arrears.runs.dunning.undertakings import holds_as_shown
from arrears.runs.items.term_rules import WorkingDaysFinder, monday_to_friday, rules_of
from arrears.runs.letters.letter_charges import charges_in
from arrears.runs.letters.letter_rows import Account, ProposedLetter, as_before, day, open_item, text, whole
from arrears.runs.matching.pending_receipts import PendingReceipts, pending_receipts
from arrears.runs.policy_table import policy_in
from arrears.runs.ports import Sheets, Table
from arrears.runs.sub_ledger import SubLedger, load


class LetterSheets:
    """The tables that letters rest on, read once."""

    def __init__(self, sheets: Sheets, find: WorkingDaysFinder = monday_to_friday) -> None:
        """Read the tables and the as-of date; refuses a book that was never refreshed.

        ``find`` gives the working days of a country.
        """
        self._find = find
        names = ["Policy", "Invoices", "Customers", "Escalation", "Letters", "Problems"]
        arranged = ("Procedures", "Disputes", "Promises", "Plans", "Bills")
        others = ("Receipts", "Allocations", "Imports", "Interest", "InterestTotals", "Bank", "Matching")
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
        return self._arranged(open_item(table, row, self._currency(row), known), row)

    def before_letter(self, account: Account, before: Mapping[str, tuple[int, str]]) -> "LetterSheets":
        """Give the book as it was before a letter: items at the levels and with the last letters they then had."""
        # What a letter reads is read here once, not again for each of many letters.
        _ = self.policy, self.working, self.unapplied, self.charges, self.sub_ledger, self._since
        _ = self._procedures, self._customer_rows, self._bills
        earlier = copy(self)
        earlier.items = {**self.items, account: [as_before(item, before) for item in self.items.get(account, ())]}
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
        held = self.unapplied.get(account, 0) + self.under_way(account, self.as_of)
        return stamp(*account, as_of, lines, held, rules)

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

    def pending(self, day: date) -> PendingReceipts:
        """Give what came in at the bank by a day and is not posted yet."""
        if day not in self._pending:
            self._pending[day] = pending_receipts(self.tables, day)
        return self._pending[day]

    @cached_property
    def _pending(self) -> dict[date, PendingReceipts]:
        return {}

    def under_way(self, account: Account, day: date) -> int:
        """Give what of an account is on its way on a day by bill or debit, or at the bank, not posted; minor units."""
        customers = self.owners(account)
        pending = self.pending(day).by_account
        return sum(pending.get((customer, account[1]), 0) for customer in customers) + sum(
            one.bill.pending_on(day) for one in self._bills if one.customer in customers and one.currency == account[1]
        )

    @cached_property
    def _bills(self) -> Sequence[BillRow]:
        return bills_in(self.tables, self.sub_ledger, self.policy)[0] if "Bills" in self.tables else ()

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
