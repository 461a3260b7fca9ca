"""From when to when a debt bears interest, however it was said: dates, terms, or a bare number of days."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final

from arrears import options
from arrears.calculators.interest_rules import Rules
from arrears.core.term_notation import parse
from arrears.core.terms import Terms
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
        """Count a bare number of days as it is: 30/360 would count the months of dates that nobody named."""
        if self.counted and rules.terms.day_count == "30/360":
            return replace(rules, terms=replace(rules.terms, day_count="act/360"))
        return rules


def period(
    due: str | None,
    first_day: str | None,
    terms: str | None,
    invoice_date: str | None,
    as_of: str | None,
    days: int | None,
    *,
    due_day_counted: bool,
) -> Period:
    """Read the period; refuses where it has no beginning or no end."""
    try:
        return _period(_due(due, first_day, terms, invoice_date, due_day_counted=due_day_counted), as_of, days)
    except OverflowError:
        raise InputRefused("beyond-calendar") from None


def _period(start: date | None, as_of: str | None, days: int | None) -> Period:
    if start is None and days is not None:
        return Period(NO_DATE, NO_DATE + timedelta(days=days), counted=True)
    if start is None:
        raise InputRefused("due-needed")
    if days is not None:
        return Period(start, start + timedelta(days=days))
    end = options.day(as_of)
    if end is None:
        raise InputRefused("as-of-needed")
    return Period(start, end)


def _due(
    due: str | None, first_day: str | None, terms: str | None, invoice_date: str | None, *, due_day_counted: bool
) -> date | None:
    if due is not None:
        return options.required_day(due)
    if first_day is not None:
        first = options.required_day(first_day)
        return first if due_day_counted else first - _DAY
    if terms is None or invoice_date is None:
        return None
    document_date = options.required_day(invoice_date)
    found = parse(terms, document_date=document_date)
    if found is None:
        raise InputRefused("terms-option", found=terms)
    if not isinstance(found, Terms):
        raise InputRefused("terms-ambiguous-option", found=terms)
    return found.due_date(document_date)
