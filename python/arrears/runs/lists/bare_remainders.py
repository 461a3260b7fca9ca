"""Items of which the book knew only what was open: lists of open items without the amount of the document."""

import json
from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

from arrears.runs.carried import read_present
from arrears.runs.lists.import_context import Context
from arrears.runs.lists.settlements import Brought, Settled, Settlements
from arrears.runs.ports import Table
from arrears.runs.reading import Row


class Remainder(NamedTuple):
    """An item whose gross in the book, in minor units, was a remainder, and what was paid before: brought forward."""

    item: str
    gross: int
    brought: Brought


def bare_remainders(
    context: Context, table: Table, own_keys: Sequence[str], held: Settlements, listed: Mapping[str, int]
) -> dict[str, Remainder]:
    """Find the items whose document turns out larger than the remainder that stands for its gross.

    ``listed``: the amount of each document by key, in minor units. What was paid is brought forward at the first list
    that showed the remainder, effective on the day of the item. An item on which something was brought forward
    already has its gross.
    """
    lists = _bare_lists(context)
    found = {}
    for number, key in enumerate(own_keys if lists else ()):
        row, posted = Row(table, number), held.posted.get(key)
        amount = row.amount("gross")
        if key not in listed or amount is None or posted is None or held.of.get(key, Settled()).brought:
            continue
        currency = row.text("currency").upper()
        gross, whole = context.exact(amount, currency, number), listed[key]
        day = next((day for day in lists if day >= posted), None)
        if day is not None and gross * whole > 0 and abs(whole) > abs(gross):
            effective = min(row.day("document_date") or posted, day)
            found[key] = Remainder(key, gross, Brought(key, currency, whole - gross, effective, day))
    return found


def _bare_lists(context: Context) -> list[date]:
    """Give the days of the lists of open items that did not say what the documents came to."""
    imports = read_present(context.sheets, "Imports").get("Imports")
    if imports is None:
        return []
    rows = zip(imports.column("kind"), imports.column("list_date"), imports.column("mapping"), strict=True)
    said = ((day, str(mapping or "{}")) for kind, day, mapping in rows if kind == "open-items")
    return sorted(day for day, mapping in said if isinstance(day, date) and "gross" not in json.loads(mapping))
