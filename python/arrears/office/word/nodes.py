"""A compiled letter part: constant markup and the places that a letter fills, in the order of the part."""

import itertools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from arrears.office.word.conditions import Scopes
from arrears.office.word.formats import WriteMarkup

Values = Mapping[str, Any]
"""The fields in reach, by name; a region's name gives a sequence of mappings."""
DOCUMENT = "#document"
"""The ``Numbers`` of the document that is being filled, among the letter's values; no merge field can be called so."""
FIRST_DRAWING = 10_000
"""The first number of drawings in parts that repeat; those of the template have lower ones."""


@dataclass(slots=True)
class Numbers:
    """What must be told apart within one document: drawings, shapes that stand once, the letters of a combined one."""

    letter: int = 0
    last: bool = False
    """Whether the letter is the last of the document."""
    headers: Mapping[str, bytes] = field(default_factory=dict)
    """Relationship ids of the letter's own headers and footers, by those of the template."""
    pictures: Any = None
    """Takes the pictures of the letter (``pictures.PicturesUsed``)."""
    drawings: Iterator[int] = field(default_factory=lambda: itertools.count(FIRST_DRAWING))
    seen: set[str] = field(default_factory=set)


class Node(Protocol):
    """A piece of a part."""

    def fill(self, scopes: Scopes, out: list[bytes]) -> bool:
        """Append the piece for a letter's values; tell whether a field in it said something."""


@dataclass(frozen=True, slots=True)
class Constant:
    """Markup that is the same in every letter."""

    content: bytes

    def fill(self, scopes: Scopes, out: list[bytes]) -> bool:  # noqa: ARG002 - every node takes the values
        """Append the content."""
        out.append(self.content)
        return False


@dataclass(frozen=True, slots=True)
class Slot:
    """A merge field: the value of a name, in its format; ``depth`` tells whose: 0 the letter's, then the regions'."""

    name: str
    markup: WriteMarkup
    depth: int = 0


@dataclass(frozen=True, slots=True)
class Text:
    """Markup with merge fields in it: each with what stands before it, and what stands behind the last."""

    steps: tuple[tuple[bytes, int, str, WriteMarkup], ...]
    rest: bytes

    def fill(self, scopes: Scopes, out: list[bytes]) -> bool:
        """Append markup and values."""
        add, said = out.append, False
        for before, depth, name, markup in self.steps:
            add(before)
            value = scopes[depth].get(name)
            if value is not None and (written := markup(value)):
                said = True
                add(written)
        add(self.rest)
        return said


@dataclass(frozen=True, slots=True)
class Region:
    """A part that repeats for each row under a name."""

    name: str
    body: tuple[Node, ...]
    depth: int = 0
    otherwise: bytes = b""
    """What stands there when there is no row: a cell must not be left without a paragraph."""

    def fill(self, scopes: Scopes, out: list[bytes]) -> bool:
        """Append the body once per row."""
        rows: Sequence[Values] = scopes[self.depth].get(self.name) or ()
        for row in rows:
            inner = (*scopes, row)
            for node in self.body:
                node.fill(inner, out)
        if not rows and self.otherwise:
            out.append(self.otherwise)
        return bool(rows)


@dataclass(frozen=True, slots=True)
class Vanishing:
    """A paragraph, row or table that goes when no field in it says anything."""

    body: tuple[Node, ...]

    def fill(self, scopes: Scopes, out: list[bytes]) -> bool:
        """Append the body, or nothing."""
        pieces: list[bytes] = []
        said = any([node.fill(scopes, pieces) for node in self.body])  # noqa: C419 - every node has to be filled
        if said:
            out += pieces
        return said


@dataclass(frozen=True, slots=True)
class Once:
    """Markup that may stand only once in a part, such as the definition of a shape."""

    body: tuple[Node, ...]
    key: str

    def fill(self, scopes: Scopes, out: list[bytes]) -> bool:
        """Append the body where it stands first."""
        seen = scopes[0][DOCUMENT].seen
        if self.key not in seen:
            seen.add(self.key)
            for node in self.body:
                node.fill(scopes, out)
        return False


@dataclass(frozen=True, slots=True)
class DrawingId:
    """The number of a drawing in a part that repeats: each needs its own."""

    before: str = ""

    def fill(self, scopes: Scopes, out: list[bytes]) -> bool:
        """Append the next number."""
        out.append(f"{self.before}{next(scopes[0][DOCUMENT].drawings)}".encode())
        return False


def joined(nodes: Sequence["Node | Slot"]) -> tuple[Node, ...]:
    """Join neighbouring constants and merge fields into texts."""
    result: list[Node] = []
    steps: list[tuple[bytes, int, str, WriteMarkup]] = []
    before: list[bytes] = []

    def close() -> None:
        rest = b"".join(before)
        if steps:
            result.append(Text(tuple(steps), rest))
        elif rest:
            result.append(Constant(rest))
        steps.clear()
        before.clear()

    for node in nodes:
        if isinstance(node, Constant):
            before.append(node.content)
        elif isinstance(node, Slot):
            steps.append((b"".join(before), node.depth, node.name, node.markup))
            before.clear()
        else:
            close()
            result.append(node)
    close()
    return tuple(result)
