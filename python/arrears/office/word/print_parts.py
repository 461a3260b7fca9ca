"""Parts that a template brings into a combined document whose other letters come from another template."""

import posixpath
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from arrears.office.word.package import Element, Member, member, parse, serialised
from arrears.office.word.stories import TYPES, relationships_of
from arrears.office.word.template import Template

_SHARED = frozenset({
    "styles", "stylesWithEffects", "settings", "webSettings", "fontTable", "theme", "numbering", "footnotes",
    "endnotes", "comments", "commentsExtended", "commentsIds", "glossaryDocument", "customXml", "header", "footer",
})  # fmt: skip
"""Kinds of relationships of a document that all letters of one look share, or that are seen to elsewhere."""


@dataclass(frozen=True, slots=True)
class Link:
    """A relationship of a part."""

    number: str
    kind: str
    target: str
    outside: bool

    @property
    def short_kind(self) -> str:
        """Give the last word of its type."""
        return self.kind.rsplit("/", 1)[-1]


def links_of(template: Template, part: str) -> list[Link]:
    """Read the relationships of a part; targets inside are names of members."""
    name = relationships_of(part)
    if name not in template.sources:
        return []
    root = parse(template.sources[name], template.rules.file, name)
    return [_link(each, posixpath.dirname(part)) for each in root]


def as_relationships(links: list[Link]) -> bytes:
    """Write relationships; targets inside are absolute."""
    rows = "".join(
        f'<Relationship Id="{each.number}" Type="{each.kind}" Target="{_escaped(each)}"'
        f"{' TargetMode=' + chr(34) + 'External' + chr(34) if each.outside else ''}/>"
        for each in links
    )
    space = "http://schemas.openxmlformats.org/package/2006/relationships"
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    return f'{head}<Relationships xmlns="{space}">{rows}</Relationships>'.encode()


@dataclass
class ContentTypes:
    """The content types of a package that grows."""

    root: Element
    added: list[str] = field(default_factory=list)
    extensions: set[str] = field(default_factory=set)

    @classmethod
    def of(cls, template: Template) -> "ContentTypes":
        """Begin with those of a template."""
        root = parse(template.sources[TYPES], template.rules.file, TYPES)
        return cls(root, extensions={str(each.get("Extension", "")).casefold() for each in root})

    def add(self, part: str, kind: str) -> None:
        """Give the type of a part."""
        self.added.append(f'<Override PartName="/{part}" ContentType="{kind}"/>')

    def know(self, extension: str, kind: str) -> None:
        """Give the type of every part whose name ends so."""
        if extension.casefold() not in self.extensions:
            self.extensions.add(extension.casefold())
            self.added.insert(0, f'<Default Extension="{extension}" ContentType="{kind}"/>')

    def written(self, gone: frozenset[str]) -> bytes:
        """Write them, without those of parts that did not come along."""
        for entry in list(self.root):
            if str(entry.get("PartName", "")).lstrip("/") in gone:
                self.root.remove(entry)
        before, _, _ = serialised(self.root).rpartition(b"</")
        return before + "".join(self.added).encode() + b"</Types>"


@dataclass
class Imports:
    """Brings parts of a template over, under names of its own; equal parts only once."""

    template: Template
    types: ContentTypes
    taken: dict[str, bytes]
    """Members of the document so far: the packed bytes by name."""
    prefix: str
    names: dict[str, str] = field(default_factory=dict)

    def bring(self, part: str) -> tuple[str, list[Member]]:
        """Give the name of a part in the document, and the members to add for it and for what it refers to."""
        if part in self.names:
            return self.names[part], []
        each = self.template.members[part]
        links = links_of(self.template, part)
        if not links and self.taken.get(part) == each.packed:
            self.names[part] = part
            return part, []
        self.names[part] = name = self._free(part)
        self.taken[name] = each.packed
        self._tell_type(part, name)
        members = [replace(each, name=name)]
        if links:
            moved = []
            for link in links:
                if not link.outside:
                    target, more = self.bring(link.target)
                    members += more
                    link = replace(link, target=target)  # noqa: PLW2901 - the link as it is in the document
                moved.append(link)
            members.append(member(relationships_of(name), as_relationships(moved)))
        return name, members

    def _free(self, part: str) -> str:
        folder, name = posixpath.split(part)
        return posixpath.join(folder, f"{self.prefix}{name}") if part in self.taken else part

    def _tell_type(self, part: str, name: str) -> None:
        kind, by_name = content_type(self.template, part)
        if by_name:
            self.types.add(name, kind)
        else:
            self.types.know(posixpath.splitext(name)[1].lstrip("."), kind)


def content_type(template: Template, part: str) -> tuple[str, bool]:
    """Give the content type of a part, and whether it is given by the part's name (else by its extension)."""
    root = parse(template.sources[TYPES], template.rules.file, TYPES)
    extension = posixpath.splitext(part)[1].lstrip(".").casefold()
    for entry in root:
        if str(entry.get("PartName", "")).lstrip("/") == part:
            return str(entry.get("ContentType")), True
    kinds = [str(each.get("ContentType")) for each in root if str(each.get("Extension", "")).casefold() == extension]
    return (kinds or ["application/octet-stream"])[0], False


def own_links(template: Template, document: str) -> Iterator[Link]:
    """Give the relationships of a document that belong to its text: pictures, web pages, charts."""
    return (link for link in links_of(template, document) if link.short_kind not in _SHARED)


def header_links(template: Template, document: str) -> Mapping[str, Link]:
    """Give the relationships of a document to its headers and footers, by number."""
    return {link.number: link for link in links_of(template, document) if link.short_kind in ("header", "footer")}


def _link(each: Element, folder: str) -> Link:
    outside = str(each.get("TargetMode", "")).casefold() == "external"
    target = str(each.get("Target", ""))
    if not outside:
        target = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
    return Link(str(each.get("Id")), str(each.get("Type")), target, outside)


def _escaped(link: Link) -> str:
    target = link.target if link.outside else f"/{link.target}"
    return re.sub(r'[&<>"]', lambda match: f"&#{ord(match[0])};", target)
