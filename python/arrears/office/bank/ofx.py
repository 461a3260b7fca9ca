"""Statements in OFX and QFX, versions 1 (SGML) and 2 (XML), with what banks and programs write differently."""

import re
from dataclasses import replace
from datetime import date
from decimal import Decimal

from arrears.core.bank.statement import Line, Statement
from arrears.core.problems import Place, Problem, Severity
from arrears.errors import FileRefused
from arrears.office.bank.amounts_and_days import amounts
from arrears.office.bank.ofx_days import day_of, short_order
from arrears.office.bank.ofx_tree import Tag, tree_of

_STATEMENTS = ("STMTRS", "CCSTMTRS")
_RETURNS = frozenset({"RETURN", "NSF"})
_OUT = frozenset({"DEBIT", "PAYMENT", "CHECK", "ATM", "POS", "FEE", "SRVCHG", "DIRECTDEBIT"})


def read_ofx(text: str, file: str, *, dates: str | None = None, decimal: str | None = None) -> list[Statement]:
    """Read the statements of an OFX file.

    Raises FileRefused ``bank-no-statement`` or ``bank-said-no`` (the bank answered with an error), ListRefused
    ``amounts-ambiguous`` or ``bank-dates-ambiguous``.
    """
    tree = tree_of(text[max(text.upper().find("<OFX"), 0) :])
    found = [tag for name in _STATEMENTS for tag in tree.all(name)]
    if not found:
        raise _nothing(tree, file)
    reader = _Reader(tree, file, dates, decimal)
    return [reader.statement(tag) for tag in found]


def _nothing(tree: Tag, file: str) -> FileRefused:
    for status in tree.all("STATUS"):
        if status.said("SEVERITY").upper() == "ERROR":
            said = " ".join(part for part in (status.said("CODE"), status.said("MESSAGE")) if part)
            return FileRefused("bank-said-no", file, found=said)
    kinds = ("INVSTMTRS", "INTRARS", "ACCTINFORS", "SONRS", "OFX")
    kind = next((name for name in kinds if tree.first(name)), "OFX")
    return FileRefused("bank-no-statement", file, found=f"<{kind}>", format="OFX")


class _Reader:
    """One file: its amounts and days are read alike."""

    def __init__(self, tree: Tag, file: str, dates: str | None, decimal: str | None) -> None:
        self.file = file
        texts = [tag.text for name in ("TRNAMT", "BALAMT") for tag in tree.all(name)]
        self.amounts = dict(zip(texts, amounts(texts, file, "TRNAMT", decimal), strict=True))
        names = ("DTPOSTED", "DTUSER", "DTAVAIL", "DTASOF", "DTSTART", "DTEND")
        self.short_order = short_order([tag.text for name in names for tag in tree.all(name)], file, dates)

    def day(self, text: str) -> date | None:
        return day_of(text, self.short_order)

    def statement(self, tag: Tag) -> Statement:
        account = tag.first("BANKACCTFROM", "CCACCTFROM") or Tag("")
        balance = tag.first("LEDGERBAL") or Tag("")
        period = tag.first("BANKTRANLIST") or Tag("")
        currency = tag.said("CURDEF").upper() or self._one_currency(tag)
        problems: list[Problem] = []
        lines = [line for one in self._entries(tag) if (line := self._line(one, currency, problems))]
        if all(line.amount >= 0 for line in lines):  # banks that write no signs leave them to the type
            lines = [replace(line, amount=-line.amount) if line.kind in _OUT else line for line in lines]
        return Statement(
            account=account.said("ACCTID"),
            currency=currency,
            closing=self.amounts.get(balance.said("BALAMT")),
            closing_date=self.day(balance.said("DTASOF")),
            first_day=self.day(period.said("DTSTART")),
            last_day=self.day(period.said("DTEND")),
            lines=tuple(lines),
            bank=account.said("BANKID"),
            problems=tuple(problems),
        )

    @staticmethod
    def _entries(tag: Tag) -> list[tuple[Tag, bool]]:
        pending = [(one, True) for one in tag.all("STMTTRNP")]
        return [*((one, False) for one in tag.all("STMTTRN")), *pending]

    @staticmethod
    def _one_currency(tag: Tag) -> str:
        """Give the currency that every entry names where the statement names none."""
        named = [one.said("CURSYM").upper() for one in tag.all("STMTTRN")]
        return named[0] if named and len(set(named)) == 1 else ""

    def _line(self, entry: tuple[Tag, bool], currency: str, problems: list[Problem]) -> Line | None:
        tag, pending = entry
        where = Place(file=self.file)
        said = tag.said("NAME") or tag.said("MEMO") or tag.said("FITID")
        amount = self._amount(tag)
        if amount is None:
            found = tag.said("TRNAMT") or said
            problems.append(Problem("bank-line-unreadable", where, found, Severity.LEFT_OUT))
            return None
        own = next((one.said("CURSYM").upper() for one in tag.inside if one.name == "CURRENCY"), "")
        if own and currency and own != currency:
            values = {"currency": currency}
            problems.append(Problem("bank-line-foreign", where, f"{own} {amount}", Severity.LEFT_OUT, values))
            return None
        posted = tag.said("DTPOSTED", "DTTRAN")
        day = self.day(posted)
        if day is None:
            values = {"day": posted}
            problems.append(Problem("bank-date-missing", where, f"{said} {amount}", values=values))
        party = tag.first("BANKACCTTO", "CCACCTTO") or Tag("")
        payee = tag.first("PAYEE") or Tag("")
        name, memo, kind = tag.said("NAME") or payee.said("NAME"), tag.said("MEMO"), tag.said("TRNTYPE").upper()
        return Line(
            amount=amount,
            booking_date=day,
            value_date=self.day(tag.said("DTAVAIL", "VALUEDATE")),
            payer=name,
            payer_account=party.said("ACCTID"),
            reference=memo or tag.said("REFNUM", "CHECKNUM"),
            end_to_end=tag.said("REFNUM") if memo else "",
            bank_reference=tag.said("FITID"),
            kind=kind,
            pending=pending,
            returned=kind in _RETURNS and amount < 0,
        )

    def _amount(self, tag: Tag) -> Decimal | None:
        said = tag.said("TRNAMT")
        if not said or re.search(r"[^\d.,+\-\s' ]", said):  # a sign of another currency, a word: not to be guessed at
            return None
        return self.amounts.get(said)
