"""The printed file of a month: tie-out, ageing, exceptions, sign-off and lock as one PDF, through LibreOffice."""

import tempfile
from pathlib import Path

from lxml import etree

from arrears.errors import FileRefused
from arrears.office.files import read_file, replace_file, write_new
from arrears.office.letters.pdf_copies import pdf_copies, refuse_without_converter
from arrears.office.workbook_file import WorkbookFile
from arrears.office.xlsx.package import Package
from arrears.office.xlsx.xml_part import child, children, serialise

PRINTED = (
    "Policy", "Reconciliation", "RollForward", "ControlAccounts", "Differences", "MonthEndChecks", "Openings", "Ageing",
    "Problems", "SignOff", "Months", "Lock",
)  # fmt: skip
"""The tables whose sheets are printed, as far as they hold anything; Policy stands on Home."""


def print_month(book: Path, out: Path | None) -> Path:
    """Print a month into a PDF, beside the book if no file is named; one that is there is replaced, and kept once.

    The book itself stays as it is: what is not printed is hidden in a copy. Raises FileRefused ``no-pdf-converter`` or
    ``month-not-printed``.
    """
    path = out or book.with_suffix(".pdf")
    refuse_without_converter(path)
    with WorkbookFile.open(book, keep=False) as sheets:
        tables = sheets.read(*(name for name in PRINTED if sheets.has(name)))
        shown = [table.sheet for table in tables.values() if len(table) or table.name == "Problems"]
    with tempfile.TemporaryDirectory(prefix="arrears-month-") as name:
        copy = Path(name) / book.name  # the name stands at the foot of each page
        write_new(copy, only_shown(Package(read_file(book), book.name), shown))
        made, _ = pdf_copies([copy], Path(name))
        if not made:
            raise FileRefused("month-not-printed", str(book), book.name)
        replace_file(path, made[0].read_bytes())
    return path


def only_shown(package: Package, titles: list[str]) -> bytes:
    """Give a workbook in which only the sheets of some titles are visible, the first of them in front."""
    root = package.xml(package.workbook_part)
    sheets = child(root, "sheets")
    rows: list[etree._Element] = [] if sheets is None else list(children(sheets, "sheet"))
    wanted = {title.casefold() for title in titles}
    visible = [n for n, sheet in enumerate(rows) if (sheet.get("name") or "").casefold() in wanted]
    for n, sheet in enumerate(rows):
        if n in visible:
            sheet.attrib.pop("state", "")
        else:
            sheet.set("state", "hidden")
    views = child(root, "bookViews")
    for view in [] if views is None or not visible else list(children(views, "workbookView")):
        view.set("activeTab", str(visible[0]))
        view.set("firstSheet", str(visible[0]))
    return package.rewritten({package.workbook_part: serialise(root)})
