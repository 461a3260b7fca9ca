"""IF fields: operands and branches with fields in them, compared by number where both sides are numbers."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from arrears.office.word.formats import Write
from arrears.office.word.markup import as_markup

OPERATORS = ("=", "<>", "<", ">", "<=", ">=")
Scopes = tuple[Any, ...]
"""The values in reach, the letter's first, then a row of each region that is open."""

_PLAIN = re.compile(r"\s*([+-]?\d+(?:\.\d+)?)\s*")
_POINT = re.compile(r"\s*([+-]?\d{1,3}(?:,\d{3})+(?:\.\d+)?)\s*")
_COMMA = re.compile(r"\s*([+-]?(?:\d{1,3}(?:[.\s\u202f\xa0’]\d{3})+|\d+)(?:,\d+)?)\s*")


@dataclass(frozen=True, slots=True)
class Operand:
    """A merge field in an IF: the value of a name, in its format."""

    name: str
    write: Write
    depth: int = 0

    def text(self, scopes: Scopes) -> str:
        """Give the value as text."""
        return self.write(scopes[self.depth].get(self.name))


@dataclass(frozen=True, slots=True)
class Phrase:
    """Text with fields in it: an operand or a branch of IF."""

    pieces: tuple["str | Operand | Choice", ...]
    comma: bool = False
    """Whether numbers in the text have a decimal comma."""

    def text(self, scopes: Scopes) -> str:
        """Give the text."""
        return "".join(piece if isinstance(piece, str) else piece.text(scopes) for piece in self.pieces)

    def value(self, scopes: Scopes) -> object:
        """Give the value of a phrase that is one field alone, the number of one that is a number, else its text."""
        if len(self.pieces) == 1 and isinstance(self.pieces[0], Operand):
            return scopes[self.pieces[0].depth].get(self.pieces[0].name)
        text = self.text(scopes)
        number = read_number(text, comma=self.comma)
        return text if number is None else Written(number, text)


@dataclass(frozen=True, slots=True)
class Written:
    """A number of the template with the text it was written as, for comparing with text."""

    number: Decimal
    text: str

    def __str__(self) -> str:
        """Give the text."""
        return self.text


@dataclass(frozen=True, slots=True)
class Choice:
    """An IF field; ``*`` and ``?`` on its right side match any characters and any one."""

    left: Phrase
    operator: str
    right: Phrase
    then: Phrase
    otherwise: Phrase

    def fill(self, scopes: Scopes, out: list[bytes]) -> bool:
        """Append the branch that holds; tell whether it says something."""
        markup = as_markup(self.text(scopes))
        out.append(markup)
        return bool(markup)

    def text(self, scopes: Scopes) -> str:
        """Give the branch that holds."""
        holds = compare(self.left.value(scopes), self.operator, self.right.value(scopes))
        return (self.then if holds else self.otherwise).text(scopes)

    def phrases(self) -> tuple[Phrase, Phrase, Phrase, Phrase]:
        """Give operands and branches."""
        return self.left, self.right, self.then, self.otherwise

    def operands(self) -> Iterator[Operand]:
        """Give every field in the operands and branches."""
        for phrase in self.phrases():
            for piece in phrase.pieces:
                if isinstance(piece, Operand):
                    yield piece
                elif isinstance(piece, Choice):
                    yield from piece.operands()


def compare(left: object, operator: str, right: object) -> bool:
    """Compare as Word's IF does, but by number where both sides are numbers.

    >>> compare(100, ">", "90"), compare("EN", "=", "E*"), compare("b", ">", "a")
    (True, True, True)
    """
    numbers = _number(left), _number(right)
    if numbers[0] is not None and numbers[1] is not None:
        return _holds(numbers[0], operator, numbers[1])
    texts = _text(left), _text(right)
    if operator in ("=", "<>") and re.search(r"[*?]", texts[1]):
        pattern = re.escape(texts[1]).replace(r"\*", ".*").replace(r"\?", ".")
        return (re.fullmatch(pattern, texts[0], re.DOTALL) is not None) is (operator == "=")
    return _holds(texts[0], operator, texts[1])


def read_number(text: str, *, comma: bool) -> Decimal | None:
    """Read a number of a template in its language's notation; None if it is none.

    >>> read_number("1,000", comma=False), read_number("1.000,5", comma=True), read_number("1,5", comma=False)
    (Decimal('1000'), Decimal('1000.5'), None)
    """
    if comma and (match := _COMMA.fullmatch(text)):
        return Decimal(re.sub(r"[.\s’]", "", match[1]).replace(",", "."))
    if not comma and (match := _POINT.fullmatch(text)):
        return Decimal(match[1].replace(",", ""))
    plain = _PLAIN.fullmatch(text)
    return Decimal(plain[1]) if plain else None


def _holds(left: Any, operator: str, right: Any) -> bool:
    results = {
        "=": left == right,
        "<>": left != right,
        "<": left < right,
        ">": left > right,
        "<=": left <= right,
        ">=": left >= right,
    }
    return bool(results[operator])


def _number(value: object) -> Decimal | None:
    if isinstance(value, Written):
        return value.number
    if isinstance(value, str):
        plain = _PLAIN.fullmatch(value)
        return Decimal(plain[1]) if plain else None
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        return None
    number = Decimal(value)
    return None if number.is_nan() else number


def _text(value: object) -> str:
    return "" if value is None else str(value)
