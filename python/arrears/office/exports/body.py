"""The rows under the headings, made into a listing: every row read, or left out with its reason."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

from arrears.core.problems import Place, Problem, Severity
from arrears.errors import ListRefused
from arrears.office.exports.columns import Typed, typed
from arrears.office.exports.currencies import currency_column
from arrears.office.exports.disputes import dispute, taken_marks
from arrears.office.exports.draft import Draft
from arrears.office.exports.filling import fill, name_customers
from arrears.office.exports.grid import Grid, is_blank
from arrears.office.exports.header_row import Header, fingerprint
from arrears.office.exports.key_date import KeyDate, key_date
from arrears.office.exports.kinds import ITEM_KINDS_OF_LIST, type_of
from arrears.office.exports.leaving import drop_payables, leave_out_incomplete, leave_out_too_long
from arrears.office.exports.notes import Note
from arrears.office.exports.rows import RowKind, SourceRow, source_rows
from arrears.office.exports.running import settle_balance
from arrears.office.exports.signs import signed, signed_receipts
from arrears.office.exports.totals import Totals, printed_totals, unexplained_figures
from arrears.office.exports.vocabulary import allocation_kind
from arrears.office.table_spec import Type
from arrears.runs.ports import LeftOut, Listing

_DAYS_TO_1904 = 1462


def read_body(
    file: str,
    grid: Grid,
    header: Header,
    kind: str,
    *,
    currency: str,
    dates: str | None,
    decimal: str | None,
    list_date: date | None,
) -> Listing:
    """Read everything under a header into a listing (without the file's hash)."""
    rows = source_rows(grid, header, kind)
    items = [row for row in rows if row.kind is RowKind.ITEM]
    if not items:
        raise _no_item(file, grid, rows)
    draft = Draft.of(file, grid, header, kind, items)
    fill(draft, rows)
    _from_1904(draft)
    marks = taken_marks(draft)
    read = typed(draft, dates, currency, decimal)
    totals = printed_totals(rows, header, read)
    _take(draft, read)
    _report_marks(draft)
    plain = {name: list(column.values) for name, column in read.amounts.items()}
    settle_balance(draft.columns, read.amounts, draft.headings, kind, draft.notes)
    totals = totals.of_fields(draft.headings)
    draft.columns["currency"] = currency_column(draft, read, currency)
    _sign(draft, read)
    dispute(draft, marks)
    name_customers(draft)
    draft.columns |= {f"{_PLAIN}{name}": list(values) for name, values in plain.items()}
    drop_payables(draft)
    leave_out_incomplete(draft)
    leave_out_too_long(draft)
    if not draft.numbers:
        raise _nothing_left(draft)
    _compare(draft, totals)
    draft.left_out += [_left_out(row) for row in rows if row.kind is not RowKind.ITEM]
    draft.problems += unexplained_figures(draft, rows, totals, read.marks)
    draft.problems += _too_wide(draft, rows)
    printed = key_date(grid, header, read.order())
    if printed is not None and list_date is not None and printed.day != list_date:
        draft.problems.append(_other_day(draft, printed, list_date))
    return _listing(draft, totals, printed)


_PLAIN = "as printed: "
"""Columns of amounts as they stand in the file, before signs, kept until the totals are compared."""


def _from_1904(draft: Draft) -> None:
    if not draft.grid.from_1904:
        return
    for name, cells in draft.raw.items():
        if type_of(name) is Type.DAY:
            draft.raw[name] = [c + _DAYS_TO_1904 if type(c) in {int, float} and c < 80_000 else c for c in cells]  # type: ignore[operator]


def _take(draft: Draft, read: Typed) -> None:
    draft.columns = read.columns
    for name in read.unused:
        del draft.headings[name]


def _report_marks(draft: Draft) -> None:
    """Report error cells, and formulas whose results the file does not store, in the columns that are used."""
    row_of = {number: row for row, number in enumerate(draft.numbers)}
    field_of = {draft.header.mapping[name]: name for name in draft.headings if name in draft.header.mapping}
    marked = (("error-cell-in-list", draft.grid.errors), ("formula-not-calculated", draft.grid.uncalculated))
    for problem, cells in marked:
        for (number, column), found in sorted(cells.items()):
            name = field_of.get(column - draft.grid.first_column)
            if name is not None and number in row_of:
                draft.warn(problem, row_of[number], name, found)


def _sign(draft: Draft, read: Typed) -> None:
    if draft.kind == "receipts":
        draft.columns["amount"] = list(signed_receipts(read.amounts, len(draft.numbers), draft.notes))
    if draft.kind == "allocations" and "kind" in draft.columns:
        kinds = (None if value is None else str(value) for value in draft.columns["kind"])
        draft.columns["kind"] = [text and (allocation_kind(text) or text) for text in kinds]
    if draft.kind not in ITEM_KINDS_OF_LIST:
        return
    texts = {
        name: column for name, column in draft.columns.items() if name in {"doc_type", "kind", "direction", "note"}
    }
    result = signed(read.amounts, texts, len(draft.numbers), draft.kind)
    draft.columns.update(result.columns)  # type: ignore[arg-type]
    draft.columns["kind"] = list(result.kinds)
    draft.notes += result.notes
    for row, said in result.unknown_types.items():
        draft.warn("document-type-unknown", row, "doc_type", said)
    _settle_amounts(draft)


def _settle_amounts(draft: Draft) -> None:
    """Give every item list a signed ``amount``, and ``gross`` where the list tells the original amount."""
    columns = draft.columns
    if "gross" not in columns and "amount" in columns:
        columns["gross"] = list(columns["amount"])
    for name in ("gross", "remaining", "local_amount", "local_remaining"):
        if "amount" not in columns and name in columns:
            columns["amount"] = list(columns[name])
    if "base_amount" not in columns and "local_amount" in columns:
        columns["base_amount"] = list(columns["local_amount"])


def _nothing_left(draft: Draft) -> ListRefused:
    first = draft.problems[0] if draft.problems else None
    reasons: Mapping[str, int] = {}
    for row in draft.left_out:
        reasons = {**reasons, row.reason: reasons.get(row.reason, 0) + 1}
    said = "; ".join(f"{count} x {reason}" for reason, count in reasons.items())
    most = max(reasons, key=lambda reason: reasons[reason])
    where = first.where if first else draft.file
    return ListRefused("no-row-readable", where, found=said, rows=len(draft.left_out), reason=most)


def _no_item(file: str, grid: Grid, rows: Sequence[SourceRow]) -> ListRefused:
    wide = [row for row in rows if row.kind is RowKind.TOO_WIDE]
    if not wide:
        return ListRefused("list-empty", file, found=grid.sheet or file)
    most = Note.of("left-too-wide", label=wide[0].label)
    where = Place(grid.sheet, file=file, row=wide[0].number)
    return ListRefused("no-row-readable", where, found=wide[0].label, rows=len(wide), reason=most)


def _too_wide(draft: Draft, rows: Sequence[SourceRow]) -> list[Problem]:
    return [
        Problem(
            "row-too-wide",
            Place(draft.grid.sheet, file=draft.file, row=row.number),
            row.label,
            Severity.LEFT_OUT,
            {"columns": str(draft.header.named)},
        )
        for row in rows
        if row.kind is RowKind.TOO_WIDE
    ]


def _other_day(draft: Draft, printed: KeyDate, given: date) -> Problem:
    where = Place(draft.grid.sheet, file=draft.file, row=printed.row)
    values = {"printed": printed.day.isoformat(), "given": given.isoformat()}
    return Problem("list-date-differs", where, printed.day.isoformat(), Severity.WARNING, values)


def _compare(draft: Draft, totals: Totals) -> None:
    plain = {
        name.removeprefix(_PLAIN): draft.columns.pop(name) for name in list(draft.columns) if name.startswith(_PLAIN)
    }
    codes = {code for code in draft.columns["currency"] if code}
    if len(codes) > 1 and totals.figures:
        draft.notes.append(Note.of("total-not-compared"))
        return
    for name, total in totals.figures.items():
        sums = [_sum(column[name]) for column in (plain, draft.columns) if name in column]
        if sums and total not in sums:
            values = {"column": draft.headings[name], "printed": f"{total:,f}", "read": f"{sums[0]:,f}",
                      "difference": f"{total - sums[0]:,f}"}  # fmt: skip
            where = replace(draft.place(0, name), row=totals.row, cell=totals.cell(draft.grid, draft.header, name))
            draft.problems.append(
                Problem(
                    "total-differs",
                    where,
                    f"{total:,f}",
                    Severity.WARNING,
                    values,
                    total - sums[0],
                    str(next(iter(codes), "")),
                )
            )


def _sum(column: Sequence[object]) -> Decimal:
    return sum((value for value in column if isinstance(value, Decimal)), Decimal(0))


def _left_out(row: SourceRow) -> LeftOut:
    label = " ".join(row.label.split()) or next(
        (str(c).strip() for c in row.cells if isinstance(c, str) and not is_blank(c)), ""
    )
    return LeftOut(row.number, Note.of(f"left-{row.kind.value}", label=label[:80]))


def _listing(draft: Draft, totals: Totals, printed: KeyDate | None) -> Listing:
    return Listing(
        file=draft.file,
        sha256="",
        kind=draft.kind,
        sheet=draft.grid.sheet,
        header_row=draft.header.row,
        mapping=draft.mapping(),
        columns=draft.columns,
        source_rows=draft.numbers,
        left_out=sorted(draft.left_out, key=lambda row: row.row),
        printed_totals=totals.as_amounts(),
        problems=draft.problems,
        notes=draft.notes,
        fingerprint=fingerprint(draft.header.headings),
        printed_date=printed.day if printed else None,
    )
