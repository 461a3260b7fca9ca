"""When a claim becomes time-barred."""

from datetime import date
from typing import Any, Final

from arrears.core.limitation import LIMITATIONS, Limitation
from arrears.errors import InputRefused
from arrears.functions.declaration import Declarations
from arrears.functions.figures import COUNT, DAY
from arrears.functions.readers import Reader

declared = Declarations()
_LONGEST: Final = 100


def _rule(cell: Any, name: str) -> Limitation:
    """Read a country whose period is known, or a number of years from the due date."""
    if isinstance(cell, str) and cell.strip().upper() in LIMITATIONS:
        return LIMITATIONS[cell.strip().upper()]
    try:
        years = int(COUNT.read(cell, name))
    except InputRefused:
        raise InputRefused(
            "argument-unknown", found=str(cell), argument=name, choices=", ".join([*LIMITATIONS, "3"])
        ) from None
    if not 1 <= years <= _LONGEST:
        raise InputRefused("argument-unknown", found=str(cell), argument=name, choices="1 - 100")
    return Limitation(years)


RULE: Final = Reader(_rule, zero_is_blank=True)


@declared.each("AR_LIMITATION_DATE", due_date=DAY, country_or_years=RULE, restarted_on=DAY)
def limitation_date(due_date: date, country_or_years: Limitation, restarted_on: date | None = None) -> date:
    """Give the last day on which a claim can be brought before it is time-barred."""
    if restarted_on is not None and not country_or_years.restarts:
        raise InputRefused("limitation-restart", found=country_or_years.source)
    try:
        return country_or_years.last_day(due_date, restarted_on)
    except ValueError:
        raise InputRefused("beyond-calendar") from None
