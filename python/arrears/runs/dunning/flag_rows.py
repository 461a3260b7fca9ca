"""The flags of every account, of the book's figures."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal

import numpy as np

from arrears.core.dunning.escalation import NEVER_CLAIMED, AccountCode, Proposal
from arrears.core.dunning.flags import Account, LateItem, flags, over_limit
from arrears.core.ledger import ITEM_KINDS
from arrears.core.money import to_major, to_minor
from arrears.core.reasons import Reason
from arrears.runs.dunning.dunning_inputs import DunningInputs


class Flags:
    """Flags by account; customers over their limit have one whether or not anything is overdue."""

    def __init__(self, inputs: DunningInputs) -> None:
        """Look at the figures."""
        self._inputs = inputs
        self._figures = inputs.figures
        self._late = self._late_items()
        self._owed = self._owed_by_customer()
        self._exposed = self._most_exposed()
        self._contacts = self._last_contacts()

    def over_limit(self) -> list[AccountCode]:
        """Give an account for every customer over the limit: in base currency, else the first with anything open."""
        ledger = self._figures.sub_ledger.ledger
        open_in: dict[int, list[int]] = {}
        opened = self._figures.ageing.balance != 0
        for who, code in zip(
            ledger.items.customer[opened].tolist(), ledger.items.currency[opened].tolist(), strict=True
        ):
            open_in.setdefault(who, []).append(code)
        base = next((n for n, name in enumerate(ledger.currencies) if name == ledger.base_currency), -1)
        return [
            self._inputs.account((who, base if base in codes else codes[0]))
            for who, codes in open_in.items()
            if who in self._owed and over_limit(*self._owed[who])
        ]

    def of(self, proposal: Proposal) -> tuple[Reason, ...]:
        """Give the flags of the account a proposal is about."""
        account, ledger = (proposal.customer, proposal.currency), self._figures.sub_ledger.ledger
        owed, limit = self._exposed.get(proposal.customer, (None, None))
        last = [day for day in (self._contacts.get(ledger.customers[account[0]]), proposal.last_letter) if day]
        facts = Account(
            late=tuple(self._late.get(account, ())),
            last_level=len(self._inputs.procedures[proposal.customer].stages),
            remarks=self._inputs.remarks.get(account, ()),
            owed=owed,
            limit=limit,
            base_currency=ledger.base_currency,
            contacts_kept="Contacts" in self._figures.tables,
            last_contact=max(last, default=None),
        )
        return flags(facts, self._figures.policy, self._figures.as_of)

    def _late_items(self) -> Mapping[AccountCode, list[LateItem]]:
        items, levels, found = self._inputs.items(), self._inputs.levels, dict[AccountCode, list[LateItem]]()
        currencies = self._figures.sub_ledger.ledger.currencies
        for n in np.flatnonzero((items.balance > 0) & (items.days_past_due > 0)).tolist():
            balance, disputed = int(items.balance[n]), int(items.disputed[n])
            held = bool(items.hold_until[n] >= np.datetime64(self._inputs.letter_date, "D"))
            billed = ITEM_KINDS[items.kind[n]] not in NEVER_CLAIMED
            claim = balance - min(max(disputed, 0), balance) if billed and not held else 0
            account = int(items.customer[n]), int(items.currency[n])
            amount = to_major(claim, currencies[account[1]])
            written = levels[n].level > 0 or levels[n].last_letter is not None
            late = LateItem(items.document[n], amount, int(items.days_past_due[n]), levels[n].level, written)
            found.setdefault(account, []).append(late)
        return found

    def _owed_by_customer(self) -> Mapping[int, tuple[Decimal, Decimal | None]]:
        """Give what each customer with a limit owes in base currency, credits deducted, and the limit.

        Left out is who owes something whose base amount is not known: no limit can be compared with that.
        """
        figures, table = self._figures, self._figures.tables["Customers"]
        ledger, limits = figures.sub_ledger.ledger, table.column("credit_limit")
        limit_of = {str(key): limits[row] for row, key in enumerate(table.column("customer"))}
        sums = np.zeros(len(ledger.customers), dtype=np.int64)
        np.add.at(sums, ledger.items.customer, figures.ageing.base)
        np.subtract.at(sums, ledger.receipts.customer, figures.ageing.unapplied_base)
        unknown = (figures.ageing.balance != 0) & ~np.array(figures.sub_ledger.base_known, dtype=np.bool_)
        lacking = set(ledger.items.customer[unknown].tolist())
        found = {}
        for code, name in enumerate(ledger.customers):
            limit = limit_of.get(name)
            if isinstance(limit, Decimal) and code not in lacking:
                exact = to_major(to_minor(limit, ledger.base_currency), ledger.base_currency)
                found[code] = (to_major(int(sums[code]), ledger.base_currency), exact)
        return found

    def _most_exposed(self) -> Mapping[int, tuple[Decimal, Decimal | None]]:
        """Give, by who is written to, what they owe and their limit; of a branch over its own limit, that."""
        found: dict[int, tuple[Decimal, Decimal | None]] = {}
        ranked = sorted(self._owed.items(), key=lambda one: (over_limit(*one[1]), one[0] == self._recipient(one[0])))
        for who, told in ranked:
            found[self._recipient(who)] = told
        return found

    def _recipient(self, customer: int) -> int:
        return int(self._inputs.recipients[customer])

    def _last_contacts(self) -> Mapping[str, date]:
        table, found = self._figures.tables.get("Contacts"), dict[str, date]()
        days: Sequence[object] = () if table is None else table.column("contacted_on")
        for row, cell in enumerate(days):
            day = cell if isinstance(cell, date) else None
            if table is not None and day is not None and day <= self._figures.as_of:
                customer = str(table.column("customer")[row] or "")
                found[customer] = max(day, found.get(customer, day))
        return found
