"""One sign for every amount, debits positive and credits negative, and what kind each row is."""

from collections.abc import Mapping, MutableMapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from arrears.core.ledger import ITEM_KINDS
from arrears.office.exports.amount_notation import Amounts
from arrears.office.exports.notes import Note
from arrears.office.exports.vocabulary import credit_kind_in, direction, document_kind
from arrears.office.headings import choice_of
from arrears.runs.ports import Value

SIGNED = ("amount", "gross", "remaining", "local_amount", "local_remaining", "net", "vat")
_CREDIT_KINDS = frozenset({"credit note", "red invoice", "receipt", "on-account"})


@dataclass(slots=True)
class Signed:
    """The signed columns, the kind of every row, and what was decided; ``unknown_types``: the first row of each."""

    columns: dict[str, list[Decimal | None]]
    kinds: list[str]
    notes: list[Note] = field(default_factory=list)
    unknown_types: dict[int, str] = field(default_factory=dict)


def signed(amounts: Mapping[str, Amounts], texts: Mapping[str, Sequence[Value]], rows: int, list_kind: str) -> Signed:
    """Sign every amount column and tell each row's kind.

    Sides come, in this order, from debit and credit columns, a direction column, Cr/Dr beside the figure, the
    document type. A column whose credits are already negative is left as it stands.
    """
    columns = {name: _with_sides(read) for name, read in amounts.items() if name in SIGNED}
    result = Signed(columns, [""] * rows)
    if "debit" in amounts or "credit_amount" in amounts:
        columns["amount"] = _net(amounts, rows)
    types = [_kind(cell) for cell in texts.get("doc_type", [None] * rows)]
    own = [choice_of(str(cell)) if cell else None for cell in texts.get("kind", [None] * rows)]
    sides = [direction(str(cell)) if cell else None for cell in texts.get("direction", [None] * rows)]
    if any(sides):
        _apply(columns, [side == "credit" for side in sides], result.notes, "signed-by-direction")
    elif "debit" not in amounts and "credit_amount" not in amounts:
        _apply_by_type(columns, types, result.notes)
    said = texts.get("doc_type", [None] * rows)
    if list_kind == "ledger":
        _type_credits(types, amounts, texts, result.notes)
    for row in range(rows):
        kind = own[row] if own[row] in ITEM_KINDS else types[row]
        result.kinds[row] = _final(kind, _first(columns, row), list_kind)
        if kind is None and said[row] and said[row] not in result.unknown_types.values():
            result.unknown_types[row] = str(said[row])
    return result


def _type_credits(
    types: list[str | None], amounts: Mapping[str, Amounts], texts: Mapping[str, Sequence[Value]], notes: list[Note]
) -> None:
    """Tell what the credit postings of a ledger without types are: as their texts say, else receipts."""
    credited = amounts["credit_amount"].values if "credit_amount" in amounts else []
    said: Sequence[Value] = texts.get("note", [None] * len(types))
    taken = 0
    for row, credit in enumerate(credited):
        if types[row] is None and credit is not None and credit > 0:
            types[row] = credit_kind_in(str(said[row] or ""))
            taken += types[row] is None
            types[row] = types[row] or "receipt"
    if taken:
        notes.append(Note.of("credits-are-receipts", count=taken))


def signed_receipts(amounts: Mapping[str, Amounts], rows: int, notes: list[Note]) -> list[Decimal | None]:
    """Give receipts as positive amounts, whichever side the list writes them on; returned ones are negative."""
    if "amount" in amounts:
        values = _with_sides(amounts["amount"])
    elif "debit" in amounts or "credit_amount" in amounts:
        values = _net(amounts, rows)
    else:
        values = _with_sides(next(iter(amounts.values())))
    found = [value for value in values if value]
    if sum(value < 0 for value in found) * 2 <= len(found):
        return values
    notes.append(Note.of("receipts-turned", count=len(found)))
    return [None if value is None else -value for value in values]


def _kind(cell: Value) -> str | None:
    return document_kind(str(cell)) if cell else None


def _with_sides(read: Amounts) -> list[Decimal | None]:
    return [
        -abs(value) if value is not None and read.sides.get(row) == "credit" else value
        for row, value in enumerate(read.values)
    ]


def _net(amounts: Mapping[str, Amounts], rows: int) -> list[Decimal | None]:
    blank: list[Decimal | None] = [None] * rows
    debits = amounts["debit"].values if "debit" in amounts else blank
    credits_ = amounts["credit_amount"].values if "credit_amount" in amounts else blank
    return [
        None if debit is None and credit is None else (debit or Decimal(0)) - (credit or Decimal(0))
        for debit, credit in zip(debits, credits_, strict=True)
    ]


def _apply_by_type(
    columns: MutableMapping[str, list[Decimal | None]], types: Sequence[str | None], notes: list[Note]
) -> None:
    for kind in sorted({k for k in types if k in _CREDIT_KINDS}):
        _apply(columns, [t == kind for t in types], notes, "signed-by-type")


def _apply(
    columns: MutableMapping[str, list[Decimal | None]], credit: Sequence[bool], notes: list[Note], note: str
) -> None:
    """Turn the credit rows of each column negative, unless most of them are negative as they stand."""
    turned = 0
    for name, values in columns.items():
        found = [value for value, is_credit in zip(values, credit, strict=True) if is_credit and value]
        if sum(value > 0 for value in found) * 2 <= len(found):
            continue
        columns[name] = [-v if c and v else v for v, c in zip(values, credit, strict=True)]
        turned = max(turned, len(found))
    if turned and not any(n.name == note for n in notes):
        notes.append(Note.of(note, count=turned))


def _first(columns: Mapping[str, list[Decimal | None]], row: int) -> Decimal:
    found = (
        columns[name][row]
        for name in ("gross", "amount", "remaining", "local_amount", "local_remaining")
        if name in columns
    )
    return next((value for value in found if value is not None), Decimal(0))


def _final(kind: str | None, amount: Decimal, list_kind: str) -> str:
    """Settle a row's kind: payments in a list of open items are on account; what has no type goes by its sign."""
    if kind == "receipt":
        return "on-account" if list_kind == "open-items" else "receipt"
    if kind in {None, "journal", "vendor"}:
        return "credit note" if amount < 0 else "invoice"
    if kind == "invoice" and amount < 0:
        return "credit note"
    return str(kind)
