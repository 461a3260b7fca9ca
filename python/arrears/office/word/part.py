"""One part of a letter template (body, header, footer, notes) compiled: parsed once, cut into nodes."""

import re
from collections.abc import Iterator

from lxml import etree

from arrears.errors import TemplateRefused
from arrears.office.word.fields import NESTED, Field, W, find_fields, merge_name, replace, text_run
from arrears.office.word.formats import writer
from arrears.office.word.names import Names
from arrears.office.word.nodes import OPERATORS, Choice, Constant, DrawingId, Node, Phrase, Region, Slot, Vanishing
from arrears.office.word.package import Element, parse
from arrears.office.word.tree import (
    HOMES,
    SEEN,
    blocks_between,
    common_blocks,
    in_run,
    is_mark,
    neighbour,
    new_mark,
    read_mark,
    remove_keeping_tail,
    says_nothing,
)

UNSUPPORTED_FIELDS = frozenset(
    {"NEXT", "NEXTIF", "SKIPIF", "ADDRESSBLOCK", "GREETINGLINE", "MERGEREC", "MERGESEQ", "ASK", "FILLIN", "SET"}
)
"""Fields of Word's own mail merge that have no meaning in a letter of ours."""

_DRAWING = "arrears-drawing"
_CUT = re.compile(rb"<\?arrears (\w+)(?: (\d+))?\?>|arrears-drawing")
_W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
_DOC_PR = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
_REGION = re.compile(r"(TableStart|TableEnd|BeginGroup|EndGroup):(.+)", re.IGNORECASE)
_IF_TOKEN = re.compile(
    r'"(?P<quoted>(?:[^"\\]|\\.)*)"|[“”](?P<curly>[^“”]*)[“”]|(?P<operator><=|>=|<>|=|<|>)|(?P<switch>\\[*#@]\s*\S+)'
    r'|(?P<word>\x00|[^\s"“”<>=\x00]+)',
    re.DOTALL,
)


def compile_part(content: bytes, names: Names, language: str, file: str, part: str) -> tuple[Node, ...]:
    """Compile a part; refuses, by name, a field that the names do not have and a region that does not close."""
    return _Compiler(parse(content, file, part), names, language, file).nodes()


