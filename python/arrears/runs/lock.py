"""Lock: freeze a month with a checksum of the contents of each table; reopen it with a reason that stays."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from arrears.core.month.calendar_month import Month
from arrears.core.month.canonical import Contents
from arrears.core.month.events import LOCKED, REOPENED, REVIEWED
from arrears.core.problems import Problem
from arrears.errors import BookRefused, InputRefused
from arrears.runs.dunning.issue_conditions import refuse_outdated
from arrears.runs.figures import RateFinder, as_of_on_home, figures_of
from arrears.runs.items.term_rules import WorkingDaysFinder, monday_to_friday
from arrears.runs.letters.letter_sheets import LetterSheets
from arrears.runs.month.frozen import Keys, checksum, contents_of, packed
from arrears.runs.month.lock_check import lock_faults
from arrears.runs.month.month_log import MonthEvent, lock_of, logged, signatures_of
from arrears.runs.month.rates_used import rates_rows, rates_used
from arrears.runs.month.signed_contents import signed_contents
from arrears.runs.ports import Clock, Journal, Rows, Sheets, Value


@dataclass(frozen=True, slots=True)
class Locked:
    """The lock that stands now: the month, the checksum of all tables, those of each.

    ``already``: it was locked before, and nothing was done. ``signed``: whether what was locked is what was reviewed.
    """

    month: str
    sha256: str
    tables: Mapping[str, str]
    already: bool
    signed: bool
    faults: Sequence[Problem] = ()


def lock(
    sheets: Sheets,
    journal: Journal,
    clock: Clock,
    by: str,
    keys: Keys,
    rates: RateFinder,
    find: WorkingDaysFinder = monday_to_friday,
) -> Locked:
    """Freeze the month of the as-of date: rates copied in, contents frozen, a line in the book's log and the journal.

    A month that is locked stays as it is, with the faults that a verification finds. Raises ProposalRefused
    ``refresh-needed`` where the sheets show older figures than a refresh would.
    """
    with journal.held():
        standing = lock_of(sheets)
        if standing is not None:
            faults = lock_faults(sheets, journal, keys)
            return Locked(standing.month, standing.sha256, {}, already=True, signed=True, faults=faults)
        books = LetterSheets(sheets, find)
        refuse_outdated(books)
        figures = figures_of(sheets, None, rates, find)
        sheets.add("lock")
        sheets.read("RatesUsed")
        sheets.write([rates_rows(rates_used(figures, rates(figures.tables.get("InterestRates"))))], {})
        frozen = contents_of(sheets, keys)
        signed = _is_signed(sheets, keys)
        month, digest = str(Month.of(as_of_on_home(sheets))), checksum(frozen)
        event = MonthEvent(month, LOCKED, figures.as_of, by, clock.now(), sha256=digest)
        titles = {name: table.sheet for name, table in sheets.read(*(n for n in frozen if sheets.has(n))).items()}
        log = logged(sheets, [event])
        sheets.write([log, _lock_rows(frozen, titles), _frozen_rows(frozen)], {})
        journal.append(_entry(event, digest))
        return Locked(month, digest, {name: one.checksum for name, one in frozen.items()}, already=False, signed=signed)


def reopen(sheets: Sheets, journal: Journal, clock: Clock, by: str, reason: str) -> str:
    """Lift the lock of a month, with who did it and why in the book's log and the journal; give the month.

    Refuses without a reason or a name (InputRefused ``reopen-unexplained``), and a month that is not locked
    (BookRefused ``not-locked``).
    """
    if not reason.strip() or not by.strip():
        raise InputRefused("reopen-unexplained")
    with journal.held():
        standing = lock_of(sheets)
        if standing is None:
            raise BookRefused("not-locked", sheets.name)
        event = MonthEvent(
            standing.month, REOPENED, standing.closing_day, by, clock.now(), reason, sha256=standing.sha256
        )
        journal.entries()
        sheets.write([logged(sheets, [event])], {})
        journal.append(_entry(event, standing.sha256))
        return standing.month


def _entry(event: MonthEvent, digest: str) -> dict[str, object]:
    entry: dict[str, object] = {
        "kind": event.event,
        "month": event.month,
        "by": event.done_by,
        "at": event.done_at,
        "sha256": digest,
    }
    return entry | ({"reason": event.reason} if event.reason else {})


def _is_signed(sheets: Sheets, keys: Keys) -> bool:
    """Tell whether the last review since the month was opened was of the very contents there are now."""
    review = signatures_of(sheets).get(REVIEWED)
    return review is not None and review.sha256 == signed_contents(sheets, keys)


def _lock_rows(frozen: Mapping[str, Contents], titles: Mapping[str, str]) -> Rows:
    columns: dict[str, list[Value]] = {
        "sheet": [titles.get(name, name) for name in frozen],
        "rows": [len(one.rows) for one in frozen.values()],
        "sha256": [one.checksum for one in frozen.values()],
        "table": list(frozen),
    }
    return Rows("Lock", columns, [None] * len(frozen))


def _frozen_rows(frozen: Mapping[str, Contents]) -> Rows:
    cells = packed(frozen.values())
    columns: dict[str, list[Value]] = {
        "table": [table for table, _, _ in cells],
        "part": [part for _, part, _ in cells],
        "content": [content for _, _, content in cells],
    }
    return Rows("Frozen", columns, [None] * len(cells))
