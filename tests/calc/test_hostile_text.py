"""Lists, bank statements, names of files, sheets and workbooks as an attacker would write them: they stay texts.

Each carries the same word, so that it is found wherever it got to: no formula of the workbook may hold it.
"""

import re
import shutil
from zipfile import ZipFile

import openpyxl
import pytest
from tests.calc.ribbon import Twins, press

from arrears.office.book_making import new_book
from arrears.office.live.host_cells import formulas_of, values_of
from arrears.office.live.live_excel import LiveExcel
from arrears.office.workbook_file import WorkbookFile

pytestmark = pytest.mark.libreoffice

WORD = "PLANTED"
TEXTS = (
    '=HYPERLINK("http://x/PLANTED","pay here")',
    "=cmd|'/C PLANTED'!A0",
    "+PLANTED()",
    "-PLANTED()",
    "@PLANTED(1)",
    "\t=PLANTED()",
    "\r=PLANTED()",
    " =PLANTED()",
    "'=PLANTED()",
    "{=PLANTED()}",
)
"""What spreadsheet applications take for formulas, or may after a blank was taken off."""
NAME = """O'Neil & $(touch PLANTED) `touch PLANTED` ; touch PLANTED # "=PLANTED()" [1]"""
"""Of folders, workbooks and lists: quotation marks, commands of a shell, what ends a path in a formula."""
SHEET = "='PLANTED'+1"
STATEMENT = """\
:20:STARTUMS
:25:DE89370400440532013000
:28C:10/1
:60F:C261001EUR1000,00
:61:2610121012CR100,00NTRFNONREF//B1
:86:166?00GUTSCHRIFT?20=cmd|'/C PLANTED'!A0?31DE02120300000000202051?32=PLANTED()
:61:2610201020CR300,00NTRFNONREF//B2
:86:166?00GUTSCHRIFT?20@PLANTED(1)?31DE02500105170137075030?32+PLANTED()
:62F:C261031EUR1400,00
-
"""


@pytest.fixture
def lists(tmp_path):
    """The same open items in a workbook, and a bank statement, both named by the attacker."""
    folder = tmp_path / NAME.replace("/", "")
    folder.mkdir()
    listed = openpyxl.Workbook()
    sheet = listed.worksheets[0]
    sheet.title = SHEET
    sheet.append(["Customer", "Name", "Document no.", "Document date", "Due date", "Currency", "Amount", "Reference"])
    for n, text in enumerate(TEXTS):
        sheet.append([f"{text}{n}", text, f"{text} {n}", "2026-09-10", "2026-10-10", "EUR", 100 + n, text])
    for row in sheet.iter_rows():
        for cell in row:
            if isinstance(cell.value, str):
                cell.data_type = "s"
    listed.save(folder / f"{NAME}.xlsx")
    (folder / f"{NAME}.sta").write_text(STATEMENT, encoding="utf-8")
    return folder


@pytest.fixture
def twins(application, lists, tmp_path, monkeypatch):
    monkeypatch.setenv("ARREARS_LANGUAGE", "en")
    monkeypatch.chdir(tmp_path)
    (lists / "live").mkdir()
    file = new_book(lists / f"{NAME}.xlsx.book.xlsx", None, "en", "EUR", [f"Company={TEXTS[0]}"])
    book = application.books.open(str(shutil.copy(file, lists / "live" / file.name)))
    yield Twins(application, file, book)
    book.close()


def formulas_in(path):
    """Give every formula of a workbook file, names and table columns included, as its parts hold them."""
    with ZipFile(path) as package:
        parts = [package.read(name).decode() for name in package.namelist() if name.startswith("xl/")]
    found = [
        re.findall(r"<(?:f|definedName|calculatedColumnFormula|formula\d?)\b[^>]*>([^<]*)<", part) for part in parts
    ]
    return [formula for one in found for formula in one]


def text_of(path):
    with ZipFile(path) as package:
        return "".join(package.read(name).decode() for name in package.namelist() if name.endswith(".xml"))


def planted_formulas(book):
    """Give each cell of an open workbook whose formula holds the word: what was typed is not what the cell shows."""
    found = []
    for sheet in book.sheets:
        used = sheet.used_range
        cells = zip(values_of(used), formulas_of(used), strict=True)
        for value, formula in (pair for row in cells for pair in zip(*row, strict=True)):
            if WORD in str(formula) and str(formula).startswith("=") and formula != value:
                found.append((sheet.name, formula, value))
    return found


def test_no_text_of_a_list_a_bank_statement_or_a_name_becomes_a_formula_or_a_command(twins, lists, tmp_path):
    listed, statement = lists / f"{NAME}.xlsx", lists / f"{NAME}.sta"
    twins.both(["import", listed, "--list-date", "2026-10-31", "--yes"], "import", listed, "2026-10-31", True)
    twins.both(["bank import", statement], "bank", statement)
    twins.both(["refresh", "--as-of", "2026-10-31"], "refresh", "2026-10-31")
    twins.both(["match"], "match")
    names = twins.sheets.read("Customers")["Customers"].column("name")
    assert {name.strip().lstrip("'") for name in names} >= {text.strip().lstrip("'") for text in TEXTS}
    assert WORD in text_of(twins.file)
    assert [formula for formula in formulas_in(twins.file) if WORD in formula] == []
    assert planted_formulas(twins.book) == []
    assert twins.differing() == []
    assert not list(tmp_path.rglob(WORD))


def test_an_aged_list_holds_no_formula_of_the_lists(application, lists, monkeypatch):
    monkeypatch.setenv("ARREARS_LANGUAGE", "en")
    book = application.books.open(str(lists / f"{NAME}.xlsx"))
    try:
        book.sheets[SHEET].range("B3").select()
        told = press(application, "age_list", "2026-10-31", True)
        assert len(book.sheets) == 2, told
        assert planted_formulas(book) == []
        assert WORD in str(values_of(book.sheets[1].used_range))
    finally:
        book.close()


@pytest.mark.parametrize("said", ["../../PLANTED", r"..\PLANTED"])
def test_a_workbook_cannot_name_the_file_that_its_letters_journal_is_written_to(
    application, tmp_path, monkeypatch, said
):
    monkeypatch.setattr("arrears.office.book_making.new_books_id", lambda: said)
    path = new_book(tmp_path / "Month.xlsx", None, "en", "EUR")
    with WorkbookFile.open(path, keep=False) as sheets:
        assert sheets.books_id == ""
    book = application.books.open(str(path))
    try:
        assert LiveExcel(book).books_id == ""
    finally:
        book.close()
