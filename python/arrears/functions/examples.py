"""The examples of the reference page: a formula of plain values for each function, and what it gives."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from arrears.errors import InputRefused
from arrears.functions import DECLARED
from arrears.functions.declaration import Function
from arrears.functions.formula_text import parse
from arrears.functions.results import Outcome, outgoing
from arrears.texts import functions

BY_NAME: Mapping[str, Function] = {function.name: function for function in DECLARED}


@dataclass(frozen=True, slots=True)
class Example:
    """A formula and what its cell, or the cells it spills over, hold; days as dates."""

    formula: str
    gives: Any

    @property
    def cells(self) -> Any:
        """What it gives as a host holds it: days as numbers."""
        if isinstance(self.gives, list):
            return [[_held(cell) for cell in row] for row in self.gives]
        return _held(self.gives)


def examples() -> dict[str, Example]:
    """Give the example of each function that has one."""
    told = functions("en")
    return {name: Example(told[name]["example"], told[name]["gives"]) for name in BY_NAME if "example" in told[name]}


def further(name: str) -> list[Example]:
    """Give the examples of a function after its first."""
    return [Example(one["example"], one["gives"]) for one in functions("en")[name].get("further", ())]


def computed(formula: str) -> Outcome:
    """Compute a formula of one function and plain values; refuses a function that does not exist."""
    read = parse(formula)
    function = BY_NAME.get(read.name)
    if function is None:
        raise InputRefused("function-unknown", found=read.name)
    if len(read.arguments) > len(function.parameters):
        raise InputRefused("formula-unreadable", found=formula)
    return function.call(*read.arguments)


def _held(cell: Any) -> Any:
    return outgoing(cell) if isinstance(cell, date) else cell
