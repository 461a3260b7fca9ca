"""A letter template: a Word document with merge fields, checked and compiled once, filled for each letter."""

import hashlib
import itertools
import posixpath
import re
from collections.abc import Mapping, Sequence
from functools import cached_property

from arrears.core.letters import ITEM_FIELDS, LETTER_FIELDS
from arrears.errors import TemplateRefused
from arrears.office.word.fields import W
from arrears.office.word.guard import MERGE_SOURCES, refuse_forbidden
from arrears.office.word.names import Names
from arrears.office.word.nodes import DRAWING_IDS, Constant, Node, Values
from arrears.office.word.package import Element, Member, Shelf, member, parse, read_package, serialised
from arrears.office.word.part import compile_part

ITEMS = "Items"
"""The region of a letter's items."""
LETTER_NAMES = Names(frozenset(LETTER_FIELDS), {ITEMS: Names(frozenset(ITEM_FIELDS))})

_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.{}.main+xml"
_STORY = re.compile(
    r"application/vnd\.openxmlformats-officedocument\.wordprocessingml\."
    r"(document\.main|template\.main|header|footer|footnotes|endnotes)\+xml"
)
_FIRST_DRAWING = 10_000


class Template:
    """A compiled template.

    Raises TemplateRefused: a field or region whose name is unknown, a broken field, or anything forbidden
    (``word_guard``); FileRefused: a file that is no sound package.
    """

    def __init__(self, content: bytes, language: str = "en", names: Names = LETTER_NAMES, file: str = "") -> None:
        """Check and compile the bytes of a ``.docx`` or ``.dotx`` file."""
        self.sha256 = hashlib.sha256(content).hexdigest()
        members = read_package(content, file)
        parts = {name: each.unpacked() for name, each in members.items() if name.endswith((".xml", ".rels", ".bin"))}
        refuse_forbidden(parts, file)
        changed = _without_merge_source(parts, file)
        self._parts: dict[str, tuple[Node, ...]] = {}
        for name in _stories(changed, file):
            nodes = compile_part(changed[name], names, language, file, name)
            if all(isinstance(node, Constant) for node in nodes):
                changed[name] = parts[name]  # nothing to fill: the part stays as it was
            else:
                self._parts[name] = nodes
        self._common = [_kept(each, changed.get(name), parts.get(name)) for name, each in members.items()
                        if name not in self._parts and (name in changed or name not in parts)]  # fmt: skip

    @cached_property
    def _shelf(self) -> Shelf:
        return Shelf(self._common)

    def fill(self, fields: Values, regions: Mapping[str, Sequence[Values]]) -> bytes:
        """Give the bytes of the document for one letter; equal input gives equal bytes."""
        values = {**fields, **regions, DRAWING_IDS: itertools.count(_FIRST_DRAWING)}
        return self._shelf.closed(
            member(name, b"".join(node.markup(values) for node in nodes), level=2)
            for name, nodes in self._parts.items()
        )


def _kept(each: Member, now: bytes | None, before: bytes | None) -> Member:
    return each if now == before or now is None else member(each.name, now)


def _stories(parts: Mapping[str, bytes], file: str) -> list[str]:
    """List the parts that text stands in, the document first; refuses a package that is no Word document."""
    types = parse(parts.get("[Content_Types].xml", b"<Types/>"), file, "[Content_Types].xml")
    found = [
        (kind, str(entry.get("PartName", "")).lstrip("/"))
        for entry in types
        if (kind := str(entry.get("ContentType", ""))) and _STORY.fullmatch(kind)
    ]
    if not any(kind == _MAIN.format("document") for kind, _ in found):
        raise TemplateRefused("template-not-word", where=file)
    return [name for _, name in found if name in parts]


def _without_merge_source(parts: Mapping[str, bytes], file: str) -> dict[str, bytes]:
    """Take out the list that Word's own mail merge was set up with, and make a ``.dotx`` a document."""
    changed = dict(parts)
    gone: set[str] = set()
    for name, content in parts.items():
        if name.endswith(".rels") and any(kind.encode() in content for kind in MERGE_SOURCES):
            root = parse(content, file, name)
            gone |= _drop_links(root, posixpath.dirname(posixpath.dirname(name)))
            changed[name] = serialised(root)
        elif name.endswith("settings.xml") and b"mailMerge" in content:
            root = parse(content, file, name)
            for each in list(root.iter(f"{W}mailMerge")):
                _drop(each)
            changed[name] = serialised(root)
    types = parse(parts.get("[Content_Types].xml", b"<Types/>"), file, "[Content_Types].xml")
    template = [entry for entry in types if entry.get("ContentType") == _MAIN.format("template")]
    leaving = [entry for entry in types if str(entry.get("PartName", "")).lstrip("/") in gone]
    if template or leaving:
        for entry in template:
            entry.set("ContentType", _MAIN.format("document"))
        for entry in leaving:
            _drop(entry)
        changed["[Content_Types].xml"] = serialised(types)
    return {name: content for name, content in changed.items() if name not in gone}


def _drop_links(root: Element, folder: str) -> set[str]:
    gone = set()
    for link in list(root):
        if str(link.get("Type", "")).endswith(MERGE_SOURCES):
            if link.get("TargetMode", "").casefold() != "external":
                gone.add(posixpath.normpath(posixpath.join(folder, link.get("Target", ""))).lstrip("/"))
            _drop(link)
    return gone


def _drop(element: Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)
