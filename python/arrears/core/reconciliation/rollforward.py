"""The roll-forward: opening + movements = closing, per control account, customer and currency."""

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from arrears.core.dates import as_day
from arrears.core.ledger import Codes, Ledger
from arrears.core.money import Minor, sums_by
from arrears.core.reconciliation.movements import COLUMNS, ControlAccounts, Movements, movements_of


@dataclass(frozen=True, slots=True)
class RollForward:
    """Balances and movements in minor units, one row per control account, customer and currency with any of them.

    ``opening`` stands at the end of the day ``opened``, ``closing`` at the end of ``closed``; ``moved`` has one column
    for each of ``movements.COLUMNS``.
    """

    opened: date
    closed: date
    account: Codes
    customer: Codes
    currency: Codes
    opening: Minor
    moved: Minor
    closing: Minor

    def __len__(self) -> int:
        return self.opening.size

    @property
    def first_day(self) -> date:
        """Give the first day of the period."""
        return self.opened + timedelta(days=1)


def day_before(first: date, ledger: Ledger) -> date:
    """Give the day of the opening balance: the one before the period, or that of the first list if it is later.

    Before the first open-items list there is no balance to open with; the list itself is then the opening.
    """
    opened = first - timedelta(days=1)
    return opened if ledger.first_day is None else max(opened, ledger.first_day)


def roll_forward(ledger: Ledger, movements: Movements, opened: date, closed: date) -> RollForward:
    """Roll the balances at the end of one day forward to the end of a later one.

    Refuses a day before the ledger's first.
    """
    ledger.refuse_before_first_day(opened)
    counted = movements.day <= as_day(closed)
    before = movements.day <= as_day(opened)
    keys, group = _groups(movements, ledger)
    width, n = len(COLUMNS), keys.size
    opening = sums_by(group[before], movements.amount[before], n)
    within = counted & ~before
    cells = group[within] * width + movements.column[within]
    moved = sums_by(cells, movements.amount[within], n * width).reshape(n, width)
    closing = sums_by(group[counted], movements.amount[counted], n)
    shown = (opening != 0) | (closing != 0) | np.any(moved != 0, axis=1)
    account, customer, currency = _parts(keys[shown], ledger)
    return RollForward(opened, closed, account, customer, currency, opening[shown], moved[shown], closing[shown])


def rolled(ledger: Ledger, accounts: ControlAccounts, opened: date, closed: date) -> RollForward:
    """Roll a ledger forward in one step."""
    return roll_forward(ledger, movements_of(ledger, accounts), opened, closed)


def open_amounts(ledger: Ledger, accounts: ControlAccounts, roll: RollForward, balance: Minor, held: Minor) -> Minor:
    """Add up open items less unapplied receipts for the rows of a roll-forward: what its closing has to be.

    ``balance`` of each item and ``held`` by each receipt, in minor units, as an ageing has them. Refuses nothing: what
    stands on an account that the roll-forward lacks is in no row, and shows as a difference of the totals.
    """
    keys = _key(roll.account, roll.customer, roll.currency, ledger)
    of_item = _key(accounts.of_item, ledger.items.customer, ledger.items.currency, ledger)
    of_receipt = _key(accounts.of_receipt, ledger.receipts.customer, ledger.receipts.currency, ledger)
    return _added(keys, of_item, balance) - _added(keys, of_receipt, held)


def _added(keys: Minor, own: Minor, amount: Minor) -> Minor:
    if not keys.size:
        return np.zeros(0, dtype=np.int64)
    place = np.minimum(np.searchsorted(keys, own), keys.size - 1)
    found = keys[place] == own
    return sums_by(place[found].astype(np.int64), amount[found], keys.size)


def _groups(movements: Movements, ledger: Ledger) -> tuple[Minor, Minor]:
    own = _key(movements.account, movements.customer, movements.currency, ledger)
    keys, group = np.unique(own, return_inverse=True)
    return keys, group.astype(np.int64).reshape(-1)


def _key(account: Codes, customer: Codes, currency: Codes, ledger: Ledger) -> Minor:
    width = max(len(ledger.currencies), 1)
    own = account.astype(np.int64) * (len(ledger.customers) + 1) + customer.astype(np.int64) + 1
    key: Minor = own * width + currency.astype(np.int64)
    return key


def _parts(keys: Minor, ledger: Ledger) -> tuple[Codes, Codes, Codes]:
    own, currency = np.divmod(keys, max(len(ledger.currencies), 1))
    account, customer = np.divmod(own, len(ledger.customers) + 1)
    return account.astype(np.int32), (customer - 1).astype(np.int32), currency.astype(np.int32)
