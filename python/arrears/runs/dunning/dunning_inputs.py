"""What proposals rest on, of the book's figures: items with their levels, holds and disputes, credits, agreements."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from arrears.core.dates import as_days
from arrears.core.dunning.escalation import AccountCode, DunningBlocks, DunningItems, UnappliedCredits
from arrears.core.dunning.procedures import Procedure
from arrears.core.ledger import Codes
from arrears.core.money import to_major
from arrears.core.reasons import Reason, reason
from arrears.runs.bookkeeping.bills_table import BillRow, bills_in, under_way, under_way_reasons
from arrears.runs.dunning.opening_levels import LevelNow, level_now
from arrears.runs.dunning.procedures_table import Procedures
from arrears.runs.dunning.received_since import received_since
from arrears.runs.dunning.recipients import Recipients
from arrears.runs.dunning.undertakings import Standing, standing
from arrears.runs.figures import Figures
from arrears.runs.lists.named_items import day_in
from arrears.runs.matching.pending_receipts import pending_receipts
from arrears.runs.ports import Table, Value


@dataclass(frozen=True)
class DunningInputs:
    """The book's figures as dunning sees them on the date of the letters."""

    figures: Figures
    letter_date: date

    @cached_property
    def procedures(self) -> tuple[Procedure, ...]:
        """The procedure of each customer, by code."""
        tables = self.figures.tables
        book = Procedures(self.figures.policy, tables.get("Procedures"), tables["Customers"])
        return tuple(book.of(customer) for customer in self.figures.sub_ledger.ledger.customers)

    @cached_property
    def recipients(self) -> Codes:
        """Whom letters about each customer's items go to, by code: accounts of dunning are theirs."""
        return self._recipients.codes(self.figures.sub_ledger.ledger.customers)

    @cached_property
    def _recipients(self) -> Recipients:
        return Recipients(self.figures.tables["Customers"])

    @cached_property
    def standing(self) -> Standing:
        """How promises and plans stand."""
        figures = self.figures
        return standing(figures.sub_ledger, figures.tables, figures.as_of, figures.policy.promise_grace)

    @cached_property
    def bills(self) -> Sequence[BillRow]:
        """The bills, cheques and direct debits of the book."""
        return bills_in(self.figures.tables, self.figures.sub_ledger, self.figures.policy)[0]

    def under_way(self, day: date) -> Mapping[AccountCode, int]:
        """Give what is on its way on a day, by account: by bill or direct debit, or at the bank and not posted yet.

        Who has paid is not asked to pay.
        """
        found: dict[AccountCode, int] = {}
        on_bills = under_way(self.bills, self.figures.sub_ledger.ledger, day).items()
        for of_customer, amount in (*on_bills, *self._at_the_bank(day).items()):
            account = self.account(of_customer)
            found[account] = found.get(account, 0) + amount
        return found

    def _at_the_bank(self, day: date) -> dict[AccountCode, int]:
        """Give what came in at the bank by a day and is not posted yet, of customers that have items."""
        ledger = self.figures.sub_ledger.ledger
        customers = {key: code for code, key in enumerate(ledger.customers)}
        currencies = {key: code for code, key in enumerate(ledger.currencies)}
        pending = pending_receipts(self.figures.tables, day).by_account
        return {
            (customers[who], currencies[currency]): amount
            for (who, currency), amount in pending.items()
            if who in customers and currency in currencies
        }

    def _pending_reasons(self) -> dict[AccountCode, tuple[Reason, ...]]:
        """Say of accounts with anything overdue what came in at the bank and is not posted yet."""
        ledger = self.figures.sub_ledger.ledger
        late = self.figures.ageing.days > 0
        overdue = set(zip(ledger.items.customer[late].tolist(), ledger.items.currency[late].tolist(), strict=True))
        return {
            account: (reason("bank-receipts-pending", amount=to_major(amount, ledger.currencies[account[1]])),)
            for account, amount in self._at_the_bank(self.letter_date).items()
            if account in overdue
        }

    @cached_property
    def remarks(self) -> Mapping[AccountCode, tuple[Reason, ...]]:
        """What is to be known of promises, plans and payments on their way, by account."""
        found: dict[AccountCode, tuple[Reason, ...]] = {}
        on_their_way = under_way_reasons(self.bills, self.figures.sub_ledger.ledger, self.letter_date)
        pending = self._pending_reasons()
        for account, said in (*self.standing.remarks.items(), *on_their_way.items(), *pending.items()):
            to = self.account(account)
            found[to] = (*found.get(to, ()), *said)
        return found

    def account(self, of_customer: AccountCode) -> AccountCode:
        """Give the account that letters about a customer's items in a currency belong to."""
        return int(self.recipients[of_customer[0]]), of_customer[1]

    @cached_property
    def levels(self) -> list[LevelNow]:
        """The level of each item of the ledger."""
        return [level_now(self.figures.tables["Invoices"], row) for row in self.figures.sub_ledger.item_rows]

    @cached_property
    def since(self) -> Mapping[AccountCode, int]:
        """What came in after the as-of date, up to the date of the letters, by account."""
        found: dict[AccountCode, int] = {}
        paid = received_since(self.figures.sub_ledger.ledger, self.figures.as_of, self.letter_date)
        for of_customer, amount in paid.items():
            account = self.account(of_customer)
            found[account] = found.get(account, 0) + amount
        return found

    def items(self) -> DunningItems:
        """Give the items of the ledger."""
        figures, levels = self.figures, self.levels
        table, ledger = figures.tables["Invoices"], figures.sub_ledger.ledger
        documents, dated = table.column("document_no"), _dated(figures)
        due = ledger.items.due_date.copy()
        due[~dated] = np.datetime64("NaT", "D")
        return DunningItems(
            document=tuple(str(documents[row] or "") for row in figures.sub_ledger.item_rows),
            customer=self.recipients[ledger.items.customer],
            currency=ledger.items.currency,
            kind=ledger.items.kind,
            balance=figures.ageing.balance,
            disputed=ledger.items.disputed,
            due=due,
            days_past_due=np.where(dated, figures.ageing.days, 0),
            level=np.array([now.level for now in levels], dtype=np.int64),
            last_letter=as_days([now.last_letter for now in levels]),
            hold_until=as_days(self._holds()),
            opening=np.array([now.opening for now in levels], dtype=np.bool_),
            unapproved=np.array([now.unapproved for now in levels], dtype=np.bool_),
        )

    def blocks(self, remarks: Mapping[AccountCode, tuple[Reason, ...]]) -> DunningBlocks:
        """Give what stops or holds letters; ``remarks`` on accounts come after those on promises and plans."""
        table, ledger = self.figures.tables["Customers"], self.figures.sub_ledger.ledger
        stop, hold, key_account = (table.column(key) for key in ("stop", "hold_until", "key_account"))
        row_of = {str(key): row for row, key in enumerate(table.column("customer"))}
        rows = [row_of.get(customer) for customer in ledger.customers]
        known = {account: list(found) for account, found in self.remarks.items()}
        for account, found in (*self._why_held().items(), *remarks.items()):
            known.setdefault(account, []).extend(found)
        return DunningBlocks(
            tuple("" if row is None else str(stop[row] or "") for row in rows),
            as_days([None if row is None else day_in(hold[row]) for row in rows]),
            frozenset(
                int(self.recipients[code])
                for code, row in enumerate(rows)
                if row is not None and key_account[row] is True
            ),
            self._released(),
            {account: tuple(found) for account, found in known.items()},
        )

    def credits(self) -> UnappliedCredits:
        """Give open credits, receipts not yet applied, what came in since the as-of date, and what is on its way."""
        ledger, ageing = self.figures.sub_ledger.ledger, self.figures.ageing
        credit = ageing.balance < 0
        customers = ledger.items.customer[credit]
        coming = [*self._held().items(), *self.since.items(), *self.under_way(self.letter_date).items()]
        late = np.array([account for account, _ in coming], dtype=np.int32).reshape(-1, 2)
        return UnappliedCredits(
            np.concatenate([self.recipients[customers], late[:, 0]]),
            np.concatenate([ledger.items.currency[credit], late[:, 1]]),
            np.concatenate([-ageing.balance[credit], [amount for _, amount in coming]]).astype(np.int64),
        )

    def _held(self) -> Mapping[AccountCode, int]:
        """Give what receipts hold unapplied, by account; a receipt and what took it back come to nothing."""
        receipts, sums = self.figures.sub_ledger.ledger.receipts, dict[AccountCode, int]()
        held = self.figures.ageing.unapplied.tolist()
        rows = zip(receipts.customer.tolist(), receipts.currency.tolist(), held, strict=True)
        for customer, currency, amount in rows:
            account = self.account((customer, currency))
            sums[account] = sums.get(account, 0) + amount
        return {account: amount for account, amount in sums.items() if amount > 0}

    def _holds(self) -> list[date | None]:
        """Give until when each item is held: by its own hold, that of its account, or a promise."""
        figures = self.figures
        ledger, own = figures.sub_ledger.ledger, figures.tables["Invoices"].column("hold_until")
        of_account = _account_rows(figures)
        holds = figures.tables["Escalation"].column("hold_until")
        branches = [self._recipients.held_until(customer) for customer in ledger.customers]
        owners = zip(ledger.items.customer.tolist(), ledger.items.currency.tolist(), strict=True)
        found = []
        for row, owner in zip(figures.sub_ledger.item_rows, owners, strict=True):
            account = self.account(owner)
            set_here = day_in(holds[of_account[account]]) if account in of_account else None
            days = (day_in(own[row]), set_here, self.standing.holds.get(row), branches[owner[0]])
            found.append(max((day for day in days if day is not None), default=None))
        return found

    def _why_held(self) -> dict[AccountCode, list[Reason]]:
        """Say who set a hold on an account and why, where that was written down."""
        figures = self.figures
        ledger, found = figures.sub_ledger.ledger, dict[AccountCode, list[Reason]]()
        customers = figures.tables["Customers"]
        row_of = {str(key): row for row, key in enumerate(customers.column("customer"))}
        customers_of = self.recipients[ledger.items.customer].tolist()
        late = zip(customers_of, ledger.items.currency.tolist(), figures.ageing.days, strict=True)
        for account in dict.fromkeys((who, code) for who, code, days in late if days > 0):
            row = row_of.get(ledger.customers[account[0]])
            if row is not None:
                found.setdefault(account, []).extend(self._hold_reason(customers, row))
        for account, row in _account_rows(figures).items():
            if account in found:
                found[account].extend(self._hold_reason(figures.tables["Escalation"], row))
        return {account: reasons for account, reasons in found.items() if reasons}

    def _hold_reason(self, table: Table, row: int) -> list[Reason]:
        until, why, by = (table.column(key)[row] for key in ("hold_until", "hold_reason", "hold_by"))
        if not (isinstance(until, date) and until >= self.letter_date) or not (why or by):
            return []
        if not by:
            return [reason("held-because", until=until, why=str(why))]
        return [reason("held-by", until=until, why=str(why or "-"), by=str(by))]

    def _released(self) -> frozenset[AccountCode]:
        released = self.figures.tables["Escalation"].column("released")
        return frozenset(a for a, row in _account_rows(self.figures).items() if released[row] is True)


def _account_rows(figures: Figures) -> dict[AccountCode, int]:
    """Give the row of the Escalation sheet of each account."""
    ledger, table = figures.sub_ledger.ledger, figures.tables["Escalation"]
    customers = {key: code for code, key in enumerate(ledger.customers)}
    currencies = {key: code for code, key in enumerate(ledger.currencies)}
    named: list[tuple[Value, Value]] = list(zip(table.column("customer"), table.column("currency"), strict=True))
    return {
        (customers[str(customer)], currencies[str(currency)]): row
        for row, (customer, currency) in enumerate(named)
        if str(customer) in customers and str(currency) in currencies
    }


def _dated(figures: Figures) -> NDArray[np.bool_]:
    """Tell which items have a due date, of their own or by their terms; nobody is asked to pay one that has none."""
    due, by_terms = figures.tables["Invoices"].column("due_date"), figures.sub_ledger.terms.by_terms
    return np.array([due[row] is not None or by_terms[row] for row in figures.sub_ledger.item_rows], dtype=np.bool_)
