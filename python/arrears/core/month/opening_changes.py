"""What a later correction changes in an opening: rows of before it by their keys, those that have none as a bag."""

from collections import Counter
from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from arrears.core.month.canonical import Cell, canonical

Cells = Mapping[str, Cell]

ADDED: Final = "added"
CHANGED: Final = "changed"
REMOVED: Final = "removed"


@dataclass(frozen=True, slots=True)
class OpeningChange:
    """One difference: a row that comes (``added``), goes (``removed``), or a cell of one that changes.

    ``table`` and ``column`` by their stable keys; ``column`` is blank for whole rows, whose cells ``row`` gives.
    """

    what: str
    table: str
    key: str
    row: Cells
    column: str = ""
    was: Cell = None
    now: Cell = None


def by_key(
    table: str, book: Mapping[str, Cells], source: Mapping[str, Cells], facts: Sequence[str]
) -> Iterator[OpeningChange]:
    """Compare rows by their keys, as the book has them and as they should come over: only ``facts`` count."""
    for key, cells in source.items():
        if key not in book:
            yield OpeningChange(ADDED, table, key, cells)
            continue
        for name in facts:
            was, now = book[key].get(name), cells.get(name)
            if canonical(was) != canonical(now):
                yield OpeningChange(CHANGED, table, key, cells, name, was, now)
    yield from (OpeningChange(REMOVED, table, key, cells) for key, cells in book.items() if key not in source)


def as_bag(
    table: str, book: Sequence[Cells], source: Sequence[Cells], facts: Sequence[str], named: str
) -> Iterator[OpeningChange]:
    """Compare rows without keys: each is what its facts say, as often as it stands there; ``named`` is shown as key."""
    wanted = Counter(_told(cells, facts) for cells in source)
    for cells in book:
        told = _told(cells, facts)
        if wanted[told]:
            wanted[told] -= 1
        else:
            yield OpeningChange(REMOVED, table, str(cells.get(named) or ""), cells)
    for cells in reversed(source):
        told = _told(cells, facts)
        if wanted[told]:
            wanted[told] -= 1
            yield OpeningChange(ADDED, table, str(cells.get(named) or ""), cells)


def _told(cells: Cells, facts: Sequence[str]) -> Hashable:
    return tuple(canonical(cells.get(name)) for name in facts)
