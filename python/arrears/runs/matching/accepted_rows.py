"""The rows of the Matching sheet that a person accepted, by the receipt or line of the bank that they assign."""

from collections.abc import Sequence
from dataclasses import dataclass

from arrears.runs.matching.sources import Source
from arrears.runs.reading import Row


@dataclass(frozen=True, slots=True)
class AcceptedLine:
    """One accepted row: the item (-1: none, it stays on account), what is paid and deducted, minor units."""

    row: Row
    item: int
    paid: int
    deducted: int
    deducted_as: str


@dataclass(frozen=True, slots=True)
class Accepted:
    """The accepted rows of one source."""

    source: Source
    lines: Sequence[AcceptedLine]
    approved_by: str
    contents: str
    automatic: bool

    @property
    def first(self) -> Row:
        """The first accepted row."""
        return self.lines[0].row

    @property
    def customer(self) -> str:
        """Whose receipt it is."""
        return self.first.text("customer")

    @property
    def is_refund(self) -> bool:
        """Whether it is money out that takes no receipt back."""
        return self.source.sign < 0 and not self.cells("returns")

    @property
    def paid(self) -> int:
        """What is paid together, minor units."""
        return sum(line.paid for line in self.lines)

    def cells(self, key: str) -> str:
        """Give a cell that all rows of the source share."""
        return self.first.text(key)
