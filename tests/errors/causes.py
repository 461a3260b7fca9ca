"""What a case of the catalogue needs beyond typing and commands: spoilt files, full disks, stopped machines."""

import errno
import importlib
import json
import os
import shutil
import warnings
import zipfile
from datetime import date
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import openpyxl
import pytest
from docx import Document
from filelock import FileLock
from openpyxl.chartsheet import Chartsheet
from openpyxl.workbook.defined_name import DefinedName
from tests.fake_sheets import FakeSheets
from tests.ledgers import ledger
from tests.office.live import stand_in

from arrears import texts
from arrears.core.interest import payment_order
from arrears.core.interest.interest import InterestTerms, charge
from arrears.core.interest.rates import RateRow, series
from arrears.core.interest.regimes import REGIMES
from arrears.core.month.carrying import carried
from arrears.errors import FileRefused, Refusal
from arrears.functions import examples, words
from arrears.functions.calling import Caller
from arrears.functions.explain import REASONS
from arrears.office import shipped
from arrears.office.exports import sources
from arrears.office.journal_file import JournalFile
from arrears.office.letters import letter_prints, pdf_copies
from arrears.office.live.busy import answering
from arrears.office.live.live_excel import place_of
from arrears.office.live.live_table import LiveTable
from arrears.office.live.new_sheets import refuse_fixed
from arrears.office.xlsx import package_writer
from arrears.office.xlsx.package import Package
from arrears.runs.known_customers import refuse_unknown

Patch = pytest.MonkeyPatch
BOOK = "Book.xlsx"
BOOKS_ID = "3f9c2a7d51e08b64"
"""The id of the set of books in every case; otherwise it is left to chance."""
HEADINGS = ["Customer", "Document no.", "Document date", "Due date", "Currency", "Open amount"]
LETTERS = Path("templates") / "letters" / "en"
_APPEND = JournalFile.append


# Lists that only a workbook can hold.


def list_with(folder: Path, *rows: list[object], headings: list[str] | None = None) -> None:
    """Write list.xlsx with the usual headings."""
    book = openpyxl.Workbook()
    for row in (headings or HEADINGS, *rows):
        book.active.append(row)
    book.save(folder / "list.xlsx")


def number_among_texts(folder: Path, patch: Patch) -> None:
    days = [date(2026, 9, 1), date(2026, 9, 30), "EUR", 100]
    list_with(folder, ["000101", "1", *days], ["000102", "2", *days], [103, "3", *days])


def rounded_invoice_number(folder: Path, patch: Patch) -> None:
    row = ["C1", 25442000000123456789.0, date(2026, 9, 1), date(2026, 9, 30), "EUR", 100]
    list_with(folder, row)


def error_in_list(folder: Path, patch: Patch) -> None:
    list_with(folder, ["C1", "1", date(2026, 9, 1), "#N/A", "EUR", 100])


def formula_in_list(folder: Path, patch: Patch) -> None:
    list_with(folder, ["C1", "1", date(2026, 9, 1), "=C2+30", "EUR", 100])


def no_rows(folder: Path, patch: Patch) -> None:
    list_with(folder)


def only_a_chart(folder: Path, patch: Patch) -> None:
    book = openpyxl.Workbook()
    book.remove(book.active)
    book._sheets.append(Chartsheet(parent=book, title="Chart"))  # openpyxl has no other way without a worksheet
    book.save(folder / "list.xlsx")


def stray_cell(folder: Path, patch: Patch) -> None:
    list_with(folder, ["C1", "1", date(2026, 9, 1), date(2026, 9, 30), "EUR", 100])
    book = openpyxl.load_workbook(folder / "list.xlsx")
    book.active["XFD1048576"] = "x"
    book.save(folder / "list.xlsx")


def long_note(folder: Path, patch: Patch) -> None:
    row = ["C1", "RE-3", date(2026, 9, 1), date(2026, 9, 30), "EUR", 100, "Called. " * 5000]
    (folder / "list.csv").write_text(",".join([*HEADINGS, "Note"]) + "\n" + ",".join(map(str, row)), encoding="utf-8")


def long_field(folder: Path, patch: Patch) -> None:
    (folder / "list.csv").write_text(",".join(HEADINGS) + '\nC1,"1' + "x" * 200_000, encoding="utf-8")


