"""Rows of lists from before the opening of the month: what the book knows stays, what is new belongs there."""

from collections.abc import Collection, Sequence
from datetime import date
from typing import NamedTuple

from arrears.core.problems import Place, Problem
from arrears.errors import InputRefused
from arrears.runs.carried import read_present
from arrears.runs.lists.import_context import Context
from arrears.runs.month.month_log import opening_day


class Posted(NamedTuple):
    """A row that a list brings: the key it has in the book, and the day it was posted."""

    key: str
    day: date


def opening_of(context: Context) -> date | None:
    """Give the day the book was opened as of; None for a first book."""
    return opening_day(read_present(context.sheets, "Months").get("Months"))


def refuse_list_before_opening(context: Context) -> None:
    """Refuse an open-items list of a day that the opening has settled; raises InputRefused ``list-before-opening``."""
    opened = opening_of(context)
    if opened is not None and context.list_date is not None and context.list_date <= opened:
        raise InputRefused("list-before-opening", context.listing.file, context.list_date.isoformat(), opened=opened)


def settled_before(context: Context, rows: Sequence[Posted], known: Collection[str]) -> frozenset[str]:
    """Give the keys of rows that the opening holds already, settled or left behind, and say how many there are."""
    opened = opening_of(context)
    if opened is None:
        return frozenset()
    found = frozenset(one.key for one in rows if one.day <= opened and one.key not in known)
    if found:
        values = {"opened": opened.isoformat(), "first": min(found)}
        context.problems.append(
            Problem("rows-before-opening", Place(file=context.listing.file), str(len(found)), values=values)
        )
    return found
