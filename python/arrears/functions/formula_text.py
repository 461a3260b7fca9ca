"""A formula as it is typed, with nothing but values in it: one worksheet function and its arguments.

    =AR_DUE_DATE("2/10 net 30", DATE(2026,1,10))        =AR_COUNT_BACK_DSO(212000, {100000;80000}, DATE(2026,6,30))

Known are numbers (9% too), text, TRUE and FALSE, DATE(), error values, nothing between two commas, and constants in
braces (commas between cells, semicolons between rows).
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from arrears.errors import InputRefused
from arrears.functions.results import ERRORS, outgoing
from arrears.office.cells import CellError

_TOKEN: Final = re.compile(
    r"""\s*(?:(?P<number>(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?)|(?P<text>"(?:[^"]|"")*")|(?P<name>[A-Za-z_][A-Za-z0-9_.]*)"""
    r"""|(?P<error>\#[A-Z/0_]+[!?]?)|(?P<mark>[(){},;%+-]))"""
)


@dataclass(frozen=True, slots=True)
class Formula:
    """A function's name and the cells of its arguments."""

    name: str
    arguments: Sequence[Any]


def parse(text: str) -> Formula:
    """Read a formula; refuses what is not one function of plain values."""
    reading = _Reading(text)
    formula = reading.formula()
    if reading.at < len(reading.tokens):
        raise InputRefused("formula-unreadable", found=text)
    return formula


class _Reading:
    def __init__(self, text: str) -> None:
        self.text, self.tokens, self.at = text, list[tuple[str, str]](), 0
        rest, position = text.strip().removeprefix("="), 0
        while position < len(rest.rstrip()):
            match = _TOKEN.match(rest, position)
            if match is None or match.lastgroup is None:
                raise InputRefused("formula-unreadable", found=text)
            self.tokens.append((match.lastgroup, match[match.lastgroup]))
            position = match.end()

    def formula(self) -> Formula:
        kind, name = self._next()
        if kind != "name" or not self._took("("):
            raise self._unreadable()
        arguments: list[Any] = []
        if not self._took(")"):
            while True:
                arguments.append(None if self._peek() in (",", ")") else self._value())
                if self._took(")"):
                    break
                if not self._took(","):
                    raise self._unreadable()
        return Formula(name.upper(), arguments)

    def _value(self) -> Any:
        if self._took("{"):
            return self._constant()
        sign = 1
        while self._peek() in ("+", "-"):
            sign *= -1 if self._next()[1] == "-" else 1
        kind, token = self._next()
        if kind == "number":
            number = sign * float(token)
            while self._took("%"):
                number = number / 100
            return number
        if sign == -1:
            raise self._unreadable()
        if kind == "text":
            return token[1:-1].replace('""', '"')
        if kind == "error" and token in ERRORS:
            return CellError(token)
        if kind == "name" and token.upper() in ("TRUE", "FALSE"):
            return token.upper() == "TRUE"
        if kind == "name" and token.upper() == "DATE":
            self.at -= 1
            return self._date()
        raise self._unreadable()

    def _date(self) -> Any:
        parts = [int(part) for part in self.formula().arguments if isinstance(part, float)]
        try:
            return outgoing(date(*parts))
        except (TypeError, ValueError):
            raise self._unreadable() from None

    def _constant(self) -> list[list[Any]]:
        rows: list[list[Any]] = [[]]
        while True:
            rows[-1].append(self._value())
            if self._took("}"):
                break
            if self._took(";"):
                rows.append([])
            elif not self._took(","):
                raise self._unreadable()
        if len({len(row) for row in rows}) > 1:
            raise self._unreadable()
        return rows

    def _peek(self) -> str:
        return self.tokens[self.at][1] if self.at < len(self.tokens) else ""

    def _took(self, mark: str) -> bool:
        if self.at < len(self.tokens) and self.tokens[self.at] == ("mark", mark):
            self.at += 1
            return True
        return False

    def _next(self) -> tuple[str, str]:
        if self.at >= len(self.tokens):
            raise self._unreadable()
        self.at += 1
        return self.tokens[self.at - 1]

    def _unreadable(self) -> InputRefused:
        return InputRefused("formula-unreadable", found=self.text)
