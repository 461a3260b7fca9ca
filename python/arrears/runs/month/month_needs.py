"""What the next month needs besides what is open: interest not charged yet, notes to post, the last receipts."""

import re
from collections.abc import Mapping

import numpy as np

from arrears.core.interest.missing_rates import charge_known
from arrears.core.interest.rates import RateSeries
from arrears.core.ledger import Ledger
from arrears.core.month.carrying import Needed
from arrears.runs.figures import Figures
from arrears.runs.interest.interest_due import interest_due
from arrears.runs.month.postings_left import need_unposted
from arrears.runs.month.undertakings_left import UndertakingsLeft

_NOTE = re.compile(r"I(\d{4})-(\d{5,})")


def needed(figures: Figures, series: Mapping[str, RateSeries], left: UndertakingsLeft) -> Needed:
    """Mark items and receipts of the ledger that later figures rest on although nothing of them is open."""
    items, receipts = left.needed.items.copy(), left.needed.receipts.copy()
    _interest(figures, series, items)
    _notes(figures, items)
    states = figures.tables["Invoices"].column("state")
    for n, row in enumerate(figures.sub_ledger.item_rows):
        items[n] |= states[row] == "to post"
    _last_receipts(figures.sub_ledger.ledger, receipts)
    found = Needed(items, receipts)
    need_unposted(figures, found)
    return found


def _interest(figures: Figures, series: Mapping[str, RateSeries], items: np.ndarray) -> None:
    """Keep what interest is still to be charged on, or may be: the principal left, or the rates to know it by."""
    due = interest_due(figures)
    waiting = (due.to_charge != 0) | (due.fixed_to_charge != 0) | (due.per_day != 0)
    items[due.item[waiting]] = True
    items |= figures.interest.principal != 0
    terms = [None if one is None else one.terms for one in figures.agreed]
    _, missing = charge_known(figures.sub_ledger.ledger, figures.as_of, terms, series, figures.charged.interest)
    for one in missing:
        items[list(one.items)] = True


def _notes(figures: Figures, items: np.ndarray) -> None:
    """Keep the last interest note of the year, which tells the number of the next."""
    documents, rows = figures.tables["Invoices"].column("document_no"), figures.sub_ledger.item_rows
    said = [(str(documents[row] or ""), n) for n, row in enumerate(rows)]
    charges, item_of = figures.tables.get("InterestCharges"), {k: n for n, k in enumerate(_keys(figures))}
    if charges is not None:
        pairs = zip(charges.column("interest_note"), charges.column("item_key"), strict=True)
        said += [(str(note or ""), item_of[str(key)]) for note, key in pairs if str(key) in item_of]
    last: dict[str, tuple[int, int]] = {}
    for number, n in said:
        found = _NOTE.fullmatch(number)
        if found:
            last[found[1]] = max(last.get(found[1], (0, 0)), (int(found[2]), n))
    for year, (_, n) in last.items():
        items[n] |= int(year) >= figures.as_of.year


def _keys(figures: Figures) -> tuple[str, ...]:
    return figures.sub_ledger.ledger.items.key


def _last_receipts(ledger: Ledger, receipts: np.ndarray) -> None:
    """Keep the last receipt of each customer, by either of its dates: Customers shows its day."""
    for days in (ledger.receipts.posting_date, ledger.receipts.value_date):
        order = np.argsort(days, kind="stable")
        last = {int(ledger.receipts.customer[n]): int(n) for n in order.tolist() if not np.isnat(days[n])}
        receipts[list(last.values())] = True
