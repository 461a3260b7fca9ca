"""Bring bank statements into the book: new lines are added, known ones stay, and what does not add up is named."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from arrears.core.bank.known_lines import Found, Group
from arrears.core.bank.statement import Line, Statement
from arrears.core.money import CURRENCIES, to_major, to_minor
from arrears.core.problems import Place, Problem, Severity
from arrears.errors import InputRefused
from arrears.runs.bank_accounts import BankAccount, Owner, account_rows, accounts_of, closing_by_lines, gap, in_full
from arrears.runs.bank_lines import NewLine, columns_of, known_lines
from arrears.runs.bank_problems import without_settled
from arrears.runs.carried import read_present
from arrears.runs.ports import Clock, Listing, Sheets, Table, Value
from arrears.runs.problem_rows import with_import_problems
from arrears.runs.reading import Row, fits
from arrears.runs.upsert import appended

KIND = "bank"
"""The kind of list that statements are, on Imports."""


@dataclass(slots=True)
class Brought:
    """What bringing statements in did, or would do.

    ``totals``: money in and money out of the new lines by account and currency, in major units.
    """

    statements: int = 0
    new: list[NewLine] = field(default_factory=list)
    known: int = 0
    pending: int = 0
    left_out: int = 0
    problems: list[Problem] = field(default_factory=list)
    already: str = ""

    def totals(self) -> dict[Owner, tuple[Decimal, Decimal]]:
        """Add up the new lines by account and currency: money in, money out."""
        sums: dict[Owner, tuple[Decimal, Decimal]] = {}
        for line in self.new:
            into, out = sums.get(line.owner, (Decimal(0), Decimal(0)))
            sums[line.owner] = (into + max(line.amount, Decimal(0)), out + min(line.amount, Decimal(0)))
        return sums


def bring_in_statements(
    sheets: Sheets, statements: Sequence[Statement], clock: Clock, by: str, *, file: str, sha256: str
) -> Brought:
    """Bring statements into Bank and Bank accounts; the same file twice changes nothing.

    Entries not yet booked wait for the statement that books them. Lines become receipts only when matching accepts
    them. Raises InputRefused ``bank-account-missing`` or ``bank-currency-missing`` where a statement names neither.
    """
    if already := _imported_before(sheets, sha256):
        return Brought(already=already)
    _refuse_nameless(statements, file)
    sheets.add(KIND)
    sheets.add("imports")
    tables = sheets.read("Bank", "BankAccounts")
    work = _Work(tables, file)
    for statement in sorted(statements, key=lambda one: one.first() or one.last() or date.max):
        work.take(statement)
    done = work.done
    if done.new:
        sheets.write([appended(tables["Bank"], columns_of(done.new))], {})
    fresh = sheets.read("Bank", "BankAccounts")
    done.problems += list(_unproved(work, fresh["Bank"]))
    sheets.write([account_rows(fresh["BankAccounts"], work.accounts, fresh["Bank"], work.names)], {})
    _record(sheets, statements, done, clock, by, file, sha256)
    _take_off_settled(sheets, work, fresh["Bank"])
    listing = Listing(file, sha256, KIND, "", 0, {}, {}, ())
    with_import_problems(sheets, listing, done.problems, supersedes=False)
    return done


class _Work:
    """The book's lines and accounts while statements are taken in one after the other."""

    def __init__(self, tables: Mapping[str, Table], file: str) -> None:
        self.file = file
        self.known = known_lines(tables["Bank"])
        self.accounts = accounts_of(tables["BankAccounts"])
        self.names: dict[Owner, str] = {}
        self.touched: dict[Owner, None] = {}
        self.filled: dict[Owner, None] = {}
        self.done = Brought()

    def take(self, statement: Statement) -> None:
        """Take one statement: its problems, what is missing before it, its new lines, its closing balance."""
        self.done.statements += 1
        self.done.problems += statement.problems
        owner = (statement.account, statement.currency)
        if not statement.account:
            return
        account = self.accounts.get(owner, BankAccount())
        if missing := gap(owner, account, statement, self.file):
            self.done.problems.append(missing)
        lines = list(self._usable(statement, owner))
        found = self.known.sort([(group, line) for group, line in lines], follows_on=account.follows(statement))
        for (group, line), one in zip(lines, found, strict=True):
            self._add(owner, statement, group, line, one)
        first = statement.first()
        if first is not None and account.last_date is not None and first <= account.last_date:
            self.filled[owner] = None
        self.accounts[owner] = account.after(statement)
        self.touched[owner] = None
        if statement.name:
            self.names[owner] = statement.name

    def _usable(self, statement: Statement, owner: Owner) -> Iterator[tuple[Group, Line]]:
        """Walk the single payments that have a day and an amount the book can keep; report the others."""
        self.done.pending += sum(line.pending for line in statement.lines)
        for line in statement.booked():
            for payment in line.payments():
                day = payment.booking_date or payment.value_date
                where = Place(file=self.file, row=line.row)
                if statement.currency not in CURRENCIES:
                    self._leave_out(Problem("bank-currency-unknown", where, statement.currency, Severity.LEFT_OUT))
                elif day is None:
                    self._leave_out(_dayless(payment, where), told=statement.problems)
                elif not fits(payment.amount, statement.currency):
                    self._leave_out(Problem("bank-line-unreadable", where, str(payment.amount), Severity.LEFT_OUT))
                else:
                    yield (*owner, day, self._rounded(payment, statement.currency, where)), payment

    def _leave_out(self, problem: Problem, told: Sequence[Problem] = ()) -> None:
        """Report a line that the book does not take, unless reading has told of its like already."""
        self.done.left_out += 1
        if problem.name not in {one.name for one in told}:
            self.done.problems.append(problem)

    def _rounded(self, line: Line, currency: str, where: Place) -> Decimal:
        amount = to_major(to_minor(line.amount, currency), currency)
        if amount != line.amount:
            values = {"currency": currency, "difference": format(amount - line.amount, "f")}
            self.done.problems.append(Problem("amount-rounded", where, str(line.amount), values=values))
        return amount

    def _add(self, owner: Owner, statement: Statement, group: Group, line: Line, found: Found) -> None:
        if not found.is_new:
            self.done.known += 1
            return
        self.done.new.append(NewLine(found.key, owner, statement.number, group[2], group[3], line))
        if found.alike:
            values = {"known": found.alike, "account": owner[0], "currency": owner[1], "day": group[2].isoformat()}
            where = Place(file=self.file, row=line.row)
            self.done.problems.append(Problem("bank-line-alike", where, str(group[3]), values=values))


