"""Why cells could not be computed: kept for ``AR_EXPLAIN`` by the cell, as long as the program runs."""

import re
from collections import OrderedDict
from typing import Final

from arrears.errors import Refusal
from arrears.functions.calling import Caller
from arrears.functions.results import Fault, Outcome
from arrears.texts import wrong_and_do

CALLS_KEPT: Final = 2_000
"""Calls with a fault that are remembered; the oldest are forgotten first."""
CELLS_KEPT: Final = 1_000
"""Cells of one call whose reasons are remembered."""

_ADDRESS = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
_Cell = tuple[int, int]
_Anchor = tuple[str, str, _Cell]


class Reasons:
    """The faults of the last call from each cell, by their place in what it spilled."""

    def __init__(self) -> None:
        """Begin with none."""
        self._calls: OrderedDict[_Anchor, dict[_Cell, Fault]] = OrderedDict()

    def keep(self, cell: Caller, outcome: Outcome) -> None:
        """Remember why cells of an outcome could not be computed; what the same cell said before is forgotten."""
        at = _position(cell.address)
        if at is None:
            return
        anchor = (cell.book.casefold(), cell.sheet.casefold(), at)
        self._calls.pop(anchor, None)
        if faults := _faults(outcome):
            self._calls[anchor] = faults
            if len(self._calls) > CALLS_KEPT:
                self._calls.popitem(last=False)

    def of(self, cell: Caller) -> Fault | None:
        """Give the fault a cell shows, its own or one of a table that spilled over it; None if none is known."""
        at = _position(cell.address)
        if at is None:
            return None
        book, sheet = cell.book.casefold(), cell.sheet.casefold()
        if own := self._calls.get((book, sheet, at)):
            return own.get((0, 0))
        for (of_book, of_sheet, (row, column)), faults in reversed(self._calls.items()):
            if (of_book, of_sheet) == (book, sheet) and (found := faults.get((at[0] - row, at[1] - column))):
                return found
        return None


def sentence(reason: Refusal, language: str) -> str:
    """Say why in one line: what is wrong and what to do."""
    return " ".join(wrong_and_do(reason, language))


def _faults(outcome: Outcome) -> dict[_Cell, Fault]:
    rows = outcome if isinstance(outcome, list) else [[outcome]]
    found: dict[_Cell, Fault] = {}
    for row, cells in enumerate(rows):
        for column, cell in enumerate(cells):
            if isinstance(cell, Fault):
                found[row, column] = cell
                if len(found) == CELLS_KEPT:
                    return found
    return found


def _position(address: str) -> _Cell | None:
    match = _ADDRESS.match(address)
    if match is None:
        return None
    column = 0
    for letter in match[1]:
        column = 26 * column + ord(letter) - ord("A") + 1
    return int(match[2]), column
