"""Formulas as Calc's interface gives them, turned into Excel's notation: sheets, separators, this row of a table."""

import re

_SHEET = re.compile(r"\$?('(?:[^']|'')+'|[^\W\d]\w*)\.(?=\$?[A-Z]{1,3}\$?\d)")
_PIECE = re.compile(r'"(?:[^"]|"")*"|\{[^}]*\}|[^"{]+')


def in_excel(formula: str) -> str:
    """Write a formula of Calc's interface as Excel would show it.

    >>> in_excel('=SUM($Items.A1:A9;"a;b";1)')
    '=SUM(Items!A1:A9,"a;b",1)'
    """
    return "".join(_piece(piece) for piece in _PIECE.findall(formula))


def _piece(text: str) -> str:
    if text.startswith('"'):
        return text
    if text.startswith("{"):
        return text.replace(";", ",").replace("|", ";")
    plain = _SHEET.sub(r"\1!", text.replace(";", ",").replace("~", ","))
    return plain.replace("COM.SUN.STAR.SHEET.ADDIN.ANALYSIS.GET", "")
