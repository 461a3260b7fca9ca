"""Books that an earlier version made: what their tables and formulas lack is put in when a part is added to them."""

from collections.abc import Mapping

from arrears.office import formulas
from arrears.office.headings import heading
from arrears.office.table_columns import keys_of_headings
from arrears.office.tables import TABLES
from arrears.office.xlsx.added_columns import NewColumn, with_columns
from arrears.office.xlsx.package import Package, TableEntry
from arrears.office.xlsx.workbook_part import with_names

LATER_COLUMNS: Mapping[str, tuple[str, ...]] = {
    "Receipts": ("used_before", "state", "reverses"),
    "Allocations": ("reference", "state"),
    "ControlAccounts": (
        "all_currencies", "difference", "difference_check", "explained", "unknown", "unknown_check", "extracted_on",
        "tied_as",
    ),
}  # fmt: skip
"""Columns that came later, without which a decision or a formula is lost: they are put back even if deleted."""


def brought_up_to_date(package: Package, language: str) -> Package:
    """Add the later columns to the tables that lack them, and the names that formulas of other sheets read.

    A table beside which other cells stand in the way stays as it is; what needs the column says so.
    """
    for table in LATER_COLUMNS:
        entry = package.table(table)
        content = None if entry is None else with_columns(package, entry, _lacking(entry, language))
        package = package if content is None else Package(content, package.name)
    names = _names(package)
    return Package(with_names(package, names), package.name) if names else package


def _lacking(entry: TableEntry, language: str) -> list[NewColumn]:
    spec, keys = TABLES[entry.name], keys_of_headings(entry.name, entry.headings, entry.sheet)
    types = {key: spec.column(key).type for key in keys if key}
    lacking = (column for column in spec.columns if column.key in LATER_COLUMNS[entry.name] and column.key not in keys)
    return [
        NewColumn(
            heading(entry.name, column.key, language),
            next((n for n, key in enumerate(keys) if key and types[key] is column.type), 0),
            column.width,
        )
        for column in lacking
    ]


def _names(package: Package) -> dict[str, str]:
    known = {name.name.casefold() for name in package.names}
    found = {}
    for name, (table, key) in formulas.NAMED_COLUMNS.items():
        entry = package.table(table)
        if entry is None or name.casefold() in known:
            continue
        keys = keys_of_headings(table, entry.headings, entry.sheet)
        if key in keys:
            found[name] = formulas.headed(table, entry.headings[keys.index(key)])
    return found
