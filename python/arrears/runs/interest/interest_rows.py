"""The Interest sheet: every slice of every item's interest, as the letters and formulas read them."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import numpy as np

from arrears.core.interest.slices import Slices, starts_of
from arrears.core.money import LARGEST, divide_half_away, exponent, majors, to_major
from arrears.core.problems import Problem
from arrears.runs.ageing_rows import customer_names
from arrears.runs.carried import rows_by_key
from arrears.runs.figures import Figures
from arrears.runs.interest.interest_basis import basis_in
from arrears.runs.ports import Rows, Sheets, Value
from arrears.texts import texts

_EXACT = 8
"""Decimals of the minor unit kept of interest that itself bears interest: more than a cell can tell."""
_COMPARED = 6
"""Decimals to which its formula gives it."""
_SHEETS = ("Interest", "InterestTotals", "InterestCharges")
Blocks = Mapping[int, tuple[int, int]]
"""The slices of each item (row of the ledger): the 1-based first row and the number of rows."""


def slice_blocks(slices: Slices) -> Blocks:
    """Give the block of each item's slices on the Interest sheet."""
    items, first, count = np.unique(slices.item, return_index=True, return_counts=True)
    rows = zip(items.tolist(), first.tolist(), count.tolist(), strict=True)
    return {item: (start + 1, size) for item, start, size in rows}


def with_interest_sheets(sheets: Sheets, figures: Figures) -> Figures:
    """Give the figures with the sheets of interest, which a book gets when there is first something to put on them."""
    shown = len(figures.interest.slices) or figures.interest.to_charge.any()
    if not shown or all(sheets.has(name) for name in _SHEETS):
        return figures
    sheets.add("interest")
    return replace(figures, tables={**figures.tables, **sheets.read(*_SHEETS)})


def interest_rows(figures: Figures, language: str) -> tuple[Rows | None, list[Problem]]:
    """Give the slices by item and day, the block of each item beside them."""
    table = figures.tables.get("Interest")
    if table is None:
        return None, []
    ledger, names = figures.sub_ledger.ledger, customer_names(figures)
    documents, rows = figures.tables["Invoices"].column("document_no"), figures.sub_ledger.item_rows
    slices = figures.interest.slices
    items, blocks = slices.item.tolist(), slice_blocks(slices)
    customers = [ledger.customers[code] for code in ledger.items.customer[slices.item].tolist()]
    currencies = [ledger.currencies[code] for code in ledger.items.currency[slices.item].tolist()]
    amounts, added = majors(slices.amount, currencies), _added(slices, currencies)
    starts, counts = _groups(slices)
    columns: dict[str, Sequence[Value]] = {
        "customer": customers,
        "name": [names.get(customer) for customer in customers],
        "document_no": [documents[rows[item]] for item in items],
        "currency": currencies,
        "from_day": slices.from_day.tolist(),
        "to_day": slices.to_day.tolist(),
        "days": slices.days.tolist(),
        "balance": majors(_principal(slices), currencies),
        "capitalised": added,
        "rate": [slices.rates[rate] for rate in slices.rate.tolist()],
        "year_days": slices.year_days.tolist(),
        "amount": amounts,
        "amount_check": amounts,
        "source": _sources(slices, language),
        "basis": _bases(figures, items, language),
        "item_key": [ledger.items.key[item] for item in items],
        "first_of_item": [blocks[item][0] for item in items],
        "first_slice": starts,
        "slice_count": counts,
        "daily": [True if daily else None for daily in slices.daily.tolist()],
        "cap": _caps(slices, currencies),
        "interest_paid": _paid_off(slices, starts, currencies),
        "capitalised_check": [round(amount, _COMPARED) for amount in added],
    }
    return rows_by_key(table, ("item_key", "from_day"), columns)


def _groups(slices: Slices) -> tuple[Sequence[int], Sequence[int]]:
    """Give the first row (from 1) and the number of rows of each slice's rounding group."""
    starts = starts_of(slices.group)
    counts = np.diff(np.append(starts, [len(slices)]))
    return (np.repeat(starts, counts) + 1).tolist(), np.repeat(counts, counts).tolist()


def _principal(slices: Slices) -> list[int]:
    """Give what bears interest without the interest that was added to it."""
    pairs = zip(slices.balance.tolist(), slices.capitalised.tolist(), strict=True)
    return [balance - divide_half_away(*added.as_integer_ratio()) if added else balance for balance, added in pairs]


def _added(slices: Slices, currencies: Sequence[str]) -> list[Decimal]:
    """Give the interest added to the principal in major units, with as many decimals as a cell holds."""
    nothing = Decimal(0)
    return [
        _exactly(Fraction(added), code) if added else nothing
        for added, code in zip(slices.capitalised.tolist(), currencies, strict=True)
    ]


def _paid_off(slices: Slices, starts: Sequence[int], currencies: Sequence[str]) -> list[Value]:
    """Give what was paid of the interest that was to be added: what the group had earned by then, less what was added.

    Blank where no interest was added.
    """
    earned = _earned(slices, starts) if any(slices.capitalised.tolist()) else {}
    return [
        _exactly(earned[n] - slices.capitalised[n], currencies[n]) if slices.capitalised[n] else None
        for n in range(len(slices))
    ]


def _earned(slices: Slices, starts: Sequence[int]) -> dict[int, Fraction]:
    """Give, by slice with interest added, the exact interest of its group before the first slice with the same."""
    earned: dict[int, Fraction] = {}
    running, first = Fraction(0), 0
    for n, start in enumerate(starts):
        if start == n + 1:
            running, first = Fraction(0), n
        one = slices[n]
        same = n > first and one.capitalised == slices.capitalised[n - 1] and n - 1 in earned
        earned[n] = earned[n - 1] if same else running
        running += (one.principal + one.capitalised) * Fraction(one.rate) * one.days / (100 * one.year_days)
    return earned


def _exactly(minor: Fraction, currency: str) -> Decimal:
    scaled = divide_half_away(*(minor * 10**_EXACT).as_integer_ratio())
    return Decimal(scaled).scaleb(-_EXACT - exponent(currency))


def _caps(slices: Slices, currencies: Sequence[str]) -> list[Value]:
    pairs = zip(slices.cap.tolist(), currencies, strict=True)
    return [to_major(cap, code) if cap < LARGEST else None for cap, code in pairs]


def _sources(slices: Slices, language: str) -> list[Value]:
    """Give where each rate was published; a row of the user's own is marked as theirs."""
    words = texts(language)["basis"]

    def said(source: str, own: bool) -> str | None:  # noqa: FBT001 - a pair of the slices
        if not own:
            return source or None
        return str(words["own"].format(source=source) if source else words["own_alone"])

    known = [said(*pair) for pair in slices.sources]
    return [known[source] for source in slices.source.tolist()]


def _bases(figures: Figures, items: Sequence[int], language: str) -> list[Value]:
    worded = basis_in(language)
    by_item = {item: one for item in set(items) if (one := figures.agreed[item]) is not None}
    said = {item: worded(one) for item, one in by_item.items()}
    return [said[item] for item in items]
