"""The sheets of a workbook."""

from types import SimpleNamespace
from typing import Any

from tests.calc.engine.calls import count
from tests.calc.engine.com_conditions import ComAreas
from tests.calc.engine.limits import HostError, refuse_title
from tests.calc.engine.ranges import Range, notes_of, range_of
from tests.calc.engine.sheet_copies import copy_behind
from tests.calc.engine.tables import Tables
from xlwings import base_classes

from arrears.office.xlsx.areas import Area


class Sheets(base_classes.Sheets):
    """The sheets of a workbook."""

    def __init__(self, book: Any) -> None:
        self.book = book

    @property
    def active(self) -> "Sheet":
        sheets = self.book.document.Sheets
        name = self.book.active_sheet
        return Sheet(self.book, sheets.getByName(name) if name in sheets.ElementNames else sheets.getByIndex(0))

    def add(self, before: Any = None, after: Any = None, name: Any = None) -> "Sheet":
        count("write")
        sheets = self.book.document.Sheets
        sheets.insertNewByName(f"Sheet{sheets.Count + 1}", after.index if after else before.index - 1 if before else 0)
        made = Sheet(self.book, sheets.getByIndex(after.index if after else before.index - 1 if before else 0))
        if name:
            made.name = name
        self.book.tables_by_sheet = None
        return made

    def __call__(self, key: Any) -> "Sheet":
        sheets = self.book.document.Sheets
        if isinstance(key, int):
            return Sheet(self.book, sheets.getByIndex(key - 1))
        if key not in sheets.ElementNames:
            raise KeyError(key)
        return Sheet(self.book, sheets.getByName(key))

    def __iter__(self) -> Any:
        sheets = self.book.document.Sheets
        return iter([Sheet(self.book, sheets.getByIndex(n)) for n in range(sheets.Count)])

    def __len__(self) -> int:
        return int(self.book.document.Sheets.Count)

    def __contains__(self, key: Any) -> bool:
        return key in self.book.document.Sheets.ElementNames


class Sheet(base_classes.Sheet):
    """A sheet."""

    def __init__(self, book: Any, cells: Any) -> None:
        self._book, self.cells_ = book, cells

    @property
    def api(self) -> Any:
        """What Excel says of a sheet."""
        filtered = any(table.is_filtered for table in self.tables)
        return SimpleNamespace(
            ProtectContents=self.cells_.isProtected(), Protect=self.cells_.protect, Unprotect=self.cells_.unprotect,
            FilterMode=filtered, Hyperlinks=(), Range=ComAreas.read,
        )  # fmt: skip

    notes = property(lambda self: notes_of(self))
    book = property(lambda self: self._book)
    index = property(lambda self: self.cells_.RangeAddress.Sheet + 1)
    tables = property(lambda self: Tables(self))

    @property
    def name(self) -> str:
        return str(self.cells_.Name)

    @name.setter
    def name(self, title: str) -> None:
        refuse_title(title)
        self.cells_.setName(title)

    def range(self, first: Any, last: Any = None) -> "Range":
        if isinstance(first, str):
            return Range(self, Area.read(first))
        row, column = first if isinstance(first, tuple) else (first.row, first.column)
        bottom, right = last or first if isinstance(last or first, tuple) else (last.row, last.column)
        return Range(self, Area(column, row, right, bottom))

    @property
    def used_range(self) -> Range:
        cursor = self.cells_.createCursor()
        cursor.gotoStartOfUsedArea(False)
        cursor.gotoEndOfUsedArea(True)
        return range_of(self, cursor.RangeAddress)

    def delete(self) -> None:
        """Delete the sheet and its tables; Excel asks unless alerts are off."""
        count("write")
        if self._book.app.display_alerts:
            raise HostError("Excel asks whether the sheet may be deleted, and waits")
        document = self._book.document
        for table in self.tables:
            document.DatabaseRanges.removeByName(table.name)
        document.Sheets.removeByName(self.name)
        self._book.tables_by_sheet = None

    def activate(self) -> None:
        self._book.active_sheet = self.name

    def copy(self, before: Any = None, after: Any = None) -> None:
        """Copy the sheet behind one of another workbook, its tables with it."""
        count("copy")
        copy_behind(self, after)
