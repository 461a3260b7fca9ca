"""The fixed sizes that results and sheets agree on, and how what the policy does not use fills them up."""

MOST_BUCKETS = 8
"""Overdue buckets an Ageing sheet has columns for; unused ones are hidden."""
BANDS = 6
"""Bands of the disclosure view (by document date)."""
MOST_CURRENCIES = 6
"""Currencies that the blocks on Home have rows for."""
TOP_CUSTOMERS = 10
KEPT_MONTHS = 13
"""Months that measures are shown for: the current one and the year before it."""
NEVER = 1_000_000
"""Days that no item reaches: the lower end of a bucket, or the limit of a band, that the policy does not use."""


def bucket_starts(limits: tuple[int, ...]) -> list[int]:
    """Give BucketFrom: the least days past due of each bucket, not due first.

    >>> bucket_starts((30, 60))[:5]
    [0, 1, 31, 61, 1000004]
    """
    used = [0, 1, *(limit + 1 for limit in limits)]
    return [*used, *(NEVER + n for n in range(len(used), MOST_BUCKETS + 1))]


def band_limits(limits: tuple[tuple[int, str], ...]) -> tuple[list[int], list[int]]:
    """Give BandMonths and BandDays of limits in years (``y``) or days (``d``).

    >>> band_limits(((90, "d"), (1, "y")))
    ([0, 12, 0, 0, 0], [90, 0, 1000000, 1000000, 1000000])
    """
    months = [12 * number if unit == "y" else 0 for number, unit in limits]
    days = [number if unit == "d" else 0 for number, unit in limits]
    unused = BANDS - 1 - len(limits)
    return [*months, *[0] * unused], [*days, *[NEVER] * unused]


def padded(labels: tuple[str, ...], length: int) -> list[str | None]:
    """Fill labels up with blanks, as BucketLabel (9) and BandLabel (6) hold them."""
    return [*labels, *[None] * (length - len(labels))]
