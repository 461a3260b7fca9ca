"""The ends of months that the book's ledger can rebuild, each aged once."""

from collections.abc import Iterator
from datetime import date, timedelta

import numpy as np

from arrears.core.ageing import Ageing, age
from arrears.core.dates import add_months, month_end
from arrears.runs.figures import Figures
from arrears.runs.sheet_sizes import KEPT_MONTHS


class MonthEnds:
    """The book's ageing at the ends of months; the as-of date stands for the end of its own."""

    def __init__(self, figures: Figures) -> None:
        """Find the first day the ledger knows: that of its first list; without lists every day is known."""
        ledger = figures.sub_ledger.ledger
        self._figures = figures
        self._aged: dict[date, Ageing] = {figures.as_of: figures.viewed}
        days = [column[~np.isnat(column)] for column in (ledger.items.posting_date, ledger.receipts.posting_date)]
        began = min((column.min().item() for column in days if column.size), default=figures.as_of)
        self.first_day = ledger.first_day or date.min
        """Before it no balance can be rebuilt."""
        self._began = ledger.first_day or began

    def months(self) -> Iterator[tuple[date, date]]:
        """Give the first and last day of each month, the current one first, back to the first with anything in it."""
        first, last = self._figures.as_of.replace(day=1), self._figures.as_of
        for _ in range(KEPT_MONTHS):
            if last < self._began:
                return
            yield first, last
            last, first = first - timedelta(days=1), add_months(first, -1)

    def aged(self, day: date) -> Ageing | None:
        """Give the ageing at the end of a day, None before the first that the ledger knows."""
        if day < self.first_day:
            return None
        if day not in self._aged:
            now, ledger = self._figures.viewed, self._figures.sub_ledger.ledger
            self._aged[day] = age(ledger, day, now.buckets, now.bands, now.fifo)
        return self._aged[day]


def month_of(day: date) -> date:
    """Give the day that names a month in the tables of measures: its last."""
    return month_end(day)
