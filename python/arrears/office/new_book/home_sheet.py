"""Home: as-of date, next step, the month in eight steps, totals with their control, charts, and the policy."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import product

from openpyxl.styles import Alignment
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.pagebreak import Break
from openpyxl.worksheet.properties import Outline
from openpyxl.worksheet.worksheet import Worksheet

from arrears.core.policy import Policy
from arrears.labels import band_labels, bucket_labels, step_names, unapplied_label
from arrears.office import blocks
from arrears.office.blocks import BLOCKS
from arrears.office.headings import heading, words
from arrears.office.new_book import book_styles, charts, home_formulas, sheet_rules, table_sheet
from arrears.office.new_book.print_setup import set_up_print
from arrears.office.tables import POLICY
from arrears.runs import sheet_sizes
from arrears.runs.sheet_sizes import BANDS, MOST_BUCKETS, TOP_CUSTOMERS

_WIDTHS = {"A": 2, "B": 38, "C": 22, **dict.fromkeys("DEFGHI", 14.5), "J": 2}
_FINE_PRINT = range(blocks.HIDDEN, blocks.HIDDEN + 3)


def fill_home(sheet: Worksheet, language: str, policy: Policy, settings: Mapping[str, str]) -> None:
    """Lay out Home with the policy at its bottom, on pages of its own."""
    for letter, width in _WIDTHS.items():
        sheet.column_dimensions[letter].width = width
    for number in _FINE_PRINT:
        sheet.column_dimensions[get_column_letter(number)].hidden = True
    page = _Page(sheet, language)
    _fill_head(page)
    _fill_steps(page)
    _fill_buckets(page, policy)
    _fill_bands(page, policy)
    _fill_top(page)
    _fill_differ(page)
    _fill_formulas(page)
    charts.add_charts(sheet, language)
    sheet_rules.add_home_rules(sheet)
    _fill_policy(page, settings)
    _set_up(sheet, language)


class _Page:
    """Home while it is being written: cells by row and column, in the styles of the book."""

    def __init__(self, sheet: Worksheet, language: str) -> None:
        self.sheet, self.language = sheet, language
        self.words = words(language)["home"]

    def text(self, row: int, column: int, value: str, *, bold: bool = False, muted: bool = False) -> None:
        cell = self.sheet.cell(row, column, value)
        colour = book_styles.MUTED if muted else book_styles.INK
        cell.font = book_styles.font(self.language, colour=colour, bold=bold)
        cell.alignment = Alignment(vertical="center")

    def label(self, row: int, value: str, *, bold: bool = False) -> None:
        """Write the label of a line of figures, over a hairline."""
        self.text(row, blocks.LABELS, value, bold=bold)
        self.sheet.cell(row, blocks.LABELS).border = book_styles.HAIRLINE

    def section(self, row: int, text: str, last: int = blocks.LAST) -> None:
        """Write a section's title over a thin rule to the column ``last``."""
        for column in range(blocks.LABELS, last + 1):
            self.sheet.cell(row, column).border = book_styles.RULE
        cell = self.sheet.cell(row, blocks.LABELS, text)
        cell.font = book_styles.font(self.language, 12, colour=book_styles.ACCENT, bold=True)
        self.sheet.row_dimensions[row].height = 20

    def fill(self, name: str, values: Sequence[str | int | None]) -> None:
        """Write a block of one column."""
        for down, value in enumerate(values):
            self.sheet.cell(BLOCKS[name].row + down, BLOCKS[name].column, value)

    def style(self, name: str, number_format: str, horizontal: str, *, bold: bool = False, edit: bool = False) -> None:
        """Style the cells of a block."""
        block = BLOCKS[name]
        for down, across in product(range(block.rows), range(block.columns)):
            cell = self.sheet.cell(block.row + down, block.column + across)
            cell.font = book_styles.font(self.language, bold=bold)
            cell.number_format, cell.alignment = number_format, Alignment(horizontal=horizontal, vertical="center")
            cell.border = book_styles.HAIRLINE
            if edit:
                cell.fill = book_styles.fill(book_styles.INPUT_LIGHT)


