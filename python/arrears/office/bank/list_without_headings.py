"""Bank lists without a row of headings: what each column holds is told by its cells, where they prove it."""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal

from arrears.core.bank.proof import breaks
from arrears.core.bank.statement import Line
from arrears.office.bank.list_head import IBAN, Head, value_at
from arrears.office.exports.amount_notation import read_amounts
from arrears.office.exports.day_notation import Loose, reading
from arrears.office.exports.grid import Grid, Raw, Row, is_blank, letters
from arrears.office.exports.identifiers import text_of
from arrears.office.exports.vocabulary import currency_of

_FIGURE = re.compile(r"[+-]?\s*\d[\d.,' \u00a0\u202f]*[.,]\d{2}|[+-]?[.,]\d{2}")
_ACCOUNT = re.compile(r"[\d-]{8,}")
_LEAST, _MOST_ABOVE = 2, 6

Columns = Mapping[int, Sequence[Raw]]


def head_from_cells(grid: Grid) -> Head | None:
    """Tell what the columns hold from the cells alone; None where they leave it open.

    Amounts need both signs, or a column of balances that follow from them; else nothing shows what is money in.
    """
    rows = [row for row in grid.rows if any(not is_blank(cell) for cell in row)]
    for above in range(min(_MOST_ABOVE, len(rows) - _LEAST + 1)):
        if columns := _columns(rows[above:]):
            width = max(len(row) for row in rows)
            first = next(index for index, row in enumerate(grid.rows) if row is rows[above])
            return Head(first, [letters(number + 1) for number in range(width)], columns)
    return None


def _columns(rows: Sequence[Row]) -> dict[str, list[int]]:
    cells = {n: [value_at(row, n) for row in rows] for n in range(max(len(row) for row in rows))}
    days = [n for n, column in cells.items() if all(isinstance(reading(cell), date | Loose) for cell in column)]
    figures = {n: column for n, column in cells.items() if n not in days and _are_figures(column)}
    money = _money(figures)
    if not days or not money:
        return {}
    found = {**money, "dated": days[:1]}
    if days[1:]:
        found["value"] = days[1:2]
    for n, column in cells.items():
        if n in days or n in figures:
            continue
        said = [text for cell in column if (text := text_of(cell))]
        if said and all(currency_of(text) for text in said):
            found.setdefault("currency", [n])
        elif len(set(said)) == 1 and len(said) == len(rows) and _is_account(said[0]):
            found.setdefault("account", [n])
        elif any(character.isalpha() for text in said for character in text):
            found.setdefault("reference", []).append(n)
    return found


def _is_account(text: str) -> bool:
    compact = text.replace(" ", "")
    return bool(IBAN.fullmatch(compact) or _ACCOUNT.fullmatch(compact))


def _are_figures(column: Sequence[Raw]) -> bool:
    texts = [text for cell in column if (text := text_of(cell))]
    return bool(texts) and all(_FIGURE.fullmatch(text.strip()) for text in texts)


def _money(figures: Columns) -> dict[str, list[int]]:
    """Find the amounts: with balances that follow from them in one way only, else one column with a minus sign."""
    read = {n: list(read_amounts(column, "").values) for n, column in figures.items()}
    whole = [n for n, values in read.items() if None not in values]
    halves = [n for n in read if n not in whole]
    proved = [{"amount": [a], "balance": [b]} for a in whole for b in whole if a != b and _follow(read[a], read[b])]
    proved += [
        {"credit": [c], "debit": [d], "balance": [b]}
        for c in halves for d in halves for b in whole
        if c != d and _follow(_net(read[c], read[d]), read[b])
    ]  # fmt: skip
    if len(proved) == 1:
        return proved[0]
    signs = {(value or 0) > 0 for n in whole for value in read[n]}
    return {"amount": whole} if not proved and len(read) == 1 and whole and signs == {True, False} else {}


def _net(credit: Sequence[Decimal | None], debit: Sequence[Decimal | None]) -> list[Decimal | None]:
    """Take money out from money in where each row has one of them only."""
    return [
        (one or Decimal(0)) - (other or Decimal(0)) if (one is None) != (other is None) else None
        for one, other in zip(credit, debit, strict=True)
    ]


def _follow(amounts: Sequence[Decimal | None], balances: Sequence[Decimal | None]) -> bool:
    pairs = list(zip(amounts, balances, strict=True))
    lines = [Line(amount, balance=balance) for amount, balance in pairs if amount is not None]
    whole = len(lines) == len(pairs) and len(lines) >= _LEAST and any(line.amount for line in lines)
    return whole and not (breaks(lines) and breaks(lines[::-1]))
