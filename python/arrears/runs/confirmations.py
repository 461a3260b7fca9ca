"""Confirmations: statements with a reply slip and auditors' confirmations that were sent, and what came back."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from arrears.core.money import to_major, to_minor
from arrears.core.problems import Problem, Severity
from arrears.errors import InputRefused
from arrears.runs.carried import in_place
from arrears.runs.ports import KEEP, Keep, Rows, Sheets, Table, Value
from arrears.runs.reading import Row
from arrears.runs.upsert import appended

TABLE, PART = "Confirmations", "statements"
STATEMENT, AUDIT = "statement", "auditor's confirmation"
AGREES, DIFFERS, NONE = "agrees", "differs", "no reply"


@dataclass(frozen=True, slots=True)
class Sent:
    """One letter or sheet that asks for a reply."""

    kind: str
    customer: str
    name: str
    currency: str
    as_of: date
    balance: Decimal
    letter_date: date
    file: str = ""


@dataclass(frozen=True, slots=True)
class Reply:
    """What a customer answered; ``balance`` is what stands in its books, None where it did not say."""

    answer: str
    replied_on: date | None = None
    balance: Decimal | None = None
    cause: str = ""
    alternative: str = ""


@dataclass(frozen=True, slots=True)
class Confirmation:
    """One row of the sheet."""

    number: str
    kind: str
    customer: str
    name: str
    currency: str
    as_of: date | None
    balance: Decimal
    reply: str
    their_balance: Decimal | None
    difference: Decimal | None
    cause: str
    alternative: str


def record_sent(sheets: Sheets, sent: Sequence[Sent]) -> list[str]:
    """Put what was sent on the Confirmations sheet and give the number of each, in order; what is there stays.

    The same kind, account, day and balance are the same confirmation: sent again, it keeps its number.
    """
    if not sent:
        return []
    if not sheets.has(TABLE):
        sheets.add(PART)
    table = sheets.read(TABLE)[TABLE]
    numbers, fresh = numbered(table, sent)
    if fresh:
        columns: dict[str, list[Value]] = {
            "number": [number for number, _ in fresh],
            **{
                key: [getattr(one, key) for _, one in fresh]
                for key in ("kind", "customer", "name", "currency", "as_of", "balance", "letter_date", "file")
            },
            "difference_check": [None] * len(fresh),
        }
        sheets.write([appended(table, columns)], {})
    return numbers


def numbered(table: Table | None, sent: Sequence[Sent]) -> tuple[list[str], list[tuple[str, Sent]]]:
    """Give the number of each, and those that are new with theirs: month of the as-of day, then counted on."""
    known = {_identity(row): row.text("number") for row in _rows(table)} if table is not None else {}
    numbers: list[str] = []
    fresh: list[tuple[str, Sent]] = []
    for one in sent:
        identity = (one.kind, one.customer, one.currency, one.as_of, one.balance)
        if identity not in known:
            known[identity] = _next_number(known.values(), one.as_of)
            fresh.append((known[identity], one))
        numbers.append(known[identity])
    return numbers, fresh


def _next_number(taken: Iterable[str], as_of: date) -> str:
    prefix = f"{as_of:%Y%m}-"
    counted = [number.removeprefix(prefix) for number in taken if number.startswith(prefix)]
    return f"{prefix}{max((int(n) for n in counted if n.isdecimal()), default=0) + 1:04d}"


def record_reply(sheets: Sheets, number: str, reply: Reply) -> Confirmation:
    """Record what came back on a confirmation; what was recorded before is replaced, blanks leave it.

    A customer that agrees has our balance. Raises InputRefused ``confirmation-unknown``, and
    ``confirmation-answer-unclear`` for one that differs without its balance or a cause.
    """
    table = sheets.read(TABLE)[TABLE] if sheets.has(TABLE) else None
    row = next((row for row in _rows(table) if row.text("number") == number), None) if table is not None else None
    if table is None or row is None:
        raise InputRefused("confirmation-unknown", found=number)
    if reply.answer == DIFFERS and reply.balance is None and not reply.cause:
        raise InputRefused("confirmation-answer-unclear", found=number)
    ours = row.amount("balance") or Decimal(0)
    theirs = ours if reply.answer == AGREES else reply.balance
    difference = None if theirs is None else ours - theirs
    cells: dict[str, Value] = {
        "reply": reply.answer,
        "replied_on": reply.replied_on,
        "their_balance": theirs,
        "difference": difference,
        "difference_check": difference,
        "cause": reply.cause or None,
        "alternative": reply.alternative or None,
    }
    kept = {"replied_on", "cause", "alternative"}
    sheets.write([in_place(table, {
        key: _in_row(table, row.number, KEEP if value is None and key in kept else value)
        for key, value in cells.items()
    })], {})  # fmt: skip
    return next(one for one in confirmations(sheets) if one.number == number)


def _in_row(table: Table, number: int, value: Value | Keep) -> list[Value | Keep]:
    column: list[Value | Keep] = [KEEP] * len(table)
    column[number] = value
    return column


def confirmations(sheets: Sheets) -> list[Confirmation]:
    """Give every confirmation of the book, in the order of the sheet."""
    return [_read(row) for row in _rows(sheets.read(TABLE)[TABLE])] if sheets.has(TABLE) else []


def confirmation_rows(table: Table) -> Rows:
    """Give the differences of all rows anew: replies are typed on the sheet as well."""
    read = {row.number: _read(row) for row in _rows(table)}
    found = [read[n].difference if n in read else None for n in range(len(table))]
    return in_place(table, {"difference": found, "difference_check": found})


def confirmation_problems(table: Table) -> list[Problem]:
    """Report differences that nobody has found the cause of."""
    return [
        Problem(
            "confirmation-differs", row.place("their_balance"), _shown(one.their_balance, one.currency),
            Severity.WARNING,
            {"number": one.number, "customer": one.customer, "difference": _shown(one.difference, one.currency),
             "currency": one.currency},
        )
        for row, one in ((row, _read(row)) for row in _rows(table))
        if one.difference and not one.cause
    ]  # fmt: skip


def _shown(amount: Decimal | None, currency: str) -> str:
    """Write an amount with the decimals of its currency."""
    return "" if amount is None else str(to_major(to_minor(amount, currency), currency))


def _rows(table: Table) -> Iterator[Row]:
    return (row for n in range(len(table)) if (row := Row(table, n)).text("number"))


def _identity(row: Row) -> tuple[object, ...]:
    return (row.text("kind"), row.text("customer"), row.text("currency"), row.day("as_of"), row.amount("balance"))


def _read(row: Row) -> Confirmation:
    ours, theirs = row.amount("balance") or Decimal(0), row.amount("their_balance")
    return Confirmation(
        number=row.text("number"), kind=row.text("kind"), customer=row.text("customer"), name=row.text("name"),
        currency=row.text("currency"), as_of=row.day("as_of"), balance=ours, reply=row.text("reply"),
        their_balance=theirs, difference=None if theirs is None else ours - theirs, cause=row.text("cause"),
        alternative=row.text("alternative"),
    )  # fmt: skip


def confirmations_refreshed(sheets: Sheets) -> tuple[list[Rows], list[Problem]]:
    """Give the sheet with its differences anew, and the problems on it; nothing for a book without it."""
    if not sheets.has(TABLE):
        return [], []
    table = sheets.read(TABLE)[TABLE]
    return [confirmation_rows(table)], [*table.problems, *confirmation_problems(table)]
