"""The working days of a country or region, from the ``holidays`` library: public holidays, weekend, days made up."""

from functools import lru_cache

from arrears.core.dates import as_days
from arrears.core.terms.working_days import WorkingDays
from arrears.errors import InputRefused

YEARS = range(1995, 2041)
"""The years whose holidays are known here; outside them only weekends count."""


@lru_cache(maxsize=8)
def working_days(country: str) -> WorkingDays:
    """Give the working days of a country (ISO 3166-1 alpha-2), or of a region after a stroke: ``DE-BY``, ``GB-SCT``.

    For China they include the weekend days that are worked (调休). Days that a government fixes year by year are
    those the installed library knows. Refuses an unknown code: ``holidays-unknown``.
    """
    import holidays  # noqa: PLC0415 - loaded only where a country is named: it takes a tenth of a second

    code, _, region = country.strip().upper().partition("-")
    try:
        found = holidays.country_holidays(code, subdiv=region or None, years=YEARS)
    except (NotImplementedError, ValueError) as unknown:
        raise InputRefused("holidays-unknown", found=country) from unknown
    made_up = sorted(found.weekend_workdays)
    return WorkingDays(as_days(sorted(found)), as_days(made_up), frozenset(found.weekend))
