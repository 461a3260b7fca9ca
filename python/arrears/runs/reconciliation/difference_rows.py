"""The Differences sheet: every difference with a known cause, those found below those that people entered."""

from collections.abc import Callable, Sequence
from decimal import Decimal

from arrears.core.problems import Problem
from arrears.runs.carried import orphaned, rows_by_key
from arrears.runs.figures import Figures
from arrears.runs.ports import KEEP, Keep, Rows, Value
from arrears.runs.reading import Row
from arrears.runs.reconciliation.listed import Listed
from arrears.runs.reconciliation.tied import TiedOut

_KEY = ("account", "currency", "cause", "document_no", "place", "amount")


def difference_rows(figures: Figures, tied: TiedOut) -> tuple[Rows | None, list[Problem]]:
    """Give the rows people entered as they stand, with what counts of them, and below them the rows found."""
    table = figures.tables.get("Differences")
    if table is None:
        return None, []
    known = {one.entered: one for one in tied.listed if one.entered is not None}
    own = [number for number in range(len(table)) if not Row(table, number).text("place")]
    found = [one for one in tied.listed if one.entered is None]
    columns = {key: _column(tied, found, key) for key in (*_KEY, "entry_date", "customer", "counted", "tied_as")}
    made, _ = rows_by_key(table, _KEY, columns)
    taken = frozenset(own)
    kept = [*own, *(None if row in taken else row for row in made.kept)]
    entered: dict[str, Sequence[Value | Keep]] = {
        "counted": [_counted(known.get(number)) for number in own],
        "tied_as": [_tied_as(tied, known.get(number)) for number in own],
    }
    untouched: Sequence[Value | Keep] = [KEEP] * len(own)
    whole: dict[str, Sequence[Value | Keep]] = {
        key: [*entered.get(key, untouched), *values] for key, values in columns.items()
    }
    whole["counted_check"] = whole["counted"]
    return Rows(table.name, whole, kept), orphaned(table, "amount", _KEY, kept)


def _column(tied: TiedOut, found: Sequence[Listed], key: str) -> list[Value]:
    cells: dict[str, Callable[[Listed], Value]] = {
        "account": lambda one: one.account or None,
        "currency": lambda one: one.currency,
        "cause": lambda one: one.cause,
        "document_no": lambda one: one.document or None,
        "place": lambda one: one.place or "-",
        "amount": lambda one: one.amount,
        "entry_date": lambda one: one.day,
        "customer": lambda one: one.customer or None,
        "counted": _counted,
        "tied_as": lambda one: _tied_as(tied, one),
    }
    return [cells[key](one) for one in found]


def _counted(one: Listed | None) -> Decimal | None:
    return None if one is None else one.amount if one.counts else Decimal(0)


def _tied_as(tied: TiedOut, one: Listed | None) -> str | None:
    return None if one is None else tied.placed.tied_as(one.currency, one.account, one.customer)
