"""The page of a letter, drawn with python-docx: letterhead, address field (DIN 5008 form B), table, totals, closing."""

import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from arrears.office.word.package import pack, read_package

INK = RGBColor(0x1F, 0x2A, 0x37)
GREY = RGBColor(0x5B, 0x66, 0x73)
RULE = "8A94A0"
FONTS = {"en": ("Arial", "SimSun"), "zh": ("Times New Roman", "SimSun")}
ALTERNATIVES = {"SimSun": "Noto Serif CJK SC", "Arial": "Liberation Sans", "Times New Roman": "Liberation Serif"}
SIZES = {"en": 10, "zh": 10}
WIDTHS = (25, 20, 20, 20, 21, 19, 16, 21, 10)
"""Of the item table's columns, in millimetres: 172 together, the width between the margins."""
LEFT = ("left", "left", "left", "left", "right", "right", "right", "right", "right")
_FIELD = re.compile(r"\{(.+?)\}", re.DOTALL)


class Page:
    """One letter under construction; text marks a merge field as ``{Name \\@ "d MMMM yyyy"}``, IF as ``{IF ...}``."""

    def __init__(self, language: str) -> None:
        """Start an A4 page in a language's fonts."""
        self.language = language
        self.document = Document()
        self._page_setup()
        self._fonts()

    # -- parts of the letter

    def letterhead(self, words: dict[str, str]) -> None:
        """Draw the letterhead of the first page, the short heading of later ones, and the footer of all."""
        section = self.document.sections[0]
        section.different_first_page_header_footer = True
        first = section.first_page_header
        table = first.add_table(1, 1, Mm(172))
        _height(table.rows[0], 31, "exact")
        _margins(table)
        cell = table.rows[0].cells[0]
        self._write(cell.paragraphs[0], "{CompanyName}", size=17, bold=True)
        address = cell.add_paragraph()
        self._write(address, "{CompanyAddressLine}", size=8.5, colour=GREY)
        _rule_below(address)
        _tiny(cell.add_paragraph())
        _tiny(first.paragraphs[0])
        first._element.append(first.paragraphs[0]._element)
        later = section.header.paragraphs[0]
        self._write(later, words["later"], size=8.5, colour=GREY)
        for footer in (section.first_page_footer, section.footer):
            paragraph = footer.paragraphs[0]
            paragraph.style = self.document.styles["Normal"]
            paragraph.paragraph_format.tab_stops.add_tab_stop(Mm(172), WD_TAB_ALIGNMENT.RIGHT)
            self._write(paragraph, words["footer"], size=8, colour=GREY)

    def address(self, info: list[str]) -> None:
        """Draw the address field (85 x 45 mm) and, to its right, what identifies the letter."""
        table = self._table(1, (95, 77))
        _height(table.rows[0], 42, "atLeast")
        left, right = table.rows[0].cells
        self._write(left.paragraphs[0], '{CompanyName \\f " · "}{CompanyAddressLine}', size=7, colour=GREY)
        left.paragraphs[0].paragraph_format.space_after = Pt(8)
        for text in ("{CustomerName}", "{CustomerContact}", "{CustomerAddress}"):
            self._write(left.add_paragraph(), text)
        _tiny(left.add_paragraph())
        right.paragraphs[0].paragraph_format.space_after = Pt(14)
        for text in info:
            self._write(right.add_paragraph(), text, size=9.5)
        _tiny(right.add_paragraph())
        self._gap(4)

    def subject(self, text: str) -> None:
        """Write the subject line."""
        paragraph = self.document.add_paragraph()
        paragraph.paragraph_format.space_after = Pt(12)
        paragraph.paragraph_format.keep_with_next = True
        self._write(paragraph, text, size=13, bold=True)

    def text(self, text: str, *, keep: bool = False) -> None:
        """Write a paragraph, on the page of the next one if asked to."""
        paragraph = self.document.add_paragraph()
        paragraph.paragraph_format.keep_with_next = keep or None
        paragraph.paragraph_format.keep_together = keep or None
        paragraph.paragraph_format.space_after = Pt(7)
        self._write(paragraph, text)

    def items(self, columns: list[str], totals: list[tuple[str, str, bool]]) -> None:
        """Draw the table of items, its header on every page, and the totals under it, kept together."""
        table = self._table(2, WIDTHS)
        header, row = table.rows
        _property(header, "w:tblHeader")
        _property(header, "w:cantSplit")
        _property(row, "w:cantSplit")
        cells = self._item_cells()
        for n, (title, field) in enumerate(zip(columns, cells, strict=True)):
            self._cell(header.cells[n], title, LEFT[n], bold=True, size=8)
            _shade(header.cells[n], "EEF1F4")
            _borders(header.cells[n], top=RULE, bottom=RULE)
            self._cell(row.cells[n], field, LEFT[n], size=8)
            _borders(row.cells[n], bottom="D5DADF")
        for label, amount, strong in totals:
            self._total(table, label, amount, strong=strong)
        self._gap(6)

    def bank(self, words: tuple[str, str]) -> None:
        """Draw the box that says where to pay and what to quote."""
        table = self._table(1, (86, 86))
        _property(table.rows[0], "w:cantSplit")
        for cell, lines in zip(table.rows[0].cells, words, strict=True):
            _shade(cell, "F5F7F9")
            first, *rest = lines.split("|")
            self._cell(cell, first, "left", bold=True, size=9)
            cell.paragraphs[0].paragraph_format.keep_with_next = True
            for line in rest:
                paragraph = cell.add_paragraph()
                paragraph.paragraph_format.keep_with_next = True
                self._write(paragraph, line, size=9.5)
            _tiny(cell.add_paragraph())
        self._gap(6)

    def closing(self, lines: list[str]) -> None:
        """Write the closing, room for the signature, and who signs; all on one page."""
        for n, text in enumerate(lines):
            paragraph = self.document.add_paragraph()
            paragraph.paragraph_format.keep_with_next = True
            paragraph.paragraph_format.keep_together = True
            paragraph.paragraph_format.space_after = Pt(0 if n else 30)
            self._write(paragraph, text)

    def small_print(self, text: str) -> None:
        """Write the note on receipts at the foot of the letter."""
        paragraph = self.document.add_paragraph()
        paragraph.paragraph_format.space_before = Pt(14)
        paragraph.paragraph_format.keep_together = True
        self._write(paragraph, text, size=8.5, colour=GREY)

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
        section.orientation = WD_ORIENT.PORTRAIT
        section.page_width, section.page_height = Mm(210), Mm(297)
        section.left_margin, section.right_margin = Mm(20), Mm(18)
        section.top_margin, section.bottom_margin = Mm(25), Mm(18)
        section.header_distance, section.footer_distance = Mm(12), Mm(9)
        package = self.document.part.package
        for key, link in list(package.rels.items()):
            if link.reltype.endswith("/thumbnail"):
                del package.rels[key]

    def _fonts(self) -> None:
        latin, east_asian = FONTS[self.language]
        style = self.document.styles["Normal"]
        style.font.name, style.font.size, style.font.color.rgb = latin, Pt(SIZES[self.language]), INK
        fonts = style.element.rPr.rFonts
        for slot in ("w:ascii", "w:hAnsi", "w:cs"):
            fonts.set(qn(slot), latin)
        fonts.set(qn("w:eastAsia"), east_asian)
        language = OxmlElement("w:lang")
        language.set(qn("w:val"), "en-GB")
        language.set(qn("w:eastAsia"), "zh-CN")
        style.element.rPr.append(language)
        style.paragraph_format.space_after = Pt(0)
        style.paragraph_format.line_spacing = 1.1 if self.language == "en" else 1.15
        for part in self.document.part.package.iter_parts():
            if str(part.partname).endswith("fontTable.xml"):
                part._blob = _font_table((latin, east_asian))

    def _table(self, rows: int, widths: tuple[int, ...]) -> Any:
        table = self.document.add_table(rows, len(widths))
        table.alignment = WD_TABLE_ALIGNMENT.LEFT
        table.autofit = False
        _margins(table)
        for column, width in zip(table.columns, widths, strict=True):
            column.width = Mm(width)
            for cell in column.cells:
                cell.width = Mm(width)
        return table

    def _item_cells(self) -> list[str]:
        day = "d MMM yyyy" if self.language == "en" else "yyyy-MM-dd"
        return [
            "{DocumentNo}", f'{{DocumentDate \\@ "{day}"}}', f'{{DueDate \\@ "{day}"}}', "{PurchaseOrder}", "{Gross}",
            "{Paid}", "{Disputed}", "{Balance}", "{DaysLate}",
        ]  # fmt: skip

    def _total(self, table: Any, label: str, amount: str, *, strong: bool) -> None:
        row = table.add_row()
        _property(row, "w:cantSplit")
        merged = row.cells[0].merge(row.cells[6])
        self._cell(merged, label, "right", bold=strong, size=9 if strong else 8.5)
        self._cell(row.cells[7], amount, "right", bold=strong, size=9 if strong else 8.5)
        for cell in (merged, row.cells[7], row.cells[8]):
            cell.paragraphs[0].paragraph_format.keep_with_next = True
            if strong:
                _borders(cell, top=RULE, bottom=RULE)

    def _cell(self, cell: Any, text: str, side: str, *, bold: bool = False, size: float = 10.5) -> None:
        paragraph = cell.paragraphs[0]
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT if side == "right" else WD_ALIGN_PARAGRAPH.LEFT
        paragraph.paragraph_format.space_before = paragraph.paragraph_format.space_after = Pt(2.5)
        paragraph.paragraph_format.line_spacing = 1.0
        self._write(paragraph, text, size=size, bold=bold)

    def _gap(self, points: float) -> Any:
        paragraph = self.document.add_paragraph()
        paragraph.paragraph_format.line_spacing = Pt(points)
        return paragraph

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
                _field(paragraph, piece, look)
            elif piece:
                look(paragraph.add_run(piece))


