"""Lists that are not documents: customers, and balances per customer or control account."""

from collections.abc import Sequence
from decimal import Decimal

from arrears.core.money import CURRENCIES, to_major, to_minor
from arrears.core.snapshot import item_key
from arrears.runs.import_context import Context, change_of
from arrears.runs.import_open_items import keys_of
from arrears.runs.ports import Value
from arrears.runs.upsert import Incoming, upserted

_CUSTOMER_FIELDS = (
    "name", "address", "contact", "email", "language", "country", "tax_no", "terms", "interest_rate", "grade",
    "credit_limit", "collector", "group", "hold_until", "hold_reason", "note",
)  # fmt: skip


def bring_in_customers(context: Context) -> None:
    """Bring customers up to date; what people keep in the book beside them stays."""
    table = context.sheets.read("Customers")["Customers"]
    own_keys = [str(key) for key in table.column("customer")]
    rows = [row for row in range(len(context.listing)) if context.text("customer", row)]
    keys = [context.text("customer", row) for row in rows]
    columns: dict[str, Sequence[Value]] = {"customer": list(keys)}
    present = [name for name in _CUSTOMER_FIELDS if name in context.listing.columns and name in table.columns]
    columns |= {name: [context.listing.column(name)[row] for row in rows] for name in present}
    context.sheets.write([upserted(table, own_keys, Incoming(keys, columns))], {})
    known = set(own_keys)
    context.changes["new"] = change_of((key, "", 0) for key in dict.fromkeys(keys) if key not in known)
    context.changes["changed"] = change_of((key, "", 0) for key in dict.fromkeys(keys) if key in known)


def bring_in_balances(context: Context) -> None:
    """Bring in balances: of control accounts where the list names accounts, else one opening item per customer."""
    if "account" in context.listing.columns or "control_account" in context.listing.columns:
        _control_accounts(context)
    else:
        _opening_items(context)


def _control_accounts(context: Context) -> None:
    context.sheets.add("tie-out")
    table = context.sheets.read("ControlAccounts")["ControlAccounts"]
    rows = [row for row in range(len(context.listing)) if _usable(context, row)]
    accounts = [context.text("account", row) or context.text("control_account", row) for row in rows]
    currencies = [context.text("currency", row).upper() for row in rows]
    keys = [f"{account}|{currency}|{context.list_date}" for account, currency in zip(accounts, currencies, strict=True)]
    balances = [_balance(context, row) for row in rows]
    columns: dict[str, Sequence[Value]] = {
        "account": list(accounts),
        "currency": list(currencies),
        "balance_date": [context.list_date] * len(rows),
        "balance": list(balances),
        "source": [context.listing.file] * len(rows),
    }
    named = zip(table.column("account"), table.column("currency"), table.column("balance_date"), strict=True)
    own_keys = [f"{account}|{currency}|{day}" for account, currency, day in named]
    context.sheets.write([upserted(table, own_keys, Incoming(keys, columns))], {})
    amounts = (to_minor(balance, currency) for balance, currency in zip(balances, currencies, strict=True))
    context.changes["new"] = change_of(zip(keys, currencies, amounts, strict=True))


def _opening_items(context: Context) -> None:
    table = context.sheets.read("Invoices")["Invoices"]
    own_keys = keys_of(context, table_rows=len(table))
    rows = [row for row in range(len(context.listing)) if _usable(context, row) and _balance(context, row)]
    balances = [_balance(context, row) for row in rows]
    currencies = [context.text("currency", row).upper() for row in rows]
    assert context.list_date is not None  # noqa: S101 - refused before
    kinds = ["opening" if balance > 0 else "on-account" for balance in balances]
    numbers = [f"OPENING {context.list_date.isoformat()} {currency}" for currency in currencies]
    keys = [
        item_key(context.text("customer", row), kind, number, context.list_date.year)
        for row, kind, number in zip(rows, kinds, numbers, strict=True)
    ]
    columns: dict[str, Sequence[Value]] = {
        "item_key": list(keys),
        "customer": [context.text("customer", row) for row in rows],
        "name": [context.text("name", row) or None for row in rows],
        "kind": list(kinds),
        "document_no": list(numbers),
        "document_date": [context.list_date] * len(rows),
        "currency": list(currencies),
        "gross": list(balances),
    }
    context.sheets.write([upserted(table, own_keys, Incoming(keys, columns))], {})
    amounts = (to_minor(balance, currency) for balance, currency in zip(balances, currencies, strict=True))
    context.changes["new"] = change_of(zip(keys, currencies, amounts, strict=True))
    context.customers_known(rows)


def _usable(context: Context, row: int) -> bool:
    balance, currency = context.amount(row, "balance", "remaining", "amount", "gross"), context.text("currency", row).upper()
    if balance is None or currency not in CURRENCIES:
        context.leave_out("amount-missing" if balance is None else "currency-unknown", row, currency, balance)
        return False
    context.minor(balance, currency, row)
    return True


def _balance(context: Context, row: int) -> Decimal:
    currency = context.text("currency", row).upper()
    balance = context.amount(row, "balance", "remaining", "amount", "gross") or Decimal(0)
    return to_major(to_minor(balance, currency), currency)
