"""The tree of a Word part: marks for the places to fill, and the blocks around them."""

from collections.abc import Iterator

from lxml import etree

from arrears.office.word.fields import W
from arrears.office.word.package import Element

SEEN = tuple(
    W + name
    for name in (
        "drawing",
        "pict",
        "object",
        "sym",
        "fldChar",
        "instrText",
        "ptab",
        "footnoteReference",
        "endnoteReference",
    )
)
"""What a reader sees beside text."""
HOMES = tuple(W + name for name in ("body", "tc", "hdr", "ftr", "txbxContent", "footnote", "endnote", "sdtContent"))
"""What paragraphs and tables stand in."""


def new_mark(kind: str, number: int) -> Element:
    """Make a mark for a place in a part: its kind and a number."""
    return etree.ProcessingInstruction("arrears", f"{kind} {number}")


def read_mark(mark: Element) -> tuple[str, int]:
    """Give the kind and number of a mark."""
    kind, number = (mark.text or " 0").split()
    return kind, int(number)


def is_mark(element: Element | None, kind: str) -> bool:
    """Tell whether an element is a mark of a kind."""
    if element is None or element.tag is not etree.ProcessingInstruction:  # type: ignore[comparison-overlap]
        return False
    return read_mark(element)[0] == kind


def remove_keeping_tail(element: Element) -> None:
    """Take an element out; text behind it stays."""
    parent = element.getparent()
    if parent is None:
        return
    tail = element.tail
    if tail and tail.strip():
        before = element.getprevious()
        if before is None:
            parent.text = (parent.text or "") + tail
        else:
            before.tail = (before.tail or "") + tail
    parent.remove(element)


def common_blocks(start: Element, end: Element) -> tuple[Element, Element]:
    """Lift two marks to the blocks that are children of one parent and may repeat."""
    up_start, up_end = [start, *start.iterancestors()], [end, *end.iterancestors()]
    common = next(each for each in up_start if each in up_end)
    while common.tag not in (*HOMES, f"{W}tbl", f"{W}tr"):
        common = common.getparent()  # type: ignore[assignment]  # the root is one of the homes
    return up_start[up_start.index(common) - 1], up_end[up_end.index(common) - 1]


def blocks_between(first: Element, last: Element) -> Iterator[Element]:
    """Give the blocks from one to another of the same parent."""
    block: Element | None = first
    while block is not None:
        yield block
        if block is last:
            return
        block = block.getnext()


def says_nothing(paragraph: Element) -> bool:
    """Tell whether a paragraph has neither text nor anything to look at."""
    empty = not any((text.text or "").strip() or len(text) for text in paragraph.iter(f"{W}t"))
    return empty and next(paragraph.iter(*SEEN, f"{W}sectPr", f"{W}br"), None) is None


def neighbour(block: Element, *, back: bool) -> Element | None:
    """Give the nearest block before or behind, marks left aside."""
    return next((each for each in block.itersiblings(preceding=back) if isinstance(each.tag, str)), None)


def in_run(tab: Element) -> bool:
    """Tell whether a tab is a character of the text, not a tab stop."""
    parent = tab.getparent()
    return parent is not None and parent.tag == f"{W}r"
