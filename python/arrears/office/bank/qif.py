"""Lists of entries in QIF (Quicken Interchange Format): no currency, no balances, days in an order nobody names."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from arrears.core.bank.statement import Line, Statement
from arrears.core.problems import Place, Problem, Severity
from arrears.errors import FileRefused
from arrears.office.bank.amounts_and_days import amounts, days

_OF_MONEY = frozenset({"BANK", "CASH", "CCARD", "OTH A", "OTH L"})


@dataclass(slots=True)
class _Entry:
    """One record: its fields by letter, the first of each, and where it starts."""

    account: str
    row: int
    fields: dict[str, str] = field(default_factory=dict)


def read_qif(text: str, file: str, *, dates: str | None = None, decimal: str | None = None) -> list[Statement]:
    """Read the entries of a QIF file, one statement an account.

    Raises FileRefused ``bank-no-statement``, ListRefused ``bank-dates-ambiguous`` or ``amounts-ambiguous``.
    """
    entries = list(_entries(text))
    if not entries:
        section = re.search(r"^!Type:.*", text, re.MULTILINE)
        raise FileRefused("bank-no-statement", file, found=section[0].strip() if section else text[:20], format="QIF")
    figures = [entry.fields.get("T") or entry.fields.get("U", "") for entry in entries]
    read = amounts(figures, file, "T", decimal)
    days_read = days([_day_text(entry.fields.get("D", "")) for entry in entries], file, "D", dates)
    lines: dict[str, list[Line]] = {}
    problems: dict[str, list[Problem]] = {}
    for entry, amount, day in zip(entries, read, days_read, strict=True):
        kept, told = lines.setdefault(entry.account, []), problems.setdefault(entry.account, [])
        said = entry.fields.get("P") or entry.fields.get("M", "")
        where = Place(file=file, row=entry.row)
        if amount is None:
            told.append(Problem("bank-line-unreadable", where, entry.fields.get("T", said), Severity.LEFT_OUT))
            continue
        if day is None:
            values = {"day": entry.fields.get("D", "")}
            told.append(Problem("bank-date-missing", where, f"{said} {amount}", values=values))
        kept.append(_line(entry, amount, day))
    return [
        Statement(account=account, lines=tuple(kept), problems=tuple(problems[account]))
        for account, kept in lines.items()
    ]


def _line(entry: _Entry, amount: Decimal, day: date | None) -> Line:
    said = entry.fields
    return Line(
        amount=amount,
        booking_date=day,
        payer=said.get("P", ""),
        reference=said.get("M", "") or said.get("N", ""),
        bank_reference=said.get("N", ""),
        kind=said.get("L", ""),
        row=entry.row,
    )


def _entries(text: str) -> Iterator[_Entry]:
    """Walk the records of accounts that hold money; ``!Account`` names the account of those that follow."""
    account, section = "", "BANK"
    started = False
    current = _Entry(account, 1)
    for row, line in enumerate(re.split(r"\r\n|\n|\r", text), start=1):
        said = line.strip()
        if said.startswith("!"):
            section = said.partition(":")[2].strip().upper() if said.upper().startswith("!TYPE:") else said[1:].upper()
            started = True
            current = _Entry(account, row + 1)
        elif said.startswith("^"):
            if section == "ACCOUNT":
                account = current.fields.get("N", account)
            elif section in _OF_MONEY and current.fields and started:
                current.account = account
                yield current
            current = _Entry(account, row + 1)
        elif said:
            current.fields.setdefault(said[0], said[1:].strip())
    if section in _OF_MONEY and started and {"D", "T"} <= set(current.fields):
        current.account = account
        yield current


def _day_text(text: str) -> str:
    """Write a day as others do: Quicken parts years from 2000 on with an apostrophe and pads with spaces.

    >>> _day_text("6/ 4'5"), _day_text("12-31-2015"), _day_text("13/3/3")
    ('06/04/05', '12/31/2015', '13/03/03')
    """
    return "/".join(part.zfill(2) for part in re.split(r"\s*[-/'.]\s*", text.strip()))
