"""The fixed-size blocks on Home: as-of date, totals by bucket and band, largest overdue, buckets for formulas."""

from collections.abc import Sequence
from decimal import Decimal

import numpy as np

from arrears.core.ageing import check_total
from arrears.core.buckets import CLOSED, UNAPPLIED
from arrears.core.money import to_major
from arrears.labels import band_labels, bucket_labels, unapplied_label
from arrears.runs.ageing_rows import customer_names
from arrears.runs.control import Tie
from arrears.runs.figures import Figures
from arrears.runs.ports import Value
from arrears.runs.sheet_sizes import (
    BANDS,
    MOST_BUCKETS,
    MOST_CURRENCIES,
    TOP_CUSTOMERS,
    band_limits,
    bucket_starts,
    padded,
)

Block = Sequence[Sequence[Value]]


def home_blocks(figures: Figures, ties: Sequence[Tie], language: str) -> dict[str, Block]:
    """Give every block that a refresh fills; those that hold formulas get the values their formulas will show."""
    return {
        "AsOf": [[figures.as_of]],
        "HomeCompany": [[figures.policy.company]],
        "BaseCurrency": [[figures.policy.base_currency]],
        **_labels(figures, language),
        **_totals(figures),
        **_controls(figures, ties),
        "HomeTop": _largest_overdue(figures),
        "HomeDiffer": [[0]] * 5,
        "HomeEmpty": [[""]],
    }


def _labels(figures: Figures, language: str) -> dict[str, Block]:
    buckets = bucket_labels(figures.policy.buckets, language)
    bands = band_labels(figures.policy.bands, language)
    months, days = band_limits(figures.policy.bands)
    return {
        "BucketLabel": _column(padded(buckets, MOST_BUCKETS + 1)),
        "BucketFrom": _column(bucket_starts(figures.policy.buckets)),
        "UnappliedLabel": [[unapplied_label(language)]],
        "BandLabel": _column(padded(bands, BANDS)),
        "BandMonths": _column(months),
        "BandDays": _column(days),
    }


def _totals(figures: Figures) -> dict[str, Block]:
    ledger, totals = figures.sub_ledger.ledger, figures.by_currency
    row_of = {code: row for row, code in enumerate(totals.currency.tolist())}
    shown = [row_of[code] for code in currencies_shown(figures)[:MOST_CURRENCIES]]
    codes = [ledger.currencies[totals.currency[n]] for n in shown]
    by_bucket = [
        _padded(totals.not_due[n], totals.buckets[n], totals.unapplied[n], code)
        for n, code in zip(shown, codes, strict=True)
    ]
    by_band = [_banded(totals.bands[n], code) for n, code in zip(shown, codes, strict=True)]
    controls = {control.currency: control for control in check_total(ledger, figures.viewed, totals)}
    base_buckets, base_bands = _base_buckets(figures), _base_bands(figures)
    base_total = _sum(base_buckets)
    sums = [base_total, *(to_major(int(totals.total[n]), code) for n, code in zip(shown, codes, strict=True))]
    items = [base_total, *(to_major(controls[code].items, code) for code in codes)]
    return {
        "HomeCurrencies": [_wide(codes)],
        "HomeBase": _column(base_buckets),
        "HomeBuckets": _transposed(by_bucket, MOST_BUCKETS + 2),
        "HomeTotals": [_wide(sums, 1)],
        "HomeItems": [_wide(items, 1)],
        "HomeDifference": [_wide([Decimal(0)] * len(sums), 1)],
        "HomeBandsBase": _column(base_bands),
        "HomeBands": _transposed(by_band, BANDS),
        "HomeBandTotals": [_wide([base_buckets[-1], *(column[-1] for column in by_bucket)], 1), _wide(sums, 1)],
    }


def _controls(figures: Figures, ties: Sequence[Tie]) -> dict[str, Block]:
    """Give the control accounts of each currency shown, and what no cause explains of their difference."""
    known, own = figures.sub_ledger.ledger.currencies, {tie.currency: tie for tie in ties}
    shown = [own[known[code]] for code in currencies_shown(figures)[:MOST_CURRENCIES]]
    return {"HomeControl": [_wide([tie.account for tie in shown])], "HomeUnknown": [_wide([t.alarm for t in shown])]}


def currencies_shown(figures: Figures) -> list[int]:
    """Give the currencies (codes) in which anything is open, the base currency first, the others by name."""
    known, base = figures.sub_ledger.ledger.currencies, figures.sub_ledger.ledger.base_currency
    return sorted(figures.by_currency.currency.tolist(), key=lambda code: (known[code] != base, known[code]))


def _padded(not_due: int, buckets: np.ndarray, unapplied: int, code: str) -> list[Value]:
    used = [to_major(int(m), code) for m in (not_due, *buckets.tolist())]
    return [*used, *[Decimal(0)] * (MOST_BUCKETS + 1 - len(used)), to_major(int(unapplied), code)]


def _banded(bands: np.ndarray, code: str) -> list[Value]:
    used = [to_major(int(m), code) for m in bands.tolist()]
    return [*used, *[Decimal(0)] * (BANDS - len(used))]


def _base_buckets(figures: Figures) -> list[Value]:
    """Add up base amounts by bucket, over all currencies; items without a booked base amount are left out."""
    ageing, base = figures.viewed, figures.sub_ledger.ledger.base_currency
    sums = [int(ageing.base[ageing.bucket == n].sum(dtype=np.int64)) for n in range(MOST_BUCKETS + 1)]
    credits_held = ageing.base[(ageing.bucket == UNAPPLIED) | (ageing.bucket == CLOSED)].sum(dtype=np.int64)
    unapplied = int(credits_held) - int(ageing.unapplied_base.sum(dtype=np.int64))
    return [to_major(m, base) for m in (*sums, unapplied)]


def _base_bands(figures: Figures) -> list[Value]:
    ageing, base = figures.viewed, figures.sub_ledger.ledger.base_currency
    return [to_major(int(ageing.base[ageing.band == n].sum(dtype=np.int64)), base) for n in range(BANDS)]


def _largest_overdue(figures: Figures) -> Block:
    """Name the customers with the most overdue in base currency."""
    ledger, ageing = figures.sub_ledger.ledger, figures.viewed
    late = ageing.bucket > 0
    sums = np.zeros(len(ledger.customers) + 1, dtype=np.int64)
    np.add.at(sums, ledger.items.customer[late], ageing.base[late])
    names = customer_names(figures)
    largest = [n for n in np.argsort(-sums, kind="stable").tolist()[:TOP_CUSTOMERS] if sums[n] > 0]
    rows: list[list[Value]] = [
        [names.get(ledger.customers[n], ledger.customers[n]), to_major(int(sums[n]), ledger.base_currency)]
        for n in largest
    ]
    return [*rows, *[[None, None]] * (TOP_CUSTOMERS - len(rows))]


def _column(values: Sequence[Value]) -> Block:
    return [[value] for value in values]


def _wide(values: Sequence[Value], before: int = 0) -> list[Value]:
    return [*values, *[None] * (MOST_CURRENCIES + before - len(values))]


def _transposed(columns: Sequence[Sequence[Value]], length: int) -> Block:
    return [_wide([column[row] for column in columns]) for row in range(length)]


def _sum(values: Sequence[Value]) -> Decimal:
    return sum((value for value in values if isinstance(value, Decimal)), Decimal(0))
