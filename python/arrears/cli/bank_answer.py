"""What the bank commands answer: statements and lines as plain data, and how they read on a terminal."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from arrears.cli import answers
from arrears.cli.moments import in_words
from arrears.core.money import CURRENCIES, exponent

if TYPE_CHECKING:
    from datetime import date

    from arrears.cli.screens import Screen
    from arrears.core.bank.statement import Line, Statement
    from arrears.office.bank.recognise import StatementFile
    from arrears.runs.bank import Brought

Answer = dict[str, Any]
_LINES_SHOWN = 20


def read(found: StatementFile, language: str) -> Answer:
    """Answer with the statements of a file; what they do not say is null."""
    problems = [problem for statement in found.statements for problem in statement.problems]
    return {
        "file": found.file,
        "sha256": found.sha256,
        "format": found.format,
        "statements": [_statement(statement) for statement in found.statements],
        "problems": answers.problems(problems, language),
    }


def _statement(statement: Statement) -> Answer:
    from arrears.core.bank.proof import unexplained  # noqa: PLC0415 - only this answer needs it

    left = unexplained(statement)
    return {
        "account": statement.account or None,
        "currency": statement.currency or None,
        "number": statement.number or None,
        "opening": _amount(statement.opening),
        "closing": _amount(statement.closing),
        "opening_date": _day(statement.opening_date),
        "closing_date": _day(statement.closing_date),
        "from": _day(statement.first()),
        "to": _day(statement.last()),
        "adds_up": None if left is None else left == 0,
        "bank": statement.bank or None,
        "name": statement.name or None,
        "interim": statement.interim,
        "lines": [_line(line) for line in statement.lines],
    }


def _line(line: Line) -> Answer:
    answer: Answer = {
        "date": _day(line.booking_date),
        "value_date": _day(line.value_date),
        "amount": _amount(line.amount),
        "reference": line.reference or None,
        "payer": line.payer or None,
        "payer_account": line.payer_account or None,
        "end_to_end": line.end_to_end or None,
        "bank_reference": line.bank_reference or None,
        "kind": line.kind or None,
        "balance": _amount(line.balance),
        "pending": line.pending,
        "returned": line.returned,
        "row": line.row,
    }
    return answer | ({"parts": [_line(part) for part in line.parts]} if line.parts else {})


def read_lines(screen: Screen, answer: Mapping[str, Any]) -> list[object]:
    """Show statements with their balances and first lines."""
    word = screen.word
    statements = answer["statements"]
    lines: list[object] = [word("bank-read", file=answer["file"], format=answer["format"], count=len(statements))]
    for one in statements:
        said = {key: one[key] or "-" for key in ("account", "currency", "number")}
        said |= {key: _in_cents(one[key], one["currency"]) for key in ("opening", "closing")}
        lines.append(word("bank-statement", **said, lines=len(one["lines"])))
        rows = [
            (
                line["date"] or line["value_date"],
                _in_cents(line["amount"], one["currency"]),
                line["payer"],
                (line["reference"] or "")[:60],
            )
            for line in one["lines"][:_LINES_SHOWN]
        ]
        headings = (word("bank-date"), word("amount"), word("bank-payer"), word("bank-reference"))
        if rows:
            lines.append(screen.table(*headings, rows=rows, right=(1,)))
        if len(one["lines"]) > _LINES_SHOWN:
            lines.append(word("more-rows", count=len(one["lines"]) - _LINES_SHOWN))
    return lines


def brought(found: StatementFile, done: Brought, language: str) -> Answer:
    """Answer what an import of statements added."""
    return {
        "file": found.file,
        "sha256": found.sha256,
        "format": found.format,
        "already_imported": done.already,
        "statements": done.statements,
        "new": len(done.new),
        "known": done.known,
        "pending": done.pending,
        "left_out": done.left_out,
        "accounts": [
            {"account": account, "currency": currency, "money_in": str(into), "money_out": str(out)}
            for (account, currency), (into, out) in done.totals().items()
        ],
        "keys": [line.key for line in done.new],
        "problems": answers.problems(done.problems, language),
    }


def brought_lines(screen: Screen, answer: Mapping[str, Any], *, dry_run: bool) -> list[object]:
    """Show how many lines were new, and what money came in and went out by account."""
    word = screen.word
    if answer["already_imported"]:
        at = in_words(answer["already_imported"], screen.language)
        return [word("already-imported", file=answer["file"], at=at)]
    counts = {key: answer[key] for key in ("new", "known", "pending", "left_out")}
    lines: list[object] = [word("bank-imported", file=answer["file"], **counts)]
    rows = [
        (
            f"{one['account']} {one['currency']}",
            *(_in_cents(one[way], one["currency"]) for way in ("money_in", "money_out")),
        )
        for one in answer["accounts"]
    ]
    if rows:
        headings = (word("bank-account"), word("bank-money-in"), word("bank-money-out"))
        lines.append(screen.table(*headings, rows=rows, right=(1, 2)))
    if dry_run:
        lines.append(word("nothing-written"))
    return lines


def _in_cents(amount: str | None, currency: str | None) -> str:
    """Write an amount with all the decimals of its currency, and no fewer than the file has."""
    if amount is None:
        return "-"
    exact, places = Decimal(amount), exponent(currency) if currency in CURRENCIES else 2
    return f"{exact:.{max(places, -int(exact.as_tuple().exponent))}f}"


def _amount(amount: Decimal | None) -> str | None:
    return None if amount is None else format(amount, "f")


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
