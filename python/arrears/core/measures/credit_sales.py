"""Credit sales by calendar month: what days-of-sales measures divide by."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

from arrears.core.dates import add_months, month_end

LONGEST = 36
"""Months that counting back may reach."""


@dataclass(frozen=True, slots=True)
class CreditSales:
    """Credit sales in major units of one currency by the first day of each month; a month not there is not known."""

    by_month: Mapping[date, Fraction | Decimal]
    window: int = 3
    """Months that DSO and turnover look back over."""

    def of_month(self, first: date) -> Fraction | None:
        """Give the sales of a month, None where they are not known."""
        sold = self.by_month.get(first)
        return None if sold is None else Fraction(sold)

    def of_window(self, last: date) -> tuple[Fraction | None, int]:
        """Give the sales of the window that ends on a day, None if a month of it is not known, and its days."""
        sales, days = self._back_from(last, self.window)
        known = [sold for sold in sales if sold is not None]
        return (sum(known, Fraction(0)) if len(known) == len(sales) else None), sum(days)

    def newest_first(self, last: date) -> tuple[list[Fraction | None], list[int]]:
        """Give the sales and days of the months back from a day to the first that is not known (None)."""
        sales, days = self._back_from(last, LONGEST)
        end = sales.index(None) + 1 if None in sales else LONGEST
        return sales[:end], days[:end]

    def _back_from(self, last: date, months: int) -> tuple[list[Fraction | None], list[int]]:
        firsts = [add_months(last.replace(day=1), -n) for n in range(months)]
        ends = [last, *(month_end(first) for first in firsts[1:])]
        return [self.of_month(first) for first in firsts], [
            (end - first + timedelta(days=1)).days for first, end in zip(firsts, ends, strict=True)
        ]


def window_start(last: date, months: int) -> date:
    """Give the first day of a window of so many months that ends in a day's month."""
    return add_months(last.replace(day=1), 1 - months)
