"""The named blocks on Home: fixed places that runs write and formulas and charts read."""

from collections.abc import Mapping
from dataclasses import dataclass

from arrears.office.xlsx.areas import column_letters
from arrears.runs.sheet_sizes import BANDS, MOST_BUCKETS, MOST_CURRENCIES, TOP_CUSTOMERS

STEPS = 8
"""Steps of a month on Home."""
DIFFERING = 5
"""Figures whose results are counted against their formulas: four of an item, the total of a customer."""


@dataclass(frozen=True, slots=True)
class Block:
    """A block of ``rows`` x ``columns`` cells from ``row``, ``column`` on Home; its name is a defined name of the book.

    ``formulas``: its cells hold formulas, which stay; what a run passes becomes their cached values. ``days``: its
    columns, from 0, that hold days, for a host that hands them over as numbers.
    """

    row: int
    column: int
    rows: int
    columns: int
    formulas: bool = False
    days: tuple[int, ...] = ()

    @property
    def area(self) -> str:
        """Give the absolute range without the sheet: ``$C$9:$D$16``, or ``$C$3`` for one cell."""
        first = f"${column_letters(self.column)}${self.row}"
        if self.rows == self.columns == 1:
            return first
        return f"{first}:${column_letters(self.column + self.columns - 1)}${self.row + self.rows - 1}"


LABELS, BASE, FIRST_CURRENCY, HIDDEN = 2, 3, 4, 11
LAST = FIRST_CURRENCY + MOST_CURRENCIES - 1
"""Columns of Home: labels (B), base currency (C), one per currency (D to I), the fine print (K to N)."""
TITLE_ROW, COMPANY_ROW, AS_OF_ROW, BASE_ROW, NEXT_ROW, EMPTY_ROW = 1, 2, 3, 4, 5, 6
STEPS_ROW = 8
BUCKETS_ROW = STEPS_ROW + STEPS + 2
BANDS_ROW = BUCKETS_ROW + MOST_BUCKETS + 10
TOP_ROW = BANDS_ROW + BANDS + 5
DIFFER_ROW = TOP_ROW + TOP_CUSTOMERS + 4
POLICY_ROW = DIFFER_ROW + 17

_UNAPPLIED = BUCKETS_ROW + MOST_BUCKETS + 3
_ALL = MOST_CURRENCIES + 1

BLOCKS: Mapping[str, Block] = {
    "HomeCompany": Block(COMPANY_ROW, LABELS, 1, 1, formulas=True),
    "AsOf": Block(AS_OF_ROW, BASE, 1, 1, days=(0,)),
    "JournalHead": Block(AS_OF_ROW, HIDDEN, 1, 2),
    "BaseCurrency": Block(BASE_ROW, BASE, 1, 1, formulas=True),
    "NextStep": Block(NEXT_ROW, BASE, 1, 1, formulas=True),
    "HomeEmpty": Block(EMPTY_ROW, LABELS, 1, 1, formulas=True),
    "Steps": Block(STEPS_ROW + 1, BASE, STEPS, 2, days=(1,)),
    "HomeCurrencies": Block(BUCKETS_ROW + 1, FIRST_CURRENCY, 1, MOST_CURRENCIES),
    "BucketLabel": Block(BUCKETS_ROW + 2, LABELS, MOST_BUCKETS + 1, 1),
    "BucketFrom": Block(BUCKETS_ROW + 2, HIDDEN, MOST_BUCKETS + 1, 1),
    "UnappliedLabel": Block(_UNAPPLIED, LABELS, 1, 1),
    "HomeBase": Block(BUCKETS_ROW + 2, BASE, MOST_BUCKETS + 2, 1),
    "HomeBuckets": Block(BUCKETS_ROW + 2, FIRST_CURRENCY, MOST_BUCKETS + 2, MOST_CURRENCIES, formulas=True),
    "HomeTotals": Block(_UNAPPLIED + 1, BASE, 1, _ALL, formulas=True),
    "HomeItems": Block(_UNAPPLIED + 2, BASE, 1, _ALL, formulas=True),
    "HomeDifference": Block(_UNAPPLIED + 3, BASE, 1, _ALL, formulas=True),
    "HomeControl": Block(_UNAPPLIED + 4, FIRST_CURRENCY, 1, MOST_CURRENCIES, formulas=True),
    "HomeUnknown": Block(_UNAPPLIED + 5, FIRST_CURRENCY, 1, MOST_CURRENCIES, formulas=True),
    "BandLabel": Block(BANDS_ROW + 2, LABELS, BANDS, 1),
    "BandMonths": Block(BANDS_ROW + 2, HIDDEN, BANDS - 1, 1),
    "BandDays": Block(BANDS_ROW + 2, HIDDEN + 1, BANDS - 1, 1),
    "BandUntil": Block(BANDS_ROW + 2, HIDDEN + 2, BANDS - 1, 1, formulas=True),
    "HomeBandsBase": Block(BANDS_ROW + 2, BASE, BANDS, 1),
    "HomeBands": Block(BANDS_ROW + 2, FIRST_CURRENCY, BANDS, MOST_CURRENCIES, formulas=True),
    "HomeBandTotals": Block(BANDS_ROW + 2 + BANDS, BASE, 2, _ALL, formulas=True),
    "HomeTop": Block(TOP_ROW + 2, LABELS, TOP_CUSTOMERS, 2),
    "HomeDiffer": Block(DIFFER_ROW + 1, BASE, DIFFERING, 1, formulas=True),
}
"""Every block by its defined name.

Rows of BucketLabel, BucketFrom, HomeBase, HomeBuckets: not due, then the buckets (unused ones: label blank, BucketFrom
NEVER + n); HomeBase and HomeBuckets then unapplied. BandMonths, BandDays: one pair per limit (unused: 0 and NEVER);
BandUntil: the last document date that has passed the limit on the as-of date (unused: 0).
HomeTotals, HomeItems, HomeDifference, HomeBandTotals: base currency first, then the currencies of HomeCurrencies.
HomeControl, HomeUnknown: balance of the control accounts of the day, and what no cause explains; blank without one.
HomeBandTotals: its first row repeats the unapplied credits, its second adds them to the bands.
JournalHead: how many entries the letters journal had when letters were last recorded, and the seal of the last one.
HomeDiffer: how many figures differ from their formulas: balance, days, bucket, band, total of a customer.
"""
