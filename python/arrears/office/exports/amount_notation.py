"""Amounts in any notation, the decimal mark decided from the whole column."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache

from arrears.office.exports.grid import Raw
from arrears.office.exports.vocabulary import currency_of

NOTHING = frozenset({"", "-", "--", "---", "+", "n/a", "na", "nil", "none", "null", "./."})
_DOMINANT = 20
"""A mark seen this many times as often as the other is the column's."""
_MINUS = str.maketrans(dict.fromkeys("\u2212\u2013\u2014\u2012\u2010\ufe63", "-"))
_GROUP_SIGNS = str.maketrans({"\u2019": "'", "`": "'", "\u02bc": "'", "\u066c": "'"})
_SIDE = re.compile(
    r"^(?P<before>cr|dr|借|贷)?\.?\s*(?P<rest>.*?)\s*(?P<after>(?<![a-z])(?:cr|dr)\.?|借|贷|(?<=[\d\s])[sh])?$", re.I
)
_NUMBER = re.compile(r"^(?P<before>[^\d.,]*?\.?)\s*(?P<sign>[+-]?)\s*(?P<body>[\d.,][\d.,' ]*|[.,]\d+)(?P<after>\D*)$")
_SIMPLE = re.compile(r"(-?)([0-9][0-9.,]*)")
_GROUPED = re.compile(r"\d{1,3}(?:G\d{3})+|\d{1,2}(?:G\d{2})+G\d{3}")


@dataclass(frozen=True, slots=True)
class Figure:
    """A text taken apart: its sign, its digits with their marks (' for any spacing mark), and a currency if named."""

    negative: bool
    body: str
    currency: str | None = None
    side: str = ""
    """'debit' or 'credit' where the text ends in Dr, Cr, S, H, 借 or 贷."""


def from_float(number: float) -> Decimal:
    """Turn a number a spreadsheet stores into the amount it shows: 15 significant digits, as Excel itself keeps.

    >>> from_float(1234.56), from_float(0.1 + 0.2), from_float(100045.0)
    (Decimal('1234.56'), Decimal('0.3'), Decimal('100045'))
    """
    return Decimal(format(number, ".15g"))


@lru_cache(maxsize=65536)
def figure(text: str) -> Figure | None:
    """Take a text apart; None where it is no amount, an empty body where it means nothing.

    >>> figure("(1,234.56)").negative, figure("'579,68 US").currency, figure("$600.00  ").body, figure("12 Cr").side
    (True, 'USD', '600.00', 'credit')
    """
    if simple := _SIMPLE.fullmatch(text):
        return Figure(bool(simple[1]), simple[2])
    plain = unicodedata.normalize("NFKC", text).translate(_MINUS).translate(_GROUP_SIGNS)
    plain = " ".join(plain.split()).lstrip("'").strip()
    plain = re.sub(r'^="?([^"]*)"?$', r"\1", plain).strip()
    if plain.casefold() in NOTHING:
        return Figure(negative=False, body="")
    plain = re.sub(r"[.,]-+$", "", plain)
    if not any(c.isdigit() for c in plain):
        return Figure(negative=False, body="") if currency_of(plain.strip("+- ")) else None
    side, plain = _without_side(plain)
    negative, plain = _without_brackets(plain)
    found = _NUMBER.match(plain)
    if not found:
        return None
    after = found["after"].strip()
    if after.endswith("-") or after.startswith("-"):
        negative, after = not negative, after.strip("- ")
    before = found["before"].strip()
    if before.endswith("-") or before.startswith("-"):
        negative, before = not negative, before.strip("- ")
    words = [word for word in (before, after) if word]
    currencies = [currency_of(word) for word in words]
    if None in currencies or len(set(currencies)) > 1:
        return None
    body = found["body"].strip().replace(" ", "'")
    return Figure(negative ^ (found["sign"] == "-"), body, currencies[0] if currencies else None, side)


def _without_side(text: str) -> tuple[str, str]:
    found = _SIDE.match(text)
    word = ((found and (found["after"] or found["before"])) or "").casefold().rstrip(".")
    if not found or not word or not any(c.isdigit() for c in found["rest"]):
        return "", text
    return ("credit" if word in {"cr", "h", "贷"} else "debit"), found["rest"]


def _without_brackets(text: str) -> tuple[bool, str]:
    inside = re.match(r"^([^()\d]*)\(([^()]*)\)([^()\d]*)$", text)
    if inside and any(c.isdigit() for c in inside[2]):
        return True, f"{inside[1]} {inside[2]} {inside[3]}".strip()
    return False, text


