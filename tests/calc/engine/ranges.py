"""Ranges of cells."""

from typing import Any

from tests.calc.engine.calls import count
from tests.calc.engine.cell_formats import notations
from tests.calc.engine.com_range import ComRange
from tests.calc.engine.office_process import uno
from xlwings import base_classes

from arrears.office.xlsx.areas import Area

_ALL_CONTENTS = 1023
_FORMATS = (
    "NumberFormat", "CellBackColor", "HoriJustify", "VertJustify", "ParaIndent",
    "CharHeight", "CharWeight", "CharColor", "IsTextWrapped",
)  # fmt: skip
_A_CHARACTER = 190
"""The width of a character, in hundredths of a millimetre."""


class Range(base_classes.Range):
    """A range of cells."""

    def __init__(self, sheet: Any, area: Area) -> None:
        self._sheet, self.area = sheet, area
        self.cells_ = sheet.cells_.getCellRangeByPosition(area.left - 1, area.top - 1, area.right - 1, area.bottom - 1)

    api = property(lambda self: ComRange(self.cells_, count))
    sheet = property(lambda self: self._sheet)
    row = property(lambda self: self.area.top)
    column = property(lambda self: self.area.left)
    shape = property(lambda self: (self.area.bottom - self.area.top + 1, self.area.right - self.area.left + 1))
    address = property(lambda self: str(self.area))
    coords = property(lambda self: (self._sheet.name, self.row, self.column, *self.shape))

    def __len__(self) -> int:
        return self.shape[0] * self.shape[1]

    @property
    def current_region(self) -> "Range":
        cursor = self._sheet.cells_.createCursorByRange(self.cells_)
        cursor.collapseToCurrentRegion()
        return range_of(self._sheet, cursor.RangeAddress)

    def autofill(self, destination: "Range", type_: str) -> None:
        """Give every row of the destination the formats of the first one; no conditional formats, no validation."""
        count("write")
        if type_ != "fill_formats":
            raise NotImplementedError(type_)
        for n in range(self.shape[1]):
            look = self.cells_.getCellByPosition(n, 0)
            column = destination.impl.cells_.getCellRangeByPosition(n, 0, n, destination.shape[0] - 1)
            for name in _FORMATS:
                column.setPropertyValue(name, look.getPropertyValue(name))

    def copy(self, destination: Any = None) -> None:
        """Put the range on the clipboard."""
        count("write")
        if destination is not None:
            raise NotImplementedError
        self._sheet.book.app.copied = self

    def paste(
        self, paste: Any = None, operation: Any = None, skip_blanks: bool = False, transpose: bool = False
    ) -> None:
        """Paste what may be typed into the copied row into every row; on the sheet shown, that is selected then."""
        count("write")
        copied = self._sheet.book.app.copied
        if paste != "validation" or copied is None or copied.shape != (1, self.shape[1]):
            raise NotImplementedError(paste)
        for n in range(self.shape[1]):
            column = self.cells_.getCellRangeByPosition(n, 0, n, self.shape[0] - 1)
            column.Validation = copied.cells_.getCellByPosition(n, 0).Validation
        if self._sheet.book.app.books.active.sheets.active.cells_ == self._sheet.cells_:
            self._sheet.book.app.selected = self

    @property
    def raw_value(self) -> Any:
        return self.api.Value

    @raw_value.setter
    def raw_value(self, data: Any) -> None:
        self.api.Value2 = data

    @property
    def number_format(self) -> str | None:
        """The notation of all cells; None where they differ."""
        count("read")
        found = notations(self.cells_, self._sheet.book.document.NumberFormats)
        return found.pop() if len(found) == 1 else None

    @number_format.setter
    def number_format(self, notation: str) -> None:
        count("write")
        notation = "Standard" if notation == "General" else notation
        formats, locale = self._sheet.book.document.NumberFormats, uno().createUnoStruct("com.sun.star.lang.Locale")
        key = formats.queryKey(notation, locale, False)
        self.cells_.NumberFormat = formats.addNew(notation, locale) if key == -1 else key

    @property
    def merge_cells(self) -> bool | None:
        count("read")
        return bool(self.cells_.IsMerged)

    @property
    def note(self) -> "Note | None":
        return next((note for note in notes_of(self._sheet) if note.location.address == self.address), None)

    def add_note(self, text: str) -> "Note":
        count("write")
        place = self.cells_.getCellByPosition(0, 0).CellAddress
        self._sheet.cells_.Annotations.insertNew(place, text)
        return self.note

    def get_special_cells(self, cell_type: str, value_type: Any = None) -> list["Range"]:
        count("read")
        if cell_type != "visible":
            raise NotImplementedError(cell_type)
        return [range_of(self._sheet, place) for place in self.cells_.queryVisibleCells().getRangeAddresses()]

    @property
    def column_width(self) -> float:
        raise NotImplementedError

    @column_width.setter
    def column_width(self, characters: float) -> None:
        count("write")
        self.cells_.Columns.Width = round(characters * _A_CHARACTER)

    def autofit(self, axis: Any = None) -> None:
        count("write")
        self.cells_.Columns.OptimalWidth = True

    def insert(self, shift: Any = None, copy_origin: Any = None) -> None:
        """Insert whole columns or cells; what stands there moves, tables with it."""
        kind = uno().Enum("com.sun.star.sheet.CellInsertMode", {"right": "RIGHT", "down": "DOWN"}[shift])
        self._sheet.cells_.insertCells(self.cells_.RangeAddress, kind)

    def select(self) -> None:
        self._sheet.book.app.selected = self
        self._sheet.activate()

    def clear(self) -> None:
        count("write")
        self.cells_.clearContents(_ALL_CONTENTS)

    @property
    def column_hidden(self) -> bool:
        return not self.cells_.Columns.IsVisible

    @column_hidden.setter
    def column_hidden(self, hidden: bool) -> None:
        count("write")
        self.cells_.Columns.IsVisible = not hidden


class Note(base_classes.Note):
    """A note at a cell."""

    def __init__(self, sheet: Any, note: Any) -> None:
        self._sheet, self._note = sheet, note

    text = property(lambda self: str(self._note.String))

    @property
    def location(self) -> Range:
        place = self._note.Position
        return Range(self._sheet, Area(place.Column + 1, place.Row + 1, place.Column + 1, place.Row + 1))

    def delete(self) -> None:
        count("write")
        notes = self._sheet.cells_.Annotations
        place = self._note.Position
        found = [notes.getByIndex(n).Position for n in range(notes.Count)]
        notes.removeByIndex([(one.Row, one.Column) for one in found].index((place.Row, place.Column)))


def notes_of(sheet: Any) -> list[Note]:
    """Give the notes of a sheet."""
    notes = sheet.cells_.Annotations
    return [Note(sheet, notes.getByIndex(n)) for n in range(notes.Count)]


def range_of(sheet: Any, place: Any) -> Range:
    """Give the range at Calc's address of one."""
    return Range(sheet, Area(place.StartColumn + 1, place.StartRow + 1, place.EndColumn + 1, place.EndRow + 1))