def _fill_head(page: _Page) -> None:
    title = page.sheet.cell(blocks.TITLE_ROW, blocks.LABELS, page.words["title"])
    title.font = book_styles.font(page.language, 20, colour=book_styles.ACCENT, bold=True)
    page.sheet.row_dimensions[blocks.TITLE_ROW].height = 30
    page.text(blocks.AS_OF_ROW, blocks.LABELS, page.words["as_of"])
    page.text(blocks.BASE_ROW, blocks.LABELS, heading_of_base(page.language))
    page.text(blocks.NEXT_ROW, blocks.LABELS, page.words["next"])
    page.style("AsOf", book_styles.DAY, "left", bold=True, edit=True)
    page.style("BaseCurrency", "General", "left")
    page.style("NextStep", "General", "left", bold=True)
    company = page.sheet.cell(blocks.COMPANY_ROW, blocks.LABELS)
    company.font = book_styles.font(page.language, 13, bold=True)
    empty = page.sheet.cell(blocks.EMPTY_ROW, blocks.LABELS)
    empty.font = book_styles.font(page.language, colour="B45309")
    as_of = DataValidation("date", "18264", "109575", operator="between", allow_blank=True, showErrorMessage=True)
    texts = words(page.language)["validation"]
    as_of.errorTitle, as_of.error = texts["title"], texts["day"]
    as_of.add(BLOCKS["AsOf"].area.replace("$", ""))
    page.sheet.add_data_validation(as_of)


def heading_of_base(language: str) -> str:
    """Give the label of the base-currency setting."""
    label: str = words(language)["policy"]["start"]["base_currency"][0]
    return label


def _fill_steps(page: _Page) -> None:
    row = blocks.STEPS_ROW
    page.section(row, page.words["steps"], blocks.BASE + 1)
    for column, key in ((blocks.BASE, "done_by"), (blocks.BASE + 1, "done_on")):
        page.text(row, column, page.words[key], muted=True)
    for down, name in enumerate(step_names(page.language), 1):
        page.label(row + down, name)
    page.style("Steps", "General", "left", edit=True)
    for step in range(1, blocks.STEPS + 1):
        page.sheet.cell(row + step, blocks.BASE + 1).number_format = book_styles.DAY


def _fill_buckets(page: _Page, policy: Policy) -> None:
    _head_currencies(page, blocks.BUCKETS_ROW, page.words["totals"])
    labels = bucket_labels(policy.buckets, page.language)
    page.fill("BucketLabel", sheet_sizes.padded(labels, MOST_BUCKETS + 1))
    page.fill("BucketFrom", sheet_sizes.bucket_starts(policy.buckets))
    page.fill("UnappliedLabel", [unapplied_label(page.language)])
    for name in ("BucketLabel", "UnappliedLabel"):
        page.style(name, "General", "left")
    for name in ("HomeBase", "HomeBuckets"):
        page.style(name, book_styles.AMOUNT, "right")
    for name, key in (("HomeTotals", "control_buckets"), ("HomeItems", "control_items")):
        page.label(BLOCKS[name].row, page.words[key], bold=name == "HomeTotals")
        page.style(name, book_styles.AMOUNT, "right", bold=name == "HomeTotals")
    page.label(BLOCKS["HomeDifference"].row, page.words["control_difference"])
    page.style("HomeDifference", book_styles.AMOUNT, "right")
    for name, key in (("HomeControl", "control_account"), ("HomeUnknown", "control_unknown")):
        page.label(BLOCKS[name].row, page.words[key])
        page.sheet.cell(BLOCKS[name].row, blocks.BASE).border = book_styles.HAIRLINE
        page.style(name, book_styles.AMOUNT, "right")
    _rule_sums(page, BLOCKS["HomeTotals"].row)
    for row in range(BLOCKS["BucketLabel"].row + len(labels), BLOCKS["UnappliedLabel"].row):
        page.sheet.row_dimensions[row].hidden = True


def _head_currencies(page: _Page, row: int, title: str) -> None:
    page.section(row, title)
    head = range(blocks.LABELS, blocks.LAST + 1)
    for column in head:
        cell = page.sheet.cell(row + 1, column)
        cell.fill = book_styles.fill("EAF0F3")
        cell.font = book_styles.font(page.language, bold=True)
        cell.alignment = Alignment(horizontal="left" if column == blocks.LABELS else "right")


def _rule_sums(page: _Page, row: int) -> None:
    for column in range(blocks.LABELS, blocks.LAST + 1):
        page.sheet.cell(row, column).border = book_styles.SUM


def _fill_bands(page: _Page, policy: Policy) -> None:
    _head_currencies(page, blocks.BANDS_ROW, page.words["bands"])
    labels = band_labels(policy.bands, page.language)
    months, days = sheet_sizes.band_limits(policy.bands)
    page.fill("BandLabel", sheet_sizes.padded(labels, BANDS))
    page.fill("BandMonths", months)
    page.fill("BandDays", days)
    page.style("BandLabel", "General", "left")
    page.style("BandUntil", book_styles.DAY, "right")
    for name in ("HomeBandsBase", "HomeBands", "HomeBandTotals"):
        page.style(name, book_styles.AMOUNT, "right", bold=False)
    last = BLOCKS["HomeBandTotals"].row
    page.label(last, unapplied_label(page.language))
    page.label(last + 1, heading("Ageing", "total", page.language), bold=True)
    _rule_sums(page, last + 1)
    for row in range(BLOCKS["BandLabel"].row + len(labels), last):
        page.sheet.row_dimensions[row].hidden = True


