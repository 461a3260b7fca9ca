"""Counting the calls to the host, so that tests can hold how many a run makes."""

from collections import Counter

CALLS: Counter[str] = Counter()
"""Calls to the host since the counter was last cleared."""


def count(kind: str) -> None:
    """Note a call: read, write, open, save or copy."""
    CALLS[kind] += 1
