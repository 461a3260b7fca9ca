"""The result columns of Open items and Receipts, each row where it stands."""

from collections.abc import Sequence
from decimal import Decimal

import numpy as np

from arrears.core.buckets import CLOSED, UNAPPLIED, Numbers
from arrears.core.discounts.open_offers import OpenOffer
from arrears.core.money import majors, to_major
from arrears.labels import band_labels, bucket_labels, unapplied_label
from arrears.runs.carried import in_place
from arrears.runs.figures import Figures
from arrears.runs.items.allocation_rows import Blocks
from arrears.runs.ports import KEEP, Rows, Table, Value


def invoice_rows(figures: Figures, discounts: Sequence[OpenOffer], blocks_of: Blocks, language: str) -> Rows:
    """Give balance, age, bucket, band, discount and interest of every item; rows left out of totals are blanked."""
    table, ledger, ageing = figures.tables["Invoices"], figures.sub_ledger.ledger, figures.ageing
    currency = [ledger.currencies[code] for code in ledger.items.currency.tolist()]
    offered = {one.item: one for one in discounts}
    open_now = [offered.get(item) for item in range(len(currency))]
    balance = majors(ageing.balance, currency)
    bucket = _labelled(ageing.bucket, bucket_labels(figures.policy.buckets, language), unapplied_label(language))
    band = _labelled(ageing.band, band_labels(figures.policy.bands, language), unapplied_label(language))
    days = [int(day) for day in ageing.days]
    keys = ledger.items.key
    columns: dict[str, Sequence[Value]] = {
        "item_key": keys,
        "balance": balance,
        "days_past_due": days,
        "bucket": bucket,
        "band": band,
        "discount_until": [None if one is None else one.offer.until for one in open_now],
        "discount_open": [
            None if one is None else to_major(one.amount, code) for one, code in zip(open_now, currency, strict=True)
        ],
        "interest": _unless_zero(figures.interest.to_charge, currency),
        "first_allocation": [blocks_of[key][0] if key in blocks_of else None for key in keys],
        "allocation_count": [blocks_of[key][1] if key in blocks_of else None for key in keys],
        "balance_check": balance,
        "days_check": days,
        "bucket_check": bucket,
        "band_check": band,
    }
    results = {name: _spread(values, figures.sub_ledger.item_rows, table) for name, values in columns.items()}
    terms = figures.sub_ledger.terms
    due = [day if follows else KEEP for day, follows in zip(terms.due, terms.by_terms, strict=True)]
    return in_place(table, {**results, "due_date": due})


def receipt_rows(figures: Figures) -> Rows | None:
    """Give what each receipt still holds unapplied."""
    table, ledger = figures.tables.get("Receipts"), figures.sub_ledger.ledger
    if table is None:
        return None
    currency = [ledger.currencies[code] for code in ledger.receipts.currency.tolist()]
    held = majors(ledger.unapplied(figures.as_of), currency)
    return in_place(table, {"unapplied": _spread(held, figures.sub_ledger.receipt_rows, table)})


def _spread(values: Sequence[Value], rows: Sequence[int], table: Table) -> list[Value]:
    column: list[Value] = [None] * len(table)
    for row, value in zip(rows, values, strict=True):
        column[row] = value
    return column


def _labelled(places: Numbers, labels: Sequence[str], unapplied: str) -> list[str | None]:
    words: dict[int, str | None] = {**dict(enumerate(labels)), UNAPPLIED: unapplied, CLOSED: None}
    return [words[place] for place in places.tolist()]


def _unless_zero(minor: np.ndarray, currency: Sequence[str]) -> list[Decimal | None]:
    return [to_major(m, code) if m else None for m, code in zip(minor.tolist(), currency, strict=True)]
