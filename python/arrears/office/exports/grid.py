"""One sheet or text file as a grid of raw cells, before anything is known about its layout."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

Raw = None | str | int | float | bool | date | datetime | time | timedelta
"""A cell as the file gives it; blanks are None, never empty text."""

Row = list[Raw]


@dataclass(frozen=True, slots=True)
class Grid:
    """A sheet's cells from its first row on; row and column numbers start at 1 as people count them.

    ``first_column`` is the sheet column of each row's first cell. ``errors`` are cells with an Excel error, and
    ``uncalculated`` cells whose formula has no stored result, both by (row, column).
    ``evidence`` is what the file itself says of its decimal mark: "," where fields are parted by semicolons.
    ``delimiter`` parts the cells of a text file; a sheet has none.
    """

    sheet: str
    rows: list[Row]
    first_column: int = 1
    hidden: bool = False
    errors: Mapping[tuple[int, int], str] = field(default_factory=dict)
    uncalculated: Mapping[tuple[int, int], str] = field(default_factory=dict)
    evidence: str = ""
    delimiter: str = ""
    from_1904: bool = False
    """Bare day numbers count from 1904."""

    def top(self, count: int) -> list[tuple[int, Row]]:
        """Give so many rows from the first that holds anything, each with its number."""
        first = next((n for n, row in enumerate(self.rows) if not all(map(is_blank, row))), 0)
        return list(enumerate(self.rows[first : first + count], start=first + 1))

    def below(self, header_row: int) -> Iterator[tuple[int, Row]]:
        """Walk the rows under a header row, each with its number."""
        yield from enumerate(self.rows[header_row:], start=header_row + 1)


def letters(column: int) -> str:
    """Name a sheet column by its number.

    >>> letters(1), letters(26), letters(27), letters(16384)
    ('A', 'Z', 'AA', 'XFD')
    """
    name = ""
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name


def number_of(name: str) -> int:
    """Give a sheet column's number from its letters.

    >>> number_of("A"), number_of("XFD")
    (1, 16384)
    """
    number = 0
    for letter in name.upper():
        number = number * 26 + ord(letter) - 64
    return number


def is_blank(cell: Raw) -> bool:
    """Tell whether a cell holds nothing a person would see."""
    return cell is None or (isinstance(cell, str) and not cell.strip())
