"""The rows of an open-items list, as the snapshot that the book is compared with."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import NamedTuple

import numpy as np

from arrears.core.dates import as_days
from arrears.core.matching.snapshot import OpenItemsList
from arrears.runs.interest.items_to_post import ItemToPost
from arrears.runs.lists.import_context import Context, kind_of, signed
from arrears.runs.lists.item_naming import named_rows

_AMOUNTS = ("remaining", "amount", "gross")


@dataclass(frozen=True, slots=True)
class ListedItems:
    """The list, with the row and the kind of each of its items."""

    listed: OpenItemsList
    rows: Sequence[int]
    kinds: Sequence[str]
    instalments: Sequence[int | None]
    """The number of each item that was told from others of its name by its due date."""


class _Listed(NamedTuple):
    row: int
    kind: str
    key: str
    currency: str
    remaining: int
    gross: int | None
    posting_date: date | None
    due_date: date | None
    terms: str


def listed_items(context: Context, list_date: date, to_post: Sequence[ItemToPost] = ()) -> ListedItems:
    """Read the rows that can be compared; the others are left out, with the reason.

    A row with the customer and number of an item to post is that item, whatever kind the list calls it.
    """
    own_kinds = {(one.customer, one.document_no): one.kind for one in to_post}
    kinds = {
        row: own_kinds.get((context.text("customer", row), context.text("document_no", row)), kind)
        for row, kind in _kinds(context).items()
    }
    matches = named_rows(context, kinds)
    items = [_listed(context, row, kind, matches[row].key) for row, kind in kinds.items()]
    listed = OpenItemsList(
        list_date=list_date,
        key=tuple(item.key for item in items),
        currency=tuple(item.currency for item in items),
        remaining=np.array([item.remaining for item in items], dtype=np.int64),
        gross=np.array([item.gross or 0 for item in items], dtype=np.int64),
        gross_known=np.array([item.gross is not None for item in items], dtype=np.bool_),
        posting_date=as_days([item.posting_date for item in items]),
        due_date=as_days([item.due_date for item in items]),
        terms=tuple(item.terms for item in items),
        places=[context.place(item.row) for item in items],
        complete=context.complete,
    )
    rows = [item.row for item in items]
    return ListedItems(listed, rows, [item.kind for item in items], [matches[row].instalment for row in rows])


def _kinds(context: Context) -> dict[int, str]:
    """Give the kind of every row that can be used."""
    kinds = {}
    for row in range(len(context.listing)):
        amount = context.amount(row, *_AMOUNTS)
        if context.usable(row, amount) and amount is not None:
            kinds[row] = kind_of(context.text("kind", row), amount)
    return kinds


def _listed(context: Context, row: int, kind: str, key: str) -> _Listed:
    amount, currency = context.amount(row, *_AMOUNTS) or Decimal(0), context.currency(row)
    return _Listed(
        row=row,
        kind=kind,
        key=key,
        currency=currency,
        remaining=context.minor(signed(amount, kind), currency, row),
        gross=_gross(context, row, kind, amount),
        posting_date=context.day(row, "posting_date", "document_date"),
        due_date=context.day(row, "due_date"),
        terms=context.text("terms", row),
    )


def _gross(context: Context, row: int, kind: str, remaining: Decimal) -> int | None:
    gross = context.amount(row, "gross")
    if gross is None:
        return None
    # What stands in the remainder's place, too, has been reported once.
    report = context.minor if gross != remaining else context.exact
    return report(signed(gross, kind), context.currency(row), row)
