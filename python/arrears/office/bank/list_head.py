"""Where the headings of a bank list stand, what each holds, and what is said above and below the table."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from arrears.errors import ListRefused
from arrears.office.bank.list_words import currency_in, fields_of, label_of, says
from arrears.office.exports.day_notation import Loose, reading
from arrears.office.exports.grid import Grid, Raw, Row, is_blank
from arrears.office.exports.identifiers import text_of

ROWS_SEARCHED = 60
_DAYS, _AMOUNTS = frozenset({"booked", "dated", "value"}), frozenset({"amount", "credit", "debit"})
IBAN = re.compile(r"[A-Z]{2}\d{2}[A-Z0-9]{11,30}")
_DAY = re.compile(r"(?<!\d)\d{1,2}([/-])\d{1,2}\1\d{4}(?!\d)")
_PAIR = re.compile(r"[#\s]*([^:：]{1,30}?)\s*[:：]\s*(\S.*)")


@dataclass(frozen=True, slots=True)
class Head:
    """The headings of a list: their row, column by field (surest first), currencies named in headings, and labels.

    ``labels``: account, currency, name, opening, closing as printed above the table. ``card`` tells that the list is
    of a credit card, by its own words. ``days_above`` are the days printed above, which may tell their order.
    """

    row: int
    headings: Sequence[str]
    columns: Mapping[str, Sequence[int]]
    labels: Mapping[str, str] = field(default_factory=dict)
    card: bool = False
    days_above: Sequence[Loose] = ()

    def first(self, name: str) -> int | None:
        """Give the surest column of a field."""
        return next(iter(self.columns.get(name, ())), None)

    def currency(self, column: int | None) -> str:
        """Give the currency that a column's heading names."""
        return currency_in(self.headings[column]) if column is not None else ""


def find_head(grid: Grid, file: str) -> Head:
    """Find the row of headings: that in which most fields are known, at least a day and an amount.

    Raises ListRefused ``bank-headings-missing``.
    """
    best: Head | None = None
    most = 0
    for index, row in enumerate(grid.rows[:ROWS_SEARCHED]):
        head = _head(row, index + 1)
        if head is not None and len(head.columns) > most:
            best, most = head, len(head.columns)
    if best is None:
        widest = max(grid.rows[:ROWS_SEARCHED], key=lambda row: sum(not is_blank(cell) for cell in row), default=[])
        seen = "; ".join(text for cell in widest if (text := text_of(cell)))
        raise ListRefused("bank-headings-missing", file, found=seen[:200])
    above = grid.rows[: best.row - 1]
    texts = [str(cell) for row in above for cell in row if isinstance(cell, str)]
    card = says("card", " ".join([*best.headings, *texts])) and not says("debit_card", " ".join(best.headings))
    days = [day for text in texts for found in _DAY.finditer(text) if isinstance(day := reading(found[0]), Loose)]
    return Head(best.row, best.headings, best.columns, dict(_labels(above)), card, days)


def _head(row: Row, number: int) -> Head | None:
    headings = [" ".join(str(cell).split()) if isinstance(cell, str) else "" for cell in row]
    offers: dict[str, list[tuple[int, int]]] = {}
    for index, heading in enumerate(headings):
        for name, rank in fields_of(heading).items() if heading else ():
            offers.setdefault(name, []).append((rank, index))
    columns = {name: [index for _, index in sorted(found)] for name, found in offers.items()}
    if not (_DAYS & set(columns) and _AMOUNTS & set(columns)):
        return None
    return Head(number, headings, columns)


def _labels(rows: Iterable[Row]) -> Iterator[tuple[str, str]]:
    """Walk the labelled values above a table: ``label: value`` in one cell, or in two beside each other."""
    for row in rows:
        texts = [text_of(cell) or "" for cell in row]
        for index, cell in enumerate(row):
            for part in re.split(r"\t|\s{3,}", str(cell)) if isinstance(cell, str) else ():
                pair = _PAIR.fullmatch(part.strip())
                if pair and (label := label_of(pair[1])) and _fits(label, pair[2]):
                    yield label, pair[2].strip().strip("[]'\" ")
            bare = texts[index].rstrip(":： ")
            following = next((text for text in texts[index + 1 :] if text.strip(":： ")), "")
            if (label := label_of(bare)) and not label_of(following.rstrip(":： ")) and _fits(label, following):
                yield label, following.strip("[]'\" ")
            if IBAN.fullmatch(texts[index].replace(" ", "")):
                yield "iban", texts[index].replace(" ", "")


def _fits(label: str, value: str) -> bool:
    """Tell whether a value can be what a label names: an account has digits, or is an address."""
    return bool(value) and (label != "account" or any(sign.isdigit() or sign == "@" for sign in value))


def value_at(row: Row, column: int | None) -> Raw:
    """Give a cell of a row that may be shorter than the headings."""
    return row[column] if column is not None and column < len(row) else None
