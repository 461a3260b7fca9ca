"""The parts of a Word file: which of them text stands in, and what Word's own mail merge leaves behind in them."""

import posixpath
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from arrears.errors import TemplateRefused
from arrears.office.word.fields import W
from arrears.office.word.guard import MERGE_SOURCES
from arrears.office.word.nodes import FIRST_DRAWING
from arrears.office.word.package import Element, parse, serialised

TYPES = "[Content_Types].xml"
DOC_PR = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
"""What bears the number of a drawing."""
_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.{}.main+xml"
_STORY = re.compile(
    r"application/vnd\.openxmlformats-officedocument\.wordprocessingml\."
    r"(document|template|header|footer|footnotes|endnotes)(\.main)?\+xml"
)


@dataclass(frozen=True, slots=True)
class Story:
    """A part that text stands in: ``kind`` is document, header, footer, footnotes or endnotes."""

    name: str
    kind: str

    @property
    def relationships(self) -> str:
        """Give the name of the part's relationships."""
        return relationships_of(self.name)


def relationships_of(part: str) -> str:
    """Give the name of a part's relationships.

    >>> relationships_of("word/document.xml")
    'word/_rels/document.xml.rels'
    """
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def stories(parts: Mapping[str, bytes], file: str) -> list[Story]:
    """List the parts that text stands in, the document first; refuses a package that is no Word document."""
    types = parse(parts.get(TYPES, b"<Types/>"), file, TYPES)
    found = [
        Story(str(entry.get("PartName", "")).lstrip("/"), kind[1].replace("template", "document"))
        for entry in types
        if (kind := _STORY.fullmatch(str(entry.get("ContentType", "")))) is not None
    ]
    if not any(story.kind == "document" and story.name in parts for story in found):
        raise TemplateRefused("template-not-word", where=file)
    return sorted((story for story in found if story.name in parts), key=lambda story: story.kind != "document")


def keeps_blank_lines(parts: Mapping[str, bytes]) -> bool:
    """Tell whether Word's mail merge was told to keep lines whose fields are blank."""
    return any(
        b"doNotSuppressBlankLines" in content for name, content in parts.items() if name.endswith("settings.xml")
    )


def without_merge_source(parts: Mapping[str, bytes], file: str) -> dict[str, bytes]:
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
    changed[TYPES] = _types_of_a_document(parts.get(TYPES, b"<Types/>"), gone, file)
    return {name: content for name, content in changed.items() if name not in gone}


def _types_of_a_document(content: bytes, gone: set[str], file: str) -> bytes:
    types = parse(content, file, TYPES)
    template = [entry for entry in types if entry.get("ContentType") == _MAIN.format("template")]
    leaving = [entry for entry in types if str(entry.get("PartName", "")).lstrip("/") in gone]
    for entry in template:
        entry.set("ContentType", _MAIN.format("document"))
    for entry in leaving:
        _drop(entry)
    return serialised(types) if template or leaving else content


def with_png(content: bytes, file: str) -> bytes:
    """Let a package hold PNG pictures."""
    types = parse(content, file, TYPES)
    if any(str(entry.get("Extension", "")).casefold() == "png" for entry in types):
        return content
    space = str(types.tag).rpartition("}")[0]
    entry = types.makeelement(f"{space}}}Default", {"Extension": "png", "ContentType": "image/png"})
    types.insert(0, entry)
    return serialised(types)


def with_own_drawings(parts: dict[str, bytes], found: Iterable[Story], file: str) -> dict[str, bytes]:
    """Number the drawings of all parts that text stands in anew, if two bear one number or one bears a high one."""
    names = [story.name for story in found if b"docPr" in parts[story.name]]
    roots = {name: parse(parts[name], file, name) for name in names}
    drawings = [drawing for root in roots.values() for drawing in root.iter(DOC_PR)]
    numbers = [str(drawing.get("id")) for drawing in drawings]
    if len(set(numbers)) == len(numbers) and all(
        n.isascii() and n.isdigit() and int(n) < FIRST_DRAWING for n in numbers
    ):
        return parts
    for number, drawing in enumerate(drawings, 1):
        drawing.set("id", str(number))
    return parts | {name: serialised(root) for name, root in roots.items()}


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
