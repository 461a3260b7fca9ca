"""The columns of a list, typed by field, with every cell that cannot be read as a problem at its place."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from arrears.core.problems import Problem, Severity
from arrears.errors import ListRefused
from arrears.office.exports.amount_notation import Amounts, column_mark, marks_in, read_amounts
from arrears.office.exports.day_notation import Loose, Proof, proof, read_days, reading
from arrears.office.exports.decimal_mark import Decided, ambiguous, decided_marks
from arrears.office.exports.draft import Draft
from arrears.office.exports.grid import Raw
from arrears.office.exports.identifiers import read_identifiers, text_of
from arrears.office.exports.kinds import type_of
from arrears.office.exports.notes import Note
from arrears.office.table_spec import Type
from arrears.runs.ports import Value

_MAIN_AMOUNTS = frozenset({"remaining", "gross", "amount"})


@dataclass(slots=True)
class Typed:
    """Typed columns by field; what went wrong and how things were decided."""

    draft: Draft
    dates: str | None
    columns: dict[str, list[Value]] = field(default_factory=dict)
    amounts: dict[str, Amounts] = field(default_factory=dict)
    marks: dict[str, str] = field(default_factory=dict)
    """The decimal mark each amount column was read with."""
    orders: set[str] = field(default_factory=set)
    """The day-month orders that dates were proved, or given, to be in."""
    unused: list[str] = field(default_factory=list)
    """Amount columns that hold no amounts."""

    def order(self) -> str | None:
        """Give the day-month order of the list's dates; None where nothing tells, or columns differ."""
        return next(iter(self.orders)) if len(self.orders) == 1 else (None if self.orders else self.dates)

    def report(self, name: str, field_name: str, cells: Mapping[int, str]) -> None:
        """Report cells of a column, by row."""
        for row, found in sorted(cells.items()):
            self.draft.warn(name, row, field_name, found)

    def note(self, name: str, field_name: str, **values: object) -> None:
        """Say how a column was read."""
        self.draft.notes.append(Note.of(name, heading=self.draft.headings[field_name], **values))


def typed(draft: Draft, dates: str | None, currency: str, decimal: str | None) -> Typed:
    """Type every column of a draft; refuses a list whose day-month order or decimal mark nothing tells.

    ``dates`` and ``decimal`` serve where the list leaves them open, ``currency`` where it names none.
    """
    result = Typed(draft, dates)
    by_type: dict[Type, dict[str, list[Raw]]] = {kind: {} for kind in Type}
    for name, cells in draft.raw.items():
        by_type[type_of(name)][name] = cells
    _amount_columns(result, by_type[Type.AMOUNT], decided_marks(draft, by_type[Type.AMOUNT], currency, decimal))
    _day_columns(result, by_type[Type.DAY])
    for name, cells in by_type[Type.CODE].items():
        _code_column(result, name, cells)
    for name, cells in (by_type[Type.RATE] | by_type[Type.COUNT]).items():
        _number_column(result, name, cells)
    for name, cells in (by_type[Type.TEXT] | by_type[Type.CHOICE] | by_type[Type.YES]).items():
        result.columns[name] = [text_of(cell) for cell in cells]
    return result


def _amount_columns(result: Typed, raw: Mapping[str, Sequence[Raw]], marks: Mapping[str, Decided]) -> None:
    for name, cells in raw.items():
        decided = marks[name]
        read = read_amounts(cells, decided.mark)
        if _holds_no_amounts(read) and (len(raw) > 1 or name not in _MAIN_AMOUNTS):
            result.unused.append(name)
            result.note("not-amounts", name, found=next(iter(read.unreadable.values())))
            continue
        if decided.open:
            raise ambiguous(result.draft, name, decided.example)
        result.amounts[name], result.marks[name] = read, decided.mark
        result.columns[name] = list(read.values)
        if read.assumed:
            _note_mark(result, name, decided, read.assumed[0])
        result.report("amount-unreadable-in-list", name, read.unreadable)
        result.report("amount-ambiguous", name, read.ambiguous)


def _note_mark(result: Typed, name: str, decided: Decided, example: str) -> None:
    if decided.how == "given":
        result.note("decimal-given", name, mark=decided.mark, example=example)
    elif decided.how == "currency":
        result.note("decimal-by-currency", name, currency=decided.currency, example=decided.example)
    elif decided.how != "own":
        result.note(f"thousands-{decided.how}", name, example=example)


def _holds_no_amounts(read: Amounts) -> bool:
    return len(read.unreadable) > sum(value is not None for value in read.values)


_OF_SEVERAL = re.compile(r"\s*(\d{1,3})\s*(?:/|of|von)\s*\d{1,3}\s*", re.IGNORECASE)
"""One of several, as instalments are written: ``2/3`` is the second."""


def _number_column(result: Typed, name: str, cells: Sequence[Raw]) -> None:
    if name == "instalment":
        parts = [_OF_SEVERAL.fullmatch(cell) if isinstance(cell, str) else None for cell in cells]
        cells = [part[1] if part else cell for part, cell in zip(parts, cells, strict=True)]
    read = read_amounts(cells, column_mark(marks_in(cells), Counter(), result.draft.grid.evidence)[0])
    whole = type_of(name) is Type.COUNT
    result.columns[name] = [int(v) if whole and v is not None and v == int(v) else v for v in read.values]


def _day_columns(result: Typed, raw: Mapping[str, Sequence[Raw]]) -> None:
    proofs = {name: proof(reading(cell) for cell in cells) for name, cells in raw.items()}
    together = _together(proofs.values())
    for name, cells in raw.items():
        column = read_days(cells, _order(result, name, proofs[name], together))
        result.columns[name] = list(column.values)
        result.report("date-unreadable-in-list", name, column.unreadable)


def _together(proofs: Iterable[Proof]) -> Proof:
    found = list(proofs)
    only = tuple(sum(p.only[n] for p in found) for n in range(3))
    return Proof((only[0], only[1], only[2]))


def _order(result: Typed, name: str, own: Proof, together: Proof) -> str:
    """Decide a column's day-month order: its own proof, the other columns', what was given; else refuse."""
    order, shared = own.order(), together.order()
    if order not in {None, "mixed"}:
        result.orders.add(str(order))
        result.note("order-proved", name, order=order)
        return str(order)
    if order is None and not own.both:
        return result.dates or "dmy"
    if order is None and shared not in {None, "mixed"}:
        result.note("order-shared", name, order=shared)
        return str(shared)
    if result.dates:
        result.orders.add(result.dates)
        result.note("order-given", name, order=result.dates)
        return result.dates
    raise _ambiguous(result, name, own, "dates-mixed" if order == "mixed" else "dates-ambiguous")


def _ambiguous(result: Typed, name: str, own: Proof, refusal: str) -> ListRefused:
    example = own.example or Loose(1, 2, 2026, dotted=False, short=False)
    return ListRefused(
        refusal,
        result.draft.file,
        found=f"{example.first}/{example.second}/{example.third}",
        column=result.draft.headings[name],
        day_first=example.read("dmy"),
        month_first=example.read("mdy"),
    )


def _code_column(result: Typed, name: str, cells: Sequence[Raw]) -> None:
    read = read_identifiers(cells)
    draft = result.draft
    result.columns[name] = list(read.values)
    result.report("identifier-rounded", name, read.rounded)
    if read.zeros_lost is not None:
        values = {"column": draft.headings[name]}
        found = str(read.values[read.zeros_lost])
        where = draft.place(read.zeros_lost, name)
        draft.problems.append(Problem("leading-zeros-lost", where, found, Severity.WARNING, values))
