"""The letter of the benchmark: two pages, 25 fields, a table of 12 rows; the same page in the syntax of each engine."""

import io
from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from docx import Document
from docx.enum.text import WD_BREAK
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.text.paragraph import Paragraph

FIELDS = (
    "LetterNo", "LetterDate", "CustomerNo", "CustomerName", "CustomerNameLocal", "ContactName", "Street", "Building",
    "PostCode", "City", "Country", "Salutation", "SalutationLocal", "Currency", "TotalOverdue", "InterestTotal",
    "FeeTotal", "GrandTotal", "GrandTotalWords", "GrandTotalLocal", "PayBy", "InterestRate", "Account", "Reference",
    "Signatory",
)  # fmt: skip
ROW = ("DocumentNo", "DocumentDate", "DueDate", "DaysLate", "Amount", "Paid", "Balance", "Interest")
DATES = {"LetterDate", "PayBy", "DocumentDate", "DueDate"}
AMOUNTS = {"TotalOverdue", "InterestTotal", "FeeTotal", "GrandTotal", "Amount", "Paid", "Balance", "Interest"}
ROWS = 12
REGION = "Items"

Put = Callable[[Paragraph, str], None]
"""Puts a field into a paragraph."""


def data(number: int) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """Give the fields and rows of a letter."""
    rows, day = [], date(2026, 10, 31)
    for n in range(ROWS):
        amount = Decimal((number * 7919 + n * 104_729) % 9_000_000 + 5_000) / 100
        paid, late = (amount / 4).quantize(Decimal("0.01")) * (n % 3 == 0), 8 + (number + 13 * n) % 180
        interest = ((amount - paid) * late * 8 / 36500).quantize(Decimal("0.01"))
        due = day - timedelta(late)
        values = (f"R{number % 9973:05d}{n:02d}", due - timedelta(30), due, late, amount, paid, amount - paid, interest)
        rows.append(dict(zip(ROW, values, strict=True)))
    total, charged = sum(row["Balance"] for row in rows), sum(row["Interest"] for row in rows)
    names = ("Harbour & Sons", "Nordic “Blue” Foods", "Müller GmbH <Export>", "São Paulo Trading")
    values = (
        f"L2026-{number:05d}", day, f"C{10_000 + number}", f"{names[number % 4]} {number}", "杭州纺织有限公司",
        f"Accounts Payable {number}", f"{number % 900 + 1} Long Road", "" if number % 3 else "Building 7", "310000",
        "Hangzhou", "P. R. China", "Dear Sir or Madam,", "尊敬的客户：", "CNY", total, charged, Decimal("40.00"),
        total + charged + 40, "four hundred thousand yuan", "肆拾万元整", date(2026, 11, 16), "8.00",
        "DE89 3704 0044 0532 0130 00", f"C{10_000 + number} L2026-{number:05d}", "Wang Fang 王芳",
    )  # fmt: skip
    return dict(zip(FIELDS, values, strict=True)), rows


def merge_fields(paragraph: Paragraph, name: str) -> None:
    """Put a merge field, as Word writes it."""
    switch = ' \\@ "d MMMM yyyy"' if name in DATES else ' \\# "#,##0.00"' if name in AMOUNTS else ""
    word_field(paragraph, f" MERGEFIELD {name}{switch} ", f"«{name}»")


def jinja(paragraph: Paragraph, name: str) -> None:
    """Put a field of docxtpl."""
    held = f"r.{name}" if name in ROW else name
    as_written = " | day" if name in DATES else " | money" if name in AMOUNTS else ""
    paragraph.add_run(f"{{{{ {held}{as_written} }}}}")


def braces(paragraph: Paragraph, name: str) -> None:
    """Put a name in braces, in a run of its own."""
    paragraph.add_run(f"{{{name}}}")


def word_field(paragraph: Paragraph, code: str, result: str) -> None:
    """Put a field with its result."""
    for kind in ("begin", "code", "separate", "result", "end"):
        run = paragraph.add_run()
        if kind == "result":
            run.text = result
            continue
        mark = OxmlElement("w:instrText" if kind == "code" else "w:fldChar")
        if kind == "code":
            mark.set(qn("xml:space"), "preserve")
            mark.text = code
        else:
            mark.set(qn("w:fldCharType"), kind)
        run._r.append(mark)


def template(put: Put) -> bytes:
    """Make the letter with fields of one syntax."""
    file = Document()
    file.styles["Normal"].font.size = Pt(9)
    section = file.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    _mixed(section.header.paragraphs[0], "Alder Trading · [LetterNo] · [CustomerNo]", put)
    foot = section.footer.paragraphs[0]
    _mixed(foot, "Alder Trading · 1 Mill Lane · Reference [Reference] · Page ", put)
    word_field(foot, " PAGE ", "1")
    for line in (
        "[CustomerName]",
        "[CustomerNameLocal]",
        "[ContactName]",
        "[Street]",
        "[Building]",
        "[PostCode] [City]",
    ):
        _mixed(file.add_paragraph(), line, put)
    for line in _FIRST_PAGE:
        _mixed(file.add_paragraph(), line, put)
    _table(file, put)
    for label, name in (("Overdue", "TotalOverdue"), ("Interest", "InterestTotal"), ("Fee", "FeeTotal")):
        _mixed(file.add_paragraph(), f"{label}: [Currency] [{name}]", put)
    file.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
    for line in _SECOND_PAGE:
        _mixed(file.add_paragraph(), line, put)
    out = io.BytesIO()
    file.save(out)
    return out.getvalue()


_FIRST_PAGE = (
    "[Country]", "[LetterDate]", "Second reminder, letter [LetterNo]", "[Salutation]",
    (
        "The invoices below, [Currency] [TotalOverdue] in all, are unpaid though they were due. Please pay [Currency] "
        "[GrandTotal] ([GrandTotalWords]), with interest at [InterestRate] % a year, by [PayBy]."
    ),
    "[SalutationLocal]",
    (
        "根据我方账目，贵司（[CustomerNameLocal]）下列发票已逾期，合计 [Currency] [TotalOverdue]。"
        "请于 [PayBy] 前支付 [Currency] [GrandTotal]（大写：[GrandTotalLocal]）。"
    ),
)  # fmt: skip
_SECOND_PAGE = (
    "How to pay: transfer the amount to account [Account] and quote [Reference], so that we can match your payment.",
    "If you have paid already, please disregard this letter and send us the remittance advice.",
    "If you dispute an invoice, tell us in writing within seven days which one and why; the others stay payable.",
    "Yours sincerely", "[Signatory]", "Accounts Receivable",
)  # fmt: skip


def _table(file: Any, put: Put) -> None:
    looped = put is jinja
    table = file.add_table(rows=4 if looped else 2, cols=len(ROW), style="Table Grid")
    for cell, name in zip(table.rows[0].cells, ROW, strict=True):
        cell.text = name
    if looped:
        table.rows[1].cells[0].text, table.rows[3].cells[0].text = "{%tr for r in Items %}", "{%tr endfor %}"
    for cell, name in zip(table.rows[2 if looped else 1].cells, ROW, strict=True):
        put(cell.paragraphs[0], name)


def _mixed(paragraph: Paragraph, line: str, put: Put) -> None:
    for n, piece in enumerate(line.replace("]", "[").split("[")):
        if n % 2:
            put(paragraph, piece)
        elif piece:
            paragraph.add_run(piece)
