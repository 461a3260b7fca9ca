"""The sheet of an aged list: what was aged, a row per customer and currency, a sum per currency, what was left out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from arrears.core.money import exponent
from arrears.office.new_book import book_styles
from arrears.office.new_book.print_setup import set_up_print

AMOUNTS = ("total", "not_due", "bucket_1", "bucket_2", "bucket_3", "bucket_4", "bucket_5", "bucket_6", "bucket_7",
           "bucket_8", "unapplied", "overdue")  # fmt: skip
KEYS = ("customer", "name", "currency", *AMOUNTS, "oldest_days", "items")
"""The columns, as they stand on the Ageing sheet of a workbook."""
HEADER_ROW = 4
_WIDTHS = {"customer": 13, "name": 26, "currency": 9, "oldest_days": 9, "items": 8}
_AMOUNT_WIDTH, _WIDEST = 14, 38
_MOST_LINES = 1_000
"""Of what was left out; the rest is counted."""


@dataclass(frozen=True, slots=True)
class AgedSheet:
    """What stands on the sheet; ``below``: sections under the table, each a title with its lines."""

    title: str
    head: Sequence[str]
    keys: Sequence[str]
    headings: Sequence[str]
    rows: Sequence[Sequence[Any]]
    total: str
    below: Mapping[str, Sequence[str]] = field(default_factory=dict)

    def built(self, language: str) -> tuple[bytes, dict[str, str]]:
        """Build it as a workbook; give that and its formulas by cell, which a host that copies it types anew."""
        book = Workbook()
        sheet = book.worksheets[0]
        sheet.title = self.title
        self._write_head(sheet, language)
        for n, row in enumerate(self.rows, start=HEADER_ROW + 1):
            self._write_row(sheet, n, row, language)
        formulas = self._write_totals(sheet, language)
        self._write_below(sheet, language)
        self._lay_out(sheet, language)
        content = BytesIO()
        book.save(content)
        return content.getvalue(), formulas

    def _write_head(self, sheet: Worksheet, language: str) -> None:
        title, *lines = self.head
        _text(sheet.cell(1, 1), title).font = book_styles.font(language, 15, colour=book_styles.ACCENT, bold=True)
        for n, line in enumerate(lines, start=2):
            _text(sheet.cell(n, 1), line).font = book_styles.font(language, 9, colour=book_styles.MUTED)
        for n, (key, heading) in enumerate(zip(self.keys, self.headings, strict=True), start=1):
            cell = _text(sheet.cell(HEADER_ROW, n), heading)
            cell.font = book_styles.font(language, colour=book_styles.PAPER, bold=True)
            cell.fill = book_styles.fill(book_styles.ACCENT)
            side = "left" if key in KEYS[:3] else "right"
            cell.alignment = Alignment(horizontal=side, vertical="center", wrap_text=True)

    def _write_row(self, sheet: Worksheet, number: int, row: Sequence[Any], language: str) -> None:
        form = _notation(str(row[self.keys.index("currency")]))
        for n, (key, value) in enumerate(zip(self.keys, row, strict=True), start=1):
            cell = sheet.cell(number, n)
            if isinstance(value, str):
                _text(cell, value)
            else:
                cell.value = value
            cell.font, cell.border = book_styles.font(language), book_styles.HAIRLINE
            if key in AMOUNTS:
                cell.number_format = form

    def _write_totals(self, sheet: Worksheet, language: str) -> dict[str, str]:
        """Write a row for each currency that sums its rows."""
        column = self.keys.index("currency")
        letter = get_column_letter(column + 1)
        first, last = HEADER_ROW + 1, HEADER_ROW + len(self.rows)
        formulas: dict[str, str] = {}
        for number, code in enumerate(dict.fromkeys(str(row[column]) for row in self.rows), start=last + 1):
            for n, key in enumerate(self.keys, start=1):
                cell = sheet.cell(number, n)
                if key in AMOUNTS or key == "items":
                    own = get_column_letter(n)
                    summed = f"{own}${first}:{own}${last}"
                    formula = f'=SUMIF(${letter}${first}:${letter}${last},"{code}",{summed})'
                    cell.value = formula
                    formulas[cell.coordinate] = formula
                    cell.number_format = _notation(code) if key in AMOUNTS else "0"
                cell.font, cell.border = book_styles.font(language, bold=True), book_styles.SUM
            _text(sheet.cell(number, 1), self.total)
            _text(sheet.cell(number, column + 1), code)
        return formulas

    def _write_below(self, sheet: Worksheet, language: str) -> None:
        number = sheet.max_row + 2
        for title, lines in self.below.items():
            _text(sheet.cell(number, 1), title).font = book_styles.font(language, bold=True)
            shown = [*lines[:_MOST_LINES], *(["…"] if len(lines) > _MOST_LINES else [])]
            for below, line in enumerate(shown, start=1):
                _text(sheet.cell(number + below, 1), line).font = book_styles.font(
                    language, 9, colour=book_styles.MUTED
                )
            number += len(shown) + 2

    def _lay_out(self, sheet: Worksheet, language: str) -> None:
        for n, key in enumerate(self.keys, start=1):
            longest = max((_length(row[n - 1]) for row in self.rows), default=0) if key in KEYS[:2] else 0
            width = _WIDTHS.get(key, _AMOUNT_WIDTH)
            sheet.column_dimensions[get_column_letter(n)].width = min(max(width, longest + 2), _WIDEST)
        sheet.row_dimensions[1].height, sheet.row_dimensions[HEADER_ROW].height = 24, 30
        sheet.freeze_panes = f"{get_column_letter(self.keys.index('currency') + 2)}{HEADER_ROW + 1}"
        sheet.sheet_view.showGridLines = False
        set_up_print(sheet, language)
        sheet.print_title_rows = f"{HEADER_ROW}:{HEADER_ROW}"


def _text(cell: Any, text: str) -> Any:
    """Write a text as a text, whatever it looks like."""
    cell.value, cell.data_type = text, "s"
    cell.number_format = "@" if text.startswith(("=", "+", "-", "@")) else "General"
    return cell


def _notation(currency: str) -> str:
    """Give the number format of amounts in a currency, with its decimals.

    >>> _notation("EUR"), _notation("JPY")
    ('#,##0.00;[Red]-#,##0.00;"–"', '#,##0;[Red]-#,##0;"–"')
    """
    places = exponent(currency)
    return book_styles.QUIET_AMOUNT.replace(".00", f".{'0' * places}" if places else "")


def _length(value: Any) -> int:
    """Count the letters of a text, wide ones twice."""
    return sum(2 if ord(letter) > 0x2E7F else 1 for letter in str(value or ""))
