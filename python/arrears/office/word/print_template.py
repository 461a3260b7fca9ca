"""A template as part of a combined document: its body, notes and headers, compiled to be written once a letter."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from arrears.office.word.draft import Draft
from arrears.office.word.nodes import Constant, Node
from arrears.office.word.part import compile_part
from arrears.office.word.print_lists import Lists
from arrears.office.word.print_nodes import Letter
from arrears.office.word.print_sections import LetterBody, prepare_notes
from arrears.office.word.stories import Story
from arrears.office.word.template import Template


@dataclass(slots=True)
class OwnHeader:
    """A header or footer that each letter has its own of, unless it says the same as that of the letter before."""

    kind: str
    nodes: tuple[Node, ...]
    relationships: bytes
    latest: tuple[bytes, bytes] | None = None
    """What the last one said, and its relationship."""


@dataclass(frozen=True, slots=True)
class Framed:
    """A part that grows by a piece for each letter: what stands before the first and behind the last."""

    head: bytes
    letter: tuple[Node, ...]
    tail: bytes


@dataclass(slots=True)
class PrintTemplate:
    """A compiled template; ``growing`` are the document and the notes, by part; ``lists`` those that count."""

    growing: Mapping[str, Framed]
    headers: Mapping[str, OwnHeader]
    lists: frozenset[int]
    blank: frozenset[str]
    """The kinds of header that its letters want a blank one of."""


@dataclass(slots=True)
class Place:
    """Where a template's letters stand: the document's lists, what its relationships are called there."""

    lists: Lists
    duplex: bool
    headers: Mapping[str, str]
    """Parts of the headers and footers, by relationship."""
    moved: Mapping[str, str]
    relationships: Mapping[str, bytes]
    """Of each header part."""
    even_pages: bool = False
    body: LetterBody = field(init=False)

    def __post_init__(self) -> None:
        """Prepare bodies for this place."""
        self.body = LetterBody(self.lists, self.duplex, self.headers, self.moved, self.even_pages)


def compile_for_print(template: Template, place: Place) -> PrintTemplate:
    """Compile a template for its place in a combined document."""
    growing, headers, several = {}, {}, False
    for story in template.all_stories:
        content = template.sources[story.name]
        if story.kind == "document":
            several = content.count(b"<w:sectPr") > 1
            growing[story.name] = _framed(template, story, place.body.prepare)
        elif story.kind in ("footnotes", "endnotes"):
            growing[story.name] = _framed(template, story, prepare_notes)
    for story in template.all_stories:
        if story.name in place.headers.values():
            nodes = _header_nodes(template, story, place.body, several=several)
            headers[story.name] = OwnHeader(story.kind, nodes, place.relationships.get(story.name, b""))
    return PrintTemplate(growing, headers, frozenset(place.body.used_lists), frozenset(place.body.used_blank))


def _framed(template: Template, story: Story, prepare: object) -> Framed:
    nodes = compile_part(template.sources[story.name], template.rules, story.name, prepare).nodes  # type: ignore[arg-type]
    letters = [node for node in nodes if isinstance(node, Letter)]
    constants = [node.content for node in nodes if isinstance(node, Constant)]
    if letters:
        return Framed(constants[0], letters[0].body, constants[-1])
    head, closing, tail = b"".join(constants).rpartition(b"</w:")
    return Framed(head, (), closing + tail)


def _header_nodes(template: Template, story: Story, body: LetterBody, *, several: bool) -> tuple[Node, ...]:
    def prepare(draft: Draft) -> None:
        body.header(draft, several=several)

    return compile_part(template.sources[story.name], template.rules, story.name, prepare).nodes
