"""Next month: open the month after from a copy of the one that closes; the closed book itself stays as it is."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from arrears.core.month.calendar_month import Month
from arrears.core.month.carrying import carried
from arrears.core.month.events import OPENED
from arrears.core.problems import Problem
from arrears.errors import BookRefused, InputRefused
from arrears.labels import step_names
from arrears.runs.ageing_rows import customer_names
from arrears.runs.figures import RateFinder, as_of_on_home, figures_of
from arrears.runs.items.term_rules import WorkingDaysFinder, monday_to_friday
from arrears.runs.measures.measures_left import measures_left
from arrears.runs.month.carried_rows import CarriedRows, Left
from arrears.runs.month.month_log import MonthEvent, lock_of, logged
from arrears.runs.month.month_needs import needed
from arrears.runs.month.opening_balances import Account, Balance, balances, opening_rows
from arrears.runs.month.undertakings_left import undertakings_left
from arrears.runs.ports import Clock, Rows, Sheets
from arrears.runs.refresh import refresh

EMPTIED = ("SignOff", "Lock", "RatesUsed", "Frozen")
"""Tables that every month begins anew."""


@dataclass(frozen=True, slots=True)
class OpenedMonth:
    """The month that was opened: its balances by customer and currency, and how many rows stayed behind."""

    month: Month
    closing_day: date
    balances: Mapping[Account, Balance]
    left: Left
    locked: bool
    """Whether the month it was opened from was locked."""
    problems: Sequence[Problem]


def next_month(
    sheets: Sheets,
    month: Month,
    source: str,
    clock: Clock,
    by: str,
    rates: RateFinder,
    working_days: WorkingDaysFinder = monday_to_friday,
    *,
    skip: bool = False,
) -> OpenedMonth:
    """Turn a copy of a closed month, named ``source``, into the book of the month after.

    Open items go along with all that later figures rest on, settled ones stay behind; registers, agreements, rules and
    whatever people wrote stay. Refuses a month that does not follow (InputRefused ``month-not-following``) unless it is
    a later one and ``skip``; and to write what would not come to the closing balances (BookRefused ``opening-lost``).
    """
    closing_day = _closing_day(sheets, month, skip=skip)
    lock = lock_of(sheets)
    figures = figures_of(sheets, closing_day, rates, working_days)
    left = undertakings_left(figures)
    going = carried(
        figures.sub_ledger.ledger, closing_day, needed(figures, rates(figures.tables.get("InterestRates")), left)
    )
    made = CarriedRows(figures, going, left)
    rows = [*made.rows(), *(Rows(name, {}, []) for name in EMPTIED if sheets.has(name))]
    rows += measures_left(sheets, figures)
    closed = balances(figures.sub_ledger.ledger, closing_day)
    opened = MonthEvent(
        str(month), OPENED, closing_day, by, clock.now(), file=source, sha256=lock.sha256 if lock else ""
    )
    log = logged(sheets, [opened])
    table = sheets.read("Openings")["Openings"]
    sheets.write([*rows, log, opening_rows(table, figures.sub_ledger.ledger, closed, customer_names(figures))], {})
    refreshed = refresh(sheets, month.last_day, rates, working_days)
    _refuse_lost(closed, balances(refreshed.figures.sub_ledger.ledger, closing_day))
    first_step = step_names(sheets.language)[0]
    sheets.write([], {"Steps": [[None, None]] * len(step_names(sheets.language)), "NextStep": [[first_step]]})
    return OpenedMonth(month, closing_day, closed, made.left, lock is not None, refreshed.problems)


def _closing_day(sheets: Sheets, month: Month, *, skip: bool) -> date:
    """Give the last day of the month that closes: the one the book's as-of date lies in."""
    current = Month.of(as_of_on_home(sheets))
    later = month > current.following and skip
    if month != current.following and not later:
        raise InputRefused("month-not-following", sheets.name, str(month), current=current, following=current.following)
    return current.last_day


def _refuse_lost(closed: Mapping[Account, Balance], opened: Mapping[Account, Balance]) -> None:
    """Refuse an opening that does not come to the closing balances, to the cent and customer by customer."""
    differing = sorted(account for account in {**closed, **opened} if closed.get(account) != opened.get(account))
    if differing:
        customer, currency = differing[0]
        raise BookRefused("opening-lost", found=f"{customer} {currency}".strip(), accounts=len(differing))
