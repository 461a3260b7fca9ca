"""Books that an earlier version made: what their tables and formulas lack is put in when a part is added to them."""

from collections.abc import Iterable, Mapping, Sequence

from arrears.office import formulas
from arrears.office.headings import heading
from arrears.office.table_columns import keys_of_headings
from arrears.office.tables import TABLES
from arrears.office.xlsx.added_columns import NewColumn, with_columns
from arrears.office.xlsx.package import Package
from arrears.office.xlsx.workbook_part import with_names

LATER_COLUMNS: Mapping[str, tuple[str, ...]] = {
    "Receipts": ("used_before", "state", "reverses", "left_on_account"),
    "Matching": ("refund_of",),
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
        lacking = [] if entry is None else lacking_columns(table, entry.headings, entry.sheet, language)
        content = None if entry is None else with_columns(package, entry, lacking)
        package = package if content is None else Package(content, package.name)
    wanted = unknown_names(name.name for name in package.names)
    entries = {table: package.table(table) for table, _ in wanted.values()}
    headings = {table: (entry.headings, entry.sheet) for table, entry in entries.items() if entry is not None}
    names = meanings(wanted, headings)
    return Package(with_names(package, names), package.name) if names else package


def lacking_columns(table: str, headings: Sequence[str], sheet: str, language: str) -> list[NewColumn]:
    """Tell the later columns that a table lacks, of its headings as they stand."""
    spec, keys = TABLES[table], keys_of_headings(table, headings, sheet)
    types = {key: spec.column(key).type for key in keys if key}
    lacking = (column for column in spec.columns if column.key in LATER_COLUMNS[table] and column.key not in keys)
    return [
        NewColumn(
            heading(table, column.key, language),
            next((n for n, key in enumerate(keys) if key and types[key] is column.type), 0),
            column.width,
        )
        for column in lacking
    ]


def unknown_names(known: Iterable[str]) -> dict[str, tuple[str, str]]:
    """Tell the names that formulas read and a book lacks: each with its table and the key of its column."""
    there = {name.casefold() for name in known}
    return {name: meant for name, meant in formulas.NAMED_COLUMNS.items() if name.casefold() not in there}


def meanings(names: Mapping[str, tuple[str, str]], headings: Mapping[str, tuple[Sequence[str], str]]) -> dict[str, str]:
    """Give what names mean, without ``=``, as far as their columns are there: of tables' headings, and their sheets."""
    found = {}
    for name, (table, key) in names.items():
        texts, sheet = headings.get(table, ((), ""))
        keys = keys_of_headings(table, texts, sheet) if texts else []
        if key in keys:
            found[name] = formulas.headed(table, texts[keys.index(key)])
    return found
