"""What must hold of every Word file that Arrears writes; more than validators see, and what they see, too."""

import io
import posixpath
import tempfile
import zipfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from docx import Document
from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
DOC_PR = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
BLOCKS = (f"{W}p", f"{W}tbl", f"{W}sdt")
HOMES = tuple(W + name for name in ("tc", "hdr", "ftr", "txbxContent", "footnote", "endnote"))


def faults(content: bytes) -> list[str]:
    """List what is wrong with a Word file; opens it in python-docx as well."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        entries = package.infolist()
        parts = {entry.filename: package.read(entry) for entry in entries}
    found = [f"packed by method {each.compress_type}" for each in entries if each.compress_type not in (0, 8)]
    found += [f"dated {each.date_time}" for each in entries if each.date_time != (2026, 1, 1, 0, 0, 0)]
    found += [f"{name} stands twice" for name, n in Counter(each.filename for each in entries).items() if n > 1]
    trees = {name: etree.fromstring(part) for name, part in parts.items() if name.endswith((".xml", ".rels"))}
    drawings: Counter[str] = Counter()
    for name, root in trees.items():
        found += [f"{name}: {fault}" for fault in _in_part(root)]
        found += [f"{name}: {fault}" for fault in _in_links(name, root, trees, parts)]
        drawings.update(str(each.get("id")) for each in root.iter(DOC_PR))
    found += [f"drawing {number} stands {n} times" for number, n in drawings.items() if n > 1]
    found += _unknown_numbers(trees)
    Document(io.BytesIO(content))
    return found


def findings(content: bytes) -> Counter[str]:
    """Give what openxml-audit and ooxml-integrity say of a Word file, without the names of letters' own headers."""
    from ooxml_integrity import INFO, check  # noqa: PLC0415 - only where they are installed
    from openxml_audit import OpenXmlValidator  # noqa: PLC0415

    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "letter.docx"
        file.write_bytes(content)
        said = [f"{each.description}" for each in OpenXmlValidator(max_errors=1000).validate(str(file)).errors]
        said += [str(each) for each in check(str(file)) if each.severity != INFO]
    return Counter(said)


def _in_part(root: etree._Element) -> Iterator[str]:
    for home in root.iter(*HOMES):
        blocks = [child.tag for child in home if child.tag in BLOCKS]
        if not blocks or (home.tag == f"{W}tc" and blocks[-1] != f"{W}p"):
            yield f"{etree.QName(home).localname} does not end in a paragraph"
    for table in root.iter(f"{W}tbl"):
        yield from _in_table(table)
    yield from _in_fields(root)
    starts = Counter(each.get(f"{W}name") for each in root.iter(f"{W}bookmarkStart"))
    yield from (f"bookmark {name} stands {n} times" for name, n in starts.items() if n > 1)
    ids = [Counter(e.get(f"{W}id") for e in root.iter(f"{W}bookmark{end}")) for end in ("Start", "End")]
    if ids[0] != ids[1] or any(n > 1 for n in ids[0].values()):
        yield "bookmarks without their ends"


def _in_table(table: etree._Element) -> Iterator[str]:
    columns = len(table.findall(f"{W}tblGrid/{W}gridCol"))
    rows = list(table.iterchildren(f"{W}tr", f"{W}sdt"))
    if not rows:
        yield "table without rows"
    for each in rows:
        cells = list(each.iter(f"{W}tc"))
        if not cells:
            yield "row without cells"
        widths = [int(e.get(f"{W}val")) for e in each.findall(f"{W}trPr/{W}gridBefore")]
        widths += [int(e.get(f"{W}val")) for e in each.findall(f"{W}trPr/{W}gridAfter")]
        for cell in each.iterchildren(f"{W}tc"):
            span = cell.find(f"{W}tcPr/{W}gridSpan")
            widths.append(1 if span is None else int(span.get(f"{W}val")))
        if columns and sum(widths) > columns:
            yield f"row of {sum(widths)} columns in a table of {columns}"


def _in_fields(root: etree._Element) -> Iterator[str]:
    depth: list[str] = []
    for mark in root.iter(f"{W}fldChar", f"{W}instrText", f"{W}fldSimple"):
        kind = mark.get(f"{W}fldCharType")
        text = (mark.text or "") + (mark.get(f"{W}instr") or "")
        if "MERGEFIELD" in text.upper():
            yield f"merge field left: {text.strip()}"
        if kind == "begin":
            depth.append(kind)
        elif kind == "separate" and (not depth or depth[-1] != "begin"):
            yield "field separated twice or not begun"
        elif kind == "separate":
            depth[-1] = "separate"
        elif kind == "end":
            if not depth:
                yield "field ended that has not begun"
                return
            depth.pop()
    if depth:
        yield "field without end"


def _in_links(
    name: str, root: etree._Element, trees: dict[str, etree._Element], parts: dict[str, bytes]
) -> Iterator[str]:
    folder, file = posixpath.split(name)
    if name.endswith(".rels"):
        numbers = Counter(each.get("Id") for each in root)
        yield from (f"relationship {number} stands {n} times" for number, n in numbers.items() if n > 1)
        for each in root:
            target = posixpath.normpath(posixpath.join("/", posixpath.dirname(folder), str(each.get("Target"))))
            if each.get("TargetMode") != "External" and target.lstrip("/") not in parts:
                yield f"no part {target}"
        return
    links = trees.get(posixpath.join(folder, "_rels", f"{file}.rels"))
    known = set() if links is None else {each.get("Id") for each in links}
    for element in root.iter():
        for key, value in element.attrib.items():
            if str(key).startswith(R) and value and value not in known:
                yield f"no relationship {value}"


def _unknown_numbers(trees: dict[str, etree._Element]) -> Iterator[str]:
    document = trees["word/document.xml"]
    for kind in ("footnote", "endnote"):
        notes = trees.get(f"word/{kind}s.xml")
        known = Counter() if notes is None else Counter(each.get(f"{W}id") for each in notes)
        yield from (f"{kind} {number} stands {n} times" for number, n in known.items() if n > 1)
        used = Counter(each.get(f"{W}id") for each in document.iter(f"{W}{kind}Reference"))
        yield from (f"{kind} {number} is used {n} times" for number, n in used.items() if n > 1 or number not in known)
    numbering = trees.get("word/numbering.xml")
    lists = {"0"} if numbering is None else {"0", *(e.get(f"{W}numId") for e in numbering.iter(f"{W}num"))}
    for number in document.iter(f"{W}numId"):
        if number.get(f"{W}val") not in lists:
            yield f"no list {number.get(f'{W}val')}"
