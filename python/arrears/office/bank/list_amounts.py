"""A column of amounts of a bank list, its decimal mark found from the whole column."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from arrears.core.money import exponent
from arrears.errors import ListRefused
from arrears.office.exports.amount_notation import column_mark, figure, marks_in, read_amounts, value_of
from arrears.office.exports.grid import Raw


@dataclass(frozen=True, slots=True)
class ListAmounts:
    """Amounts by row, with the currencies and the sides (debit, credit) that texts name."""

    values: Sequence[Decimal | None]
    currencies: Mapping[int, str]
    sides: Mapping[int, str]


def read_column(cells: Sequence[Raw], evidence: str, given: str | None, file: str, heading: str) -> ListAmounts:
    """Read a column; refuses, as ``amounts-ambiguous``, figures such as 1,234 where nothing decides."""
    cells = [_bare(cell) for cell in cells]
    own = marks_in(cells)
    mark, how = (given, "given") if given else column_mark(own, Counter(), evidence)
    read = read_amounts(cells, "assumed" if how == "assumed" else mark)
    three = any(exponent(code) == 3 for code in read.currencies.values())
    open_texts = list(read.ambiguous.values()) or (read.assumed if how == "assumed" and three else [])
    if open_texts:
        body = (figure(open_texts[0]) or figure("0")).body  # type: ignore[union-attr]
        point, comma = value_of(body, "."), value_of(body, ",")
        raise ListRefused("amounts-ambiguous", file, found=open_texts[0], column=heading, point=point, comma=comma)
    return ListAmounts(read.values, read.currencies, read.sides)


def _bare(cell: Raw) -> Raw:
    """Drop a country behind a figure, as cards print it: 8,000.00(CN)."""
    if isinstance(cell, str) and cell.rstrip().endswith(")") and cell.count("(") == 1:
        head, _, tail = cell.rstrip().partition("(")
        return head if len(tail) == 3 and tail[:2].isalpha() and head.strip() else cell
    return cell
