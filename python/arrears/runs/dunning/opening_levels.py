"""Opening levels: debts that are old when a book goes live get the level of their age, once somebody approves it.

The first letter about such a debt is then the one its age calls for, not a friendly reminder; nothing is said to have
been written that was not.
"""

from datetime import date
from typing import NamedTuple

import numpy as np

from arrears.runs.carried import in_place
from arrears.runs.dunning.procedures_table import Procedures
from arrears.runs.figures import Figures
from arrears.runs.letters.letter_rows import whole
from arrears.runs.ports import KEEP, Keep, Rows, Table, Value


class LevelNow(NamedTuple):
    """The level of an item as dunning goes by it; ``opening``: approved by a person, no letter bears it."""

    level: int
    last_letter: date | None
    opening: bool
    unapproved: bool


def level_now(table: Table, row: int) -> LevelNow:
    """Give the level of a row of Open items: that of its last letter, or the opening level somebody approved."""
    level, last = whole(table, "level", row), table.column("last_letter")[row]
    letter = last if isinstance(last, date) else None
    opening, approved = whole(table, "opening_level", row), bool(table.column("opening_approved")[row])
    if approved and opening > level:
        return LevelNow(opening, letter, opening=True, unapproved=False)
    waits = opening > 0 and not approved and not level and letter is None
    return LevelNow(level, letter, opening=False, unapproved=waits)


def opening_rows(figures: Figures) -> tuple[Rows, int]:
    """Propose an opening level for every overdue item that no letter was ever about, with how many there are.

    It is the one before the level its age calls for, so that the next letter is of that level and none is skipped. What
    a person approved or set stays.
    """
    table, ledger = figures.tables["Invoices"], figures.sub_ledger.ledger
    procedures = Procedures(figures.policy, figures.tables.get("Procedures"), figures.tables["Customers"])
    proposed: list[Value | Keep] = [KEEP] * len(table)
    count = 0
    for n in np.flatnonzero((figures.ageing.balance > 0) & (figures.ageing.days > 0)).tolist():
        row = figures.sub_ledger.item_rows[n]
        now = level_now(table, row)
        if now.level or now.last_letter is not None or table.column("opening_approved")[row]:
            continue
        by_age = procedures.of(ledger.customers[ledger.items.customer[n]]).level_by_age(int(figures.ageing.days[n]))
        if by_age > 1:
            proposed[row] = by_age - 1
            count += 1
    return in_place(table, {"opening_level": proposed}), count