def _field(paragraph: Any, code: str, look: Any) -> None:
    """Insert a field; in an IF, ``[Name]`` is a field nested in it."""
    kind = "" if code.split(maxsplit=1)[0] in ("IF", "PAGE", "NUMPAGES") else "MERGEFIELD "
    _mark(look(paragraph.add_run()), "begin")
    for n, piece in enumerate(re.split(r"\[(.+?)\]", f" {kind}{code} ")):
        if n % 2:
            _field(paragraph, piece, look)
        else:
            run = look(paragraph.add_run())
            text = OxmlElement("w:instrText")
            text.set(qn("xml:space"), "preserve")
            text.text = piece
            run._element.append(text)
    _mark(look(paragraph.add_run()), "separate")
    shown = {"PAGE": "1", "NUMPAGES": "1", "IF": ""}.get(code.split(maxsplit=1)[0], f"«{code.split(maxsplit=1)[0]}»")
    look(paragraph.add_run(shown))
    _mark(look(paragraph.add_run()), "end")


def _mark(run: Any, kind: str) -> None:
    mark = OxmlElement("w:fldChar")
    mark.set(qn("w:fldCharType"), kind)
    run._element.append(mark)


def _property(row: Any, name: str) -> None:
    row._tr.get_or_add_trPr().append(OxmlElement(name))


