"""Lists of documents: invoices with or without their settlement, and ledgers that mix in receipts."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from arrears.core.money import to_minor
from arrears.runs.import_allocations import Allocated, write_allocations
from arrears.runs.import_context import Context, changes_by_key, kind_of, signed
from arrears.runs.import_open_items import DESCRIPTIVE, EDITED
from arrears.runs.import_receipts import ListedReceipt, ReceiptKeys, listed_receipt, write_receipts
from arrears.runs.items_table import CREDIT_KINDS
from arrears.runs.ports import Table, Value
from arrears.runs.upsert import Incoming, rows_of_keys


class _Document(NamedTuple):
    """A document of the list: its key, its row, and its amount with the sign of its kind."""

    key: str
    row: int
    kind: str
    amount: Decimal
    day: date


def bring_in_documents(context: Context) -> None:
    """Bring in invoices and credit notes; settled ones and receipts among them become receipts and allocations."""
    documents: dict[str, _Document] = {}
    receipts: list[ListedReceipt] = []
    keys = ReceiptKeys()
    for row in range(len(context.listing)):
        if context.text("kind", row) == "receipt":
            receipts += listed_receipt(context, row, keys)
        else:
            _take(context, documents, row)
    settled = [one for one in documents.values() if _settled(context, one) is not None]
    paid = [_receipt(context, one) for one in settled]
    _write_items(context, list(documents.values()))
    write_receipts(context, [*receipts, *paid])
    write_allocations(context, [_allocated(context, one) for one in settled], key=("item", "kind", "receipt"))
    context.customers_known([*(one.row for one in documents.values()), *(one.row for one in receipts)])


def _take(context: Context, documents: dict[str, _Document], row: int) -> None:
    amount = context.amount(row, "gross", "amount", "remaining")
    day = context.day(row, "document_date", "posting_date", "due_date")
    if not context.usable(row, amount, dated=day is not None) or amount is None or day is None:
        return
    kind = kind_of(context.text("kind", row), amount)
    key = context.key(row, kind, day)
    if key in documents:
        context.leave_out("key-doubled", row, context.text("document_no", row), signed(amount, kind))
    else:
        documents[key] = _Document(key, row, kind, context.rounded(signed(amount, kind), row), day)


def _settled(context: Context, document: _Document) -> date | None:
    return None if document.kind in CREDIT_KINDS else context.day(document.row, "settled_date")


def _receipt(context: Context, document: _Document) -> ListedReceipt:
    """Give the receipt that settled a document; its key is the document's: a corrected date stays one receipt."""
    day = _settled(context, document) or document.day
    return ListedReceipt(_receipt_key(document), document.row, document.amount, day, settles=True)


def _allocated(context: Context, document: _Document) -> Allocated:
    day = _settled(context, document) or document.day
    key, currency = _receipt_key(document), context.currency(document.row)
    return Allocated(document.key, "cash", key, "", document.row, currency, document.amount, day, day)


def _receipt_key(document: _Document) -> str:
    return f"settles {document.key}"


def _write_items(context: Context, documents: Sequence[_Document]) -> None:
    if not documents:
        return
    table, own_keys = context.open_items()
    rows = [one.row for one in documents]
    columns: dict[str, Sequence[Value]] = {
        "item_key": [one.key for one in documents],
        "customer": [context.text("customer", row) or None for row in rows],
        "kind": [one.kind for one in documents],
        "document_no": [context.text("document_no", row) or None for row in rows],
        "document_date": [one.day for one in documents],
        "posting_date": [context.day(row, "posting_date") for row in rows],
        "currency": [context.currency(row) for row in rows],
        "gross": [one.amount for one in documents],
        "base_amount": [context.amount(row, "base_amount", "local_amount") for row in rows],
        **context.described(table, DESCRIPTIVE, rows),
    }
    context.bring_in(table, own_keys, Incoming([one.key for one in documents], columns, EDITED), rows)
    context.changes |= changes_by_key(
        [(one.key, context.currency(one.row), to_minor(one.amount, context.currency(one.row))) for one in documents],
        _booked(context, table, own_keys, documents),
    )


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
