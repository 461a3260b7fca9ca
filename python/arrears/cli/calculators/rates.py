"""``arrears rates``: the reference rates that interest rests on, each with its source."""
# ruff: noqa: FBT002, PLC0415 - options are switches with defaults, and each command loads only what it needs

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from arrears.cli import options, screens
from arrears.cli.options import Json
from arrears.cli.screens import Screen
from arrears.errors import InputRefused

if TYPE_CHECKING:
    from arrears.core.interest.rates import RateRow, RateSeries

Answer = dict[str, Any]


def rates(
    series: Annotated[
        str | None, typer.Argument(help="A series, for example uk_boe_bank_rate; all if left out.")
    ] = None,
    on: Annotated[str | None, typer.Option(help="The rate of one day, for example 2025-07-01.")] = None,
    book: Annotated[Path | None, typer.Option(help="Take in your own rows of this workbook too.")] = None,
    json: Json = False,
) -> None:
    """List the reference rates, how far each is sourced, and where each rate was published."""
    with screens.showing(json) as screen:
        known = known_series(book)
        day = options.day(on)
        if series is None:
            answer = _all(known, day)
            screen.show(answer, _table_of_all(screen, answer["series"]))
            return
        found = series_named(series, known)
        answer = _one_day(found, day) if day else _rows(found)
        screen.show(answer, _lines_of_day(screen, answer) if day else _lines_of_rows(screen, answer))


def known_series(book: Path | None = None) -> Mapping[str, "RateSeries"]:
    """Give every series by name: those shipped, and with a workbook its own rows before them."""
    from arrears.office.rate_files import rate_series

    if book is None:
        return rate_series()
    from arrears.office.workbook_file import WorkbookFile

    with WorkbookFile.open(book, keep=False) as sheets:
        own = sheets.read("InterestRates")["InterestRates"] if sheets.has("InterestRates") else None
        return rate_series(own)


def series_named(name: str, known: Mapping[str, "RateSeries"]) -> "RateSeries":
    """Find a series however its name is typed: capitals, blanks and hyphens make no difference.

    Names joined by a plus sign are series of which the later takes over where the earlier ends.
    """
    from arrears.core.interest.rates import JOINED, named

    folded = {_folded(each): each for each in known}
    parts = [part.strip() for part in name.split(JOINED.strip())]
    return named(JOINED.join(folded.get(_folded(part), part) for part in parts), known)


def _folded(name: str) -> str:
    return "_".join(name.casefold().replace("-", " ").replace("_", " ").split())


def _all(known: Mapping[str, "RateSeries"], day: date | None) -> Answer:
    return {
        "series": [_one_day(each, day) if day else _span(each) for each in known.values() if not day or _has(each, day)]
    }


def _has(series: "RateSeries", day: date) -> bool:
    """Tell whether a series has a rate on a day; a list of all leaves out those that have none."""
    try:
        series.on(day)
    except InputRefused:
        return False
    return True


def _span(series: "RateSeries") -> Answer:
    latest = [row for row in series.rows if row.rate is not None][-1]
    return {
        "series": series.name,
        "first_day": series.first_day.isoformat(),
        "last_day": _iso(series.last_day),
        "rate": _plain(latest),
        "rate_from": latest.from_day.isoformat(),
        "certainty": latest.certainty,
        "source": latest.source,
        "own": latest.own,
        "gaps": [[start.isoformat(), end.isoformat()] for start, end in series.gaps],
    }


def _rows(series: "RateSeries") -> Answer:
    return {**_span(series), "rows": [_row(row) for row in series.rows]}


def _row(row: "RateRow") -> Answer:
    return {
        "from": row.from_day.isoformat(),
        "until": _iso(row.until),
        "rate": _plain(row),
        "certainty": row.certainty,
        "source": row.source,
        "own": row.own,
    }


def _one_day(series: "RateSeries", day: date) -> Answer:
    row = series.row(day)
    return {
        "series": series.name,
        "date": day.isoformat(),
        "rate": _plain(row),
        "certainty": row.certainty,
        "source": row.source,
        "own": row.own,
        "from": row.from_day.isoformat(),
        "until": _iso(row.until),
    }


def _plain(row: "RateRow") -> str | None:
    return None if row.rate is None else f"{row.rate:f}"


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _table_of_all(screen: Screen, found: Sequence[Answer]) -> list[object]:
    word = screen.word
    headings = (
        word("rate-series"), word("rate-first-day"), word("rate-last-day"), word("rate"), word("rate-certainty"),
    )  # fmt: skip
    rows = [
        (
            one["series"],
            one.get("first_day", one.get("from")),
            one.get("last_day", one.get("until")) or word("rate-no-end"),
            one["rate"],
            _certainty(screen, one),
        )
        for one in found
    ]
    table = screen.table(*headings, rows=rows, right=(3,))
    # Beside the other columns there is no room for the sources on a terminal of usual width.
    sources = screen.sourced([(one["series"], one["source"]) for one in found])
    return [table, "", word("rate-source"), *sources, "", word("rate-letters")]


def _lines_of_rows(screen: Screen, answer: Answer) -> list[object]:
    word = screen.word
    rows = [
        (
            row["from"], row["until"] or word("rate-no-end"), word("rate-gap") if row["rate"] is None else row["rate"],
            _certainty(screen, row), row["source"],
        )
        for row in answer["rows"]
    ]  # fmt: skip
    headings = (word("from"), word("to"), word("rate"), word("rate-certainty"), word("rate-source"))
    return [answer["series"], screen.table(*headings, rows=rows, right=(2,)), word("rate-letters")]


def _lines_of_day(screen: Screen, answer: Answer) -> list[object]:
    line = screen.word("rate-on", series=answer["series"], day=answer["date"], rate=answer["rate"])
    return [line, screen.word("rate-from", source=answer["source"], certainty=_certainty(screen, answer))]


def _certainty(screen: Screen, row: Answer) -> str:
    return screen.word("rate-own") if row["own"] else row["certainty"]
