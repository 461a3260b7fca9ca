"""One call over whole columns: arguments stretched to one shape as Excel does, rows that cannot be computed apart."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import repeat
from typing import Any, Final

from arrears.errors import InputRefused, Refusal
from arrears.functions.readers import Reader, cells, error_of, is_blank, is_heading
from arrears.functions.results import NOT_AVAILABLE, VALUE, Cell, Fault, Outcome, Result, outgoing

Shape = tuple[int, int]
_ONE: Final[Shape] = (1, 1)
_NONE: Final[Shape] = (0, 0)
_SURPLUS: Final = object()
"""Stands in a row that one of the columns does not reach."""
Compute = Callable[..., Sequence[Result]]
Failed = Callable[[Exception], Fault]
"""Gives the fault of a row that could not be computed for a reason nobody thought of."""
Fits = Callable[[Sequence[Any], int], None]
"""Refuses values that make no sense for so many rows."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A parameter as it is read: name, reader, and whether and by what it is replaced where it is left out."""

    name: str
    reader: Reader
    optional: bool
    default: object = None

    def value(self, cell: Any) -> Any:
        """Read a cell (or with a whole-range reader the range); a ``Fault`` where it cannot be read."""
        looked_at = cells(cell) if self.reader.whole else (cell,)
        if not self.reader.apart and (error := next(filter(None, map(error_of, looked_at)), None)):
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


def spread(
    asked: Sequence[Asked], compute: Compute, given: Sequence[Any], failed: Failed, fits: Fits = lambda *_: None
) -> Outcome:
    """Compute every row of the columns given; a call with single cells gives a single cell.

    ``compute`` gets a list of each spread parameter, all of one length, and whole ranges as they are; what it refuses
    is the fault of every row, so that it gives back a ``Fault`` for a row of its own. Where the first parameter is
    blank the row is empty and stays so.
    """
    given = completed(asked, given)
    spread_over = [argument for one, argument in zip(asked, given, strict=True) if not one.reader.whole]
    shape = _shape(spread_over)
    values = [one.value(cells) if one.reader.whole else one.values(cells, shape) for one, cells in _pairs(asked, given)]
    rows = sum(not is_blank(cell) for cell in _flat(spread_over[0], shape))
    fault = next((value for value in values if isinstance(value, Fault)), None) or attempted(fits, values, rows)
    if fault is None:
        results = _computed(asked, partial(_row_by_row, compute, failed), values, _flat(spread_over[0], shape))
    else:
        results = [fault] * (shape[0] * shape[1])
    if not any(isinstance(argument, list | tuple) for argument in spread_over):
        return results[0]
    return [results[start : start + shape[1]] for start in range(0, len(results), shape[1])]


Column = tuple[bool, Any]
"""Whether a value is one range for all rows, and the value; otherwise a list with one for each."""


def _computed(
    asked: Sequence[Asked],
    compute: Callable[[Sequence[Column], int], Sequence[Result]],
    values: Sequence[Any],
    first: Sequence[Any],
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
    columns = [
        (one.reader.whole, column if one.reader.whole else [column[row] for row in sound])
        for one, column in _pairs(asked, values)
    ]
    for row, result in zip(sound, compute(columns, len(sound)) if sound else (), strict=True):
        cells[row] = outgoing(result)
    return cells


def _row_by_row(compute: Compute, failed: Failed, columns: Sequence[Column], size: int) -> Sequence[Result]:
    """Compute rows; of those that fail as nobody thought they could, only the one at fault does, found by halving."""
    try:
        found = attempted(compute, *(column for _, column in columns))
        return [found] * size if isinstance(found, Fault) else found
    except Exception as error:  # noqa: BLE001 - the other rows can be computed, whatever it was
        if size == 1:
            return [failed(error)]
    halves = (slice(0, size // 2), slice(size // 2, size))
    parts = [[(whole, column if whole else column[half]) for whole, column in columns] for half in halves]
    sizes = (size // 2, size - size // 2)
    return [one for part, count in zip(parts, sizes, strict=True) for one in _row_by_row(compute, failed, part, count)]


def _pairs(asked: Sequence[Asked], values: Sequence[Any]) -> Iterator[tuple[Asked, Any]]:
    return zip(asked, values, strict=True)


def completed(asked: Sequence[Asked], given: Sequence[Any]) -> list[Any]:
    """Give an argument for every parameter: None for what is left out, or a range without cells.

    The headings of a list are left out of it, as they come along with whole columns: in the first row of several,
    words without a digit in every column that holds days or amounts.
    """
    there = [None if isinstance(one, list | tuple) and _shape_of(one) == _NONE else one for one in given]
    whole = [*there, *[None] * (len(asked) - len(there))]
    listed = [argument for one, argument in _pairs(asked, whole) if one.reader.of_columns and argument is not None]
    figures = [argument for one, argument in _pairs(asked, whole) if one.reader.figures and one.reader.of_columns]
    if not all(_shape_of(argument)[0] > 1 for argument in listed) or not _headed(figures):
        return whole
    return [
        argument[1:] if one.reader.of_columns and argument is not None else argument
        for one, argument in _pairs(asked, whole)
    ]


def _headed(figures: Sequence[Any]) -> bool:
    """Tell whether columns of figures all begin with words."""
    first = [argument[0][0] for argument in figures if argument is not None]
    return bool(first) and all(map(is_heading, first))


def by_row(one: Callable[..., Result], asked: Sequence[Asked]) -> Compute:
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
