"""Builds the sheets of a new workbook; openpyxl makes new books here and never re-saves a user's."""

from collections.abc import Mapping, Sequence
from io import BytesIO
from types import MappingProxyType

from openpyxl import Workbook
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.workbook.properties import CalcProperties
from openpyxl.worksheet.worksheet import Worksheet

from arrears.core.policy import Policy, read_policy
from arrears.labels import ageing_titles
from arrears.office import formula_parts, formulas
from arrears.office.blocks import BLOCKS
from arrears.office.book_names import BOOKS_NAME, LANGUAGE_NAME
from arrears.office.headings import sheet_title, words
from arrears.office.new_book import dashboard_sheet, home_sheet, table_sheet
from arrears.office.new_book.book_package import finished
from arrears.office.sheets.dashboard_blocks import DASHBOARD_BLOCKS
from arrears.office.sheets.month_tables import HIDDEN
from arrears.office.table_spec import TableSpec, Type
from arrears.office.tables import TABLES
from arrears.runs.sheet_sizes import BANDS, MOST_BUCKETS


def build(
    language: str, tables: Sequence[str], settings: Mapping[str, str] = MappingProxyType({}), books_id: str = ""
) -> bytes:
    """Build an .xlsx with the given tables, one a sheet, in the order of ``tables.TABLES``.

    ``settings``: policy settings by stable key that replace the defaults; unreadable ones stay as they are typed, and
    the buckets and bands are then named by default. ``books_id``: the set of books that a new workbook opens.
    """
    policy, _ = read_policy({**_defaults(language), **settings}, {})
    renamed = renamed_headings(language, policy)
    book = Workbook()
    book.remove(book.worksheets[0])
    for name, spec in TABLES.items():
        if name not in tables:
            continue
        sheet = book.create_sheet(sheet_title(name, language))
        if name == "Policy":
            home_sheet.fill_home(sheet, language, policy, settings)
            continue
        headings = table_sheet.heading_row(spec, language, renamed.get(name, {}))
        hidden = unused_columns(policy) if name == "Ageing" else ()
        table_sheet.fill_sheet(sheet, spec, headings, language, hidden)
        if name in HIDDEN:
            sheet.sheet_state = "hidden"
    if "Measures" in tables:
        dashboard_sheet.fill_dashboard(book.create_sheet(sheet_title(dashboard_sheet.SHEET, language)), language)
    _define_names(book, language, tables, books_id)
    book.calculation = CalcProperties(fullCalcOnLoad=True)
    book.properties.creator = "Arrears"
    stream = BytesIO()
    book.save(stream)
    made = (spec for name, spec in TABLES.items() if name in tables)
    identifiers = {n: _text_columns(book.worksheets[n - 1], spec) for n, spec in enumerate(made, 1)}
    return finished(stream.getvalue(), identifiers)


def renamed_headings(language: str, policy: Policy) -> dict[str, dict[str, str]]:
    """Give the headings that follow from the policy's limits: table -> column key -> heading."""
    return {"Ageing": ageing_titles(policy.buckets, policy.bands, language, (MOST_BUCKETS, BANDS))}


def _text_columns(sheet: Worksheet, spec: TableSpec) -> str:
    """Give the ranges of a table's text columns below its header."""
    body = sheet[sheet.tables[spec.name].ref][1:]
    text = (n for n, column in enumerate(spec.columns) if column.type in (Type.CODE, Type.TEXT))
    return " ".join(f"{body[0][n].coordinate}:{body[-1][n].coordinate}" for n in text)


def unused_columns(policy: Policy) -> tuple[str, ...]:
    """Give the keys of the Ageing columns that the policy does not use; they are hidden."""
    buckets = (f"bucket_{n}" for n in range(len(policy.buckets) + 2, MOST_BUCKETS + 1))
    bands = (f"band_{n}" for n in range(len(policy.bands) + 2, BANDS + 1))
    return (*buckets, *bands)


def _defaults(language: str) -> dict[str, str]:
    groups = words(language)["policy"].values()
    return {key: default for group in groups for key, (_label, default, _meaning) in group.items()}


def _define_names(book: Workbook, language: str, tables: Sequence[str], books_id: str) -> None:
    """Name the blocks on Home, the columns that formulas of other sheets read, the book's language and set of books."""
    names = {
        name: formulas.column(table, key, language)
        for name, (table, key) in formulas.NAMED_COLUMNS.items()
        if table in tables
    }
    if any(name in tables for name in formulas.OF_ANY_CURRENCY):
        lists = {name: formula_parts.currencies_of(places) for name, places in formula_parts.NAMED_CURRENCIES.items()}
        names |= {name: f'"{codes}"' for name, codes in lists.items()}
    if "Policy" in tables:
        home = sheet_title("Policy", language)
        names |= {name: f"'{home}'!{block.area}" for name, block in BLOCKS.items()}
        names[LANGUAGE_NAME] = f'"{language}"'
        names |= {BOOKS_NAME: f'"{books_id}"'} if books_id else {}
    if "Measures" in tables:
        board = sheet_title(dashboard_sheet.SHEET, language)
        names |= {name: f"'{board}'!{block.area}" for name, block in DASHBOARD_BLOCKS.items()}
    for name, refers_to in names.items():
        book.defined_names[name] = DefinedName(name, attr_text=refers_to)
