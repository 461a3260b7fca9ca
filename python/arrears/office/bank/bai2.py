"""Statements in BAI2 (Cash Management Balance Reporting Specifications, version 2)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from arrears.core.bank.statement import Line, Statement
from arrears.core.money import CURRENCIES, exponent
from arrears.core.problems import Place, Problem, Severity
from arrears.errors import FileRefused
from arrears.office.bank.bai2_details import remittance

_OPENING, _CLOSING = "010", "015"
_CREDITS, _DEBITS = range(100, 400), range(400, 700)
"""Type codes of entries: the specification's appendix A; others are each bank's own."""
_INTERIM = ("1", "3")
"""As-of-date modifiers of a report that is not the last one of its day."""
_NEXT_RECORD = re.compile(r"(?<=/)\s+(?=(?:02|03|16|49|88|98|99),)")
_FIGURE, _CODE, _DAY = re.compile(r"[+-]?[0-9]{1,25}"), re.compile(r"[0-9]{1,3}"), re.compile(r"[0-9]{6}(?:[0-9]{2})?")
_NO_MONEY = "890"
_RETURNS = frozenset({"555", "557", "564", "567"})
"""Deposited item returned, individual ACH return item, ... : money that came and goes back."""


@dataclass(slots=True)
class _Record:
    """A record with its continuations: its kind, the physical lines without their marks, and where it starts."""

    kind: str
    row: int
    parts: list[str] = field(default_factory=list)

    def fields(self) -> list[str]:
        """Give its fields; a continuation goes on with the next field."""
        return [one.strip() for part in self.parts for one in part.split(",")]


def read_bai2(text: str, file: str) -> list[Statement]:
    """Read the accounts of a BAI2 file, one statement each; raises FileRefused ``bank-no-statement``."""
    statements: list[Statement] = []
    group: list[str] = []
    account: list[_Record] = []
    for record in _records(text):
        if record.kind == "02":
            group = record.fields()
        elif record.kind == "03":
            account = [record]
        elif record.kind == "16" and account:
            account.append(record)
        elif record.kind == "49" and account:
            statements.append(_Account(account, group, file).statement(record))
            account = []
    if account:
        statements.append(_Account(account, group, file).statement(None))
    if not statements:
        raise FileRefused("bank-no-statement", file, found=text.strip()[:30], format="BAI2")
    return statements


def _records(text: str) -> Iterator[_Record]:
    record: _Record | None = None
    for row, line in _physical(text):
        said = line.strip().removesuffix("/")
        kind, _, rest = said.partition(",")
        if kind == "88" and record is not None:
            record.parts.append(rest)
        elif kind in ("01", "02", "03", "16", "49", "98", "99"):
            if record is not None:
                yield record
            record = _Record(kind, row, [rest])
        elif said and record is not None:  # a text that a line end has cut
            record.parts[-1] += said
    if record is not None:
        yield record


def _physical(text: str) -> Iterator[tuple[int, str]]:
    """Walk the lines with their numbers; some files put several records in one, each ended by its slash."""
    for row, line in enumerate(text.splitlines(), start=1):
        for part in _NEXT_RECORD.split(line):
            yield row, part


class _Account:
    """One account of a group: its summary record and its entries."""

    def __init__(self, records: list[_Record], group: list[str], file: str) -> None:
        self.head, self.entries, self.file = records[0].fields(), records[1:], file
        self.size = sum(1 for _ in records) + sum(len(record.parts) - 1 for record in records) + 1
        self.group = group + [""] * 8
        own = self.head[1].upper() if len(self.head) > 1 else ""
        self.currency = own or self.group[5].upper() or "USD"
        self.total = Decimal(0)

    def statement(self, trailer: _Record | None) -> Statement:
        """Make the statement; ``trailer`` holds the bank's control total."""
        balances = self._summaries()
        day = _day(self.group[3])
        problems: list[Problem] = []
        lines = [line for record in self.entries if (line := self._line(record, day, problems))]
        problems += self._control(trailer)
        return Statement(
            account=self.head[0],
            currency=self.currency,
            opening=balances.get(_OPENING),
            closing=balances.get(_CLOSING),
            closing_date=day,
            last_day=day,
            lines=tuple(lines),
            bank=self.group[1],
            interim=self.group[6] in _INTERIM,
            problems=tuple(problems),
        )

    def _summaries(self) -> dict[str, Decimal]:
        """Read type, amount, item count and funds type, as often as they stand; a blank amount says nothing."""
        rest = self.head[2:]
        found: dict[str, Decimal] = {}
        at = 0
        while at < len(rest):
            code, amount, _, funds = (*rest[at : at + 4], "", "", "")[:4]
            if code and (read := self._amount(amount)) is not None:
                found.setdefault(code, read)
                self.total += self._counted(amount)
            at += 4 + _extra(funds.upper(), rest[at + 4 : at + 5])
        return found

    def _line(self, record: _Record, day: date | None, problems: list[Problem]) -> Line | None:
        code, rest = record.parts[0].split(",")[0].strip(), record.parts[0].split(",")[1:]
        amount = self._amount(rest[0].strip()) if rest else None
        number = int(code) if _CODE.fullmatch(code) else 0
        sign = 1 if number in _CREDITS else -1 if number in _DEBITS else 0
        if code == _NO_MONEY:
            return None
        if amount is None or (sign == 0 and not rest[0].strip().startswith(("+", "-"))):
            found = ",".join(record.parts[0].split(",")[:2])
            where = Place(file=self.file, row=record.row)
            problems.append(Problem("bank-line-unreadable", where, found, Severity.LEFT_OUT))
            return None
        self.total += self._counted(rest[0].strip())
        funds = rest[1].strip().upper() if len(rest) > 1 else ""
        extra = _extra(funds, rest[2:])
        after = rest[2 + extra :]
        said = remittance([",".join(after[2:]), *record.parts[1:]], is_in=amount * (sign or 1) > 0)
        value = _day(rest[2].strip()) if funds == "V" and len(rest) > 2 else None
        return Line(
            amount=amount * (sign or 1),
            booking_date=day,
            value_date=value,
            payer=said.payer,
            payer_account=said.account,
            reference=said.reference,
            end_to_end=after[1].strip() if len(after) > 1 else "",
            bank_reference=after[0].strip() if after else "",
            kind=code,
            returned=code in _RETURNS,
            row=record.row,
        )

    def _amount(self, text: str) -> Decimal | None:
        """Read an amount in minor units; decimals follow the currency, which nothing in the file states."""
        if not _FIGURE.fullmatch(text):
            return None
        places = exponent(self.currency) if self.currency in CURRENCIES else 2
        amount = Decimal(text.lstrip("+-")).scaleb(-places)
        return -amount if text.startswith("-") else amount

    @staticmethod
    def _counted(text: str) -> Decimal:
        return Decimal(text) if _FIGURE.fullmatch(text) else Decimal(0)

    def _control(self, trailer: _Record | None) -> Iterator[Problem]:
        """Compare the bank's control total and count of records with what was read."""
        if trailer is None:
            yield Problem("bank-cut-off", Place(file=self.file), self.head[0])
            return
        said = [*trailer.fields(), "", ""]
        printed, count = self._counted(said[0]), said[1]
        if (said[0] and printed != self.total) or (_FIGURE.fullmatch(count) and int(count) != self.size):
            values = {"tag": "49", "printed": f"{count} / {said[0]}", "read": f"{self.size} / {self.total}"}
            yield Problem("bank-sum-differs", Place(file=self.file), self.head[0], values=values)


def _extra(funds: str, rest: list[str]) -> int:
    """Count the fields that a funds type brings: S three amounts, V a day and a time, D a count of pairs."""
    if funds == "D" and rest and _CODE.fullmatch(rest[0].strip()):
        return 1 + 2 * int(rest[0])
    return {"S": 3, "V": 2}.get(funds, 0)


def _day(text: str) -> date | None:
    """Read a day YYMMDD or YYYYMMDD."""
    digits = text.strip()
    if not _DAY.fullmatch(digits):
        return None
    full = digits if len(digits) == 8 else f"20{digits}"
    try:
        return date(int(full[:4]), int(full[4:6]), int(full[6:]))
    except ValueError:
        return None
