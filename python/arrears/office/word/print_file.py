"""A combined document while it is written: letters come one by one, and memory stays flat."""

import itertools
from collections.abc import Iterator, Mapping, Sequence
from typing import BinaryIO, Self

from arrears.office.word.images import PicturesUsed
from arrears.office.word.nodes import DOCUMENT, Node, Numbers, Values
from arrears.office.word.package import letter_member, member, parse
from arrears.office.word.package_stream import MOST_MEMBERS, GrowingPart, PackageStream
from arrears.office.word.print_lists import Lists, lists_of
from arrears.office.word.print_parts import (
    ContentTypes,
    Imports,
    Link,
    as_relationships,
    header_links,
    links_of,
    own_links,
)
from arrears.office.word.print_sections import BLANK_LINKS
from arrears.office.word.print_template import OwnHeader, Place, PrintTemplate, compile_for_print
from arrears.office.word.stories import TYPES, relationships_of, with_png
from arrears.office.word.template import Template

STYLES, NUMBERING = "word/styles.xml", "word/numbering.xml"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_HEADER_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.{}+xml"
_BLANK = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    '<w:{0} xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:p><w:pPr>'
    '<w:spacing w:before="0" w:after="0" w:line="20" w:lineRule="exact"/></w:pPr></w:p></w:{0}>'
)


