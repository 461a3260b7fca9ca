"""The Dashboard: tiles and charts on one landscape page, below it the figures they read, month by month."""

from collections.abc import Sequence

from openpyxl.styles import Alignment
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from arrears.core.measures.month_measures import AMOUNT, DAYS, INDEX, MEASURES
from arrears.office.blocks import Block
from arrears.office.headings import choice, words
from arrears.office.new_book import book_styles, dashboard_charts, dashboard_formulas
from arrears.office.new_book.print_setup import set_up_print
from arrears.office.sheets import dashboard_blocks as places
from arrears.office.sheets.dashboard_blocks import DASHBOARD_BLOCKS, TILES
from arrears.runs.measures.dashboard import CHARTED
from arrears.runs.sheet_sizes import MOST_BUCKETS, TOP_CUSTOMERS

SHEET = "Dashboard"
"""The key of the sheet's title."""
_WHOLE_AMOUNT = "#,##0;[Red]-#,##0"
_LOW = 12.5
"""Height of the rows below the charts, so that all of them fit one page."""
_ONE_PLACE = "#,##0.0;[Red]-#,##0.0"
_SECTIONS = (
    (places.GRID_ROW, "by_month"), (places.STRUCTURE_ROW, "structure"), (places.LINES_ROW, "charted"),
)  # fmt: skip


def fill_dashboard(sheet: Worksheet, language: str) -> None:
    """Lay out the Dashboard of a book that has measures."""
    page = _Page(sheet, language)
    page.columns()
    page.head()
    page.tiles()
    page.figures()
    page.largest()
    page.empties()
    dashboard_charts.add_charts(sheet, language)
    page.set_up()


