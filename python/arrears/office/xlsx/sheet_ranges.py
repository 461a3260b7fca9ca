"""What a worksheet says about ranges of a table - formats, validations, links - following the table's rows."""

from collections.abc import Callable, Mapping
from copy import deepcopy

from lxml import etree

from arrears.office.xlsx.areas import Area
from arrears.office.xlsx.moved_formulas import TableMove
from arrears.office.xlsx.xml_part import child, children, everywhere, local, same_namespace

_RANGED = ("conditionalFormatting", "dataValidation", "ignoredError", "protectedRange")
_LISTS = ("dataValidations", "ignoredErrors", "protectedRanges", "conditionalFormattings", "ext", "extLst")
_FORMULAS = ("formula", "formula1", "formula2")
_EXTENDED = "http://schemas.microsoft.com/office/excel/2006/main"


def follow(root: etree._Element, move: TableMove) -> None:
    """Let conditional formats, validations, ignored errors and protected ranges follow the table's last row."""
    for name in _RANGED:
        for element in list(everywhere(root, name)):
            if element.get("sqref") is not None:
                _follow_sqref(element, element.get("sqref") or "", move, lambda e, text: e.set("sqref", text))
    for holder in list(root.iter(f"{{{_EXTENDED}}}sqref")):
        owner = holder.getparent()
        if owner is not None and local(owner) in _RANGED:
            _follow_sqref(owner, holder.text or "", move, _setter(holder))
    for name in _FORMULAS:
        for element in everywhere(root, name):
            _follow_text(element, move)
    for element in root.iter(f"{{{_EXTENDED}}}f"):
        _follow_text(element, move)


def move_links(root: etree._Element, area: Area, placed: Mapping[int, int]) -> None:
    """Let links on single cells of a table's body go with their records (old row -> new row), or go with them."""
    listed = child(root, "hyperlinks")
    if listed is None:
        return
    for link in children(listed, "hyperlink"):
        cell = _area(link.get("ref") or "")
        if cell is None or cell.top != cell.bottom or not cell.meets(area):
            continue
        row = placed.get(cell.top)
        if row is None:
            listed.remove(link)
        else:
            link.set("ref", str(Area(cell.left, row, cell.right, row)))
    if not len(listed):
        root.remove(listed)


def merged(root: etree._Element) -> list[Area]:
    """List the merged areas of a sheet."""
    listed = child(root, "mergeCells")
    areas = [] if listed is None else [_area(cell.get("ref") or "") for cell in children(listed, "mergeCell")]
    return [area for area in areas if area is not None]


def measure(root: etree._Element, used: Area | None) -> None:
    """Write the extent of the sheet's cells."""
    found = child(root, "dimension")
    if found is not None and used is not None:
        found.set("ref", str(used))


def extent(root: etree._Element) -> Area | None:
    """Read the extent of the sheet's cells."""
    found = child(root, "dimension")
    return None if found is None else _area(found.get("ref") or "")


def hide_column(root: etree._Element, number: int, *, hidden: bool) -> None:
    """Hide or show a sheet column; a group of columns that share their format is split."""
    listed = child(root, "cols")
    if listed is None:
        if not hidden:
            return
        listed = etree.Element(same_namespace(root, "cols"))
        data = child(root, "sheetData")
        root.insert(len(root) if data is None else root.index(data), listed)
    for group in children(listed, "col"):
        first, last = int(group.get("min") or 0), int(group.get("max") or 0)
        if first <= number <= last:
            _set_hidden(_split(group, first, last, number), hidden=hidden)
            return
    if hidden:
        made = etree.Element(same_namespace(root, "col"), min=str(number), max=str(number), width="9.140625")
        _set_hidden(made, hidden=True)
        after = [i for i, group in enumerate(listed) if int(group.get("max") or 0) < number]
        listed.insert(after[-1] + 1 if after else 0, made)


def _split(group: etree._Element, first: int, last: int, number: int) -> etree._Element:
    for low, high, before in ((first, number - 1, True), (number + 1, last, False)):
        if low <= high:
            part = deepcopy(group)
            part.set("min", str(low))
            part.set("max", str(high))
            (group.addprevious if before else group.addnext)(part)
    group.set("min", str(number))
    group.set("max", str(number))
    return group


def _set_hidden(group: etree._Element, *, hidden: bool) -> None:
    if hidden:
        group.set("hidden", "1")
    elif "hidden" in group.attrib:
        del group.attrib["hidden"]


def _follow_sqref(
    owner: etree._Element, text: str, move: TableMove, write: Callable[[etree._Element, str], None]
) -> None:
    kept = []
    for piece in text.split():
        area = _area(piece)
        moved = area if area is None else move.area(area)
        if area is None:
            kept.append(piece)
        elif moved is not None:
            kept.append(piece if moved == area else str(moved))
    if kept:
        write(owner, " ".join(kept))
    else:
        _remove(owner)


def _remove(element: etree._Element) -> None:
    """Remove an element that covers nothing any more, with its list when it was the last."""
    holder = element.getparent()
    if holder is None:
        return
    holder.remove(element)
    if holder.get("count") is not None:
        holder.set("count", str(len(holder)))
    if not len(holder) and local(holder) in _LISTS:
        _remove(holder)


def _setter(holder: etree._Element) -> Callable[[etree._Element, str], None]:
    def write(_: etree._Element, text: str) -> None:
        holder.text = text

    return write


def _follow_text(element: etree._Element, move: TableMove) -> None:
    if element.text:
        element.text = move.formula(element.text, 0)


def _area(text: str) -> Area | None:
    try:
        return Area.read(text)
    except ValueError:
        return None
