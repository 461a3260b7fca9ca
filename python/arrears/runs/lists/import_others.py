"""Lists that are not documents: customers, and balances per customer or control account."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from arrears.core.matching.item_key import item_key
from arrears.core.money import to_minor
from arrears.runs.lists.import_context import Context, change_of, changes_by_key, customer_keys
from arrears.runs.ports import Value
from arrears.runs.upsert import Incoming, rows_of_keys, upserted

_CUSTOMER_FIELDS = (
    "name", "address", "contact", "email", "language", "country", "tax_no", "terms", "interest_rate", "interest_regime",
    "consumer", "grade", "credit_limit", "collector", "group", "dunning_recipient", "procedure", "key_account",
    "hold_until", "hold_reason", "hold_by", "note",
)  # fmt: skip


_BALANCES = ("balance", "remaining", "amount", "gross")
_EDITED = (
    "interest_rate", "interest_regime", "consumer", "procedure", "key_account", "hold_until", "hold_reason", "hold_by",
    "note",
)  # fmt: skip


def bring_in_customers(context: Context) -> None:
    """Bring customers up to date; what people keep in the book beside them stays."""
    table = context.sheets.read("Customers")["Customers"]
    own_keys = customer_keys(table)
    rows = [row for row in range(len(context.listing)) if context.text("customer", row)]
    keys = [context.text("customer", row) for row in rows]
    described = context.described(table, _CUSTOMER_FIELDS, rows)
    context.bring_in(table, own_keys, Incoming(keys, {"customer": list(keys), **described}, _EDITED), rows)
    row_of = rows_of_keys(own_keys)
    new = [key for key in dict.fromkeys(keys) if key not in row_of]
    changed = [
        key
        for n, key in enumerate(keys)
        if key in row_of and any(
            values[n] not in (None, table.column(name)[row_of[key]])
            for name, values in described.items() if name not in _EDITED
        )
    ]  # fmt: skip
    context.changes["new"] = change_of((key, "", 0) for key in new)
    context.changes["changed"] = change_of((key, "", 0) for key in dict.fromkeys(changed))


def bring_in_balances(context: Context) -> None:
    """Bring in balances: of control accounts where the list names accounts, else one opening item per customer."""
    if "account" in context.listing.columns or "control_account" in context.listing.columns:
        _control_accounts(context)
    else:
        _opening_items(context)


def _control_accounts(context: Context) -> None:
    context.sheets.add("tie-out")
    table = context.sheets.read("ControlAccounts")["ControlAccounts"]
    balances_of = _balances(context)
    rows = list(balances_of)
    accounts = [context.text("account", row) or context.text("control_account", row) for row in rows]
    currencies = [context.text("currency", row).upper() for row in rows]
    days = [_balance_day(context, row) for row in rows]
    keys = ["|".join(map(str, row)) for row in zip(accounts, currencies, days, strict=True)]
    balances = list(balances_of.values())
    columns: dict[str, Sequence[Value]] = {
        "account": list(accounts),
        "currency": list(currencies),
        "balance_date": list(days),
        "balance": list(balances),
        "source": [context.listing.file] * len(rows),
    }
    named = zip(table.column("account"), table.column("currency"), table.column("balance_date"), strict=True)
    own_keys = [f"{account}|{currency}|{day}" for account, currency, day in named]
    context.sheets.write([upserted(table, own_keys, Incoming(keys, columns))], {})
    amounts = [to_minor(balance, currency) for balance, currency in zip(balances, currencies, strict=True)]
    held, row_of = table.column("balance"), rows_of_keys(own_keys)
    before = {key: _minor(held[row_of[key]], code) for key, code in zip(keys, currencies, strict=True) if key in row_of}
    context.changes |= changes_by_key(list(zip(keys, currencies, amounts, strict=True)), before)


def _balance_day(context: Context, row: int) -> date | None:
    """Give the day of a balance: what its row says, else that of the list."""
    return context.day(row, "balance_date") or context.list_date


def _opening_items(context: Context) -> None:
    table, own_keys = context.open_items()
    balances_of = {row: balance for row, balance in _balances(context).items() if balance}
    rows = list(balances_of)
    balances = list(balances_of.values())
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
    amounts = [to_minor(balance, currency) for balance, currency in zip(balances, currencies, strict=True)]
    held, row_of = table.column("gross"), rows_of_keys(own_keys)
    before = {key: _minor(held[row_of[key]], code) for key, code in zip(keys, currencies, strict=True) if key in row_of}
    context.changes |= changes_by_key(list(zip(keys, currencies, amounts, strict=True)), before)
    context.customers_known(rows)


def _balances(context: Context) -> dict[int, Decimal]:
    """Give the balance of each row that can be used, with the decimals of its currency."""
    amounts = {row: context.amount(row, *_BALANCES) for row in range(len(context.listing))}
    return {
        row: context.rounded(amount, row)
        for row, amount in amounts.items()
        if context.usable(row, amount) and amount is not None
    }


def _minor(held: Value, currency: str) -> int | None:
    return to_minor(held, currency) if isinstance(held, Decimal) else None
