"""The control: sum of buckets = sum of open items = control account + listed differences, per currency."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

import numpy as np

from arrears.core.ageing import check_total
from arrears.core.money import CURRENCIES, exact_sum, to_major, to_minor
from arrears.core.problems import Place, Problem, Severity
from arrears.runs.carried import in_place
from arrears.runs.figures import Figures
from arrears.runs.ports import Rows, Value
from arrears.runs.problem_rows import left_out_of_imports
from arrears.runs.reading import TO_POST, Row

_CAUSES = ("left out", "rounding", TO_POST)


@dataclass(frozen=True, slots=True)
class Tie:
    """One currency's control, in major units; ``account`` is None where the book holds no control account balance."""

    currency: str
    open_items: Decimal
    buckets: Decimal
    account: Decimal | None
    listed: Mapping[str, Decimal]
    """Differences with a known cause: rows left out of totals, roundings to the currency's decimals, notes to post."""

    @property
    def unknown(self) -> Decimal | None:
        """What the open items and the account differ by beyond the listed causes; None without an account."""
        if self.account is None:
            return None
        return self.open_items - self.account - sum(self.listed.values(), Decimal(0))


def ties_of(figures: Figures) -> list[Tie]:
    """Compare, per currency, the ledger's open items, the buckets and the control account."""
    accounts, imported = _accounts(figures), left_out_of_imports(figures.tables)
    ties = []
    for control in check_total(figures.sub_ledger.ledger, figures.viewed, figures.by_currency):
        code = control.currency
        listed = {cause: figures.sub_ledger.differing(cause, code, figures.as_of) for cause in _CAUSES} | {
            "left out of imports": -imported.get(code, Decimal(0))
        }
        ties.append(Tie(
            code, to_major(control.items, code), to_major(control.buckets, code), accounts.get(code),
            {cause: amount for cause, amount in listed.items() if amount},
        ))  # fmt: skip
    return ties


def control_problems(figures: Figures, ties: Sequence[Tie]) -> list[Problem]:
    """Report a currency whose open items differ from the control account beyond the tolerance."""
    places = _places(figures)
    return [
        Problem(
            "control-differs", places[tie.currency], str(tie.account), Severity.WARNING,
            {"currency": tie.currency, "open": str(tie.open_items), "difference": str(tie.unknown)},
        )
        for tie in ties
        if tie.unknown is not None and abs(tie.unknown) > figures.policy.control_tolerance
    ]  # fmt: skip


def control_rows(figures: Figures) -> Rows | None:
    """Give open items and difference of every control account row of the as-of date."""
    table = figures.tables.get("ControlAccounts")
    if table is None:
        return None
    open_items: list[Value] = [None] * len(table)
    difference: list[Value] = [None] * len(table)
    for row, currency, balance in _balances(figures):
        total = _open_on(figures, row.text("account"), currency)
        open_items[row.number], difference[row.number] = total, balance - total
    columns = {"open_items": open_items, "difference": difference, "difference_check": difference}
    return in_place(table, columns)


def _open_on(figures: Figures, account: str, currency: str) -> Decimal:
    """Add up the open items that name a control account; all of the currency where none of them names one.

    Receipts on account belong to the currency's only account; where there are several, nothing tells to which.
    """
    ledger = figures.sub_ledger.ledger
    if currency not in ledger.currencies:
        return to_major(0, currency)
    code = ledger.currencies.index(currency)
    of_currency = ledger.items.currency == code
    held = exact_sum(figures.ageing.unapplied[ledger.receipts.currency == code])
    named = figures.tables["Invoices"].column("control_account")
    accounts = [str(named[row] or "") for row in figures.sub_ledger.item_rows]
    others = {name for name, own in zip(accounts, of_currency.tolist(), strict=True) if own and name} - {account}
    if not others:
        return to_major(exact_sum(figures.ageing.balance[of_currency]) - held, currency)
    of_account = of_currency & np.array([name == account for name in accounts], dtype=np.bool_)
    return to_major(exact_sum(figures.ageing.balance[of_account]), currency)


def _balances(figures: Figures) -> Iterator[tuple[Row, str, Decimal]]:
    """Give the rows of control accounts on the as-of date, with currency and balance."""
    table = figures.tables.get("ControlAccounts")
    for number in range(0 if table is None else len(table)):
        row = Row(table, number)  # type: ignore[arg-type]  # no rows without the table
        currency, balance = row.text("currency").upper(), row.amount("balance")
        if row.day("balance_date") == figures.as_of and balance is not None and currency in CURRENCIES:
            yield row, currency, balance


def _accounts(figures: Figures) -> dict[str, Decimal]:
    sums: dict[str, Decimal] = {}
    for _, currency, balance in _balances(figures):
        sums[currency] = sums.get(currency, Decimal(0)) + to_major(to_minor(balance, currency), currency)
    return sums


def _places(figures: Figures) -> dict[str, Place]:
    places: dict[str, Place] = {}
    for row, currency, _ in _balances(figures):
        places.setdefault(currency, row.place("balance"))
    return places
