"""The page of a letter, drawn with python-docx: letterhead, address in its window, tables, totals, closing, slips."""

import re
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from docx import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from letter_marks import (
    RULE,
    borders,
    cell_margins,
    field,
    font_table,
    in_frame,
    row_height,
    row_mark,
    rule,
    shade,
    tiny,
)

from arrears.office.word.address_window import ADDRESS_STYLE, DETAILS_STYLE, WINDOWS
from arrears.office.word.package import pack, read_package

INK = RGBColor(0x1F, 0x2A, 0x37)
GREY = RGBColor(0x5B, 0x66, 0x73)
FONTS = {"en": "Arial", "de": "Arial", "fr": "Arial", "zh": "Times New Roman"}
EAST_ASIAN = "SimSun"
WINDOW = {"en": "gb", "de": "din", "fr": "fr", "zh": "din"}
"""Where the address of each language's templates stands until the policy says otherwise."""
LOCALES = {"en": "en-GB", "de": "de-DE", "fr": "fr-FR", "zh": "en-GB"}
PAGE_WIDTH = 172
"""Between the margins, in millimetres."""
BODY_TOP = 95
"""Where the text of the first page begins, in millimetres: below every envelope's window."""
LETTERHEAD = 31
HEADER_TOP = 12
BELOW_TEXT, BELOW_TABLE = 4.5, 4
"""Points; a letter of six items with all its sums, account and code is to fit one page."""
CHINESE_LINE = 1.3
"""The height of a line of Chinese as a multiple of the size."""
SIDES = {
    "left": WD_ALIGN_PARAGRAPH.LEFT,
    "right": WD_ALIGN_PARAGRAPH.RIGHT,
    "centre": WD_ALIGN_PARAGRAPH.CENTER,
}
Column = tuple[str, str, float, str]
"""A column of a table: heading, field, width in millimetres, side."""
Total = tuple[str, str, bool]
"""A line under a table: label, amount, whether it is what matters."""
_FIELD = re.compile(r"\{(.+?)\}", re.DOTALL)


