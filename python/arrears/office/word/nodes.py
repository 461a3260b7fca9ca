"""A compiled letter part: constant markup and the places that a letter fills, each giving its own bytes."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any, Protocol

from arrears.office.word.formats import Write, as_markup

Values = Mapping[str, Any]
"""The fields in reach, by name; a region's name gives a sequence of mappings."""
DRAWING_IDS = "#drawing"
"""The counter, among the values, that numbers drawings in repeated parts; no merge field can be called so."""

OPERATORS = ("=", "<>", "<", ">", "<=", ">=")


class Node(Protocol):
    """A piece of a part."""

    def markup(self, values: Values) -> bytes:
        """Give the piece for a letter's values."""


@dataclass(frozen=True, slots=True)
class Constant:
    """Markup that is the same in every letter."""

    content: bytes

    def markup(self, values: Values) -> bytes:  # noqa: ARG002 - every node takes the values
        """Give the content."""
        return self.content


@dataclass(frozen=True, slots=True)
class Slot:
    """A merge field: the value of a name, in its format."""

    name: str
    write: Write

    def markup(self, values: Values) -> bytes:
        """Give the value as the inside of a ``w:t``."""
        return as_markup(self.text(values))

    def text(self, values: Values) -> str:
        """Give the value as text."""
        return self.write(values.get(self.name))

    def value(self, values: Values) -> object:
        """Give the value as it is, for comparisons."""
        return values.get(self.name)


@dataclass(frozen=True, slots=True)
class Phrase:
    """Text with fields in it: an operand or a branch of IF."""

    pieces: tuple["str | Slot | Choice", ...]

    def text(self, values: Values) -> str:
        """Give the text."""
        return "".join(piece if isinstance(piece, str) else piece.text(values) for piece in self.pieces)

    def value(self, values: Values) -> object:
        """Give the value of a phrase that is one field alone, else its text."""
        if len(self.pieces) == 1 and isinstance(self.pieces[0], Slot):
            return self.pieces[0].value(values)
        return self.text(values)


@dataclass(frozen=True, slots=True)
class Choice:
    """An IF field: compares by number where both sides are numbers, else as text; ``*`` and ``?`` match any."""

    left: Phrase
    operator: str
    right: Phrase
    then: Phrase
    otherwise: Phrase

    def markup(self, values: Values) -> bytes:
        """Give the branch that holds as the inside of a ``w:t``."""
        return as_markup(self.text(values))

    def text(self, values: Values) -> str:
        """Give the branch that holds."""
        holds = compare(self.left.value(values), self.operator, self.right.value(values))
        return (self.then if holds else self.otherwise).text(values)

    def slots(self) -> Iterator[Slot]:
        """Give every field in the operands and branches."""
        for phrase in (self.left, self.right, self.then, self.otherwise):
            for piece in phrase.pieces:
                if isinstance(piece, Slot):
                    yield piece
                elif isinstance(piece, Choice):
                    yield from piece.slots()


@dataclass(frozen=True, slots=True)
class Region:
    """A part that repeats for each row under a name; the row's fields go before the letter's."""

    name: str
    body: tuple[Node, ...]

    def markup(self, values: Values) -> bytes:
        """Give the body once per row."""
        rows: Sequence[Values] = values.get(self.name) or ()
        return b"".join(node.markup(scope) for scope in ({**values, **row} for row in rows) for node in self.body)


@dataclass(frozen=True, slots=True)
class Vanishing:
    """A paragraph or table row that holds nothing but fields and goes when all of them are blank."""

    body: tuple[Node, ...]

    def markup(self, values: Values) -> bytes:
        """Give the body, or nothing."""
        pieces = [(node, node.markup(values)) for node in self.body]
        filled = any(piece for node, piece in pieces if not isinstance(node, Constant))
        return b"".join(piece for _, piece in pieces) if filled else b""


@dataclass(frozen=True, slots=True)
class DrawingId:
    """The number of a drawing in a part that repeats: each needs its own."""

    def markup(self, values: Values) -> bytes:
        """Give the next number."""
        return str(next(values[DRAWING_IDS])).encode()


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
    return _holds(*texts[:1], operator, *texts[1:])


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
    if isinstance(value, int | Decimal):
        return Decimal(value)
    if isinstance(value, str) and re.fullmatch(r"\s*[+-]?\d[\d,]*(\.\d+)?\s*", value):
        try:
            return Decimal(value.replace(",", "").strip())
        except InvalidOperation:
            return None
    return None


def _text(value: object) -> str:
    return "" if value is None else str(value)
