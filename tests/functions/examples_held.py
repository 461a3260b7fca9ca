"""The declared functions by name, and how what they give compares with what is expected."""

from typing import Any

from arrears.functions.calling import Caller, called_from
from arrears.functions.examples import BY_NAME
from arrears.functions.results import Outcome

__all__ = ["BY_NAME", "call", "reason", "same"]


def call(name: str, *cells: Any, language: str = "en", **caller: Any) -> Outcome:
    """Call a function as a host in English does."""
    with called_from(Caller(language=language, **caller)):
        return BY_NAME[name].call(*cells)


def reason(name: str, *cells: Any) -> str:
    """Give the name of the reason why a cell cannot be computed."""
    outcome = call(name, *cells)
    return outcome.reason.name if outcome.reason else outcome.error  # type: ignore[union-attr]


def same(found: Any, expected: Any) -> bool:
    """Tell whether cells are equal; numbers to 15 digits, as Excel shows them."""
    if isinstance(found, list | tuple):
        return isinstance(expected, list | tuple) and all(same(*pair) for pair in zip(found, expected, strict=True))
    if isinstance(found, int | float) and isinstance(expected, int | float):
        return format(float(found), ".15g") == format(float(expected), ".15g")
    return bool(found == expected)
