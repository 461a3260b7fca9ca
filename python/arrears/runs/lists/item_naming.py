"""The keys of a list's rows: those of the items of the book they are about, or of new ones."""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal

from arrears.core.matching.item_match import Booked, Match, Named, matched
from arrears.core.problems import Problem
from arrears.runs.lists.import_context import Context, kind_of
from arrears.runs.ports import Table, Value
from arrears.runs.reading import Row

_PART = re.compile(r"(?<!\\)(?:\\\\)*\|")
_YEAR, _INSTALMENT, _ACCOUNT = 3, 4, 5


def named_rows(context: Context, kinds: Mapping[int, str]) -> dict[int, Match]:
    """Name the items that rows of the list are about; ``kinds``: of each row. A doubtful one is a problem."""
    table, keys = context.open_items()
    rows = list(kinds)
    matches = matched([_named(context, row, kinds[row]) for row in rows], booked(table, keys))
    for row, match in zip(rows, matches, strict=True):
        if match.doubtful:
            context.problems.append(Problem("item-doubtful", context.place(row), context.text("document_no", row)))
    return dict(zip(rows, matches, strict=True))


def _named(context: Context, row: int, kind: str) -> Named:
    # Only the document date tells the year: that of the due date is often another.
    day, instalment = context.day(row, "document_date"), context.listing.column("instalment")[row]
    return Named(
        context.text("customer", row), kind, context.text("document_no", row), day.year if day else None,
        instalment if isinstance(instalment, int) else None, context.text("control_account", row),
        context.day(row, "due_date"),
    )  # fmt: skip


def booked(table: Table, keys: Sequence[str]) -> list[Booked]:
    """Give the items of the book with what names them: the parts of their keys, or the cells where a key has none."""
    return [Booked(key, _of_item(Row(table, n), key)) for n, key in enumerate(keys) if not key.startswith("\0")]


def _of_item(row: Row, key: str) -> Named:
    amount, day, due = row.amount("gross"), row.day("document_date"), row.day("due_date")
    kind = row.text("kind") or kind_of("", amount or Decimal(0))
    instalment, account = row.cell("instalment"), row.text("control_account")
    named = Named(
        row.text("customer"), kind, row.text("document_no"), day.year if day else None,
        instalment if isinstance(instalment, int) else None, account, due,
    )  # fmt: skip
    parts = parts_of(key)
    if tuple(" ".join(part.split()) for part in parts[:3]) != named.document:
        return named
    year = _whole(parts, _YEAR)
    if year is None and day is not None and _is_own(row, day):
        year = day.year
    said = _whole(parts, _INSTALMENT)
    return named._replace(year=year, instalment=said, account=_part(parts, _ACCOUNT) or account)


def _is_own(row: Row, day: date) -> bool:
    """Tell whether the document date of an item whose key has no year came with a later list, not from another date."""
    return row.day("due_date") not in {None, day} and row.day("posting_date") != day


def parts_of(key: str) -> list[str]:
    r"""Part a key at its bars.

    >>> parts_of(r"C1|invoice|a\|b|2026")
    ['C1', 'invoice', 'a|b', '2026']
    """
    parts, start = [], 0
    for bar in _PART.finditer(key):
        parts.append(key[start : bar.end() - 1])
        start = bar.end()
    return [re.sub(r"\\(.)", r"\1", part) for part in (*parts, key[start:])]


def _part(parts: Sequence[str], place: int) -> str:
    return parts[place] if len(parts) > place else ""


def _whole(parts: Sequence[str], place: int) -> int | None:
    text = _part(parts, place)
    return int(text) if text.isdecimal() else None


def with_instalments(
    table: Table, columns: Mapping[str, Sequence[Value]], numbered: Sequence[int | None]
) -> dict[str, Sequence[Value]]:
    """Give the column of instalments with the numbers that items got here."""
    if "instalment" not in table.columns or not any(numbered):
        return {}
    said = columns.get("instalment", [None] * len(numbered))
    return {"instalment": [number or own for number, own in zip(numbered, said, strict=True)]}
