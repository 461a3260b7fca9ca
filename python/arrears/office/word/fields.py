"""The fields of a Word document, read by structure: begin, code, separate, result, end; split and nested too."""

import copy
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from arrears.errors import TemplateRefused

Element = etree._Element

NAMESPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
W = f"{{{NAMESPACE}}}"
XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
NESTED = "\x00"
"""Stands in a code where another field is nested; XML cannot hold this character."""

_TOKEN = re.compile(
    r'\\(?P<switch>[@#*a-zA-Z])|"(?P<quoted>(?:[^"\\]|\\.)*)"|[“”](?P<curly>[^“”]*)[“”]|(?P<word>[^\s"“”\\]+)',
    re.DOTALL,
)


@dataclass(slots=True)
class Field:
    """One field: the runs from begin to end, the code with ``NESTED`` where other fields stand in it."""

    runs: list[Element] = field(default_factory=list)
    code: str = ""
    in_code: list["Field"] = field(default_factory=list)
    in_result: list["Field"] = field(default_factory=list)
    separate: int | None = None
    """Index of the run with the separator."""

    @property
    def name(self) -> str:
        """The kind of field, in capitals: MERGEFIELD, IF, PAGE."""
        words = self.code.split(None, 1)
        return words[0].upper() if words else ""

    @property
    def look(self) -> Element | None:
        """The run properties that the result has, else the code."""
        results = self.runs[self.separate + 1 : -1] if self.separate is not None else []
        shown = [run for run in results if run.find(f"{W}t") is not None] or self.runs[1:2] or self.runs[:1]
        return shown[0].find(f"{W}rPr")

    def all(self) -> Iterator["Field"]:
        """Give the field and every field nested in it."""
        yield self
        for inner in (*self.in_code, *self.in_result):
            yield from inner.all()


def tokens(code: str) -> list[tuple[str, str]]:
    r"""Cut a field code into ``word``, ``quoted`` and ``switch`` tokens.

    >>> tokens(' MERGEFIELD PayBy \\@ "d MMMM yyyy" ')
    [('word', 'MERGEFIELD'), ('word', 'PayBy'), ('switch', '@'), ('quoted', 'd MMMM yyyy')]
    """
    found = []
    for match in _TOKEN.finditer(code):
        kind = match.lastgroup or "word"
        text = match[kind]
        found.append(
            ("quoted" if kind == "curly" else kind, re.sub(r"\\(.)", r"\1", text) if kind == "quoted" else text)
        )
    return found


def merge_name(code: str) -> tuple[str, list[tuple[str, str]]]:
    r"""Give a MERGEFIELD's field name and its switches with their arguments."""
    parts = tokens(code)[1:]
    name = " ".join(text for kind, text in parts[: _first_switch(parts)])
    switches = []
    for n, (kind, text) in enumerate(parts):
        if kind == "switch":
            argument = parts[n + 1][1] if n + 1 < len(parts) and parts[n + 1][0] != "switch" else ""
            switches.append((text.lower() if text.isalpha() else text, argument))
    return name, switches


def find_fields(root: Element, file: str) -> list[Field]:
    """Find the outermost fields of a part in document order; simple ones become complex, runs hold one mark each."""
    _simple_to_complex(root)
    _one_mark_per_run(root)
    found: list[Field] = []
    open_fields: list[Field] = []
    for run in list(root.iter(f"{W}r")):
        mark = run.find(f"{W}fldChar")
        kind = None if mark is None else mark.get(f"{W}fldCharType")
        if kind == "begin":
            _begin(open_fields, found)
        for each in open_fields:
            each.runs.append(run)
        if not open_fields:
            if kind in ("separate", "end"):
                raise TemplateRefused("template-field-broken", where=file, found=kind)
            continue
        _extend(open_fields, run, kind)
    if open_fields:
        raise TemplateRefused("template-field-broken", where=file, found=open_fields[0].code.strip())
    return found


def replace(old: Field, new: Element) -> None:
    """Put an element where a field stood; paragraphs that only the field filled go with it."""
    old.runs[0].addprevious(new)
    home = _paragraph(new)
    for run in old.runs:
        parent = run.getparent()
        if parent is None:
            continue
        parent.remove(run)
        while parent is not None and parent.tag not in (f"{W}p", f"{W}body") and len(parent) == 0:
            above = parent.getparent()
            if above is None:
                break
            above.remove(parent)
            parent = above
        _drop_emptied(parent, home)


