"""What a list says of disputes: an amount, or a yes beside an item, which then is disputed whole."""

from collections import Counter
from collections.abc import Sequence
from decimal import Decimal

from arrears.office.exports.amount_notation import column_mark, marks_in, read_amounts
from arrears.office.exports.draft import Draft
from arrears.office.exports.grid import Raw, is_blank
from arrears.office.exports.identifiers import text_of
from arrears.office.exports.kinds import ITEM_KINDS_OF_LIST
from arrears.office.exports.notes import Note
from arrears.office.exports.vocabulary import yes_or_no

_FIELD = "disputed"
_FLAGS = frozenset({"0", "1"})


def taken_marks(draft: Draft) -> Sequence[Raw]:
    """Take a column of yes and no out of a draft's raw cells; nothing where the list has none, or amounts."""
    if draft.kind not in ITEM_KINDS_OF_LIST or not any(_said(cell) is not None for cell in _marked(draft)):
        return []
    return draft.raw.pop(_FIELD)


def _marked(draft: Draft) -> Sequence[Raw]:
    """Give the column's cells; where all are 0 or 1, they are no amounts either."""
    cells = draft.raw.get(_FIELD, [])
    texts = {text_of(cell) for cell in cells if not is_blank(cell) and not isinstance(cell, bool)}
    if "1" in texts and texts <= _FLAGS:
        draft.raw[_FIELD] = [bool(int(text_of(cell) or 0)) for cell in cells]
    return draft.raw.get(_FIELD, [])


def _said(cell: Raw) -> bool | None:
    if isinstance(cell, bool):
        return cell
    return yes_or_no(cell) if isinstance(cell, str) else None


def dispute(draft: Draft, marks: Sequence[Raw]) -> None:
    """Mark what is disputed, in amounts: all that is open of an item with a yes, nothing of one with a no."""
    if not marks:
        return
    whole = ("remaining", "amount", "gross") if draft.kind == "open-items" else ("gross", "amount", "remaining")
    said = [_said(cell) for cell in marks]
    others = _amounts(draft, [None if one is not None else cell for one, cell in zip(said, marks, strict=True)])
    draft.columns[_FIELD] = [
        draft.first_amount(row, whole) if one else other
        for row, (one, other) in enumerate(zip(said, others, strict=True))
    ]
    draft.notes.append(Note.of("disputed-whole", heading=draft.headings[_FIELD], count=said.count(True)))


def _amounts(draft: Draft, cells: Sequence[Raw]) -> Sequence[Decimal | None]:
    read = read_amounts(cells, column_mark(marks_in(cells), Counter(), draft.grid.evidence)[0])
    for row, found in sorted((read.unreadable | read.ambiguous).items()):
        draft.warn("amount-unreadable-in-list", row, _FIELD, found)
    return read.values