def _height(row: Any, millimetres: int, rule: str) -> None:
    height = OxmlElement("w:trHeight")
    height.set(qn("w:val"), str(round(millimetres * 56.7)))
    height.set(qn("w:hRule"), rule)
    row._tr.get_or_add_trPr().append(height)


def _borders(cell: Any, **sides: str) -> None:
    borders = OxmlElement("w:tcBorders")
    for side in ("top", "bottom"):
        if side in sides:
            line = OxmlElement(f"w:{side}")
            for key, value in (("val", "single"), ("sz", "6"), ("space", "0"), ("color", sides[side])):
                line.set(qn(f"w:{key}"), value)
            borders.append(line)
    properties = cell._tc.get_or_add_tcPr()
    shading = properties.find(qn("w:shd"))
    properties.append(borders) if shading is None else shading.addprevious(borders)


def _shade(cell: Any, colour: str) -> None:
    shading = OxmlElement("w:shd")
    for key, value in (("val", "clear"), ("color", "auto"), ("fill", colour)):
        shading.set(qn(f"w:{key}"), value)
    cell._tc.get_or_add_tcPr().append(shading)


def _margins(table: Any) -> None:
    margins = OxmlElement("w:tblCellMar")
    for side in ("left", "right"):
        margin = OxmlElement(f"w:{side}")
        margin.set(qn("w:w"), "45")
        margin.set(qn("w:type"), "dxa")
        margins.append(margin)
    properties = table._tbl.tblPr
    look = properties.find(qn("w:tblLook"))
    properties.append(margins) if look is None else look.addprevious(margins)


def _rule_below(paragraph: Any) -> None:
    borders, line = OxmlElement("w:pBdr"), OxmlElement("w:bottom")
    for key, value in (("val", "single"), ("sz", "6"), ("space", "6"), ("color", RULE)):
        line.set(qn(f"w:{key}"), value)
    borders.append(line)
    paragraph._p.get_or_add_pPr().insert_element_before(
        borders, "w:shd", "w:tabs", "w:suppressAutoHyphens", "w:spacing", "w:ind", "w:jc", "w:rPr"
    )


def _tiny(paragraph: Any) -> None:
    paragraph.paragraph_format.line_spacing = Pt(2)
    paragraph.paragraph_format.space_after = Pt(0)


def _font_table(names: tuple[str, ...]) -> bytes:
    fonts = "".join(
        f'<w:font w:name="{name}"><w:altName w:val="{ALTERNATIVES[name]}"/></w:font>' for name in dict.fromkeys(names)
    )
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    return f'{head}<w:fonts xmlns:w="{space}">{fonts}</w:fonts>'.encode()
