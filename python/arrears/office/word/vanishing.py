"""What vanishes from a letter when its fields are blank: paragraphs and rows of fields alone, tables without rows."""

from lxml import etree

from arrears.office.word.draft import BLOCK_MARKS, Draft
from arrears.office.word.fields import W
from arrears.office.word.package import Element
from arrears.office.word.tree import HOMES, SEEN, in_run, is_mark, neighbour, read_mark


def mark_vanishing(draft: Draft, *, blank_lines: bool) -> None:
    """Mark what vanishes; ``blank_lines`` keeps paragraphs and rows, as Word's own setting for its mail merge does."""
    if not blank_lines:
        for row in list(draft.root.iter(f"{W}tr")):
            if _row_may_go(draft, row):
                draft.surround("vanish", 0, row, row)
        for paragraph in list(draft.root.iter(f"{W}p")):
            if _may_go(paragraph) and _only_fields(paragraph):
                draft.surround("vanish", 0, paragraph, paragraph)
    for table in list(draft.root.iter(f"{W}tbl")):
        if _only_region_rows(table):
            draft.surround("vanish", 0, table, table)


def _row_may_go(draft: Draft, row: Element) -> bool:
    table = row.getparent()
    others = [] if table is None else [each for each in table.iterchildren(f"{W}tr") if each is not row]
    own = len(draft.scopes_at(row))
    stays = any(not _only_fields(other) and len(draft.scopes_at(other)) <= own for other in others)
    return stays and not is_mark(row.getprevious(), "begin") and _only_fields(row)


def _may_go(paragraph: Element) -> bool:
    parent = paragraph.getparent()
    if parent is None or parent.tag not in HOMES or paragraph.find(f".//{W}sectPr") is not None:
        return False
    before, after = _staying_before(paragraph), neighbour(paragraph, back=False)
    between_tables = all(block is not None and block.tag == f"{W}tbl" for block in (before, after))
    last = next(paragraph.itersiblings(f"{W}p"), None) is None
    return not last and not between_tables


def _staying_before(paragraph: Element) -> Element | None:
    """Give the nearest block before that does not vanish itself: two tables must not run together."""
    for block in paragraph.itersiblings(preceding=True):
        if isinstance(block.tag, str) and not is_mark(block.getprevious(), "vanish"):
            return block
    return None


def _only_fields(block: Element) -> bool:
    places = [mark for mark in block.iter(etree.ProcessingInstruction) if read_mark(mark)[0] == "slot"]
    if not places or next(block.iter(*SEEN), None) is not None:
        return False
    tabs = any(in_run(tab) for tab in block.iter(f"{W}tab"))
    return not tabs and not any((text.text or "").strip() for text in block.iter(f"{W}t"))


def _only_region_rows(table: Element) -> bool:
    depth, rows = 0, 0
    for child in table:
        if any(is_mark(child, kind) for kind in BLOCK_MARKS):
            depth += 1
        elif is_mark(child, "end"):
            depth -= 1
        elif child.tag in (f"{W}tr", f"{W}sdt"):
            rows += 1
            if depth == 0:
                return False
    return rows > 0
