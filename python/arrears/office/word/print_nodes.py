"""Places of a combined document: what differs from letter to letter beside the data."""

from dataclasses import dataclass

from arrears.office.word.conditions import Scopes
from arrears.office.word.nodes import DOCUMENT, Node

STRIDE = 100_000
"""Between the numbers of bookmarks and notes in one letter and those in the next."""


@dataclass(frozen=True, slots=True)
class LetterNumber:
    """Which letter of the document it is, from 0."""

    def fill(self, scopes: Scopes, out: list[bytes]) -> bool:
        """Append the number."""
        out.append(b"%d" % scopes[0][DOCUMENT].letter)
        return False


@dataclass(frozen=True, slots=True)
class Numbered:
    """A number of the template, moved on for each letter."""

    number: int
    stride: int = STRIDE

    def fill(self, scopes: Scopes, out: list[bytes]) -> bool:
        """Append the number for the letter."""
        out.append(b"%d" % (self.number + self.stride * scopes[0][DOCUMENT].letter))
        return False


@dataclass(frozen=True, slots=True)
class HeaderLink:
    """The relationship of a header or footer that each letter has its own of."""

    part: str

    def fill(self, scopes: Scopes, out: list[bytes]) -> bool:
        """Append the relationship's id."""
        out.append(scopes[0][DOCUMENT].headers[self.part])
        return False


@dataclass(frozen=True, slots=True)
class WhenLast:
    """What stands only in the last letter, or only in the others."""

    body: tuple[Node, ...]
    last: bool

    def fill(self, scopes: Scopes, out: list[bytes]) -> bool:
        """Append the body where it has its place."""
        if scopes[0][DOCUMENT].last is self.last:
            for node in self.body:
                node.fill(scopes, out)
        return False


@dataclass(frozen=True, slots=True)
class Letter:
    """What is written once for each letter."""

    body: tuple[Node, ...]

    def fill(self, scopes: Scopes, out: list[bytes]) -> bool:
        """Append a letter."""
        return any([node.fill(scopes, out) for node in self.body])  # noqa: C419 - every node has to be filled
