"""Reference rates from the shipped files and from the user's own rows in the Interest rates table."""

import csv
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from types import MappingProxyType

from arrears.core.interest.rates import RateRow, RateSeries, series
from arrears.runs.ports import Table


@cache
def shipped_rows() -> Mapping[str, tuple[RateRow, ...]]:
    """Read ``data/rates/*.csv``: series name -> rows, each with its source and certainty.

    ``until`` is the last day a row's source speaks of; a rate without an end is known up to the day it was last seen
    (``seen_until``). An empty rate is a gap.
    """
    files = sorted((Path(__file__).parents[1] / "data" / "rates").glob("*.csv"))
    return MappingProxyType({file.stem: _rows(file.read_text(encoding="utf-8")) for file in files})


def rate_series(own: Table | None = None) -> dict[str, RateSeries]:
    """Give every series by name: shipped rows, and the user's from the InterestRates table, marked as theirs.

    Series the user names anew stand beside the shipped ones. Rows that lack a series, a day or a rate are left to the
    table's problems.
    """
    mine = _own_rows(own) if own is not None else {}
    shipped = shipped_rows()
    return {name: series(name, shipped.get(name, ()), mine.get(name, ())) for name in sorted({*shipped, *mine})}


def _rows(text: str) -> tuple[RateRow, ...]:
    return tuple(
        RateRow(
            from_day=date.fromisoformat(row["from_day"]),
            until=date.fromisoformat(row["until"] or row["seen_until"]),
            rate=Decimal(row["rate"]) if row["rate"] else None,
            source=row["source"],
            certainty=row["certainty"],
        )
        for row in csv.DictReader(text.splitlines())
    )


def _own_rows(table: Table) -> dict[str, list[RateRow]]:
    columns = (table.column(key) for key in ("series", "from_day", "rate", "source"))
    found: dict[str, list[RateRow]] = {}
    for name, day, rate, source in zip(*columns, strict=True):
        if isinstance(name, str) and name.strip() and isinstance(day, date) and isinstance(rate, int | Decimal):
            row = RateRow(day, None, Decimal(rate), str(source or ""), own=True)
            found.setdefault(_plain(name), []).append(row)
    return found


def _plain(name: str) -> str:
    """Fold a series name so that a shipped one is met however it is typed."""
    folded = name.strip()
    return folded.casefold() if folded.casefold() in shipped_rows() else folded
