"""The write back after letters were issued: the register, the items' levels, the proposals that are done."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from arrears.core.letters.letters import Content
from arrears.core.money import to_major
from arrears.runs.items.item_levels import ItemLevels, present
from arrears.runs.letters.letter_history import Planned
from arrears.runs.letters.letter_rows import Account
from arrears.runs.letters.letter_sheets import LetterSheets
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
    levels, counting = ItemLevels(books.tables["Invoices"]), [entry for entry in entries if not entry.void]
    for entry in counting:
        levels.record(entry.planned, entry.letter_date)
    return [_letters(books.tables["Letters"], entries), levels.rows(), _escalation(books, counting)]


def given_back(
    books: LetterSheets,
    entries: Sequence[RegisterEntry],
    levels: ItemLevels,
    outdated: Collection[Account],
    void: Mapping[str, str],
) -> list[Rows]:
    """Give the rows to write for letters that the book had lost, with the levels they left their items at.

    The proposals of ``outdated`` accounts were made without them: they are not sent, and count as stale for good.
    ``void``: numbers in the register that turned out void, and what to say of each.
    """
    counting = [entry for entry in entries if not entry.void]
    letters = _letters(books.tables["Letters"], entries, void)
    return [letters, levels.rows(), _escalation(books, counting, outdated)]


def voided(books: LetterSheets, levels: ItemLevels, void: Mapping[str, str]) -> list[Rows]:
    """Give the rows to write for letters that were voided, by number with the reason of each."""
    return [_letters(books.tables["Letters"], (), void), levels.rows()]


def _letters(table: Table, entries: Sequence[RegisterEntry], void: Mapping[str, str] | None = None) -> Rows:
    rows = [entry.cells() for entry in entries]
    columns: dict[str, Sequence[Value | Keep]] = {
        key: [*[KEEP] * len(table), *(row[key] for row in rows)] for key in (rows[0] if rows else {})
    }
    if void:
        known: list[Value | Keep] = [void.get(str(number), KEEP) for number in table.column("number")]
        columns["void_reason"] = [*known, *(row["void_reason"] for row in rows)]
    return Rows("Letters", present(table, columns), [*range(len(table)), *[None] * len(rows)])


def _escalation(books: LetterSheets, entries: Sequence[RegisterEntry], outdated: Collection[Account] = ()) -> Rows:
    table = books.tables["Escalation"]
    done = {(entry.planned.account, entry.planned.stamp): entry for entry in entries}
    send: list[Value | Keep] = [KEEP] * len(table)
    level: list[Value | Keep] = [KEEP] * len(table)
    last: list[Value | Keep] = [KEEP] * len(table)
    mark: list[Value | Keep] = [KEEP] * len(table)
    for row, proposed in enumerate(books.proposed):
        entry = done.get((proposed.account, proposed.stamp))
        if entry is not None:
            send[row], level[row], last[row] = None, entry.planned.level, entry.letter_date
        elif proposed.account in outdated:
            send[row], mark[row] = None, None
    # What is done is no person's decision on the next proposal.
    offered: list[Value | Keep] = [None if cell is None else KEEP for cell in send]
    columns = {"send": send, "last_level": level, "last_letter": last, "offered": offered}
    columns |= {"proposed": mark} if outdated else {}
    return Rows("Escalation", present(table, columns), range(len(table)))
