"""Differences whose cause their amounts give away: rows counted by another date, or entered after the extraction."""

from collections.abc import Iterator, Sequence
from datetime import date

import numpy as np

from arrears.core.dates import as_day
from arrears.core.money import exact_sum, to_major, to_minor
from arrears.core.reconciliation.rollforward import RollForward
from arrears.core.reconciliation.tie_out import TieOut
from arrears.runs.figures import Figures
from arrears.runs.reading import Row
from arrears.runs.reconciliation.control_balances import ControlBalance
from arrears.runs.reconciliation.late_rows import Source, sources
from arrears.runs.reconciliation.listed import Listed
from arrears.runs.reconciliation.placing import Placed

_Rows = list[tuple[Source, int, int]]
"""Source, its row, and what open items hold more for it."""


def inferred_differences(
    figures: Figures, where: Placed, ties: Sequence[TieOut], roll: RollForward, balances: Sequence[ControlBalance]
) -> list[Listed]:
    """Explain an unknown difference where all rows of one cause together come to exactly its amount.

    Posting date: the account counts by document dates, open items by posting dates. Extraction time: the account was
    extracted before settlements of the period were entered. What fits only in part is left to people.
    """
    unexplained = [tie for tie in ties if tie.unknown]
    if not unexplained:
        return []
    all_sources = list(sources(figures, where))
    found = []
    for tie in unexplained:
        extracted = _extracted(tie, where, balances)
        causes = (
            ("posting date", _by_document_date(all_sources, where, figures, tie, roll)),
            ("extraction time", _entered_later(all_sources, where, figures, tie, extracted)),
        )
        whole = to_minor(tie.unknown or tie.open_items, tie.currency)
        for cause, rows in causes:
            if rows and exact_sum(np.array([amount for _, _, amount in rows], dtype=np.int64)) == whole:
                found += list(_as_listed(cause, rows, tie))
                break
    return found


def _by_document_date(
    all_sources: Sequence[Source], where: Placed, figures: Figures, tie: TieOut, roll: RollForward
) -> _Rows:
    found: _Rows = []
    for source in all_sources:
        late = source.cut_off(roll.first_day, figures.as_of)
        own = _on_account(source, where, figures, tie)
        pairs = zip(late.row.tolist(), late.shift.tolist(), strict=True)
        found += [(source, row, -shift) for row, shift in pairs if shift and own[row]]
    return found


def _entered_later(
    all_sources: Sequence[Source], where: Placed, figures: Figures, tie: TieOut, extracted: date | None
) -> _Rows:
    found: _Rows = []
    for source in all_sources:
        entered = source.table.columns.get("entered_on")
        if entered is None or extracted is None:
            continue
        counted = (source.posted <= as_day(figures.as_of)) & _on_account(source, where, figures, tie)
        for row in np.flatnonzero(counted).tolist():
            day = entered[source.rows[row]]
            if isinstance(day, date) and day > extracted:
                found.append((source, row, int(source.amount[row])))
    return found


def _on_account(source: Source, where: Placed, figures: Figures, tie: TieOut) -> np.ndarray:
    ledger, names = figures.sub_ledger.ledger, where.accounts.names
    if tie.account not in names or tie.currency not in ledger.currencies:
        return np.zeros(source.amount.shape, dtype=np.bool_)
    of_account = source.account == names.index(tie.account)
    return np.asarray(of_account & (source.currency == ledger.currencies.index(tie.currency)), dtype=np.bool_)


def _extracted(tie: TieOut, where: Placed, balances: Sequence[ControlBalance]) -> date | None:
    days = [
        one.extracted_on
        for one in balances
        if one.extracted_on and (where.tied_as(one.currency, one.account), one.currency) == (tie.account, tie.currency)
    ]
    return min(days, default=None)


def _as_listed(cause: str, rows: _Rows, tie: TieOut) -> Iterator[Listed]:
    for source, row, amount in rows:
        own = Row(source.table, int(source.rows[row]))
        place = own.place(source.key)
        document = own.text("document_no") or own.text("receipt_key") or own.text("item")
        day = min(source.posted[row], source.dated[row]).item()
        # The customer is left out: what was found is on this very account, whoever's it is.
        yield Listed(
            cause, tie.currency, to_major(amount, tie.currency), day, tie.account, "", document,
            f"{place.sheet}!{place.cell}",
        )  # fmt: skip
