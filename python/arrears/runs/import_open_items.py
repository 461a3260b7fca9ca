"""An open-items list is a snapshot: compared with the book as of its list date, then written as dated entries."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

import numpy as np

from arrears.core.clearings import clearings, new_items
from arrears.core.dates import as_dates, as_days
from arrears.core.ledger import ITEM_KINDS
from arrears.core.money import CURRENCIES, to_major
from arrears.core.snapshot import BookItems, Changes, OpenItemsList, Remainders, compare, item_key
from arrears.runs.carried import read_present
from arrears.runs.import_context import Context, change_of
from arrears.runs.ports import Value
from arrears.runs.sub_ledger import CREDIT_KINDS, SubLedger, load
from arrears.runs.upsert import Incoming, appended, upserted

DESCRIPTIVE = (
    "name", "due_date", "terms", "net", "vat", "booked_rate", "control_account", "tax_invoice_no", "corrects", "contract",
    "purchase_order", "salesperson", "collector", "contact", "instalment", "level", "last_letter", "disputed",
    "interest_rate", "hold_until", "hold_reason", "note",
)  # fmt: skip
"""What a list may say about an item beside its amounts; each import brings it up to date."""


def bring_in(context: Context) -> None:
    """Compare the list with the book and write the difference: new items, reductions, changed terms."""
    assert context.list_date is not None  # noqa: S101 - refused before
    tables = read_present(context.sheets, "Invoices", "Receipts", "Allocations", "Imports")
    sub_ledger = load(context.base_currency, tables)
    listed, rows, kinds = _listed(context)
    book = _book(context, sub_ledger)
    changes = compare(listed, book)
    context.problems.extend(changes.problems)
    _report(context, changes, listed, book)
    cleared = clearings(changes, listed, book)
    if not context.listing:
        return
    if len(cleared.key) and not context.sheets.has("Allocations"):
        context.sheets.add("receipts")
    _write_items(context, changes, listed, book, rows, kinds)
    if len(cleared.key):
        currency = [listed.currency[r] if r >= 0 else book.currency[b] for r, b in zip(cleared.listed.tolist(), cleared.booked.tolist(), strict=True)]
        count = len(cleared.key)
        columns: dict[str, Sequence[Value]] = {
            "item": list(cleared.key),
            "kind": list(cleared.kind),
            "currency": currency,
            "amount": [to_major(int(m), code) for m, code in zip(cleared.amount, currency, strict=True)],
            "effective_date": list(cleared.effective),
            "posting_date": [cleared.day] * count,
            "entered_on": [context.list_date] * count,
            "entered_by": [context.listing.file] * count,
        }
        table = context.sheets.read("Allocations")["Allocations"]
        context.sheets.write([appended(table, columns)], {})
    context.customers_known(rows)


def _listed(context: Context) -> tuple[OpenItemsList, list[int], list[str]]:
    rows, kinds, columns = [], [], []
    for row in range(len(context.listing)):
        amount = context.amount(row, "remaining", "amount", "gross")
        currency = context.text("currency", row).upper()
        if amount is None or currency not in CURRENCIES:
            context.leave_out("amount-missing" if amount is None else "currency-unknown", row, currency, amount)
            continue
        kind = kind_of(context.text("kind", row), amount)
        remaining = context.minor(signed(amount, kind), currency, row)
        gross = context.amount(row, "gross")
        document_day = context.day(row, "document_date", "posting_date", "due_date") or context.list_date
        instalment = context.listing.column("instalment")[row]
        key = item_key(
            context.text("customer", row), kind, context.text("document_no", row),
            document_day.year if document_day else None, instalment if isinstance(instalment, int) else None,
            context.text("control_account", row),
        )  # fmt: skip
        columns.append((
            key, currency, remaining, context.minor(signed(gross, kind), currency, row) if gross is not None else 0,
            gross is not None, context.day(row, "posting_date", "document_date"), context.day(row, "due_date"),
            context.text("terms", row), context.place(row),
        ))  # fmt: skip
        rows.append(row)
        kinds.append(kind)
    key, currency, remaining, gross, known, posting, due, terms, places = (
        [list(column) for column in zip(*columns, strict=True)] or [[] for _ in range(9)]
    )
    assert context.list_date is not None  # noqa: S101 - refused before
    return OpenItemsList(
        context.list_date, tuple(key), tuple(currency), np.array(remaining, np.int64), np.array(gross, np.int64),
        np.array(known, np.bool_), as_days(posting), as_days(due), tuple(terms), places, context.complete,
    ), rows, kinds  # fmt: skip


def kind_of(said: str, amount: Decimal) -> str:
    """Give the kind of a listed row: as the list says, else by the sign of its amount."""
    if said in ITEM_KINDS:
        return said
    return "on-account" if said == "receipt" else "credit note" if amount < 0 else "invoice"


def signed(amount: Decimal, kind: str) -> Decimal:
    """Give an amount its sign: credits are negative, whatever the list prints."""
    return -abs(amount) if kind in CREDIT_KINDS else amount


def _book(context: Context, sub_ledger: SubLedger) -> BookItems:
    items, ledger = sub_ledger.ledger.items, sub_ledger.ledger
    assert context.list_date is not None  # noqa: S101 - refused before
    before_first = ledger.first_day is not None and context.list_date < ledger.first_day
    balance = np.zeros(len(items.key), np.int64) if before_first else ledger.balances(context.list_date)
    table = context.sheets.read("Invoices")["Invoices"]
    terms = tuple(str(table.column("terms")[row] or "") for row in sub_ledger.item_rows)
    return BookItems(
        items.key, tuple(ledger.currencies[c] for c in items.currency), balance, items.gross, items.posting_date,
        items.due_date, terms, _last_list(context, complete=False), _last_list(context, complete=True),
    )  # fmt: skip


def _last_list(context: Context, *, complete: bool) -> date | None:
    if not context.sheets.has("Imports"):
        return None
    table = context.sheets.read("Imports")["Imports"]
    rows = zip(table.column("kind"), table.column("list_date"), table.column("complete"), strict=True)
    wanted = (day for kind, day, whole in rows if kind == "open-items" and (whole or not complete))
    return max((day for day in wanted if isinstance(day, date)), default=None)


def _report(context: Context, changes: Changes, listed: OpenItemsList, book: BookItems) -> None:
    def rows(remainders: Remainders, *, moved: bool) -> list[tuple[str, str, int]]:
        amounts = remainders.difference if moved else remainders.new
        pairs = zip(remainders.listed.tolist(), remainders.booked.tolist(), amounts.tolist(), strict=True)
        return [
            (listed.key[r], listed.currency[r], m) if r >= 0 else (book.key[b], book.currency[b], m) for r, b, m in pairs
        ]

    changed = [*rows(changes.reduced, moved=True), *rows(changes.grew, moved=True)]
    context.changes |= {
        "new": change_of(rows(changes.new, moved=False)),
        "changed": change_of(changed),
        "vanished": change_of(rows(changes.vanished, moved=True)),
        "reappeared": change_of(rows(changes.reappeared, moved=True)),
        "changed_terms": change_of(rows(changes.changed_terms, moved=False)),
        "unchanged": change_of(rows(changes.unchanged, moved=False)),
    }
    context.ties = all(total.ties for total in changes.totals)


def _write_items(
    context: Context, changes: Changes, listed: OpenItemsList, book: BookItems, rows: list[int], kinds: list[str]
) -> None:
    table = context.sheets.read("Invoices")["Invoices"]
    added = new_items(changes, listed, book)
    gross = dict(zip(added.listed.tolist(), added.gross.tolist(), strict=True))
    counted = dict(zip(added.listed.tolist(), as_dates(added.posting_date), strict=True))
    known = set(changes.unchanged.listed.tolist()) | set(changes.changed_terms.listed.tolist())
    known |= {n for part in (changes.reduced, changes.grew, changes.reappeared) for n in part.listed.tolist()}
    taken = sorted(known | set(gross))
    of_list = [rows[n] for n in taken]
    columns: dict[str, Sequence[Value]] = {
        "item_key": [listed.key[n] for n in taken],
        "customer": [context.text("customer", row) for row in of_list],
        "kind": [kinds[n] for n in taken],
        "document_no": [context.text("document_no", row) or None for row in of_list],
        "document_date": [context.day(row, "document_date", "posting_date", "due_date") or context.list_date for row in of_list],
        "posting_date": [_posted(context, counted.get(n), rows[n]) for n in taken],
        "currency": [listed.currency[n] for n in taken],
        "gross": [to_major(gross[n], listed.currency[n]) if n in gross else None for n in taken],
        "base_amount": [_base(context, row) if n in gross else None for n, row in zip(taken, of_list, strict=True)],
    }
    present = [name for name in DESCRIPTIVE if name in context.listing.columns and name in table.columns]
    columns |= {name: [context.listing.column(name)[row] for row in of_list] for name in present}
    keys = keys_of(context, table_rows=len(table))
    context.sheets.write([upserted(table, keys, Incoming([listed.key[n] for n in taken], columns))], {})


def keys_of(context: Context, *, table_rows: int) -> list[str]:
    """Give the key of every row of Open items, one of its own for a row that cannot be used."""
    tables = read_present(context.sheets, "Invoices")
    sub_ledger = load(context.base_currency, tables)
    keys = [f"\0{row}" for row in range(table_rows)]
    for key, row in zip(sub_ledger.ledger.items.key, sub_ledger.item_rows, strict=True):
        keys[row] = key
    return keys


def _posted(context: Context, counted: date | None, row: int) -> date | None:
    document_day = context.day(row, "posting_date", "document_date", "due_date") or context.list_date
    return counted if counted is not None and counted != document_day else context.day(row, "posting_date")


def _base(context: Context, row: int) -> Decimal | None:
    """Give the booked base amount where it is that of the whole document, not of the remainder."""
    booked = context.amount(row, "base_amount", "local_amount")
    if booked is not None:
        return booked
    remainder, gross, open_amount = context.amount(row, "local_remaining"), context.amount(row, "gross"), context.amount(row, "remaining")
    return remainder if remainder is not None and (gross is None or gross == open_amount) else None
