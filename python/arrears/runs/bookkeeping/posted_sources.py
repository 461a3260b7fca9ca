"""An ERP document number on a voucher says that the ledger has it: so do then the rows the voucher came from."""

from collections.abc import Callable, Mapping, Sequence

from arrears.runs.bookkeeping.vouchers import allocation_names, settled_by_bills
from arrears.runs.bookkeeping.written_vouchers import Written, written_vouchers
from arrears.runs.carried import in_place, read_present
from arrears.runs.ports import KEEP, Keep, Rows, Sheets, Table, Value


def take_over_posted(sheets: Sheets) -> None:
    """Set the state of items, receipts and allocations whose vouchers are posted; nothing if none changes."""
    if not sheets.has("Postings"):
        return
    vouchers = [one for one in written_vouchers(sheets.read("Postings")["Postings"]) if one.posted]
    if not vouchers:
        return
    tables = read_present(sheets, *_NAMES)
    posted = {one.source for one in vouchers} | _settled_by_bills(tables.get("Allocations"), vouchers)
    changed = [_posted(table, _NAMES[name](table), posted) for name, table in tables.items()]
    rows = [one for one in changed if one is not None]
    if rows:
        sheets.write(rows, {})


def _posted(table: Table, names: Sequence[str], posted: set[str]) -> Rows | None:
    states = table.columns.get("state")
    if states is None:
        return None
    column: list[Value | Keep] = [
        "posted" if state == "to post" and name in posted else KEEP for state, name in zip(states, names, strict=True)
    ]
    return None if all(value is KEEP for value in column) else in_place(table, {"state": column})


def _settled_by_bills(table: Table | None, vouchers: Sequence[Written]) -> set[str]:
    """Name the rows of Allocations whose bills' own vouchers are posted."""
    if table is None:
        return set()
    rows, names = settled_by_bills(table, "to post"), allocation_names(table)
    parts = ((one.source.split("|", 1)[-1].rpartition("|")[0], one.day) for one in vouchers)
    told = {(source, day) for source, day in parts}
    return {names[row] for (bill, item, day), row in rows.items() if (f"{bill}|{item}", day) in told}


_NAMES: Mapping[str, Callable[[Table], Sequence[str]]] = {
    "Invoices": lambda table: [f"Invoices|{key}" for key in table.column("item_key")],
    "Receipts": lambda table: [f"Receipts|{key}" for key in table.column("receipt_key")],
    "Allocations": allocation_names,
}
"""What vouchers call the rows of each table."""
