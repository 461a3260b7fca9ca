"""The write back after letters were issued: the register, the items' levels, the proposals that are done."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from arrears.core.letters import Content
from arrears.core.money import to_major
from arrears.runs.letter_history import Planned
from arrears.runs.letter_sheets import LetterSheets
from arrears.runs.ports import KEEP, Keep, Rows, Table, Value


@dataclass(frozen=True, slots=True)
class RegisterEntry:
    """A letter that was issued; ``content`` is None where the figures have changed since its file was written."""

    planned: Planned
    letter_date: date
    as_of: date
    name: str
    file: str
    issued_by: str
    issued_at: str
    content: Content | None
    void: str = ""

    def cells(self) -> dict[str, Value]:
        """Give the row of the Letters table."""
        code = self.planned.currency
        amounts = self.content and (self.content.total - self.content.credits, self.content.interest, self.content.fee)
        amount, interest, fee = (to_major(minor, code) for minor in amounts) if amounts else (None, None, None)
        return {
            "number": self.planned.number,
            "customer": self.planned.customer,
            "name": self.name,
            "currency": code,
            "level": self.planned.level,
            "template": self.planned.template,
            "letter_date": self.letter_date,
            "as_of": self.as_of,
            "items": len(self.planned.items),
            "amount": amount,
            "interest": interest,
            "fee": fee,
            "file": self.file or None,
            "issued_by": self.issued_by or None,
            "issued_at": self.issued_at or None,
            "void_reason": self.void or None,
        }


def written_back(books: LetterSheets, entries: Sequence[RegisterEntry]) -> list[Rows]:
    """Give the rows to write for letters that were issued: Letters, Invoices, Escalation."""
    counting = [entry for entry in entries if not entry.void]
    return [
        _letters(books.tables["Letters"], entries),
        _invoices(books.tables["Invoices"], counting),
        _escalation(books, counting),
    ]


def _letters(table: Table, entries: Sequence[RegisterEntry]) -> Rows:
    rows = [entry.cells() for entry in entries]
    columns: dict[str, Sequence[Value | Keep]] = {
        key: [*[KEEP] * len(table), *(row[key] for row in rows)] for key in (rows[0] if rows else {})
    }
    return Rows("Letters", _present(table, columns), [*range(len(table)), *[None] * len(rows)])


def _invoices(table: Table, entries: Sequence[RegisterEntry]) -> Rows:
    level: list[Value | Keep] = [KEEP] * len(table)
    last: list[Value | Keep] = [KEEP] * len(table)
    row_of = {str(key): row for row, key in reversed(list(enumerate(table.column("item_key")))) if key}
    for entry in entries:
        before = {key: table.column("level")[row_of[key]] or 0 for key in entry.planned.items if key in row_of}
        rising = [key for key, was in before.items() if isinstance(was, int) and entry.planned.items[key] > was]
        for key in rising or before:  # a letter that raises nothing still is the last one
            level[row_of[key]], last[row_of[key]] = entry.planned.items[key], entry.letter_date
    return Rows("Invoices", _present(table, {"level": level, "last_letter": last}), range(len(table)))


def _escalation(books: LetterSheets, entries: Sequence[RegisterEntry]) -> Rows:
    table = books.tables["Escalation"]
    done = {(entry.planned.account, entry.planned.stamp): entry for entry in entries}
    send: list[Value | Keep] = [KEEP] * len(table)
    level: list[Value | Keep] = [KEEP] * len(table)
    last: list[Value | Keep] = [KEEP] * len(table)
    for row, proposed in enumerate(books.proposed):
        entry = done.get((proposed.account, proposed.stamp))
        if entry is not None:
            send[row], level[row], last[row] = None, entry.planned.level, entry.letter_date
    columns = {"send": send, "last_level": level, "last_letter": last}
    return Rows("Escalation", _present(table, columns), range(len(table)))


def _present(table: Table, columns: Mapping[str, Sequence[Value | Keep]]) -> Mapping[str, Sequence[Value | Keep]]:
    """Leave out columns that a person has removed from the sheet."""
    return {key: column for key, column in columns.items() if key in table.columns}
