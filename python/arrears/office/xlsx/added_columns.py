"""Columns put at the right end of a table of the package, blank, with the look of a column that is there already."""

from collections.abc import Collection, Sequence
from typing import NamedTuple

from lxml import etree

from arrears.office.xlsx.areas import Area, column_letters, column_number
from arrears.office.xlsx.cell_xml import CellWriter
from arrears.office.xlsx.package import Package, TableEntry
from arrears.office.xlsx.sheet_part import SheetPart
from arrears.office.xlsx.xml_part import child, children, encoded, same_namespace, serialise


class NewColumn(NamedTuple):
    """A column to add: its heading, the column whose cells it looks like (from 0), its width in characters."""

    heading: str
    like: int
    width: float


def with_columns(package: Package, entry: TableEntry, columns: Sequence[NewColumn]) -> bytes | None:
    """Add columns to a table that has one header row; None where there are none, or other cells
    stand in the way."""
    if not columns:
        return None
    area = entry.area
    wider = Area(area.left, area.top, area.right + len(columns), area.bottom)
    letters = [column_letters(n) for n in range(area.right + 1, wider.right + 1)]
    sheet = SheetPart(package.part(entry.sheet_part), entry.sheet)
    if _in_the_way(package, entry, wider) or _filled(sheet, letters, wider):
        return None
    _add_cells(sheet, entry, columns, letters)
    _widen_columns(sheet.root, columns, area.right + 1)
    table = package.xml(entry.part)
    _list_columns(table, columns, wider)
    return package.rewritten({entry.sheet_part: sheet.content(), entry.part: serialise(table)})


def _in_the_way(package: Package, entry: TableEntry, wider: Area) -> bool:
    others = (other for other in package.tables if other.sheet_part == entry.sheet_part and other.name != entry.name)
    return any(other.area.meets(wider) for other in others)


def _filled(sheet: SheetPart, letters: Collection[str], area: Area) -> bool:
    rows = (row for row in sheet.rows if area.top <= row <= area.bottom)
    return any(cell.letters in letters and not cell.raw.endswith(b"/>") for row in rows for cell in sheet.cells(row))


def _add_cells(sheet: SheetPart, entry: TableEntry, columns: Sequence[NewColumn], letters: Sequence[str]) -> None:
    area, body = entry.area, entry.body
    top = {cell.letters: cell.style for cell in sheet.cells(area.top)}
    below = {cell.letters: cell.style for cell in sheet.cells(body.top)}
    like = [column_letters(area.left + column.like) for column in columns]
    writer = CellWriter(sheet.prefix, date1904=False)
    headings = writer.tails([column.heading for column in columns])
    for number in range(area.top, body.bottom + 1):
        styles = top if number == area.top else below
        ends = headings if number == area.top else [b"/>"] * len(columns)
        made = [
            sheet.start(own, number) + styles.get(other, b"") + end
            for own, other, end in zip(letters, like, ends, strict=True)
            if end is not None
        ]
        cells = sheet.cells(number)
        before = b"".join(cell.raw for cell in cells if column_number(cell.letters) <= area.right)
        after = b"".join(cell.raw for cell in cells if column_number(cell.letters) > area.right + len(columns))
        sheet.put(number, before + b"".join(made) + after)


def _widen_columns(root: etree._Element, columns: Sequence[NewColumn], first: int) -> None:
    """Give the new columns their widths, where the sheet says nothing yet of columns so far to the right."""
    listed = child(root, "cols")
    if listed is None:
        return
    last = max((int(element.get("max") or 0) for element in children(listed, "col")), default=0)
    for number, column in enumerate(columns, first):
        if number > last:
            made = etree.SubElement(listed, same_namespace(root, "col"))
            made.attrib.update({"min": str(number), "max": str(number), "width": str(column.width), "customWidth": "1"})


def _list_columns(table: etree._Element, columns: Sequence[NewColumn], area: Area) -> None:
    table.set("ref", str(area))
    own_filter, listed = child(table, "autoFilter"), child(table, "tableColumns")
    if own_filter is not None:
        totals = int(table.get("totalsRowCount") or 0)
        own_filter.set("ref", str(Area(area.left, area.top, area.right, area.bottom - totals)))
    if listed is None:
        return
    known = children(listed, "tableColumn")
    number = max((int(element.get("id") or 0) for element in known), default=0)
    for column in columns:
        number += 1
        made = etree.SubElement(listed, same_namespace(table, "tableColumn"), id=str(number))
        made.set("name", encoded(column.heading))
    listed.set("count", str(len(known) + len(columns)))
