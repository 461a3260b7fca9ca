"""The reference rates that a month's interest rests on, copied so that the month says them itself."""

from collections.abc import Mapping

from arrears.core.interest.rates import RateRow, RateSeries, known_as
from arrears.runs.figures import Figures
from arrears.runs.ports import Rows, Value


def rates_used(figures: Figures, rates: Mapping[str, RateSeries]) -> list[tuple[str, RateRow]]:
    """Give the rows of every series that items bear interest by, those in force up to the as-of date."""
    names = sorted({one.terms.series for one in figures.agreed if one is not None and one.terms.rate is None})
    known = ((name, known_as(name, rates)) for name in names)
    return [
        (name, row)
        for name, series in known
        if series is not None
        for row in series.rows
        if row.from_day <= figures.as_of and row.rate is not None
    ]


def rates_rows(used: list[tuple[str, RateRow]]) -> Rows:
    """Give them as rows of the Rates used table."""
    columns: dict[str, list[Value]] = {
        "series": [name for name, _ in used],
        "from_day": [row.from_day for _, row in used],
        "until": [row.until for _, row in used],
        "rate": [row.rate for _, row in used],
        "source": [row.source or None for _, row in used],
    }
    return Rows("RatesUsed", columns, [None] * len(used))