class PrintFile:
    """A combined document that is being written; a context. ``count`` letters stand in it."""

    def __init__(self, first: Template, out: BinaryIO, *, duplex: bool = False) -> None:
        """Begin with the template of the first letter: its styles, lists and settings hold for all."""
        self.count = 0
        self._first, self._duplex = first, duplex
        self._stream = PackageStream(out)
        self._document = first.document
        self._types = ContentTypes.of(first)
        self._lists = _lists(first)
        self._used_lists: dict[int, frozenset[int]] = {}
        self._headers = {link.target for link in header_links(first, self._document).values()}
        self._links = [link for link in links_of(first, self._document) if link.target not in self._headers]
        self._taken = {name: each.packed for name, each in first.members.items()}
        self._templates: dict[int, tuple[Template, PrintTemplate]] = {}
        self._numbers = Numbers()
        self._pictures = PicturesUsed("rIdPicture")
        self._growing: dict[str, GrowingPart] = {}
        self._begin()

    def __enter__(self) -> Self:
        """Give the document."""
        return self

    def __exit__(self, kind: object, *_: object) -> None:
        """Finish the document, unless writing it failed."""
        try:
            if kind is None:
                self._finish()
        finally:
            for grown in self._growing.values():
                grown.close()

    @property
    def full(self) -> bool:
        """Tell whether the next letter needs another document."""
        return len(self._stream.names) > MOST_MEMBERS - 1_000

    def add(self, template: Template, fields: Values, regions: Mapping[str, Sequence[Values]], *, last: bool) -> None:
        """Add a letter; ``last`` tells that no other follows. Raises ValueError for a document that is full."""
        if self.full:
            raise ValueError(f"more letters than one document holds: {self.count}")
        compiled = self._compiled(template)
        numbers = self._numbers
        numbers.letter, numbers.last = self.count, last
        scopes = ({**fields, **regions, DOCUMENT: numbers},)
        numbers.headers = {part: self._header(header, scopes) for part, header in compiled.headers.items()}
        numbers.pictures = self._pictures
        for name, framed in compiled.growing.items():
            self._growing[name].write(_filled(framed.letter, scopes))
        self._add_media(self._pictures)
        if compiled.lists and self.count:
            self._used_lists[self.count] = compiled.lists
        self.count += 1

    # -- the document

    def _begin(self) -> None:
        framed = self._compiled(self._first).growing
        self._growing = {name: GrowingPart(name) for name in framed}
        for name, each in framed.items():
            self._growing[name].write(each.head)
        later = {*framed, TYPES, NUMBERING, relationships_of(self._document)}
        gone = later | self._headers | {relationships_of(header) for header in self._headers}
        self._stream.add_all(each for name, each in self._first.members.items() if name not in gone)

    def _finish(self) -> None:
        framed = self._compiled(self._first).growing
        for name, grown in self._growing.items():
            grown.write(framed[name].tail)
            self._stream.add_growing(grown)
        if NUMBERING in self._first.sources:
            content = self._first.sources[NUMBERING]
            if self._used_lists:
                root = parse(content, self._first.rules.file, NUMBERING)
                content = self._lists.restarted(root, self._used_lists)
            self._stream.add(member(NUMBERING, content))
        self._add_blank_headers()
        links = self._pictures.relationships(as_relationships(self._links), "word")
        self._stream.add(member(relationships_of(self._document), links))
        types = self._types.written(frozenset(self._headers))
        png = any(name.endswith(".png") for name in self._stream.names)
        self._stream.add(member(TYPES, with_png(types, self._first.rules.file) if png else types))
        self._stream.close()

    # -- templates

    def _compiled(self, template: Template) -> PrintTemplate:
        known = self._templates.get(id(template))
        if known is None:
            known = template, compile_for_print(template, self._place(template))
            self._templates[id(template)] = known
        return known[1]

    def _place(self, template: Template) -> Place:
        prefix = f"t{len(self._templates)}_" if self._templates else ""
        imports = Imports(template, self._types, self._taken, prefix)
        moved = {}
        for link in own_links(template, template.document) if prefix else ():
            moved[link.number] = f"{prefix}{link.number}"
            self._links.append(self._brought(imports, link, moved[link.number]))
        headers = {number: link.target for number, link in header_links(template, template.document).items()}
        relationships = {}
        for part in sorted(set(headers.values())):
            links = [self._brought(imports, link, link.number) for link in links_of(template, part)]
            relationships[part] = as_relationships(links) if links else b""
        even_pages = b"evenAndOddHeaders" in template.sources.get("word/settings.xml", b"")
        return Place(self._lists, self._duplex, headers, moved, relationships, even_pages)

    def _brought(self, imports: Imports, link: Link, number: str) -> Link:
        if link.outside:
            return Link(number, link.kind, link.target, outside=True)
        target, members = imports.bring(link.target)
        self._stream.add_all(members)
        return Link(number, link.kind, target, outside=False)

    # -- headers and pictures

    def _header(self, header: OwnHeader, scopes: tuple[Values, ...]) -> bytes:
        says, pictures = self._header_content(header, scopes, itertools.repeat(0))
        if header.latest is not None and header.latest[0] == says:
            return header.latest[1]
        content = says
        if b"docPr" in says:
            content, pictures = self._header_content(header, scopes, self._numbers.drawings)
        name = f"word/{header.kind}_{len(self._links)}.xml"
        self._stream.add(letter_member(name, content))
        if header.relationships or pictures.ids:
            self._stream.add(
                letter_member(relationships_of(name), pictures.relationships(header.relationships, "word"))
            )
            self._add_media(pictures)
        header.latest = says, self._linked(header.kind, name)
        return header.latest[1]

    def _header_content(
        self, header: OwnHeader, scopes: tuple[Values, ...], drawings: Iterator[int]
    ) -> tuple[bytes, PicturesUsed]:
        pictures = PicturesUsed()
        numbers = self._numbers
        kept = numbers.drawings, numbers.seen
        numbers.drawings, numbers.seen, numbers.pictures = drawings, set(), pictures
        content = _filled(header.nodes, scopes)
        numbers.drawings, numbers.seen = kept
        return content, pictures

    def _add_blank_headers(self) -> None:
        for kind in sorted(set().union(*(compiled.blank for _, compiled in self._templates.values()))):
            name = f"word/blank_{kind}.xml"
            self._stream.add(member(name, _BLANK.format("hdr" if kind == "header" else "ftr").encode()))
            self._linked(kind, name, BLANK_LINKS[kind])

    def _linked(self, kind: str, name: str, number: str = "") -> bytes:
        number = number or f"rIdLetters{len(self._links)}"
        self._links.append(Link(number, f"{_OFFICE}/{kind}", name, outside=False))
        self._types.add(name, _HEADER_TYPE.format(kind))
        return number.encode()

    def _add_media(self, pictures: PicturesUsed) -> None:
        self._stream.add_all(each for each in pictures.members() if each.name not in self._stream.names)


def _filled(nodes: tuple[Node, ...], scopes: tuple[Values, ...]) -> bytes:
    out: list[bytes] = []
    for node in nodes:
        node.fill(scopes, out)
    return b"".join(out)


def _lists(template: Template) -> Lists:
    roots = [
        parse(template.sources[name], template.rules.file, name) if name in template.sources else None
        for name in (STYLES, NUMBERING)
    ]
    return lists_of(*roots)
