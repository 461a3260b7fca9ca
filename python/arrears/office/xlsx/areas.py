"""Cell addresses: column letters, and areas of cells in A1 notation."""

import re
from dataclasses import dataclass, replace
from functools import cache

_AREA = re.compile(r"\$?([A-Z]{1,3})\$?(\d+)(?::\$?([A-Z]{1,3})\$?(\d+))?")
LAST_ROW = 1_048_576


@cache
def column_letters(number: int) -> str:
    """Write a column number, from 1, as letters.

    >>> column_letters(1), column_letters(28)
    ('A', 'AB')
    """
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


@cache
def column_number(letters: str) -> int:
    """Read column letters as a number from 1.

    >>> column_number("AB")
    28
    """
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


@dataclass(frozen=True, slots=True)
class Area:
    """A rectangle of cells; all four edges inclusive, counted from 1."""

    left: int
    top: int
    right: int
    bottom: int

    @classmethod
    def read(cls, text: str) -> "Area":
        """Read ``A1:B2``, ``$A$1`` and the like; raises ValueError on anything else.

        >>> Area.read("B2:C9")
        Area(left=2, top=2, right=3, bottom=9)
        """
        match = _AREA.fullmatch(text.strip())
        if match is None:
            raise ValueError(text)
        left, top, right, bottom = match.groups()
        return cls(column_number(left), int(top), column_number(right or left), int(bottom or top))

    def __str__(self) -> str:
        first, last = f"{column_letters(self.left)}{self.top}", f"{column_letters(self.right)}{self.bottom}"
        return first if first == last else f"{first}:{last}"

    def down_to(self, bottom: int) -> "Area":
        """Give the same area with another last row."""
        return replace(self, bottom=bottom)

    def meets(self, other: "Area") -> bool:
        """Tell whether two areas share a cell."""
        return self.shares_columns(other) and self.top <= other.bottom and other.top <= self.bottom

    def shares_columns(self, other: "Area") -> bool:
        """Tell whether two areas share a column."""
        return self.left <= other.right and other.left <= self.right
