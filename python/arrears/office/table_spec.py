"""What a table is made of: columns with a type, a width, and whoever fills them."""

from dataclasses import dataclass
from enum import StrEnum


class Type(StrEnum):
    """What a column's cells hold."""

    TEXT = "text"
    CODE = "code"
    """An identifier: always text, leading zeros and all digits kept."""
    DAY = "day"
    AMOUNT = "amount"
    RATE = "rate"
    COUNT = "count"
    CHOICE = "choice"
    YES = "yes"


class Role(StrEnum):
    """Who fills a column."""

    INPUT = "input"
    RESULT = "result"
    EDIT = "edit"
    """Filled by a person in the workbook; carried over by key, never overwritten."""
    CHECK = "check"
    """A native formula (``formulas.py``) that recomputes a result without Arrears."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column: stable key, type, width in characters, who fills it, folded away as detail or not."""

    key: str
    type: Type = Type.TEXT
    width: int = 12
    role: Role = Role.INPUT
    detail: bool = False
    required: bool = False
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TableSpec:
    """One table: its fixed English name is also the key of its sheet's title in ``data/headings``."""

    name: str
    part: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    """The columns whose values identify a row; what a person added follows them."""
    proposed: tuple[str, ...] = ()
    """Columns that people edit and Arrears fills first: what stands there alone is nobody's note."""

    def column(self, key: str) -> Column:
        """Give a column by key."""
        return next(c for c in self.columns if c.key == key)


def day(key: str, role: Role = Role.INPUT, *, detail: bool = False, required: bool = False) -> Column:
    """Declare a column of days."""
    return Column(key, Type.DAY, 12, role, detail, required)


def amount(key: str, role: Role = Role.INPUT, *, detail: bool = False, required: bool = False) -> Column:
    """Declare a column of amounts in major units."""
    return Column(key, Type.AMOUNT, 14, role, detail, required)


def count(key: str, role: Role = Role.RESULT, *, detail: bool = False) -> Column:
    """Declare a column of whole numbers."""
    return Column(key, Type.COUNT, 10, role, detail)


def code(key: str, width: int = 13, *, detail: bool = False, required: bool = False) -> Column:
    """Declare a column of identifiers."""
    return Column(key, Type.CODE, width, Role.INPUT, detail, required)


def text(key: str, width: int = 16, role: Role = Role.INPUT, *, detail: bool = False) -> Column:
    """Declare a column of text."""
    return Column(key, Type.TEXT, width, role, detail)


def currency() -> Column:
    """Declare the column of currency codes."""
    return Column("currency", Type.CODE, 10, required=True)