def _dayless(line: Line, where: Place) -> Problem:
    found = f"{line.payer} {line.amount}".strip()
    return Problem("bank-date-missing", where, found, Severity.LEFT_OUT, {"day": ""})


def _unproved(work: _Work, lines: Table) -> Iterator[Problem]:
    """Report each account whose opening balance and lines do not make its closing balance."""
    for owner in work.touched:
        account = work.accounts[owner]
        check = closing_by_lines(owner, account, lines)
        if check is not None and account.closing is not None and check != account.closing:
            code = owner[1]
            closing, lines_make = in_full(account.closing, code), in_full(check, code)
            values = {"account": owner[0], "currency": code, "closing": closing, "lines": lines_make}
            found = in_full(account.closing - check, code)
            yield Problem("bank-account-differs", Place(file=work.file), found, values=values)


def _take_off_settled(sheets: Sheets, work: _Work, lines: Table) -> None:
    """Take problems of earlier imports off the sheet whose accounts tie now that a statement was brought in late."""
    tied = [
        owner
        for owner in work.filled
        if work.accounts[owner].closing is not None
        and closing_by_lines(owner, work.accounts[owner], lines) == work.accounts[owner].closing
    ]
    rows = without_settled(sheets.read("Problems")["Problems"], tied) if tied else None
    if rows is not None:
        sheets.write([rows], {})


def _refuse_nameless(statements: Sequence[Statement], file: str) -> None:
    for statement in statements:
        if statement.lines and not statement.account:
            raise InputRefused("bank-account-missing", file, found=statement.number)
        if statement.lines and not statement.currency:
            raise InputRefused("bank-currency-missing", file, found=statement.account)


def _imported_before(sheets: Sheets, sha256: str) -> str:
    table = read_present(sheets, "Imports").get("Imports")
    rows = [] if table is None else [Row(table, number) for number in range(len(table))]
    return next(
        (row.text("imported_at") for row in rows if (row.text("sha256"), row.text("kind")) == (sha256, KIND)), ""
    )


def _record(
    sheets: Sheets, statements: Sequence[Statement], done: Brought, clock: Clock, by: str, file: str, sha256: str
) -> None:
    """Note the file on Imports, a row a currency, under the last day spoken of: receipts show up to it."""
    table = sheets.read("Imports")["Imports"]
    currencies = list(dict.fromkeys(one.currency for one in statements)) or [""]
    rows: list[tuple[Value, ...]] = []
    for currency in currencies:
        own = [one for one in statements if one.currency == currency]
        lines = [line for one in own for line in one.booked()]
        last = max((day for one in own if (day := one.last())), default=None)
        total = sum((line.amount for line in lines), Decimal(0))
        left_out = done.left_out + sum(p.severity is Severity.LEFT_OUT for one in own for p in one.problems)
        rows.append((file, KIND, last, currency or None, len(lines), left_out, total, clock.now(), by, sha256))
    names = (
        "file",
        "kind",
        "list_date",
        "currency",
        "read",
        "left_out",
        "sum_read",
        "imported_at",
        "imported_by",
        "sha256",
    )
    sheets.write([appended(table, dict(zip(names, zip(*rows, strict=True), strict=True)))], {})
