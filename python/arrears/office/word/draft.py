"""A part while it is compiled: its tree with marks where a letter is filled, and what each mark stands for."""

import itertools
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from lxml import etree

from arrears.errors import TemplateRefused
from arrears.office.word.conditions import Choice
from arrears.office.word.fields import W
from arrears.office.word.images import ImageSlot
from arrears.office.word.names import Names
from arrears.office.word.nodes import Node, Slot
from arrears.office.word.package import Element
from arrears.office.word.tree import is_mark, new_mark, read_mark

Place = Slot | Choice | ImageSlot | Node
"""What is filled at a mark."""
BLOCK_MARKS = ("begin", "vanish", "once", "when")
"""Marks that open a block; ``end`` closes it."""


@dataclass
class Draft:
    """A part with marks: ``slot`` for places; from ``begin`` (region), ``vanish``, ``once``, ``when`` up to ``end``."""

    root: Element
    names: Names
    file: str
    language: str
    places: list[Place] = field(default_factory=list)
    regions: list[tuple[str, bytes]] = field(default_factory=list)
    """Names of regions, and what stands there without a row."""
    blocks: list[Callable[[tuple[Node, ...]], Node]] = field(default_factory=list)
    """Makers of the nodes of ``when`` blocks."""
    used: set[str] = field(default_factory=set)
    unknown: list[str] = field(default_factory=list)
    outside: list[str] = field(default_factory=list)
    sign: str = ""
    """Begins every hole; occurs nowhere else in the part."""

    def __post_init__(self) -> None:
        """Choose a sign that the part does not hold."""
        content = etree.tostring(self.root, encoding="unicode")
        self.sign = next(sign for n in itertools.count() if (sign := f"arrears-hole-{n}-") not in content)

    def mark(self, place: Place) -> Element:
        """Make the mark of a place, to stand between elements or in a text."""
        self.places.append(place)
        return new_mark("slot", len(self.places) - 1)

    def hole(self, place: Place) -> str:
        """Make the text that stands for a place in an attribute or in the code of a field."""
        self.places.append(place)
        return f"{self.sign}{len(self.places) - 1};"

    def surround(self, kind: str, number: int, first: Element, last: Element) -> None:
        """Put a pair of marks around blocks."""
        first.addprevious(new_mark(kind, number))
        last.addnext(new_mark("end", 0))

    def unknown_in(self, row: Element) -> Iterator[str]:
        """Give the names of the merge fields in a table row's own cells that are not in reach where they stand."""
        for mark in row.iter(etree.ProcessingInstruction):
            if read_mark(mark)[0] == "slot" and next(mark.iterancestors(f"{W}tr"), None) is row:
                scopes = self.scopes_at(mark)
                names = self._names_at(mark)
                yield from (name for name in names if all(scope.exact(name) is None for scope in scopes))

    def _names_at(self, mark: Element) -> Iterator[str]:
        place = self.places[read_mark(mark)[1]]
        if isinstance(place, Slot | ImageSlot):
            yield place.name
        elif isinstance(place, Choice):
            yield from (operand.name for operand in place.operands())

    def scopes_at(self, block: Element) -> list[Names]:
        """Give the names in reach at a block, the letter's first: those of each region it stands in behind them."""
        scopes = [self.names]
        for each in reversed([block, *block.iterancestors()]):
            for number in _open_before(each):
                inner = find_region(scopes, self.regions[number][0])
                if inner is not None:
                    scopes.append(inner[1])
        return scopes

    def refused(self, reason: str, found: str) -> TemplateRefused:
        """Make a refusal of the template."""
        return TemplateRefused(reason, where=self.file, found=found)


def find_region(scopes: Sequence[Names], name: str) -> tuple[str, Names, int] | None:
    """Find a region by name, the innermost scope first: its exact name, its names, and the depth of its owner."""
    for depth in range(len(scopes) - 1, -1, -1):
        exact = scopes[depth].region(name)
        if exact is not None:
            return exact, scopes[depth].regions[exact], depth
    return None


def _open_before(block: Element) -> list[int]:
    """List the regions among a block's siblings that begin before it and end behind it."""
    stack: list[tuple[str, int]] = []
    for sibling in reversed(list(block.itersiblings(preceding=True))):
        if any(is_mark(sibling, kind) for kind in BLOCK_MARKS):
            stack.append(read_mark(sibling))
        elif is_mark(sibling, "end"):
            stack.pop()
    return [number for kind, number in stack if kind == "begin"]
