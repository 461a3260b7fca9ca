"""A template's body as one letter of a combined document: sections of its own, numbers of its own."""

import copy
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial

from lxml import etree

from arrears.office.word.draft import Draft
from arrears.office.word.fields import W, field_runs
from arrears.office.word.nodes import Node
from arrears.office.word.package import Element
from arrears.office.word.print_lists import Lists
from arrears.office.word.print_nodes import HeaderLink, Letter, LetterNumber, Numbered, WhenLast
from arrears.office.word.regions import number_shapes
from arrears.office.word.tree import remove_keeping_tail

R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
REFERENCES = (f"{W}headerReference", f"{W}footerReference")
BLANK_LINKS = {"header": "rIdBlankHeader", "footer": "rIdBlankFooter"}
"""The relationships of blank headers and footers."""
_BEFORE_TYPE = frozenset((*REFERENCES, f"{W}footnotePr", f"{W}endnotePr"))
_BEFORE_NUMBERS = _BEFORE_TYPE | frozenset(
    W + name for name in ("type", "pgSz", "pgMar", "paperSrc", "pgBorders", "lnNumType")
)
_END = "letter_end"


@dataclass
class LetterBody:
    """Prepares the body of a template: ``own`` are the header parts that each letter has its own of, by relationship.

    ``moved`` gives relationship ids that differ from the template's; ``used_blank`` the kinds of header of which
    letters have a blank one, so as not to show that of the letter before.
    """

    lists: Lists
    duplex: bool
    own: Mapping[str, str]
    moved: Mapping[str, str]
    even_pages: bool = False
    used_lists: set[int] = field(default_factory=set)
    used_blank: set[str] = field(default_factory=set)

    def prepare(self, draft: Draft) -> None:
        """Change the draft of the document part."""
        body = draft.root.find(f"{W}body")
        if body is None:
            raise draft.refused("template-not-word", "w:body")
        several = len(list(body.iter(f"{W}sectPr"))) > 1
        _letters_own_names(draft, body)
        number_shapes(draft, body)
        self._number_lists(draft, body)
        number_notes(draft, body)
        self._move_links(body)
        count_pages(draft, body, several=several)
        self._sections(draft, body)
        _once_a_letter(draft, list(body))

    def header(self, draft: Draft, *, several: bool) -> None:
        """Change the draft of a header or footer part."""
        for bookmark in list(draft.root.iter(f"{W}bookmarkStart", f"{W}bookmarkEnd")):
            remove_keeping_tail(bookmark)
        count_pages(draft, draft.root, several=several)
        number_shapes(draft, draft.root)

    # -- numbers

    def _number_lists(self, draft: Draft, body: Element) -> None:
        for paragraph in body.iter(f"{W}p"):
            number = self.lists.of(paragraph)
            if number is not None:
                value = int(number.get(f"{W}val") or 0)
                self.used_lists.add(value)
                number.set(f"{W}val", draft.hole(Numbered(value, self.lists.stride)))

    def _move_links(self, body: Element) -> None:
        for element in body.iter():
            if isinstance(element.tag, str) and element.tag not in REFERENCES:
                for key, value in element.attrib.items():
                    if str(key).startswith(R) and value in self.moved:
                        element.set(key, self.moved[str(value)])

    # -- sections

    def _sections(self, draft: Draft, body: Element) -> None:
        final = body.find(f"{W}sectPr")
        if final is None:
            final = etree.SubElement(body, f"{W}sectPr")
        sections = list(body.iter(f"{W}sectPr"))
        self._begin_letter(sections[0])
        for section in sections:
            self._link_headers(draft, section)
        body.remove(final)
        last = body[-1] if len(body) else None  # a mark, where a region ends the letter
        if last is None or last.tag != f"{W}p" or last.find(f".//{W}sectPr") is not None:
            last = _thin_paragraph(body)
        _mark_end(draft, last)
        properties = _properties(last)
        inner = copy.deepcopy(final)
        changes = properties.find(f"{W}pPrChange")
        if changes is None:
            properties.append(inner)
        else:
            changes.addprevious(inner)
        when(draft, inner, inner, partial(WhenLast, last=False))
        body.append(final)
        when(draft, final, final, partial(WhenLast, last=True))

    def _begin_letter(self, section: Element) -> None:
        """Let the first section of a letter begin on a new sheet, at page 1, with headers of its own."""
        for old in section.findall(f"{W}type"):
            section.remove(old)
        begins = etree.Element(f"{W}type")
        begins.set(f"{W}val", "oddPage" if self.duplex else "nextPage")
        section.insert(sum(child.tag in _BEFORE_TYPE for child in section), begins)
        numbers = section.find(f"{W}pgNumType")
        if numbers is None:
            numbers = etree.Element(f"{W}pgNumType")
            section.insert(sum(child.tag in _BEFORE_NUMBERS for child in section), numbers)
        numbers.set(f"{W}start", "1")
        there = {(str(child.tag), str(child.get(f"{W}type"))) for child in section if child.tag in REFERENCES}
        pages = ["default", *["first"] * (section.find(f"{W}titlePg") is not None), *["even"] * self.even_pages]
        for tag, (kind, number) in zip(REFERENCES, BLANK_LINKS.items(), strict=True):
            for page in pages:
                if (tag, page) not in there:
                    self.used_blank.add(kind)
                    reference = etree.Element(tag)
                    reference.set(f"{W}type", page)
                    reference.set(f"{R}id", number)
                    section.insert(0, reference)

    def _link_headers(self, draft: Draft, section: Element) -> None:
        for reference in section:
            if reference.tag in REFERENCES:
                link = str(reference.get(f"{R}id"))
                if link in self.own:
                    reference.set(f"{R}id", draft.hole(HeaderLink(self.own[link])))
                elif link in self.moved:
                    reference.set(f"{R}id", self.moved[link])


