"""The totals a list prints for itself."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from arrears.core.problems import Place, Problem, Severity
from arrears.office.exports.amount_notation import read_amounts
from arrears.office.exports.columns import Typed
from arrears.office.exports.draft import Draft
from arrears.office.exports.grid import Grid, letters
from arrears.office.exports.header_row import Header
from arrears.office.exports.rows import RowKind, SourceRow


@dataclass(frozen=True, slots=True)
class Totals:
    """The list's own grand total: its row in the file and its figures by field."""

    row: int = 0
    figures: Mapping[str, Decimal] = field(default_factory=dict)

    def cell(self, grid: Grid, header: Header, name: str) -> str:
        """Name the cell a figure stands in."""
        index = header.mapping.get(name, header.mapping.get("balance", 0))
        return f"{letters(grid.first_column + index)}{self.row}"

    def of_fields(self, headings: Mapping[str, str]) -> "Totals":
        """Keep the figures of fields that are used; a balance taken as the open amount is ``remaining``."""
        moved = "balance" not in headings and "remaining" in headings and "remaining" not in self.figures
        renamed = {("remaining" if moved and name == "balance" else name): v for name, v in self.figures.items()}
        return replace(self, figures={name: value for name, value in renamed.items() if name in headings})

    def as_amounts(self) -> dict[str, Decimal]:
        """Give the figures, with ``amount`` as debits less credits, or as the gross where that is what the list has."""
        figures = dict(self.figures)
        if {"debit", "credit_amount"} <= set(figures):
            figures.setdefault("amount", figures["debit"] - figures["credit_amount"])
        if "gross" in figures:
            figures.setdefault("amount", figures["gross"])
        return figures


def printed_totals(rows: Sequence[SourceRow], header: Header, read: Typed) -> Totals:
    """Find the last grand total, or an unlabelled row of amounts at the very end."""
    totals = [row for row in rows if row.kind is RowKind.GRAND_TOTAL]
    if not totals and rows and (last := _last_figures(rows)):
        totals = [last]
    if not totals:
        return Totals()
    last = totals[-1]
    found = {
        name: read_amounts([last.cells[header.mapping[name]]], read.marks[name]).values[0]
        for name in read.amounts
        if name in header.mapping
    }
    return Totals(last.number, {name: value for name, value in found.items() if value is not None})


def _last_figures(rows: Sequence[SourceRow]) -> SourceRow | None:
    ending = [row for row in rows if row.kind is not RowKind.REMARK]
    return ending[-1] if ending and ending[-1].kind is RowKind.BARE_TOTAL else None


def unexplained_figures(
    draft: Draft, rows: Sequence[SourceRow], totals: Totals, marks: Mapping[str, str]
) -> list[Problem]:
    """Report rows of figures alone that repeat neither the sum of the rows above them nor the list's total."""
    problems = []
    amount_of = dict(
        zip(draft.numbers, (draft.first_amount(n, _SUMMED) for n in range(len(draft.numbers))), strict=True)
    )
    field_name = next((name for name in _SUMMED if name in draft.headings), None)
    above = Decimal(0)
    for row in rows:
        if row.kind is RowKind.ITEM:
            above += amount_of.get(row.number) or Decimal(0)
            continue
        if row.kind is RowKind.BARE_TOTAL and row.number != totals.row and field_name is not None:
            index = draft.index(field_name) or 0
            mark = marks.get(field_name) or marks.get("balance", "")
            figure = read_amounts([row.cells[index]], mark).values[0]
            if figure not in {above, None}:
                where = Place(
                    draft.grid.sheet, f"{letters(draft.grid.first_column + index)}{row.number}", draft.file, row.number
                )
                values = {"column": draft.headings[field_name]}
                problems.append(Problem("figure-alone", where, f"{figure:,f}", Severity.LEFT_OUT, values, figure))
        above = Decimal(0)
    return problems


_SUMMED = ("remaining", "gross", "amount")
