"""When a claim becomes time-barred: the last day on which it can still be brought.

==========  =====================================================================================================
``CN``      民法典 188, 195, 201-203: three years from the day the claim can be brought, that day not counted; a demand,
            an acknowledgement or an action starts them anew; a last day on a holiday moves to the next working day
``DE``      BGB 195, 199(1): three years from the end of the year in which the claim arose
==========  =====================================================================================================
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Final

from arrears.core.dates import add_years


@dataclass(frozen=True, slots=True)
class Limitation:
    """A period in years, from the due date or from the end of its year; ``source`` is where it stands."""

    years: int
    from_year_end: bool = False
    restarts: bool = True
    """Whether the rule for what starts it anew is known here: the whole period, from that day."""
    source: str = ""

    def last_day(self, due: date, restarted: date | None = None) -> date:
        """Give the last day of the period: years after the due date, or after the day that started it anew.

        A day that started it anew counts only where it lies on or after the due date; sources dispute a day at the
        start, the earlier end is given. Holidays do not move it here: the earlier day is the safe one.

        >>> LIMITATIONS["CN"].last_day(date(2023, 11, 30)), LIMITATIONS["DE"].last_day(date(2023, 3, 1))
        (datetime.date(2026, 11, 30), datetime.date(2026, 12, 31))
        >>> LIMITATIONS["CN"].last_day(date(2023, 11, 30), restarted=date(2025, 6, 10))
        datetime.date(2028, 6, 10)
        """
        if restarted is not None and restarted >= due:
            return add_years(restarted, self.years)
        return add_years(date(due.year, 12, 31) if self.from_year_end else due, self.years)


LIMITATIONS: Final[Mapping[str, Limitation]] = MappingProxyType(
    {
        "CN": Limitation(3, source="民法典 188, 195, 201"),
        "DE": Limitation(3, from_year_end=True, restarts=False, source="BGB 195, 199"),
    }
)
"""By country (ISO 3166 code)."""
