"""A letter template: a Word document with merge fields, checked and compiled once, filled for each letter."""

import hashlib
import posixpath
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property

from arrears.office.word.guard import refuse_forbidden
from arrears.office.word.identity import PART, Identity
from arrears.office.word.images import PicturesUsed
from arrears.office.word.letter_names import LETTER_NAMES
from arrears.office.word.names import Names
from arrears.office.word.nodes import DOCUMENT, Constant, Node, Numbers, Values
from arrears.office.word.package import Member, Shelf, letter_member, member, read_package
from arrears.office.word.part import Part, Rules, compile_part
from arrears.office.word.stories import (
    TYPES,
    Story,
    keeps_blank_lines,
    stories,
    with_own_drawings,
    with_png,
    without_merge_source,
)

DEMAND_NAMES = LETTER_NAMES["demand"]


class Template:
    """A compiled template.

    ``used`` holds the names of the fields in it, as the data spell them; ``sha256`` that of its bytes.
    A field «Image:NAME» takes an ``images.Picture`` (a payment QR code) as its value.

    Raises TemplateRefused: fields or regions whose names are unknown, all of them named, a broken field, or anything
    forbidden (``guard``); FileRefused: a file that is no sound package.
    """

    def __init__(self, content: bytes, language: str = "en", names: Names = DEMAND_NAMES, file: str = "") -> None:
        """Check and compile the bytes of a ``.docx`` or ``.dotx`` file."""
        self.sha256 = hashlib.sha256(content).hexdigest()
        members = read_package(content, file)
        parts = {name: each.unpacked() for name, each in members.items() if name.endswith((".xml", ".rels", ".bin"))}
        refuse_forbidden(parts, file)
        self.rules = Rules(names, language, file, keeps_blank_lines(parts))
        self.sources = without_merge_source(parts, file)
        """The parts that are XML, as letters have them but for their fields."""
        self.stories: dict[Story, Part] = {}
        self.all_stories = stories(self.sources, file)
        """The parts that text stands in, the document first; ``stories`` are those of them with something to fill."""
        self.sources = with_own_drawings(self.sources, self.all_stories, file)
        for story in self.all_stories:
            part = compile_part(self.sources[story.name], self.rules, story.name)
            if not all(isinstance(node, Constant) for node in part.nodes):
                self.stories[story] = part
            # else nothing is to be filled: the part stays as it was
        self.used = frozenset().union(*(part.used for part in self.stories.values()))
        if any(part.images for part in self.stories.values()):
            self.sources[TYPES] = with_png(self.sources[TYPES], file)
        self.members = {name: _kept(each, self.sources.get(name), parts.get(name)) for name, each in members.items()
                        if name in self.sources or name not in parts}  # fmt: skip
        """The members of the package, those with fields among them as they are in the template."""

    @property
    def document(self) -> str:
        """Give the name of the document part."""
        return self.all_stories[0].name

    def parts_of(self, kind: str) -> list[Story]:
        """Give the parts of a kind, such as header."""
        return [story for story in self.all_stories if story.kind == kind]

    @cached_property
    def _filled_parts(self) -> tuple[tuple[Story, tuple[Node, ...], bool], ...]:
        return tuple((story, part.nodes, part.images) for story, part in self.stories.items())

    @cached_property
    def _identity(self) -> Identity | None:
        return Identity(self.members[PART].unpacked()) if PART in self.members else None

    @cached_property
    def _shelf(self) -> Shelf:
        filled = {story.name for story in self.stories}
        filled |= {story.relationships for story, part in self.stories.items() if part.images}
        filled |= {PART} if self._identity else set()
        return Shelf(each for name, each in self.members.items() if name not in filled)

    def fill(self, fields: Values, regions: Mapping[str, Sequence[Values]], identifier: str = "") -> bytes:
        """Give the bytes of the document for one letter; equal input gives equal bytes.

        ``fields``: values by name (text, int, Decimal, date, None, Picture); ``regions``: rows by the region's name,
        such as ``{"Items": rows}``; a row may hold regions of its own. ``identifier`` goes into the file's properties.
        """
        return self._shelf.closed([*self._members(fields, regions), *self._properties(identifier)])

    def _properties(self, identifier: str) -> list[Member]:
        if self._identity is None:
            return []
        return [self._identity.member(identifier) if identifier else self.members[PART]]

    def _members(self, fields: Values, regions: Mapping[str, Sequence[Values]]) -> Iterator[Member]:
        numbers = Numbers()
        scopes = ({**fields, **regions, DOCUMENT: numbers},)
        media: dict[str, Member] = {}
        for story, nodes, images in self._filled_parts:
            out: list[bytes] = []
            numbers.seen.clear()
            if images:
                numbers.pictures = PicturesUsed()
            for node in nodes:
                node.fill(scopes, out)
            yield letter_member(story.name, b"".join(out))
            if images:
                links = self.sources.get(story.relationships, b"")
                changed = numbers.pictures.relationships(links, posixpath.dirname(story.name))
                yield letter_member(story.relationships, changed)
                media |= {each.name: each for each in numbers.pictures.members()}
        yield from media.values()


def _kept(each: Member, now: bytes | None, before: bytes | None) -> Member:
    return each if now == before or now is None else member(each.name, now)
