"""Worksheet functions as they are declared: name, help, parameters, and the Python that a host calls.

Hosts read ``arrears.functions.DECLARED``: the Excel add-in writes a VBA wrapper of each, the Calc add-in a UNO method.
``Function.call`` takes the cells of its parameters in their order; trailing optional ones may be left out.

    a cell     None (blank or left out), bool, float, int, text, date, or a ``CellError``
    a range    its rows, each a sequence of cells (a tuple of tuples, as COM and UNO give them)

It gives a cell, or rows of cells: float, text ("" for blank), bool, or a ``Fault`` where one cannot be computed. It
never raises.
"""

import inspect
import logging
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from traceback import format_tb
from types import MappingProxyType
from typing import Any, Final, TypeVar

from arrears.errors import InputRefused
from arrears.functions.readers import Reader, cells
from arrears.functions.results import VALUE, Fault, Outcome, Result, table
from arrears.functions.spreading import Asked, Fits, attempted, by_row, completed, spread
from arrears.texts import LANGUAGES, functions

CATEGORY: Final = "Arrears"
"""The category of the function wizard that all functions stand in."""
LOG: Final = logging.getLogger("arrears.functions")
LOG.addHandler(logging.NullHandler())

OfRow = Callable[..., Result]
OfColumns = Callable[..., Sequence[Result]]
OfTable = Callable[..., Sequence[Sequence[Result]]]
OfRowKind = TypeVar("OfRowKind", bound=OfRow)
OfColumnsKind = TypeVar("OfColumnsKind", bound=OfColumns)
OfTableKind = TypeVar("OfTableKind", bound=OfTable)


