"""How much alike names are, in whole percent; the library is loaded when it is first needed."""
# ruff: noqa: PLC0415 - Excel waits for what is loaded at the start

from collections.abc import Sequence


def similarity(name: str, others: Sequence[str]) -> list[int]:
    """Say how much a name and each of some others are alike, whatever the order of their words.

    >>> similarity("alder tool", ["alder tools", "birch foods"])
    [95, 38]
    """
    from rapidfuzz import fuzz

    return [int(fuzz.token_sort_ratio(name, other)) for other in others]