def _fill_top(page: _Page) -> None:
    row = blocks.TOP_ROW
    page.section(row, page.words["top"], blocks.BASE)
    for column, text, side in (
        (blocks.LABELS, heading("Ageing", "name", page.language), "left"),
        (blocks.BASE, heading("Ageing", "overdue", page.language), "right"),
    ):
        cell = page.sheet.cell(row + 1, column, text)
        cell.fill, cell.font = book_styles.fill("EAF0F3"), book_styles.font(page.language, bold=True)
        cell.alignment = Alignment(horizontal=side)
    page.style("HomeTop", book_styles.AMOUNT, "right")
    for line in range(TOP_CUSTOMERS):
        page.sheet.cell(row + 2 + line, blocks.LABELS).alignment = Alignment(horizontal="left")


def _fill_differ(page: _Page) -> None:
    page.section(blocks.DIFFER_ROW, page.words["disagree"], blocks.BASE)
    figures = (("Invoices", "balance"), ("Invoices", "days_past_due"), ("Invoices", "bucket"), ("Invoices", "band"))
    for line, (table, key) in enumerate((*figures, ("Ageing", "total")), start=1):
        page.label(blocks.DIFFER_ROW + line, heading(table, key, page.language))
    page.style("HomeDiffer", "0", "right")


def _fill_formulas(page: _Page) -> None:
    for name, rows in home_formulas.block_formulas(page.language).items():
        block = BLOCKS[name]
        for down, line in enumerate(rows):
            for across, formula in enumerate(line):
                page.sheet.cell(block.row + down, block.column + across, formula)
    for row in (blocks.BUCKETS_ROW + 1, blocks.BANDS_ROW + 1):
        for column, formula in home_formulas.head_formulas(page.language, row):
            page.sheet.cell(row, column, formula)


def _fill_policy(page: _Page, settings: Mapping[str, str]) -> None:
    page.section(blocks.POLICY_ROW - 1, page.words["policy"])
    rows = list(_settings(page.language, settings))
    spec = POLICY
    texts = [heading(spec.name, column.key, page.language) for column in spec.columns]
    table_sheet.add_table(page.sheet, spec, texts, blocks.POLICY_ROW, page.language)
    page.sheet.row_dimensions[blocks.POLICY_ROW].height = 20
    for number in range(blocks.FIRST_CURRENCY + 1, blocks.LAST + 1):
        page.sheet.cell(blocks.POLICY_ROW, number).fill = book_styles.fill(book_styles.SLATE)
    first = blocks.POLICY_ROW + 1
    for offset, (row, folded) in enumerate(rows):
        for across, (column, text) in enumerate(zip(spec.columns, row, strict=True)):
            cell = page.sheet.cell(first + offset, blocks.LABELS + across, text or None)
            if text:
                cell.data_type = "s"  # a company's name is never a formula, whatever it begins with
            book_styles.style_body(cell, column, page.language)
            cell.alignment = Alignment(vertical="top", wrap_text=across < 2, indent=1)
        for number in range(blocks.FIRST_CURRENCY + 1, blocks.LAST + 1):
            page.sheet.cell(first + offset, number).border = book_styles.HAIRLINE
        if folded:
            page.sheet.row_dimensions[first + offset].outlineLevel = 1
            page.sheet.row_dimensions[first + offset].hidden = True
    last = first + len(rows) - 1
    page.sheet.tables[spec.name].ref = f"B{blocks.POLICY_ROW}:D{last}"
    page.sheet.tables[spec.name].autoFilter = None
    page.sheet.row_dimensions[last + 1].collapsed = True
    page.text(last + 2, blocks.LABELS, page.words["folded"], muted=True)


def _settings(language: str, settings: Mapping[str, str]) -> Iterator[tuple[tuple[str, str, str], bool]]:
    for group, entries in words(language)["policy"].items():
        for key, (label, default, meaning) in entries.items():
            yield (label, settings.get(key, default), meaning), group == "more"


def _set_up(sheet: Worksheet, language: str) -> None:
    set_up_print(sheet, language)
    sheet.sheet_properties.outlinePr = Outline(summaryRight=True, summaryBelow=True)
    sheet.sheet_format.outlineLevelRow = 1
    sheet.sheet_properties.tabColor = book_styles.ACCENT
    sheet.sheet_view.showGridLines = False
    sheet.sheet_view.zoomScale = 90
    for row in (blocks.BANDS_ROW, blocks.POLICY_ROW - 1):
        sheet.row_breaks.append(Break(row - 1))
