"""The lines of a reconciliation: which figure each shows, and by what number its formula knows where to look."""

from arrears.core.reconciliation.movements import COLUMNS

ROLL_FORWARD = ("opening", *COLUMNS, "closing", "closing_check", "ageing_total")
"""Columns of the roll-forward from the opening on, as the sheet has them; a line's number is its place, from 1."""
LAST_OF_ROLL_FORWARD = len(ROLL_FORWARD)
CONTROL, CAUSE, UNKNOWN = 101, 201, 301
"""Numbers of lines that come from elsewhere: the account's balance, a cause, what is unknown."""


def number_of(line: str) -> int:
    """Give the number of a line of the roll-forward.

    >>> number_of("opening"), number_of("closing") == LAST_OF_ROLL_FORWARD - 2
    (1, True)
    """
    return ROLL_FORWARD.index(line) + 1