class Page:
    """One letter under construction; text marks a merge field as ``{Name \\@ "d MMMM yyyy"}``, IF as ``{IF ...}``."""

    def __init__(self, language: str) -> None:
        """Start an A4 page in a language's fonts."""
        self.language = language
        self.chinese = language == "zh"
        self.window = WINDOWS[WINDOW[language]]
        self.document = Document()
        self._page_setup()
        self._styles()

    # -- parts of the letter

    def letterhead(self, later: str, page_of: str) -> None:
        """Draw the letterhead of the first page, the short heading of later ones, and the footer of all."""
        section = self.document.sections[0]
        section.different_first_page_header_footer = True
        first = section.first_page_header
        table = first.add_table(2, 1, Mm(PAGE_WIDTH))
        cell_margins(table)
        row_height(table.rows[0], LETTERHEAD, "exact")
        row_height(table.rows[1], BODY_TOP - HEADER_TOP - LETTERHEAD - 1, "exact")
        cell = table.rows[0].cells[0]
        self._write(cell.paragraphs[0], "{CompanyName}", size=17, bold=True)
        address = cell.add_paragraph()
        self._write(address, "{CompanyAddressLine}", size=8.5, colour=GREY)
        rule(address, "bottom")
        tiny(cell.add_paragraph())
        tiny(table.rows[1].cells[0].paragraphs[0])
        tiny(first.paragraphs[0])
        first._element.append(first.paragraphs[0]._element)
        self._write(section.header.paragraphs[0], later, size=8.5, colour=GREY)
        for footer in (section.first_page_footer, section.footer):
            self._footer(footer, page_of)

    def address(self, lines: Sequence[str], details: Sequence[str]) -> None:
        """Set the address into the window of the envelope, and beside it what identifies the letter."""
        back = self._framed(ADDRESS_STYLE, '{CompanyName \\f " · "}{CompanyAddressLine}', self.window.address, 6, GREY)
        back.paragraph_format.space_after = Pt(5)
        for text in lines:
            self._framed(ADDRESS_STYLE, text, self.window.address)
        for text in details:
            self._framed(DETAILS_STYLE, text, self.window.details, 9.5).paragraph_format.space_after = Pt(2)

    def subject(self, text: str) -> None:
        """Write the subject line; in Chinese the title, centred."""
        paragraph = self.document.add_paragraph()
        paragraph.paragraph_format.space_after = Pt(7)
        paragraph.paragraph_format.keep_with_next = True
        if self.chinese:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
            paragraph.paragraph_format.line_spacing = Pt(20)
        self._write(paragraph, text, size=15 if self.chinese else 12, bold=True)

    def salutation(self) -> None:
        """Write the salutation."""
        self._paragraph("{Salutation}", after=BELOW_TEXT, keep=True)

    def text(self, text: str) -> None:
        """Write a paragraph."""
        self._body(text)

    def text_kept(self, text: str) -> None:
        """Write a paragraph that stays on the page of the next one."""
        paragraph = self._body(text)
        paragraph.paragraph_format.keep_with_next = True

    def lines(self, text: str) -> None:
        """Write a field of several lines, set in from the left, on the page of the next paragraph."""
        paragraph = self._paragraph(text, after=BELOW_TEXT, keep=True)
        paragraph.paragraph_format.left_indent = Pt(20)

    def points(self, lines: Sequence[str]) -> None:
        """Write numbered points."""
        for n, line in enumerate(lines, start=1):
            mark = f"{n}．" if self.chinese else f"{n}."
            paragraph = self._paragraph(f"{mark}\t{line}", after=5)
            paragraph.paragraph_format.left_indent = Mm(7)
            paragraph.paragraph_format.first_line_indent = Mm(-7)
            paragraph.paragraph_format.tab_stops.add_tab_stop(Mm(7))

    def heading(self, text: str) -> None:
        """Write a heading inside the letter."""
        paragraph = self._paragraph(text, after=4, keep=True, bold=True)
        paragraph.paragraph_format.space_before = Pt(8)

    def table(self, columns: Sequence[Column], totals: Sequence[Total] = (), amount_column: int = -1) -> None:
        """Draw a table whose second row repeats, its header on every page, and the totals under it, kept together.

        Totals have their amounts in ``amount_column``, the last one unless said otherwise.
        """
        table = self._table(2, [width for *_, width, _ in columns])
        header, row = table.rows
        row_mark(header, "w:cantSplit")
        row_mark(header, "w:tblHeader")
        row_mark(row, "w:cantSplit")
        for n, (title, text, _, side) in enumerate(columns):
            self._cell(header.cells[n], title, side, bold=True, size=8)
            header.cells[n].paragraphs[0].paragraph_format.keep_with_next = True
            shade(header.cells[n], "EEF1F4")
            borders(header.cells[n], top=RULE, bottom=RULE)
            self._cell(row.cells[n], text, side, size=8)
            borders(row.cells[n], bottom="D5DADF")
        place = amount_column % len(columns)
        for n, (label, amount, strong) in enumerate(totals):
            self._total(table, place, (label, amount, strong), last=n == len(totals) - 1)
        self._gap(BELOW_TABLE)

    def form(self, titles: Sequence[str], texts: Sequence[str], widths: Sequence[float]) -> None:
        """Draw a small ruled table of one row under its headings, for figures and for filling in by hand."""
        table = self._table(2, widths)
        for row in table.rows:
            row_mark(row, "w:cantSplit")
        for n, (title, text) in enumerate(zip(titles, texts, strict=True)):
            for cell, words, bold in ((table.rows[0].cells[n], title, True), (table.rows[1].cells[n], text, False)):
                self._cell(cell, words, "centre", bold=bold, size=9)
                cell.paragraphs[0].paragraph_format.keep_with_next = True
                borders(cell, top=RULE, left=RULE, bottom=RULE, right=RULE)
            shade(table.rows[0].cells[n], "EEF1F4")
        self._gap(BELOW_TABLE)

    def bank(self, pay_to: Sequence[str], quote: Sequence[str], scan: str) -> None:
        """Draw the box that says where to pay, what to quote, and shows the payment code."""
        table = self._table(1, (72, 66, 34))
        row_mark(table.rows[0], "w:cantSplit")
        for cell, (first, *rest) in zip(table.rows[0].cells, (pay_to, quote), strict=False):
            self._cell(cell, first, "left", bold=True, size=9)
            for line in rest:
                paragraph = cell.add_paragraph()
                paragraph.paragraph_format.line_spacing = Pt(12)
                self._write(paragraph, line, size=9.5)
        beside = table.rows[0].cells[1].add_paragraph()
        beside.alignment = WD_ALIGN_PARAGRAPH.RIGHT  # beside the code
        self._write(beside, scan, size=7.5, colour=GREY)
        for cell in table.rows[0].cells[:2]:
            tiny(cell.add_paragraph())
        self._cell(table.rows[0].cells[2], "{PaymentQr}", "right", size=8)
        for cell in table.rows[0].cells:
            shade(cell, "F5F7F9")
            for paragraph in cell.paragraphs:
                paragraph.paragraph_format.keep_with_next = True
        self._gap(BELOW_TABLE)

    def closing(self, lines: Sequence[str]) -> None:
        """Write the closing, room for the signature, and who signs; all on one page. Chinese signs at the right.

        The paragraph before goes along, so that no page holds a signature alone.
        """
        self.document.paragraphs[-1].paragraph_format.keep_with_next = True
        first, *rest = lines
        if self.chinese:
            wish, first = first.split("　")
            self._paragraph(wish, keep=True).paragraph_format.first_line_indent = Pt(20)
        self._paragraph(first, after=2 if self.chinese else 21, keep=True)
        for n, text in enumerate(rest):
            paragraph = self._paragraph(text, after=1 if self.chinese else 0, keep=n < len(rest) - 1)
            if self.chinese:
                paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT

    def small_print(self, text: str) -> None:
        """Write the note on receipts at the foot of the letter."""
        before = self.document.paragraphs[-1]
        before.paragraph_format.keep_with_next = True  # never alone on a page
        paragraph = self._paragraph(text, size=8.5, colour=GREY)
        paragraph.paragraph_format.space_before = Pt(6)

    def signatures(self, left: Sequence[str], right: Sequence[str]) -> None:
        """Draw the places where both parties sign, side by side."""
        table = self._table(1, (PAGE_WIDTH / 2, PAGE_WIDTH / 2))
        row_mark(table.rows[0], "w:cantSplit")
        for cell, lines in zip(table.rows[0].cells, (left, right), strict=True):
            for n, line in enumerate(lines):
                paragraph = cell.paragraphs[0] if n == 0 else cell.add_paragraph()
                paragraph.paragraph_format.space_after = Pt(11)
                self._write(paragraph, line, size=9.5, bold=n == 0)
        self._gap(4)

    def slip(self, title: str, lines: Sequence[str]) -> None:
        """Draw the slip that the customer fills in and returns, under a line to cut along; all on one page."""
        cut = self._paragraph("✂", after=2, keep=True, colour=GREY)
        rule(cut, "bottom", "dashed", 1)
        cut.paragraph_format.space_before = Pt(10)
        head = self._paragraph(title, after=6, keep=True, bold=True, size=12)
        head.alignment = WD_ALIGN_PARAGRAPH.CENTER
        for n, line in enumerate(lines):
            self._paragraph(line, after=7, keep=n < len(lines) - 1)

    def save(self, path: Path, title: str) -> Path:
        """Save the template; the same words make the same bytes on any day."""
        properties = self.document.core_properties
        properties.title, properties.author, properties.comments = title, "", ""
        properties.created = properties.modified = datetime(2026, 1, 1, tzinfo=UTC).replace(tzinfo=None)
        path.parent.mkdir(parents=True, exist_ok=True)
        self.document.save(str(path))
        path.write_bytes(pack(read_package(path.read_bytes(), path.name).values()))
        return path

    # -- how it is drawn

    def _page_setup(self) -> None:
        section = self.document.sections[0]
        section.page_width, section.page_height = Mm(210), Mm(297)
        section.left_margin, section.right_margin = Mm(20), Mm(18)
        section.top_margin, section.bottom_margin = Mm(25), Mm(17)
        section.header_distance, section.footer_distance = Mm(HEADER_TOP), Mm(8)
        package = self.document.part.package
        for key, link in list(package.rels.items()):
            if link.reltype.endswith("/thumbnail"):
                del package.rels[key]
        own = self.document.part.rels
        for key, link in list(own.items()):
            if link.reltype.endswith("/stylesWithEffects"):  # only Word 2010 reads it, and it is half of the file
                del own[key]

    def _styles(self) -> None:
        latin = FONTS[self.language]
        style = self.document.styles["Normal"]
        style.font.name, style.font.size, style.font.color.rgb = latin, Pt(10), INK
        fonts = style.element.rPr.rFonts
        for slot in ("w:ascii", "w:hAnsi", "w:cs"):
            fonts.set(qn(slot), latin)
        fonts.set(qn("w:eastAsia"), EAST_ASIAN)
        language = OxmlElement("w:lang")
        language.set(qn("w:val"), LOCALES[self.language])
        language.set(qn("w:eastAsia"), "zh-CN")
        style.element.rPr.append(language)
        style.paragraph_format.space_after = Pt(0)
        style.paragraph_format.line_spacing = 1.15 if self.chinese else 1.0
        for name, words in ((ADDRESS_STYLE, "Letter Address"), (DETAILS_STYLE, "Letter Details")):
            framed = self.document.styles.add_style(words, WD_STYLE_TYPE.PARAGRAPH)
            framed.base_style = style
            framed.element.set(qn("w:styleId"), name)
            framed.paragraph_format.line_spacing = 1.05
        for part in self.document.part.package.iter_parts():
            if str(part.partname).endswith("fontTable.xml"):
                part._blob = font_table((latin, EAST_ASIAN))

    def _footer(self, footer: Any, page_of: str) -> None:
        legal = footer.paragraphs[0]
        legal.style = self.document.styles["Normal"]
        self._write(legal, "{CompanyFooter}", size=7, colour=GREY)
        paragraph = footer.add_paragraph()
        paragraph.paragraph_format.tab_stops.add_tab_stop(Mm(PAGE_WIDTH), WD_TAB_ALIGNMENT.RIGHT)
        self._write(paragraph, '{CompanyName \\f "   "}{CompanyAddressLine}\t' + page_of, size=7.5, colour=GREY)

    def _framed(self, style: str, text: str, place: Any, size: float | None = None, colour: Any = None) -> Any:
        paragraph = self.document.add_paragraph(style=self.document.styles[
            "Letter Address" if style == ADDRESS_STYLE else "Letter Details"])  # fmt: skip
        in_frame(paragraph, place)
        self._write(paragraph, text, size=size, colour=colour)
        return paragraph

    def _body(self, text: str) -> Any:
        paragraph = self._paragraph(text, after=BELOW_TEXT)
        if self.chinese:
            paragraph.paragraph_format.first_line_indent = Pt(20)  # two characters
        return paragraph

    def _paragraph(
        self,
        text: str,
        *,
        after: float = 0,
        keep: bool = False,
        size: float | None = None,
        bold: bool = False,
        colour: RGBColor | None = None,
    ) -> Any:
        paragraph = self.document.add_paragraph()
        paragraph.paragraph_format.space_after = Pt(after)
        paragraph.paragraph_format.keep_together = True
        paragraph.paragraph_format.keep_with_next = keep or None
        if self.chinese:
            paragraph.paragraph_format.line_spacing = Pt(CHINESE_LINE * (size or 10))
        self._write(paragraph, text, size=size, bold=bold, colour=colour)
        return paragraph

    def _table(self, rows: int, widths: Sequence[float]) -> Any:
        table = self.document.add_table(rows, len(widths))
        table.alignment = WD_TABLE_ALIGNMENT.LEFT
        table.autofit = False
        cell_margins(table)
        for column, width in zip(table.columns, widths, strict=True):
            column.width = Mm(width)
            for cell in column.cells:
                cell.width = Mm(width)
        return table

    def _total(self, table: Any, place: int, total: Total, *, last: bool) -> None:
        label, amount, strong = total
        row = table.add_row()
        row_mark(row, "w:cantSplit")
        merged = row.cells[0].merge(row.cells[place - 1])
        size = 9 if strong else 8.5
        self._cell(merged, label, "right", bold=strong, size=size)
        self._cell(row.cells[place], amount, "right", bold=strong, size=size)
        for cell in row.cells[place + 1 :]:
            tiny(cell.paragraphs[0])  # an empty line of text would make the row higher
        for cell in {cell._tc: cell for cell in row.cells}.values():
            cell.paragraphs[0].paragraph_format.keep_with_next = None if last else True
            cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
            if strong:
                borders(cell, top=RULE, bottom=RULE)

    def _cell(self, cell: Any, text: str, side: str, *, bold: bool = False, size: float = 10) -> None:
        paragraph = cell.paragraphs[0]
        paragraph.alignment = SIDES[side]
        paragraph.paragraph_format.space_before = paragraph.paragraph_format.space_after = Pt(1)
        paragraph.paragraph_format.line_spacing = Pt(1.2 * size) if self.chinese else 1.0
        self._write(paragraph, text, size=size, bold=bold)

    def _gap(self, points: float) -> None:
        paragraph = self.document.add_paragraph()
        paragraph.paragraph_format.line_spacing = Pt(points)

    def _write(
        self,
        paragraph: Any,
        text: str,
        *,
        size: float | None = None,
        bold: bool = False,
        colour: RGBColor | None = None,
    ) -> None:
        def look(run: Any) -> Any:
            run.bold = bold or None
            if size:
                run.font.size = Pt(size)
            if colour is not None:
                run.font.color.rgb = colour
            return run

        for n, piece in enumerate(_FIELD.split(text)):
            if n % 2:
                field(paragraph, piece, look)
            elif piece:
                look(paragraph.add_run(piece))
