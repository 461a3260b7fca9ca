"""The Promises and Plans tables: what was agreed with customers, kept or broken, and the letters that wait for it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from arrears.core.dates import as_dates, as_day
from arrears.core.dunning.arrangements import Payment, Undertaking, instalment_states, received
from arrears.core.dunning.escalation import AccountCode
from arrears.core.ledger import ALLOCATION_KINDS, Ledger
from arrears.core.money import to_major, to_minor
from arrears.core.problems import Problem
from arrears.core.reasons import Reason, reason
from arrears.runs.carried import in_place
from arrears.runs.lists.named_items import NamedItems, Party, day_in, party
from arrears.runs.ports import Rows, Table, Value
from arrears.runs.sub_ledger import SubLedger

NO_PAYMENT = frozenset({"credit", "write-off", "exchange", "rounding", "brought forward"})
"""Allocations that bring no money in."""


class Agreed(NamedTuple):
    """A row of Promises, or of Plans (``plan`` names it): who is to pay how much by when, agreed on which day."""

    table: str
    row: int
    plan: str
    whom: Party
    amount: Decimal | None
    agreed: date
    until: date
    state: str


@dataclass(slots=True)
class Standing:
    """How promises and plans stand on a day.

    ``holds``: until when letters about a row of Open items wait, inclusive. ``remarks`` by account, as reasons;
    ``broken``: those of them that tell of something broken. ``results``: what the tables' result columns say.
    """

    holds: dict[int, date] = field(default_factory=dict)
    remarks: dict[AccountCode, list[Reason]] = field(default_factory=dict)
    results: dict[str, dict[int, tuple[Decimal, str]]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)


def agreed_in(tables: Mapping[str, Table]) -> Iterator[Agreed]:
    """Read the rows of both tables that can be used: those with their days."""
    for name, agreed_key, until_key in (("Promises", "promised_on", "until"), ("Plans", "agreed_on", "due_date")):
        table = tables.get(name)
        for row in range(0 if table is None else len(table)):
            assert table is not None  # noqa: S101 - it has rows
            agreed, until = day_in(table.column(agreed_key)[row]), day_in(table.column(until_key)[row])
            amount, plan, state = (table.column(key)[row] for key in ("amount", "plan", "state"))
            if agreed is not None and until is not None and (name == "Promises" or isinstance(amount, Decimal)):
                yield Agreed(
                    name, row, str(plan or ""), party(table, row), amount if isinstance(amount, Decimal) else None,
                    agreed, until, str(state or "open"),
                )  # fmt: skip


def plans_in(tables: Mapping[str, Table]) -> Iterator[Agreed]:
    """Read the instalments of the Plans table."""
    return (one for one in agreed_in(tables) if one.table == "Plans")


def holds_as_shown(tables: Mapping[str, Table], grace: int) -> Mapping[int, date]:
    """Give until when letters about each row of Open items wait, as the tables' own state columns say.

    Of a plan the next open instalment counts; one with a broken instalment holds nothing.
    """
    items, holds = NamedItems(tables["Invoices"]), dict[int, date]()
    for group in groups_of(agreed_in(tables)):
        waiting = [one for one in group if one.state == "open"]
        if waiting and all(one.state != "broken" for one in group):
            _hold(holds, items.rows(whom_meant(items, group[0].whom)), waiting[0].until + timedelta(days=grace))
    return holds


def standing(sub_ledger: SubLedger, tables: Mapping[str, Table], as_of: date, grace: int) -> Standing:
    """Tell how every promise and plan stands on a day, by what was received."""
    items, found = NamedItems(tables["Invoices"]), Standing()
    receipts = _Receipts(sub_ledger, as_of) if "Promises" in tables or "Plans" in tables else None
    for group in groups_of(agreed_in(tables)):
        assert receipts is not None  # noqa: S101 - there is a table
        whom = whom_meant(items, group[0].whom)
        if whom != group[0].whom:
            place = tables[group[0].table].place(group[0].row, "item")
            found.problems.append(Problem("arrangement-item-unknown", place, group[0].whom.item))
        for account, rows in receipts.accounts(items.rows(whom), one_only=group[0].amount is not None).items():
            _stand(found, group, receipts, account, rows, grace)
    return found


def arrangement_rows(tables: Mapping[str, Table], found: Standing) -> list[Rows]:
    """Give the result columns of both tables: what was received, and the state."""
    rows = []
    for name in ("Promises", "Plans"):
        if name in tables:
            results = found.results.get(name, {})
            cells = [results.get(row) for row in range(len(tables[name]))]
            amounts: list[Value] = [cell and cell[0] for cell in cells]
            states: list[Value] = [cell and cell[1] for cell in cells]
            rows.append(in_place(tables[name], {"received": amounts, "state": states}))
    return rows


def groups_of(rows: Iterable[Agreed]) -> list[list[Agreed]]:
    """Put the instalments of a plan together, by due date; each promise stands alone."""
    groups: dict[tuple[str, object, Party], list[Agreed]] = {}
    for one in rows:
        groups.setdefault((one.table, one.plan or one.row, one.whom), []).append(one)
    return [sorted(group, key=lambda one: one.until) for group in groups.values()]


def whom_meant(items: NamedItems, whom: Party) -> Party:
    """Take the whole account where the item is not known: nobody who promised is written to for a slip of the pen."""
    return whom if items.rows(whom) or not whom.item else whom._replace(item="")


def _stand(
    found: Standing, group: Sequence[Agreed], receipts: "_Receipts", account: AccountCode, rows: list[int], grace: int
) -> None:
    currency = receipts.ledger.currencies[account[1]]
    as_of, payments = receipts.as_of, receipts.payments(account, rows if group[0].whom.item else None)
    terms = [Undertaking(None if one.amount is None else to_minor(one.amount, currency), one.until) for one in group]
    settled = receipts.settled(rows, min(as_of, terms[-1].last_day(grace)), group[-1].until)
    if group[0].table == "Plans":
        told = instalment_states(terms, group[0].agreed, payments, as_of, grace, settled=settled)
    else:
        came = received(payments, group[0].agreed, min(as_of, terms[0].last_day(grace)))
        told = [(terms[0].state(as_of, came, grace, settled=settled), came)]
    for one, (state, came) in zip(group, told, strict=True):
        found.results.setdefault(one.table, {})[one.row] = (to_major(came, currency), state)
    states = [state for state, _ in told]
    if "broken" in states:
        _remark(found, account, group[states.index("broken")], "broken", currency)
    elif "open" in states:
        waiting = group[states.index("open")]
        _hold(found.holds, rows, waiting.until + timedelta(days=grace))
        _remark(found, account, waiting, "open", currency)


def _remark(found: Standing, account: AccountCode, one: Agreed, state: str, currency: str) -> None:
    found.remarks.setdefault(account, []).append(_said(one, state, currency))


def _said(one: Agreed, state: str, currency: str) -> Reason:
    days = {"until": one.until, "on": one.agreed}
    if one.table == "Plans":
        amount = to_major(to_minor(one.amount or Decimal(0), currency), currency)
        return reason(f"plan-{state}", **days, amount=amount, plan=one.plan or "-")
    if one.amount is None:
        return reason(f"promise-{state}-whole", **days)
    return reason(f"promise-{state}", **days, amount=to_major(to_minor(one.amount, currency), currency))


def _hold(holds: dict[int, date], rows: Sequence[int], until: date) -> None:
    for row in rows:
        holds[row] = max(until, holds.get(row, until))


class _Receipts:
    """What came in, by account and by item."""

    def __init__(self, sub_ledger: SubLedger, as_of: date) -> None:
        self.ledger: Ledger = sub_ledger.ledger
        self.as_of = as_of
        self._item_of = {row: n for n, row in enumerate(sub_ledger.item_rows)}
        ledger = self.ledger
        self._allocated = as_dates(ledger.counted_from())
        kinds = [ALLOCATION_KINDS[kind] not in NO_PAYMENT for kind in ledger.allocations.kind.tolist()]
        self._pays = np.array(kinds, dtype=np.bool_) & (ledger.allocations.credit < 0)
        self._posted = as_dates(ledger.receipts.posting_date)
        self._unapplied = ledger.unapplied(as_of)

    def accounts(self, rows: Sequence[int], *, one_only: bool) -> Mapping[AccountCode, list[int]]:
        """Put rows of Open items together by customer and currency.

        An amount is of one currency: with ``one_only`` the base currency's account is meant, else the first.
        """
        items, found = self.ledger.items, dict[AccountCode, list[int]]()
        for row, n in ((row, self._item_of[row]) for row in rows if row in self._item_of):
            found.setdefault((int(items.customer[n]), int(items.currency[n])), []).append(row)
        if one_only and found:
            base = [a for a in found if self.ledger.currencies[a[1]] == self.ledger.base_currency]
            account = (base or [*found])[0]
            return {account: found[account]}
        return found

    def payments(self, account: AccountCode, rows: Sequence[int] | None) -> list[Payment]:
        """Give what came in on an account or, where ``rows`` are named, towards these items.

        A receipt that nothing was settled with yet counts for whatever its customer promised.
        """
        ledger, paid = self.ledger, self.ledger.allocations
        if rows is None:
            chosen = self._of(account, ledger.items.customer[paid.item], ledger.items.currency[paid.item])
            chosen &= paid.receipt < 0
            held, amounts = (
                self._of(account, ledger.receipts.customer, ledger.receipts.currency),
                ledger.receipts.amount,
            )
        else:
            chosen = np.isin(paid.item, [self._item_of[row] for row in rows if row in self._item_of])
            held, amounts = self._of(account, ledger.receipts.customer, ledger.receipts.currency), self._unapplied
        found = [(self._allocated[n], int(paid.amount[n])) for n in np.flatnonzero(chosen & self._pays).tolist()]
        found += [(self._posted[n], int(amounts[n])) for n in np.flatnonzero(held).tolist()]
        return [(day, amount) for day, amount in found if day is not None and amount and day <= self.as_of]

    def settled(self, rows: Sequence[int], day: date, due_by: date) -> bool:
        """Tell whether nothing of the items that fell due by a day was owed any more on another."""
        first = self.ledger.first_day
        balances = self.ledger.balances(max(day, first) if first is not None else day)
        due, posted = self.ledger.items.due_date <= as_day(due_by), self.ledger.items.posting_date <= as_day(day)
        owed = [n for row in rows if (n := self._item_of.get(row)) is not None and due[n] and posted[n]]
        return bool(owed) and all(balances[n] <= 0 for n in owed)

    @staticmethod
    def _of(account: AccountCode, customer: NDArray[np.int32], currency: NDArray[np.int32]) -> NDArray[np.bool_]:
        return np.asarray((customer == account[0]) & (currency == account[1]), dtype=np.bool_)
