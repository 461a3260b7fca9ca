"""The level and the last letter of each item of the book, while letters are recorded one after the other."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date

from arrears.runs.letters.letter_history import Planned
from arrears.runs.letters.letter_rows import Account, day, text, whole
from arrears.runs.ports import KEEP, Keep, Rows, Table, Value


class ItemLevels:
    """Levels and dates as the Open items sheet has them, and as letters leave them."""

    def __init__(self, table: Table) -> None:
        """Read the sheet; a key that stands there twice means its first row."""
        self._table = table
        self._row_of = {str(key): row for row, key in reversed(list(enumerate(table.column("item_key")))) if key}
        self._changed: dict[str, tuple[int, date | None]] = {}

    @property
    def untold(self) -> frozenset[str]:
        """The items that no letter was ever about, as far as the sheet knows; none where a person took the columns."""
        if not {"level", "last_letter"} <= set(self._table.columns):
            return frozenset()
        return frozenset(key for key in self._row_of if self._now(key) == (0, None))

    @property
    def accounts(self) -> frozenset[Account]:
        """The accounts of the items that letters changed."""
        rows = (self._row_of[key] for key in self._changed)
        return frozenset((text(self._table, "customer", r), text(self._table, "currency", r).upper()) for r in rows)

    def record(self, planned: Planned, letter_date: date) -> None:
        """Record a letter: the items it raises take its date; one that raises none is the last about all its items."""
        before = {key: self._now(key)[0] for key in planned.items if key in self._row_of}
        rising = [key for key, was in before.items() if planned.items[key] > was]
        for key in rising or before:
            self._take(key, planned.items[key], letter_date)

    def recall(self, planned: Planned, letter_date: date, keys: Collection[str]) -> None:
        """Record a letter of long ago for some of its items only, those whose level it raised."""
        for key, level in planned.items.items():
            if key in keys and level > self._now(key)[0]:
                self._take(key, level, letter_date)

    def withdraw(self, planned: Planned, letter_date: date) -> None:
        """Take back a letter that was voided: the items that still stand as it left them stand as before it."""
        self._withdraw(planned, letter_date, planned.before)

    def withdraw_further(self, planned: Planned, letter_date: date) -> None:
        """Take back a letter voided earlier, for items that go back to it now: it left them where it does not count."""
        self._withdraw(planned, letter_date, planned.before.keys() & self._changed.keys())

    def _withdraw(self, planned: Planned, letter_date: date, keys: Collection[str]) -> None:
        for key in keys:
            if key in self._row_of and self._now(key) == (planned.items[key], letter_date):
                level, last = planned.before[key]
                self._changed[key] = level, date.fromisoformat(last) if last else None

    def rows(self) -> Rows:
        """Give the rows to write."""
        level: list[Value | Keep] = [KEEP] * len(self._table)
        last: list[Value | Keep] = [KEEP] * len(self._table)
        for key, (reached, letter_date) in self._changed.items():
            level[self._row_of[key]], last[self._row_of[key]] = reached or None, letter_date
        return Rows("Invoices", present(self._table, {"level": level, "last_letter": last}), range(len(self._table)))

    def _now(self, key: str) -> tuple[int, date | None]:
        if key in self._changed:
            return self._changed[key]
        row = self._row_of[key]
        return whole(self._table, "level", row), day(self._table, "last_letter", row)

    def _take(self, key: str, level: int, letter_date: date) -> None:
        was, last = self._now(key)
        self._changed[key] = max(was, level), max(last or letter_date, letter_date)


def present(table: Table, columns: Mapping[str, Sequence[Value | Keep]]) -> Mapping[str, Sequence[Value | Keep]]:
    """Leave out columns that a person has removed from the sheet."""
    return {key: column for key, column in columns.items() if key in table.columns}
