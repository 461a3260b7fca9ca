"""Copying a sheet into another workbook, its tables with it."""

from typing import Any

from tests.calc.engine.limits import HostError

_FORMULAS = 16
_ASIDE = 500
"""A column that no table reaches."""


def copy_behind(sheet: Any, after: Any) -> None:
    """Copy a sheet behind one of another workbook."""
    target = after.book.document
    name = sheet.name
    if name in target.Sheets.ElementNames:
        raise HostError(f"there is a sheet {name}")
    tables = list(sheet.tables)
    # Formulas would keep naming tables by the numbers of their own workbook, over which Calc falls; Excel's would
    # point back to that workbook. Whoever copies a sheet types them anew.
    for area in sheet.cells_.queryContentCells(_FORMULAS).getRangeAddresses():
        rows = area.StartColumn, area.StartRow, area.EndColumn, area.EndRow
        sheet.cells_.getCellRangeByPosition(*rows).clearContents(_FORMULAS)
    # A table that comes along keeps the number of its own workbook, by which formulas would find another one; so
    # it gets one here first, and has its place afterwards.
    aside = target.Sheets.getByIndex(0).getCellRangeByPosition(_ASIDE, 0, _ASIDE, 1).RangeAddress
    for table in tables:
        target.DatabaseRanges.addNewByName(table.name, aside)
    known = set(target.DatabaseRanges.ElementNames)
    target.Sheets.importSheet(sheet.book.document, name, after.index)
    number = target.Sheets.getByName(name).RangeAddress.Sheet
    for extra in set(target.DatabaseRanges.ElementNames) - known:
        target.DatabaseRanges.removeByName(extra)
    for table in tables:
        place = table.area_
        place.Sheet = number
        made = target.DatabaseRanges.getByName(table.name)
        made.DataArea, made.ContainsHeader, made.AutoFilter = place, True, True
    after.book.tables_by_sheet = None
