"""The kinds of list, the fields each needs, and which kind a list's own headings make it."""

from collections.abc import Set as AbstractSet

from arrears.office.exports.header_row import Header
from arrears.office.exports.vocabulary import plain, systems
from arrears.office.table_spec import Type
from arrears.office.tables import ALLOCATIONS, CUSTOMERS, INVOICES, RECEIPTS

ITEM_KINDS_OF_LIST = frozenset({"open-items", "invoices", "ledger"})
_WHO = frozenset({"customer", "name", "group_heading"})
_WHICH = frozenset({"document_no", "tax_invoice_no"})
_WHEN = frozenset({"document_date", "due_date", "posting_date"})
_HOW_MUCH = frozenset(
    {"remaining", "gross", "amount", "debit", "credit_amount", "local_amount", "local_remaining", "balance"}
)
_ITEMS = (_WHO, _WHICH, _WHEN, _HOW_MUCH)
_RECEIVED_FROM = frozenset({"customer", "name", "payer", "group_heading"})
_RECEIVED_ON = frozenset({"value_date", "posting_date"})
_RECEIVED = frozenset({"amount", "debit", "credit_amount", "local_amount"})
_PAID_ITEM = frozenset({"item"})
_ALLOCATED = frozenset({"amount"})
_ALLOCATED_ON = frozenset({"effective_date", "posting_date"})
_CUSTOMER = frozenset({"customer", "name"})
_ACCOUNT = frozenset({"account"})
_BALANCE = frozenset({"balance", "debit", "amount"})

REQUIRED: dict[str, tuple[frozenset[str], ...]] = {
    "open-items": _ITEMS,
    "invoices": _ITEMS,
    "ledger": _ITEMS,
    "receipts": (_RECEIVED_FROM, _RECEIVED_ON, _RECEIVED),
    "allocations": (_PAID_ITEM, _ALLOCATED, _ALLOCATED_ON),
    "customers": (_CUSTOMER,),
    "balances": (_ACCOUNT, _BALANCE),
}
"""For each kind, what a list must have: of each group, at least one field."""

NAMES: dict[frozenset[str], str] = {
    _WHO: "customer",
    _WHICH: "document_no",
    _WHEN: "document-or-due-date",
    _HOW_MUCH: "open-amount-or-amount",
    _RECEIVED_FROM: "customer-or-payer",
    _RECEIVED_ON: "receipt-date",
    _RECEIVED: "amount",
    _PAID_ITEM: "item-paid",
    _ALLOCATED: "amount",
    _ALLOCATED_ON: "allocation-date",
    _CUSTOMER: "customer",
    _ACCOUNT: "account",
    _BALANCE: "balance",
}
"""What each group is called in a refusal: a field, or a word of ``data/texts``, section ``words.fields``."""

_TYPES: dict[str, Type] = {
    column.key: column.type
    for spec in (CUSTOMERS, ALLOCATIONS, RECEIPTS, INVOICES)
    for column in spec.columns
} | {
    **dict.fromkeys(
        ("remaining", "paid", "amount", "debit", "credit_amount", "local_amount", "local_remaining", "balance"),
        Type.AMOUNT,
    ),
    **dict.fromkeys(("settled_date", "balance_date"), Type.DAY),
    **dict.fromkeys(("direction", "doc_type", "side", "kind", "language"), Type.TEXT),
    **dict.fromkeys(("account", "vendor"), Type.CODE),
}  # fmt: skip


def type_of(field: str) -> Type:
    """Give what a field's cells hold."""
    return _TYPES.get(field, Type.TEXT)


def missing(kind: str, fields: AbstractSet[str]) -> list[frozenset[str]]:
    """List the groups of fields of which a list of this kind has none."""
    return [group for group in REQUIRED[kind] if not group & fields]


def guess(views: dict[str, Header], *, grouped: bool) -> str:
    """Guess the kind from the headings, read as each kind would read them.

    Open amount and no settled dates make open items; debit and credit a ledger; no document at all a list of
    receipts, customers or balances, if it has what those need.
    """
    items = set(views["invoices"].mapping) | ({"group_heading"} if grouped else set())
    return _without_documents(views, items) or _of_documents(items)


def _of_documents(items: AbstractSet[str]) -> str:
    if "remaining" in items and "settled_date" not in items:
        return "open-items"
    if {"debit", "credit_amount"} <= items:
        return "ledger"
    return "open-items" if "balance" in items and not items & {"settled_date", "amount"} else "invoices"


def _without_documents(views: dict[str, Header], items: AbstractSet[str]) -> str | None:
    complete = {kind: not missing(kind, set(view.mapping)) for kind, view in views.items()}
    if (
        complete["allocations"]
        and set(views["allocations"].mapping) & {"receipt", "credit"}
        and "due_date" not in items
    ):
        return "allocations"
    if _lists_customers(items, set(views["customers"].mapping)) and not _dates_amounts(views):
        return "customers"
    other_who = views["invoices"].mapping.get("customer", -1) not in {-1, views["balances"].mapping.get("account")}
    if complete["balances"] and not other_who and not items & (_WHICH | {"name", "group_heading", "amount", "gross"}):
        return "balances"
    settles = {"settled_date", "document_date"} <= items
    if complete["receipts"] and not settles and not items & {"due_date", "remaining"} and _dates_receipts(views):
        return "receipts"
    return None


def _lists_customers(items: AbstractSet[str], customers: AbstractSet[str]) -> bool:
    """Customers and no documents: a number and a name, or either with an address or the like."""
    if items & (_HOW_MUCH | _WHICH | {"document_date", "due_date"}) or not customers & _CUSTOMER:
        return False
    return customers >= _CUSTOMER or bool(
        customers & {"address", "email", "terms", "tax_no", "credit_limit", "country"}
    )


def _dates_amounts(views: dict[str, Header]) -> bool:
    """Tell whether a list of another kind would have amounts with dates, as money moved has and customers have not."""
    others = [{type_of(field) for field in view.mapping} for kind, view in views.items() if kind != "customers"]
    return any({Type.AMOUNT, Type.DAY} <= types for types in others)


def _dates_receipts(views: dict[str, Header]) -> bool:
    """Tell whether a heading names a receipt's own number or day, not just any document's."""
    receipts, items = views["receipts"], views["invoices"]
    of_items = {items.mapping.get(name) for name in ("document_no", "document_date", "posting_date")}
    return any(receipts.mapping.get(name, -1) not in {*of_items, -1} for name in ("receipt_key", "value_date"))


def names_vendors(header: Header) -> bool:
    """Tell whether a list names vendors and no customers: a list of payables. A bare ``Name`` is no customer there."""
    heading = header.as_texts().get("customer", "")
    common = next(system for system in systems() if system.name == "common")
    return "vendor" in header.mapping and "customer" not in common.candidates(plain(heading), "")
