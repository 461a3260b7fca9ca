"""Bank accounts: opening balance, lines and closing balance of the last statement, and statements that are missing."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from arrears.core.bank.proof import unexplained
from arrears.core.bank.statement import Statement
from arrears.core.money import to_major, to_minor
from arrears.core.problems import Place, Problem
from arrears.runs.ports import Rows, Table, Value
from arrears.runs.reading import Row
from arrears.runs.upsert import Incoming, upserted

Owner = tuple[str, str]
"""Account and currency."""
_NUMBER = re.compile(r"(\d{1,6})(?:/(\d+))?")
"""A number that counts up, with a page behind it; longer ones are days or references."""
_MOST_MISSING = 31


@dataclass(frozen=True, slots=True)
class BankAccount:
    """What the book knows of one account from the statements so far."""

    opening: Decimal | None = None
    opening_date: date | None = None
    closing: Decimal | None = None
    last_date: date | None = None
    last_statement: str = ""

    def follows(self, statement: Statement) -> bool:
        """Tell a further statement of the last day known: then all its lines are new, equal ones too.

        It opens where this account closes, adds up, and bears the next number; without all that it may overlap.
        """
        opens_here = self.closing is not None and statement.opening == self.closing
        same_day = self.last_date is not None and statement.first() == self.last_date
        proved = unexplained(statement) == 0 and statement.opening != statement.closing
        return opens_here and same_day and proved and _follows(self.last_statement, statement.number)

    def after(self, statement: Statement) -> "BankAccount":
        """Give the account with a statement in it; statements of the day close nothing."""
        first, last = statement.first(), statement.last()
        if statement.interim or not (first or last):
            return self
        account = self
        if statement.opening is not None and first is not None and _earlier(first, self.opening_date):
            account = replace(account, opening=statement.opening, opening_date=first)
        is_last = last is not None and (self.last_date is None or last >= self.last_date)
        if is_last and not (statement.closing is None and last == self.last_date):
            account = replace(account, closing=statement.closing, last_date=last, last_statement=statement.number)
        return account


def accounts_of(table: Table) -> dict[Owner, BankAccount]:
    """Read the accounts that the book has."""
    found = {}
    for number in range(len(table)):
        row = Row(table, number)
        found[row.text("account"), row.text("currency").upper()] = BankAccount(
            opening=row.amount("opening"),
            opening_date=row.day("opening_date"),
            closing=row.amount("closing"),
            last_date=row.day("last_date"),
            last_statement=row.text("last_statement"),
        )
    return found


def account_rows(table: Table, accounts: dict[Owner, BankAccount], lines: Table, names: dict[Owner, str]) -> Rows:
    """Give the rows of Bank accounts, with what the check formulas will show."""
    owners = list(accounts)
    checks = [closing_by_lines(owner, accounts[owner], lines) for owner in owners]
    held = [accounts[owner] for owner in owners]
    columns: dict[str, Sequence[Value]] = {
        "account": [account for account, _ in owners],
        "currency": [currency for _, currency in owners],
        "name": [names.get(owner) for owner in owners],
        "last_statement": [account.last_statement or None for account in held],
        "last_date": [account.last_date for account in held],
        "opening_date": [account.opening_date for account in held],
        "opening": [account.opening for account in held],
        "closing": [account.closing for account in held],
        "closing_check": checks,
        "difference_check": [_less(account.closing, check) for account, check in zip(held, checks, strict=True)],
    }
    own = [f"{Row(table, n).text('account')}\0{Row(table, n).text('currency').upper()}" for n in range(len(table))]
    incoming = Incoming(["\0".join(owner) for owner in owners], columns, fill_only=("name",))
    return upserted(table, own, incoming)


def closing_by_lines(owner: Owner, account: BankAccount, lines: Table) -> Decimal | None:
    """Add the account's lines from its opening on to the opening balance; None where that is not known."""
    if account.opening is None or account.opening_date is None:
        return None
    total = account.opening
    for number in range(len(lines)):
        row = Row(lines, number)
        day, amount = row.day("booking_date"), row.amount("amount")
        own = (row.text("account"), row.text("currency").upper()) == owner
        if own and amount is not None and day is not None and day >= account.opening_date:
            total += amount
    return total


def gap(owner: Owner, account: BankAccount, statement: Statement, file: str) -> Problem | None:
    """Report what is missing between the last statement of an account and this one, or this one and the first."""
    if statement.interim or statement.opening is None or statement.first() is None:
        return None
    last = statement.last()
    is_next = _comes_after(account, statement)
    if is_next and account.closing is not None and statement.opening != account.closing:
        return _gap(owner, account.last_statement, account.closing, statement.number, statement.opening, file)
    if is_next and account.closing is not None and (missing := _missing(account.last_statement, statement.number)):
        values = {"account": owner[0], "currency": owner[1], "missing": missing}
        return Problem("bank-statement-missing", Place(file=file), statement.number, values=values)
    before = account.opening_date is not None and last is not None and last < account.opening_date
    if before and account.opening is not None and statement.closing not in (None, account.opening):
        return _gap(owner, statement.number, statement.closing, "", account.opening, file)
    return None


def _comes_after(account: BankAccount, statement: Statement) -> bool:
    """Tell a statement of later days; one that begins on the last day known may overlap, unless numbers say more."""
    first = statement.first()
    if account.last_date is None or first is None or first < account.last_date:
        return False
    return first > account.last_date or _count(statement.number) > _count(account.last_statement) > 0


def in_full(amount: Decimal, currency: str) -> str:
    """Write an amount with the decimals of its currency.

    >>> in_full(Decimal("1307"), "EUR")
    '1307.00'
    """
    return str(to_major(to_minor(amount, currency), currency))


def _gap(owner: Owner, earlier: str, closing: Decimal | None, later: str, opening: Decimal, file: str) -> Problem:
    before, code = closing or Decimal(0), owner[1]
    values = {
        "account": owner[0], "currency": code, "earlier": earlier or "-", "closing": in_full(before, code),
        "later": later or "-", "opening": in_full(opening, code),
    }  # fmt: skip
    return Problem("bank-gap", Place(file=file), in_full(opening - before, code), values=values)


def _missing(earlier: str, later: str) -> str:
    """Name the statement numbers left out between two, where both count up; a new year begins at one again."""
    last, this = _count(earlier), _count(later)
    if not 0 < last + 1 < this <= last + _MOST_MISSING or last == 0:
        return ""
    return str(last + 1) if this == last + 2 else f"{last + 1} - {this - 1}"


def _follows(earlier: str, later: str) -> bool:
    """Tell whether two numbers stand one after the other: 7/1 and 8/1, or the pages 7/1 and 7/2."""
    found = [_NUMBER.fullmatch(number.strip()) for number in (earlier, later)]
    if not (found[0] and found[1]):
        return False
    before, after = ((int(one[1]), int(one[2] or 1)) for one in found if one)
    return after in ((before[0] + 1, 1), (before[0], before[1] + 1), (before[0] + 1, before[1]))


def _count(number: str) -> int:
    """Give the number of a statement that counts up, 0 where it does not."""
    found = _NUMBER.fullmatch(number.strip())
    return int(found[1]) if found else 0


def _earlier(first: date, opening_date: date | None) -> bool:
    return opening_date is None or first < opening_date


def _less(closing: Decimal | None, check: Decimal | None) -> Decimal | None:
    return None if closing is None or check is None else closing - check
