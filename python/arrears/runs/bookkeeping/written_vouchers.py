"""The vouchers that the Postings sheet holds."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from arrears.runs.ports import Table
from arrears.runs.reading import Row


@dataclass(frozen=True, slots=True)
class Written:
    """A voucher that the sheet holds already, with its rows."""

    number: str
    source: str
    kind: str
    day: date | None
    currency: str
    rows: Sequence[int]
    gone_out: bool
    posted: bool


def written_vouchers(table: Table) -> list[Written]:
    """Give the vouchers that the sheet holds; posted is one with an ERP document number on any of its lines."""
    rows_of: dict[str, list[int]] = {}
    for number, voucher in enumerate(table.column("voucher")):
        rows_of.setdefault(str(voucher or ""), []).append(number)
    return [_written(table, number, rows) for number, rows in rows_of.items() if number]


def _written(table: Table, voucher: str, rows: Sequence[int]) -> Written:
    lines = [Row(table, number) for number in rows]
    posted = any(line.text("erp_document_no") or line.text("state") == "posted" for line in lines)
    first = lines[0]
    return Written(
        voucher, first.text("source"), first.text("kind"), first.day("posting_date"), first.text("currency"), rows,
        posted or any(line.text("exported") for line in lines), posted,
    )  # fmt: skip
