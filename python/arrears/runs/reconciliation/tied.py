"""The tie-out of a book: roll-forward, control accounts and differences by cause, with what prevents the sign-off."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

import numpy as np

from arrears.core.matching.refunds import says_refund
from arrears.core.money import exact_sum, to_major
from arrears.core.problems import Problem, Severity
from arrears.core.reconciliation.movements import COLUMNS, Movements, movements_of
from arrears.core.reconciliation.open_points import OpenPoint, RowsLeftOut, open_points
from arrears.core.reconciliation.rollforward import RollForward, day_before, open_amounts, roll_forward
from arrears.core.reconciliation.tie_out import CAUSES, TieOut
from arrears.errors import InputRefused
from arrears.runs.figures import Figures
from arrears.runs.items.undone_receipts import is_undoing
from arrears.runs.problem_rows import imported_rows
from arrears.runs.reading import Row
from arrears.runs.reconciliation.base_accounts import held_within, in_base_accounts
from arrears.runs.reconciliation.control_balances import ControlBalance, control_balances
from arrears.runs.reconciliation.inferred import inferred_differences
from arrears.runs.reconciliation.listed import Listed, entered_differences, found_differences
from arrears.runs.reconciliation.placing import Placed, placed


@dataclass(frozen=True, slots=True)
class TiedOut:
    """A book tied out as of a day."""

    as_of: date
    placed: Placed
    movements: Movements
    roll: RollForward
    ageing: np.ndarray
    """Of each row of the roll-forward the total of the ageing, minor units."""
    balances: Sequence[ControlBalance]
    listed: Sequence[Listed]
    ties: Sequence[TieOut]
    """One per control account and currency, in their order."""
    left_out: Sequence[RowsLeftOut]
    problems: Sequence[Problem]

    @property
    def open_points(self) -> list[OpenPoint]:
        """List what prevents the sign-off of the day."""
        return open_points(self.as_of, self.ties, self.left_out)

    def tie(self, account: str, currency: str) -> TieOut | None:
        """Find an account by the name it is tied out under."""
        return next((one for one in self.ties if (one.account, one.currency) == (account, currency)), None)


def tie_out_of(figures: Figures, first_day: date | None = None) -> TiedOut:
    """Tie a book out over a period that ends on the as-of date; it begins with that day's month if not given.

    Before the first open-items list nothing can be rebuilt: the roll-forward then opens with that list.
    Refuses a first day after the as-of date.
    """
    first = first_day or figures.as_of.replace(day=1)
    if first > figures.as_of:
        raise InputRefused("period-reversed", found=first.isoformat(), as_of=figures.as_of.isoformat())
    ledger = figures.sub_ledger.ledger
    entered, problems = entered_differences(figures)
    listed, balances = [*found_differences(figures), *entered], control_balances(figures)
    where = placed(figures, balances, listed)
    listed += in_base_accounts(figures, where, balances)
    movements = movements_of(ledger, where.accounts, _receipts_in(figures))
    roll = roll_forward(ledger, movements, min(day_before(first, ledger), figures.as_of), figures.as_of)
    ageing = open_amounts(ledger, where.accounts, roll, figures.viewed.balance, figures.viewed.unapplied)
    ties = _ties(figures, where, roll, balances, listed)
    inferred = inferred_differences(figures, where, ties, roll, balances)
    if inferred:
        listed += inferred
        ties = _ties(figures, where, roll, balances, listed)
    return TiedOut(figures.as_of, where, movements, roll, ageing, balances, listed, ties, _left_out(figures), problems)


def _receipts_in(figures: Figures) -> list[str] | None:
    """Give the column of each receipt; what was undone here stands in the column of what it undoes."""
    table = figures.tables.get("Receipts")
    if table is None:
        return None
    found = []
    for number, amount in zip(
        figures.sub_ledger.receipt_rows, figures.sub_ledger.ledger.receipts.amount.tolist(), strict=True
    ):
        row = Row(table, number)
        if (amount < 0) != is_undoing(row):
            found.append("refunds" if says_refund(row.text("instrument")) else "returned_payments")
        else:
            found.append("receipts")
    return found


def _ties(
    figures: Figures, where: Placed, roll: RollForward, balances: Sequence[ControlBalance], listed: Sequence[Listed]
) -> list[TieOut]:
    ledger, names = figures.sub_ledger.ledger, where.accounts.names
    of_row = [
        (names[account], ledger.currencies[currency])
        for account, currency in zip(roll.account.tolist(), roll.currency.tolist(), strict=True)
    ]
    control: dict[tuple[str, str], Decimal] = {}
    for one in balances:
        key = (where.tied_as(one.currency, one.account), one.currency)
        control[key] = control.get(key, Decimal(0)) + one.balance
    causes: dict[tuple[str, str], dict[str, Decimal]] = {}
    for diff in listed:
        if diff.counts:
            key = (where.tied_as(diff.currency, diff.account, diff.customer), diff.currency)
            own = causes.setdefault(key, {})
            own[diff.cause] = own.get(diff.cause, Decimal(0)) + diff.amount
    rows: dict[tuple[str, str], list[int]] = {}
    for row, key in enumerate(of_row):
        rows.setdefault(key, []).append(row)
    within = held_within(figures, where, balances)
    ties = (
        _tie(figures, where, roll, (key, rows.get(key, []), control.get(key), causes.get(key, {})))
        for key in sorted({*rows, *control, *causes})
    )
    return [replace(tie, within=within.get((tie.account, tie.currency), "")) for tie in ties]


def _tie(
    figures: Figures,
    where: Placed,
    roll: RollForward,
    parts: tuple[tuple[str, str], Sequence[int], Decimal | None, Mapping[str, Decimal]],
) -> TieOut:
    (account, currency), rows, control, causes = parts
    own = np.array(rows, dtype=np.int64)
    moved = {
        column: to_major(total, currency)
        for n, column in enumerate(COLUMNS)
        if (total := exact_sum(roll.moved[own, n]))
    }
    return TieOut(
        account, currency, to_major(exact_sum(roll.opening[own]), currency), moved,
        to_major(exact_sum(roll.closing[own]), currency), _aged(figures, where, account, currency), control,
        {cause: causes[cause] for cause in CAUSES if causes.get(cause)},
    )  # fmt: skip


def _aged(figures: Figures, where: Placed, account: str, currency: str) -> Decimal:
    """Add up an account in the ageing itself, whatever the roll-forward has."""
    ledger, names = figures.sub_ledger.ledger, where.accounts.names
    if account not in names or currency not in ledger.currencies:
        return to_major(0, currency)
    code, number = ledger.currencies.index(currency), names.index(account)
    items = (ledger.items.currency == code) & (where.accounts.of_item == number)
    receipts = (ledger.receipts.currency == code) & (where.accounts.of_receipt == number)
    total = exact_sum(figures.viewed.balance[items]) - exact_sum(figures.viewed.unapplied[receipts])
    return to_major(total, currency)


def _left_out(figures: Figures) -> list[RowsLeftOut]:
    """Count the rows that no total holds: of the book, and of imported lists as long as the Problems sheet names them.

    A row counts once, whatever is wrong with it; an amount that cannot be read counts as a row alone.
    """
    found: dict[str, list[Decimal]] = {}
    for problem in figures.sub_ledger.problems:
        if problem.severity is Severity.LEFT_OUT:
            found.setdefault(problem.currency, []).append(problem.amount or Decimal(0))
    for row in imported_rows(figures.tables):
        if row["severity"] == Severity.LEFT_OUT.value:
            amount = row["amount"]
            found.setdefault(str(row["currency"] or ""), []).append(
                amount if isinstance(amount, Decimal) else Decimal(0)
            )
    return [RowsLeftOut(code, len(rows), sum(rows, Decimal(0))) for code, rows in sorted(found.items())]
