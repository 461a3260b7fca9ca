"""Numbered lists in a combined document: each letter's begin at their first number again."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from lxml import etree

from arrears.office.word.fields import NAMESPACE, W
from arrears.office.word.package import Element, serialised

_BEFORE_NUMBERS = frozenset(
    W + name for name in ("pStyle", "keepNext", "keepLines", "pageBreakBefore", "framePr", "widowControl")
)
_AFTER_INDENT = frozenset(
    W + name
    for name in (
        "contextualSpacing", "mirrorIndents", "suppressOverlap", "jc", "textDirection", "textAlignment",
        "textboxTightWrap", "outlineLvl", "divId", "cnfStyle", "rPr", "sectPr", "pPrChange",
    )
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Lists:
    """The numbered lists of a template: the list of each style, and the kind (abstract list) of each list."""

    by_style: Mapping[str, tuple[Element, Element | None]]
    kinds: Mapping[int, tuple[str, Mapping[str, str]]]
    """By list: its kind, and where each level starts; only of lists that count."""
    stride: int = 1
    """The distance between the lists of one letter and those of the next: beyond every list there is."""

    def of(self, paragraph: Element) -> Element | None:
        """Give the list number of a paragraph, its own; one that comes from its style is made its own."""
        properties = paragraph.find(f"{W}pPr")
        if properties is None:
            return None
        number = properties.find(f"{W}numPr/{W}numId")
        style = properties.find(f"{W}pStyle")
        if number is None and style is not None and str(style.get(f"{W}val")) in self.by_style:
            number = _given(properties, *self.by_style[str(style.get(f"{W}val"))])
        counts = number is not None and int(number.get(f"{W}val") or 0) in self.kinds
        return number if counts else None

    def restarted(self, numbering: Element, used: Mapping[int, frozenset[int]]) -> bytes:
        """Give the numbering part with the lists of every letter (but the first); ``used``: lists by letter."""
        last = numbering.findall(f"{W}num")[-1]
        for letter in sorted(used, reverse=True):
            for number in sorted(used[letter], reverse=True):
                last.addnext(_num(number + letter * self.stride, *self.kinds[number]))
        return serialised(numbering)


def lists_of(styles: Element | None, numbering: Element | None) -> Lists:
    """Read the lists that count; bullets do not."""
    if numbering is None:
        return Lists({}, {})
    bullets = {
        str(each.get(f"{W}abstractNumId"))
        for each in numbering.iter(f"{W}abstractNum")
        if all(form.get(f"{W}val") in ("bullet", "none") for form in each.iter(f"{W}numFmt"))
    }
    kinds = {}
    for num in numbering.iter(f"{W}num"):
        kind = num.find(f"{W}abstractNumId")
        if kind is not None and str(kind.get(f"{W}val")) not in bullets:
            kinds[int(num.get(f"{W}numId") or 0)] = (str(kind.get(f"{W}val")), _starts(numbering, num))
    highest = max((int(num.get(f"{W}numId") or 0) for num in numbering.iter(f"{W}num")), default=0)
    return Lists({} if styles is None else _styles_with_lists(styles), kinds, highest + 1)


def _styles_with_lists(styles: Element) -> dict[str, tuple[Element, Element | None]]:
    known = {str(style.get(f"{W}styleId")): style for style in styles.iter(f"{W}style")}
    found = {}
    for name, style in known.items():
        numbers, indent, seen = None, None, set()
        each: Element | None = style
        while each is not None and each not in seen and numbers is None:
            seen.add(each)
            numbers = each.find(f"{W}pPr/{W}numPr")
            indent = each.find(f"{W}pPr/{W}ind") if indent is None else indent
            based = each.find(f"{W}basedOn")
            each = None if based is None else known.get(str(based.get(f"{W}val")))
        if numbers is not None and numbers.find(f"{W}numId") is not None:
            found[name] = (numbers, indent)
    return found


def _given(properties: Element, numbers: Element, indent: Element | None) -> Element | None:
    """Give a paragraph the list of its style, and the style's indent, which else the list's would replace."""
    own = etree.fromstring(etree.tostring(numbers))
    place = sum(child.tag in _BEFORE_NUMBERS for child in properties)
    properties.insert(place, own)
    if indent is not None and properties.find(f"{W}ind") is None:
        behind = next((n for n, child in enumerate(properties) if child.tag in _AFTER_INDENT), len(properties))
        properties.insert(behind, etree.fromstring(etree.tostring(indent)))
    return own.find(f"{W}numId")


def _starts(numbering: Element, num: Element) -> dict[str, str]:
    """Give the first number of each level of a list."""
    kind = num.find(f"{W}abstractNumId")
    name = "" if kind is None else str(kind.get(f"{W}val"))
    starts = {str(level): "1" for level in range(9)}
    for abstract in numbering.iter(f"{W}abstractNum"):
        if abstract.get(f"{W}abstractNumId") == name:
            starts |= _first_numbers(abstract.iter(f"{W}lvl"), "start")
    starts |= _first_numbers(num.iter(f"{W}lvlOverride"), "startOverride")
    return starts


def _first_numbers(levels: Iterable[Element], tag: str) -> dict[str, str]:
    found = ((level, level.find(f"{W}{tag}")) for level in levels)
    return {str(level.get(f"{W}ilvl")): str(first.get(f"{W}val")) for level, first in found if first is not None}


def _num(number: int, kind: str, starts: Mapping[str, str]) -> Element:
    levels = "".join(
        f'<w:lvlOverride w:ilvl="{level}"><w:startOverride w:val="{first}"/></w:lvlOverride>'
        for level, first in sorted(starts.items())
    )
    return etree.fromstring(
        f'<w:num xmlns:w="{NAMESPACE}" w:numId="{number}"><w:abstractNumId w:val="{kind}"/>{levels}</w:num>'
    )
