"""One call over whole columns: arguments stretched to one shape as Excel does, rows that cannot be computed apart."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import repeat
from typing import Any, Final

from arrears.errors import InputRefused, Refusal
from arrears.functions.readers import Reader, cells, is_blank
from arrears.functions.results import ERRORS, NOT_AVAILABLE, VALUE, Cell, Fault, Outcome, Result, outgoing
from arrears.office.cells import CellError

Shape = tuple[int, int]
_ONE: Final[Shape] = (1, 1)
_NONE: Final[Shape] = (0, 0)
_SURPLUS: Final = object()
"""Stands in a row that one of the columns does not reach."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A parameter as it is read: name, reader, and whether and by what it is replaced where it is left out."""

    name: str
    reader: Reader
    optional: bool
    default: object = None

    def value(self, cell: Any) -> Any:
        """Read a cell (or with a whole-range reader the range); a ``Fault`` where it cannot be read."""
        if error := next(filter(None, map(_error, cells(cell) if self.reader.whole else (cell,))), None):
            return Fault(error)
        if cell is _SURPLUS:
            return Fault(NOT_AVAILABLE, InputRefused("argument-lengths", found=self.name, argument=self.name))
        try:
            if is_blank(cell):
                if self.optional:
                    return self.default
                if not self.reader.of_columns:
                    raise InputRefused("argument-blank", argument=self.name)
                cell = ((None,),)  # a column of one row that is blank, as a table without rows has it
            return self.reader.read(cell, self.name)
        except Refusal as refusal:
            return Fault(VALUE, refusal)

    def values(self, given: Any, shape: Shape) -> list[Any]:
        """Read an argument into the shape of the result, each kind of cell once."""
        if not isinstance(given, list | tuple):
            return [self.value(given)] * (shape[0] * shape[1])
        known: dict[tuple[type, Any], Any] = {}
        found = []
        for cell in _flat(given, shape):
            key = (type(cell), cell)
            if key not in known:
                known[key] = self.value(cell)
            found.append(known[key])
        return found


def spread(asked: Sequence[Asked], compute: Callable[..., Sequence[Result]], given: Sequence[Any]) -> Outcome:
    """Compute every row of the columns given; a call with single cells gives a single cell.

    ``compute`` gets a list of each spread parameter, all of one length, and whole ranges as they are. Where the first
    parameter is blank the row is empty and stays so.
    """
    given = completed(asked, given)
    spread_over = [argument for one, argument in zip(asked, given, strict=True) if not one.reader.whole]
    shape = _shape(spread_over)
    values = [one.value(cells) if one.reader.whole else one.values(cells, shape) for one, cells in _pairs(asked, given)]
    fault = next((value for value in values if isinstance(value, Fault)), None)
    if fault is None:
        results = _computed(asked, compute, values, _flat(spread_over[0], shape))
    else:
        results = [fault] * (shape[0] * shape[1])
    if not any(isinstance(argument, list | tuple) for argument in spread_over):
        return results[0]
    return [results[start : start + shape[1]] for start in range(0, len(results), shape[1])]


def _computed(
    asked: Sequence[Asked], compute: Callable[..., Sequence[Result]], values: Sequence[Any], first: Sequence[Any]
) -> list[Cell]:
    """Compute the rows that are neither empty (blank in the first parameter) nor at fault."""
    cells: list[Cell] = [""] * len(first)
    filled = [row for row, cell in enumerate(first) if not is_blank(cell)]
    for one, column in _pairs(asked, values):
        if not one.reader.whole:
            for row in filled:
                if isinstance(column[row], Fault):
                    cells[row] = cells[row] or column[row]
    sound = [row for row in filled if not cells[row]]
    columns = [column if one.reader.whole else [column[row] for row in sound] for one, column in _pairs(asked, values)]
    found = attempted(compute, *columns) if sound else ()
    for row, result in zip(sound, repeat(found, len(sound)) if isinstance(found, Fault) else found, strict=True):
        cells[row] = outgoing(result)
    return cells


def _pairs(asked: Sequence[Asked], values: Sequence[Any]) -> Iterator[tuple[Asked, Any]]:
    return zip(asked, values, strict=True)


def completed(asked: Sequence[Asked], given: Sequence[Any]) -> list[Any]:
    """Give an argument for every parameter: None for what is left out, or a range without cells."""
    there = [None if isinstance(one, list | tuple) and _shape_of(one) == _NONE else one for one in given]
    return [*there, *[None] * (len(asked) - len(there))]


def by_row(one: Callable[..., Result], asked: Sequence[Asked]) -> Callable[..., Sequence[Result]]:
    """Make of a function of one row a function of columns; what one row refuses is that row's fault."""

    def rows(*values: Any) -> list[Result]:
        length = next(len(value) for value, of in zip(values, asked, strict=True) if not of.reader.whole)
        columns = [repeat(value, length) if of.reader.whole else value for value, of in zip(values, asked, strict=True)]
        known: dict[tuple[Any, ...], Result] = {}
        found = []
        for row in zip(*columns, strict=True):
            if row not in known:
                known[row] = attempted(one, *row)
            found.append(known[row])
        return found

    return rows


def attempted(compute: Callable[..., Any], *arguments: Any) -> Any:
    """Compute, or give the fault that says why not."""
    try:
        return compute(*arguments)
    except Refusal as refusal:
        return Fault(VALUE, refusal)
    except OverflowError:
        return Fault(VALUE, InputRefused("beyond-calendar"))


def _error(cell: Any) -> str:
    text = cell.text if isinstance(cell, CellError) else cell
    return text if isinstance(text, str) and text in ERRORS else ""


def _shape(given: Sequence[Any]) -> Shape:
    shapes = [_shape_of(one) for one in given] or [_ONE]
    return max(rows for rows, _ in shapes), max(columns for _, columns in shapes)


def _shape_of(given: Any) -> Shape:
    if not isinstance(given, list | tuple):
        return _ONE
    if not given or given[0] in ((), []):
        return _NONE
    return (len(given), len(given[0])) if isinstance(given[0], list | tuple) else (1, len(given))


def _flat(given: Any, shape: Shape) -> list[Any]:
    """Give an argument's cells in the shape of the result, row by row: a single row, column or cell is repeated."""
    rows, columns = shape
    if not isinstance(given, list | tuple):
        return [given] * (rows * columns)
    block = given if given and isinstance(given[0], list | tuple) else [given]
    if shape[1] == 1 and len(block) == rows:
        return [row[0] for row in block]
    height, width = len(block), len(block[0])
    return [
        block[0 if height == 1 else row][0 if width == 1 else column]
        if (height == 1 or row < height) and (width == 1 or column < width)
        else _SURPLUS
        for row in range(rows)
        for column in range(columns)
    ]