def small_limit(folder: Path, patch: Patch) -> None:
    """A list of 256 MiB would do the same, slowly."""
    patch.setattr(sources, "_LARGEST", 2**20)
    (folder / "list.csv").write_bytes(b"x" * 3 * 2**20)


# Files that are not what they should be.


def pdf(folder: Path, patch: Patch) -> None:
    (folder / "list.xlsx").write_bytes(b"%PDF-1.7\n")


def binary_text(folder: Path, patch: Patch) -> None:
    (folder / "list.csv").write_bytes(b"Customer\x00Amount\x01\x02" * 20)


def damaged_list(folder: Path, patch: Patch) -> None:
    (folder / "list.xls").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600)


def password(folder: Path, patch: Patch) -> None:
    (folder / BOOK).write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"))


def cut_in_half(folder: Path, patch: Patch) -> None:
    content = (folder / BOOK).read_bytes()
    (folder / BOOK).write_bytes(content[: len(content) // 2])


def bomb(folder: Path, patch: Patch) -> None:
    changed(folder / BOOK, {"xl/media/image9.bin": b"\0" * 20 * 2**20})


def doctype(folder: Path, patch: Patch) -> None:
    changed(folder / BOOK, {"docProps/custom.xml": b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'})


def picture_inside(folder: Path, patch: Patch) -> None:
    with zipfile.ZipFile(folder / BOOK, "w") as archive:
        archive.writestr("picture.png", b"x")


def signature(folder: Path, patch: Patch) -> None:
    link = (
        '<Relationship Id="rIdSigned" Target="_xmlsignatures/origin.sigs" '
        'Type="http://schemas.openxmlformats.org/package/2006/relationships/digital-signature/origin"/></Relationships>'
    )
    relations = parts_of(folder / BOOK)["_rels/.rels"].decode().replace("</Relationships>", link)
    changed(folder / BOOK, {"_rels/.rels": relations.encode(), "_xmlsignatures/origin.sigs": b""})


def no_sheet_list(folder: Path, patch: Patch) -> None:
    plain(folder / "Own.xlsx", "Sheet1")
    workbook = parts_of(folder / "Own.xlsx")["xl/workbook.xml"]
    start, end = workbook.index(b"<sheets>"), workbook.index(b"</sheets>") + len(b"</sheets>")
    changed(folder / "Own.xlsx", {"xl/workbook.xml": workbook[:start] + workbook[end:]})


def folder_of_that_name(folder: Path, patch: Patch) -> None:
    (folder / "Folder.xlsx").mkdir()


def plain_workbook(folder: Path, patch: Patch) -> None:
    plain(folder / "Own.xlsx", "Sheet1")


def sheet_named_home(folder: Path, patch: Patch) -> None:
    plain(folder / "Own.xlsx", "Home")


def plain(path: Path, title: str) -> None:
    """Make a workbook of the user's own."""
    book = openpyxl.Workbook()
    book.active.title = title
    book.save(path)


def parts_of(path: Path) -> dict[str, bytes]:
    """Read the parts of a package."""
    with zipfile.ZipFile(path) as package:
        return {name: package.read(name) for name in package.namelist()}


def changed(path: Path, parts: dict[str, bytes]) -> None:
    """Put parts into a package, new ones or in the place of old ones."""
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in (parts_of(path) | parts).items():
            package.writestr(name, content)
    path.write_bytes(stream.getvalue())


# Workbooks that were changed by hand.


def _sheet(folder: Path, table: str, change: Any) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        book = openpyxl.load_workbook(folder / BOOK)
        sheet = next(sheet for sheet in book.worksheets if table in sheet.tables)
        change(book, sheet, sheet.tables[table])
        book.save(folder / BOOK)


def customers_table_removed(folder: Path, patch: Patch) -> None:
    _sheet(folder, "Customers", lambda _book, sheet, _table: sheet.tables.pop("Customers"))


def heading_changed(folder: Path, patch: Patch) -> None:
    def change(book: Any, sheet: Any, table: Any) -> None:
        cell = next(cell for cell in sheet[table.ref][0] if cell.value == "Gross")
        cell.value = "Invoice total"
        next(column for column in table.tableColumns if column.name == "Gross").name = "Invoice total"

    _sheet(folder, "Invoices", change)


def column_between_buckets(folder: Path, patch: Patch) -> None:
    """As Excel does when a person inserts a column there: here the column takes the place of one that is shown."""

    def change(book: Any, sheet: Any, table: Any) -> None:
        names = [column.name for column in table.tableColumns]
        at = names.index("Not due") + 2
        sheet[table.ref][0][at].value = "Customer"
        sheet[table.ref][0][0].value = "Rep"
        table.tableColumns[at].name = "Customer"
        table.tableColumns[0].name = "Rep"

    _sheet(folder, "Ageing", change)


def text_below_table(folder: Path, patch: Patch) -> None:
    def change(book: Any, sheet: Any, table: Any) -> None:
        last = sheet[table.ref][-1][0]
        sheet.cell(last.row + 1, last.column + 2).value = "checked by M. Bell"

    _sheet(folder, "Invoices", change)


def cells_merged(folder: Path, patch: Patch) -> None:
    def change(book: Any, sheet: Any, table: Any) -> None:
        first, second, *_ = sheet[table.ref][-1]
        sheet.merge_cells(f"{first.coordinate}:{second.coordinate}")

    _sheet(folder, "Invoices", change)


def table_at_the_end(folder: Path, patch: Patch) -> None:
    """Move the table to the last rows that a sheet has."""

    def change(book: Any, sheet: Any, table: Any) -> None:
        (first, *_), (*_, last) = sheet[table.ref][0], sheet[table.ref][-1]
        down = 1_048_576 - last.row
        moved = f"{first.column_letter}{first.row + down}:{last.column_letter}{last.row + down}"
        sheet.move_range(table.ref, rows=down)
        table.ref = moved
        if table.autoFilter is not None:
            table.autoFilter.ref = table.ref

    _sheet(folder, "Customers", change)


def name_removed(folder: Path, patch: Patch) -> None:
    _sheet(folder, "Policy", lambda book, _sheet, _table: book.defined_names.pop("AsOf"))


def name_moved(folder: Path, patch: Patch) -> None:
    def change(book: Any, sheet: Any, table: Any) -> None:
        name = "HomeTop" if "HomeTop" in book.defined_names else next(n for n in book.defined_names if n != "AsOf")
        book.defined_names[name] = DefinedName(name, attr_text=f"'{sheet.title}'!$B$2:$B$3")

    _sheet(folder, "Policy", change)


def small_books(folder: Path, patch: Patch) -> None:
    """A workbook of 768 MiB would do the same, slowly."""
    patch.setattr(package_writer, "MOST_UNPACKED", 2**14)


# Machines and people.


def disk_full(folder: Path, patch: Patch) -> None:
    def fsync(handle: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    patch.setattr(os, "fsync", fsync)


def open_in_excel(folder: Path, patch: Patch) -> None:
    (folder / f"~${BOOK}").write_bytes(b"\x05M Bell")


def saved_meanwhile(folder: Path, patch: Patch) -> None:
    """Somebody else saves the book just after it was read."""
    reading = Package.read

    def read_and_saved(path: Path) -> Package:
        package = reading(path)
        changed(path, {"docProps/custom.xml": b"<Properties/>"})
        return package

    patch.setattr(Package, "read", read_and_saved)


def stopped_by_hand(folder: Path, patch: Patch) -> None:
    _while_reading(patch, KeyboardInterrupt())


def no_memory(folder: Path, patch: Patch) -> None:
    _while_reading(patch, MemoryError())


def fault_of_ours(folder: Path, patch: Patch) -> None:
    _while_reading(patch, ZeroDivisionError("nobody thought of this"))


def _while_reading(patch: Patch, fault: BaseException) -> None:
    def reading(path: Path) -> bytes:
        raise fault

    patch.setattr(Path, "read_bytes", reading)


def nothing_shipped(folder: Path, patch: Patch) -> None:
    patch.setattr(shipped, "_PACKAGE", folder / "arrears")
    patch.setattr(shipped, "_CHECKOUT", folder)


def other_window(folder: Path, patch: Patch) -> None:
    """Another run holds the journal; its lock is kept until the case is over."""
    (folder / "letters journal").mkdir(exist_ok=True)
    lock = FileLock(str(folder / "letters journal" / f"{BOOKS_ID}.jsonl.lock"))
    lock.acquire()
    patch.setattr(causes_kept, "lock", lock, raising=False)


class causes_kept:  # noqa: N801 - holds what must live as long as a case
    """What must not be released before a case is over."""


def stopped_while_issuing(folder: Path, patch: Patch) -> None:
    """The machine goes off after the first letter was written."""

    def stops(journal: JournalFile, entry: Any) -> None:
        if entry["kind"] == "written":
            raise KeyboardInterrupt
        _APPEND(journal, entry)

    patch.setattr(JournalFile, "append", stops)


def goes_on(folder: Path, patch: Patch) -> None:
    """The machine is on again."""
    patch.setattr(JournalFile, "append", _APPEND)


def journal_line_edited(folder: Path, patch: Patch) -> None:
    path = next((folder / "letters journal").glob("*.jsonl"))
    path.write_bytes(path.read_bytes().replace(b'"level":1', b'"level":2', 1))


def letter_edited(folder: Path, patch: Patch) -> None:
    path = min((folder / "letters").glob("*.docx"))
    path.write_bytes(path.read_bytes() + b" ")


def letter_lost(folder: Path, patch: Patch) -> None:
    min((folder / "letters").glob("*.docx")).unlink()


def letters_elsewhere(folder: Path, patch: Patch) -> None:
    def name_another_computer(_book: Any, sheet: Any, table: Any) -> None:
        at = [column.name for column in table.tableColumns].index("File")
        sheet[table.ref][1][at].value = "//elsewhere/letters/L2026-00001 Alder Ltd.docx"

    _sheet(folder, "Letters", name_another_computer)


def book_kept(folder: Path, patch: Patch) -> None:
    shutil.copy(folder / BOOK, folder / "kept.xlsx")


def book_put_back(folder: Path, patch: Patch) -> None:
    shutil.copy(folder / "kept.xlsx", folder / BOOK)


def journal_cut(folder: Path, patch: Patch) -> None:
    path = next((folder / "letters journal").glob("*.jsonl"))
    path.write_bytes(b"".join(path.read_bytes().splitlines(keepends=True)[:1]))


def journal_gone(folder: Path, patch: Patch) -> None:
    shutil.rmtree(folder / "letters journal")


# What only Excel hands over to a worksheet function.


def range_in_pieces(folder: Path, patch: Patch) -> None:
    excel = importlib.import_module("arrears.functions.excel")
    excel.answered(examples.BY_NAME["AR_DSO"], "Book\nSheet\nA1", f"{excel.MARK}2", 17674.0, 90.0)
    _put_into_words(lambda: _raised(REASONS.of(Caller("Book", "Sheet", "A1"))))


def _raised(fault: Any) -> None:
    raise fault.reason


# Rates asked for beyond what is known: worksheet functions and the core, which have no sheet to put a problem on.


def rate_beyond_the_last(folder: Path, patch: Patch) -> None:
    known = series("ref", [RateRow(date(2025, 1, 1), date(2025, 6, 30), Decimal(3))])
    _put_into_words(lambda: known.on(date(2026, 1, 1)))


def series_nobody_knows(folder: Path, patch: Patch) -> None:
    one = ledger("item 1 A EUR invoice 2025-01-01 2025-01-31 100")
    _put_into_words(lambda: charge(one, date(2025, 3, 1), [InterestTerms(series="nowhere")], {}))


def _interest_on(**choices: Any) -> None:
    one = ledger("item 1 A EUR invoice 2025-01-01 2025-01-31 100")
    _put_into_words(lambda: charge(one, date(2025, 3, 1), [InterestTerms(**choices)], {}))


def interest_choice_nobody_offers(folder: Path, patch: Patch) -> None:
    _interest_on(rate=Decimal(5), compounding="weekly")


def rests_of_simple_interest(folder: Path, patch: Patch) -> None:
    _interest_on(series="ref", fixing="each rest")


def interest_on_an_unknown_net_amount(folder: Path, patch: Patch) -> None:
    _interest_on(rate=Decimal(5), base="net")


def payment_split_twice_over_costs(folder: Path, patch: Patch) -> None:
    owed = {"costs": 1, "interest": 2, "principal": 3}
    _put_into_words(lambda: payment_order.split(100, owed, ("costs", "costs", "interest")))


def debt_older_than_the_regime(folder: Path, patch: Patch) -> None:
    _put_into_words(lambda: REGIMES["de-b2b"].refuse_earlier(date(2013, 12, 30), REGIMES["de-b2b"].terms))


def sheet_protected(folder: Path, patch: Patch) -> None:
    _put_into_words(lambda: _open_sheet(protected=True, filtered=False).refuse_unwritable(1))


def sheet_filtered(folder: Path, patch: Patch) -> None:
    _put_into_words(lambda: _open_sheet(protected=False, filtered=True).refuse_unwritable(1))


def something_below_totals(folder: Path, patch: Patch) -> None:
    sheet = stand_in.sheet("Invoices", {"A1": "Customer", "A2": "'C1", "A3": "'Total", "A9": "'checked by M. Bell"})
    table = stand_in.table(sheet, "Invoices", "A1:A3", totals=True)
    _put_into_words(lambda: LiveTable(sheet, table).refuse_unwritable(2))


def comment_in_table(folder: Path, patch: Patch) -> None:
    sheet = stand_in.sheet("Escalation", {"A1": "Customer", "A2": "'C1"}, threads=("A2",))
    live = LiveTable(sheet, stand_in.table(sheet, "Escalation", "A1:A2"))
    _put_into_words(lambda: live.refuse_unmovable([None, 0]))


def array_in_table(folder: Path, patch: Patch) -> None:
    sheet = stand_in.sheet("Invoices", {"A1": "Customer", "A2": "'C1"}, has_formula2=False)
    sheet.has_array = True
    _put_into_words(lambda: LiveTable(sheet, stand_in.table(sheet, "Invoices", "A1:A2")).refuse_unmovable([None, 0]))


def table_changed_meanwhile(folder: Path, patch: Patch) -> None:
    sheet = stand_in.sheet("Invoices", {"A1": "Customer", "A2": "'C1"})
    live = LiveTable(sheet, stand_in.table(sheet, "Invoices", "A1:A2"))
    live.cells()
    sheet.range((2, 1), (2, 1)).api.Formula2 = "'C2"
    _put_into_words(lambda: live.look_again("Invoices"))


def cell_not_taken(folder: Path, patch: Patch) -> None:
    sheet = stand_in.sheet("Invoices", {"A1": "Amount", "A2": 1.0}, makes_texts_of=("A2",))
    _put_into_words(lambda: LiveTable(sheet, stand_in.table(sheet, "Invoices", "A1:A2")).rewrite([[5.0]]))


def book_protected(folder: Path, patch: Patch) -> None:
    book = SimpleNamespace(name="Book.xlsx", api=SimpleNamespace(ProtectStructure=True))
    _put_into_words(lambda: refuse_fixed(book))


def nobodys_number(folder: Path, patch: Patch) -> None:
    book = FakeSheets({"Customers": [{"customer": "C1", "name": "Alder Ltd"}, {"customer": "C2", "name": "Birch Ltd"}]})
    _put_into_words(lambda: refuse_unknown(book, "C3"))


def no_customers_yet(folder: Path, patch: Patch) -> None:
    _put_into_words(lambda: refuse_unknown(FakeSheets(), "C1"))


def cell_in_edit(folder: Path, patch: Patch) -> None:
    class ComError(Exception):
        hresult = -2146777998

    def ask() -> None:
        with answering():
            raise ComError

    _put_into_words(ask)


def book_unsaved(folder: Path, patch: Patch) -> None:
    _put_into_words(lambda: place_of(SimpleNamespace(name="Book1", fullname="Book1")))


def _open_sheet(*, protected: bool, filtered: bool) -> LiveTable:
    """Give a table of an open workbook as a spreadsheet application shows it."""
    sheet = stand_in.sheet("Escalation", {"A5": "Customer", "A6": "'C1"}, protected=protected)
    return LiveTable(sheet, stand_in.table(sheet, "Escalation", "A5:A6", filtered=filtered))


def _put_into_words(act: Any) -> None:
    with pytest.raises(Refusal) as refused:
        act()
    json.dumps(texts.wrong_and_do(refused.value, "en"))


# Templates of the user's own, beside the workbook.


def template(folder: Path, body: str, parts: dict[str, bytes] | None = None) -> Path:
    """Write the template of the first letter with a body of Word's markup."""
    path = folder / LETTERS / "friendly_reminder.docx"
    path.parent.mkdir(parents=True, exist_ok=True)
    Document().save(str(path))
    document = parts_of(path)["word/document.xml"].decode()
    start = document.index("<w:body>") + len("<w:body>")
    changed(path, {"word/document.xml": (document[:start] + body + document[start:]).encode(), **(parts or {})})
    return path


def field(code: str) -> str:
    """Write a paragraph with one field."""
    return f"<w:p>{marks(code)}</w:p>"


def marks(code: str) -> str:
    """Write a field as runs; ``code`` may hold runs of its own."""
    if not code.startswith("<"):
        code = f"<w:r><w:instrText> {code} </w:instrText></w:r>"
    return _mark("begin") + code + _mark("separate") + "<w:r><w:t>x</w:t></w:r>" + _mark("end")


def _mark(kind: str) -> str:
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'


def template_not_word(folder: Path, patch: Patch) -> None:
    path = folder / LETTERS / "friendly_reminder.docx"
    path.parent.mkdir(parents=True)
    shutil.copy(folder / BOOK, path)


def template_damaged(folder: Path, patch: Patch) -> None:
    template(folder, "", {"word/header9.xml": b"<w:hdr>"})


def template_linked(folder: Path, patch: Patch) -> None:
    template(folder, field("INCLUDETEXT C:\\\\prices.docx"))


def template_field_unknown(folder: Path, patch: Patch) -> None:
    template(folder, field("MERGEFIELD Discuont"))


def template_field_outside(folder: Path, patch: Patch) -> None:
    template(folder, field("MERGEFIELD DocumentNo"))


def template_field_broken(folder: Path, patch: Patch) -> None:
    template(folder, f"<w:p>{_mark('begin')}<w:r><w:instrText> MERGEFIELD Level </w:instrText></w:r></w:p>")


def template_field_unsupported(folder: Path, patch: Patch) -> None:
    template(folder, field("NEXT"))


def template_field_in_code(folder: Path, patch: Patch) -> None:
    inner = marks("MERGEFIELD CustomerName")
    quote = "<w:r><w:instrText> QUOTE </w:instrText></w:r>"
    template(folder, f"<w:p>{marks(quote + inner)}</w:p>")


def template_region_open(folder: Path, patch: Patch) -> None:
    template(folder, field("MERGEFIELD TableStart:Items"))


def no_libreoffice(folder: Path, patch: Patch) -> None:
    patch.setattr(pdf_copies, "converter", lambda: None)


def libreoffice_that_does_nothing(folder: Path, patch: Patch) -> None:
    patch.setattr(pdf_copies, "converter", lambda: "true")


def no_room_for_prints(folder: Path, patch: Patch) -> None:
    def full(path: Path, content: bytes) -> None:
        raise FileRefused("cannot-write", str(path), path.name)

    patch.setattr(letter_prints, "write_new", full)


def mail_text_with_a_wrong_field(folder: Path, patch: Patch) -> None:
    texts_of_ours = folder / "templates" / "mail"
    texts_of_ours.mkdir(parents=True)
    (texts_of_ours / "en.txt").write_text("Our letter\n«Betrag»\n", encoding="utf-8")


def journal_without_its_letters(folder: Path, patch: Patch) -> None:
    """Cut the journal down to nothing."""
    (folder / "letters journal" / f"{BOOKS_ID}.jsonl").write_bytes(b"")


def function_that_breaks(folder: Path, patch: Patch) -> None:
    patch.setattr(words, "money_in_words", lambda *_: {}["no such word"])


# Computers on which the add-in cannot be put in place.


def linux(folder: Path, patch: Patch) -> None:
    patch.setattr("arrears.office.install.profile.platform.system", lambda: "Linux")


def account_without_excel(folder: Path, patch: Patch) -> None:
    """Paths of its own, so that the message is the same wherever the case is run."""
    patch.setattr("arrears.office.install.profile.platform.system", lambda: "Windows")
    patch.setenv("APPDATA", "Roaming")


def python_of_the_store(folder: Path, patch: Patch) -> None:
    store = "WindowsApps/PythonSoftwareFoundation.Python.3.12"
    patch.setattr("sys.base_prefix", store)
    patch.setattr("sys.executable", f"{store}/python.exe")


def python_of_uvx(folder: Path, patch: Patch) -> None:
    patch.setattr("sys.prefix", "uv/cache/archive-v0/Xy1")
    patch.setattr("sys.executable", "/uv/cache/archive-v0/Xy1/python.exe")


def python_with_an_odd_path(folder: Path, patch: Patch) -> None:
    patch.setattr("sys.executable", "/odd$(folder)/python.exe")


def another_xlwings(folder: Path, patch: Patch) -> None:
    patch.setattr("arrears.office.install.xlwings_files._package", lambda: Path("elsewhere"))
    patch.setattr("arrears.office.install.xlwings_files.metadata.version", lambda _: "9.9.9")


def no_xlwings(folder: Path, patch: Patch) -> None:
    patch.setattr("importlib.util.find_spec", lambda _: None)


def a_colleagues_add_in(folder: Path, patch: Patch) -> None:
    (folder / "start").mkdir()
    openpyxl.Workbook().save(folder / "start" / "Arrears.xlam")


def no_network(folder: Path, patch: Patch) -> None:
    class Failed:
        returncode, stderr = 1, "looking\nERROR: no network"

    patch.setattr("arrears.office.install.wheels.subprocess.run", lambda *_, **__: Failed())


def python_for_windows(folder: Path, patch: Patch) -> None:
    """A Python in name only: a library with its version, and the head of a 64-bit program."""
    python = folder / "python"
    python.mkdir()
    (python / "python312.dll").touch()
    (python / "python.exe").write_bytes(b"MZ".ljust(0x3C, b"\0") + b"\x40\0\0\0PE\0\0\x64\x86")


def only_numpy_needed(folder: Path, patch: Patch) -> None:
    patch.setattr("arrears.office.install.wheels.needed", lambda: ["xlwings>=0.37", "numpy>=2.0"])


def wheel_that_climbs(folder: Path, patch: Patch) -> None:
    patch.setattr("arrears.office.install.wheels.needed", list)
    with zipfile.ZipFile(folder / "wheels" / "spam-1.0-py3-none-any.whl", "w") as wheel:
        wheel.writestr("spam-1.0.data/data/../../../../spam.py", "")


def user_is_jo(folder: Path, patch: Patch) -> None:
    patch.setattr("arrears.office.system_clock.getpass.getuser", lambda: "jo")


# Months.


def opening_loses_an_item(folder: Path, patch: Patch) -> None:
    def losing(ledger: Any, day: date, needed: Any) -> Any:
        going = carried(ledger, day, needed)
        going.items[0] = False
        return going

    patch.setattr("arrears.runs.next_month.carried", losing)


def journal_without_its_last_line(folder: Path, patch: Patch) -> None:
    path = folder / "letters journal" / f"{BOOKS_ID}.jsonl"
    path.write_bytes(b"".join(path.read_bytes().splitlines(keepends=True)[:-1]))


def unlocked_copy_kept(folder: Path, patch: Patch) -> None:
    shutil.copy(folder / BOOK, folder / "copy.xlsx")


def unlocked_copy_put_back(folder: Path, patch: Patch) -> None:
    shutil.copy(folder / "copy.xlsx", folder / BOOK)


def a_row_deleted(folder: Path, patch: Patch) -> None:
    book = openpyxl.load_workbook(folder / BOOK)
    sheet = next(sheet for sheet in book.worksheets if "Invoices" in sheet.tables)
    head = int(sheet.tables["Invoices"].ref.split(":")[0][1:])
    for cell in sheet[head + 2]:
        cell.value = None
    book.save(folder / BOOK)


def other_books_id(folder: Path, patch: Patch) -> None:
    patch.setattr("arrears.office.book_making.new_books_id", lambda: "0123456789abcdef")


def october_is_the_book(folder: Path, patch: Patch) -> None:
    (folder / "October.xlsx").replace(folder / BOOK)


def a_customer_added(folder: Path, patch: Patch) -> None:
    book = openpyxl.load_workbook(folder / BOOK)
    sheet = next(sheet for sheet in book.worksheets if "Customers" in sheet.tables)
    table = sheet.tables["Customers"]
    first, last = table.ref.split(":")
    row = int("".join(filter(str.isdigit, last))) + 1
    table.ref = f"{first}:{last.rstrip('0123456789')}{row}"
    sheet.cell(row, 1).value = "C9"
    book.save(folder / BOOK)
