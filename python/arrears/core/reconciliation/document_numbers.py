"""When two document numbers are the same but for the way they are written."""

import re

_RUNS = re.compile(r"[^\W\d_]+|\d+")


def plain_number(number: str) -> str:
    """Give a document number without case, separators and leading zeros.

    >>> plain_number("INV-0012") == plain_number("inv 12"), plain_number("A1-01") == plain_number("A10-1")
    (True, False)
    """
    return "-".join(run.lstrip("0") or "0" for run in _RUNS.findall(number.casefold()))
