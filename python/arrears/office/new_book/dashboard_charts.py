"""Five native charts on the Dashboard, each reading a fixed block below them."""

from collections.abc import Sequence
from typing import TypeVar

from openpyxl.chart import BarChart, LineChart, Reference
from openpyxl.chart.data_source import AxDataSource, StrRef
from openpyxl.chart.label import DataLabelList
from openpyxl.chart.legend import Legend, LegendEntry
from openpyxl.chart.marker import Marker
from openpyxl.chart.shapes import GraphicalProperties
from openpyxl.drawing.line import LineProperties
from openpyxl.drawing.spreadsheet_drawing import AnchorMarker, TwoCellAnchor
from openpyxl.worksheet.worksheet import Worksheet

from arrears.core.policy import Policy
from arrears.office.blocks import Block
from arrears.office.headings import words
from arrears.office.new_book import book_styles
from arrears.office.new_book.charts import AMOUNT, chart_text, set_looks
from arrears.office.sheets import dashboard_blocks as places
from arrears.office.sheets.dashboard_blocks import DASHBOARD_BLOCKS
from arrears.runs.measures.dashboard import CHARTED
from arrears.runs.sheet_sizes import MOST_BUCKETS

_COLOURS = ("4F8A7B", *book_styles.CHART_COLOURS[1:])
_INTO_LAST = 590_000
"""How far a chart reaches into its last column (EMU), so that a gap is left before the next."""
_LINES = (book_styles.ACCENT, "4F8A7B", "E58F3E")
_BARS = ("A9C27A", book_styles.ACCENT)


def add_charts(sheet: Worksheet, language: str) -> None:
    """Add the charts: ageing structure, DSO, ratios, ten largest debtors, collections against plan."""
    texts = words(language)["dashboard"]
    first, second = places.CHARTS_ROW, places.CHARTS_ROW + places.CHART_ROWS
    month = places.FIRST_MONTH
    structure = _by_month(sheet, BarChart(), "DashStructure", (0, MOST_BUCKETS), _COLOURS)
    structure.grouping, structure.overlap, structure.gapWidth = "stacked", 100, 40
    _finish(structure, texts["chart_structure"], language)
    _leave_out(structure, range(len(Policy().buckets) + 2, MOST_BUCKETS + 1))
    _pin(sheet, structure, (places.LABELS, month + 2), first)
    days = _by_month(sheet, LineChart(), "DashLines", (0, 2), _LINES)
    _finish(days, texts["chart_dso"], language)
    _pin(sheet, days, (month + 3, month + 8), first)
    ratios = _by_month(sheet, LineChart(), "DashLines", (3, len(CHARTED) - 1), ("C24A31", "4F8A7B"))
    _finish(ratios, texts["chart_ratio"], language)
    _pin(sheet, ratios, (month + 9, places.REASON), first)
    _pin(sheet, _largest(sheet, texts["chart_top"], language), (places.LABELS, month + 5), second)
    budget = _by_month(sheet, BarChart(), "DashBudget", (0, 1), _BARS)
    budget.gapWidth = 60
    _finish(budget, texts["chart_budget"], language)
    _pin(sheet, budget, (month + 6, places.REASON), second)


_Chart = TypeVar("_Chart", BarChart, LineChart)


def _by_month(sheet: Worksheet, chart: _Chart, name: str, rows: tuple[int, int], colours: Sequence[str]) -> _Chart:
    """Chart rows of a block, one series a row named by its label, over the months."""
    block, months = DASHBOARD_BLOCKS[name], DASHBOARD_BLOCKS["DashMonths"]
    last = block.column + block.columns - 1
    top, bottom = block.row + rows[0], block.row + rows[1]
    area = Reference(sheet, places.LABELS, top, last, bottom)
    chart.add_data(area, from_rows=True, titles_from_data=True)
    names = Reference(sheet, months.column, months.row, last, months.row)
    for series, colour in zip(chart.series, colours, strict=False):
        series.cat = AxDataSource(strRef=StrRef(f=str(names)))
        if isinstance(chart, LineChart):
            series.graphicalProperties = GraphicalProperties(ln=LineProperties(solidFill=colour, w=25400))
            series.marker = Marker("circle", size=5, spPr=_plain(colour))
            series.smooth = False
        else:
            series.graphicalProperties = _plain(colour)
            series.invertIfNegative = False
    chart.display_blanks = "gap"
    return chart


def _largest(sheet: Worksheet, title: str, language: str) -> BarChart:
    top = DASHBOARD_BLOCKS["DashTop"]
    chart = BarChart()
    chart.add_data(Reference(sheet, top.column + 1, top.row, top.column + 1, top.row + top.rows - 1))
    chart.series[0].cat = AxDataSource(strRef=StrRef(f=str(_labels(sheet, top))))
    chart.series[0].graphicalProperties = _plain(book_styles.ACCENT)
    chart.type, chart.gapWidth, chart.legend = "bar", 40, None
    set_looks(chart, title, language)
    chart.x_axis.scaling.orientation = "maxMin"
    chart.y_axis.delete, chart.y_axis.majorGridlines = True, None
    chart.dataLabels = DataLabelList(showVal=True, numFmt=AMOUNT, dLblPos="outEnd", txPr=chart_text(language))
    for shown in ("showSerName", "showCatName", "showLegendKey", "showPercent"):
        setattr(chart.dataLabels, shown, False)
    return chart


def _pin(sheet: Worksheet, chart: BarChart | LineChart, columns: tuple[int, int], row: int) -> None:
    """Let a chart fill the cells from one column to another, a line short of the next row of charts."""
    left, right = columns
    start = AnchorMarker(col=left - 1, colOff=0, row=row - 1, rowOff=0)
    end = AnchorMarker(col=right - 1, colOff=_INTO_LAST, row=row + places.CHART_ROWS - 3, rowOff=0)
    if right == places.REASON:
        end = AnchorMarker(col=right, colOff=0, row=end.row, rowOff=0)
    setattr(chart, "anchor", TwoCellAnchor(_from=start, to=end))  # noqa: B010 - the stubs know cell names only
    sheet.add_chart(chart)


def _labels(sheet: Worksheet, block: Block) -> Reference:
    return Reference(sheet, block.column, block.row, block.column, block.row + block.rows - 1)


def _finish(chart: BarChart | LineChart, title: str, language: str) -> None:
    set_looks(chart, title, language)
    chart.legend = Legend()
    chart.legend.position = "b"
    chart.legend.txPr = chart_text(language)


def _leave_out(chart: BarChart, unused: range) -> None:
    """Take buckets that a new book does not use out of the legend."""
    chart.legend.legendEntry = [LegendEntry(idx=number, delete=True) for number in unused]


def _plain(colour: str) -> GraphicalProperties:
    return GraphicalProperties(solidFill=colour, ln=LineProperties(noFill=True))
