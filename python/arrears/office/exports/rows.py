"""What each row under the headings is: an item, a heading of a group, a total, a repeated header, a remark."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from arrears.office.exports.amount_notation import figure
from arrears.office.exports.day_notation import NO_DATE, reading
from arrears.office.exports.grid import Grid, Raw, Row, is_blank
from arrears.office.exports.header_row import Header
from arrears.office.exports.kinds import type_of
from arrears.office.exports.row_width import RowWidth
from arrears.office.exports.vocabulary import plain, total_kind
from arrears.office.table_spec import Type

_KEYS = ("document_no", "tax_invoice_no", "receipt_key", "item", "account")
_OWN_DAYS = ("document_date", "due_date")
_PIVOT_BLANKS = frozenset({"(blank)", "(Leer)", "(vide)", "(prázdné)", "(空白)"})
"""What pivot tables write for nothing."""


class RowKind(StrEnum):
    """What a row is."""

    ITEM = "item"
    GROUP = "group-heading"
    GRAND_TOTAL = "grand-total"
    SUBTOTAL = "subtotal"
    CARRIED = "carried"
    BARE_TOTAL = "bare-total"
    """Amounts and nothing else."""
    HEADER_AGAIN = "header-again"
    REMARK = "remark"
    TOO_WIDE = "too-wide"
    """More cells than headings: which cell belongs under which heading, nobody can tell."""


@dataclass(frozen=True, slots=True)
class SourceRow:
    """A row of the file with its number, its cells padded to the headings, and what it is."""

    number: int
    cells: Row
    kind: RowKind
    label: str = ""


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns that tell what a row is, by index."""

    amounts: tuple[int, ...]
    days: tuple[int, ...]
    keys: tuple[int, ...]
    headings: tuple[str, ...]
    own_days: tuple[int, ...]
    """Those of the document date and the due date, where a list has both."""
    grouped: bool
    """Whether rows of this kind of list may stand under headings of groups."""

    @classmethod
    def of(cls, header: Header, kind: str) -> "Columns":
        """Pick them from a header."""
        by_type: Mapping[Type, list[int]] = {Type.AMOUNT: [], Type.DAY: []}
        for field, index in header.mapping.items():
            by_type.get(type_of(field), []).append(index)
        keys = ("customer",) if kind == "customers" else _KEYS
        found = tuple(header.mapping[key] for key in keys if key in header.mapping)
        headings = tuple(plain(text) for text in header.headings)
        grouped = kind not in {"customers", "balances"}
        own = tuple(header.mapping[key] for key in _OWN_DAYS if key in header.mapping)
        own_days = own if len(own) == len(_OWN_DAYS) else ()
        return cls(tuple(by_type[Type.AMOUNT]), tuple(by_type[Type.DAY]), found, headings, own_days, grouped)


def source_rows(grid: Grid, header: Header, kind: str) -> list[SourceRow]:
    """Read the rows under the header, each told what it is; blank rows are skipped."""
    columns = Columns.of(header, kind)
    width, allowed = len(header.headings), RowWidth(grid, header, columns.amounts)
    rows = []
    for number, raw in grid.below(header.row):
        if len(raw) == width and _is_plain_item(raw, columns):
            rows.append(SourceRow(number, raw, RowKind.ITEM))
            continue
        if surplus := allowed.surplus(raw):
            rows.append(SourceRow(number, raw, RowKind.TOO_WIDE, surplus))
            continue
        cells = [None if cell in _PIVOT_BLANKS else cell for cell in raw] + [None] * (width - len(raw))
        filled = [index for index, cell in enumerate(cells) if not is_blank(cell)]
        errors = any((number, grid.first_column + index) in grid.errors for index in columns.amounts)
        if filled or errors:
            rows.append(_told(number, cells, filled, columns))
    return _with_remarks(rows)


def _is_plain_item(cells: Row, columns: Columns) -> bool:
    """Tell, quickly, the rows that most lists are made of: a number with digits and a figure."""
    keys = (cells[index] for index in columns.keys)
    if not any(c is not None and not (isinstance(c, str) and not any(map(str.isdigit, c))) for c in keys):
        return False
    figures = (cells[index] for index in columns.amounts)
    return any(type(c) is float or type(c) is int or (isinstance(c, str) and c[-1:].isdigit()) for c in figures)


def _told(number: int, cells: Row, filled: Sequence[int], columns: Columns) -> SourceRow:
    if _repeats_header(cells, filled, columns.headings):
        return SourceRow(number, cells, RowKind.HEADER_AGAIN)
    has_amounts = any(_is_amount(cells[index]) for index in columns.amounts)
    labelled = next(((t, text) for t, text in _labels(cells, filled, columns) if t), None)
    has_key = any(not is_blank(cells[i]) and not total_kind(str(cells[i])) for i in columns.keys)
    has_day = any(_is_day(cells[index]) for index in columns.days)
    is_document = has_amounts and bool(columns.own_days) and all(_is_day(cells[index]) for index in columns.own_days)
    dated = labelled and (is_document if labelled[0] == "carried" else has_day)
    if labelled and not has_key and not dated and (has_amounts or labelled[0] != "sub"):
        kind = {"grand": RowKind.GRAND_TOTAL, "sub": RowKind.SUBTOTAL, "carried": RowKind.CARRIED}[labelled[0]]
        return SourceRow(number, cells, kind, labelled[1])
    texts = [index for index in filled if isinstance(cells[index], str) and index not in columns.amounts]
    if has_amounts and not has_key and not has_day and not texts:
        return SourceRow(number, cells, RowKind.BARE_TOTAL)
    alone = len(filled) == 1 or (len(filled) <= 3 and not has_key)
    if columns.grouped and not has_amounts and not has_day and alone and texts:
        return SourceRow(number, cells, RowKind.GROUP, " ".join(str(cells[index]).rstrip() for index in texts))
    return SourceRow(number, cells, RowKind.ITEM)


def _labels(cells: Row, filled: Sequence[int], columns: Columns) -> list[tuple[str | None, str]]:
    texts = [str(cells[i]) for i in filled if i not in columns.amounts and isinstance(cells[i], str)]
    return [(total_kind(text), text.strip()) for text in texts]


def _repeats_header(cells: Row, filled: Sequence[int], headings: Sequence[str]) -> bool:
    same = sum(isinstance(cells[i], str) and i < len(headings) and plain(str(cells[i])) == headings[i] for i in filled)
    return same >= 2 and same * 5 >= len(filled) * 3


def _is_day(cell: Raw) -> bool:
    return reading(cell) not in {None, NO_DATE}


def _is_amount(cell: Raw) -> bool:
    if isinstance(cell, bool):
        return False
    if isinstance(cell, str):
        found = figure(cell)
        return bool(found and found.body)
    return isinstance(cell, int | float)


def _with_remarks(rows: Sequence[SourceRow]) -> list[SourceRow]:
    """A group heading that no item follows is a remark: a footer, a time stamp."""
    told = []
    followed = False
    for row in reversed(rows):
        if row.kind in {RowKind.ITEM, RowKind.TOO_WIDE}:
            followed = True
        elif row.kind in {RowKind.SUBTOTAL, RowKind.GRAND_TOTAL}:
            followed = False
        elif row.kind is RowKind.GROUP and not followed:
            row = SourceRow(row.number, row.cells, RowKind.REMARK, row.label)  # noqa: PLW2901
        told.append(row)
    return told[::-1]
