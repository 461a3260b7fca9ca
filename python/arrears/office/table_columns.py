"""Which column of a sheet's table is which: by heading in any language, bucket and band columns by their place."""

from collections.abc import Sequence

from arrears.core.problems import Place
from arrears.errors import BookRefused
from arrears.office.headings import former_key_of, heading, key_of
from arrears.office.tables import TABLES
from arrears.runs.sheet_sizes import BANDS, MOST_BUCKETS
from arrears.texts import LANGUAGES

_RUNS = (("not_due", "bucket_", MOST_BUCKETS), ("base_total", "band_", BANDS))
"""Columns whose headings follow the policy: so many after a fixed one."""


def keys_of_headings(table: str, headings: Sequence[str], sheet: str) -> list[str | None]:
    """Give the stable key of each heading, None for a column of the user's own.

    Refuses a table that lost a required column, or whose bucket columns were pulled apart.
    """
    keys = [key_of(table, text) for text in headings]
    for n, text in enumerate(headings):
        former = former_key_of(table, text) if keys[n] is None else None
        if former is not None and former not in keys:
            keys[n] = former
    if table == "Ageing":
        for run in _RUNS:
            _name_run(keys, headings, run, sheet)
    missing = [c.key for c in TABLES[table].columns if c.required and c.key not in keys]
    if missing:
        raise _lost(table, missing, headings, sheet)
    return keys


def language_of(table: str, headings: Sequence[str]) -> str:
    """Tell the language a table's headings are written in."""
    columns = TABLES[table].columns
    known = {language: sum(heading(table, c.key, language) in headings for c in columns) for language in LANGUAGES}
    return max(known, key=lambda language: known[language])


def _name_run(keys: list[str | None], headings: Sequence[str], run: tuple[str, str, int], sheet: str) -> None:
    before, prefix, count = run
    if before not in keys:
        raise _lost("Ageing", [before], headings, sheet)
    first = keys.index(before) + 1
    found = keys[first : first + count]
    if len(found) < count or any(found):
        raise BookRefused("columns-moved", Place(sheet=sheet), ", ".join(headings[first : first + count]))
    keys[first : first + count] = [f"{prefix}{n}" for n in range(1, count + 1)]


def _lost(table: str, keys: Sequence[str], headings: Sequence[str], sheet: str) -> BookRefused:
    """Name the columns that are missing, as the sheet's own language calls them: so they are to be put back."""
    language = language_of(table, headings)
    columns = ", ".join(heading(table, key, language) for key in keys)
    return BookRefused("column-missing", Place(sheet=sheet), ", ".join(headings), table=table, columns=columns)
