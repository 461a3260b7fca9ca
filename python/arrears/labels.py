"""The names of ageing buckets and disclosure bands in the user's language."""

from collections.abc import Sequence

from arrears.texts import headings, texts


def bucket_labels(limits: Sequence[int], language: str) -> tuple[str, ...]:
    """Name the buckets of inclusive upper limits in days past due: not due first, then one per limit, then the rest.

    >>> bucket_labels((30, 60), "en")
    ('Not due', '1-30 days', '31-60 days', 'Over 60 days')
    """
    words = texts(language)["buckets"]
    lows = [1, *(limit + 1 for limit in limits)]
    between = (words["between"].format(low=low, high=high) for low, high in zip(lows, limits, strict=False))
    return (words["not_due"], *between, words["over"].format(low=limits[-1]))


def unapplied_label(language: str) -> str:
    """Name the bucket of credits that no item has been settled with."""
    word: str = texts(language)["buckets"]["unapplied"]
    return word


def unused_label(number: int, language: str) -> str:
    """Name a bucket column that the policy does not use."""
    word: str = texts(language)["buckets"]["unused"].format(n=number)
    return word


def band_labels(limits: Sequence[tuple[int, str]], language: str) -> tuple[str, ...]:
    """Name the disclosure bands of inclusive upper limits, each a number and its unit: ``y`` years or ``d`` days.

    >>> band_labels(((1, "y"), (2, "y")), "en")
    ('Up to 1 year', '1-2 years', 'Over 2 years')
    """
    words = texts(language)["bands"]
    named = [_span(words, low, high) for low, high in zip((None, *limits), limits, strict=False)]
    last, unit = limits[-1]
    return (*named, words["over" + _suffix(unit)].format(low=last))


def ageing_titles(
    buckets: Sequence[int], bands: Sequence[tuple[int, str]], language: str, most: tuple[int, int]
) -> dict[str, str]:
    """Name the bucket and band columns of Ageing by key, unused ones too; all names differ, as a table's headings must.

    ``most``: the number of bucket columns and of band columns.

    >>> ageing_titles((30, 60), ((30, "d"), (60, "d")), "en", (4, 3))
    ... # doctest: +NORMALIZE_WHITESPACE
    {'bucket_1': '1-30 days', 'bucket_2': '31-60 days', 'bucket_3': 'Over 60 days', 'bucket_4': 'Unused 4',
    'band_1': 'Up to 30 days', 'band_2': '31-60 days of age', 'band_3': 'Over 60 days of age'}
    """
    overdue = bucket_labels(buckets, language)[1:]
    apart = texts(language)["bands"]["apart"]
    by_age = [apart.format(band=label) if label in overdue else label for label in band_labels(bands, language)]
    titles: dict[str, str] = {}
    for prefix, labels, count, before in (("bucket_", overdue, most[0], 0), ("band_", by_age, most[1], most[0])):
        for n in range(1, count + 1):
            titles[f"{prefix}{n}"] = labels[n - 1] if n <= len(labels) else unused_label(before + n, language)
    return titles


def _span(words: dict[str, str], low: tuple[int, str] | None, high: tuple[int, str]) -> str:
    suffix = _suffix(high[1])
    if low is None or low[1] != high[1]:
        return words["first" + suffix].format(high=high[0])
    return words["between" + suffix].format(low=low[0] + (1 if suffix else 0), high=high[0])


def _suffix(unit: str) -> str:
    return "_days" if unit == "d" else ""


def step_names(language: str) -> tuple[str, ...]:
    """Name the eight steps of a month, each with its number, as Home shows them.

    >>> step_names("en")[6]
    '7  Issue letters'
    """
    return tuple(f"{number}  {text}" for number, text in headings(language)["steps"].items())
