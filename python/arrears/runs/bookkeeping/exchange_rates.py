"""The Exchange rates table: closing rates by currency and day, apart from the rates of interest."""

from datetime import date

from arrears.core.bookkeeping.revaluation import ExchangeRate
from arrears.core.money import CURRENCIES
from arrears.core.problems import Problem
from arrears.runs.ports import Table
from arrears.runs.reading import Row


def closing_rates(table: Table | None, day: date) -> tuple[dict[str, ExchangeRate], list[Problem]]:
    """Give the closing rate of each currency on a day; a rate of another day or kind is never taken for it.

    Of two different ones the first counts, and the other is a problem.
    """
    found: dict[str, ExchangeRate] = {}
    problems: list[Problem] = []
    for number in range(0 if table is None else len(table)):
        row = Row(table, number)  # type: ignore[arg-type]  # no rows without the table
        if row.day("rate_date") != day or row.text("kind") not in ("", "closing"):
            continue
        currency, rate, units = row.text("currency").upper(), row.amount("rate"), row.cell("units")
        count = units if isinstance(units, int) and not isinstance(units, bool) else 1
        usable = currency in CURRENCIES and rate is not None and rate > 0 and count >= 1
        read = ExchangeRate(rate, count, row.text("quotation") or "direct") if usable and rate is not None else None
        if read is None or found.setdefault(currency, read) != read:
            problems.append(Problem("exchange-rate-unusable", row.place("rate"), row.text("rate")))
    return found, problems
