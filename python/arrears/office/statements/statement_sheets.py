"""Statements as worksheets: one workbook, one sheet per customer and currency, with formulas and a reply slip."""

import re
from collections.abc import Callable, Mapping, Sequence
from io import BytesIO

from openpyxl import Workbook
from openpyxl.styles import Alignment
from openpyxl.workbook.properties import CalcProperties
from openpyxl.worksheet.worksheet import Worksheet

from arrears.office.new_book import book_styles
from arrears.office.new_book.book_package import finished
from arrears.office.new_book.print_setup import set_up_print
from arrears.office.statements.statement_page import StatementPage
from arrears.runs.statements import SheetStatement
from arrears.texts import headings

_LONGEST = 31
"""Characters of a sheet's name."""
_FORBIDDEN = re.compile(r"[\[\]:*?/\\']")


def statement_workbook(
    statements: Sequence[SheetStatement], numbers: Sequence[str], language: str, step: Callable[[], None]
) -> bytes:
    """Build the workbook: a list of the statements first, then each on a sheet of its own.

    ``numbers``: the confirmation number of each, blank where none was recorded. ``step`` is called once a sheet.
    """
    book = Workbook()
    contents = book.worksheets[0]
    words = headings(language)["statement_sheet"]
    contents.title = words["contents"]
    names: list[str] = []
    for one, number in zip(statements, numbers, strict=True):
        name = _sheet_name(one, {contents.title.casefold(), *(known.casefold() for known in names)})
        names.append(name)
        StatementPage(book.create_sheet(name), one, number).write()
        step()
    _list(contents, statements, numbers, names, words, language)
    book.calculation = CalcProperties(fullCalcOnLoad=True)
    book.properties.creator = "Arrears"
    stream = BytesIO()
    book.save(stream)
    return finished(stream.getvalue(), {})


def _sheet_name(one: SheetStatement, taken: set[str]) -> str:
    """Name a sheet after its account; a name that is taken already gets a number."""
    plain = _FORBIDDEN.sub("-", f"{one.account[0]} {one.account[1]} {one.name}").strip()
    name, number = plain[:_LONGEST].strip(), 1
    while name.casefold() in taken:
        number += 1
        name = f"{plain[: _LONGEST - 4].strip()} ({number})"
    return name


def _list(
    sheet: Worksheet,
    statements: Sequence[SheetStatement],
    numbers: Sequence[str],
    names: Sequence[str],
    words: Mapping[str, str],
    language: str,
) -> None:
    for letter, width in zip("ABCDEF", (14, 34, 10, 18, 16, 34), strict=True):
        sheet.column_dimensions[letter].width = width
    sheet["A1"] = words["contents"]
    sheet["A1"].font = book_styles.font(language, 15, colour=book_styles.ACCENT, bold=True)
    sheet["A2"] = words["contents_note"]
    sheet["A2"].font = book_styles.font(language, 9, colour=book_styles.MUTED)
    heads = ("customer_no", "name", "currency", "balance", "number", "sheet")
    for column, key in enumerate(heads, 1):
        cell = sheet.cell(4, column, words[key])
        cell.font = book_styles.font(language, colour=book_styles.PAPER, bold=True)
        cell.fill = book_styles.fill(book_styles.ACCENT)
        cell.alignment = Alignment(horizontal="right" if key == "balance" else "left", indent=1)
    for row, (one, number, name) in enumerate(zip(statements, numbers, names, strict=True), 5):
        for column, value in enumerate((one.account[0], one.name, one.account[1], None, number, name), 1):
            text = sheet.cell(row, column)
            text.value = value
            text.data_type = "s"  # a text is never a formula, whatever it begins with
            text.font, text.border = book_styles.font(language), book_styles.HAIRLINE
            text.alignment = Alignment(horizontal="left", indent=1)
        amount = sheet.cell(row, 4)
        amount.value, amount.number_format = one.balance, book_styles.AMOUNT
        amount.alignment = Alignment(horizontal="right", indent=1)
        link = sheet.cell(row, 6)
        link.hyperlink = f"#'{name}'!A1"
        link.font = book_styles.font(language, colour=book_styles.ACCENT)
    sheet.freeze_panes = "A5"
    sheet.sheet_view.showGridLines = False
    set_up_print(sheet, language)
    sheet.print_title_rows = "4:4"
