"""Refresh the opening of a month after a correction in the former one: every difference is listed, then written."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from arrears.core.month.calendar_month import Month
from arrears.core.month.events import OPENED, REFRESHED
from arrears.core.month.opening_changes import ADDED, CHANGED, REMOVED, Cells, OpeningChange, as_bag, by_key
from arrears.core.problems import Problem
from arrears.errors import BookRefused
from arrears.runs.ageing_rows import customer_names
from arrears.runs.figures import Figures, RateFinder, as_of_on_home, figures_of
from arrears.runs.items.term_rules import WorkingDaysFinder, monday_to_friday
from arrears.runs.month.bank_lines_again import bank_lines_again
from arrears.runs.month.measures_again import measured_before
from arrears.runs.month.month_log import MonthEvent, events_in, lock_of, logged
from arrears.runs.month.opening_balances import balances, opening_rows
from arrears.runs.month.opening_source import (
    ALLOCATION_FACTS,
    ITEM_FACTS,
    RECEIPT_FACTS,
    ROW,
    OpeningRows,
    in_book,
    offered,
)
from arrears.runs.ports import KEEP, Clock, Keep, Rows, Sheets, Table, Value
from arrears.runs.refresh import refresh


@dataclass(frozen=True, slots=True)
class OpeningRefreshed:
    """The differences between the opening and the former month as it stands now, in the order of the tables."""

    month: str
    closing_day: date
    changes: Sequence[OpeningChange]
    problems: Sequence[Problem] = ()


def refresh_opening(
    sheets: Sheets,
    former: Sheets,
    clock: Clock,
    by: str,
    rates: RateFinder,
    working_days: WorkingDaysFinder = monday_to_friday,
) -> OpeningRefreshed:
    """Bring the opening of a month up to what the former month's book says now, and refresh the month.

    What was entered since the opening stays. Without a difference nothing is written. Raises BookRefused
    ``not-opened`` for a book that was not opened from another, ``other-month`` for one that is not the month before.
    """
    opening = _opening(sheets)
    day = opening.closing_day
    if day is None or Month.of(as_of_on_home(former)).last_day != day:
        raise BookRefused("other-month", former.name, str(Month.of(as_of_on_home(former))), day=day)
    book, source = figures_of(sheets, None, rates, working_days), figures_of(former, day, rates, working_days)
    there = in_book(book, day)
    coming = offered(source, rates, *_named(book))
    changes, measured = list(differences(there, coming)), measured_before(sheets, former, source)
    every = [*changes, *measured.changes]
    if not every:
        return OpeningRefreshed(opening.month, day, [])
    closed = balances(source.sub_ledger.ledger, day)
    lock = lock_of(former)
    event = MonthEvent(
        opening.month, REFRESHED, day, by, clock.now(), str(len(every)), former.name, lock.sha256 if lock else ""
    )
    _add_parts(sheets, changes)
    tables = sheets.read(*{one.table for one in changes}, "Openings")
    rows = [_written(tables[name], [one for one in changes if one.table == name], book, there)
            for name in dict.fromkeys(one.table for one in changes)]  # fmt: skip
    rows += [*bank_lines_again(sheets, former, changes), *measured.rows]
    opened = opening_rows(tables["Openings"], source.sub_ledger.ledger, closed, customer_names(source))
    sheets.write([*rows, opened, logged(sheets, [event])], {})
    done = refresh(sheets, book.as_of, rates, working_days)
    return OpeningRefreshed(opening.month, day, every, done.problems)


def differences(there: OpeningRows, coming: OpeningRows) -> Iterable[OpeningChange]:
    """Compare the rows of before an opening: those the book has, and those the former month offers."""
    for table, book, source, facts in (
        ("Invoices", there.items, coming.items, ITEM_FACTS),
        ("Receipts", there.receipts, coming.receipts, RECEIPT_FACTS),
    ):
        found = by_key(table, book, source, facts)
        yield from (one for one in found if one.what != CHANGED or one.now is not None or one.column == "used_before")
    yield from as_bag("Allocations", there.allocations, coming.allocations, ALLOCATION_FACTS, "item")
    notes = by_key("InterestCharges", there.charges, coming.charges, ())
    yield from (one for one in notes if one.what == ADDED)


def _named(book: Figures) -> tuple[frozenset[str], frozenset[str]]:
    """Give the items and receipts that the book has, or that its allocations name: a payment may come back later."""
    ledger, paid = book.sub_ledger.ledger, book.tables.get("Allocations")
    columns = {name: [] if paid is None else paid.column(name) for name in ("item", "credit", "receipt")}
    said = {name: {str(value) for value in values if value is not None} for name, values in columns.items()}
    items = {*ledger.items.key, *said["item"], *said["credit"]}
    return frozenset(items), frozenset({*ledger.receipts.key, *said["receipt"]})


def _opening(sheets: Sheets) -> MonthEvent:
    log = events_in(sheets.read("Months")["Months"]) if sheets.has("Months") else []
    opened = [one for one in log if one.event == OPENED]
    if not opened:
        raise BookRefused("not-opened", sheets.name)
    return opened[-1]


def _add_parts(sheets: Sheets, changes: Sequence[OpeningChange]) -> None:
    needed = {one.table for one in changes}
    if needed & {"Receipts", "Allocations"}:
        sheets.add("receipts")
    if "InterestCharges" in needed:
        sheets.add("interest")


def _written(table: Table, changes: Sequence[OpeningChange], book: Figures, there: OpeningRows) -> Rows:
    """Give a table with its differences carried out; other cells and rows stay as they are."""
    gone = {_row(one, there) for one in changes if one.what == REMOVED}
    if table.name == "Allocations":
        gone |= _mirrors_of(table, changes, book)
    kept: list[int | None] = [row for row in range(len(table)) if row not in gone]
    place = {row: n for n, row in enumerate(kept)}
    added = [one.row for one in changes if one.what == ADDED]
    names = [name for name in table.columns if any(name in cells for cells in added)]
    changed = [one for one in changes if one.what == CHANGED and one.column in table.columns]
    columns: dict[str, list[Value | Keep]] = {
        name: [KEEP] * len(kept) + [_value(cells, name) for cells in added]
        for name in dict.fromkeys([*names, *(one.column for one in changed)])
    }
    for one in changed:
        columns[one.column][place[_row(one, there)]] = one.now
    return Rows(table.name, columns, [*kept, *([None] * len(added))])


def _row(change: OpeningChange, there: OpeningRows) -> int:
    by_table: Mapping[str, Mapping[str, Cells]] = {"Invoices": there.items, "Receipts": there.receipts}
    cells = by_table[change.table][change.key] if change.table in by_table else change.row
    number = cells[ROW]
    assert isinstance(number, int)  # noqa: S101 - in_book numbered them
    return number


def _value(cells: Cells, name: str) -> Value:
    return cells.get(name)


def _mirrors_of(table: Table, changes: Sequence[OpeningChange], book: Figures) -> set[int]:
    """Give the mirrors of uses of credits that go: without them they would be taken for uses themselves."""
    gone = {(one.row.get("item"), one.row.get("credit")) for one in changes if one.what == REMOVED}
    pairs = zip(table.column("credit"), table.column("item"), strict=True)
    mirrored = {row for row, pair in enumerate(pairs) if pair in gone}
    return mirrored & set(book.sub_ledger.mirrors)
