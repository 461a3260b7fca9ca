"""The defined names of a workbook."""

import re
from typing import Any

from tests.calc.engine.calls import count
from tests.calc.engine.formula_text import in_excel
from tests.calc.engine.ranges import Range, range_of
from tests.calc.engine.sheets import Sheet
from xlwings import base_classes


class Names(base_classes.Names):
    """The defined names of a workbook."""

    def __init__(self, book: Any) -> None:
        self.book = book
        self._names = book.document.NamedRanges

    def __call__(self, key: Any) -> "Name":
        key = self._names.ElementNames[key - 1] if isinstance(key, int) else key
        return Name(self.book, self._names.getByName(key))

    def __iter__(self) -> Any:
        return iter([self(name) for name in self._names.ElementNames])

    def __len__(self) -> int:
        return int(self._names.Count)

    def contains(self, key: Any) -> bool:
        return bool(self._names.hasByName(key))

    def snapshot(self) -> Any:
        return [(name, self(name)) for name in self._names.ElementNames]

    def add(self, name: str, refers_to: str) -> "Name":
        count("write")
        content = refers_to.removeprefix("=")
        column = re.fullmatch(r"(\w+)\[\[?([^\[\]]+)\]?\]", content)
        if column:
            content = "0"
        cell = re.fullmatch(r"('(?:[^']|'')+'|\w+)!(\$?[A-Z]+\$?\d+(?::\$?[A-Z]+\$?\d+)?)", content)
        content = f"${cell[1]}.{cell[2]}" if cell else content
        origin = self.book.document.Sheets.getByIndex(0).getCellByPosition(0, 0).CellAddress
        if self._names.hasByName(name):
            self._names.removeByName(name)
        self._names.addNewByName(name, content, origin, 0)
        if column:
            self.book.columns.note(name, column[1], column[2])
        return self(name)


class Name(base_classes.Name):
    """A defined name."""

    def delete(self) -> None:
        count("write")
        self.book.columns.forget(self.name)
        self.book.document.NamedRanges.removeByName(self.name)

    def __init__(self, book: Any, named: Any) -> None:
        self.book, self.named = book, named

    api = property(lambda self: self.named)
    name = property(lambda self: str(self.named.Name))
    refers_to = property(lambda self: in_excel(f"={self.named.Content}"))

    @property
    def refers_to_range(self) -> Range:
        place = self.named.getReferredCells().RangeAddress
        sheet = Sheet(self.book, self.book.document.Sheets.getByIndex(place.Sheet))
        return range_of(sheet, place)
