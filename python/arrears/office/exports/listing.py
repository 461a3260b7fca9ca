"""Read a list that accountants export from their ledgers into typed columns."""

import hashlib
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

from arrears.errors import FileRefused, InputRefused, ListRefused
from arrears.office.exports.body import read_body
from arrears.office.exports.day_notation import ORDERS
from arrears.office.exports.decimal_mark import MARKS
from arrears.office.exports.grid import Grid, is_blank
from arrears.office.exports.header_row import ROWS_SEARCHED, Header, find_header, fingerprint
from arrears.office.exports.kinds import ITEM_KINDS_OF_LIST, NAMES, guess, missing, names_vendors
from arrears.office.exports.notes import Note
from arrears.office.exports.rows import RowKind, source_rows
from arrears.office.exports.sources import content_of, opened
from arrears.office.exports.vocabulary import KINDS
from arrears.office.exports.workbook_grid import Workbook
from arrears.runs.ports import Listing


def read_listing(
    path: Path,
    *,
    kind: str | None,
    currency: str,
    dates: str | None = None,
    decimal: str | None = None,
    sheet: str | None = None,
    remembered: Mapping[str, Mapping[str, str]] | None = None,
    list_date: date | None = None,
) -> Listing:
    """Read an exported list: find its sheet and headings, map them, and type every row or say why it is left out.

    ``kind``: open-items, invoices, ledger, receipts, allocations, customers, balances; None guesses it and says so.
    ``currency`` serves where the list names none; ``dates`` (dmy, mdy, ymd) where nothing tells the day-month order,
    ``decimal`` (. or ,) where nothing tells decimals from thousands.
    ``list_date``: the day the list is said to be of; a problem where the file prints another one.
    ``remembered``: fingerprint of headings -> field -> heading, used before any guess.
    Item lists always carry ``customer``, ``kind``, ``currency`` and the signed ``amount`` and ``gross``.
    Refuses, by name, a file that cannot be read and a list that lacks what its kind needs.
    """
    if kind is not None and kind not in KINDS:
        raise InputRefused("list-kind-unknown", found=kind, kinds=", ".join(KINDS))
    if dates is not None and dates not in ORDERS:
        raise InputRefused("dates-option", found=dates)
    if decimal is not None and decimal not in MARKS:
        raise InputRefused("decimal-option", found=decimal)
    path = Path(path)
    content = content_of(path)
    source = opened(path, content)
    choice = _chosen(source, path, kind, sheet, remembered or {})
    listing = read_body(
        path.name, choice.grid, choice.header, choice.kind,
        currency=currency, dates=dates, decimal=decimal, list_date=list_date,
    )  # fmt: skip
    return replace(listing, sha256=hashlib.sha256(content).hexdigest(), notes=(*choice.notes, *listing.notes))


class _Choice:
    """The sheet taken, its headings, and the kind of list it is."""

    def __init__(self, grid: Grid, header: Header, kind: str, notes: list[Note], lacking: list[frozenset[str]]) -> None:
        self.grid, self.header, self.kind, self.notes, self.lacking = grid, header, kind, notes, lacking

    def rank(self) -> tuple[bool, bool, int]:
        """Order choices: complete ones first, visible ones next, then by headings recognised."""
        return (not self.lacking, not self.grid.hidden, self.header.score)


def _chosen(
    source: Workbook | Grid,
    path: Path,
    kind: str | None,
    sheet: str | None,
    remembered: Mapping[str, Mapping[str, str]],
) -> _Choice:
    grids = [source] if isinstance(source, Grid) else _heads(source, path, sheet)
    if isinstance(source, Workbook) and all(not any(not is_blank(c) for c in row) for g in grids for row in g.rows):
        raise ListRefused("list-empty", path.name, found=", ".join(g.sheet for g in grids))
    choices = [choice for grid in grids if (choice := _considered(grid, kind, remembered))]
    if not choices:
        raise ListRefused("header-not-found", path.name, found=_widest_texts(grids), rows=ROWS_SEARCHED)
    best = max(choices, key=_Choice.rank)
    if best.lacking or (best.kind in ITEM_KINDS_OF_LIST and names_vendors(best.header)):
        raise _lacking(best, path)
    if isinstance(source, Workbook):
        best.grid = source.grid(best.grid.sheet)
        if len(grids) > 1:
            best.notes.append(Note.of("sheet-taken", sheet=best.grid.sheet, sheets=len(grids)))
    return best


def _heads(book: Workbook, path: Path, sheet: str | None) -> list[Grid]:
    names = [name for name, _ in book.sheet_names()]
    if not names:
        raise FileRefused("no-worksheet", path.name)
    if sheet is not None:
        if sheet not in names:
            raise InputRefused("sheet-missing", path.name, found=sheet, sheets=", ".join(names))
        names = [sheet]
    return [book.head(name, 4 * ROWS_SEARCHED) for name in names]


def _considered(grid: Grid, kind: str | None, remembered: Mapping[str, Mapping[str, str]]) -> _Choice | None:
    notes: list[Note] = []
    header: Header | None
    if kind is None:
        views = {k: header for k in KINDS if (header := find_header(grid, k, remembered))}
        if "invoices" not in views or len(views) < len(KINDS):
            if not views:
                return None
            views = {k: views.get(k) or next(iter(views.values())) for k in KINDS}
        kind = guess(views, grouped=_is_grouped(grid, views["invoices"]))
        header = views[kind]
        notes.append(Note.of("kind-guessed", kind=kind))
    else:
        header = find_header(grid, kind, remembered)
    if header is None:
        return None
    if fingerprint(header.headings) in remembered:
        notes.append(Note.of("mapping-remembered"))
    elif header.system != "common":
        notes.append(Note.of("system-recognised", system=header.system))
    fields = set(header.mapping)
    if kind in ITEM_KINDS_OF_LIST | {"receipts"} and not fields & {"customer", "name"} and _is_grouped(grid, header):
        fields.add("group_heading")
    lacking = missing(kind, fields)
    if lacking and remembered:
        return _considered(grid, kind, {})  # the same headings served another kind of list
    return _Choice(grid, header, kind, notes, lacking)


def _is_grouped(grid: Grid, header: Header) -> bool:
    """Tell whether customers stand as headings above their rows."""
    if {"customer", "name"} & set(header.mapping):
        return False
    rows = source_rows(replace(grid, rows=grid.rows[: header.row + 200]), header, "invoices")
    first = next((row.kind for row in rows if row.kind in {RowKind.GROUP, RowKind.ITEM}), None)
    return first is RowKind.GROUP


def _lacking(choice: _Choice, path: Path) -> ListRefused:
    header = choice.header
    taken = {index: field for field, index in header.mapping.items()}
    seen = "; ".join(f"{text} = {taken[i]}" if i in taken else text for i, text in enumerate(header.headings))
    if names_vendors(header):
        return ListRefused("payables-list", path.name, seen=seen, row=header.row)
    wanted = "; ".join(NAMES[group] for group in choice.lacking)
    return ListRefused("fields-missing", path.name, row=header.row, kind=choice.kind, fields=wanted, seen=seen)


def _widest_texts(grids: list[Grid]) -> str:
    rows = [[str(c) for c in row if isinstance(c, str)] for grid in grids for _, row in grid.top(ROWS_SEARCHED)]
    widest = max(rows, key=len, default=[])
    return "; ".join(" ".join(text.split())[:40] for text in widest[:20])
