"""An open-items list is a snapshot: compared with the book as of its list date, then written as dated entries."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

import numpy as np

from arrears.core.dates import as_dates
from arrears.core.matching.clearings import Clearings, clearings, new_items
from arrears.core.matching.list_changes import Changes, Remainders
from arrears.core.matching.snapshot import BookItems, OpenItemsList, compare
from arrears.core.money import to_major
from arrears.core.problems import Place, Problem, Severity
from arrears.errors import InputRefused, ListRefused
from arrears.runs.carried import read_present
from arrears.runs.interest.items_to_post import items_to_post, not_listed, posted
from arrears.runs.lists.before_opening import refuse_list_before_opening
from arrears.runs.lists.import_context import Context, change_of
from arrears.runs.lists.item_naming import with_instalments
from arrears.runs.lists.list_dates import list_dates
from arrears.runs.lists.listed_items import ListedItems, listed_items
from arrears.runs.lists.matches_to_post import as_the_ledger_has_it
from arrears.runs.month.month_log import opening_day
from arrears.runs.ports import Value
from arrears.runs.sub_ledger import load
from arrears.runs.upsert import Incoming, appended

DESCRIPTIVE = (
    "name", "due_date", "terms", "net", "vat", "booked_rate", "control_account", "tax_invoice_no", "corrects",
    "contract", "purchase_order", "salesperson", "collector", "contact", "instalment", "level", "last_letter",
    "disputed", "interest_rate", "interest_regime", "delivery_date", "acceptance_date", "invoice_received",
    "hold_until", "hold_reason", "note",
)  # fmt: skip
"""What a list may say about an item beside its amounts; each import brings it up to date."""
EDITED = ("disputed", "interest_regime", "hold_until", "hold_reason", "note")
"""What people may have written in the book themselves: a list fills it, and never overwrites it."""
FEW_ITEMS = 10
"""Below so many open items nothing is concluded from how many a list does not show."""
_DAYS = ("document_date", "posting_date", "due_date")


def bring_in(context: Context) -> None:
    """Compare the list with the book and write the difference: new items, reductions, changed terms."""
    if context.list_date is None:
        raise InputRefused("list-date-missing", context.listing.file, context.listing.kind, kind=context.listing.kind)
    refuse_list_before_opening(context)
    to_post = items_to_post(context.sheets.read("Invoices")["Invoices"])
    items = listed_items(context, context.list_date, to_post)
    if not items.rows:
        raise ListRefused("list-empty", context.listing.file, context.listing.file)
    book = _book(context, context.list_date, frozenset(one.key for one in to_post))
    book = as_the_ledger_has_it(context, book, items.listed)
    changes = compare(items.listed, book)
    if not context.accept_vanished:
        _refuse_another_ledger(context, changes, items.listed, book)
    cleared = clearings(changes, items.listed, book)
    context.problems.extend([*changes.problems, *not_listed(context, to_post, items.listed)])
    _report(context, changes, items, book)
    _write_items(context, changes, items, book)
    _write_clearings(context, cleared, items, book)
    context.customers_known(items.rows)


def _refuse_another_ledger(context: Context, changes: Changes, listed: OpenItemsList, book: BookItems) -> None:
    """Refuse a list that would clear most of the book and names hardly any of its customers: likely a wrong file."""
    open_customers = {
        _customer_of(key) for key, balance in zip(book.key, book.balance.tolist(), strict=True) if balance
    }
    found = open_customers & {_customer_of(key) for key in listed.key}
    open_items = np.count_nonzero(book.balance)
    if open_items >= FEW_ITEMS and 2 * len(changes.vanished) > open_items and 4 * len(found) < len(open_customers):
        values = {"vanished": len(changes.vanished), "items": open_items, "customers": len(open_customers)}
        raise ListRefused("another-ledger", context.listing.file, str(len(found)), **values)


def _customer_of(key: str) -> str:
    return key.partition("|")[0]


def _book(context: Context, list_date: date, to_post: frozenset[str]) -> BookItems:
    tables = read_present(context.sheets, "Invoices", "Receipts", "Allocations", "Imports", "Months")
    sub_ledger = load(context.base_currency, tables)
    ledger, imports = sub_ledger.ledger, tables.get("Imports")
    items = ledger.items
    before_first = ledger.first_day is not None and list_date < ledger.first_day
    terms = tables["Invoices"].column("terms")
    opening = opening_day(tables.get("Months"))
    opened = [] if opening is None else [opening]  # it says what was open as a complete list does
    return BookItems(
        key=items.key,
        currency=tuple(ledger.currencies[code] for code in items.currency.tolist()),
        balance=np.zeros(len(items.key), np.int64) if before_first else ledger.balances(list_date),
        gross=items.gross,
        posting_date=items.posting_date,
        due_date=items.due_date,
        terms=tuple(str(terms[row] or "") for row in sub_ledger.item_rows),
        last_list=max([*opened, *list_dates(imports)], default=None),
        last_complete=max([*opened, *list_dates(imports, complete=True)], default=None),
        first_list=ledger.first_day,
        to_post=to_post,
    )


def _report(context: Context, changes: Changes, items: ListedItems, book: BookItems) -> None:
    listed = items.listed

    def rows(remainders: Remainders, *, moved: bool) -> list[tuple[str, str, int]]:
        amounts = remainders.difference if moved else remainders.new
        pairs = zip(remainders.listed.tolist(), remainders.booked.tolist(), amounts.tolist(), strict=True)
        return [
            (listed.key[r], listed.currency[r], m) if r >= 0 else (book.key[b], book.currency[b], m)
            for r, b, m in pairs
        ]

    context.changes |= {
        "new": change_of(rows(changes.new, moved=False)),
        "changed": change_of([*rows(changes.reduced, moved=True), *rows(changes.grew, moved=True)]),
        "vanished": change_of(rows(changes.vanished, moved=True)),
        "reappeared": change_of(rows(changes.reappeared, moved=True)),
        "changed_terms": change_of(rows(changes.changed_terms, moved=False)),
        "unchanged": change_of(rows(changes.unchanged, moved=False)),
    }
    context.ties = all(total.ties for total in changes.totals)
    unread = [p for p in (*context.listing.problems, *context.problems) if p.severity is Severity.LEFT_OUT]
    if unread and len(changes.vanished):
        place = Place(file=context.listing.file)
        context.problems.append(Problem("left-out-counts-cleared", place, str(len(unread))))


def _write_items(context: Context, changes: Changes, items: ListedItems, book: BookItems) -> None:
    """Add the new items, and bring up to date what the list says about the known ones beside their amounts."""
    listed, (table, keys) = items.listed, context.open_items()
    added = new_items(changes, listed, book)
    gross = dict(zip(added.listed.tolist(), added.gross.tolist(), strict=True))
    counted = dict(zip(added.listed.tolist(), as_dates(added.posting_date), strict=True))
    parts = (changes.unchanged, changes.changed_terms, changes.reduced, changes.grew, changes.reappeared)
    taken = sorted({n for part in parts for n in part.listed.tolist()} | set(gross))
    rows = [items.rows[n] for n in taken]
    is_new = [n in gross for n in taken]
    columns: dict[str, Sequence[Value]] = {
        "item_key": [listed.key[n] for n in taken],
        "customer": [context.text("customer", row) or None for row in rows],
        "kind": [items.kinds[n] for n in taken],
        "document_no": [context.text("document_no", row) or None for row in rows],
        "document_date": [
            (context.day(row, *_DAYS) or context.list_date) if new else context.day(row, "document_date")
            for row, new in zip(rows, is_new, strict=True)
        ],
        "posting_date": [_posted(context, counted.get(n), items.rows[n]) for n in taken],
        "currency": [listed.currency[n] for n in taken],
        "gross": [to_major(gross[n], listed.currency[n]) if n in gross else None for n in taken],
        "base_amount": [_base(context, row) if new else None for row, new in zip(rows, is_new, strict=True)],
        **context.described(table, DESCRIPTIVE, rows),
        **posted(table, [listed.key[n] for n in taken], book.to_post),
    }
    columns |= with_instalments(table, columns, [items.instalments[n] for n in taken])
    context.bring_in(table, keys, Incoming([listed.key[n] for n in taken], columns, EDITED), rows)


def _write_clearings(context: Context, cleared: Clearings, items: ListedItems, book: BookItems) -> None:
    count = len(cleared.key)
    if not count:
        return
    context.sheets.add("receipts")
    pairs = zip(cleared.listed.tolist(), cleared.booked.tolist(), strict=True)
    currency = [items.listed.currency[r] if r >= 0 else book.currency[b] for r, b in pairs]
    columns: dict[str, Sequence[Value]] = {
        "item": list(cleared.key),
        "kind": list(cleared.kind),
        "currency": currency,
        "amount": [to_major(int(m), code) for m, code in zip(cleared.amount, currency, strict=True)],
        "effective_date": [cleared.day] * count,
        "posting_date": [cleared.day] * count,
        "entered_on": [context.list_date] * count,
        "entered_by": [context.listing.file] * count,
    }
    context.sheets.write([appended(context.sheets.read("Allocations")["Allocations"], columns)], {})


def _posted(context: Context, counted: date | None, row: int) -> date | None:
    """Give the posting date to write: the list's, unless the item counts from another day than its document says."""
    document_day = context.day(row, "posting_date", "document_date", "due_date") or context.list_date
    return counted if counted is not None and counted != document_day else context.day(row, "posting_date")


def _base(context: Context, row: int) -> Decimal | None:
    """Give the booked base amount where it is that of the whole document, not of the remainder."""
    booked = context.amount(row, "base_amount", "local_amount")
    if booked is not None:
        return booked
    remainder, gross = context.amount(row, "local_remaining"), context.amount(row, "gross")
    whole = gross is None or gross == context.amount(row, "remaining")
    return remainder if whole else None
