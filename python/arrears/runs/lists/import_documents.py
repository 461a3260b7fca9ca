"""Lists of documents: invoices with or without their settlement, and ledgers that mix in receipts."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from arrears.core.matching.item_match import Match
from arrears.core.money import pro_rata, to_major, to_minor
from arrears.runs.interest.items_to_post import ItemToPost, items_to_post, posted
from arrears.runs.items.items_table import CREDIT_KINDS
from arrears.runs.lists.bare_remainders import Remainder, bare_remainders
from arrears.runs.lists.before_opening import Posted, settled_before
from arrears.runs.lists.import_allocations import write_allocations
from arrears.runs.lists.import_context import Context, changes_by_key, kind_of, signed
from arrears.runs.lists.import_open_items import DESCRIPTIVE, EDITED
from arrears.runs.lists.import_receipts import listed_receipt, since_opening, with_keys, write_receipts
from arrears.runs.lists.item_naming import named_rows, with_instalments
from arrears.runs.lists.paid_documents import Paid, paid_documents
from arrears.runs.lists.settlements import settlements, take_back, write_brought
from arrears.runs.ports import Table, Value
from arrears.runs.upsert import Incoming, rows_of_keys

_AMOUNTS = ("gross", "amount", "remaining")


class _Document(NamedTuple):
    """A document of the list: its key, its row, and its amount with the sign of its kind."""

    key: str
    row: int
    kind: str
    amount: Decimal
    day: date
    instalment: int | None = None


def bring_in_documents(context: Context) -> None:
    """Bring in invoices and credit notes; what they say was paid and receipts among them settle them."""
    rows = range(len(context.listing))
    read = [one for row in rows if _is_receipt(context, row) for one in listed_receipt(context, row)]
    receipts = since_opening(context, with_keys(context, read))
    table, own_keys = context.open_items()
    to_post = items_to_post(context.sheets.read("Invoices")["Invoices"])
    documents = _since_opening(context, _documents(context, to_post), frozenset(own_keys))
    held = settlements(context)
    bare = bare_remainders(context, table, own_keys, held, {one.key: _minor(context, one) for one in documents})
    _write_items(context, documents, table, own_keys, bare, frozenset(one.key for one in to_post))
    paid = paid_documents(context, [_paid(context, one) for one in documents], held, bare)
    take_back(context, held, paid.taken_back)
    write_receipts(context, [*receipts, *paid.receipts])
    write_allocations(context, paid.allocations, key=("item", "kind", "receipt"))
    write_brought(context, [*(one.brought for one in bare.values()), *paid.brought])
    context.more("allocations", [(one.item, one.currency, one.amount) for one in paid.brought])
    context.more("allocations", [(one.item, one.brought.currency, one.brought.amount) for one in bare.values()])
    context.more("changed", paid.reopened)
    context.customers_known([*(one.row for one in documents), *(one.row for one in receipts)])


def _since_opening(context: Context, documents: Sequence[_Document], known: Collection[str]) -> list[_Document]:
    """Leave out documents of before the opening that did not come along: they were settled in the former month."""
    posted = [Posted(one.key, context.day(one.row, "posting_date") or one.day) for one in documents]
    gone = settled_before(context, posted, known)
    return [one for one in documents if one.key not in gone]


def _is_receipt(context: Context, row: int) -> bool:
    return context.text("kind", row) == "receipt"


def _documents(context: Context, to_post: Sequence[ItemToPost]) -> list[_Document]:
    """Read the documents; one with the customer and number of an item to post is that item, whatever its kind here."""
    own_kinds = {(one.customer, one.document_no): one.kind for one in to_post}
    kinds = {
        row: own_kinds.get((context.text("customer", row), context.text("document_no", row)), kind)
        for row, kind in _kinds(context).items()
    }
    documents: dict[str, _Document] = {}
    for row, match in named_rows(context, kinds).items():
        _take(context, documents, row, kinds[row], match)
    return list(documents.values())


def _kinds(context: Context) -> dict[int, str]:
    """Give the kind of every document that can be used."""
    kinds = {}
    for row in (row for row in range(len(context.listing)) if not _is_receipt(context, row)):
        amount = context.amount(row, *_AMOUNTS)
        if context.usable(row, amount, dated=_day(context, row) is not None) and amount is not None:
            kinds[row] = kind_of(context.text("kind", row), amount)
    return kinds


def _day(context: Context, row: int) -> date | None:
    return context.day(row, "document_date", "posting_date", "due_date")


def _take(context: Context, documents: dict[str, _Document], row: int, kind: str, match: Match) -> None:
    amount, day = context.amount(row, *_AMOUNTS), _day(context, row)
    if amount is None or day is None:
        return
    if match.key in documents:
        context.leave_out("key-doubled", row, context.text("document_no", row), signed(amount, kind))
        return
    rounded = context.rounded(signed(amount, kind), row)
    documents[match.key] = _Document(match.key, row, kind, rounded, day, match.instalment)


def _minor(context: Context, document: _Document) -> int:
    return to_minor(document.amount, context.currency(document.row))


def _paid(context: Context, document: _Document) -> Paid:
    credit = document.kind in CREDIT_KINDS or document.amount < 0
    return Paid(document.key, document.row, _minor(context, document), document.day, credit)


def _write_items(
    context: Context, documents: Sequence[_Document], table: Table, own_keys: Sequence[str],
    bare: Mapping[str, Remainder], to_post: Collection[str],
) -> None:  # fmt: skip
    if not documents:
        return
    rows, known = [one.row for one in documents], frozenset(own_keys)
    columns: dict[str, Sequence[Value]] = {
        "item_key": [one.key for one in documents],
        "customer": [context.text("customer", row) or None for row in rows],
        "kind": [one.kind for one in documents],
        "document_no": [context.text("document_no", row) or None for row in rows],
        # Another day stands for the document's only where the book has none.
        "document_date": [
            context.day(one.row, "document_date") or (None if one.key in known else one.day) for one in documents
        ],
        "posting_date": [context.day(row, "posting_date") for row in rows],
        "currency": [context.currency(row) for row in rows],
        "gross": [one.amount for one in documents],
        **context.described(table, DESCRIPTIVE, rows),
        **posted(table, [one.key for one in documents], to_post),
    }
    columns["base_amount"] = _base_amounts(context, documents, table, rows_of_keys(own_keys), bare)
    columns |= with_instalments(table, columns, [one.instalment for one in documents])
    context.bring_in(table, own_keys, Incoming([one.key for one in documents], columns, EDITED), rows)
    context.changes |= changes_by_key(
        [(one.key, context.currency(one.row), _minor(context, one)) for one in documents],
        _booked(context, table, own_keys, documents),
    )


def _base_amounts(
    context: Context, documents: Collection[_Document], table: Table, row_of: Mapping[str, int],
    bare: Mapping[str, Remainder],
) -> list[Value]:  # fmt: skip
    """Give the booked base amounts; of an item whose gross was its remainder, the base held grows with the gross."""
    held, base = table.column("base_amount"), context.base_currency
    amounts: list[Value] = []
    for one in documents:
        said = context.amount(one.row, "base_amount", "local_amount")
        before = held[row_of[one.key]] if one.key in bare else None
        if said is None and isinstance(before, Decimal):
            whole = pro_rata(to_minor(before, base), _minor(context, one), bare[one.key].gross)
            said = to_major(whole, base)
        amounts.append(said)
    return amounts


def _booked(
    context: Context, table: Table, own_keys: Sequence[str], documents: Sequence[_Document]
) -> dict[str, int | None]:
    """Give the gross the book holds for those of the documents that it has, in minor units."""
    row_of, gross = rows_of_keys(own_keys), table.column("gross")
    booked: dict[str, int | None] = {}
    for one in documents:
        held = gross[row_of[one.key]] if one.key in row_of else None
        if one.key in row_of:
            booked[one.key] = to_minor(held, context.currency(one.row)) if isinstance(held, Decimal) else None
    return booked
