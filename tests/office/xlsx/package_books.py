"""Workbooks for the tests of the package layer, built in memory."""

from collections.abc import Sequence
from datetime import date
from io import BytesIO

from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.table import Table
from openpyxl.worksheet.worksheet import Worksheet

from arrears.office.xlsx.package import Package

HEADINGS = ("Key", "Due", "Amount", "Note", "Mine")


def items_sheet(rows: int, header: int = 1) -> Workbook:
    """A book with one table Invoices: keys, days, amounts, a note, and a formula of the user's own."""
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.title = "Items"
    for column, heading in enumerate(HEADINGS, 1):
        sheet.cell(header, column, heading)
    for number in range(rows):
        row = header + 1 + number
        sheet.cell(row, 1, f"K{number}")
        sheet.cell(row, 2, date(2026, 1, 1 + number % 28)).number_format = "yyyy-mm-dd"
        sheet.cell(row, 3, 10 * number).number_format = "#,##0.00"
        sheet.cell(row, 4, f"note {number}")
        sheet.cell(row, 5, f"=C{row}*2+H$1")
    sheet.add_table(Table(displayName="Invoices", ref=f"A{header}:E{header + rows}"))
    return book


def content(book: Workbook) -> bytes:
    """The bytes of a book."""
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def package(book: Workbook) -> Package:
    """A book as a package."""
    return Package(content(book), "book.xlsx")


def loaded(made: bytes) -> Workbook:
    """Open what was made."""
    return load_workbook(BytesIO(made))


def column(made: bytes, letters: str, sheet: str = "Items") -> list[object]:
    """The cells of a column, top to bottom."""
    return [cell.value for cell in loaded(made)[sheet][letters]]


def with_part(book: bytes, part: str, old: bytes, new: bytes) -> bytes:
    """Change some bytes in a part; they must be there."""
    made = Package(book)
    before = made.part(part)
    assert old in before, before
    return made.rewritten({part: before.replace(old, new)})


def rows_of(part: bytes, numbers: Sequence[int]) -> list[bytes]:
    """Cut rows out of a sheet part as they are written."""
    return [
        part[part.index(b'<row r="%d"' % n) : part.index(b"</row>", part.index(b'<row r="%d"' % n))] for n in numbers
    ]
