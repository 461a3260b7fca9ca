"""What Arrears says of itself in cells: why a cell could not be computed, and which version computes."""

from typing import Final

from arrears import __version__
from arrears.functions.calling import Caller, caller
from arrears.functions.declaration import Declarations
from arrears.functions.readers import REFERENCE
from arrears.functions.reasons import Reasons, sentence
from arrears.functions.results import Fault
from arrears.texts import message

declared = Declarations()
REASONS: Final = Reasons()
"""Of all calls since the program began."""


@declared.single("AR_EXPLAIN", cell=REFERENCE)
def explained(cell: str) -> str:
    """Say why a cell could not be computed; that nothing is known of it where it shows no error of Arrears."""
    return said_of(REASONS.of(Caller.of(cell)))


def said_of(fault: Fault | None) -> str:
    """Say why a cell shows a fault, or that nothing is known of it."""
    language = caller().speaks
    if fault is None:
        return message("function-nothing-to-explain", language)
    if fault.reason is None:
        return message("function-error-given", language, error=fault.error)
    return sentence(fault.reason, language)


@declared.single("AR_VERSION")
def version() -> str:
    """Give the version of Arrears."""
    return __version__
