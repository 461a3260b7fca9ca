"""How the workbook looks: fonts, fills, borders and number formats by what a column holds and who fills it."""

from collections.abc import Mapping

from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.styles.styleable import StyleableObject

from arrears.office.table_spec import Column, Role, Type

FONTS: Mapping[str, str] = {"en": "Calibri", "zh": "Microsoft YaHei"}
INK, MUTED, PAPER = "1F2A37", "6B7280", "FFFFFF"
ACCENT, SLATE = "2F5D73", "44546A"
INPUT_LIGHT = "FFF8E1"
HAIRLINE = Border(bottom=Side(style="hair", color="B8C0CA"))
RULE = Border(bottom=Side(style="thin", color=ACCENT))
SUM = Border(top=Side(style="thin", color=INK), bottom=Side(style="double", color=INK))

WARMING = ("FFF7D6", "FFE9B8", "FFD9A8", "FFC4A3", "F8B0A4")
"""Fills of overdue buckets, first to fifth and later."""
CHART_COLOURS = ("4F8A7B", "A9C27A", "F0D264", "EDB458", "E58F3E", "D96B33", "C24A31", "A33028", "7C1D1D")
"""Chart colours from calm to warm, as many as an ageing has buckets."""

AMOUNT = "#,##0.00;[Red]-#,##0.00"
QUIET_AMOUNT = AMOUNT + ';"–"'
"""For tables, where a zero is only in the way of the figures that count."""
DAY = "yyyy-mm-dd"
NUMBER_FORMATS: Mapping[Type, str] = {
    Type.AMOUNT: QUIET_AMOUNT,
    Type.DAY: DAY,
    Type.CODE: "@",
    Type.TEXT: "@",
    Type.CHOICE: "@",
    Type.YES: "@",
    Type.RATE: "0.00####",
    Type.COUNT: "0",
}
_ALIGNED: Mapping[Type, str] = {
    Type.AMOUNT: "right",
    Type.RATE: "right",
    Type.COUNT: "right",
    Type.DAY: "center",
    Type.YES: "center",
}
_HEADERS: Mapping[Role, tuple[str, str]] = {
    Role.INPUT: (SLATE, PAPER),
    Role.RESULT: (ACCENT, PAPER),
    Role.EDIT: ("F4C95D", INK),
    Role.CHECK: ("E5E7EB", MUTED),
}


def fill(colour: str) -> PatternFill:
    """Make a solid fill."""
    return PatternFill("solid", start_color=colour, end_color=colour)


def font(language: str, size: float = 10, *, colour: str = INK, bold: bool = False, italic: bool = False) -> Font:
    """Make a font of the book's language."""
    return Font(name=FONTS[language], size=size, color=colour, bold=bold, italic=italic)


def style_header(cell: StyleableObject, column: Column, language: str) -> None:
    """Style a header cell: its colour tells who fills the column."""
    colour, ink = _HEADERS[column.role]
    cell.font = font(language, colour=ink, bold=column.role is not Role.CHECK, italic=column.role is Role.CHECK)
    cell.fill = fill(colour)
    numbers = column.type in _ALIGNED
    side = "center" if numbers else "left"  # a right-aligned heading would stand under the filter button
    cell.alignment = Alignment(horizontal=side, vertical="center", wrap_text=True, indent=int(not numbers))


def style_body(cell: StyleableObject, column: Column, language: str) -> None:
    """Style a body cell of a table; written rows take over the style of the first."""
    check = column.role is Role.CHECK
    cell.font = font(language, colour=MUTED if check else INK, italic=check)
    cell.number_format = "General" if check and column.type is Type.TEXT else NUMBER_FORMATS[column.type]
    side = _ALIGNED.get(column.type, "left")
    indent = int(side == "left")  # set in a little, so that text does not touch the amount on its left
    cell.alignment = Alignment(horizontal=side, vertical="top", wrap_text=wraps(column), indent=indent)
    cell.border = HAIRLINE
    if column.role is Role.EDIT:
        cell.fill = fill(INPUT_LIGHT)


def wraps(column: Column) -> bool:
    """Tell whether a column holds sentences that run over several lines."""
    return column.type is Type.TEXT and column.width >= 50
