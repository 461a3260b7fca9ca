"""From when to when a debt bears interest, however it was said: dates, terms, or a bare number of days."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final

from arrears.cli import options
from arrears.cli.calculators.interest_rules import Rules
from arrears.cli.calculators.terms_answer import read
from arrears.core.terms.terms import Calendar, Terms
from arrears.errors import InputRefused

_DAY: Final = timedelta(days=1)
NO_DATE: Final = date(2001, 1, 1)
"""Stands for the due date where only a number of days is given; two common years follow it."""


@dataclass(frozen=True, slots=True)
class Period:
    """A due date and the last day that bears interest; ``counted`` where they only stand for a number of days."""

    due: date
    as_of: date
    counted: bool = False

    def shown(self, day: date) -> str | int:
        """Write a day as it is shown: itself, or as the number of days after the due date."""
        return (day - self.due).days if self.counted else day.isoformat()

    def fitted(self, rules: Rules) -> Rules:
        """Count a bare number of days as it is: no dates are named for months of 30 days or a law's first day."""
        if not self.counted:
            return rules
        terms = replace(rules.terms, not_before=None)
        return replace(rules, terms=replace(terms, day_count="act/360") if terms.day_count == "30/360" else terms)


@dataclass(frozen=True, slots=True)
class Start:
    """How the beginning was said: a due date, a first day of interest, or terms with what they are read by."""

    due: str | None
    first_day: str | None
    terms: str | None
    invoice_date: str | None
    readings: Sequence[str]
    calendar: Calendar
    default_days: int | None
    """Days from the invoice date, itself counted, after which a debt is late where no terms are agreed."""

    @property
    def by_statute(self) -> bool:
        """Whether the due date is the statute's, as none was agreed."""
        agreed = self.due or self.first_day or self.terms
        return agreed is None and self.invoice_date is not None and self.default_days is not None


def period(start: Start, as_of: str | None, days: int | None, *, due_day_counted: bool) -> Period:
    """Read the period; refuses where it has no beginning or no end, or says one of them twice."""
    _refuse_twice({"--due": start.due, "--first-day": start.first_day, "--terms": start.terms})
    _refuse_twice({"--due": start.due, "--first-day": start.first_day, "--invoice-date": start.invoice_date})
    _refuse_twice({"--as-of": as_of, "--days": days})
    try:
        return _period(start, as_of, days, due_day_counted=due_day_counted)
    except OverflowError:
        raise InputRefused("beyond-calendar") from None


def _refuse_twice(given: Mapping[str, object]) -> None:
    """Refuse options of which each says what another says."""
    found = [option for option, value in given.items() if value is not None]
    if len(found) > 1:
        raise InputRefused("options-clash", found=found[0], other=found[1])


def _period(start: Start, as_of: str | None, days: int | None, *, due_day_counted: bool) -> Period:
    due = _due(start, due_day_counted=due_day_counted)
    if days is not None:
        # So many days of interest; named as days after a due date they end so many days after it.
        dated = start.due is not None or (due is not None and start.first_day is None)
        length = timedelta(days=days - (due_day_counted and not dated))
        return Period(NO_DATE, NO_DATE + length, counted=True) if due is None else Period(due, due + length)
    if due is None:
        raise InputRefused("due-needed")
    end = options.day(as_of)
    if end is None:
        raise InputRefused("as-of-needed")
    return Period(due, end)


def _due(start: Start, *, due_day_counted: bool) -> date | None:
    if start.due is not None:
        return options.required_day(start.due)
    if start.first_day is not None:
        first = options.required_day(start.first_day)
        return first if due_day_counted else first - _DAY
    if start.invoice_date is None:
        return None
    document_date = options.required_day(start.invoice_date)
    if start.terms is not None:
        return _by_terms(start.terms, start, document_date)
    return document_date + (start.default_days - 1) * _DAY if start.default_days else None


def _by_terms(terms: str, start: Start, document_date: date) -> date:
    """Give the due date of terms; several readings that come to one day leave nothing to choose."""
    found = read(terms, start.readings, None, document_date)
    meanings = [found] if isinstance(found, Terms) else [one.terms for one in found.readings]
    days = {meaning.due_date(document_date, start.calendar) for meaning in meanings}
    if len(days) > 1:
        raise InputRefused("terms-ambiguous-option", found=terms)
    return days.pop()