class _Compiler:
    """Marks places in the tree with processing instructions, writes it out once and cuts it at the marks."""

    def __init__(self, root: Element, names: Names, language: str, file: str) -> None:
        self.root = root
        self.names = names
        self.language = language
        self.file = file
        self.slots: list[Slot | Choice] = []
        self.open_regions: list[tuple[str, Element]] = []
        self.region_names: list[str] = []

    def nodes(self) -> tuple[Node, ...]:
        self._clean()
        for found in find_fields(self.root, self.file):
            self._place(found)
        if self.open_regions:
            raise self._refused("template-region-open", self.open_regions[-1][0])
        self._repeat_rows()
        self._vanish()
        return self._cut()

    # -- fields -> places

    def _clean(self) -> None:
        """Take out what may not stand twice or would be stale: revision and paragraph ids, spelling marks."""
        for element in list(self.root.iter()):
            if not isinstance(element.tag, str):
                parent = element.getparent()
                if parent is not None:
                    remove_keeping_tail(element)
                continue
            for key in [k for k in element.attrib if str(k).startswith((f"{W}rsid", f"{_W14}paraId", f"{_W14}textId"))]:
                del element.attrib[key]
        for element in list(self.root.iter(f"{W}proofErr", f"{W}lastRenderedPageBreak")):
            remove_keeping_tail(element)

    def _place(self, found: Field) -> None:
        if found.name in UNSUPPORTED_FIELDS:
            raise self._refused("template-field-unsupported", found.name)
        if found.name == "MERGEFIELD":
            name, switches = merge_name(found.code)
            region = _REGION.fullmatch(name)
            if region:
                self._region_mark(found, region[1].casefold() in ("tablestart", "begingroup"), region[2].strip())
            else:
                self._slot(found, Slot(name, writer(switches, self.language)))
        elif found.name == "IF" and any(inner.name in ("MERGEFIELD", "IF") for inner in found.in_code):
            self._slot(found, self._choice(found))
        else:
            for inner in found.in_result:
                self._place(inner)

    def _slot(self, found: Field, node: Slot | Choice) -> None:
        self.slots.append(node)
        replace(found, text_run(found.look, new_mark("slot", len(self.slots) - 1)))

    def _choice(self, found: Field) -> Choice:
        nested = iter(found.in_code)
        values: list[Phrase] = []
        operator = ""
        for match in _IF_TOKEN.finditer(found.code.split(None, 1)[1]):
            kind = match.lastgroup
            if kind == "operator" and len(values) == 1 and not operator:
                operator = match[0]
            elif kind in ("quoted", "curly"):
                values.append(self._phrase(re.sub(r"\\(.)", r"\1", match[kind]), nested))
            elif kind == "word":
                values.append(self._phrase(match[0], nested))
        if not 3 <= len(values) <= 4 or operator not in OPERATORS:
            if len(values) != 2 or operator not in OPERATORS:
                raise self._refused("template-field-broken", found.code.replace(NESTED, "{ }").strip())
            values.append(Phrase(()))
        otherwise = values[3] if len(values) == 4 else Phrase(())
        return Choice(values[0], operator, values[1], values[2], otherwise)

    def _phrase(self, text: str, nested: Iterator[Field]) -> Phrase:
        pieces: list[str | Slot | Choice] = []
        for piece in re.split(f"({NESTED})", text):
            if piece == NESTED:
                pieces.append(self._nested(next(nested)))
            elif piece:
                pieces.append(piece)
        return Phrase(tuple(pieces))

    def _nested(self, found: Field) -> Slot | Choice:
        if found.name == "MERGEFIELD":
            name, switches = merge_name(found.code)
            return Slot(name, writer(switches, self.language))
        if found.name == "IF":
            return self._choice(found)
        raise self._refused("template-field-unsupported", f"IF {{ {found.name} }}")

    # -- regions

    def _region_mark(self, found: Field, starts: bool, name: str) -> None:  # noqa: FBT001 - two marks of one kind
        mark = new_mark("region", 0)
        replace(found, mark)
        if starts:
            self.open_regions.append((name, mark))
            return
        if not self.open_regions or self.open_regions[-1][0].casefold() != name.casefold():
            raise self._refused("template-region-open", name)
        _, start = self.open_regions.pop()
        self._enclose(name, start, mark)

    def _enclose(self, name: str, start: Element, end: Element) -> None:
        first, last = common_blocks(start, end)
        if first.tag == f"{W}tc" or last.tag == f"{W}tc":
            first = last = next(first.iterancestors(f"{W}tr"))
        marked = [next(mark.iterancestors(f"{W}p"), None) for mark in (start, end)]
        for mark in (start, end):
            remove_keeping_tail(mark)
        self._surround(name, first, last)
        for paragraph in marked:
            if paragraph is not None and paragraph in (first, last) and first is not last and says_nothing(paragraph):
                remove_keeping_tail(paragraph)

    def _surround(self, name: str, first: Element, last: Element) -> None:
        self.region_names.append(name)
        begin, end = new_mark("begin", len(self.region_names) - 1), new_mark("end", 0)
        for block in blocks_between(first, last):
            for bookmark in list(block.iter(f"{W}bookmarkStart", f"{W}bookmarkEnd")):
                remove_keeping_tail(bookmark)
            for drawing in block.iter(_DOC_PR):
                drawing.set("id", _DRAWING)
        first.addprevious(begin)
        last.addnext(end)

    def _repeat_rows(self) -> None:
        """Repeat each run of neighbouring table rows that hold fields of a region and stand in no region yet."""
        for table in self.root.iter(f"{W}tbl"):
            run: list[Element] = []
            name: str | None = None
            for row in [*table.iterchildren(f"{W}tr"), None]:
                here = None if row is None else self._region_of(row)
                if run and name is not None and here != name:
                    self._surround(name, run[0], run[-1])
                    run = []
                if row is not None and here is not None:
                    run.append(row)
                name = here

    def _region_of(self, row: Element) -> str | None:
        before = row.getprevious()
        if is_mark(before, "begin"):
            return None
        used = [name for name in self._names_in(row) if self.names.exact(name) is None]
        for region, inner in self.names.regions.items():
            if any(inner.exact(name) for name in used):
                return region
        return None

    def _names_in(self, block: Element) -> Iterator[str]:
        for mark in block.iter(etree.ProcessingInstruction):
            kind, number = read_mark(mark)
            own_row = next(mark.iterancestors(f"{W}tr"), None)
            if kind == "slot" and (own_row is block or block.tag != f"{W}tr"):
                node = self.slots[number]
                yield from ([node.name] if isinstance(node, Slot) else [slot.name for slot in node.slots()])

    # -- what vanishes

    def _vanish(self) -> None:
        for row in list(self.root.iter(f"{W}tr")):
            table = row.getparent()
            others = [] if table is None else [r for r in table.iterchildren(f"{W}tr") if r is not row]
            stays = any(not self._only_fields(other) and self._region_of(other) is None for other in others)
            if stays and not is_mark(row.getprevious(), "begin") and self._only_fields(row):
                self._mark_vanishing(row)
        for paragraph in list(self.root.iter(f"{W}p")):
            if self._may_go(paragraph) and self._only_fields(paragraph):
                self._mark_vanishing(paragraph)

    @staticmethod
    def _mark_vanishing(block: Element) -> None:
        block.addprevious(new_mark("vanish", 0))
        block.addnext(new_mark("end", 0))

    @staticmethod
    def _may_go(paragraph: Element) -> bool:
        parent = paragraph.getparent()
        if parent is None or parent.tag not in HOMES or paragraph.find(f".//{W}sectPr") is not None:
            return False
        before, after = neighbour(paragraph, back=True), neighbour(paragraph, back=False)
        between_tables = all(block is not None and block.tag == f"{W}tbl" for block in (before, after))
        last = next(paragraph.itersiblings(f"{W}p"), None) is None
        return not last and not between_tables

    @staticmethod
    def _only_fields(block: Element) -> bool:
        places = [mark for mark in block.iter(etree.ProcessingInstruction) if read_mark(mark)[0] == "slot"]
        if not places or next(block.iter(*SEEN), None) is not None:
            return False
        tabs = any(in_run(tab) for tab in block.iter(f"{W}tab"))
        return not tabs and not any((text.text or "").strip() for text in block.iter(f"{W}t"))

    # -- out

    def _cut(self) -> tuple[Node, ...]:
        content: bytes = etree.tostring(self.root, xml_declaration=True, encoding="UTF-8", standalone=True)
        stack: list[tuple[str, list[Node]]] = [("", [])]
        at = 0
        for match in _CUT.finditer(content):
            if match.start() > at:
                stack[-1][1].append(Constant(content[at : match.start()]))
            at = match.end()
            self._step(stack, match)
        stack[0][1].append(Constant(content[at:]))
        return tuple(stack[0][1])

    def _step(self, stack: list[tuple[str, list[Node]]], match: re.Match[bytes]) -> None:
        kind, number = (match[1] or b"drawing").decode(), int(match[2] or 0)
        nodes = stack[-1][1]
        if kind == "drawing":
            nodes.append(DrawingId())
        elif kind == "slot":
            nodes.append(self._known(self.slots[number], self._scopes(stack)))
        elif kind == "begin":
            stack.append((self._known_region(self.region_names[number], self._scopes(stack)), []))
        elif kind == "vanish":
            stack.append(("\0vanish", []))
        else:
            name, body = stack.pop()
            stack[-1][1].append(Vanishing(tuple(body)) if name == "\0vanish" else Region(name, tuple(body)))

    def _scopes(self, stack: list[tuple[str, list[Node]]]) -> list[Names]:
        scopes = [self.names]
        for name, _ in stack[1:]:
            if name != "\0vanish":
                scopes.append(next(s.regions[name] for s in reversed(scopes) if name in s.regions))
        return scopes

    def _known_region(self, name: str, scopes: list[Names]) -> str:
        for scope in reversed(scopes):
            exact = scope.region(name)
            if exact is not None:
                return exact
        raise self._refused("template-field-unknown", f"TableStart:{name}")

    def _known(self, node: Slot | Choice, scopes: list[Names]) -> Slot | Choice:
        if isinstance(node, Slot):
            return Slot(self._exact(node.name, scopes), node.write)
        phrases = (node.left, node.right, node.then, node.otherwise)
        left, right, then, otherwise = (
            Phrase(tuple(piece if isinstance(piece, str) else self._known(piece, scopes) for piece in phrase.pieces))
            for phrase in phrases
        )
        return Choice(left, node.operator, right, then, otherwise)

    def _exact(self, name: str, scopes: list[Names]) -> str:
        for scope in reversed(scopes):
            exact = scope.exact(name)
            if exact is not None:
                return exact
        in_rows = any(inner.exact(name) for scope in scopes for inner in scope.regions.values())
        raise self._refused("template-field-outside" if in_rows else "template-field-unknown", name)

    def _refused(self, reason: str, found: str) -> TemplateRefused:
        return TemplateRefused(reason, where=self.file, found=found)
