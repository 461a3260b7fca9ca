"""One part of a letter template (body, header, footer, notes) compiled: parsed once, marked, cut into nodes."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from arrears.errors import TemplateRefused
from arrears.office.word.conditions import OPERATORS, Choice, Operand, Phrase
from arrears.office.word.cut import cut
from arrears.office.word.draft import Draft
from arrears.office.word.fields import NESTED, Element, Field, W, find_fields, merge_name, replace, run_with, text_run
from arrears.office.word.formats import Switches, markup_writer, unknown_formats, writer
from arrears.office.word.images import ImageSlot, has_images
from arrears.office.word.names import Names
from arrears.office.word.nodes import Node, Slot
from arrears.office.word.package import parse
from arrears.office.word.regions import enclose, repeat_rows
from arrears.office.word.tree import new_mark, remove_keeping_tail
from arrears.office.word.vanishing import mark_vanishing

UNSUPPORTED_FIELDS = frozenset(
    {"NEXT", "NEXTIF", "SKIPIF", "ADDRESSBLOCK", "GREETINGLINE", "MERGEREC", "MERGESEQ", "ASK", "FILLIN", "SET"}
)
"""Fields of Word's own mail merge that have no meaning in a letter of ours."""

_W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
_REGION = re.compile(r"(TableStart|TableEnd|BeginGroup|EndGroup):(.+)", re.IGNORECASE)
_IMAGE = re.compile(r"Image:(.+)", re.IGNORECASE)
_IF_TOKEN = re.compile(
    r'"(?P<quoted>(?:[^"\\]|\\.)*)"|[“”](?P<curly>[^“”]*)[“”]|(?P<operator><=|>=|<>|=|<|>)|(?P<switch>\\[*#@]\s*\S+)'
    r'|(?P<word>\x00|[^\s"“”<>=\x00]+)',
    re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Rules:
    """How a template is compiled: the names of the data, the letters' language, whether blank lines stay."""

    names: Names
    language: str
    file: str
    blank_lines: bool = False


@dataclass(frozen=True, slots=True)
class Part:
    """A compiled part, the names of the fields in it, and whether it has places for pictures."""

    nodes: tuple[Node, ...]
    used: frozenset[str]
    images: bool


def compile_part(content: bytes, rules: Rules, part: str, prepare: Callable[[Draft], None] | None = None) -> Part:
    """Compile a part; refuses, by name, fields that the names do not have and a region that does not close.

    ``prepare`` may change the draft before its regions are repeated (``combined`` does).
    """
    draft = Draft(parse(content, rules.file, part), rules.names, rules.file, rules.language)
    _Fields(draft).mark()
    if prepare is not None:
        prepare(draft)
    repeat_rows(draft)
    mark_vanishing(draft, blank_lines=rules.blank_lines)
    nodes = cut(draft)
    for reason, found in (("template-field-unknown", draft.unknown), ("template-field-outside", draft.outside)):
        if found:
            raise TemplateRefused(reason, where=rules.file, found=", ".join(found))
    return Part(nodes, frozenset(draft.used), has_images(draft.places))


class _Fields:
    """Puts marks where the fields of a draft stood."""

    def __init__(self, draft: Draft) -> None:
        self.draft = draft
        self.open_regions: list[tuple[str, Element]] = []

    def mark(self) -> None:
        self._clean()
        for found in find_fields(self.draft.root, self.draft.file):
            self._place(found)
        if self.open_regions:
            raise self.draft.refused("template-region-open", self.open_regions[-1][0])

    def _clean(self) -> None:
        """Take out what may not stand twice or would be stale: revision and paragraph ids, spelling marks."""
        for element in list(self.draft.root.iter()):
            if not isinstance(element.tag, str):
                if element.getparent() is not None:
                    remove_keeping_tail(element)
                continue
            for key in [k for k in element.attrib if str(k).startswith((f"{W}rsid", f"{_W14}paraId", f"{_W14}textId"))]:
                del element.attrib[key]
        for element in list(self.draft.root.iter(f"{W}proofErr", f"{W}lastRenderedPageBreak")):
            remove_keeping_tail(element)

    def _place(self, found: Field) -> None:
        if found.name in UNSUPPORTED_FIELDS:
            raise self.draft.refused("template-field-unsupported", found.name)
        if found.name == "MERGEFIELD":
            self._merge(found)
        elif found.name == "IF" and any(inner.name in ("MERGEFIELD", "IF") for inner in found.in_code):
            replace(found, text_run(found.look, self.draft.mark(self._choice(found))))
        else:
            for inner in found.in_result:
                self._place(inner)

    def _merge(self, found: Field) -> None:
        name, switches = self._merge_name(found)
        if region := _REGION.fullmatch(name):
            self._region_mark(found, region[1].casefold() in ("tablestart", "begingroup"), region[2].strip())
        elif image := _IMAGE.fullmatch(name):
            replace(found, run_with(found.look, self.draft.mark(ImageSlot(image[1].strip()))))
        elif self.draft.names.is_picture(name):
            replace(found, run_with(found.look, self.draft.mark(ImageSlot(name))))
        else:
            slot = Slot(name, markup_writer(switches, self.draft.language))
            replace(found, text_run(found.look, self.draft.mark(slot)))

    def _merge_name(self, found: Field) -> tuple[str, Switches]:
        name, switches = merge_name(found.code)
        for lost in unknown_formats(switches):
            raise self.draft.refused("template-field-unsupported", f"{name} \\* {lost}")
        return name, switches

    def _region_mark(self, found: Field, starts: bool, name: str) -> None:  # noqa: FBT001 - two marks of one kind
        mark = new_mark("region", 0)
        replace(found, mark)
        if starts:
            self.open_regions.append((name, mark))
            return
        if not self.open_regions or self.open_regions[-1][0].casefold() != name.casefold():
            raise self.draft.refused("template-region-open", name)
        _, start = self.open_regions.pop()
        enclose(self.draft, name, start, mark)

    # -- IF

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
        if not 2 <= len(values) <= 4 or operator not in OPERATORS:
            raise self.draft.refused("template-field-broken", found.code.replace(NESTED, "{ }").strip())
        left, right, then, otherwise = [*values, Phrase(()), Phrase(())][:4]
        return Choice(left, operator, right, then, otherwise)

    def _phrase(self, text: str, nested: Iterator[Field]) -> Phrase:
        pieces: list[str | Operand | Choice] = []
        for piece in re.split(f"({NESTED})", text):
            if piece == NESTED:
                pieces.append(self._nested(next(nested)))
            elif piece:
                pieces.append(piece)
        return Phrase(tuple(pieces), comma=self.draft.language in ("de", "fr"))

    def _nested(self, found: Field) -> Operand | Choice:
        if found.name == "MERGEFIELD":
            name, switches = self._merge_name(found)
            return Operand(name, writer(switches, self.draft.language))
        if found.name == "IF":
            return self._choice(found)
        raise self.draft.refused("template-field-unsupported", f"IF {{ {found.name} }}")
