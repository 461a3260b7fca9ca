"""The program beside LibreOffice: what comes in over the pipe, and what goes back."""

import io
import json
import struct
import subprocess
import sys
from typing import Any

from arrears.functions.calc_server import serve


def message(asked: dict[str, Any]) -> bytes:
    content = json.dumps(asked).encode("ascii")
    return struct.pack("<I", len(content)) + content


def messages(content: bytes) -> list[Any]:
    found = []
    while content:
        (size,) = struct.unpack("<I", content[:4])
        found.append(json.loads(content[4 : 4 + size]))
        content = content[4 + size :]
    return found


def answers(*asked: dict[str, Any]) -> list[Any]:
    going = io.BytesIO()
    serve(io.BytesIO(b"".join(map(message, asked))), going)
    return messages(going.getvalue())


def test_cells_rows_and_errors_are_answered() -> None:
    column = {"function": "AR_DAYS_PAST_DUE", "arguments": [[[46053.0], [None], ["soon"]], 46082.0], "language": "en"}
    single = {"function": "AR_AMOUNT_IN_WORDS", "arguments": [5, "CNY"], "language": "zh"}
    assert answers(column, single) == [[[29.0], [""], [{"error": "#VALUE!"}]], "人民币伍元整"]


def test_the_reason_of_an_error_is_told() -> None:
    asked = {"function": "AR_DSO", "arguments": [1, 0, 30], "language": "en"}
    assert answers(asked | {"explain": True})[0].startswith("There are no credit sales to divide by.")
    assert answers(asked | {"function": ""})[0].startswith("The formula of this cell holds more")


def test_the_program_ends_with_its_input_and_prints_nothing_else() -> None:
    asked = message({"function": "AR_DSO", "arguments": [10869, 17674, 90], "language": "en"})
    command = [sys.executable, "-m", "arrears.functions.calc_server"]
    done = subprocess.run(command, input=asked, capture_output=True, timeout=60, check=True)
    assert messages(done.stdout) == [55.35]
