"""How new rows of a table come to look like its last one: formats, conditional formats, and what may be typed in.

A table that is given more rows does not see to it. Filling the formats down copies no validation, and may leave every
conditional format behind as a second rule; so the rules are given their areas, as they grow in a file, and the
validation is pasted. macOS has no areas of rules.
"""

from collections.abc import Iterable
from functools import reduce
from typing import Any

from arrears.office.live.busy import is_busy
from arrears.office.live.host_cells import ON_MAC
from arrears.office.live.room import cells
from arrears.office.xlsx.areas import Area

_LONGEST_REFERENCE = 255
"""What Excel takes as the reference of a range."""


class RowLooks:
    """How the last row of a table looks, found before the table grows."""

    def __init__(self, sheet: Any, row: Area) -> None:
        """Look at a row of cells."""
        self._sheet, self._row = sheet, row
        self._rules = self._areas_of_rules(row)

    def give(self, bottom: int) -> None:
        """Let the rows below, down to ``bottom``, look like the row; their values stay, and so does the selection."""
        last = cells(self._sheet, self._row)
        last.autofill(cells(self._sheet, self._row.down_to(bottom)), "fill_formats")
        new = Area(self._row.left, self._row.bottom + 1, self._row.right, bottom)
        self._stretch_rules(new)
        self._paste_validation(last, new)

    def _stretch_rules(self, new: Area) -> None:
        """Let every conditional format of the row apply to the new rows too: the same rules, not more of them."""
        wanted = [[_stretched(area, self._row, new.bottom) for area in areas] for areas in self._rules]
        if not wanted or self._areas_of_rules(new) == wanted:
            return
        cells(self._sheet, new).api.FormatConditions.Delete()
        rules = _rules(cells(self._sheet, self._row))
        if len(rules) == len(wanted):
            for rule, areas in zip(rules, wanted, strict=True):
                rule.ModifyAppliesToRange(self._range(areas))

    def _paste_validation(self, last: Any, new: Area) -> None:
        app, selected = self._sheet.book.app, self._selected()
        try:
            last.copy()
            cells(self._sheet, new).paste(paste="validation")
        except Exception as case:
            if is_busy(case):
                raise
            # Another program may hold the clipboard: figures are not refused for want of a drop-down.
        finally:
            app.cut_copy_mode = False
            if selected is not None:  # what is pasted into is selected
                selected.Select()

    def _selected(self) -> Any:
        """Find what is selected on the sheet, None where another one is shown: its selection does not change."""
        app = self._sheet.book.app
        shown = not ON_MAC and app.books.active.sheets.active == self._sheet
        return app.api.ActiveWindow.RangeSelection if shown else None

    def _areas_of_rules(self, row: Area) -> list[list[str]]:
        return [] if ON_MAC else [_areas(rule.AppliesTo) for rule in _rules(cells(self._sheet, row))]

    def _range(self, areas: Iterable[str]) -> Any:
        pieces: list[str] = []
        for area in areas:
            if pieces and len(pieces[-1]) + len(area) < _LONGEST_REFERENCE:
                pieces[-1] += f",{area}"
            else:
                pieces.append(area)
        return reduce(self._sheet.book.app.api.Union, [self._sheet.api.Range(piece) for piece in pieces])


def forget_validation(rng: Any) -> None:
    """Let anything be typed into cells that are no longer a table's."""
    if not ON_MAC:
        rng.api.Validation.Delete()


def _rules(rng: Any) -> list[Any]:
    found = rng.api.FormatConditions
    return [found.Item(number) for number in range(1, found.Count + 1)]


def _areas(applies_to: Any) -> list[str]:
    found = applies_to.Areas
    return [str(found.Item(number).Address).replace("$", "") for number in range(1, found.Count + 1)]


def _stretched(area: str, row: Area, bottom: int) -> str:
    try:
        place = Area.read(area)
    except ValueError:  # whole columns reach below anyway
        return area
    return str(place.down_to(bottom)) if place.meets(row) and place.bottom < bottom else area
