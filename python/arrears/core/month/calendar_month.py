"""A month of the calendar, as accountants name it: 2026-10."""

import re
from dataclasses import dataclass
from datetime import date

from arrears.core.dates import add_months, month_end
from arrears.errors import InputRefused

_NOTATION = re.compile(r"(\d{4})-(\d{2})")


@dataclass(frozen=True, slots=True, order=True)
class Month:
    """A month by its first day.

    >>> str(Month.of(date(2026, 12, 31)).following), Month.read("2026-02").last_day
    ('2027-01', datetime.date(2026, 2, 28))
    """

    first_day: date

    @classmethod
    def of(cls, day: date) -> "Month":
        """Give the month a day lies in."""
        return cls(day.replace(day=1))

    @classmethod
    def read(cls, text: str) -> "Month":
        """Read year and month; raises InputRefused ``month-option`` for anything else."""
        found = _NOTATION.fullmatch(text.strip())
        if found is None or not 1 <= int(found[2]) <= 12 or int(found[1]) < 1900:
            raise InputRefused("month-option", found=text)
        return cls(date(int(found[1]), int(found[2]), 1))

    @property
    def last_day(self) -> date:
        """The last day."""
        return month_end(self.first_day)

    @property
    def following(self) -> "Month":
        """The month after."""
        return Month(add_months(self.first_day, 1))

    def __str__(self) -> str:
        """Write year and month."""
        return f"{self.first_day:%Y-%m}"