def text_run(look: Element | None, inside: Element) -> Element:
    """Make a run of a given look whose text is one element, to be filled later."""
    text = etree.Element(f"{W}t")
    text.set(XML_SPACE, "preserve")
    text.append(inside)
    return run_with(look, text)


def run_with(look: Element | None, content: Element) -> Element:
    """Make a run of a given look with one element in it."""
    run = etree.Element(f"{W}r")
    if look is not None:
        properties = copy.deepcopy(look)
        for proofing in properties.findall(f"{W}noProof"):
            properties.remove(proofing)
        if len(properties):
            run.append(properties)
    run.append(content)
    return run


def field_runs(look: Element | None, code: str, result: str) -> list[Element]:
    """Make the runs of a field with its result."""
    words, shown = etree.Element(f"{W}instrText"), etree.Element(f"{W}t")
    words.set(XML_SPACE, "preserve")
    words.text, shown.text = code, result
    return [_run(look, content) for content in (_mark("begin"), words, _mark("separate"), shown, _mark("end"))]


def _first_switch(parts: list[tuple[str, str]]) -> int:
    return next((n for n, (kind, _) in enumerate(parts) if kind == "switch"), len(parts))


def _begin(open_fields: list[Field], found: list[Field]) -> None:
    started = Field()
    if not open_fields:
        found.append(started)
    elif open_fields[-1].separate is None:
        open_fields[-1].code += NESTED
        open_fields[-1].in_code.append(started)
    else:
        open_fields[-1].in_result.append(started)
    open_fields.append(started)


def _extend(open_fields: list[Field], run: Element, kind: str | None) -> None:
    last = open_fields[-1]
    if kind == "separate":
        last.separate = len(last.runs) - 1
    elif kind == "end":
        open_fields.pop()
    elif kind is None and last.separate is None:
        # Text in the code of IF stands in w:t as well; a paragraph's end between two runs is a line end.
        if len(last.runs) > 1 and _paragraph(last.runs[-2]) is not _paragraph(run):
            last.code += "\n"
        last.code += "".join(t.text or "" for t in run if t.tag in (f"{W}instrText", f"{W}t"))


def _simple_to_complex(root: Element) -> None:
    for simple in reversed(list(root.iter(f"{W}fldSimple"))):
        first = simple.find(f"{W}r")
        look = None if first is None else first.find(f"{W}rPr")
        code = etree.Element(f"{W}instrText")
        code.set(XML_SPACE, "preserve")
        code.text = simple.get(f"{W}instr") or ""
        for content in (_mark("begin"), code, _mark("separate")):
            simple.addprevious(_run(look, content))
        for child in list(simple):
            if child.tag != f"{W}fldData":
                simple.addprevious(child)
        simple.addprevious(_run(look, _mark("end")))
        parent = simple.getparent()
        if parent is not None:
            parent.remove(simple)


def _one_mark_per_run(root: Element) -> None:
    for mark in list(root.iter(f"{W}fldChar")):
        run = mark.getparent()
        if run is None or run.tag != f"{W}r":
            continue
        contents = [child for child in run if child.tag != f"{W}rPr"]
        if len(contents) == 1:
            continue
        look = run.find(f"{W}rPr")
        for content in contents:
            run.addprevious(_run(look, content))
        parent = run.getparent()
        if parent is not None:
            parent.remove(run)


def _mark(kind: str) -> Element:
    mark = etree.Element(f"{W}fldChar")
    mark.set(f"{W}fldCharType", kind)
    return mark


def _run(look: Element | None, content: Element) -> Element:
    run = etree.Element(f"{W}r")
    if look is not None:
        run.append(copy.deepcopy(look))
    run.append(content)
    return run


def _paragraph(element: Element) -> Element | None:
    return next(element.iterancestors(f"{W}p"), None)


def _drop_emptied(paragraph: Element | None, home: Element | None) -> None:
    if paragraph is None or paragraph is home or paragraph.tag != f"{W}p":
        return
    above = paragraph.getparent()
    holds = any(child.tag != f"{W}pPr" for child in paragraph) or paragraph.find(f".//{W}sectPr") is not None
    if above is None or holds:
        return
    if any(sibling.tag == f"{W}p" for sibling in paragraph.itersiblings()):
        above.remove(paragraph)
