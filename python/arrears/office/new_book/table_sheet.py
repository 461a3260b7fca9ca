"""A sheet that holds one table: title, as-of line, header, one styled blank row, frozen panes, print setup."""

from collections.abc import Sequence

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.filters import AutoFilter
from openpyxl.worksheet.properties import Outline
from openpyxl.worksheet.table import Table, TableColumn, TableFormula, TableStyleInfo
from openpyxl.worksheet.worksheet import Worksheet

from arrears.office import formulas
from arrears.office.headings import heading, sheet_title, words
from arrears.office.new_book import book_styles, sheet_rules
from arrears.office.new_book.print_setup import set_up_table_print
from arrears.office.table_spec import Role, TableSpec

HEADER_ROW = 5
"""Title, as-of line and legend stand above; row 4 holds totals, where the table has any."""
FROZEN = {
    "Invoices": "document_no",
    "Ageing": "currency",
    "Escalation": "currency",
    "Letters": "name",
    "Customers": "name",
    "Receipts": "name",
    "Allocations": "item",
    "Interest": "document_no",
    "Discounts": "document_no",
    "InterestTotals": "document_no",
    "InterestCharges": "note_date",
    "Postings": "line",
    "Revaluation": "document_no",
    "Bills": "number",
    "RollForward": "currency",
    "Reconciliation": "line",
    "Differences": "cause",
    "Matching": "payer",
    "ListComparison": "currency",
    "Measures": "measure",
    "CustomerMeasures": "name",
    "Confirmations": "name",
}
"""The last column that stays in sight when scrolling sideways."""


def fill_sheet(
    sheet: Worksheet, spec: TableSpec, headings: Sequence[str], language: str, hidden: Sequence[str] = ()
) -> None:
    """Lay out the sheet of a table; ``headings`` in the order of its columns, ``hidden``: keys of columns unused."""
    _write_head(sheet, spec, language)
    add_table(sheet, spec, headings, HEADER_ROW, language)
    _set_columns(sheet, spec, hidden)
    frozen = [c.key for c in spec.columns].index(FROZEN[spec.name]) + 1 if spec.name in FROZEN else 0
    sheet.freeze_panes = f"{get_column_letter(frozen + 1)}{HEADER_ROW + 1}"
    sheet.sheet_view.zoomScale = 90
    sheet.sheet_view.showGridLines = False
    sheet_rules.add_rules(sheet, spec, HEADER_ROW + 1, language)
    set_up_table_print(sheet, language, HEADER_ROW, frozen, len(spec.columns))


def add_table(sheet: Worksheet, spec: TableSpec, headings: Sequence[str], row: int, language: str) -> None:
    """Write a table's header and one blank body row, with the formulas of its CHECK columns, from column A or B on."""
    start = first_column(spec)
    for offset, (column, text) in enumerate(zip(spec.columns, headings, strict=True)):
        sheet.cell(row, start + offset, text)
        book_styles.style_header(sheet.cell(row, start + offset), column, language)
        book_styles.style_body(sheet.cell(row + 1, start + offset), column, language)
        if column.role is Role.CHECK:
            sheet.cell(row + 1, start + offset, formulas.formula(spec.name, column.key, language))
    sheet.row_dimensions[row].height = 30
    sheet.add_table(_table(spec, headings, row, language))


def first_column(spec: TableSpec) -> int:
    """Give the sheet column a table starts in: Policy stands in the grid of Home, the others at the left edge."""
    return 2 if spec.name == "Policy" else 1


def _write_head(sheet: Worksheet, spec: TableSpec, language: str) -> None:
    known = words(language)
    title = sheet.cell(1, 1, sheet_title(spec.name, language))
    title.font = book_styles.font(language, 15, colour=book_styles.ACCENT, bold=True)
    sheet.row_dimensions[1].height = 24
    day = sheet.cell(2, 1, _as_of(known["home"]["as_of"], language))
    day.font = book_styles.font(language, bold=True)
    about = sheet.cell(3, 1, known["about"][spec.name])
    about.font = book_styles.font(language, 9, colour=book_styles.MUTED, italic=language == "en")


def _as_of(label: str, language: str) -> str:
    """Write the day as text that runs over into the next cells, in ISO order whatever the locale of Excel."""
    gap = " " if language == "en" else "："
    day = 'YEAR(AsOf)&"-"&RIGHT("0"&MONTH(AsOf),2)&"-"&RIGHT("0"&DAY(AsOf),2)'
    return f'=IF(AsOf="","","{label}{gap}"&{day})'


def _set_columns(sheet: Worksheet, spec: TableSpec, hidden: Sequence[str]) -> None:
    sheet.sheet_properties.outlinePr = Outline(summaryRight=True, summaryBelow=True)
    folded = False
    for number, column in enumerate(spec.columns, start=1):
        dimension = sheet.column_dimensions[get_column_letter(number)]
        dimension.width = column.width
        dimension.hidden = column.key in hidden
        if column.detail:
            dimension.outlineLevel, dimension.hidden = 1, True
        elif folded:
            dimension.collapsed = True
        folded = column.detail
    if folded:
        after = sheet.column_dimensions[get_column_letter(len(spec.columns) + 1)]
        after.width, after.collapsed = 4, True


def _table(spec: TableSpec, headings: Sequence[str], row: int, language: str) -> Table:
    start = first_column(spec)
    last = get_column_letter(start + len(headings) - 1)
    ref = f"{get_column_letter(start)}{row}:{last}{row + 1}"
    table = Table(displayName=spec.name, name=spec.name, ref=ref)
    table.autoFilter = AutoFilter(ref=ref)
    for number, (column, text) in enumerate(zip(spec.columns, headings, strict=True), start=1):
        part = TableColumn(id=number, name=text)
        if column.role is Role.CHECK:
            calculated = formulas.formula(spec.name, column.key, language).removeprefix("=")
            part.calculatedColumnFormula = TableFormula(attr_text=calculated)
        table.tableColumns.append(part)
    table.tableStyleInfo = TableStyleInfo(name="TableStyleLight1", showRowStripes=False)
    return table


def heading_row(spec: TableSpec, language: str, renamed: dict[str, str]) -> list[str]:
    """Give the headings of a table in order; buckets and bands take the names of the policy's limits."""
    return [renamed.get(column.key) or heading(spec.name, column.key, language) for column in spec.columns]
