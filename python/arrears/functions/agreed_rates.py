"""What a cell says about interest: a rate of its own, a statutory regime, or a reference rate with its margin."""

import contextlib
import re
import unicodedata
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Any, Final

from arrears.core.interest.interest_settings import READERS
from arrears.core.interest.interest_terms import InterestTerms
from arrears.core.interest.rates import JOINED, RateRow, RateSeries, series
from arrears.core.interest.regimes import REGIMES, Regime
from arrears.errors import InputRefused
from arrears.functions.figures import DAY, PERCENT, RATE
from arrears.functions.readers import TEXT, Reader, cells, is_blank, is_heading
from arrears.office.rate_files import rate_series, shipped_rows

_COLUMNS: Final = 3
_NUMBER: Final = r"\d+(?:\.\d+)?"
_FORMULA: Final = re.compile(
    rf"(?:(?P<factor>{_NUMBER})\s*[x×*]\s*)?(?P<series>[a-z][a-z0-9_ /-]*?)"
    rf"(?:\s*(?P<sign>[+-])\s*(?P<margin>{_NUMBER})\s*%?)?"
)
"""``1.5 x cn_lpr_1y``, ``ecb_mro + 8``: factor, series, margin in percentage points."""


OwnRates = tuple[tuple[str, date, Decimal], ...]
"""Rows of a reference rate of the user's own: its name, from which day, percent."""


@lru_cache(maxsize=8)
def known_rates(own: OwnRates = ()) -> Mapping[str, RateSeries]:
    """Give the reference rates that come with Arrears, read once, with rows of the user's own put into them.

    Refuses a row of a rate that does not come with Arrears.
    """
    if not own:
        return rate_series()
    known, rows = dict(known_rates()), defaultdict[str, list[RateRow]](list)
    for typed, day, percent in own:
        name = series_named(typed)
        if name is None or JOINED in name:
            raise InputRefused("argument-unknown", found=typed, argument="own_rates", choices=", ".join(known))
        rows[name].append(RateRow(day, None, percent, "", own=True))
    return known | {name: series(name, shipped_rows()[name], mine) for name, mine in rows.items()}


def _own_rates(given: Any, name: str) -> OwnRates:
    """Read rows as they stand on the Interest rates sheet: name, from which day, percent; no further columns."""
    rows = given if isinstance(given, list | tuple) and isinstance(given[0], list | tuple) else [cells(given)]
    if min(map(len, rows)) < _COLUMNS:
        raise InputRefused("argument-own-rates", found=str(min(map(len, rows))), argument=name)
    there = [row[:_COLUMNS] for row in rows if not all(map(is_blank, row[:_COLUMNS]))]
    if len(there) > 1 and all(map(is_heading, there[0])):
        there = there[1:]
    for number, row in enumerate(there, start=1):
        if any(map(is_blank, row)):
            raise InputRefused("argument-row-blank", found=str(number), argument=name)
    return tuple((str(TEXT.read(row[0], name)), DAY.read(row[1], name), PERCENT.read(row[2], name)) for row in there)


def regime(text: str, name: str) -> Regime:
    """Find a statutory regime by its name, in Chinese too."""
    found = _regime(text)
    if found is None:
        raise InputRefused("argument-unknown", found=text, argument=name, choices=", ".join(REGIMES))
    return found


def _regime(text: str) -> Regime | None:
    named = _folded(text)
    if named not in REGIMES:
        with contextlib.suppress(ValueError):
            named = READERS["interest"](text)
    return REGIMES.get(named)


def _basis(cell: Any, name: str) -> "Regime | InterestTerms":
    """Read a rate (9% or 0.09), a regime's name, or a reference rate with factor and margin."""
    if not isinstance(cell, str) or _is_number(cell):
        return InterestTerms(rate=_not_negative(RATE.read(cell, name), name))
    if statute := _regime(cell):
        return statute
    found = _FORMULA.fullmatch(unicodedata.normalize("NFKC", cell).strip().casefold())
    named = series_named(found["series"]) if found else None
    if found is None or named is None:
        raise InputRefused("argument-interest", found=cell, argument=name, choices=", ".join(REGIMES))
    margin = Decimal(found["margin"] or 0) * (-1 if found["sign"] == "-" else 1)
    return InterestTerms(series=named, factor=Decimal(found["factor"] or 1), margin=margin)


def series_named(text: str) -> str | None:
    """Find the name of a reference rate however it is typed, several that follow each other joined by strokes."""
    known = {_folded(each): each for each in known_rates()}
    parts = [known.get(_folded(part)) for part in re.split(r"[/+]", text)]
    return JOINED.join(part for part in parts if part) if all(parts) else None


def agreed(basis: "Regime | InterestTerms", day_count: str, compounding: str) -> InterestTerms:
    """Give the terms of a basis, with what is chosen in place of its own."""
    terms = basis.terms if isinstance(basis, Regime) else basis
    chosen = {"day_count": day_count, "compounding": compounding}
    terms = replace(terms, **{field: value for field, value in chosen.items() if value})  # type: ignore[arg-type]
    terms.refuse_unfit()
    return terms


def _is_number(text: str) -> bool:
    return re.fullmatch(rf"\s*[+-]?{_NUMBER}\s*[%％]?\s*", text) is not None


def _not_negative(rate: Decimal, name: str) -> Decimal:
    if rate < 0:
        raise InputRefused("argument-negative", found=f"{rate.normalize():f}%", argument=name)
    return rate


def _folded(text: str) -> str:
    return "-".join(text.casefold().replace("_", " ").replace("-", " ").split())


OWN_RATES: Final = Reader(_own_rates, whole=True)
BASIS: Final = Reader(_basis, zero_is_blank=True)
REGIME: Final = Reader(lambda cell, name: regime(str(cell), name), zero_is_blank=True)