def mark_shown(body: str) -> str:
    """Tell which decimal mark a body proves: '.' or ',', '' if it has no mark at all, '?' if it fits both.

    >>> [mark_shown(b) for b in ("1,234.56", "1.234,56", "15,00,000", "1'234.5", "0.125", "1,234", "700")]
    ['.', ',', '.', '.', '.', '?', '']
    """
    marks = [c for c in body if c in ".,"]
    if not marks:
        return ""
    last = marks[-1]
    if len(set(marks)) == 2:
        return last
    other = "," if last == "." else "."
    if len(marks) > 1:
        return other
    head, _, tail = body.partition(last)
    if len(tail) != 3 or "'" in head or head.startswith("0") or not head or len(head) > 3:
        return last
    return "?"


def value_of(body: str, mark: str) -> Decimal | None:
    """Read a body with a decimal mark; None where its groups make no number.

    >>> value_of("15,00,000", "."), value_of("1'234,5", ","), value_of("1,23,4", ".")
    (Decimal('1500000'), Decimal('1234.5'), None)
    """
    whole, _, part = body.partition(mark)
    part = part.replace("'", "")
    group = "," if mark == "." else "."
    seen = {c for c in whole if not c.isdigit()}
    if (part and not part.isdigit()) or not seen <= {group, "'"} or len(seen) > 1:
        return None
    if seen and not _GROUPED.fullmatch(whole.replace(seen.pop(), "G")):
        return None
    digits = "".join(c for c in whole if c.isdigit())
    return Decimal(f"{digits or '0'}.{part or '0'}") if part else (Decimal(digits) if digits else None)


def marks_in(cells: Iterable[Raw]) -> Counter[str]:
    """Count the decimal marks that a column's texts prove."""
    figures = (figure(cell) for cell in cells if isinstance(cell, str))
    counted = Counter(mark_shown(f.body) for f in figures if f and f.body)
    del counted[""]
    return counted


def column_mark(own: Counter[str], others: Counter[str], evidence: str) -> tuple[str, str]:
    """Decide a column's decimal mark, and how: 'own', 'list' (from the list's other columns), 'file' or 'assumed'.

    An empty mark means the column itself is mixed: texts that fit both are then not read.
    """
    for counted, how in ((own, "own"), (others, "list")):
        points, commas = counted["."], counted[","]
        if points > commas * _DOMINANT:
            return ".", how
        if commas > points * _DOMINANT:
            return ",", how
        if points or commas:
            return "", how
    return (evidence, "file") if evidence else (".", "assumed")


@dataclass(slots=True)
class Amounts:
    """A column of amounts read: values, the currency and side texts named, and the cells that could not be read."""

    values: list[Decimal | None]
    currencies: dict[int, str] = field(default_factory=dict)
    sides: dict[int, str] = field(default_factory=dict)
    unreadable: dict[int, str] = field(default_factory=dict)
    ambiguous: dict[int, str] = field(default_factory=dict)
    assumed: list[str] = field(default_factory=list)
    """Texts that fit both marks and were read by the mark of the list or by the thousands rule."""


def read_amounts(cells: Sequence[Raw], mark: str) -> Amounts:
    """Read a column with its decimal mark; a text that itself proves the other mark is read by its own."""
    read = Amounts([None] * len(cells))
    for index, cell in enumerate(cells):
        if isinstance(cell, bool) or not isinstance(cell, str | int | float | type(None)):
            read.unreadable[index] = str(cell)
        elif isinstance(cell, float):
            read.values[index] = from_float(cell)
        elif isinstance(cell, int):
            read.values[index] = Decimal(cell)
        elif cell is not None:
            _read_text(read, index, cell, mark)
    return read


def _read_text(read: Amounts, index: int, text: str, mark: str) -> None:
    found = figure(text)
    if found is None:
        read.unreadable[index] = text
        return
    if not found.body:
        return
    shown = mark_shown(found.body)
    if shown == "?":
        if not mark:
            read.ambiguous[index] = text
            return
        read.assumed.append(text.strip())
    value = value_of(found.body, shown if shown in {".", ","} else (_by_thousands(found.body, mark)))
    if value is None:
        read.unreadable[index] = text
        return
    read.values[index] = -value if found.negative else value
    if found.currency:
        read.currencies[index] = found.currency
    if found.side:
        read.sides[index] = found.side


def _by_thousands(body: str, mark: str) -> str:
    """With no evidence at all, one mark before three digits parts thousands, whichever mark it is."""
    if mark == "assumed":
        return "," if "." in body else "."
    return mark or "."
