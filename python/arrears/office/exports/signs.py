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
    document type. A column whose credits are all negative is left as it stands; where only some are, a negative figure
    on the credit side is a credit reversed, in red, and so a debit.
    """
    columns = {name: _with_sides(read) for name, read in amounts.items() if name in SIGNED}
    beside = {name: read.sides for name, read in amounts.items() if name in SIGNED}
    result = Signed(columns, [""] * rows)
    netted = bool(_SIDED & set(amounts))
    if netted:
        columns["amount"] = _net(amounts, rows)
    types = [_kind(cell) for cell in texts.get("doc_type", [None] * rows)]
    own = [choice_of(str(cell)) if cell else None for cell in texts.get("kind", [None] * rows)]
    sides = [direction(str(cell)) if cell else None for cell in texts.get("direction", [None] * rows)]
    if netted:  # a direction is then the balance's
        beside["amount"] = dict.fromkeys(range(rows), "")
    if any(sides):
        _apply(columns, beside, [side == "credit" for side in sides], result.notes)
    elif not netted:
        _apply_by_type(columns, beside, types, result.notes)
    said = texts.get("doc_type", [None] * rows)
    if list_kind == "ledger":
        _type_credits(types, amounts, texts, result.notes)
    _note_reversed(columns, beside, sides, result.notes)
    for row in range(rows):
        kind = own[row] if own[row] in ITEM_KINDS else types[row]
        amount = _first(columns, row)
        sided = bool(sides[row]) or any(row in marked for marked in beside.values())
        reversed_ = sided and amount > 0 and _lowers(kind, list_kind)
        result.kinds[row] = "debit note" if reversed_ else _final(kind, amount, list_kind)
        if kind is None and said[row] and said[row] not in result.unknown_types.values():
            result.unknown_types[row] = str(said[row])
    return result


def _note_reversed(
    columns: Mapping[str, Sequence[Decimal | None]],
    beside: Mapping[str, Mapping[int, str]],
    directions: Sequence[str | None],
    notes: list[Note],
) -> None:
    """Say how many figures on the credit side are debits, having been written as negative."""
    counts = []
    for name, values in columns.items():
        sides = [beside.get(name, {}).get(row, side) for row, side in enumerate(directions)]
        counts.append(sum((value or 0) > 0 and side == "credit" for value, side in zip(values, sides, strict=True)))
    if most := max(counts, default=0):
        notes.append(Note.of("credits-reversed", count=most))


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
    """Give receipts as positive amounts, whichever side the list writes them on; returned ones are negative.

    Amounts are turned only where all are negative; on sides, where most stand on the credit side.
    """
    plain = amounts.get("amount") or (next(iter(amounts.values())) if not _SIDED & set(amounts) else None)
    values = _net(amounts, rows) if plain is None else _with_sides(plain)
    found = [value for value in values if value]
    negative = sum(value < 0 for value in found)
    on_sides = plain is None or bool(plain.sides)
    if found and (negative == len(found) or (on_sides and negative * 2 > len(found))):
        notes.append(Note.of("receipts-turned", count=negative))
        return [None if value is None else -value for value in values]
    if negative:
        notes.append(Note.of("receipts-returned", count=negative))
    return values


_SIDED = frozenset({"debit", "credit_amount"})


def _kind(cell: Value) -> str | None:
    return document_kind(str(cell)) if cell else None


def _with_sides(read: Amounts) -> list[Decimal | None]:
    """Turn the figures beside a Cr; a negative one is a credit reversed, unless every credit is written negative."""
    credits_ = {row: read.values[row] for row, side in read.sides.items() if side == "credit"}
    if all(value is None or value <= 0 for value in credits_.values()):
        return list(read.values)
    return [-value if value is not None and row in credits_ else value for row, value in enumerate(read.values)]


def _net(amounts: Mapping[str, Amounts], rows: int) -> list[Decimal | None]:
    blank: list[Decimal | None] = [None] * rows
    debits = amounts["debit"].values if "debit" in amounts else blank
    credits_ = amounts["credit_amount"].values if "credit_amount" in amounts else blank
    return [
        None if debit is None and credit is None else (debit or Decimal(0)) - (credit or Decimal(0))
        for debit, credit in zip(debits, credits_, strict=True)
    ]


def _apply_by_type(
    columns: MutableMapping[str, list[Decimal | None]],
    beside: Mapping[str, Mapping[int, str]],
    types: Sequence[str | None],
    notes: list[Note],
) -> None:
    """Turn credit notes and payments negative, kind by kind, unless most of a kind are negative as they stand."""
    turned = 0
    for kind in sorted({k for k in types if k in _CREDIT_KINDS}):
        for name, values in columns.items():
            rows = [row for row, type_ in enumerate(types) if type_ == kind and row not in beside.get(name, {})]
            found = _figures(values, rows)
            if sum(value > 0 for value in found) * 2 > len(found):
                columns[name] = _turned(values, rows)
                turned = turned or len(found)
    if turned:
        notes.append(Note.of("signed-by-type", count=turned))


def _apply(
    columns: MutableMapping[str, list[Decimal | None]],
    beside: Mapping[str, Mapping[int, str]],
    credit: Sequence[bool],
    notes: list[Note],
) -> None:
    """Turn the credit rows of each column, red ones into debits, unless all of them are negative as they stand."""
    turned = 0
    for name, values in columns.items():
        rows = [row for row, is_credit in enumerate(credit) if is_credit and row not in beside.get(name, {})]
        positive = sum(value > 0 for value in _figures(values, rows))
        if positive:
            columns[name] = _turned(values, rows)
            turned = max(turned, positive)
    if turned:
        notes.append(Note.of("signed-by-direction", count=turned))


def _figures(values: Sequence[Decimal | None], rows: Sequence[int]) -> list[Decimal]:
    return [value for row in rows if (value := values[row])]


def _turned(values: Sequence[Decimal | None], rows: Sequence[int]) -> list[Decimal | None]:
    turned = list(values)
    for row in rows:
        turned[row] = -value if (value := turned[row]) else value
    return turned


def _first(columns: Mapping[str, list[Decimal | None]], row: int) -> Decimal:
    found = (
        columns[name][row]
        for name in ("gross", "amount", "remaining", "local_amount", "local_remaining")
        if name in columns
    )
    return next((value for value in found if value is not None), Decimal(0))


def _lowers(kind: str | None, list_kind: str) -> bool:
    """Tell whether items of a kind are never debits: one that its side makes positive is a credit reversed.

    A receipt of a ledger may be: it is then a payment returned.
    """
    return kind in _CREDIT_KINDS and not (kind == "receipt" and list_kind in {"ledger", "invoices"})


def _final(kind: str | None, amount: Decimal, list_kind: str) -> str:
    """Settle a row's kind: payments in a list of open items are on account; what has no type goes by its sign."""
    if kind == "receipt":
        return "on-account" if list_kind == "open-items" else "receipt"
    if kind in {None, "journal", "vendor"}:
        return "credit note" if amount < 0 else "invoice"
    if kind == "invoice" and amount < 0:
        return "credit note"
    return str(kind)
