"""Several ranges read as the columns of one list: of one length, every row whole or blank."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from arrears.errors import InputRefused


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
