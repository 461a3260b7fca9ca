"""The tables of a sheet."""

from types import SimpleNamespace
from typing import Any

from tests.calc.engine.calls import count
from tests.calc.engine.limits import HostError
from tests.calc.engine.members import called
from tests.calc.engine.ranges import Range, range_of
from xlwings import base_classes

from arrears.office.xlsx.areas import Area, column_letters


class Tables(base_classes.Tables):
    """The tables of a sheet: Calc's database ranges."""

    def __init__(self, sheet: Any) -> None:
        self.sheet = sheet

    def _all(self) -> list["Table"]:
        return [Table(self.sheet, one) for one in self.sheet.book.tables_on(self.sheet.index - 1)]

    def __iter__(self) -> Any:
        return iter(self._all())

    def __len__(self) -> int:
        return len(self._all())

    def __call__(self, key: Any) -> "Table":
        return called(self._all(), key)

    def __contains__(self, key: Any) -> bool:
        return any(table.name == key for table in self._all())


class Table(base_classes.Table):
    """A table."""

    def __init__(self, sheet: Any, database: Any) -> None:
        self._sheet, self.database = sheet, database
        self._name = str(database.Name)

    api = property(lambda self: SimpleNamespace(AutoFilter=SimpleNamespace(FilterMode=self.is_filtered)))
    name = property(lambda self: self._name)
    area_ = property(lambda self: self.database.DataArea)
    parent = property(lambda self: self._sheet)

    @property
    def range(self) -> Range:
        if not self._sheet.book.document.DatabaseRanges.hasByName(self.name):
            raise HostError(f"the table {self.name} was deleted")
        return range_of(self._sheet, self.area_)

    @property
    def header_row_range(self) -> Range:
        area = self.range.area
        return Range(self._sheet, area.down_to(area.top))

    @property
    def is_filtered(self) -> bool:
        return bool(self.database.getFilterDescriptor().getFilterFields2())

    @property
    def show_totals(self) -> bool:
        return bool(self.database.TotalsRow)

    @show_totals.setter
    def show_totals(self, shown: bool) -> None:
        """Take the totals row away, or put it below the last row with what stood in it when it was last there."""
        count("write")
        if shown == self.show_totals:
            return
        area = self.range.area
        kept = self._sheet.book.totals
        if not shown:
            row = Range(self._sheet, Area(area.left, area.bottom, area.right, area.bottom))
            kept[self.name] = row.api.Formula
            row.clear()
            self.database.TotalsRow = False
        self._place(area.down_to(area.bottom + (1 if shown else -1)))
        if shown:
            self.database.TotalsRow = True
            row = Range(self._sheet, Area(area.left, area.bottom + 1, area.right, area.bottom + 1))
            row.api.Formula = kept.get(self.name, (("",) * (area.right - area.left + 1),))

    def resize(self, rng: Any) -> None:
        count("write")
        rng = rng.impl
        if rng.area.top != self.range.area.top:
            raise HostError("a table keeps its header row")
        if self.show_totals:
            raise HostError("what becomes of the totals row is not foreseen")
        self._place(rng.area)

    def _place(self, area: Area) -> None:
        self.database.DataArea = Range(self._sheet, area).cells_.RangeAddress
        self._sheet.book.columns.follow_table(self.name)

    def column(self, heading: str) -> str:
        """Give the cells of a column, as Calc writes them."""
        area = self.range.area
        headings = [str(cell) for cell in self.header_row_range.cells_.getDataArray()[0]]
        letters = column_letters(area.left + headings.index(heading))
        return f"$'{self._sheet.name}'.${letters}${area.top + 1}:${letters}${area.bottom}"
