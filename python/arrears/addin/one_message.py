"""What a button tells at its end, cut to what one message holds: sentences first, their rows after."""

from collections.abc import Sequence

from arrears.addin.dialog_screen import MOST_LINES, height
from arrears.addin.session import said
from arrears.office.headings import sheet_title

_DETAIL = "  "
"""Begins rows of tables, problems and rows left out; a sentence of its own begins with none."""


def in_one_message(told: Sequence[str], language: str) -> list[str]:
    """Give what is told in its order, cut where it is higher than a screen; a line then says how much is missing.

    The last sentence, the next step, always stands; then the other sentences, then the rows under them, the first of
    each first.
    """
    if height(told) <= MOST_LINES:
        return list(told)
    last = len(told) - 1
    more = said("more-told", language, count=len(told), sheet=sheet_title("Problems", language))
    left = MOST_LINES - height([more, told[last]])
    kept = {last}
    for row in _by_weight(told[:last]):
        left -= height([told[row]])
        if left < 0:
            break
        kept.add(row)
    shown = [told[row] for row in sorted(kept - {last})]
    more = said("more-told", language, count=len(told) - len(kept), sheet=sheet_title("Problems", language))
    return [*shown, more, told[last]]


def _by_weight(told: Sequence[str]) -> list[int]:
    """Give the places of sentences, then of the rows under them: the first row of every sentence, the second ...

    >>> _by_weight(["done", "  a", "  b", "left out", "  c", "  d", "next"])
    [0, 3, 6, 1, 4, 2, 5]
    """
    depths, depth = [], 0
    for line in told:
        depth = depth + 1 if line.startswith(_DETAIL) else 0
        depths.append(depth)
    return sorted(range(len(told)), key=lambda row: (depths[row], row))