def count_pages(draft: Draft, root: Element, *, several: bool) -> None:
    """Let the number of pages be that of the letter: of its section, or the page where its last section ends.

    LibreOffice does not know the pages of a section and shows the field's result: there stands the page of the end.
    """
    for code in list(root.iter(f"{W}instrText")):
        if re.match(r"\s*NUMPAGES\b", code.text or "", re.IGNORECASE):
            end = f"PAGEREF {_END}_{draft.hole(LetterNumber())}"
            ours = end if several else "SECTIONPAGES"
            code.text = ours.join(re.split("NUMPAGES", code.text or "", maxsplit=1, flags=re.IGNORECASE))
            run = code.getparent()
            if run is not None and not several:
                _give_result(run, f" {end} ")


def _give_result(run: Element, code: str) -> None:
    """Make a field the result of the field whose code stands in a run."""
    behind = list(run.itersiblings(f"{W}r"))
    kinds = [_kind_of_mark(each) for each in behind]
    if kinds[:1] == ["end"] or "separate" not in kinds or "end" not in kinds:
        return
    separate, at = kinds.index("separate"), kinds.index("end")
    end, shown = behind[at], behind[separate + 1 : at]
    look = (shown or [run])[0].find(f"{W}rPr")
    for each in shown:
        remove_keeping_tail(each)
    for content in field_runs(look, code, "1"):
        end.addprevious(content)


def _kind_of_mark(run: Element) -> str:
    mark = run.find(f"{W}fldChar")
    return "" if mark is None else str(mark.get(f"{W}fldCharType"))


def number_notes(draft: Draft, root: Element) -> None:
    """Let each letter refer to footnotes and endnotes of its own."""
    for reference in root.iter(f"{W}footnoteReference", f"{W}endnoteReference"):
        reference.set(f"{W}id", draft.hole(Numbered(int(reference.get(f"{W}id") or 0))))


def prepare_notes(draft: Draft) -> None:
    """Let the notes of a part stand once for each letter; separators stand once."""
    notes = [child for child in draft.root if child.get(f"{W}type") in (None, "normal")]
    for note in notes:
        number = int(note.get(f"{W}id") or 0)
        draft.root.append(note)
        note.set(f"{W}id", draft.hole(Numbered(number)))
    _once_a_letter(draft, notes)


def when(draft: Draft, first: Element, last: Element, make: Callable[[tuple[Node, ...]], Node]) -> None:
    """Put blocks into a node that is made of theirs."""
    draft.blocks.append(make)
    draft.surround("when", len(draft.blocks) - 1, first, last)


def _once_a_letter(draft: Draft, blocks: list[Element]) -> None:
    if blocks:
        when(draft, blocks[0], blocks[-1], Letter)


def _letters_own_names(draft: Draft, body: Element) -> None:
    """Let each letter have bookmarks of its own, and refer to them."""
    numbers: dict[str, int] = {}
    names: list[str] = []
    for bookmark in list(body.iter(f"{W}bookmarkStart", f"{W}bookmarkEnd")):
        name = str(bookmark.get(f"{W}name", ""))
        if name == "_GoBack":
            remove_keeping_tail(bookmark)
            continue
        number = numbers.setdefault(str(bookmark.get(f"{W}id")), len(numbers) + 1)
        bookmark.set(f"{W}id", draft.hole(Numbered(number)))
        if bookmark.tag == f"{W}bookmarkStart":
            names.append(name)
            bookmark.set(f"{W}name", f"{name[:30]}_{draft.hole(LetterNumber())}")
    for link in body.iter(f"{W}hyperlink"):
        if link.get(f"{W}anchor") in names:
            link.set(f"{W}anchor", f"{str(link.get(f'{W}anchor'))[:30]}_{draft.hole(LetterNumber())}")
    for code in body.iter(f"{W}instrText"):
        words = re.split(r'([\s"]+)', code.text or "")
        code.text = "".join(f"{word[:30]}_{draft.hole(LetterNumber())}" if word in names else word for word in words)


def _thin_paragraph(body: Element) -> Element:
    paragraph = etree.SubElement(body, f"{W}p")
    spacing = etree.SubElement(_properties(paragraph), f"{W}spacing")
    for key, value in (("before", "0"), ("after", "0"), ("line", "20"), ("lineRule", "exact")):
        spacing.set(f"{W}{key}", value)
    return paragraph


def _properties(paragraph: Element) -> Element:
    found = paragraph.find(f"{W}pPr")
    if found is None:
        found = etree.Element(f"{W}pPr")
        paragraph.insert(0, found)
    return found


def _mark_end(draft: Draft, paragraph: Element) -> None:
    for tag in ("bookmarkStart", "bookmarkEnd"):
        mark = etree.SubElement(paragraph, f"{W}{tag}")
        mark.set(f"{W}id", draft.hole(Numbered(0)))
        if tag == "bookmarkStart":
            mark.set(f"{W}name", f"{_END}_{draft.hole(LetterNumber())}")
