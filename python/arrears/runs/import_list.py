"""Import: bring one exported list into the workbook, showing what changes; the same file twice changes nothing."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from arrears.core.problems import Problem
from arrears.errors import InputRefused
from arrears.runs.carried import read_present
from arrears.runs.lists import import_allocations, import_documents, import_open_items, import_others, import_receipts
from arrears.runs.lists.cleared_book import Book, book_of
from arrears.runs.lists.import_context import Change, Context
from arrears.runs.lists.list_control import list_problems, over_allocated
from arrears.runs.lists.named_customers import with_numbers
from arrears.runs.lists.receipt_links import settle
from arrears.runs.policy_table import policy_of
from arrears.runs.ports import Clock, Listing, Sheets, Table, Value
from arrears.runs.problem_rows import with_import_problems
from arrears.runs.upsert import appended


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import did, or would do."""

    listing: Listing
    list_date: date | None
    changes: Mapping[str, Change]
    totals: Mapping[str, Decimal]
    """Per currency, the sum of the rows read."""
    problems: tuple[Problem, ...] = ()
    already: str = ""
    """When the same file was imported before; then nothing was changed."""
    ties: bool = True


_MOVING = frozenset({"invoices", "ledger", "receipts", "allocations"})
"""Lists that move balances of items or receipts, and are no record of what is open on a day."""
KINDS: Mapping[str, Callable[[Context], None]] = {
    "open-items": import_open_items.bring_in,
    "invoices": import_documents.bring_in_documents,
    "ledger": import_documents.bring_in_documents,
    "receipts": import_receipts.bring_in_receipts,
    "allocations": import_allocations.bring_in_allocations,
    "customers": import_others.bring_in_customers,
    "balances": import_others.bring_in_balances,
}


def import_list(
    sheets: Sheets,
    listing: Listing,
    clock: Clock,
    by: str,
    *,
    list_date: date | None = None,
    complete: bool = True,
    accept_vanished: bool = False,
) -> Imported:
    """Bring a list into the book; refuses an open-items list without a list date, and one older than the last."""
    totals = totals_of(listing)
    imports = sheets.read("Imports")["Imports"] if sheets.has("Imports") else None
    before = _imported_before(imports, listing, list_date)
    if before:
        return Imported(listing, list_date, {}, totals, already=before)
    if list_date is None and not _dated(listing):
        raise InputRefused("list-date-missing", listing.file, listing.kind, kind=listing.kind)
    listing = with_numbers(sheets, listing)
    policy, _ = policy_of(sheets)
    context = Context(sheets, listing, policy.base_currency, list_date, complete, accept_vanished)
    former = book_of(context) if listing.kind in _MOVING else None
    KINDS[listing.kind](context)
    sheets.add("imports")
    _record(context, totals, clock, by)
    if former is not None or listing.kind == "open-items":
        _settle(context, former)
    problems = (*listing.problems, *context.problems)
    whole_list = listing.kind == "open-items" and complete
    with_import_problems(sheets, listing, problems, supersedes=whole_list)
    return Imported(listing, list_date, context.changes, totals, problems, ties=context.ties)


def _dated(listing: Listing) -> bool:
    """Tell whether a list needs no day: documents have their own, balances of accounts may say theirs row by row."""
    if listing.kind != "balances":
        return listing.kind != "open-items"
    accounts = "account" in listing.columns or "control_account" in listing.columns
    own_days = listing.columns.get("balance_date", ())
    return accounts and bool(own_days) and all(isinstance(day, date) for day in own_days)


def remembered_mappings(sheets: Sheets) -> dict[str, dict[str, str]]:
    """Give the mappings used before, by the fingerprint of the headings they were used for."""
    if not sheets.has("Imports"):
        return {}
    table = sheets.read("Imports")["Imports"]
    pairs = zip(table.column("headings"), table.column("mapping"), strict=True)
    return {str(print_): json.loads(str(mapping)) for print_, mapping in pairs if print_ and mapping}


def totals_of(listing: Listing) -> dict[str, Decimal]:
    """Add up the rows read, per currency, by the amount the kind of list is about."""
    field_name = next((f for f in ("remaining", "amount", "gross", "balance") if f in listing.columns), None)
    totals: dict[str, Decimal] = {}
    if field_name is None:
        return totals
    for amount, currency in zip(listing.column(field_name), listing.column("currency"), strict=True):
        if isinstance(amount, Decimal):
            totals[str(currency or "")] = totals.get(str(currency or ""), Decimal(0)) + amount
    return totals


def _settle(context: Context, before: Book | None) -> None:
    """Set right what the lists cleared, and report what does not go together with them."""
    after = settle(context, before)
    differing = list_problems(after.sub_ledger, after.tables)
    context.ties = context.ties and not differing
    context.problems += [*differing, *over_allocated(after.sub_ledger, after.tables)]


def _imported_before(imports: Table | None, listing: Listing, list_date: date | None) -> str:
    """Tell when the file was imported as this kind of list and of this day: of a later day it says something new."""
    if imports is None:
        return ""
    said = (imports.column(name) for name in ("sha256", "kind", "list_date", "imported_at"))
    wanted = (listing.sha256, listing.kind, list_date)
    return next((str(at) for *row, at in zip(*said, strict=True) if tuple(row) == wanted), "")


def _record(context: Context, totals: Mapping[str, Decimal], clock: Clock, by: str) -> None:
    listing = context.listing
    printed = listing.printed_totals.get("remaining", listing.printed_totals.get("amount"))
    if printed is None:
        printed = next(iter(listing.printed_totals.values()), None)
    rows = list(totals.items()) or [("", Decimal(0))]
    one = len(rows) == 1
    columns: dict[str, list[Value]] = {
        "file": [listing.file] * len(rows),
        "kind": [listing.kind] * len(rows),
        "list_date": [context.list_date] * len(rows),
        "complete": [context.complete if listing.kind == "open-items" else None] * len(rows),
        "currency": [currency for currency, _ in rows],
        "read": [len(listing)] * len(rows),
        "left_out": [len(listing.left_out) + context.left_out] * len(rows),
        "sum_read": [total for _, total in rows],
        "printed_total": [printed if one else None] * len(rows),
        "difference": [rows[0][1] - printed if one and printed is not None else None] * len(rows),
        "imported_at": [clock.now()] * len(rows),
        "imported_by": [by] * len(rows),
        "sha256": [listing.sha256] * len(rows),
        "headings": [listing.fingerprint] * len(rows),
        "mapping": [json.dumps(dict(listing.mapping), ensure_ascii=False)] * len(rows),
    }
    table = read_present(context.sheets, "Imports")["Imports"]
    context.sheets.write([appended(table, columns)], {})
