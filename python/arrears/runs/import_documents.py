"""Lists of documents: invoices with or without their settlement, ledgers that mix in receipts, receipts, allocations."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from arrears.core.money import CURRENCIES, to_major, to_minor
from arrears.core.snapshot import item_key
from arrears.runs.import_context import Context, change_of
from arrears.runs.import_open_items import DESCRIPTIVE, keys_of, kind_of, signed
from arrears.runs.ports import Table, Value
from arrears.runs.upsert import Incoming, upserted


@dataclass(slots=True)
class _Documents:
    """Rows on their way into Open items, Receipts and Allocations."""

    items: list[tuple[str, int, str, Decimal]] = field(default_factory=list)
    """Key, row of the list, kind, signed amount."""
    receipts: list[tuple[str, int, Decimal, date]] = field(default_factory=list)
    """Key, row of the list, amount, value date."""
    allocations: list[tuple[str, str, int, Decimal, date]] = field(default_factory=list)
    """Item key, receipt key, row of the list, amount, day."""


def bring_in_documents(context: Context) -> None:
    """Bring in invoices and credit notes; settled ones and receipts among them become receipts and allocations."""
    documents = _Documents()
    for row in range(len(context.listing)):
        if context.text("kind", row) == "receipt":
            _receipt(context, documents, row)
        else:
            _document(context, documents, row)
    _write_items(context, documents)
    _write_receipts(context, documents)
    context.customers_known([row for _, row, *_ in (*documents.items, *documents.receipts)])


def bring_in_receipts(context: Context) -> None:
    """Bring in receipts; one that names the document it pays is allocated to it."""
    documents = _Documents()
    for row in range(len(context.listing)):
        _receipt(context, documents, row)
    _write_receipts(context, documents)
    context.customers_known(row for _, row, *_ in documents.receipts)


def bring_in_allocations(context: Context) -> None:
    """Bring in which receipt or credit settled which item, with its dates."""
    finder = _Finder(context)
    context.sheets.add("receipts")
    receipts = context.sheets.read("Receipts")["Receipts"]
    known_receipts = {str(key) for key in receipts.column("receipt_key")}
    rows: list[tuple[str, int, Decimal, date]] = []
    for row in range(len(context.listing)):
        amount, day = context.amount(row, "amount", "gross", "paid"), context.day(row, "posting_date", "effective_date", "value_date")
        named = context.text("item", row) or context.text("document_no", row)
        key = finder.find(context.text("customer", row), named)
        receipt = context.text("receipt", row) or context.text("receipt_key", row)
        if amount is None or day is None:
            context.leave_out("amount-missing" if amount is None else "date-missing", row, named, amount)
        elif key is None:
            context.leave_out("item-not-found", row, named, amount)
        elif receipt and receipt not in known_receipts:
            context.leave_out("receipt-not-found", row, receipt, amount)
        else:
            rows.append((key, row, amount, day))
    columns: dict[str, Sequence[Value]] = {
        "item": [key for key, *_ in rows],
        "kind": [context.text("kind", row) or ("credit" if context.text("credit", row) else "cash") for _, row, *_ in rows],
        "receipt": [context.text("receipt", row) or context.text("receipt_key", row) or None for _, row, *_ in rows],
        "credit": [finder.find(context.text("customer", row), context.text("credit", row)) for _, row, *_ in rows],
        "currency": [finder.currency[key] for key, *_ in rows],
        "amount": [amount for *_, amount, _ in rows],
        "effective_date": [context.day(row, "effective_date", "value_date", "posting_date") for _, row, *_ in rows],
        "posting_date": [day for *_, day in rows],
        "entered_by": [context.listing.file for _ in rows],
    }
    _add_allocations(context, columns)


def _document(context: Context, documents: _Documents, row: int) -> None:
    amount, currency = context.amount(row, "gross", "amount", "remaining"), context.text("currency", row).upper()
    document_day = context.day(row, "document_date", "posting_date", "due_date")
    if amount is None or currency not in CURRENCIES or document_day is None:
        name = "amount-missing" if amount is None else "date-missing" if document_day is None else "currency-unknown"
        context.leave_out(name, row, currency, amount)
        return
    kind = kind_of(context.text("kind", row), amount)
    context.minor(amount, currency, row)
    instalment = context.listing.column("instalment")[row]
    key = item_key(
        context.text("customer", row), kind, context.text("document_no", row), document_day.year,
        instalment if isinstance(instalment, int) else None, context.text("control_account", row),
    )  # fmt: skip
    documents.items.append((key, row, kind, signed(amount, kind)))
    settled = context.day(row, "settled_date")
    if settled is not None and kind not in ("credit note", "red invoice"):
        receipt = f"{context.text('document_no', row)}/{settled.isoformat()}"
        documents.receipts.append((receipt, row, amount, settled))
        documents.allocations.append((key, receipt, row, amount, settled))


def _receipt(context: Context, documents: _Documents, row: int) -> None:
    amount, currency = context.amount(row, "amount", "gross", "remaining"), context.text("currency", row).upper()
    day = context.day(row, "value_date", "posting_date", "document_date", "effective_date")
    if amount is None or currency not in CURRENCIES or day is None:
        name = "amount-missing" if amount is None else "date-missing" if day is None else "currency-unknown"
        context.leave_out(name, row, currency, amount)
        return
    in_receipts = context.listing.kind == "receipts"
    received = amount if in_receipts else -amount
    context.minor(received, currency, row)
    key = context.text("receipt_key", row) or context.text("document_no", row) or context.text("reference", row)
    documents.receipts.append((key or f"{context.text('customer', row)}/{day.isoformat()}/{row}", row, received, day))


def _write_items(context: Context, documents: _Documents) -> None:
    if not documents.items:
        return
    table = context.sheets.read("Invoices")["Invoices"]
    own_keys = keys_of(context, table_rows=len(table))
    rows = _without_doubles(context, documents)
    of_list = [row for _, row, *_ in rows]
    columns: dict[str, Sequence[Value]] = {
        "item_key": [key for key, *_ in rows],
        "customer": [context.text("customer", row) for row in of_list],
        "kind": [kind for *_, kind, _ in rows],
        "document_no": [context.text("document_no", row) or None for row in of_list],
        "document_date": [context.day(row, "document_date", "posting_date", "due_date") for row in of_list],
        "posting_date": [context.day(row, "posting_date") for row in of_list],
        "currency": [context.text("currency", row).upper() for row in of_list],
        "gross": [_to_cent(context, amount, row) for _, row, _, amount in rows],
        "base_amount": [context.amount(row, "base_amount", "local_amount") for row in of_list],
    }
    present = [name for name in DESCRIPTIVE if name in context.listing.columns and name in table.columns]
    columns |= {name: [context.listing.column(name)[row] for row in of_list] for name in present}
    context.sheets.write([upserted(table, own_keys, Incoming(list(columns["item_key"]), columns))], {})  # type: ignore[arg-type]
    _report_items(context, table, own_keys, rows)


def _without_doubles(context: Context, documents: _Documents) -> list[tuple[str, int, str, Decimal]]:
    kept: dict[str, tuple[str, int, str, Decimal]] = {}
    for item in documents.items:
        if item[0] in kept:
            context.leave_out("key-doubled", item[1], item[0], item[3])
        else:
            kept[item[0]] = item
    return list(kept.values())


def _report_items(
    context: Context, table: Table, own_keys: Sequence[str], rows: Sequence[tuple[str, int, str, Decimal]]
) -> None:
    row_of = {key: row for row, key in enumerate(own_keys)}
    new, changed, same = [], [], []
    for key, row, _, amount in rows:
        currency = context.text("currency", row).upper()
        minor = to_minor(amount, currency)
        before = table.column("gross")[row_of[key]] if key in row_of else None
        if key not in row_of:
            new.append((key, currency, minor))
        elif isinstance(before, Decimal) and to_minor(before, currency) == minor:
            same.append((key, currency, minor))
        else:
            changed.append((key, currency, minor - (to_minor(before, currency) if isinstance(before, Decimal) else 0)))
    context.changes |= {"new": change_of(new), "changed": change_of(changed), "unchanged": change_of(same)}


def _write_receipts(context: Context, documents: _Documents) -> None:
    if not documents.receipts:
        return
    context.sheets.add("receipts")
    table = context.sheets.read("Receipts")["Receipts"]
    own_keys = [str(key) for key in table.column("receipt_key")]
    rows = documents.receipts
    columns: dict[str, Sequence[Value]] = {
        "receipt_key": [key for key, *_ in rows],
        "customer": [context.text("customer", row) or None for _, row, *_ in rows],
        "value_date": [day for *_, day in rows],
        "currency": [context.text("currency", row).upper() for _, row, *_ in rows],
        "amount": [_to_cent(context, amount, row) for _, row, amount, _ in rows],
    }
    descriptive = ("name", "instrument", "bank_account", "payer", "reference", "posting_date", "base_amount")
    if context.listing.kind == "receipts":
        present = [name for name in descriptive if name in context.listing.columns]
        columns |= {name: [context.listing.column(name)[row] for _, row, *_ in rows] for name in present}
    context.sheets.write([upserted(table, own_keys, Incoming([key for key, *_ in rows], columns))], {})
    new = [(key, context.text("currency", row).upper(), to_minor(amount, context.text("currency", row).upper()))
           for key, row, amount, _ in rows if key not in set(own_keys)]  # fmt: skip
    context.changes["receipts"] = change_of(new)
    _add_allocations(context, {
        "item": [key for key, *_ in documents.allocations],
        "kind": ["cash" for _ in documents.allocations],
        "receipt": [receipt for _, receipt, *_ in documents.allocations],
        "currency": [context.text("currency", row).upper() for _, _, row, *_ in documents.allocations],
        "amount": [_to_cent(context, amount, row) for _, _, row, amount, _ in documents.allocations],
        "effective_date": [day for *_, day in documents.allocations],
        "posting_date": [day for *_, day in documents.allocations],
        "entered_by": [context.listing.file for _ in documents.allocations],
    })  # fmt: skip


ALLOCATION_KEY = ("item", "kind", "receipt", "credit", "amount", "effective_date", "posting_date")


def _add_allocations(context: Context, columns: dict[str, Sequence[Value]]) -> None:
    """Add allocations that the book does not have yet: the same row again changes nothing."""
    if not columns["item"]:
        return
    table = context.sheets.read("Allocations")["Allocations"]
    blank: Sequence[Value] = [None] * len(columns["item"])
    keys = _allocation_keys([columns.get(name, blank) for name in ALLOCATION_KEY])
    own_keys = _allocation_keys([table.column(name) for name in ALLOCATION_KEY])
    context.sheets.write([upserted(table, own_keys, Incoming(keys, columns))], {})
    known = set(own_keys)
    rows = zip(keys, columns["item"], columns["currency"], columns["amount"], strict=True)
    new = [(str(item), str(code), to_minor(amount, str(code))) for key, item, code, amount in rows
           if key not in known and isinstance(amount, Decimal)]  # fmt: skip
    context.changes["allocations"] = change_of(new)


def _allocation_keys(columns: Sequence[Sequence[Value]]) -> list[str]:
    return ["|".join(format(v.normalize(), "f") if isinstance(v, Decimal) else str(v or "") for v in row)
            for row in zip(*columns, strict=True)]  # fmt: skip


def _to_cent(context: Context, amount: Decimal, row: int) -> Decimal:
    currency = context.text("currency", row).upper()
    return to_major(to_minor(amount, currency), currency)


class _Finder:
    """Find the item a list names by key, or by document number where that is one item's alone."""

    def __init__(self, context: Context) -> None:
        table = context.sheets.read("Invoices")["Invoices"]
        keys = keys_of(context, table_rows=len(table))
        self.currency = dict(zip(keys, (str(c or "") for c in table.column("currency")), strict=True))
        self._by_document: dict[tuple[str, str], list[str]] = {}
        for key, customer, number in zip(keys, table.column("customer"), table.column("document_no"), strict=True):
            for owner in (str(customer or ""), ""):
                self._by_document.setdefault((owner, str(number or "")), []).append(key)

    def find(self, customer: str, named: str) -> str | None:
        if named in self.currency:
            return named
        found = self._by_document.get((customer, named), []) if named else []
        return found[0] if len(found) == 1 else None
