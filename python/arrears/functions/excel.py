"""What the Excel add-in calls through xlwings: the declared functions, fed with what COM gives and answering in kind.

The VBA wrapper of a function calls ``CallUDF("arrears.functions.excel", NAME, Array(place, ...), ...)``:

- ``place`` is ``calling.Caller.of``'s text of the calling cell;
- a range comes as its ``Value2`` (dates are numbers then), cut to the used range; for a parameter with ``reference`` as
  the place of the range; one in several pieces, which has no single ``Value2``, as ``MARK`` and how many there are;
- an error value comes back as text, ``MARK`` and Excel's number of it (``CVErr`` wants it): text of that form in the
  answer, or in any cell of it, is to be turned into the error.
"""

import contextlib
import inspect
import logging
import sys
from collections.abc import Sequence
from logging.handlers import RotatingFileHandler
from pathlib import Path
from typing import Any, Final

import xlwings

from arrears.errors import InputRefused
from arrears.functions import DECLARED
from arrears.functions.calling import Caller, called_from
from arrears.functions.declaration import LOG, Function
from arrears.functions.explain import REASONS
from arrears.functions.results import VALUE, Cell, Fault, Outcome
from arrears.office.cells import CellError
from arrears.office.install.profile import Profile

MARK: Final = "\ue000"
"""Begins the text that stands for an error value, or for a range in pieces: a character of the private use area, which
no text of people has."""
LOG_NAME: Final = "arrears-functions.txt"
LOG_SIZE: Final = 1_000_000
"""Bytes after which the log begins anew; the former one is kept."""
MISSING: Final = -2147352572
"""DISP_E_PARAMNOTFOUND: what COM gives for an argument that was left out."""
NUMBERS: Final = {
    "#NULL!": 2000, "#DIV/0!": 2007, VALUE: 2015, "#REF!": 2023, "#NAME?": 2029, "#NUM!": 2036, "#N/A": 2042,
    "#GETTING_DATA": 2043, "#SPILL!": 2045, "#CONNECT!": 2046, "#BLOCKED!": 2047, "#UNKNOWN!": 2048, "#FIELD!": 2049,
    "#CALC!": 2050,
}  # fmt: skip
"""Excel's numbers of its error values (XlCVError)."""
_HRESULTS: Final = {number - 2146828288: CellError(error) for error, number in NUMBERS.items()}
"""As COM gives them: 0x800A0000 and the number."""


def log_to(folder: Path) -> None:
    """Write what the functions log to a file of a folder; where it cannot be written, nowhere."""
    with contextlib.suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True)
        kept = RotatingFileHandler(folder / LOG_NAME, maxBytes=LOG_SIZE, backupCount=1, delay=True, encoding="utf-8")
        kept.setFormatter(logging.Formatter("%(asctime)s %(message)s"))
        LOG.addHandler(kept)


def answered(function: Function, place: str, *arguments: Any) -> list[list[str | bool | float]]:
    """Compute a call from a cell; keep and log why cells of it could not be computed."""
    cell = Caller.of(place if isinstance(place, str) else "")
    with called_from(cell):
        outcome = _in_pieces(function, arguments) or function.call(*map(_taken, arguments))
        if not any(one.reference for one in function.parameters):
            REASONS.keep(cell, outcome)
            _log(function.name, cell)
    return _given(outcome)


def _in_pieces(function: Function, arguments: Sequence[Any]) -> Fault | None:
    """Give the fault of a call whose argument is a range in several pieces."""
    for parameter, argument in zip(function.parameters, arguments, strict=False):
        if isinstance(argument, str) and argument.startswith(MARK):
            pieces = argument.removeprefix(MARK)
            return Fault(VALUE, InputRefused("argument-in-pieces", found=pieces, argument=parameter.name))
    return None


def _taken(argument: Any) -> Any:
    """Take an argument as COM gives it; a whole number is an error value, as Excel's numbers are floats."""
    if isinstance(argument, list | tuple):
        return [_taken(one) for one in argument] if _has_whole_number(argument) else argument
    if type(argument) is int:
        return None if argument == MISSING else _HRESULTS.get(argument, argument)
    return argument


def _has_whole_number(cells: Any) -> bool:
    """Tell whether any cell needs a look; most columns hold none, and are left as they came."""
    return any(_has_whole_number(one) if isinstance(one, list | tuple) else type(one) is int for one in cells)


def _given(outcome: Outcome) -> list[list[str | bool | float]]:
    """Give an answer as rows, even if it is a single cell: xlwings' server asks for their lengths."""
    rows = outcome if isinstance(outcome, list) else [[outcome]]
    return [[_marked(cell) for cell in row] for row in rows]


def _marked(cell: Cell) -> str | bool | float:
    return f"{MARK}{NUMBERS.get(cell.error, 2015)}" if isinstance(cell, Fault) else cell


def _log(name: str, cell: Caller) -> None:
    """Log the reason of a call's first cell by its name, never what cells hold."""
    fault = REASONS.of(cell)
    if fault is not None and fault.reason is not None:
        LOG.warning("%s %s!%s: %s", name, cell.sheet, cell.address, fault.reason.name)


def _registered(function: Function) -> Any:
    def called(place: Any, *arguments: Any) -> Any:
        return answered(function, place, *arguments)

    kind, empty = inspect.Parameter.POSITIONAL_OR_KEYWORD, inspect.Parameter.empty
    called.__name__ = called.__qualname__ = function.name
    called.__doc__ = function.help["en"]
    called.__signature__ = inspect.Signature(  # type: ignore[attr-defined]
        [
            inspect.Parameter("place", kind),
            *(inspect.Parameter(p.name, kind, default=None if p.optional else empty) for p in function.parameters),
        ]
    )
    udf = xlwings.func(category=function.category)(called)
    udf = xlwings.arg("place", "raw", vba="Place_()")(udf)
    for parameter in function.parameters:
        udf = xlwings.arg(parameter.name, "raw", doc=parameter.help["en"])(udf)
    return xlwings.ret("raw")(udf)


globals().update({function.name: _registered(function) for function in DECLARED})
if sys.platform in ("win32", "darwin"):  # where Excel is
    log_to(Profile.here().own_folder())
