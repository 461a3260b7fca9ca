"""Interest notes before they are written: per customer, currency and VAT treatment what is newly chargeable."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from arrears.core.money import pro_rata, to_minor
from arrears.runs.figures import Figures
from arrears.runs.interest.interest_due import InterestDue
from arrears.runs.reading import Row


@dataclass(frozen=True, slots=True)
class Line:
    """What a note charges on one item (row of the ledger), in minor units; ``vat`` of it, None where not known."""

    item: int
    interest: int
    fixed: int
    vat: int | None

    @property
    def amount(self) -> int:
        """Interest and fixed sum together."""
        return self.interest + self.fixed


@dataclass(frozen=True, slots=True)
class Note:
    """One interest note in the making: codes of customer and currency, and its lines."""

    customer: int
    currency: int
    vat_treatment: str
    lines: Sequence[Line]

    @property
    def amount(self) -> int:
        """Everything it charges, in minor units."""
        return sum(line.amount for line in self.lines)

    @property
    def vat(self) -> int | None:
        """The VAT in the amount, in minor units; None where that of a line is not known."""
        parts = [line.vat for line in self.lines]
        return None if None in parts else sum(part for part in parts if part is not None)


def notes_of(figures: Figures, due: InterestDue, customer: str | None) -> tuple[list[Note], list[Note]]:
    """Give the notes to write, and those that come to nothing or less and are carried on to the next.

    A line of an item that was charged too much is negative; it is set off in the same note. ``customer``: only theirs.
    """
    ledger = figures.sub_ledger.ledger
    lines: dict[tuple[int, int, str], list[Line]] = {}
    for at in np.flatnonzero((due.to_charge != 0) | (due.fixed_to_charge != 0)).tolist():
        item = int(due.item[at])
        code, currency = int(ledger.items.customer[item]), int(ledger.items.currency[item])
        if customer is None or ledger.customers[code] == customer:
            treatment = _treatment(figures, item)
            line = _line(figures, item, int(due.to_charge[at]), int(due.fixed_to_charge[at]), treatment)
            lines.setdefault((code, currency, treatment), []).append(line)
    named = sorted(
        lines.items(), key=lambda part: (ledger.customers[part[0][0]], ledger.currencies[part[0][1]], part[0][2])
    )
    notes = [Note(*account, found) for account, found in named]
    return [note for note in notes if note.amount > 0], [note for note in notes if note.amount <= 0]


def _treatment(figures: Figures, item: int) -> str:
    agreed = figures.agreed[item]
    return "none" if agreed is None else agreed.vat


def _line(figures: Figures, item: int, interest: int, fixed: int, treatment: str) -> Line:
    vat = _vat_in(figures, item, interest + fixed) if treatment == "as the supply" else 0
    return Line(item, interest, fixed, vat)


def _vat_in(figures: Figures, item: int, amount: int) -> int | None:
    """Take the VAT out of an amount that includes it, at the rate of the item's own supply (net and VAT of its row).

    Interest on a late payment counts as 价外费用 and is VAT-inclusive: 增值税暂行条例实施细则 art. 12.
    """
    row, ledger = Row(figures.tables["Invoices"], figures.sub_ledger.item_rows[item]), figures.sub_ledger.ledger
    net, vat = row.amount("net"), row.amount("vat")
    if net is None or vat is None or not net + vat:
        return None
    currency = ledger.currencies[ledger.items.currency[item]]
    return pro_rata(amount, to_minor(vat, currency), to_minor(net + vat, currency))
