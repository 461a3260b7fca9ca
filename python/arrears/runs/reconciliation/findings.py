"""Month-end checks: cut-off, deliveries after the period, and documents that may stand in the book twice."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import numpy as np

from arrears.core.dates import as_day
from arrears.core.money import to_major
from arrears.core.reconciliation.cutoff import CHECKS
from arrears.core.reconciliation.duplicates import duplicates
from arrears.runs.figures import Figures
from arrears.runs.reading import Row
from arrears.runs.reconciliation.late_rows import Source, sources
from arrears.runs.reconciliation.tied import TiedOut

DELIVERED_LATER = "delivered later"


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding of a check, amounts in major units; ``shift``: what document dates would add to the balance."""

    check: str
    customer: str
    what: str
    """The table the row stands on, by its stable name."""
    document: str
    currency: str
    amount: Decimal
    dated: date | None
    posted: date | None
    place: str
    other: str = ""
    shift: Decimal | None = None


def findings(figures: Figures, tied: TiedOut) -> list[Finding]:
    """Check the period of a tie-out: cut-off first, then deliveries, then duplicates."""
    found: list[Finding] = []
    for source in sources(figures, tied.placed):
        found += _cut_off(figures, tied, source)
    return [*found, *_delivered_later(figures, tied), *_duplicates(figures, tied)]


def _cut_off(figures: Figures, tied: TiedOut, source: Source) -> Iterator[Finding]:
    late = source.cut_off(tied.roll.first_day, tied.as_of)
    rows = zip(late.row.tolist(), late.check.tolist(), late.shift.tolist(), strict=True)
    for row, check, shift in rows:
        currency = figures.sub_ledger.ledger.currencies[source.currency[row]]
        yield _finding(figures, source, row, CHECKS[check], shift=to_major(shift, currency))


def _finding(
    figures: Figures, source: Source, row: int, check: str, other: str = "", shift: Decimal | None = None
) -> Finding:
    ledger = figures.sub_ledger.ledger
    own, currency = Row(source.table, int(source.rows[row])), ledger.currencies[source.currency[row]]
    place = own.place(source.key)
    return Finding(
        check, ledger.customers[source.customer[row]], source.table.name,
        own.text("document_no") or own.text("receipt_key") or own.text("item"), currency,
        to_major(int(source.amount[row]), currency), source.dated[row].item(), source.posted[row].item(),
        f"{place.sheet}!{place.cell}", other, shift,
    )  # fmt: skip


def _delivered_later(figures: Figures, tied: TiedOut) -> Iterator[Finding]:
    """Find invoices of the period whose delivery lies after it."""
    source = next(sources(figures, tied.placed))
    delivered = source.table.columns.get("delivery_date")
    if delivered is None:
        return
    within = (source.posted > as_day(tied.roll.opened)) & (source.posted <= as_day(tied.as_of))
    for row in np.flatnonzero(within).tolist():
        day = delivered[source.rows[row]]
        if isinstance(day, date) and day > tied.as_of:
            yield _finding(figures, source, row, DELIVERED_LATER, day.isoformat())


def _duplicates(figures: Figures, tied: TiedOut) -> Iterator[Finding]:
    """Find documents that may be there twice, one of them posted in the period or still open."""
    numbers = {"Invoices": "document_no", "Receipts": "receipt_key"}
    openness = {"Invoices": figures.ageing.balance != 0, "Receipts": figures.ageing.unapplied != 0}
    for source in sources(figures, tied.placed):
        table, rows = source.table, source.rows.tolist()
        if table.name not in numbers:
            continue
        number, part = table.column(numbers[table.name]), table.column("instalment")
        posted = (source.posted > as_day(tied.roll.opened)) & (source.posted <= as_day(tied.as_of))
        matters = posted | openness[table.name]
        pairs = duplicates(
            source.customer, source.currency, source.amount, source.dated,
            [str(number[row] or "") for row in rows], [_whole(part[row]) for row in rows],
        )  # fmt: skip
        for pair in pairs:
            if matters[pair.row] or matters[pair.first]:
                yield _finding(figures, source, pair.row, pair.reason, str(number[rows[pair.first]] or ""))


def _whole(value: object) -> int | None:
    return value if isinstance(value, int) else None
