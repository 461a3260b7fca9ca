"""The tables of the next month: which rows go along, and the rows that stand for what stays behind."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from arrears.core.money import to_major
from arrears.core.month.carrying import Carried
from arrears.errors import BookRefused
from arrears.runs.figures import Figures
from arrears.runs.month.postings_left import bills_left, postings_left
from arrears.runs.month.undertakings_left import UndertakingsLeft, disputes_left
from arrears.runs.ports import KEEP, Keep, Rows, Table, Value
from arrears.runs.reading import Row


@dataclass(frozen=True, slots=True)
class Left:
    """What stays behind, in rows: items, receipts, allocations."""

    items: int
    receipts: int
    allocations: int


@dataclass(slots=True)
class CarriedRows:
    """Makes the rows of the next month's tables out of those of the one that closes."""

    figures: Figures
    carried: Carried
    undertakings: UndertakingsLeft
    left: Left = field(init=False)

    def rows(self) -> list[Rows]:
        """Give the rows of every table that loses some."""
        items, receipts, allocations = self._items(), self._receipts(), self._allocations()
        counts = [self._left(one) for one in (items, receipts, allocations)]
        self.left = Left(*counts)
        made = [
            items, receipts, allocations, self._charges(), self._disputes(), self._undertaken("Promises"),
            self._undertaken("Plans"),
            bills_left(self.figures, self.carried), postings_left(self.figures, self.carried),
        ]  # fmt: skip
        return [one for one in made if one is not None]

    def _left(self, rows: Rows | None) -> int:
        if rows is None:
            return 0
        return len(self.figures.tables[rows.table]) - sum(row is not None for row in rows.kept)

    def _items(self) -> Rows:
        return Rows("Invoices", {}, self._kept_items())

    def _kept_items(self) -> list[int | None]:
        """Give the rows of items that go along; those that no total holds too, until somebody corrects them."""
        left = {row for n, row in enumerate(self.figures.sub_ledger.item_rows) if not self.carried.items[n]}
        return [row for row in range(len(self.figures.tables["Invoices"])) if row not in left]

    def _receipts(self) -> Rows | None:
        table, ledger = self.figures.tables.get("Receipts"), self.figures.sub_ledger.ledger
        if table is None:
            return None
        place = {row: n for n, row in enumerate(self.figures.sub_ledger.receipt_rows)}
        kept: list[int | None] = [
            row for row in range(len(table)) if row not in place or self.carried.receipts[place[row]]
        ]
        used: list[Value | Keep] = []
        for row in kept:
            n = place.get(row) if row is not None else None
            minor = 0 if n is None else int(self.carried.used[n])
            code = "" if n is None else ledger.currencies[ledger.receipts.currency[n]]
            used.append(KEEP if n is None else to_major(minor, code) if minor else None)
        if "used_before" not in table.columns:
            if any(value not in (None, KEEP) for value in used):
                raise BookRefused("column-missing", table.place(0, "receipt_key"), "", table="Receipts",
                                  columns="used_before")  # fmt: skip
            return Rows("Receipts", {}, kept)
        return Rows("Receipts", {"used_before": used}, kept)

    def _allocations(self) -> Rows | None:
        table = self.figures.tables.get("Allocations")
        if table is None:
            return None
        left = {row for n, row in enumerate(self.figures.sub_ledger.allocation_rows) if not self.carried.allocations[n]}
        left |= self._mirrors_left(table)
        kept: list[int | None] = [row for row in range(len(table)) if row not in left]
        brought = [self._brought(int(n)) for n in np.flatnonzero(self.carried.items & (self.carried.credits != 0))]
        columns: dict[str, Sequence[Value | Keep]] = {
            name: [KEEP] * len(kept) + [line[name] for line in brought] for name in brought[0]
        } if brought else {}  # fmt: skip
        return Rows("Allocations", columns, [*kept, *([None] * len(brought))])

    def _mirrors_left(self, table: Table) -> set[int]:
        """Give the mirrors of uses of credits for items that stay behind."""
        keys = self.figures.sub_ledger.ledger.items.key
        kept = {key for key, goes in zip(keys, self.carried.items.tolist(), strict=True) if goes}
        return {row for row in self.figures.sub_ledger.mirrors if Row(table, row).text("credit") not in kept}

    def _brought(self, credit: int) -> dict[str, Value]:
        """Give the row that stands for the uses of a credit for items that stay behind."""
        ledger, day = self.figures.sub_ledger.ledger, self.carried.closing_day
        code, base = ledger.currencies[ledger.items.currency[credit]], ledger.base_currency
        known = self.figures.sub_ledger.base_known[credit]
        return {
            "item": ledger.items.key[credit],
            "kind": "brought forward",
            "currency": code,
            "amount": to_major(-int(self.carried.credits[credit]), code),
            "base_amount": to_major(int(self.carried.credits_base[credit]), base) if known else None,
            "effective_date": day,
            "posting_date": day,
        }

    def _charges(self) -> Rows | None:
        table, keys = self.figures.tables.get("InterestCharges"), self.figures.sub_ledger.ledger.items.key
        if table is None:
            return None
        left = {key for key, goes in zip(keys, self.carried.items.tolist(), strict=True) if not goes}
        return Rows(table.name, {}, [n for n, key in enumerate(table.column("item_key")) if str(key) not in left])

    def _disputes(self) -> Rows | None:
        table = self.figures.tables.get("Disputes")
        if table is None:
            return None
        kept = frozenset(row for row in self._kept_items() if row is not None)
        return Rows(table.name, {}, disputes_left(table, self.figures.tables["Invoices"], kept))

    def _undertaken(self, name: str) -> Rows | None:
        if name not in self.figures.tables:
            return None
        return Rows(name, {}, sorted(self.undertakings.rows[name]))