class _Page:
    """The Dashboard while it is being written."""

    def __init__(self, sheet: Worksheet, language: str) -> None:
        self.sheet, self.language = sheet, language
        self.words = words(language)["dashboard"]
        self.last = places.REASON

    def columns(self) -> None:
        widths: dict[str, float] = {"A": 2, "B": 28, get_column_letter(places.REASON): 25}
        for number in range(places.FIRST_MONTH, places.LAST_MONTH + 1):
            widths[get_column_letter(number)] = 9.5
        for letter, width in widths.items():
            self.sheet.column_dimensions[letter].width = width

    def text(self, row: int, column: int, value: str, size: float = 10, **looks: object) -> None:
        """Write a text; looks: colour, bold."""
        cell = self.sheet.cell(row, column, value)
        colour = str(looks.get("colour", book_styles.INK))
        cell.font = book_styles.font(self.language, size, colour=colour, bold=bool(looks.get("bold")))
        cell.alignment = Alignment(vertical="center")

    def head(self) -> None:
        self.text(places.TITLE_ROW, places.LABELS, self.words["title"], 20, colour=book_styles.ACCENT, bold=True)
        self.sheet.row_dimensions[places.TITLE_ROW].height = 30
        self.text(places.COMPANY_ROW, places.LABELS, '=HomeCompany&""', 12, bold=True)
        day = '=IF(AsOf="","",YEAR(AsOf)&"-"&RIGHT("0"&MONTH(AsOf),2)&"-"&RIGHT("0"&DAY(AsOf),2))'
        self.text(places.BASE_ROW, places.LABELS, day, bold=True)
        note = f'=BaseCurrency&" · {self.words["in_base"]}"'
        self.text(places.BASE_ROW, places.FIRST_MONTH, note, 9, colour=book_styles.MUTED)

    def tiles(self) -> None:
        """Write one tile for each of the main measures, two columns wide: name, figure, the month before."""
        first = places.FIRST_MONTH
        spans = [(places.LABELS, places.LABELS), *((first + 3 * n, first + 3 * n + 2) for n in range(len(TILES) - 1))]
        for measure, (left, right) in zip(TILES, spans, strict=True):
            self._tile(measure, left, min(right, places.REASON))
        for offset, height in enumerate((16, 27, 24)):
            self.sheet.row_dimensions[places.TILE_ROW + offset].height = height

    def _tile(self, measure: str, first: int, last: int) -> None:
        form = {AMOUNT: _WHOLE_AMOUNT}.get(MEASURES[measure], _ONE_PLACE)
        shown = 0 if MEASURES[measure] == AMOUNT else 1
        name = choice(measure, self.language) + self._unit(measure)
        below = dashboard_formulas.below_tile(measure, shown, self.language)
        lines = ((name, 9, book_styles.MUTED), (dashboard_formulas.tile(measure), 17, book_styles.ACCENT),
                 (below, 8, book_styles.MUTED))  # fmt: skip
        for offset, (value, size, colour) in enumerate(lines):
            row = places.TILE_ROW + offset
            for column in range(first, last + 1):
                self.sheet.cell(row, column).fill = book_styles.fill("F3F6F8")
            if last > first:
                self.sheet.merge_cells(start_row=row, end_row=row, start_column=first, end_column=last)
            cell = self.sheet.cell(row, first, value)
            cell.font = book_styles.font(self.language, size, colour=colour, bold=offset == 1)
            cell.alignment = Alignment(horizontal="left", vertical="center", indent=1, wrap_text=offset == 2)
            cell.number_format = form if offset == 1 else "General"

    def _unit(self, measure: str) -> str:
        unit = MEASURES[measure]
        gap = ", " if self.language == "en" else "，"
        return "" if unit == AMOUNT else f"{gap}{choice(unit, self.language)}"

    def section(self, row: int, text: str) -> None:
        """Write a section's title over a thin rule."""
        for column in range(places.LABELS, self.last + 1):
            self.sheet.cell(row, column).border = book_styles.RULE
        self.text(row, places.LABELS, text, 12, colour=book_styles.ACCENT, bold=True)
        self.sheet.row_dimensions[row].height = 20

    def figures(self) -> None:
        """Write the sections that have the months across."""
        for row in range(places.GRID_ROW, places.TOP_ROW + TOP_CUSTOMERS + 2):
            self.sheet.row_dimensions[row].height = _LOW
        for row, key in _SECTIONS:
            self.section(row, self.words[key])
            for column in range(places.FIRST_MONTH, places.LAST_MONTH + 1):
                months = DASHBOARD_BLOCKS["DashMonths"].row
                head = None if row + 1 == months else f'={get_column_letter(column)}${months}&""'
                cell = self.sheet.cell(row + 1, column, head)
                cell.font = book_styles.font(self.language, 9, colour=book_styles.MUTED, bold=True)
                cell.number_format, cell.alignment = "@", Alignment(horizontal="right")
        self._labels("DashGrid", [choice(name, self.language) + self._unit(name) for name in MEASURES])
        self._labels("DashLines", [choice(name, self.language) for name in CHARTED])
        self._labels("DashBudget", [self.words["planned"], self.words["actual"]])
        self._labels("DashStructure", [None] * (MOST_BUCKETS + 1))
        self._formulas("DashGrid", dashboard_formulas.grid(self.language))
        self._formulas("DashReasons", dashboard_formulas.reasons(self.language))
        for name in ("DashGrid", "DashStructure", "DashLines", "DashBudget"):
            self._style(DASHBOARD_BLOCKS[name])
        for offset, unit in enumerate(MEASURES.values()):
            form = _WHOLE_AMOUNT if unit in (AMOUNT, INDEX) else _ONE_PLACE if unit == DAYS else "#,##0.00"
            self._form(DASHBOARD_BLOCKS["DashGrid"], offset, form)
        for offset in range(len(CHARTED)):
            self._form(DASHBOARD_BLOCKS["DashLines"], offset, "#,##0.0")

    def largest(self) -> None:
        self.section(places.TOP_ROW, self.words["top"])
        for offset in range(TOP_CUSTOMERS):
            row = DASHBOARD_BLOCKS["DashTop"].row + offset
            self.text(row, places.LABELS, "")
            self.sheet.cell(row, places.LABELS).value = None
            cell = self.sheet.cell(row, places.FIRST_MONTH)
            cell.font, cell.number_format = book_styles.font(self.language, 9), _WHOLE_AMOUNT

    def empties(self) -> None:
        """Say under each chart what it lacks, where it is empty."""
        first = places.CHARTS_ROW + places.CHART_ROWS - 1
        second = first + places.CHART_ROWS
        month = places.FIRST_MONTH
        told = (
            (first, places.LABELS, "DashStructure", (0, MOST_BUCKETS), "empty_structure"),
            (first, month + 3, "DashLines", (0, 2), "empty_dso"),
            (first, month + 9, "DashLines", (3, len(CHARTED) - 1), "empty_ratio"),
            (second, places.LABELS, "DashTop", (0, TOP_CUSTOMERS - 1), "empty_top"),
            (second, month + 6, "DashBudget", (0, 1), "empty_budget"),
        )
        for row, column, block, rows, key in told:
            formula = dashboard_formulas.when_empty(block, rows, self.words[key])
            self.text(row, column, formula, 9, colour="B45309")

    def set_up(self) -> None:
        set_up_print(self.sheet, self.language)
        self.sheet.sheet_properties.tabColor = book_styles.ACCENT
        self.sheet.sheet_view.showGridLines = False
        self.sheet.sheet_view.zoomScale = 85
        self.sheet.page_setup.fitToHeight = 2
        last = get_column_letter(places.REASON)
        figures = f"A{places.GRID_ROW}:{last}{places.TOP_ROW + TOP_CUSTOMERS + 1}"
        self.sheet.print_area = f"A1:{last}{places.GRID_ROW - 2},{figures}"  # each area begins a page

    def _labels(self, name: str, labels: Sequence[str | None]) -> None:
        for offset, label in enumerate(labels):
            cell = self.sheet.cell(DASHBOARD_BLOCKS[name].row + offset, places.LABELS, label)
            cell.font, cell.border = book_styles.font(self.language, 9), book_styles.HAIRLINE

    def _formulas(self, name: str, lines: Sequence[Sequence[str]]) -> None:
        block = DASHBOARD_BLOCKS[name]
        for down, line in enumerate(lines):
            for across, formula in enumerate(line):
                cell = self.sheet.cell(block.row + down, block.column + across, formula)
                cell.font = book_styles.font(self.language, 8, colour=book_styles.MUTED)
                cell.alignment = Alignment(indent=1)  # DashGrid is aligned anew after this

    def _style(self, block: Block) -> None:
        for row in range(block.row, block.row + block.rows):
            for column in range(block.column, block.column + block.columns):
                cell = self.sheet.cell(row, column)
                cell.font, cell.border = book_styles.font(self.language, 9), book_styles.HAIRLINE
                cell.number_format, cell.alignment = _WHOLE_AMOUNT, Alignment(horizontal="right")

    def _form(self, block: Block, offset: int, form: str) -> None:
        for column in range(block.column, block.column + block.columns):
            self.sheet.cell(block.row + offset, column).number_format = form
