"""One statement on a worksheet: head, lines with formulas, the reply slip, set up for printing on A4."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal

from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.styles import Alignment, Border, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.header_footer import HeaderFooterItem, _HeaderFooterPart
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from arrears.core.money import exponent
from arrears.office.new_book import book_styles
from arrears.runs.statements import SheetStatement
from arrears.texts import headings

_LAST, _FIRST_FIGURE = 8, 5
"""Columns A to H; figures stand in E to H."""
_WIDTHS = (17, 12, 12, 22, 15, 15, 13, 15)
_OPEN_ITEMS = (
    ("document_no", "DocumentNo"), ("document_date", "DocumentDate"), ("due_date", "DueDate"),
    ("reference", ""), ("gross", "Gross"), ("paid", "Paid"), ("days_late", "DaysLate"), ("open", "Open"),
)  # fmt: skip
_MOVEMENTS = (
    ("document_date", "MovementDate"), ("movement_no", "MovementNo"), ("", ""), ("movement", "MovementText"),
    ("charged", "MovementCharged"), ("received", "MovementReceived"), ("", ""), ("running", "MovementBalance"),
)  # fmt: skip
_BROKEN = Border(top=Side(style="dashed", color=book_styles.MUTED))
_BLANK_LINE = Border(bottom=Side(style="thin", color=book_styles.INK))


class StatementPage:
    """A worksheet while one statement is written onto it, from the top."""

    def __init__(self, sheet: Worksheet, statement: SheetStatement, number: str) -> None:
        """Take the blank sheet, what is to be said, and the number of the confirmation (blank: none)."""
        self._sheet, self._said, self._number = sheet, statement, number
        self._language = statement.language
        self._words: Mapping[str, str] = headings(self._language)["statement_sheet"]
        self._fields = statement.said.fields
        self._is_account = "Closing" in self._fields
        places = exponent(statement.account[1])
        digits = "." + "0" * places if places else ""
        self._amount = f"#,##0{digits};[Red]-#,##0{digits}"
        self._row = 1

    def write(self) -> None:
        """Write the whole statement."""
        for n, width in enumerate(_WIDTHS, 1):
            self._sheet.column_dimensions[get_column_letter(n)].width = width
        self._head()
        header = self._row
        balance = self._movements() if self._is_account else self._items()
        self._slip(balance)
        self._set_up(header)

    def _head(self) -> None:
        fields = self._fields
        self._put(1, 1, fields.get("CompanyName"), 13, bold=True)
        self._put(2, 1, fields.get("CompanyAddressLine"), colour=book_styles.MUTED)
        title = self._words["account" if self._is_account else "open_items"]
        self._put(4, 1, title, 16, colour=book_styles.ACCENT, bold=True)
        self._put(6, 1, fields.get("CustomerName"), bold=True)
        lines = [str(fields.get(key) or "") for key in ("CustomerContact", "CustomerAddress")]
        shown = [line for text in lines for line in text.splitlines() if line][:5]
        for offset, line in enumerate(shown):
            self._put(7 + offset, 1, line)
        right = [("customer_no", fields.get("CustomerNo")), ("date", fields.get("LetterDate")),
                 ("period" if self._is_account else "as_of", self._period()), ("currency", fields.get("Currency")),
                 *([("number", self._number)] if self._number else [])]  # fmt: skip
        for offset, (key, value) in enumerate(right):
            self._put(6 + offset, 6, self._words[key], colour=book_styles.MUTED)
            self._put(6 + offset, 7, value)
        self._row = 7 + max(len(shown), len(right) - 1) + 1
        intro = self._put(self._row, 1, self._words["intro"])
        intro.alignment = Alignment(vertical="top", wrap_text=True)
        self._sheet.merge_cells(start_row=self._row, end_row=self._row, start_column=1, end_column=_LAST)
        self._sheet.row_dimensions[self._row].height = 30
        self._row += 2

    def _period(self) -> object:
        if not self._is_account:
            return self._fields.get("AsOfDate")
        first, last = self._fields.get("FromDate"), self._fields.get("AsOfDate")
        return self._words["from_to"].format(first=first, last=last)

    def _heads(self, columns: Sequence[tuple[str, str]]) -> None:
        for n, (key, _) in enumerate(columns, 1):
            cell = self._put(self._row, n, self._words[key] if key else None, colour=book_styles.PAPER, bold=True)
            cell.fill = book_styles.fill(book_styles.ACCENT)
            right = n >= _FIRST_FIGURE
            cell.alignment = Alignment(horizontal="right" if right else "left", vertical="center", wrap_text=True)
        self._sheet.row_dimensions[self._row].height = 30
        self._row += 1

    def _items(self) -> str:
        """Write the open items with their sum, then credits; give the cell of the balance."""
        self._heads(_OPEN_ITEMS)
        first = self._row
        for row in self._said.said.regions.get("Items", ()):
            reference = " ".join(str(row[key]) for key in ("PurchaseOrder", "Contract") if row.get(key))
            self._line([reference if not field else row.get(field) for _, field in _OPEN_ITEMS])
        listed = f"=SUM(H{first}:H{self._row - 1})" if self._row > first else "=0"
        total = self._sum(self._words["total"], listed, book_styles.RULE)
        credit = self._row
        for row in self._said.said.regions.get("OpenCredits", ()):
            label = row.get("CreditNo") or self._words["payment"]
            self._line([label, row.get("CreditDate"), None, None, None, None, None, row.get("CreditAmount")])
        added = f"+SUM(H{credit}:H{self._row - 1})" if self._row > credit else ""
        return self._balance("account_balance", f"=ROUND({total}{added},4)")

    def _movements(self) -> str:
        """Write the movements, each balance a formula on the line above; give the cell of the closing balance."""
        self._heads(_MOVEMENTS)
        opening = self._row
        self._line([self._fields.get("FromDate"), None, None, self._words["opening"], None, None, None,
                    self._fields.get("Opening")])  # fmt: skip
        for row in self._said.said.regions.get("Movements", ()):
            self._line([None if not field else row.get(field) for _, field in _MOVEMENTS[:7]])
            done = self._row - 1
            cell = self._formula(done, _LAST, f"=ROUND(H{done - 1}+E{done}-F{done},4)")
            cell.font, cell.border = book_styles.font(self._language), book_styles.HAIRLINE
        last = self._row - 1
        for column in (5, 6):
            letter = get_column_letter(column)
            self._formula(self._row, column, f"=SUM({letter}{opening}:{letter}{last})")
        return self._balance("closing", f"=ROUND(H{opening}+E{self._row}-F{self._row},4)")

    def _line(self, values: Sequence[object]) -> None:
        for n, value in enumerate(values, 1):
            cell = self._put(self._row, n, value)
            cell.border = book_styles.HAIRLINE
            if isinstance(value, Decimal):
                cell.number_format = self._amount
            if isinstance(value, Decimal | int):
                cell.alignment = Alignment(horizontal="right", vertical="top")
        self._row += 1

    def _sum(self, label: str, formula: str, border: Border) -> str:
        """Write a sum in the last column; give its cell."""
        for n in range(1, _LAST + 1):
            self._sheet.cell(self._row, n).border = border
        self._put(self._row, 1, label, bold=True)
        self._formula(self._row, _LAST, formula)
        self._row += 1
        return f"H{self._row - 1}"

    def _balance(self, key: str, formula: str) -> str:
        return self._sum(f"{self._words[key]}, {self._said.account[1]}", formula, book_styles.SUM)

    def _slip(self, balance: str) -> None:
        """Write the slip the customer sends back; it stays together on one page."""
        self._row += 2
        start, fields = self._row, self._fields
        for n in range(1, _LAST + 1):
            self._sheet.cell(start, n).border = _BROKEN
        title = self._words["slip"] + (f"  ·  {self._number}" if self._number else "")
        self._put(start + 1, 1, title, 13, colour=book_styles.ACCENT, bold=True)
        to = self._words["slip_to"].format(
            company=fields.get("CompanyName") or "", customer=fields.get("CustomerNo"), day=fields.get("AsOfDate")
        )
        self._put(start + 2, 1, to)
        self._put(start + 4, 1, self._words["agree"])
        self._put(start + 4, 6, self._said.account[1], bold=True)
        self._formula(start + 4, 7, f"={balance}")
        self._put(start + 6, 1, self._words["differ"])
        self._put(start + 6, 6, self._said.account[1])
        self._put(start + 8, 1, self._words["items_differ"])
        self._put(start + 10, 1, self._words["signature"])
        self._put(start + 10, 6, self._words["signed_on"])
        for offset, columns in ((6, (7, 8)), (8, range(3, 9)), (10, range(3, 6)), (10, (7, 8))):
            for n in columns:
                self._sheet.cell(start + offset, n).border = _BLANK_LINE
        self._row = start + 11

    def _set_up(self, header: int) -> None:
        sheet = self._sheet
        sheet.page_setup.orientation, sheet.page_setup.paperSize = "portrait", 9
        sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
        sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
        margins = sheet.page_margins
        margins.left = margins.right = 0.6
        margins.top = margins.bottom = 0.6
        sheet.print_area = f"A1:{get_column_letter(_LAST)}{self._row}"
        sheet.print_title_rows = f"{header}:{header}"
        sheet.sheet_view.showGridLines = False
        parts = (_HeaderFooterPart(text, size=8) for text in ("&A", "", self._words["page"]))
        left, middle, right = parts
        sheet.HeaderFooter.oddFooter = HeaderFooterItem(left=left, center=middle, right=right)

    def _formula(self, row: int, column: int, formula: str) -> Cell:
        """Write a formula that gives an amount."""
        cell = self._sheet.cell(row, column, formula)
        cell.font = book_styles.font(self._language, bold=True)
        cell.number_format, cell.alignment = self._amount, Alignment(horizontal="right", vertical="top")
        return cell

    def _put(
        self, row: int, column: int, value: object, size: float = 10, *, colour: str = book_styles.INK,
        bold: bool = False,
    ) -> Cell | MergedCell:  # fmt: skip
        """Write a value; a text is never a formula, whatever it begins with."""
        cell = self._sheet.cell(row, column)
        if value is not None and value != "":
            cell.value = value if isinstance(value, Decimal | date | int) else str(value)
        if isinstance(value, str) and value:
            cell.data_type = "s"
        cell.font = book_styles.font(self._language, size, colour=colour, bold=bold)
        if isinstance(value, date):
            cell.number_format = book_styles.DAY
        cell.alignment = Alignment(horizontal="left", vertical="top")
        return cell