class Help(Mapping[str, str]):
    """The help of a function, or of one of its parameters, by language; read when first asked for."""

    def __init__(self, function: str, parameter: str = "") -> None:
        """Take what is to be explained."""
        self._function, self._parameter = function, parameter

    def __getitem__(self, language: str) -> str:
        told = functions(language)
        entry = told[self._function]
        if not self._parameter:
            return str(entry["help"])
        return str({**told["parameters"], **entry.get("parameters", {})}[self._parameter])

    def __iter__(self) -> Iterator[str]:
        return iter(LANGUAGES)

    def __len__(self) -> int:
        return len(LANGUAGES)


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter; what is left out or blank counts as ``default``.

    ``reference``: the host passes where the range is (``calling.Caller.of``'s text), not what it holds.
    ``zero_is_blank``: 0 can only mean an empty cell.
    """

    name: str
    help: Mapping[str, str]
    optional: bool
    default: object = None
    reference: bool = False
    zero_is_blank: bool = False


@dataclass(frozen=True, slots=True)
class Function:
    """One worksheet function; ``array`` tells that it gives a table however it is called."""

    name: str
    call: Callable[..., Outcome]
    category: str
    help: Mapping[str, str]
    parameters: tuple[Parameter, ...]
    array: bool = False


class Declarations:
    """The functions of one subject, in the order in which they are declared."""

    def __init__(self) -> None:
        """Begin with none."""
        self.functions: list[Function] = []

    def each(self, name: str, **readers: Reader) -> Callable[[OfRowKind], OfRowKind]:
        """Declare a function of one row; over columns it is called for every row."""

        def mark(compute: OfRowKind) -> OfRowKind:
            asked = _asked(compute, readers)
            self._add(name, asked, lambda *cells: spread(asked, by_row(compute, asked), cells, partial(_failed, name)))
            return compute

        return mark

    def columns(
        self,
        name: str,
        left_out: Mapping[str, object] = MappingProxyType({}),
        fits: Fits = lambda *_: None,
        /,
        **readers: Reader,
    ) -> Callable[[OfColumnsKind], OfColumnsKind]:
        """Declare a function that computes all rows at once, from columns of one length.

        ``left_out``: what stands in each row for a parameter that may be left out. ``fits``: see ``spreading``.
        """

        def mark(compute: OfColumnsKind) -> OfColumnsKind:
            asked = tuple(
                replace(one, optional=True, default=left_out[one.name]) if one.name in left_out else one
                for one in _asked(compute, readers)
            )
            self._add(name, asked, lambda *cells: spread(asked, compute, cells, partial(_failed, name), fits))
            return compute

        return mark

    def table(self, name: str, **readers: Reader) -> Callable[[OfTableKind], OfTableKind]:
        """Declare a function that gives a table, whatever it is given."""

        def mark(compute: OfTableKind) -> OfTableKind:
            asked = _asked(compute, readers)
            self._add(name, asked, lambda *cells: _tabled(asked, compute, cells), array=True)
            return compute

        return mark

    def single(self, name: str, **readers: Reader) -> Callable[[OfRowKind], OfRowKind]:
        """Declare a function that gives one figure of whole ranges, and is never spread."""

        def mark(compute: OfRowKind) -> OfRowKind:
            asked = _asked(compute, readers)
            self._add(name, asked, lambda *cells: _one_cell(asked, compute, cells))
            return compute

        return mark

    def _add(self, name: str, asked: Sequence[Asked], call: Callable[..., Outcome], *, array: bool = False) -> None:
        parameters = tuple(
            Parameter(
                name=one.name,
                help=Help(name, one.name),
                optional=one.optional,
                default=one.default,
                reference=one.reader.reference,
                zero_is_blank=one.reader.zero_is_blank,
            )
            for one in asked
        )
        self.functions.append(Function(name, _guarded(name, call), CATEGORY, Help(name), parameters, array))


def _asked(compute: Callable[..., Any], readers: Mapping[str, Reader]) -> tuple[Asked, ...]:
    parameters = inspect.signature(compute).parameters
    if list(parameters) != list(readers):
        raise TypeError(f"{compute.__name__}: readers of {list(readers)} for {list(parameters)}")
    empty = inspect.Parameter.empty
    return tuple(
        Asked(name, readers[name], one.default is not empty, None if one.default is empty else one.default)
        for name, one in parameters.items()
    )


def _tabled(asked: Sequence[Asked], compute: OfTable, cells: Sequence[Any]) -> Outcome:
    found = _of_all(asked, compute, cells)
    return found if isinstance(found, Fault) else table(found)


def _one_cell(asked: Sequence[Asked], compute: OfRow, cells: Sequence[Any]) -> Outcome:
    return table([[_of_all(asked, compute, cells)]])[0][0]


def _of_all(asked: Sequence[Asked], compute: Callable[..., Any], arguments: Sequence[Any]) -> Any:
    """Read each argument once and compute; single cells may come as ranges of one cell."""
    given = completed(asked, arguments)
    values = [
        one.value(cell) if one.reader.whole else _of_one_cell(one, cell) for one, cell in zip(asked, given, strict=True)
    ]
    fault = next((value for value in values if isinstance(value, Fault)), None)
    return fault or attempted(compute, *values)


def _of_one_cell(asked: Asked, cell: Any) -> Any:
    """Read an argument that is one cell, even if it comes as a range of one; of a larger range nothing is picked."""
    while isinstance(cell, list | tuple) and len(cell) == 1:
        cell = cell[0]
    if isinstance(cell, list | tuple):
        return Fault(VALUE, InputRefused("argument-one-cell", found=str(len(cells(cell))), argument=asked.name))
    return asked.value(cell)


def _guarded(name: str, call: Callable[..., Outcome]) -> Callable[..., Outcome]:
    """Let nothing escape into a cell or a popup: an error of Arrears' own is logged and shown as a fault."""

    def guarded(*cells: Any) -> Outcome:
        try:
            return call(*cells)
        except Exception as error:  # noqa: BLE001 - the host must get a cell, whatever happens
            return _failed(name, error)

    return guarded


def _failed(name: str, error: Exception) -> Fault:
    """Log what nobody thought of; days beyond the calendar are the one thing that is nobody's fault."""
    if isinstance(error, OverflowError):
        return Fault(VALUE, InputRefused("beyond-calendar"))
    # The error's own message is left out of the log, as it may hold names or amounts.
    LOG.warning("%s: %s\n%s", name, type(error).__name__, "".join(format_tb(error.__traceback__)))
    return Fault(VALUE, InputRefused("function-failed", found=name))
