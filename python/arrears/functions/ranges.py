"""Several ranges read as the columns of one list: of one length, every row whole or blank."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from arrears.errors import InputRefused
from arrears.functions.results import VALUE, Fault

Row = tuple[Any, ...]


def key(text: str | None) -> str:
    """Give what an identifier is compared by: capitals make no difference, as in Excel's own comparisons."""
    return (text or "").lower()


def equal_lengths(columns: Mapping[str, Sequence[Any]]) -> None:
    """Refuse ranges of different lengths by the name of the first that differs."""
    first, *others = columns.items()
    for name, column in others:
        if len(column) != len(first[1]):
            raise InputRefused("argument-lengths", found=str(len(column)), argument=name)


def filled_rows(columns: Mapping[str, Sequence[Any]]) -> Iterator[tuple[Any, ...]]:
    """Give the rows that are not blank; refuses one of which only a part is."""
    for number, row in enumerate(zip(*columns.values(), strict=True), start=1):
        if all(cell is None for cell in row):
            continue
        for name, cell in zip(columns, row, strict=True):
            if cell is None:
                raise InputRefused("argument-row-blank", found=str(number), argument=name)
        yield row


def rows_by_key(columns: Mapping[str, Sequence[Any]]) -> tuple[dict[str, list[Row]], dict[str, Fault]]:
    """Give the rows of a list by the key in its first column, and what is wrong with those of a key.

    A cell that is blank or cannot be read is the fault of its key alone; rows without a key stand under a blank one.
    Refuses columns of different lengths.
    """
    equal_lengths(columns)
    of, *others = columns
    rows: dict[str, list[Row]] = defaultdict(list)
    faults: dict[str, Fault] = {}
    for number, (named, *cells) in enumerate(zip(*columns.values(), strict=True), start=1):
        if named is None and all(cell is None for cell in cells):
            continue
        blank = next((name for name, cell in ((of, named), *zip(others, cells, strict=True)) if cell is None), None)
        fault = next((cell for cell in cells if isinstance(cell, Fault)), None)
        if fault is None and blank is not None:
            fault = Fault(VALUE, InputRefused("argument-row-blank", found=str(number), argument=blank))
        if fault is None:
            rows[key(named)].append(tuple(cells))
        else:
            faults.setdefault(key(named), fault)
    return rows, faults


def differing(keys: Sequence[str], facts: Sequence[Any]) -> set[str]:
    """Give the keys that stand in several rows whose facts are not the same, so that they are not one thing."""
    first: dict[str, Any] = {}
    return {named for named, fact in zip(keys, facts, strict=True) if first.setdefault(named, fact) != fact}


def not_one_item(item: str) -> InputRefused:
    """Say that an item stands in rows of different amounts, so that what reduces it would count in each of them."""
    return InputRefused("argument-item-repeated", found=item, argument="item")
