"""What a parameter reads: a cell or a range of them, words of a closed list; days and amounts are in ``figures``."""

import contextlib
import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from arrears.core.problems import Place
from arrears.core.settings import ascending
from arrears.errors import InputRefused, Refusal
from arrears.functions.results import ERRORS, VALUE, Fault
from arrears.office.cells import CellError, shown, typed
from arrears.office.table_spec import Column, Type

_COLUMNS: Final = {kind: Column("", kind) for kind in (Type.TEXT, Type.DAY, Type.AMOUNT, Type.RATE, Type.COUNT)}


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads one cell, or with ``whole`` a range at once; ``read`` gets the cell and the parameter's name.

    ``reference``: the parameter gets the address of the range instead of what it holds. ``zero_is_blank``: nobody means
    0 by it, so that a host which gives 0 for an empty cell gives a blank one. ``of_columns``: reads a column of a list,
    which may be blank throughout; with ``apart`` a cell of it that cannot be read is a ``Fault`` in its place, and
    otherwise the fault of the whole list. ``figures``: reads no words, so that words above such a column head it.
    """

    read: Callable[[Any, str], Any]
    whole: bool = False
    reference: bool = False
    zero_is_blank: bool = False
    of_columns: bool = False
    apart: bool = False
    figures: bool = False

    def of_range(self) -> "Reader":
        """Give the reader of a whole range, row by row: a list of values, None for blank cells."""
        return replace(self, read=_of_cells(self.read), whole=True, of_columns=True)

    def of_rows(self) -> "Reader":
        """Give the reader of a whole range whose rows belong to one key or another, as those that SUMIF adds up do."""

        def read(cell: Any, name: str) -> Any:
            if error := error_of(cell):
                return Fault(error)
            try:
                return self.read(cell, name)
            except Refusal as refusal:
                return Fault(VALUE, refusal)

        return replace(self.of_range(), read=_of_cells(read), apart=True)


def cells(given: Any) -> list[Any]:
    """Give the cells of an argument one after another, row by row."""
    if isinstance(given, list | tuple):
        return [cell for row in given for cell in (row if isinstance(row, list | tuple) else (row,))]
    return [] if given is None else [given]


def error_of(cell: Any) -> str:
    """Give Excel's error value that a cell holds; blank where it holds none."""
    text = cell.text if isinstance(cell, CellError) else cell
    return text if isinstance(text, str) and text in ERRORS else ""


def is_heading(cell: Any) -> bool:
    """Tell whether a cell over figures heads them: words without a digit."""
    words = isinstance(cell, str) and not is_blank(cell) and not error_of(cell)
    return words and not any(letter.isdigit() for letter in str(cell))


def is_blank(cell: Any) -> bool:
    """Tell whether a cell holds nothing; Excel's own functions take text of nothing but blanks for text."""
    return cell is None or (isinstance(cell, str) and not cell.strip())


def _of_cells(read: Callable[[Any, str], Any]) -> Callable[[Any, str], list[Any]]:
    def rows(given: Any, name: str) -> list[Any]:
        known: dict[tuple[type, Any], Any] = {}
        return [_once(read, cell, name, known) for cell in cells(given)]

    return rows


def _once(read: Callable[[Any, str], Any], cell: Any, name: str, known: dict[tuple[type, Any], Any]) -> Any:
    if is_blank(cell):
        return None
    key = (type(cell), cell)
    if key not in known:
        known[key] = read(cell, name)
    return known[key]


def cell_reader(kind: Type, refusal: Callable[[str, str], InputRefused]) -> Callable[..., Any]:
    """Give what reads a cell as a workbook's column of a type does, and refuses what such a column cannot hold."""

    def read(cell: Any, name: str, as_given: Any = None) -> Any:
        if isinstance(cell, float) and not math.isfinite(cell):
            raise refusal(str(cell), name)
        value, problem = typed(float(cell) if type(cell) is int else cell, _COLUMNS[kind], Place())
        if problem is not None or value is None:
            raise refusal(said(cell if as_given is None else as_given), name)
        return value

    return read


def said(cell: Any) -> str:
    """Write a cell for a message as Excel shows it."""
    return str(cell).upper() if isinstance(cell, bool) else shown(float(cell) if type(cell) is int else cell)


def one_of(choices: Sequence[str] | Mapping[str, Any], setting: Callable[[str], Any] | None = None) -> Reader:
    """Give the reader of a closed list of words: capitals, blanks and hyphens make no difference.

    ``setting`` reads further words for the same choices, as the policy of a workbook does: those in Chinese.
    """
    known = choices if isinstance(choices, Mapping) else {word: word for word in choices}
    folded = {_folded(word): value for word, value in known.items()}

    def read(cell: Any, name: str) -> Any:
        text = str(TEXT.read(cell, name))
        if _folded(text) in folded:
            return folded[_folded(text)]
        if setting is not None:
            with contextlib.suppress(ValueError):
                return known[setting(text)]
        raise InputRefused("argument-unknown", found=text, argument=name, choices=", ".join(known))

    return Reader(read, zero_is_blank=True)


def rising(most: int) -> Reader:
    """Give the reader of one to ``most`` rising whole numbers: such as text ``30, 60, 90``, or cells with one each."""
    limits = ascending(most)

    def read(given: Any, name: str) -> tuple[int, ...]:
        text = ", ".join(str(TEXT.read(cell, name)) for cell in cells(given) if not is_blank(cell))
        try:
            found: tuple[int, ...] = limits(text)
        except ValueError:
            raise InputRefused("argument-limits", found=text, argument=name) from None
        return found

    return Reader(read, whole=True, zero_is_blank=True)


def _folded(text: str) -> str:
    return "".join(text.casefold().replace("-", " ").replace("_", " ").split())


def _no_text(found: str, name: str) -> InputRefused:
    return InputRefused("argument-no-number", found=found, argument=name)


TEXT: Final = Reader(cell_reader(Type.TEXT, _no_text), zero_is_blank=True)
REFERENCE: Final = Reader(lambda cell, _name: str(cell), reference=True)
