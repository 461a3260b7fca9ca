"""How a sheet is printed: A4 landscape, as many pages wide as it takes to be read, what names a row on each of them."""

from collections.abc import Sequence

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.header_footer import HeaderFooterItem, _HeaderFooterPart
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from arrears.office.headings import words

READABLE = 60
"""Per cent that a table is printed at or above: ten points become six."""
MOST_WIDE = 2
"""Pages side by side; a wider table is printed smaller."""
_PAPER, _SIDES = 11.69, 0.25
"""The long side of A4 and the margins left and right, in inches."""
_PIXELS, _PADDING, _PER_INCH = 7, 5, 96
"""Of one character of a column's width, of a column around it, of an inch."""


def set_up_print(sheet: Worksheet, language: str, wide: int = 1) -> None:
    """Set A4 landscape, so many pages wide, narrow margins, sheet and file name and page numbers."""
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = 9
    sheet.page_setup.fitToWidth = wide
    sheet.page_setup.fitToHeight = 0
    sheet.page_setup.pageOrder = "overThenDown"  # the halves of a row lie behind each other
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    margins = sheet.page_margins
    margins.left = margins.right = _SIDES
    margins.top, margins.bottom, margins.header, margins.footer = 0.55, 0.6, 0.3, 0.3
    sheet.print_options.horizontalCentered = False
    left, middle, right = (_HeaderFooterPart(text, size=8) for text in ("&A", "&F", words(language)["home"]["page"]))
    sheet.HeaderFooter.oddFooter = HeaderFooterItem(left=left, center=middle, right=right)


def set_up_table_print(sheet: Worksheet, language: str, header: int, frozen: int, columns: int) -> None:
    """Set up the print of a table of so many columns, with its header row and its first columns on every page.

    ``frozen``: how many columns name a row. Hidden columns are not printed.
    """
    widths = [0.0 if sheet.column_dimensions[get_column_letter(n + 1)].hidden else
              sheet.column_dimensions[get_column_letter(n + 1)].width for n in range(columns)]  # fmt: skip
    wide = min(pages_wide(widths, frozen), MOST_WIDE)
    set_up_print(sheet, language, wide)
    sheet.print_title_rows = f"{header}:{header}"
    if wide > 1 and frozen:
        sheet.print_title_cols = f"A:{get_column_letter(frozen)}"


def pages_wide(widths: Sequence[float], frozen: int) -> int:
    """Count the pages that columns of some widths in characters take side by side at the readable scale.

    The first ``frozen`` columns stand on each page; a width of 0 is a hidden column.

    >>> pages_wide([14] * 10, 3), pages_wide([14] * 20, 3), pages_wide([14] * 30, 3)
    (1, 2, 3)
    """
    inches = [(width * _PIXELS + _PADDING) / _PER_INCH if width else 0.0 for width in widths]
    page = (_PAPER - 2 * _SIDES) * 100 / READABLE
    repeated = sum(inches[:frozen])
    pages, used = 1, repeated
    for width in inches[frozen:]:
        if used + width > page:
            pages, used = pages + 1, repeated
        used += width
    return pages
