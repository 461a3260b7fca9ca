"""The program beside LibreOffice: reads calls of worksheet functions from its input, writes what they give.

A message is the number of its bytes (4, little-endian) and JSON. A call names its ``function``, ``arguments`` (null
for what is left out or blank) and ``language``; the answer is a cell or rows of cells, an error is an object with
``error``. With ``explain`` the answer is the sentence that says why; without a function, that it cannot be told.
"""

import json
import os
import struct
import sys
from typing import Any, BinaryIO

from arrears.functions.calling import Caller, called_from, caller
from arrears.functions.examples import BY_NAME
from arrears.functions.explain import said_of
from arrears.functions.results import Cell, Fault, Outcome
from arrears.texts import message


def answer(asked: dict[str, Any]) -> Any:
    """Answer one call."""
    with called_from(Caller(language=str(asked.get("language", "")))):
        if asked["function"] not in BY_NAME:
            return message("function-explain-plain", caller().speaks)
        outcome = BY_NAME[asked["function"]].call(*asked["arguments"])
        if asked.get("explain"):
            return said_of(_first_fault(outcome))
    return [[_shown(cell) for cell in row] for row in outcome] if isinstance(outcome, list) else _shown(outcome)


def serve(coming: BinaryIO, going: BinaryIO) -> None:
    """Answer calls until the input ends."""
    while len(size := coming.read(4)) == 4:
        content = json.dumps(answer(json.loads(coming.read(struct.unpack("<I", size)[0])))).encode("ascii")
        going.write(struct.pack("<I", len(content)) + content)
        going.flush()


def _shown(cell: Cell) -> Any:
    return {"error": cell.error} if isinstance(cell, Fault) else cell


def _first_fault(outcome: Outcome) -> Fault | None:
    cells = [cell for row in outcome for cell in row] if isinstance(outcome, list) else [outcome]
    return next((cell for cell in cells if isinstance(cell, Fault)), None)


def main() -> None:
    """Serve the standard streams; what else is printed goes to the errors, so that it disturbs no answer."""
    going = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    serve(sys.stdin.buffer, going)


if __name__ == "__main__":
    main()
