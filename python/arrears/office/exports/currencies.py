"""The currency of every row: its own column, the figure, the heading, or the one given for the list."""

from arrears.office.exports.columns import Typed
from arrears.office.exports.draft import Draft
from arrears.office.exports.notes import Note
from arrears.office.exports.vocabulary import currency_of
from arrears.runs.ports import Value

_PRIMARY = ("remaining", "gross", "amount", "debit", "credit_amount", "balance", "local_remaining", "local_amount")


def currency_column(draft: Draft, read: Typed, default: str) -> list[Value]:
    """Give each row's currency code; a word that is no currency stays as it stands."""
    rows = len(draft.numbers)
    primary = next((name for name in _PRIMARY if name in read.amounts), None)
    named = read.amounts[primary].currencies if primary else {}
    in_heading = draft.header.currencies.get(draft.index(primary or "") or 0) if primary else None
    fallback = in_heading or default
    own = draft.column("currency")
    if primary and primary.startswith("local_"):
        own, in_heading, fallback = [None] * rows, None, default
    codes: list[Value] = []
    assumed = 0
    for row in range(rows):
        text = own[row]
        code = currency_of(str(text)) if text else None
        assumed += not text and row not in named and not in_heading
        codes.append(code or (str(text) if text else named.get(row, fallback)))
    from_figures = sum(not own[row] and row in named for row in range(rows))
    if from_figures:
        draft.notes.append(Note.of("currency-from-figures", count=from_figures))
    if assumed and primary and draft.kind != "customers":
        draft.notes.append(Note.of("currency-assumed", currency=default, count=assumed))
    return codes
