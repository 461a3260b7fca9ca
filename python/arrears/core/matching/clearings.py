"""The dated entries that carry a snapshot's changes into the book: items to add, allocations, released base amounts."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from arrears.core.dates import Days, as_dates
from arrears.core.ledger import Codes
from arrears.core.matching.list_changes import Changes
from arrears.core.matching.snapshot import BookItems, OpenItemsList, counted_from
from arrears.core.money import Minor, pro_rata


@dataclass(frozen=True, slots=True)
class NewItems:
    """Items that the list brings: list row, gross in minor units, and the day from which they count in balances."""

    listed: Codes
    gross: Minor
    posting_date: Days


@dataclass(frozen=True, slots=True)
class Clearings:
    """Allocations that bring the book's balances to the list's, one per changed item, dated the list date.

    ``amount`` is what leaves the balance, in minor units: old remainder less new. A reversal (the item grew or
    reappeared) is negative, and so is the use of a credit. Balances on earlier days stay what they were.
    ``listed`` and ``booked`` are rows in the list and the book, -1 where there is none. ``day`` is the posting date of
    all; ``effective`` is the same, but for what was brought forward the item's own day: when it was paid is not known,
    and no interest may be charged on it.
    """

    key: tuple[str, ...]
    listed: Codes
    booked: Codes
    kind: tuple[str, ...]
    amount: Minor
    effective: tuple[date, ...]
    day: date


def new_items(changes: Changes, listed: OpenItemsList, book: BookItems) -> NewItems:
    """Give the items to add; gross is the list's, or the remainder where the list states none that can stand."""
    rows = changes.new.listed
    gross = np.where(listed.gross_stands()[rows], listed.gross[rows], changes.new.new)
    return NewItems(rows, gross, counted_from(listed, book)[rows])


def clearings(changes: Changes, listed: OpenItemsList, book: BookItems) -> Clearings:
    """Give the allocations to write: *cleared in ERP*; *brought forward* for what the first list shows part-paid."""
    gross = new_items(changes, listed, book).gross
    part_paid = gross != changes.new.new
    first = book.last_list is None or book.first_list == changes.list_date
    brought = "brought forward" if first else "cleared in ERP"
    classes = (changes.reduced, changes.grew, changes.vanished, changes.reappeared)
    parts = [(rows, rows.old, "cleared in ERP") for rows in classes]
    parts.append((changes.new.where(part_paid), gross[part_paid], brought))
    of_list = np.concatenate([rows.listed for rows, _, _ in parts])
    of_book = np.concatenate([rows.booked for rows, _, _ in parts])
    pairs = zip(of_list.tolist(), of_book.tolist(), strict=True)
    kind = tuple(kind for rows, _, kind in parts for _ in range(len(rows)))
    return Clearings(
        key=tuple(book.key[b] if b >= 0 else listed.key[r] for r, b in pairs),
        listed=of_list,
        booked=of_book,
        kind=kind,
        amount=np.concatenate([old - rows.new for rows, old, _ in parts]),
        effective=_effective(kind, as_dates(listed.posting_date), of_list.tolist(), changes.list_date),
        day=changes.list_date,
    )


def _effective(kinds: Sequence[str], posted: Sequence[date | None], rows: Sequence[int], day: date) -> tuple[date, ...]:
    pairs = zip(kinds, rows, strict=True)
    return tuple(min(posted[row] or day, day) if kind == "brought forward" else day for kind, row in pairs)


def released_base(gross: Minor, base_gross: Minor, new: Minor, base_balance: Minor) -> Minor:
    """Give the base amount each clearing releases: booked pro rata, and what is left when the remainder is 0.

    All in minor units, row by row: ``new`` is the remainder after the clearing, ``base_balance`` the item's balance in
    base currency before it. After it, the base balance is base gross x remainder / gross, half away from zero.

    >>> released_base(*(np.array(column) for column in ([300, 300], [100, 100], [100, 0], [100, 33]))).tolist()
    [67, 33]
    """
    rows = zip(gross.tolist(), base_gross.tolist(), new.tolist(), base_balance.tolist(), strict=True)
    return np.array([held - pro_rata(base, left, whole) for whole, base, left, held in rows], dtype=np.int64)
