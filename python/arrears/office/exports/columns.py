"""The columns of a list, typed by field, with every cell that cannot be read as a problem at its place."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from arrears.core.problems import Place, Problem, Severity
from arrears.errors import ListRefused
from arrears.office.exports.amount_notation import Amounts, column_mark, marks_in, read_amounts
from arrears.office.exports.day_notation import Loose, Proof, proof, read_days, reading
from arrears.office.exports.grid import Raw
from arrears.office.exports.identifiers import read_identifiers, text_of
from arrears.office.exports.kinds import type_of
from arrears.office.exports.notes import Note
from arrears.office.tables import Type
from arrears.runs.ports import Value

PlaceOf = Callable[[int, str], Place]
"""Gives the place of a row (index) and field."""


@dataclass(slots=True)
class Typed:
    """Typed columns by field; what went wrong and how things were decided."""

    columns: dict[str, list[Value]] = field(default_factory=dict)
    amounts: dict[str, Amounts] = field(default_factory=dict)
    marks: dict[str, str] = field(default_factory=dict)
    """The decimal mark each amount column was read with."""
    problems: list[Problem] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    unused: list[str] = field(default_factory=list)


def typed(
    raw: Mapping[str, Sequence[Raw]],
    headings: Mapping[str, str],
    place: PlaceOf,
    *,
    dates: str | None,
    evidence: str,
    file: str,
) -> Typed:
    """Type every column; refuses a list whose day-month order nothing tells."""
    result = Typed()
    by_type: dict[Type, list[str]] = {}
    for name in raw:
        by_type.setdefault(type_of(name), []).append(name)
    _amount_columns(result, {f: raw[f] for f in by_type.get(Type.AMOUNT, ())}, headings, place, evidence)
    _day_columns(result, {f: raw[f] for f in by_type.get(Type.DAY, ())}, headings, place, dates, file)
    for name in by_type.get(Type.CODE, ()):
        _code_column(result, name, raw[name], headings, place)
    for name in (*by_type.get(Type.RATE, ()), *by_type.get(Type.COUNT, ())):
        mark = column_mark(marks_in(raw[name]), Counter(), evidence)[0]
        read = read_amounts(raw[name], mark)
        whole = type_of(name) is Type.COUNT
        result.columns[name] = [int(v) if whole and v is not None and v == int(v) else v for v in read.values]
    for name in (*by_type.get(Type.TEXT, ()), *by_type.get(Type.CHOICE, ()), *by_type.get(Type.YES, ())):
        result.columns[name] = [text_of(cell) for cell in raw[name]]
    return result


def _amount_columns(
    result: Typed, raw: Mapping[str, Sequence[Raw]], headings: Mapping[str, str], place: PlaceOf, evidence: str
) -> None:
    marks = {name: marks_in(cells) for name, cells in raw.items()}
    together: Counter[str] = sum(marks.values(), Counter())
    for name, cells in raw.items():
        mark, how = column_mark(marks[name], together, evidence)
        mark = "assumed" if how == "assumed" else mark
        read = read_amounts(cells, mark)
        if _holds_no_amounts(read) and (len(raw) > 1 or name not in {"remaining", "gross", "amount"}):
            result.unused.append(name)
            result.notes.append(Note.of("not-amounts", heading=headings[name], found=next(iter(read.unreadable.values()))))
            continue
        result.amounts[name], result.marks[name] = read, mark
        result.columns[name] = list(read.values)
        if read.assumed and how != "own":
            result.notes.append(Note.of(f"thousands-{how}", heading=headings[name], example=read.assumed[0]))
        for index, found in sorted(read.unreadable.items()):
            result.problems.append(Problem("amount-unreadable-in-list", place(index, name), found, values={"column": headings[name]}))
        for index, found in sorted(read.ambiguous.items()):
            result.problems.append(Problem("amount-ambiguous", place(index, name), found, values={"column": headings[name]}))


def _holds_no_amounts(read: Amounts) -> bool:
    filled = sum(value is not None for value in read.values)
    return len(read.unreadable) > filled


def _day_columns(
    result: Typed,
    raw: Mapping[str, Sequence[Raw]],
    headings: Mapping[str, str],
    place: PlaceOf,
    dates: str | None,
    file: str,
) -> None:
    proofs = {name: proof(reading(cell) for cell in cells) for name, cells in raw.items()}
    together = _together(proofs.values())
    for name, cells in raw.items():
        order = _order(name, proofs[name], together, headings, dates, file, result.notes)
        column = read_days(cells, order)
        result.columns[name] = list(column.values)
        for index, found in sorted(column.unreadable.items()):
            result.problems.append(Problem("date-unreadable-in-list", place(index, name), found, values={"column": headings[name]}))


def _together(proofs: Iterable[Proof]) -> Proof:
    found = list(proofs)
    only = tuple(sum(p.only[n] for p in found) for n in range(3))
    return Proof((only[0], only[1], only[2]))


def _order(
    name: str, own: Proof, together: Proof, headings: Mapping[str, str], dates: str | None, file: str, notes: list[Note]
) -> str:
    order = own.order()
    if order not in {None, "mixed"}:
        notes.append(Note.of("order-proved", heading=headings[name], order=str(order)))
        return str(order)
    if order is None and not own.both:
        return dates or "dmy"
    if order is None and (shared := together.order()) not in {None, "mixed"}:
        notes.append(Note.of("order-shared", heading=headings[name], order=str(shared)))
        return str(shared)
    if dates:
        notes.append(Note.of("order-given", heading=headings[name], order=dates))
        return dates
    raise _ambiguous(name, own, headings, file, mixed=order == "mixed")


def _ambiguous(name: str, own: Proof, headings: Mapping[str, str], file: str, *, mixed: bool) -> ListRefused:
    example = own.example or Loose(1, 2, 2026, dotted=False, short=False)
    return ListRefused(
        "dates-mixed" if mixed else "dates-ambiguous",
        file,
        found=f"{example.first}/{example.second}/{example.third}",
        column=headings[name],
        day_first=example.read("dmy"),
        month_first=example.read("mdy"),
    )


def _code_column(
    result: Typed, name: str, cells: Sequence[Raw], headings: Mapping[str, str], place: PlaceOf
) -> None:
    read = read_identifiers(cells)
    result.columns[name] = list(read.values)
    for index, found in sorted(read.rounded.items()):
        result.problems.append(Problem("identifier-rounded", place(index, name), found))
    if read.zeros_lost is not None:
        found = str(read.values[read.zeros_lost])
        result.problems.append(
            Problem("leading-zeros-lost", place(read.zeros_lost, name), found, Severity.WARNING, {"column": headings[name]})
        )
