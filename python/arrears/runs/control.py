"""The control: sum of buckets = sum of open items = control account + listed differences, per currency."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from arrears.core.ageing import check_total
from arrears.core.money import to_major, to_minor
from arrears.core.problems import Problem, Severity
from arrears.runs.carried import in_place
from arrears.runs.figures import Figures
from arrears.runs.ports import Rows, Value


@dataclass(frozen=True, slots=True)
class Tie:
    """One currency's control, in major units; ``account`` is None where the book holds no control account balance."""

    currency: str
    open_items: Decimal
    buckets: Decimal
    account: Decimal | None
    listed: Mapping[str, Decimal]
    """Differences with a known cause: rows left out of totals, roundings to the currency's decimals."""

    @property
    def unknown(self) -> Decimal | None:
        """What the open items and the account differ by beyond the listed causes; None without an account."""
        if self.account is None:
            return None
        return self.open_items - self.account - sum(self.listed.values(), Decimal(0))


def ties_of(figures: Figures) -> list[Tie]:
    """Compare, per currency, the ledger's open items, the buckets and the control account."""
    accounts = _accounts(figures)
    left_out = _left_out(figures)
    ties = []
    for control in check_total(figures.sub_ledger.ledger, figures.viewed, figures.by_currency):
        code = control.currency
        listed = {"left out": -left_out.get(code, Decimal(0)), "rounding": figures.sub_ledger.rounded.get(code, Decimal(0))}
        ties.append(Tie(
            code, to_major(control.items, code), to_major(control.buckets, code), accounts.get(code),
            {cause: amount for cause, amount in listed.items() if amount},
        ))  # fmt: skip
    return ties


def control_problems(figures: Figures, ties: Sequence[Tie]) -> list[Problem]:
    """Report a currency whose open items differ from the control account beyond the tolerance."""
    place = figures.tables["ControlAccounts"].place(0, "balance") if "ControlAccounts" in figures.tables and len(figures.tables["ControlAccounts"]) else None
    return [
        Problem("control-differs", place, str(tie.account), Severity.WARNING,
                {"currency": tie.currency, "open": str(tie.open_items), "difference": str(tie.unknown)})
        for tie in ties
        if place is not None and tie.unknown is not None and abs(tie.unknown) > figures.policy.control_tolerance
    ]  # fmt: skip


def control_rows(figures: Figures) -> Rows | None:
    """Give open items and difference of every control account row of the as-of date."""
    table = figures.tables.get("ControlAccounts")
    if table is None:
        return None
    open_items: list[Value] = []
    difference: list[Value] = []
    for row in range(len(table)):
        currency, balance = str(table.column("currency")[row] or ""), table.column("balance")[row]
        of_day = table.column("balance_date")[row] == figures.as_of and isinstance(balance, Decimal)
        total = _open_on(figures, str(table.column("account")[row] or ""), currency) if of_day else None
        open_items.append(total)
        difference.append(balance - total if total is not None and isinstance(balance, Decimal) else None)
    columns = {"open_items": open_items, "difference": difference, "difference_check": difference}
    return in_place(table, columns)


def _open_on(figures: Figures, account: str, currency: str) -> Decimal:
    """Add up the open items that name a control account; all of the currency where none does."""
    ledger = figures.sub_ledger.ledger
    named = figures.tables["Invoices"].column("control_account")
    accounts = [str(named[row] or "") for row in figures.sub_ledger.item_rows]
    codes = ledger.items.currency.tolist()
    balances = figures.ageing.balance.tolist()
    if not any(accounts):
        held = zip(ledger.receipts.currency.tolist(), figures.ageing.unapplied.tolist(), strict=True)
        minor = sum(b for b, c in zip(balances, codes, strict=True) if ledger.currencies[c] == currency)
        minor -= sum(amount for code, amount in held if ledger.currencies[code] == currency)
    else:
        rows = zip(balances, codes, accounts, strict=True)
        minor = sum(b for b, c, a in rows if ledger.currencies[c] == currency and a == account)
    return to_major(minor, currency)


def _accounts(figures: Figures) -> dict[str, Decimal]:
    table = figures.tables.get("ControlAccounts")
    sums: dict[str, Decimal] = {}
    if table is None:
        return sums
    rows = zip(table.column("currency"), table.column("balance_date"), table.column("balance"), strict=True)
    for currency, day, balance in rows:
        if day == figures.as_of and isinstance(day, date) and isinstance(balance, Decimal):
            code = str(currency)
            sums[code] = sums.get(code, Decimal(0)) + to_major(to_minor(balance, code), code)
    return sums


def _left_out(figures: Figures) -> dict[str, Decimal]:
    sums: dict[str, Decimal] = {}
    for problem in figures.problems:
        if problem.severity is Severity.LEFT_OUT and problem.amount is not None and problem.currency:
            sums[problem.currency] = sums.get(problem.currency, Decimal(0)) + problem.amount
    return sums
