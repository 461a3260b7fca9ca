"""The Approvals sheet: what is recorded there of the approvals of matches, and what is added."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from arrears.core.approvals import Approval, fingerprint, standing
from arrears.runs.ports import Rows, Table, Value
from arrears.runs.reading import Row
from arrears.runs.upsert import appended

MATCH = "match"
"""The subject of approvals given on the Matching sheet."""
_FINGERPRINTED = ("customer", "document_no", "paid", "deducted", "deducted_as")


@dataclass(slots=True)
class Approvals:
    """The approvals of a subject: those of the sheet, and those to add."""

    known: list[Approval]
    subject: str = MATCH
    added: list[dict[str, Value]] = field(default_factory=list)

    def of(self, row_key: str) -> Approval | None:
        """Give the approval of a row that stands."""
        return standing(self.known, self.subject, row_key)

    def record(self, row_key: str, approver: str, contents: str, more: dict[str, Value]) -> None:
        """Add an approval, or with a blank approver take one back."""
        self.known.append(Approval(self.subject, row_key, approver, contents))
        cells: dict[str, Value] = {"subject": self.subject, "row_key": row_key, "contents": contents}
        self.added.append(cells | {"approved_by": approver or None} | more)

    def rows(self, table: Table) -> list[Rows]:
        """Give what is to be written: rows below those there are."""
        names = dict.fromkeys(name for row in self.added for name in row)
        columns = {name: [row.get(name) for row in self.added] for name in names}
        return [appended(table, columns)] if self.added else []


def approvals_in(table: Table | None, subject: str = MATCH) -> Approvals:
    """Read the sheet, oldest first."""
    rows = [] if table is None else [Row(table, number) for number in range(len(table))]
    names = ("subject", "row_key", "approved_by", "contents")
    known = [Approval(*(row.text(name) for name in names)) for row in rows]
    return Approvals(known, subject)


def contents_of(rows: Iterable[dict[str, Value]], received: Value) -> str:
    """Give the fingerprint of what is approved of a source: what it gives to whom."""
    parts: list[object] = [_plain(received)]
    for row in rows:
        parts += [_plain(row.get(name)) for name in _FINGERPRINTED]
    return fingerprint(parts)


def _plain(value: Value) -> str:
    if isinstance(value, Decimal):
        return format(value.normalize() + 0, "f")
    return "" if value is None else str(value)


def approver_of(rows: Sequence[dict[str, Value]]) -> str:
    """Give whoever approved a source: the first name in its rows."""
    return next((str(row["approved_by"]) for row in rows if row.get("approved_by")), "")
