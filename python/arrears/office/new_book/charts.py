"""Three native charts on Home, each reading a fixed block."""

from collections.abc import Sequence

from openpyxl.chart import BarChart, LineChart, Reference
from openpyxl.chart.axis import ChartLines
from openpyxl.chart.data_source import AxDataSource, NumFmt, StrRef
from openpyxl.chart.label import DataLabelList
from openpyxl.chart.marker import DataPoint
from openpyxl.chart.shapes import GraphicalProperties
from openpyxl.chart.text import RichText, Text
from openpyxl.chart.title import Title
from openpyxl.drawing.line import LineProperties
from openpyxl.drawing.text import CharacterProperties, Font, Paragraph, ParagraphProperties, RegularTextRun
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from arrears.office import blocks
from arrears.office.blocks import BLOCKS, Block
from arrears.office.headings import words
from arrears.office.new_book import book_styles

GRID = "E3E7EC"
AMOUNT = "#,##0"


def add_charts(sheet: Worksheet, language: str) -> None:
    """Add the charts of buckets, disclosure bands and largest overdue customers."""
    texts = words(language)["home"]
    label, base = BLOCKS["BucketLabel"], BLOCKS["HomeBase"]
    columns = _chart(sheet, texts["chart_buckets"], (label, base), language)
    _colour(columns, book_styles.CHART_COLOURS)
    place(sheet, columns, blocks.BASE + 2, 2, (14.1, 7.9))
    label, base = BLOCKS["BandLabel"], BLOCKS["HomeBandsBase"]
    bands = _chart(sheet, texts["chart_bands"], (label, base), language)
    _colour(bands, book_styles.CHART_COLOURS[1:])
    place(sheet, bands, blocks.FIRST_CURRENCY, blocks.DIFFER_ROW + 1, (16.8, 7.2))
    top = BLOCKS["HomeTop"]
    amounts = Block(top.row, top.column + 1, top.rows, 1)
    bars = _chart(sheet, texts["chart_top"], (top, amounts), language)
    bars.type = "bar"
    bars.x_axis.scaling.orientation = "maxMin"
    bars.y_axis.delete, bars.y_axis.majorGridlines = True, None
    bars.dataLabels = DataLabelList(showVal=True, numFmt=AMOUNT, dLblPos="outEnd", txPr=chart_text(language))
    for shown in ("showSerName", "showCatName", "showLegendKey", "showPercent"):
        setattr(bars.dataLabels, shown, False)
    _colour(bars, (book_styles.CHART_COLOURS[5],) * top.rows)
    place(sheet, bars, blocks.FIRST_CURRENCY, blocks.TOP_ROW + 1, (16.8, 6.9))


def _chart(sheet: Worksheet, title: str, blocks_read: tuple[Block, Block], language: str) -> BarChart:
    labels, values = blocks_read
    rows = labels.rows
    chart = BarChart()
    chart.type, chart.gapWidth, chart.legend, chart.style = "col", 45, None, 10
    chart.add_data(Reference(sheet, values.column, values.row, values.column, values.row + rows - 1))
    names = Reference(sheet, labels.column, labels.row, labels.column, labels.row + rows - 1)
    chart.series[0].cat = AxDataSource(strRef=StrRef(f=str(names)))
    set_looks(chart, title, language)
    chart.visible_cells_only = True
    return chart


def set_looks(chart: BarChart | LineChart, title: str, language: str) -> None:
    """Give a chart its title, quiet axes with light grid lines, and a thin frame."""
    chart.title = chart_title(title, language)
    for axis in (chart.x_axis, chart.y_axis):
        axis.delete = False
        axis.txPr = chart_text(language)
        axis.majorTickMark = axis.minorTickMark = "none"
        axis.graphicalProperties = GraphicalProperties(ln=LineProperties(solidFill=GRID))
    chart.x_axis.tickLblPos = "low"
    chart.y_axis.numFmt = NumFmt(formatCode=AMOUNT, sourceLinked=False)
    chart.y_axis.majorGridlines = ChartLines(spPr=GraphicalProperties(ln=LineProperties(solidFill=GRID, w=6350)))
    chart.y_axis.graphicalProperties = GraphicalProperties(ln=LineProperties(noFill=True))
    chart.graphical_properties = GraphicalProperties(solidFill="FFFFFF", ln=LineProperties(solidFill=GRID))


def _colour(chart: BarChart, colours: Sequence[str]) -> None:
    series = chart.series[0]
    series.graphicalProperties = GraphicalProperties(solidFill=colours[0], ln=LineProperties(noFill=True))
    series.invertIfNegative = False
    for index, colour in enumerate(colours):
        look = GraphicalProperties(solidFill=colour, ln=LineProperties(noFill=True))
        series.dPt.append(DataPoint(idx=index, invertIfNegative=False, spPr=look))


def place(sheet: Worksheet, chart: BarChart | LineChart, column: int, row: int, size: tuple[float, float]) -> None:
    """Anchor a chart at a cell; ``size``: width and height in centimetres."""
    setattr(chart, "width", size[0])  # noqa: B010 - the stubs know whole centimetres only
    setattr(chart, "height", size[1])  # noqa: B010
    sheet.add_chart(chart, f"{get_column_letter(column)}{row}")


def chart_title(text: str, language: str) -> Title:
    """Write a chart's title in the font of the book."""
    look = _characters(language, 1100, bold=True)
    paragraph = Paragraph(pPr=ParagraphProperties(defRPr=look), r=[RegularTextRun(rPr=look, t=text)])
    return Title(tx=Text(rich=RichText(p=[paragraph])), overlay=False)


def _characters(language: str, size: int, *, bold: bool = False) -> CharacterProperties:
    face = Font(typeface=book_styles.FONTS[language])
    return CharacterProperties(sz=size, b=bold, latin=face, ea=face, solidFill=book_styles.INK)


def chart_text(language: str) -> RichText:
    """Give the font of axes, labels and legends."""
    properties = ParagraphProperties(defRPr=_characters(language, 800))
    return RichText(p=[Paragraph(pPr=properties, endParaRPr=_characters(language, 800))])
