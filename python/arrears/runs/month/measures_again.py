"""Measures, sales and plan of before an opening, as the former month's book now has them: differences and rows."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Context, Decimal

from arrears.core.month.canonical import canonical
from arrears.core.month.opening_changes import ADDED, CHANGED, REMOVED, Cells, OpeningChange
from arrears.runs.carried import read_present
from arrears.runs.figures import Figures
from arrears.runs.measures.budget_rows import budget_rows
from arrears.runs.measures.measure_rows import COLUMNS, lines_as_written
from arrears.runs.measures.measures_left import closing_measures
from arrears.runs.measures.month_ends import MonthEnds, month_of
from arrears.runs.measures.sales_import import sales_key
from arrears.runs.month.month_log import lock_of
from arrears.runs.ports import KEEP, Keep, Rows, Sheets, Table, Value
from arrears.runs.reading import Row

_SALES = ("month", "customer", "name", "currency", "gross", "net", "base_gross", "source")
_FACTS: Mapping[str, Sequence[str]] = {
    "Sales": ("gross", "net", "base_gross"),
    "Budget": ("collected",),
    "Measures": ("figure", "reason", "numerator", "denominator", "factor", "plus"),
}
"""What of a row counts as a difference; of several the first is named."""
_DIGITS = Context(prec=12)
"""To which quotients are compared: a sheet holds 15 digits of one that never ends."""


@dataclass(frozen=True, slots=True)
class MeasuredBefore:
    """How the measures of before an opening differ from those of the former month, and the rows that bring them up."""

    changes: Sequence[OpeningChange] = ()
    rows: Sequence[Rows] = ()


@dataclass(frozen=True, slots=True)
class _Sheet:
    """One table with the cells of before the opening by row key: as the book has them, with their row; as they come."""

    table: Table
    columns: Sequence[str]
    there: Mapping[str, tuple[int, Cells]]
    coming: Mapping[str, Cells]
    removes: bool = False
    """Whether what the former month has not goes: figures do, what people entered stays."""


def measured_before(sheets: Sheets, former: Sheets, source: Figures) -> MeasuredBefore:
    """Compare sales, collections and measures up to the closing day that ``source``, the former month, is of.

    Nothing where one of the books has no measures.
    """
    names = ("Sales", "Budget", "Measures")
    book, theirs = read_present(sheets, *names), read_present(former, *names)
    if "Measures" not in book or "Measures" not in theirs:
        return MeasuredBefore()
    found = [_measures(book["Measures"], former, source)]
    if "Sales" in book and "Sales" in theirs:
        found.append(_sales(book["Sales"], theirs["Sales"], source.as_of))
    if "Budget" in book and "Budget" in theirs:
        found.append(_budget(book["Budget"], theirs["Budget"], former, source))
    changes = [(one, list(_differences(one))) for one in found]
    return MeasuredBefore(
        [change for _, listed in changes for change in listed],
        [_written(one, listed) for one, listed in changes if listed],
    )


def _measures(table: Table, former: Sheets, source: Figures) -> _Sheet:
    there = {
        str(line["figure_key"]): (row, line)
        for row, line in enumerate(lines_as_written(table))
        if _until(line["month"], source.as_of)
    }
    coming = {str(line["figure_key"]): line for line in closing_measures(former, source)}
    return _Sheet(table, COLUMNS, there, coming, removes=True)


def _sales(table: Table, theirs: Table, day: date) -> _Sheet:
    coming = {key: cells for key, (_, cells) in _keyed(theirs, _SALES, day).items()}
    return _Sheet(table, _SALES, _keyed(table, _SALES, day), coming)


def _budget(table: Table, theirs: Table, former: Sheets, source: Figures) -> _Sheet:
    """Of the plan only what was collected comes over, to the rows that the book has."""
    there, known = _keyed(table, ("collected",), source.as_of), _keyed(theirs, ("collected",), source.as_of)
    fresh = None if lock_of(former) else budget_rows(source, theirs, MonthEnds(source)).columns["collected"]
    coming = {
        key: cells if fresh is None else {"collected": _value(fresh[row])}
        for key, (row, cells) in known.items()
        if key in there
    }
    return _Sheet(table, ("collected",), there, coming)


def _keyed(table: Table, columns: Sequence[str], day: date) -> dict[str, tuple[int, Cells]]:
    rows = (Row(table, number) for number in range(len(table)))
    return {
        sales_key(row): (row.number, {name: row.cell(name) for name in columns})
        for row in rows
        if _until(row.day("month"), day)
    }


def _until(month: Value, day: date) -> bool:
    return isinstance(month, date) and month_of(month) <= month_of(day)


def _differences(one: _Sheet) -> Iterator[OpeningChange]:
    name = one.table.name
    for key, cells in one.coming.items():
        if key not in one.there:
            yield OpeningChange(ADDED, name, key, cells)
            continue
        was = one.there[key][1]
        for fact in _FACTS[name]:
            if _told(was.get(fact)) != _told(cells.get(fact)) and (one.removes or cells.get(fact) is not None):
                yield OpeningChange(CHANGED, name, key, cells, fact, was.get(fact), cells.get(fact))
                break
    if one.removes:
        gone = (key for key in one.there if key not in one.coming)
        yield from (OpeningChange(REMOVED, name, key, one.there[key][1]) for key in gone)


def _told(value: Value) -> str:
    return canonical(_DIGITS.plus(value) if isinstance(value, Decimal) else value)


def _written(one: _Sheet, listed: Sequence[OpeningChange]) -> Rows:
    """Give the table with its differences carried out; other rows, and what people noted, stay as they are."""
    gone = {one.there[change.key][0] for change in listed if change.what == REMOVED}
    changed = {one.there[change.key][0]: change.row for change in listed if change.what == CHANGED}
    added = [change.row for change in listed if change.what == ADDED]
    kept = [row for row in range(len(one.table)) if row not in gone]
    columns: dict[str, list[Value | Keep]] = {
        name: [changed[row].get(name) if row in changed else KEEP for row in kept]
        + [cells.get(name) for cells in added]
        for name in one.columns
        if name in one.table.columns
    }
    return Rows(one.table.name, columns, [*kept, *[None] * len(added)])


def _value(value: Value | Keep) -> Value:
    return None if value is KEEP else value
