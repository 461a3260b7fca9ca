"""Regions of a draft: between TableStart and TableEnd, and table rows that hold the fields of rows."""

from collections.abc import Iterable

from arrears.office.word.draft import Draft
from arrears.office.word.fields import W
from arrears.office.word.nodes import DrawingId
from arrears.office.word.package import Element
from arrears.office.word.stories import DOC_PR
from arrears.office.word.tree import (
    blocks_between,
    common_blocks,
    is_mark,
    neighbour,
    remove_keeping_tail,
    says_nothing,
)

VML = "{urn:schemas-microsoft-com:vml}"
_SPID = "{urn:schemas-microsoft-com:office:office}spid"
_NEEDS_PARAGRAPH = tuple(W + name for name in ("tc", "hdr", "ftr", "txbxContent", "footnote", "endnote"))
_COMMENTS = tuple(W + name for name in ("commentRangeStart", "commentRangeEnd", "commentReference"))


def enclose(draft: Draft, name: str, start: Element, end: Element) -> None:
    """Make the blocks from one mark to another a region; paragraphs that held nothing but the marks go."""
    first, last = common_blocks(start, end)
    if first.tag == f"{W}tc" or last.tag == f"{W}tc":
        first = last = next(first.iterancestors(f"{W}tr"))
    marked = [next(mark.iterancestors(f"{W}p"), None) for mark in (start, end)]
    for mark in (start, end):
        remove_keeping_tail(mark)
    _surround(draft, name, first, last)
    for paragraph in marked:
        if paragraph is not None and paragraph in (first, last) and first is not last and says_nothing(paragraph):
            remove_keeping_tail(paragraph)


def repeat_rows(draft: Draft) -> None:
    """Repeat each run of neighbouring table rows that hold fields of a region and stand in none of that name yet."""
    for table in list(draft.root.iter(f"{W}tbl")):
        run: list[Element] = []
        name: str | None = None
        for row in [*table.iterchildren(f"{W}tr"), None]:
            here = None if row is None else region_of(draft, row)
            if run and name is not None and here != name:
                _surround(draft, name, run[0], run[-1])
                run = []
            if row is not None and here is not None:
                run.append(row)
            name = here


def region_of(draft: Draft, row: Element) -> str | None:
    """Give the region whose rows a table row is to repeat for; None for a row that stands as it is."""
    used = list(draft.unknown_in(row))
    for region, inner in draft.scopes_at(row)[-1].regions.items():
        if any(inner.exact(name) for name in used):
            return region
    return None


def make_unique(draft: Draft, blocks: Iterable[Element]) -> None:
    """See to it that blocks may stand in a document more than once."""
    for block in blocks:
        for bookmark in list(block.iter(f"{W}bookmarkStart", f"{W}bookmarkEnd")):
            remove_keeping_tail(bookmark)
        number_shapes(draft, block)


def number_shapes(draft: Draft, block: Element) -> None:
    """Let every drawing and shape of a block have a number of its own wherever the block stands."""
    for drawing in block.iter(DOC_PR):
        drawing.set("id", draft.hole(DrawingId()))
    for shape in block.iter(f"{VML}shape", f"{VML}rect", f"{VML}line", f"{VML}oval", f"{VML}roundrect", f"{VML}group"):
        if shape.get("id"):
            shape.set("id", draft.hole(DrawingId("arrears")))
        if shape.get(_SPID) is not None:
            del shape.attrib[_SPID]
    for kind in list(block.iter(f"{VML}shapetype")):
        if not is_mark(kind.getprevious(), "once"):
            draft.regions.append((str(kind.get("id")), b""))
            draft.surround("once", len(draft.regions) - 1, kind, kind)
    for control in list(block.iter(f"{W}sdtPr")):
        for number in control.findall(f"{W}id"):
            control.remove(number)  # Word gives it a new one
    for comment in list(block.iter(*_COMMENTS)):
        remove_keeping_tail(comment)


def _surround(draft: Draft, name: str, first: Element, last: Element) -> None:
    make_unique(draft, blocks_between(first, last))
    home = first.getparent()
    alone = home is not None and home.tag in _NEEDS_PARAGRAPH and _is_last(last) and last.tag == f"{W}p"
    draft.regions.append((name, b"<w:p/>" if alone else b""))
    draft.surround("begin", len(draft.regions) - 1, first, last)


def _is_last(block: Element) -> bool:
    return neighbour(block, back=False) is None
