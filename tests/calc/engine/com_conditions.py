"""Conditional formats as Excel's object model shows them, over those of Calc."""

from typing import Any

from tests.calc.engine.office_process import uno

from arrears.office.xlsx.areas import Area, column_letters


class ComAreas:
    """Ranges taken together."""

    def __init__(self, places: list[Area]) -> None:
        """Take areas of one sheet."""
        self.places = places

    @classmethod
    def read(cls, reference: str) -> "ComAreas":
        """Read a reference; areas stand between commas."""
        return cls([Area.read(text) for text in reference.split(",")])

    @classmethod
    def union(cls, *given: "ComAreas") -> "ComAreas":
        """Take ranges together."""
        return cls([place for one in given for place in one.places])

    @property
    def Areas(self) -> "Listed":  # noqa: N802 - Excel's name
        """Its areas one by one."""
        return Listed([ComAreas([place]) for place in self.places])

    @property
    def Address(self) -> str:  # noqa: N802
        """The reference, with dollar signs."""
        return ",".join(
            f"${column_letters(at.left)}${at.top}:${column_letters(at.right)}${at.bottom}" for at in self.places
        )


class Listed:
    """A collection, numbered from 1."""

    def __init__(self, found: list[Any]) -> None:
        """Take what is in it."""
        self._found = found

    @property
    def Count(self) -> int:  # noqa: N802
        """How many."""
        return len(self._found)

    def Item(self, number: int) -> Any:  # noqa: N802
        """Give one."""
        return self._found[number - 1]


class ComConditions(Listed):
    """The conditional formats of a range."""

    def __init__(self, cells: Any, count: Any) -> None:
        """Find those that apply to any cell."""
        count("read")
        self._cells, self._count = cells, count
        self._all = cells.Spreadsheet.ConditionalFormats
        place = _area(cells.RangeAddress)
        rules = [_Rule(one, cells, count) for one in self._all.getConditionalFormats()]
        super().__init__([rule for rule in rules if any(area.meets(place) for area in rule.places)])

    def Delete(self) -> None:  # noqa: N802
        """Let none apply here."""
        self._count("write")
        gone = _area(self._cells.RangeAddress)
        for rule in self._found:
            left = [piece for place in rule.places for piece in _without(place, gone)]
            if left:
                rule.apply_to(left)
            else:
                self._all.removeByID(rule.format.ID)


class _Rule:
    def __init__(self, conditional: Any, cells: Any, count: Any) -> None:
        self.format, self._cells, self._count = conditional, cells, count

    @property
    def places(self) -> list[Area]:
        return [_area(one) for one in self.format.Range.getRangeAddresses()]

    @property
    def AppliesTo(self) -> ComAreas:  # noqa: N802
        self._count("read")
        return ComAreas(self.places)

    def ModifyAppliesToRange(self, given: ComAreas) -> None:  # noqa: N802
        self._count("write")
        self.apply_to(given.places)

    def apply_to(self, places: list[Area]) -> None:
        own = self._cells.RangeAddress.Sheet
        made = self.format.Range
        made.removeRangeAddresses(made.getRangeAddresses())
        for at in places:
            address = uno().createUnoStruct("com.sun.star.table.CellRangeAddress")
            address.Sheet = own
            address.StartColumn, address.EndColumn = at.left - 1, at.right - 1
            address.StartRow, address.EndRow = at.top - 1, at.bottom - 1
            made.addRangeAddress(address, False)
        self.format.Range = made


def _area(at: Any) -> Area:
    return Area(at.StartColumn + 1, at.StartRow + 1, at.EndColumn + 1, at.EndRow + 1)


def _without(place: Area, gone: Area) -> list[Area]:
    """Take rows out of an area, all its columns."""
    if not place.meets(gone):
        return [place]
    above = [place.down_to(gone.top - 1)] if place.top < gone.top else []
    below = [Area(place.left, gone.bottom + 1, place.right, place.bottom)] if place.bottom > gone.bottom else []
    return above + below
