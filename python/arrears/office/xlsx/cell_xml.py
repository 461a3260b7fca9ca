"""Cells of a worksheet part as bytes: how each kind of value is written, beside a style or a formula."""

import re
from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from arrears.core.problems import Place
from arrears.errors import BookRefused
from arrears.office.xlsx.xml_part import encoded, keeps_spaces, markup
from arrears.runs.ports import Keep, Value

LONGEST_TEXT = 32_767
"""Characters that a cell of Excel holds."""
_DAY_ZERO_1900 = date(1899, 12, 30)
_DAY_ZERO_1904 = date(1904, 1, 1)
_FIRST_OF_MARCH_1900 = date(1900, 3, 1)


def serial(day: date, *, date1904: bool) -> int | None:
    """Count a day as Excel does; None before its calendar begins.

    Until February 1900 the 1900 calendar runs one day ahead, because it holds a 29 February 1900.

    >>> serial(date(2026, 10, 31), date1904=False), serial(date(1900, 1, 1), date1904=False)
    (46326, 1)
    """
    if date1904:
        return (day - _DAY_ZERO_1904).days if day >= _DAY_ZERO_1904 else None
    days = (day - _DAY_ZERO_1900).days
    if day >= _FIRST_OF_MARCH_1900:
        return days
    return days - 1 if days > 1 else None


class CellWriter:
    """Writes values as cells of one worksheet: its prefix, and its calendar."""

    def __init__(self, prefix: str, *, date1904: bool) -> None:
        """Take the namespace prefix with its colon (``x:``, mostly empty) and the calendar."""
        self.prefix = prefix
        self._date1904 = date1904
        self.open = f"<{prefix}c ".encode()
        self._formulas: dict[str, bytes] = {}
        self._close = f"</{prefix}c>"
        self._value = f"<{prefix}v>", f"</{prefix}v>"

    def tails(self, values: Sequence[Value | Keep]) -> list[bytes | None]:
        """Write values as what follows a cell's address and style, to the end of the cell; None for a cell to keep."""
        known: dict[tuple[type, Value], bytes] = {}
        written: list[bytes | None] = []
        for value in values:
            if isinstance(value, Keep):
                written.append(None)
                continue
            key = (type(value), value)
            tail = known.get(key)
            if tail is None:
                tail = known[key] = self._tail(value)
            written.append(tail)
        return written

    def formula_tails(self, formulas: Sequence[str], values: Sequence[Value | Keep]) -> list[bytes | None]:
        """Write formulas with their results as what follows a cell's address and style; None for a cell to keep."""
        pairs = zip(formulas, values, strict=True)
        return [None if isinstance(value, Keep) else self._formula_tail(formula, value) for formula, value in pairs]

    def result(self, value: Value) -> tuple[bytes, bytes]:
        """Write a formula's cached result: its type attribute, and its value element."""
        kind, text = self._plain(value)
        if kind == "none":
            return b"", b""
        attribute = {"text": b' t="str"', "yes": b' t="b"'}.get(kind, b"")
        space = ' xml:space="preserve"' if kind == "text" and keeps_spaces(text) else ""
        opening = self._value[0].replace(">", f"{space}>") if space else self._value[0]
        return attribute, f"{opening}{markup(text)}{self._value[1]}".encode()

    def _tail(self, value: Value) -> bytes:
        kind, text = self._plain(value)
        if kind == "none":
            return b"/>"
        if kind == "text":
            p = self.prefix
            space = ' xml:space="preserve"' if keeps_spaces(text) else ""
            inner = f"<{p}is><{p}t{space}>{markup(text)}</{p}t></{p}is>"
            return f' t="inlineStr">{inner}{self._close}'.encode()
        kind_attribute = ' t="b"' if kind == "yes" else ""
        return f"{kind_attribute}>{self._value[0]}{text}{self._value[1]}{self._close}".encode()

    def _formula_tail(self, formula: str, value: Value) -> bytes:
        attribute, result = self.result(value)
        written = self._formulas.get(formula)
        if written is None:
            written = self._formulas[formula] = f"><{self.prefix}f>{markup(formula)}</{self.prefix}f>".encode()
        return attribute + written + result + self._close.encode()

    def _plain(self, value: Value) -> tuple[str, str]:
        """Give a value's kind (none, text, yes, number) and its text."""
        if value is None or value == "":
            return "none", ""
        if isinstance(value, str):
            text = encoded(value)
            if len(value) > LONGEST_TEXT:
                raise BookRefused("text-too-long", Place(), value[:40], length=len(value))
            return "text", text
        if isinstance(value, bool):
            return "yes", str(int(value))
        if isinstance(value, date):
            days = serial(value, date1904=self._date1904)
            return ("text", value.isoformat()) if days is None else ("number", str(days))
        if isinstance(value, Decimal) and not value.is_finite():
            raise ValueError(f"{value} is not a number that a cell can hold")
        return "number", format(value, "f") if isinstance(value, Decimal) else str(value)


_ENTITY = re.compile(r"&(?:#x([0-9A-Fa-f]+)|#(\d+)|(\w+));")
_NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"', "apos": "'"}


def unescaped(text: str) -> str:
    """Read the text of an XML node as written in the part.

    >>> unescaped("A1&gt;0&#10;")
    'A1>0\\n'
    """
    if "&" not in text:
        return text
    return _ENTITY.sub(
        lambda m: chr(int(m[1], 16)) if m[1] else chr(int(m[2])) if m[2] else _NAMED.get(m[3], m[0]), text
    )
